"""What is read, and what is alike?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from articles import likeness
from articles.querysets.article import TEXTS
from articles.querysets.tables import table

if TYPE_CHECKING:
    from articles.models import Article, MostRead, ReadCount, Vocabulary  # noqa: F401

RECENT, RECENT_COMPARED_EVERY, COMPARED_EVERY = timedelta(days=30), timedelta(hours=20), timedelta(days=60)
HOUR = timedelta(hours=1)
READS_KEPT = timedelta(days=8)


class ReadCountQuerySet(QuerySet["ReadCount"]):
    def add(self, counts: Mapping[tuple[int, datetime], int]) -> None:
        """Adds what was counted for articles within hours; what readers cannot see is left out."""
        known = set(table("Article").public().filter(pk__in={pk for pk, _ in counts}).values_list("pk", flat=True))
        rows = sorted((pk, hour) for pk, hour in counts if pk in known)  # in one order everywhere: no deadlock
        with transaction.atomic():
            self.bulk_create((self.model(article_id=pk, hour=hour) for pk, hour in rows), ignore_conflicts=True)
            for pk, hour in rows:
                self.filter(article=pk, hour=hour).update(count=F("count") + counts[pk, hour])

    def most_read(self, since: datetime, places: int) -> list[int]:
        """Ids of the public articles read most in the hours that end after the given moment, most read first.

        What is paid for is not among them, since readers can be bought.
        """
        totals = self.filter(hour__gt=since - HOUR).values("article").annotate(reads=Sum("count"))
        ids = list(totals.order_by("-reads", "-article").values_list("article", flat=True)[: 5 * places])
        articles = table("Article")
        public = articles.public().filter(sponsorship=articles.model.Sponsorship.NONE).in_bulk(ids)
        return [pk for pk in ids if pk in public][:places]

    def no_longer_needed(self) -> ReadCountQuerySet:
        """Counts of hours that lie further back than the longest list looks."""
        return self.filter(hour__lt=timezone.now() - READS_KEPT)


class MostReadQuerySet(QuerySet["MostRead"]):
    def lists(self) -> dict[str, list[Article]]:
        """For each period the articles that are read most in it, for cards, in two queries."""
        places = list(self.order_by("period", "position").values_list("period", "article"))
        articles = table("Article").public().for_cards().in_bulk({pk for _, pk in places})
        lists: dict[str, list[Article]] = {}
        for period, pk in places:
            if pk in articles:
                lists.setdefault(period, []).append(articles[pk])
        return lists

    def rank(self) -> bool:
        """Makes the lists anew from what was counted; whether that changed them."""
        now = timezone.now()
        before = set(self.values_list("period", "position", "article"))
        after = {
            (period, position, pk)
            for period in self.model.Period
            for position, pk in enumerate(table("ReadCount").most_read(now - period.length, self.model.PLACES))
        }
        if before == after:
            return False
        with transaction.atomic():
            self.all().delete()
            self.bulk_create(
                self.model(period=period, position=position, article_id=pk) for period, position, pk in sorted(after)
            )
        return True


class VocabularyQuerySet(QuerySet["Vocabulary"]):
    def read(self, articles: Iterable[Article]) -> None:
        """Keeps the words of the given articles, anew where they were read before."""
        self.bulk_create(
            (self.model(article=article, words=likeness.words_of(article)) for article in articles),
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["words"],
        )

    def profiles(self, articles: Sequence[int]) -> dict[int, likeness.Profile]:
        """What each of the given articles is about; those that were never read for their words are read now."""
        words = dict(self.filter(article__in=articles).values_list("article", "words"))
        if unread := [pk for pk in articles if pk not in words]:
            texts = table("Article").filter(pk__in=unread).only("title", "standfirst", "summary", "body")
            self.read(texts)
            words |= self.filter(article__in=unread).values_list("article", "words")
        tags = _grouped(table("TaggedArticle").filter(content_object__in=articles), "content_object", "tag")
        links = table("Article").model.organisations.through.objects.filter(article__in=articles)
        organisations = _grouped(links, "article", "organisation")
        return {pk: likeness.profile(each, tags[pk], organisations[pk]) for pk, each in words.items()}

    def for_comparing(self) -> VocabularyQuerySet:
        return self.select_related("article").defer(*(f"article__{field}" for field in TEXTS))

    def due_again(self) -> VocabularyQuerySet:
        """Those that should be compared once more, the longest overdue first: beside recent articles more appears every
        day, beside old ones now and then."""
        now = timezone.now()
        recent = Q(compared_at__lt=now - RECENT_COMPARED_EVERY, article__published_at__gt=now - RECENT)
        return self.filter(recent | Q(compared_at__lt=now - COMPARED_EVERY)).order_by("compared_at")


def _grouped(rows: QuerySet, key: str, value: str) -> defaultdict[int, list[int]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in rows.order_by().values_list(key, value):
        groups[one].append(other)
    return groups
