"""What the index holds of a row that can be found. The engines look things up in it, each in its own way.

The database itself keeps the engine's part in step, however a row of this table is written (the migration
`0003_search_index`): SQLite by triggers that fill two FTS5 tables, PostgreSQL by generated columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def of(self, source: str, ids: Iterable[int]) -> SearchEntryQuerySet:
        """The entries of the given rows of a source."""
        return self.filter(source=source, object_id__in=list(ids))

    def visible(self, at: datetime) -> SearchEntryQuerySet:
        """The entries of what readers may see at the given moment."""
        return self.filter(Q(published_at__lte=at) & (Q(expires_at__isnull=True) | Q(expires_at__gt=at)))


class SearchEntry(models.Model):
    """One row of some table, as it can be found. It names the thing, not its address."""

    # Short columns first: SQLite reads no further than it must, and the text is long.
    source = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    published_at = models.DateTimeField(help_text="From then on it is found; the newest comes first.")
    expires_at = models.DateTimeField(null=True, help_text="From then on it is found no more.")
    facets = models.TextField(help_text="Words that nobody types, by which filters find it: see facets.py.")
    title = models.TextField()
    names = models.TextField(help_text="Who and what it is about; found, but not shown.")
    summary = models.TextField()
    text = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        app_label = "core"
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["source", "object_id"], name="search_entry_once_for_each_row")]

    def __str__(self) -> str:
        return self.title


class SearchRebuild(models.Model):
    """How far an unfinished rebuilding of the index has come with a source; no rows while nothing is under way."""

    source = models.CharField(max_length=30, primary_key=True)
    done_to = models.PositiveBigIntegerField(help_text="The id of the last row that has been done.")
    is_finished = models.BooleanField(default=False)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.source}: done to {self.done_to}"
