from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from core import csv_files
from core.line_work import LineWork, Unable
from core.uploads import private_storage, random_name
from newsletters.imports.columns import ADDRESS, guessed, has_heading
from newsletters.imports.work import go_on_with_import
from newsletters.models.mailing_list import MailingList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.models import User

KEPT = timedelta(days=30)
"""How long the file, what became of its lines, and with them the way back are kept."""


def place_of_file(instance: models.Model, filename: str) -> str:
    return random_name("subscriber-imports", filename)


class SubscriberImportManager(models.Manager["SubscriberImport"]):
    def upload(self, file: File, *, by: User) -> SubscriberImport:
        """Takes a file in and finds out how it is written. Raises ValidationError where it is no table."""
        manner = csv_files.manner_of(file)
        made = self.model(
            file_name=(file.name or "subscribers.csv")[-100:],
            encoding=manner.encoding,
            delimiter=manner.delimiter,
            lines=csv_files.count_lines(file),
            created_by=by,
        )
        file.seek(0)
        made.file.save(made.file_name, file, save=False)
        sample = made.sample()
        made.has_heading, made.columns = has_heading(sample), guessed(sample)
        made.save()
        return made

    def outdated(self) -> models.QuerySet[SubscriberImport]:
        """Those whose file is to be deleted."""
        return self.exclude(file="").filter(created_at__lte=timezone.now() - KEPT)


class SubscriberImport(LineWork):
    """A file of subscribers on its way in: uploaded, its columns named, checked by line, brought in, taken back."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Waits for its columns"
        CHECKING = "checking", "Is being checked"
        CHECKED = "checked", "Checked"
        IMPORTING = "importing", "Is coming in"
        IMPORTED = "imported", "Imported"
        STOPPED = "stopped", "Stopped"
        UNDOING = "undoing", "Is being undone"
        UNDONE = "undone", "Undone"

    BUSY = frozenset({State.CHECKING, State.IMPORTING, State.UNDOING})
    work = go_on_with_import

    file = models.FileField(upload_to=place_of_file, storage=private_storage, blank=True, editable=False)
    file_name = models.CharField("file", max_length=100, editable=False)
    encoding = models.CharField(max_length=20, editable=False)
    delimiter = models.CharField(max_length=1, editable=False)
    has_heading = models.BooleanField(default=True, editable=False)
    columns = models.JSONField(default=list, editable=False, help_text="What each column holds; empty where left out.")
    mailing_list = models.ForeignKey(MailingList, models.PROTECT, null=True, editable=False, related_name="+")
    consent = models.CharField(
        "how they agreed",
        max_length=300,
        blank=True,
        editable=False,
        help_text="Where, when and to what these people agreed. It stands in the consent ledger of every one of them.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED, editable=False)
    new = models.PositiveIntegerField(default=0, editable=False)
    changed = models.PositiveIntegerField(default=0, editable=False)
    left_alone = models.PositiveIntegerField(default=0, editable=False)
    refused = models.PositiveIntegerField(default=0, editable=False)
    taken_back = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="by"
    )
    created_at = models.DateTimeField("uploaded", default=timezone.now, editable=False)
    imported_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = SubscriberImportManager()

    class Meta:
        verbose_name = "import of subscribers"
        verbose_name_plural = "imports of subscribers"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="uploaded") | (models.Q(mailing_list__isnull=False) & ~models.Q(consent="")),
                name="import_says_how_they_agreed",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    # -- What it is --------------------------------------------------------------

    @property
    def manner(self) -> csv_files.Manner:
        return csv_files.Manner(self.encoding, self.delimiter)

    @property
    def may_be_undone(self) -> bool:
        return bool(self.file) and self.state in {self.State.IMPORTED, self.State.STOPPED}

    @property
    def may_be_discarded(self) -> bool:
        """Whether nothing ever came in by it."""
        return self.imported_at is None and not self.is_busy

    @property
    def kept_until(self) -> Any:
        return self.created_at + KEPT

    def sample(self, count: int = 6) -> list[csv_files.Row]:
        """The first lines as they are read now."""
        with self.file.open("rb") as file, csv_files.opened(file, self.manner) as rows:
            return [row for row, _ in zip(rows, range(count), strict=False)]

    # -- What may happen to it -----------------------------------------------------

    @transaction.atomic
    def read_as(self, manner: csv_files.Manner) -> None:
        """Staff know better how the file is written; its columns are guessed again. Raises Unable if they do not."""
        self.hold()
        self.must_be(self.State.UPLOADED)
        self.encoding, self.delimiter = manner.encoding, manner.delimiter
        try:
            sample = self.sample()
        except UnicodeError:
            word = csv_files.ENCODINGS[manner.encoding]
            raise Unable(f"This file is not written as {word}, so nothing was changed.") from None
        self.has_heading, self.columns = has_heading(sample), guessed(sample)
        self.save()

    @transaction.atomic
    def check_lines(
        self, *, columns: Sequence[str], has_heading: bool, mailing_list: MailingList, consent: str
    ) -> None:
        """Has the lines checked in the background, without changing any subscriber."""
        self.hold()
        self.must_be(self.State.UPLOADED, self.State.CHECKED)
        if list(columns).count(ADDRESS) != 1:
            raise Unable("Say which column holds the email address; exactly one does.")
        self.columns, self.has_heading = list(columns), has_heading
        self.mailing_list, self.consent = mailing_list, consent
        self._begin(self.State.CHECKING)

    @transaction.atomic
    def bring_in(self) -> None:
        """Has the lines brought in, in the background."""
        self.hold()
        self.must_be(self.State.CHECKED)
        self.imported_at = timezone.now()
        self._begin(self.State.IMPORTING)

    @transaction.atomic
    def stop(self) -> None:
        """Ends what is going on after the lines at hand. What has come in stays, and can be undone."""
        self.hold()
        self.must_be(self.State.CHECKING, self.State.IMPORTING)
        self.state = self.State.UPLOADED if self.state == self.State.CHECKING else self.State.STOPPED
        self.save(update_fields=["state"])

    @transaction.atomic
    def change_columns(self) -> None:
        """Back to the columns, for another check."""
        self.hold()
        self.must_be(self.State.CHECKED)
        self.state = self.State.UPLOADED
        self.save(update_fields=["state"])

    @transaction.atomic
    def undo(self, *, by: User) -> None:
        """Has everything taken back that it changed, except where the person has acted since."""
        self.hold()
        if not self.may_be_undone:
            raise Unable("There is nothing left that could be undone.")
        self.undone_by, self.state, self.position = by, self.State.UNDOING, 0
        self.save()
        self.go_on()

    @transaction.atomic
    def forget_lines(self) -> None:
        """Deletes the file and what became of each line; the figures stay."""
        self.hold()
        self.batches.all().delete()
        name, self.file = self.file.name, ""
        self.save(update_fields=["file"])
        transaction.on_commit(lambda: private_storage().delete(name) if name else None)

    @transaction.atomic
    def discard(self) -> None:
        """Deletes it altogether. Raises Unable where anything came in by it, which must stay to be undone."""
        self.hold()
        if not self.may_be_discarded:
            raise Unable("Something came in by this file, or is about to, so it is kept for its time.")
        self.delete()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.forget_lines()
        return super().delete(*args, **kwargs)

    def _begin(self, state: str) -> None:
        self.batches.all().delete()
        self.state, self.position = state, 0
        self.new = self.changed = self.left_alone = self.refused = self.taken_back = 0
        self.save()
        self.go_on()

    def must_be(self, *states: str) -> None:
        super().must_be(*states)
        if not self.file:
            raise Unable("The file was deleted after 30 days; please upload it again.")


class ImportBatch(models.Model):
    """What became of up to a thousand lines of a file, for the report, and what is needed to take it back."""

    part_of = models.ForeignKey(SubscriberImport, models.CASCADE, related_name="batches")
    first_line = models.PositiveIntegerField()
    outcomes = models.JSONField(help_text="`newsletters.imports.outcomes.Outcome` of each line, as lists.")
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    left_alone = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["first_line"]
        constraints = [models.UniqueConstraint(fields=["part_of", "first_line"], name="a_line_comes_in_once")]

    def __str__(self) -> str:
        return f"{self.part_of}, from line {self.first_line}"
