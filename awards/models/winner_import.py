from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from awards.imports.work import go_on_with_winners
from core import csv_files
from core.line_work import LineWork
from core.uploads import private_storage, random_name

if TYPE_CHECKING:
    from core.models import User

KEPT = timedelta(days=7)
"""How long an upload, and what became of its lines, can be looked at."""


def place_of_upload(instance: models.Model, filename: str) -> str:
    return random_name("winner-imports", filename)


class WinnerImportManager(models.Manager["WinnerImport"]):
    @transaction.atomic
    def upload(self, file: File, *, by: User | None = None) -> WinnerImport:
        """Takes the file in and has its lines looked at in the background."""
        name = (file.name or "winners.csv")[-200:]
        made = self.create(file=file, name=name, lines=csv_files.count_lines(file), uploaded_by=by)
        made.go_on()
        return made

    def outdated(self) -> models.QuerySet[WinnerImport]:
        return self.filter(uploaded_at__lt=timezone.now() - KEPT)


class WinnerImport(LineWork):
    """A file of winners on its way in. Its lines are looked at first, and come in when somebody has agreed."""

    class State(models.TextChoices):
        CHECKING = "checking", "Is being looked at"
        CHECKED = "checked", "Waits for a yes"
        IMPORTING = "importing", "Is coming in"
        STOPPED = "stopped", "Stopped"
        IMPORTED = "imported", "Imported"

    BUSY = frozenset({State.CHECKING, State.IMPORTING})
    work = go_on_with_winners

    file = models.FileField(upload_to=place_of_upload, storage=private_storage, max_length=200, blank=True)
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING, editable=False)
    new = models.PositiveIntegerField(default=0, editable=False)
    known = models.PositiveIntegerField(default=0, editable=False)
    refused = models.PositiveIntegerField(default=0, editable=False)
    organisations = models.PositiveIntegerField(default=0, editable=False, help_text="That are made along with it.")
    categories = models.PositiveIntegerField(default=0, editable=False, help_text="That are made along with it.")
    shown = models.JSONField(
        default=dict, editable=False, help_text="Of each kind the first lines: number, words, what becomes of it."
    )
    imported_at = models.DateTimeField(null=True, editable=False)
    imported = models.PositiveIntegerField(default=0, editable=False)  # winners

    objects = WinnerImportManager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    # -- What may happen to it -----------------------------------------------------

    @transaction.atomic
    def bring_in(self) -> None:
        """Has what is new brought in, in the background; after a stop, from where it was stopped."""
        self.hold()
        self.must_be(self.State.CHECKED, self.State.STOPPED)
        if self.state == self.State.CHECKED:
            self.position = 0
        self.state = self.State.IMPORTING
        self.save(update_fields=["state", "position"])
        self.go_on()

    @transaction.atomic
    def stop(self) -> None:
        """Ends what is going on after the lines at hand. What has come in stays."""
        self.hold()
        self.must_be(self.State.IMPORTING)
        self.state = self.State.STOPPED
        self.save(update_fields=["state"])

    @transaction.atomic
    def discard(self) -> None:
        """Deletes the upload; what has come in by it stays."""
        self.hold()
        self.must_be(*set(self.State) - {self.State.IMPORTING})
        self.delete()

    @transaction.atomic
    def forget_file(self) -> None:
        """Throws the file away; what became of its lines stays."""
        name, storage = self.file.name, self.file.storage
        type(self).objects.filter(pk=self.pk).update(file="")
        transaction.on_commit(lambda: storage.delete(name) if name else None)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.forget_file()
        return super().delete(*args, **kwargs)
