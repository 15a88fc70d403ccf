"""What belongs to a nomination: the categories it is entered in, its files, the notes of the staff, its history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone

from awards.models.category import Category
from awards.models.winner import Winner
from awards.nominations.refusals import Forbidden
from core.models import User
from core.uploads import KINDS, private_storage, random_name


class NominationEntry(models.Model):
    """A nomination in one category, with what speaks for it there."""

    nomination = models.ForeignKey("awards.Nomination", models.CASCADE, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries")
    reason = models.TextField(blank=True)
    winner = models.OneToOneField(Winner, models.SET_NULL, null=True, blank=True, related_name="nominated_as")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "nomination entries"
        constraints = [models.UniqueConstraint(fields=["nomination", "category"], name="nominated_once_in_a_category")]

    def __str__(self) -> str:
        return str(self.category)

    @property
    def field(self) -> str:
        """The name of the field for its reason."""
        return f"reason-{self.category_id}"

    @transaction.atomic
    def make_winner(self, *, by: User, place: int = Winner.Place.WINNER) -> Winner:
        """Enters the award that this nomination has won; readers see it when its year is announced.

        Raises Forbidden while it is not known which organisation this is, or where the award has been entered before.
        """
        nomination = self.nomination._locked()
        if nomination.organisation is None:
            raise Forbidden("Please say first which organisation this is: the award is entered on its page.")
        if nomination.state not in nomination.STAFFS or nomination.state in {
            nomination.State.WITHDRAWN,
            nomination.State.DISQUALIFIED,
        }:
            raise Forbidden(f"What is {nomination.get_state_display().lower()} cannot win.")
        known = Winner.objects.filter(
            award_year=nomination.award_year, category=self.category, organisation=nomination.organisation
        )
        if known.exists():
            raise Forbidden(f"{nomination.organisation} is a winner in ‘{self.category}’ already.")
        self.winner = Winner.objects.create(
            award_year=nomination.award_year,
            category=self.category,
            organisation=nomination.organisation,
            country=nomination.country,
            place=place,
        )
        self.save(update_fields=["winner"])
        if nomination.state != nomination.State.WON:
            nomination._become(nomination.State.WON, by=by, reason=f"Winner in ‘{self.category}’.")
        return self.winner


def place_of(file: NominationFile, given: str) -> str:
    return random_name("nominations", given)


FILES_KEPT = timedelta(days=548)
"""Eighteen months after the announcement, after which nobody asks the judges for a reason any more."""


class NominationFileQuerySet(models.QuerySet["NominationFile"]):
    def outdated(self, at: datetime | None = None) -> NominationFileQuerySet:
        """Files of years whose winners were announced long ago."""
        now = at or timezone.now()
        return self.filter(nomination__award_year__announced_at__lt=now - FILES_KEPT)

    def keep(self, file: File, **fields: Any) -> NominationFile:
        """Stores the file and its row; if the row does not come to be, neither does the file."""
        row = self.model(size=file.size, **fields)
        row.file.save(row.name, file, save=False)
        try:
            row.save()
        except Exception:
            row.file.delete(save=False)
            raise
        return row


class NominationFile(models.Model):
    """A file that belongs to a nomination. Nobody sees it but its sender and the staff."""

    nomination = models.ForeignKey("awards.Nomination", models.CASCADE, related_name="files")
    file = models.FileField(upload_to=place_of, storage=private_storage, max_length=200)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=8, choices=[(kind.extension, kind.name) for kind in KINDS])
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)

    objects = NominationFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["nomination", "sha256"], name="nomination_has_a_file_once")]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The file itself goes when the row is gone for certain."""
        storage, name = self.file.storage, str(self.file.name)
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.delete(name))
        return deleted


class NominationNote(models.Model):
    """What somebody of the staff remarks for the others; its nominator never sees it."""

    nomination = models.ForeignKey("awards.Nomination", models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class NominationEvent(models.Model):
    """A line of a nomination's history: who did what, and why. Without a person, it was its nominator."""

    nomination = models.ForeignKey("awards.Nomination", models.CASCADE, related_name="events")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def state_word(self) -> str:
        """The state it came into, in words."""
        states = dict(NominationEvent.nomination.field.related_model.State.choices)  # type: ignore[attr-defined]
        return states.get(self.after, self.after)
