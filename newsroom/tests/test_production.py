"""The settings that docs/operating.md recommends, in a process of their own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "SITE_URL": "https://paper.example",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ADDRESS_KEY": "another-0123456789-abcdefghijklmnopqrstuvwxyz",
    "BEHIND_PROXY": "1",
    "EMAIL_URL": "smtp+tls://user:secret@mail.paper.example:587",
    "REDIS_URL": "redis://127.0.0.1:6379/9",
    "S3_BUCKET": "paper-media",
    "S3_PRIVATE_BUCKET": "paper-private",
    "S3_PUBLIC_URL": "https://media.paper.example",
}


@pytest.fixture
def manage(tmp_path):
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=known | PRODUCTION | {"NEWSROOM_VAR": str(tmp_path)} | environment,
            capture_output=True,
            text=True,
        )

    return run


def test_the_recommended_settings_pass_the_checks_for_production(manage):
    checked = manage("check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SITE_URL": "paper.example"}, "which is no address of a site"),
        ({"EMAIL_URL": ""}, "Nobody gets the mails of this site"),
        ({"PRIVATE_ROOT": "/srv/media/private", "MEDIA_ROOT": "/srv/media"}, "everybody can read what was sent"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(manage, wrong, said):
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **wrong)
    assert checked.returncode != 0
    assert said in checked.stderr


def test_pictures_of_a_bucket_are_allowed_by_the_policy_and_private_files_get_signed_addresses(manage):
    code = (
        "from django.conf import settings; from django.core.files.storage import default_storage, storages;"
        "print(settings.SECURE_CSP['img-src'][-1], default_storage.url('a.webp'), storages['private'].querystring_auth)"
    )
    told = manage("shell", "-v0", "-c", code)
    assert told.stdout.split() == ["https://media.paper.example", "https://media.paper.example/a.webp", "True"]


def test_what_the_address_of_the_database_asks_for_is_kept(manage):
    code = "from django.conf import settings; print(sorted(settings.DATABASES['default']['OPTIONS'].items()))"
    told = manage("shell", "-v0", "-c", code, DATABASE_URL="postgres://paper@db.example/paper?sslmode=verify-full")
    assert told.stdout.strip() == "[('options', '-c jit=off'), ('pool', True), ('sslmode', 'verify-full')]"
