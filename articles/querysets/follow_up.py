"""For which articles is something still to be done, and for which was it done late?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models import Article, FollowUp  # noqa: F401

LATE_AFTER = timedelta(minutes=5)


class FollowUpQuerySet(QuerySet["FollowUp"]):
    def expect(self, article: Article) -> None:
        """Notes that something is to be done when the article appears; of one that is dated back, now."""
        due_at = max(filter(None, (article.published_at, timezone.now())))
        self.update_or_create(article=article, defaults={"due_at": due_at, "done_at": None})

    def outstanding(self) -> FollowUpQuerySet:
        """What is due and not done, the longest waiting first."""
        return self.filter(done_at=None, due_at__lte=timezone.now()).order_by("due_at")

    def late(self) -> FollowUpQuerySet:
        """What is not done although the article appeared some time ago."""
        return self.outstanding().filter(due_at__lte=timezone.now() - LATE_AFTER)

    def done_late(self, since: datetime) -> FollowUpQuerySet:
        """What was done late, and not before the given moment."""
        return self.filter(done_at__gte=since).order_by("due_at")

    def done(self, article_id: int) -> None:
        """What was due for the article is done; that it was late is remembered."""
        now, due = timezone.now(), self.outstanding().filter(article=article_id)
        due.filter(due_at__lte=now - LATE_AFTER).update(done_at=now)
        due.delete()
