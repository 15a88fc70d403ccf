from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone

from articles.models import Article
from core import edition
from core.audit import Action, AuditEntry
from core.models import ShownToReaders, User
from newsroom.front_page.plan import Plan
from newsroom.querysets import ArrangementQuerySet, BreakingNewsQuerySet, Overtaken

__all__ = ["Arrangement", "BreakingNews", "Overtaken"]


class Arrangement(models.Model):
    """The front page as somebody arranged it, and from when on. Readers see the one whose moment came last.

    It is never changed. To undo one is to make another with an older plan; one that is scheduled can be cancelled.
    """

    number = models.PositiveIntegerField(primary_key=True)
    """One more than that of the arrangement with which somebody began: two cannot follow on the same one."""
    content = models.JSONField()
    goes_live_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    repeats = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("arrange_front_page", "Can arrange the front page")]
        indexes = [models.Index(fields=["-goes_live_at", "-number"], name="arrangement_newest_live")]

    def __str__(self) -> str:
        return f"Arrangement {self.number}"

    @property
    def plan(self) -> Plan:
        return Plan.from_json(self.content)

    @property
    def is_scheduled(self) -> bool:
        return self.cancelled_at is None and self.goes_live_at > timezone.now()

    @transaction.atomic
    def cancel(self, *, by: User) -> None:
        """Takes back one whose moment has not come; raises ValidationError where it has."""
        locked = Arrangement.objects.select_for_update().get(pk=self.pk)
        if locked.cancelled_at is not None:
            raise ValidationError("This change has been cancelled already.")
        if not locked.is_scheduled:
            raise ValidationError("Readers see this arrangement already; bring an older one back in its place.")
        locked.cancelled_by, locked.cancelled_at = by, timezone.now()
        locked.save(update_fields=["cancelled_by", "cancelled_at"])
        AuditEntry.objects.note(
            Action.CHANGED, locked, by=by, name="Front page", detail="Cancelled a scheduled change."
        )
        edition.bump()
        self.refresh_from_db()


def now_to_the_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def in_two_hours() -> datetime:
    return now_to_the_minute() + timedelta(hours=2)


class BreakingNews(ShownToReaders):
    """One sentence over every page, for as long as it is urgent. Only one stands at a time: the one that began last."""

    LONGEST = timedelta(days=2)

    text = models.CharField(max_length=140, help_text="One sentence, as a headline: what has happened.")
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="story",
        help_text="Where the sentence leads, as soon as readers can see the story.",
    )
    address = models.CharField(
        "or another address",
        max_length=300,
        blank=True,
        validators=[RegexValidator(r"\A(/(?![/\\])|https://)[^\s\\]*\Z", "Write it as /latest-news/ or https://…")],
        help_text="A page of this site, as in /latest-news/, or of another.",
    )
    starts_at = models.DateTimeField("stands from", default=now_to_the_minute)
    ends_at = models.DateTimeField(
        "until", default=in_two_hours, help_text="It goes by itself then. Two hours are usual, two days the most."
    )

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name_plural = "breaking news"
        indexes = [models.Index(fields=["ends_at"], name="breaking_news_ends")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="breaking_news_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.article and self.address:
            raise ValidationError({"address": "Choose a story or write an address, not both."})
        if self.starts_at and self.ends_at:
            if self.ends_at <= self.starts_at:
                raise ValidationError({"ends_at": "This is not after the moment from which it stands."})
            if self.ends_at - self.starts_at > self.LONGEST:
                raise ValidationError({"ends_at": "This is more than two days; by then it is no longer breaking."})
            if self._state.adding and self.ends_at <= timezone.now():
                raise ValidationError({"ends_at": "This moment has passed already."})

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self._take_the_place_of_others()

    def _take_the_place_of_others(self) -> None:
        """Where two would stand at once, the one that begins first ends when the other begins."""
        for other in BreakingNews.objects.overlapping(self):
            first, second = sorted([self, other], key=lambda each: (each.starts_at, each.pk or 0))
            ends_at = max(second.starts_at, first.starts_at + timedelta(microseconds=1))
            BreakingNews.objects.filter(pk=first.pk).update(ends_at=ends_at)
            first.ends_at = ends_at

    @property
    def state(self) -> str:
        now = timezone.now()
        if self.ends_at <= now:
            return "Over"
        return "Scheduled" if self.starts_at > now else "Running"

    @property
    def link(self) -> str:
        """Where it leads; empty where it leads nowhere yet."""
        if self.article:
            return self.article.get_absolute_url() if self.article.is_public else ""
        return self.address

    def end(self) -> None:
        """Takes it from the pages now."""
        now = timezone.now()
        if self.state == "Running":
            self.ends_at = max(now, self.starts_at + timedelta(microseconds=1))
            self.save()
