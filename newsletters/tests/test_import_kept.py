"""How long the file of an import, and what became of its lines, are kept."""

from datetime import timedelta

from django.utils import timezone

from core.uploads import private_storage
from newsletters.imports.work import forget_old_imports


def test_the_file_and_the_lines_are_deleted_after_thirty_days(
    imported, time_machine, django_capture_on_commit_callbacks
):
    job = imported("new@bank.example")
    name = job.file.name
    assert private_storage().exists(name)
    time_machine.move_to(timezone.now() + timedelta(days=30, minutes=1), tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        forget_old_imports.func()
    job.refresh_from_db()
    assert not private_storage().exists(name)
    assert not job.batches.exists()
    assert not job.may_be_undone
    assert job.new == 1


def test_a_younger_file_is_kept(imported, time_machine):
    job = imported("new@bank.example")
    time_machine.move_to(timezone.now() + timedelta(days=29), tick=False)
    forget_old_imports.func()
    job.refresh_from_db()
    assert job.file
    assert job.batches.exists()
