"""What is read most: counted without cookies, and without anything about those who read.

Pages are answered from memory, so a page says itself that it was read (static/js/read-beacon.js). What arrives is the
number of an article. It is added up in this process and written every few seconds, by the hour; up to `WRITE_EVERY` of
counting is lost when a process ends, which no list notices.
"""

import logging
import re
import threading
import time
from collections import Counter
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article, MostRead, ReadCount
from core.clients import network_of
from core.edition import per_edition
from core.rate_limits import RateLimit

logger = logging.getLogger(__name__)

WRITE_EVERY = 10.0  # seconds
BESIDE = 5

_ROBOT = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|headless|lighthouse|preview|monitor|scan|fetch|phantom|selenium|playwright|"
    r"curl|wget|python|java/|go-http|okhttp|httpclient|axios|node|ruby|perl",
    re.IGNORECASE,
)
_OF_A_NETWORK = RateLimit("reads", 300, timedelta(hours=1))
_OF_AN_ARTICLE = RateLimit("reads-of-an-article", 5, timedelta(hours=1))
"""In a network, which may be a household or an office: a page that is loaded again and again is not read more often."""


def is_counted(request: HttpRequest, article: int) -> bool:
    """Whether this is a reader, and not a robot or somebody who lifts an article up the list."""
    browser = request.headers.get("User-Agent", "")
    if not browser or _ROBOT.search(browser):
        return False
    network = network_of(request)
    return _OF_A_NETWORK.allows(network) and _OF_AN_ARTICLE.allows(f"{network} {article}")


class Tally:
    """What was read and is not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[int, datetime]] = Counter()
        self._written_at = float("-inf")

    def add(self, article: int) -> None:
        with self._lock:
            self._counts[article, timezone.now().replace(minute=0, second=0, microsecond=0)] += 1
            is_time = time.monotonic() - self._written_at >= WRITE_EVERY
        if is_time:
            self.write()

    def write(self) -> None:
        """Writes all of it; what cannot be written now is written the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._written_at = time.monotonic()
        try:
            ReadCount.objects.add(counts)
        except DatabaseError:
            logger.exception("What was read could not be counted yet.")
            with self._lock:
                self._counts.update(counts)


tally = Tally()

_lists = per_edition(MostRead.objects.lists)


def most_read(period: MostRead.Period) -> list[Article]:
    """What was read most in the period and is still public; no query as long as nothing on the site changes."""
    return [article for article in _lists().get(period, []) if article.is_public]


def most_read_of_late() -> list[Article]:
    """What was read most in the last day; after a day without readers, in the last week."""
    return most_read(MostRead.Period.DAY) or most_read(MostRead.Period.WEEK)


def most_read_beside(article: Article) -> list[Article]:
    """The first few of them, without the article on whose page they stand."""
    return [each for each in most_read_of_late() if each.pk != article.pk][:BESIDE]
