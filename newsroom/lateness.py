"""What is behind its schedule, or was of late, in words for the start page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Min
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, FollowUp
from articles.querysets import FollowUpQuerySet
from core.models import Standstill
from core.moments import in_words, span_in_words, time_of_day
from newsroom.waiting import Waiting

TOLD_FOR = timedelta(days=1)
NAMED = 3
"""Of so many overdue articles it is told by name; of the others, how many there are."""


def of_the_schedule() -> Iterator[Waiting]:
    """What was to be out and is not, what is still to be done for articles that are out, and what was done late."""
    yield from _overdue()
    yield from _behind(FollowUp.objects.late())
    yield from _caught_up(FollowUp.objects.done_late(timezone.now() - TOLD_FOR))


def _overdue() -> Iterator[Waiting]:
    overdue = Article.objects.overdue().order_by("published_at", "pk")
    for article in overdue.only("title", "published_at")[:NAMED]:
        when = in_words(article.published_at) if article.published_at else ""
        url = reverse("admin:articles_article_change", args=[article.pk])
        yield Waiting(f"‘{article}’ was planned for {when} and is not published", url, urgent=True)
    if (more := overdue.count() - NAMED) > 0:
        text = f"{more} more planned article{' is' if more == 1 else 's are'} not published"
        yield Waiting(text, reverse("admin:articles_article_calendar"), urgent=True)


def _behind(late: FollowUpQuerySet) -> Iterator[Waiting]:
    found = late.aggregate(count=Count("pk"), first=Min("due_at"))
    if count := found["count"]:
        since = span_in_words(timezone.now() - found["first"])
        who = "it" if count == 1 else "the first of them"
        text = f"Related articles of {_which(late, count)} have not been found yet, {since} after {who} appeared"
        yield Waiting(text, _where(late, count, found["first"]), urgent=True)


def _caught_up(done: FollowUpQuerySet) -> Iterator[Waiting]:
    lateness = ExpressionWrapper(F("done_at") - F("due_at"), DurationField())
    found = done.aggregate(count=Count("pk"), most=Max(lateness), first=Min("due_at"))
    if count := found["count"]:
        late = f"{'' if count == 1 else 'up to '}{span_in_words(found['most'])} late"
        text = f"Related articles of {_which(done, count)} were found {late}"
        still = " and ".join(
            f"from {in_words(each.began_at)} to {_end_in_words(each)}"
            for each in Standstill.objects.filter(ended_at__gte=found["first"]).order_by("began_at")
        )
        yield Waiting(
            f"{text}: work in the background stood still {still}" if still else text,
            _where(done, count, found["first"]),
        )


def _end_in_words(still: Standstill) -> str:
    began, ended = (timezone.localdate(moment) for moment in (still.began_at, still.ended_at))
    return time_of_day(still.ended_at) if began == ended else in_words(still.ended_at)


def _which(follow_ups: FollowUpQuerySet, count: int) -> str:
    return f"{count} articles" if count > 1 else f"‘{follow_ups.values_list('article__title', flat=True)[0]}’"


def _where(follow_ups: FollowUpQuerySet, count: int, first: datetime) -> str:
    """The page of the article; of several, the day on which the first of them appeared."""
    if count == 1:
        return reverse("admin:articles_article_change", args=[follow_ups.values_list("pk", flat=True)[0]])
    return f"{reverse('admin:articles_article_calendar')}?day={timezone.localdate(first):%Y-%m-%d}"
