"""Invented readers of the demo, so that its lists of what is read most are filled."""

import random
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from articles.models import Article, MostRead, ReadCount, Vocabulary
from core import edition

HOURS = 7 * 24
READ = 40
"""How many of the newest articles have readers."""


def load_readership() -> None:
    """Counts the readers of the hours of a week that have none, then finds what is read most and what is alike."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    counted = ReadCount.objects.aggregate(last=Max("hour"))["last"] or now - timedelta(hours=HOURS)
    _count(now, hours=int((now - counted).total_seconds() // 3600))
    MostRead.objects.rank()
    for vocabulary in _unread():
        vocabulary.compare()
    edition.bump()


def _count(now: datetime, *, hours: int) -> None:
    """Each article is liked more or less, and read most on its first day; few read at night."""
    dice = random.Random("readers of Meridian")  # noqa: S311
    counts: dict[tuple[int, datetime], int] = {}
    for article in Article.objects.public().newest_first()[:READ]:
        published_at = article.published_at or now
        liking = dice.lognormvariate(3.0, 0.8)
        for back in range(min(hours, HOURS)):
            hour = now - timedelta(hours=back)
            age = (hour - published_at).total_seconds() / 86_400
            if age < 0:
                continue
            waking = 1.0 if 6 <= timezone.localtime(hour).hour <= 22 else 0.25
            if count := round(liking * waking * dice.uniform(0.6, 1.4) / (1 + age)):
                counts[article.pk, hour] = count
    ReadCount.objects.add(counts)


def _unread() -> list[Vocabulary]:
    articles = list(Article.objects.never_compared())
    Vocabulary.objects.read(articles)
    return list(Vocabulary.objects.for_comparing().filter(article__in=articles))
