from datetime import timedelta

from django.db import transaction
from django.tasks import task

from awards.models import Nomination, NominationFile, WinnerImport
from core import housekeeping


@housekeeping.every(timedelta(hours=6))
@task
def forget_drafts() -> None:
    """Deletes drafts whose time is over, with their files, and addresses that nobody ever wrote under."""
    for pk in Nomination.objects.forgettable().values_list("pk", flat=True):
        with transaction.atomic():
            still = Nomination.objects.forgettable().select_for_update(of=("self",))
            if nomination := still.filter(pk=pk).first():  # nobody has begun to write meanwhile
                nomination.delete()


@housekeeping.every(timedelta(days=1))
@task
def forget_files() -> None:
    """Deletes what nominators had sent, when the judges have long been done with it."""
    for file in NominationFile.objects.outdated():
        file.delete()


@housekeeping.every(timedelta(days=1))
@task
def forget_uploads() -> None:
    """Deletes files of winners, and what became of their lines, a week after they were uploaded."""
    for upload in WinnerImport.objects.outdated():
        upload.delete()
