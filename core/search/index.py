"""Writing the index. It stands in the same database, so what is written in a transaction is found when it commits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.tasks import task

from core.search import sources
from core.search.entry import SearchEntry
from core.search.sources import Source

_FIELDS = ["published_at", "expires_at", "facets", "title", "names", "summary", "text"]
BATCH = 500
AT_ONCE = 100
"""As many rows that follow a change are written with it; more are left to the workers."""


def index(source: Source, rows: Iterable[models.Model]) -> None:
    """Lets the rows, which are of `source.rows()`, be found as they are now."""
    SearchEntry.objects.bulk_create(
        [sources.entry_of(source, row) for row in rows],
        update_conflicts=True,
        unique_fields=["source", "object_id"],
        update_fields=_FIELDS,
    )


def remove(source: Source, ids: Iterable[int]) -> None:
    """Lets the rows with the given ids be found no more."""
    SearchEntry.objects.of(source.name, ids).delete()


@transaction.atomic
def refresh(source: Source, ids: Iterable[int]) -> None:
    """Looks at the rows again: those that readers may see, now or some day, are found as they are; others are not."""
    ids = list(ids)
    rows = list(source.rows().filter(pk__in=ids))
    remove(source, set(ids) - {row.pk for row in rows})
    index(source, rows)


def follow(row: models.Model) -> None:
    """Brings the index up to date after the row was saved: the row itself, and those whose documents tell of it."""
    if source := sources.source_of(type(row)):
        refresh(source, [row.pk])
    for source, ids in followers(row).items():
        refresh_soon(source, ids)


def forget(row: models.Model, followed: dict[Source, list[int]], pk: int) -> None:
    """The same after it was deleted, when it had the given id, and these followers."""
    if source := sources.source_of(type(row)):
        remove(source, [pk])
    for source, ids in followed.items():
        refresh_soon(source, ids)


def followers(row: models.Model) -> dict[Source, list[int]]:
    """The rows whose documents tell of the given one, by their source."""
    told: dict[Source, list[int]] = {}
    for source in sources.sources().values():
        if lookup := source.follows.get(type(row)):
            ids: Any = source.model._default_manager.filter(**{lookup: row}).values_list("pk", flat=True)
            if found := list(ids.order_by("pk")):
                told[source] = found
    return told


def refresh_soon(source: Source, ids: list[int]) -> None:
    """Refreshes a few rows at once, and many in the background."""
    if len(ids) <= AT_ONCE:
        refresh(source, ids)
    else:
        refresh_rows.enqueue(source.name, ids)


@task
def refresh_rows(source: str, ids: list[int]) -> None:
    """Looks again at rows of which something changed that their documents tell of."""
    for batch in batched(ids, BATCH):
        refresh(sources.sources()[source], batch)
