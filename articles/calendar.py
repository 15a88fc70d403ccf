"""The calendar of the newsroom: on which day which articles appear, are meant to appear, or end; a month, a week or a
day of it, by the clock in use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from articles import workflow
from articles.models import Article
from articles.querysets import ArticleQuerySet
from core.moments import time_of_day

SHOWN = {"month": 5, "week": 20, "day": 1000}
"""Of so many articles a day of each kind of page tells; of the others, how many there are."""
UNDATED = 12

_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)
_YEARS = range(1900, 2201)


@dataclass(frozen=True)
class Span:
    """What a page of the calendar shows: a month, a week or a day."""

    kind: str
    first: date

    @property
    def days(self) -> list[date]:
        """Its days; a month also has what makes its first and its last week whole."""
        first, last = self.first, self.after.first - _ONE_DAY
        if self.kind == "month":
            first -= timedelta(days=first.weekday())
            last += timedelta(days=6 - last.weekday())
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    @property
    def before(self) -> Span:
        match self.kind:
            case "month":
                return Span("month", (self.first - _ONE_DAY).replace(day=1))
            case "week":
                return Span("week", self.first - _ONE_WEEK)
        return Span("day", self.first - _ONE_DAY)

    @property
    def after(self) -> Span:
        match self.kind:
            case "month":
                return Span("month", (self.first + timedelta(days=31)).replace(day=1))
            case "week":
                return Span("week", self.first + _ONE_WEEK)
        return Span("day", self.first + _ONE_DAY)

    @property
    def value(self) -> str:
        """‘2026-12’, ‘2026-W49’ or ‘2026-12-04’: what stands behind its kind in an address."""
        return f"{self.first:{_FORMATS[self.kind]}}"

    @property
    def name(self) -> str:
        match self.kind:
            case "month":
                return date_format(self.first, "F Y")
            case "week":
                last = self.days[-1]
                begins = date_format(self.first, "j" if self.first.month == last.month else "j F")
                return f"Week {self.first:%-V}, {begins} to {date_format(last, 'j F Y')}"
        return date_format(self.first, "l j F Y")


_FORMATS = {"month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
_READ = {"month": ("%Y-%m-%d", "-01"), "week": ("%G-W%V-%u", "-1"), "day": ("%Y-%m-%d", "")}


def span_containing(kind: str, day: date) -> Span:
    first = {"month": day.replace(day=1), "week": day - timedelta(days=day.weekday())}
    return Span(kind, first.get(kind, day))


def span_of(kind: str, value: str) -> Span | None:
    """The month, week or day of that name; None where there is none."""
    pattern, rest = _READ[kind]
    if not re.fullmatch(r"[0-9]{4}-(W?[0-9]{2})(-[0-9]{2})?", value):
        return None
    try:
        first = datetime.strptime(value + rest, pattern).date()
    except ValueError:
        return None
    return Span(kind, first) if first.year in _YEARS else None


@dataclass
class Entry:
    """An article on its day."""

    article: Article
    moment: datetime | None
    ends: bool = False
    may_move: bool = False

    @property
    def state(self) -> str:
        """In one word, as of this moment of its life."""
        if self.ends:
            return "Ends" if self.moment and self.moment > timezone.now() else "Expired"
        return self.article.state if self.article.state != "Expired" else "Published"

    @property
    def is_overdue(self) -> bool:
        """Whether it was meant to be out by now."""
        return self.article.status in workflow.ON_THE_WAY and self.moment is not None and self.moment <= timezone.now()

    @property
    def lateness(self) -> timedelta | None:
        """By how much too late what had to be done when it appeared was done, or by how much it is late by now."""
        follow_up = getattr(self.article, "follow_up", None)
        return follow_up.lateness if follow_up and follow_up.is_late and not self.ends else None

    @property
    def time(self) -> str:
        return time_of_day(self.moment) if self.moment else ""

    @property
    def day(self) -> date | None:
        return timezone.localdate(self.moment) if self.moment else None

    @property
    def who(self) -> str:
        """Whose it is: the names over it, or else who began it."""
        return self.article.credited_to or str(self.article.created_by or "")


@dataclass
class Day:
    date: date
    is_outside: bool
    """Whether it only makes the first or the last week of a month whole."""
    entries: list[Entry] = field(default_factory=list)
    more: int = 0
    url: str = ""
    """Of the page that tells of this day alone."""

    @property
    def is_today(self) -> bool:
        return self.date == timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.date < timezone.localdate()


type MayMove = Callable[[Article], bool]


def days_of(span: Span, articles: ArticleQuerySet, may_move: MayMove) -> list[Day]:
    """The days of the span with the given articles on them. First of all moments, the shortest possible rows; then of
    those that are told of, what is said about them."""
    days, now = span.days, timezone.now()
    start, end = _midnight(days[0]), _midnight(days[-1] + _ONE_DAY)
    on: dict[date, list[tuple[bool, datetime, int, bool]]] = defaultdict(list)
    planned: Iterable[Any] = articles.planned(start, end).order_by().values_list("pk", "published_at", "status")
    ending: Iterable[Any] = articles.ending(start, end).order_by().values_list("pk", "expires_at")
    for pk, moment, status in planned:
        is_out = status == workflow.PUBLISHED and moment <= now
        on[timezone.localdate(moment)].append((is_out, moment, pk, False))
    for pk, moment in ending:
        on[timezone.localdate(moment)].append((moment <= now, moment, pk, True))
    told = {day: _told(of_the_day, SHOWN[span.kind]) for day, of_the_day in on.items()}
    rows = _rows(pk for of_the_day in told.values() for _, _, pk, _ in of_the_day)
    return [
        Day(
            day,
            is_outside=span.kind == "month" and day.month != span.first.month,
            entries=[
                Entry(rows[pk], moment, ends, may_move=not ends and may_move(rows[pk]))
                for _, moment, pk, ends in told.get(day, [])
                if pk in rows
            ],
            more=len(on[day]) - len(told.get(day, [])),
        )
        for day in days
    ]


def undated(articles: ArticleQuerySet, may_move: MayMove) -> tuple[list[Entry], int]:
    """What is on its way without a date, the longest waiting first; and how many more there are."""
    waiting = articles.without_a_date().order_by("saved_at", "pk")
    keys = list(waiting.values_list("pk", flat=True)[: UNDATED + 100])
    rows = _rows(keys[:UNDATED])
    entries = [Entry(rows[pk], None, may_move=may_move(rows[pk])) for pk in keys[:UNDATED] if pk in rows]
    return entries, len(keys) - len(entries)


def _told(of_the_day: list[tuple[bool, datetime, int, bool]], count: int) -> list[tuple[bool, datetime, int, bool]]:
    """Of a crowded day first what is still to come, then what is out; in the order of the clock."""
    return sorted(sorted(of_the_day)[:count], key=lambda each: each[1:])


def _rows(keys: Iterable[int]) -> dict[int, Article]:
    shown = Article.objects.for_cards().select_related("section", "created_by", "follow_up").with_bylines()
    return shown.in_bulk(set(keys))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
