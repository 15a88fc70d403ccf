"""Making the whole index anew, in batches, while readers search: what was found is found until it is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core.search.engines import engine
from core.search.entry import SearchEntry, SearchRebuild
from core.search.index import BATCH, index
from core.search.sources import Source, sources


@dataclass(frozen=True)
class Step:
    source: str
    done: int
    """Rows of this source that this run has done."""
    last_id: int
    newest_id: int
    """The id that the source's last row had when the run began."""


def rebuild(*, from_the_start: bool = False) -> Iterator[Step]:
    """Makes the index anew, telling after each batch how far it is. Goes on where an earlier run was interrupted."""
    if from_the_start:
        SearchRebuild.objects.all().delete()
    SearchEntry.objects.exclude(source__in=sources()).delete()
    for source in sources().values():
        yield from _rebuild_source(source)
    SearchRebuild.objects.all().delete()
    engine().tidy()


def _rebuild_source(source: Source) -> Iterator[Step]:
    progress, _ = SearchRebuild.objects.get_or_create(source=source.name, defaults={"done_to": 0})
    newest = source.model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    done = 0
    while not progress.is_finished:
        with transaction.atomic():
            rows: list[Any] = list(source.rows().filter(pk__gt=progress.done_to).order_by("pk")[:BATCH])
            stale = SearchEntry.objects.filter(source=source.name, object_id__gt=progress.done_to)
            if len(rows) == BATCH:
                stale = stale.filter(object_id__lte=rows[-1].pk)
            stale.exclude(object_id__in=[row.pk for row in rows]).delete()
            index(source, rows)
            progress.is_finished = len(rows) < BATCH
            progress.done_to = rows[-1].pk if rows else progress.done_to
            progress.save()
        done += len(rows)
        yield Step(source.name, done, progress.done_to, newest)
