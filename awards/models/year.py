from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from awards.models.programme import Programme
from awards.nominations.questions import CONSENT, first_questions, validate_questions
from awards.querysets import AwardYearQuerySet
from core.models import ShownToReaders


class AwardYear(ShownToReaders):
    """One round of the awards, from the call for nominations to the winners. Its number is its key.

    The moments are absolute; staff and readers are told them in the time zone of the programme. Each is the first
    instant of what begins then: at `closes_at` itself nominations are closed.
    """

    class Stage(models.TextChoices):
        PLANNED = "planned", "Not open yet"
        OPEN = "open", "Open for nominations"
        JUDGING = "judging", "With the judges"
        ANNOUNCED = "announced", "Winners announced"

    year = models.PositiveSmallIntegerField(
        primary_key=True, validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    programme = models.ForeignKey(Programme, models.PROTECT, default=1, editable=False, related_name="years")
    opens_at = models.DateTimeField("nominations open")
    closes_at = models.DateTimeField("nominations close", help_text="From this moment on nothing is taken any more.")
    announced_at = models.DateTimeField(
        "winners announced", null=True, blank=True, help_text="From this moment on readers see the winners."
    )
    nomination_questions = models.JSONField(
        "questions to nominators",
        default=first_questions,
        blank=True,
        validators=[validate_questions],
        help_text="Each with the most words that an answer may have. What was answered stays with its wording.",
    )
    nomination_consent = models.TextField(
        "what nominators agree to", default=CONSENT, help_text="Kept with every nomination as it read then."
    )

    objects = AwardYearQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="award_year_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=models.Q(announced_at__isnull=True) | models.Q(announced_at__gte=models.F("closes_at")),
                name="award_year_closes_before_its_winners",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.programme, _ = Programme.objects.get_or_create(pk=1)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": "This is not after the moment at which nominations open."})
        if self.announced_at and self.closes_at and self.announced_at < self.closes_at:
            raise ValidationError({"announced_at": "Winners cannot be announced while nominations are taken."})

    def get_absolute_url(self) -> str:
        return reverse("winners-of-year", args=[self.year])

    def stage_at(self, moment: datetime) -> AwardYear.Stage:
        if moment < self.opens_at:
            return self.Stage.PLANNED
        if moment < self.closes_at:
            return self.Stage.OPEN
        if self.announced_at is None or moment < self.announced_at:
            return self.Stage.JUDGING
        return self.Stage.ANNOUNCED

    @property
    def stage(self) -> AwardYear.Stage:
        return self.stage_at(timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether nominations are taken this second."""
        return self.stage == self.Stage.OPEN

    def announce(self, at: datetime | None = None) -> None:
        """Shows the winners to readers from the given moment on (default: now).

        Raises ValidationError where nominations are still taken then, or where there is no winner to show.
        """
        at = at or timezone.now()
        if at < self.closes_at:
            raise ValidationError("Winners cannot be announced while nominations are taken.")
        if not self.winners.exists():
            raise ValidationError(f"No winner of {self.year} has been entered yet.")
        self.announced_at = at
        self.save(update_fields=["announced_at"])


class KeyDate(ShownToReaders):
    """A line of the timetable beside the opening, the deadline and the announcement, which the year itself knows."""

    award_year = models.ForeignKey(AwardYear, models.CASCADE, related_name="key_dates")
    label = models.CharField("what", max_length=120, help_text="‘Judges meet’, ‘Dinner and presentation’.")
    starts_on = models.DateField("on, or from")
    ends_on = models.DateField("until", null=True, blank=True, help_text="The last day; left empty, it is one day.")
    time = models.TimeField("at", null=True, blank=True, help_text="Left empty, it is the whole day.")
    note = models.CharField(max_length=200, blank=True, help_text="The place, or a sentence more.")

    class Meta:
        ordering = ["starts_on", "time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="key_date_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(time__isnull=True) | models.Q(ends_on__isnull=True),
                name="key_date_has_a_time_or_days",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "This is before the first day."})
        if self.ends_on and self.time:
            raise ValidationError({"time": "A time of day goes with one day, not with several."})
