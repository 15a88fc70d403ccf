"""What is offered under the search field while somebody types: names first, since they lead to many stories."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import Author, Organisation, Section, Tag
from core.search import sources
from core.search.suggestions import SHORTEST, titles_beginning, words_of

MOST_NAMES, MOST_TITLES = 2, 6


@dataclass(frozen=True)
class Suggestion:
    text: str
    what: str
    url: str


def suggestions(typed: str) -> list[dict[str, str]]:
    """As plain data, for JSON."""
    if not any(len(word) >= SHORTEST for word in words_of(typed)):
        return []
    return [asdict(each) for each in [*_names(" ".join(typed.split())[:100]), *_titles(typed)]]


def _names(typed: str) -> list[Suggestion]:
    begins = Q(name__istartswith=typed) | Q(name__icontains=f" {typed}")
    tables: list[tuple[str, QuerySet[Any]]] = [
        ("Section", Section.objects.all()),
        ("Topic", Tag.objects.in_use()),
        ("Company", Organisation.objects.all()),
        ("Author", Author.objects.with_public_articles()),
    ]
    return [
        Suggestion(row.name, what, row.get_absolute_url())
        for what, rows in tables
        for row in rows.filter(begins).order_by("name")[:MOST_NAMES]
    ]


def _titles(typed: str) -> list[Suggestion]:
    found = titles_beginning(typed, MOST_TITLES)
    shown = {
        (name, row.pk): source.shown(row)
        for name, source in sources.sources().items()
        if (ids := [entry.object_id for entry in found if entry.source == name])
        for row in source.public().filter(pk__in=ids)
    }
    return [
        Suggestion(entry.title, place.over, place.url)
        for entry in found
        if (place := shown.get((entry.source, entry.object_id)))
    ]
