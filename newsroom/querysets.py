"""Which arrangements of the front page, and which breaking news?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from core import edition
from core.audit import Action, AuditEntry
from core.moments import in_words
from newsroom.front_page.plan import Plan

if TYPE_CHECKING:
    from core.models import User
    from newsroom.models import Arrangement, BreakingNews


class Overtaken(Exception):  # noqa: N818
    """Somebody else arranged the front page meanwhile."""

    def __init__(self, newest: Arrangement):
        super().__init__(f"{newest} was made meanwhile.")
        self.newest = newest


class ArrangementQuerySet(QuerySet["Arrangement"]):
    def newest(self) -> Arrangement | None:
        """The one that was made last, whether its moment has come or not."""
        return self.order_by("-number").first()

    def live(self, at: datetime | None = None) -> Arrangement | None:
        """The one that readers see at the given moment (default: now); None where the page arranges itself."""
        return self.begun(at).first()

    def begun(self, at: datetime | None = None) -> ArrangementQuerySet:
        """Those whose moment has come, the one that readers see first."""
        begun = self.filter(cancelled_at=None, goes_live_at__lte=at or timezone.now())
        return begun.order_by("-goes_live_at", "-number")

    def before(self, live: Arrangement) -> Arrangement | None:
        """The one that readers saw before the one they see; None where the page arranged itself."""
        return self.begun().exclude(pk=live.pk).first()

    def scheduled(self) -> ArrangementQuerySet:
        """Those whose moment is still to come, the next one first."""
        return self.filter(cancelled_at=None, goes_live_at__gt=timezone.now()).order_by("goes_live_at", "number")

    def history(self) -> ArrangementQuerySet:
        return self.select_related("made_by", "cancelled_by", "repeats").order_by("-number")

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment at which the page changes by itself: another arrangement begins, or a pin ends."""
        begins = self.filter(cancelled_at=None, goes_live_at__gt=after).order_by("goes_live_at")
        live = self.live(after)
        moments = (begins.values_list("goes_live_at", flat=True).first(), live.plan.next_end(after) if live else None)
        return min(filter(None, moments), default=None)

    @transaction.atomic
    def arrange(
        self,
        plan: Plan,
        *,
        by: User | None,
        base: int,
        at: datetime | None = None,
        note: str = "",
        instead_of: int | None = None,
        repeats: Arrangement | None = None,
    ) -> Arrangement:
        """Keeps a plan, which readers see from the given moment on (default: now).

        `base` is the number of the newest arrangement when somebody began with this one, 0 where there was none;
        raises Overtaken where there is another one since. `instead_of` is the number of a scheduled one that this
        replaces.
        """
        now = timezone.now()
        try:
            with transaction.atomic():
                made = self.create(
                    number=base + 1,
                    content=plan.as_json(),
                    made_by=by,
                    made_at=now,
                    goes_live_at=max(at or now, now),
                    note=note,
                    repeats=repeats,
                )
        except IntegrityError:  # there is one with this number
            newest = self.newest()
            if newest is None or newest.number <= base:
                raise
            raise Overtaken(newest) from None
        self.filter(number=instead_of, goes_live_at__gt=now, cancelled_at=None).update(
            cancelled_at=now, cancelled_by=by
        )
        when = f"It changes {in_words(made.goes_live_at)}." if made.is_scheduled else "Readers see it now."
        AuditEntry.objects.note(Action.CHANGED, made, by=by, name="Front page", detail=when)
        edition.bump()
        return made


class BreakingNewsQuerySet(QuerySet["BreakingNews"]):
    def running(self, at: datetime | None = None) -> BreakingNewsQuerySet:
        """What stands over the pages at the given moment (default: now); at most one."""
        at = at or timezone.now()
        return self.filter(starts_at__lte=at, ends_at__gt=at).order_by("-starts_at", "-pk")

    def overlapping(self, other: BreakingNews) -> BreakingNewsQuerySet:
        """Others that would stand at a moment at which the given one does."""
        return self.exclude(pk=other.pk).filter(starts_at__lt=other.ends_at, ends_at__gt=other.starts_at)

    def in_state(self, state: str) -> BreakingNewsQuerySet:
        """Those whose `state` is the given word, in small letters, now."""
        now = timezone.now()
        match state:
            case "over":
                return self.filter(ends_at__lte=now)
            case "scheduled":
                return self.filter(starts_at__gt=now)
            case _:
                return self.running(now)

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment at which one begins or ends."""
        rows = self.filter(ends_at__gt=after).values_list("starts_at", "ends_at")
        return min((moment for row in rows for moment in row if moment > after), default=None)
