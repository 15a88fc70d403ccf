"""Private files whose row was never committed, or is gone: they are deleted, and no other."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core import orphaned_files
from core.models import User
from core.tasks import sweep_orphaned_files
from core.uploads import private_storage
from newsroom.tests.one_of_each import one_of_each
from pages.models import GuestPost

pytestmark = pytest.mark.django_db

OLD = timedelta(days=1, minutes=1)


@pytest.fixture
def kept(settings):
    """A house with one of everything, whose files have all been there for long."""
    one_of_each(User.objects.create_superuser("somebody"))
    for path in settings.PRIVATE_ROOT.rglob("*"):
        age(path, OLD)


def age(path: Path, by: timedelta) -> None:
    moment = (timezone.now() - by).timestamp()
    os.utime(path, (moment, moment))


def leave(name: str, age_of_it: timedelta = OLD) -> str:
    """A file to which no row refers."""
    name = private_storage().save(name, ContentFile(b"in confidence"))
    age(Path(private_storage().path(name)), age_of_it)
    return name


def test_files_that_belong_to_nothing_are_deleted_in_every_folder_and_the_others_stay(kept, settings):
    files = {path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()}
    assert len(files) == len(orphaned_files.private_fields())  # a file of every kind
    for name in ("nominations/left.pdf", "magazines/left.pdf", "a/deeper/folder/left.pdf", "left.pdf"):
        leave(name)
    sweep_orphaned_files.func()
    assert {path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()} == files


def test_a_file_stays_for_a_day_since_its_row_may_be_about_to_be_committed(kept):
    young, old = leave("nominations/young.pdf", timedelta(hours=23)), leave("nominations/old.pdf")
    assert orphaned_files.sweep() == 1
    assert private_storage().exists(young)
    assert not private_storage().exists(old)


def test_a_file_stays_whose_row_staff_do_not_see(kept):
    post = GuestPost.objects.get()
    GuestPost.objects.update(state="unconfirmed")
    orphaned_files.sweep()
    assert private_storage().exists(post.file.name)


def test_files_are_swept_however_many_there_are(kept, monkeypatch):
    monkeypatch.setattr(orphaned_files, "AT_ONCE", 3)
    for number in range(10):
        leave(f"nominations/{number}.pdf")
    assert orphaned_files.sweep() == 10


def test_nothing_is_deleted_by_a_site_that_knows_none_of_the_files(db, caplog):
    """As where somebody has named the wrong database, or an empty one."""
    left = leave("nominations/left.pdf")
    assert orphaned_files.sweep() == 0
    assert private_storage().exists(left)
    assert "No row refers to any of the private files" in caplog.text


def test_a_house_that_has_kept_nothing_yet_has_nothing_to_sweep(db, caplog):
    assert orphaned_files.sweep() == 0
    assert not caplog.records
