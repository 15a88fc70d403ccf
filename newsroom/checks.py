"""What `manage.py check` says of the configuration, in sentences that tell what to set."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError

from core.models import User
from newsroom import roles
from newsroom.demo.accounts import ACCOUNTS, PASSWORD


@register(Tags.urls)
def site_url_is_an_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is ‘{settings.SITE_URL}’, which is no address of a site.",
            hint="Set it to scheme and host alone, for example https://www.example.com",
            id="newsroom.E001",
        )
    ]


@register(deploy=True)
def mail_is_sent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_URL:
        return []
    return [
        Warning(
            f"Nobody gets the mails of this site: they are kept as files in {settings.LETTERS_DIR}.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example.com:587",
            id="newsroom.W001",
        )
    ]


@register(deploy=True)
def private_files_have_no_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    private, media = settings.PRIVATE_ROOT.resolve(), settings.MEDIA_ROOT.resolve()
    if media not in [private, *private.parents]:
        return []
    return [
        Error(
            "PRIVATE_ROOT lies in MEDIA_ROOT, so everybody can read what was sent in confidence.",
            hint="Choose a folder outside of MEDIA_ROOT.",
            id="newsroom.E003",
        )
    ]


@register(Tags.database)
def groups_are_as_their_roles_say(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    if DEFAULT_DB_ALIAS not in (databases or []):
        return []
    try:
        different = list(roles.differences())
    except DatabaseError:
        return []  # not migrated yet
    return [
        Warning(
            f"The group ‘{role}’ is not what its role says."
            + (f" It lacks: {', '.join(lacks)}." if lacks else "")
            + (f" It has beyond it: {', '.join(beyond)}." if beyond else ""),
            hint="Run manage.py migrate, which makes it right. For other rights make a group of your own beside it.",
            id="newsroom.W002",
        )
        for role, lacks, beyond in different
    ]


@register(Tags.security, deploy=True)
def nobody_can_sign_in_with_the_demo_password(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        open_doors = [
            user.username
            for user in User.objects.filter(username__in=ACCOUNTS, is_active=True)
            if check_password(PASSWORD, user.password)
        ]
    except DatabaseError:
        return []  # not migrated yet
    if not open_doors:
        return []
    return [
        Error(
            f"The demo’s accounts are in the database with a password everybody knows: {', '.join(open_doors)}.",
            hint="Change their passwords (manage.py changepassword NAME) or delete them.",
            id="newsroom.E002",
        )
    ]
