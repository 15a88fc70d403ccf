"""A page of results: what was found, as readers may see it now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from core.search import ranking, sources
from core.search.engines import Match
from core.search.entry import SearchEntry
from core.search.questions import Question
from core.search.snippets import marked, snippet, stems
from core.search.sources import Shown

PAGE_SIZE = 20


@dataclass(frozen=True)
class Result:
    title: SafeString
    snippet: SafeString
    published_at: datetime
    shown: Shown


@dataclass(frozen=True)
class Results:
    page: Page[Match]
    is_more: bool
    """Whether more was found than is ranked and shown."""
    rows: list[Result]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def results_of(question: Question, *, newest_first: bool, number: str | None) -> Results:
    """The page with the given number; the first or the last where there is none with it."""
    found = (ranking.by_date if newest_first else ranking.by_relevance)(question)
    page = Paginator(found.matches, PAGE_SIZE).get_page(number)
    return Results(page, found.is_more, _rows(list(page), question))


def _rows(matches: list[Match], question: Question) -> list[Result]:
    """As readers see them. The tables are asked again, so that nothing is shown that they do not hold as public."""
    entries = SearchEntry.objects.in_bulk([match.entry for match in matches])
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for match in matches:
        ids[match.source].append(match.object_id)
    public: dict[tuple[str, int], Any] = {
        (name, row.pk): source.shown(row)
        for name, source in sources.sources().items()
        if name in ids
        for row in source.public().filter(pk__in=ids[name])
    }
    hits = stems(question.wanted)
    return [
        _result(entries[match.entry], public[match.source, match.object_id], hits)
        for match in matches
        if match.entry in entries and (match.source, match.object_id) in public
    ]


def _result(entry: SearchEntry, shown: Shown, hits: frozenset[str]) -> Result:
    return Result(
        title=marked(shown.title or entry.title, hits),
        snippet=snippet(entry.summary, entry.text, hits),
        published_at=entry.published_at,
        shown=shown,
    )
