"""What can be found: every app registers, when it is ready, its rows and how each reads in the index."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from core.search.entry import SearchEntry
from core.search.facets import Facets, week_of, week_word, words

LONGEST_TEXT = 100_000
"""Characters of a text that can be found; PostgreSQL refuses more than a megabyte of different words."""


class Label(Protocol):
    """What a reader must know before reading: see templates/components/label.html."""

    @property
    def text(self) -> str: ...

    @property
    def tone(self) -> str: ...


@dataclass(frozen=True)
class Document:
    """What of a row can be found, in plain text, and from when to when."""

    title: str
    published_at: datetime
    kind: str
    """One of the `kinds` of its source."""
    expires_at: datetime | None = None
    summary: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    """Names that stand over or under it: it is found by them, but they are not shown."""
    facets: Facets = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What stands around a result besides its title and text."""

    url: str
    over: str
    """What it is and where it stands: ‘Analysis · Banking’."""
    title: str = ""
    """Its title, where that is not what it is found by."""
    by: str = ""
    is_dated: bool = True
    label: Label | None = None
    hue: str = ""


@dataclass(frozen=True, eq=False)
class Source:
    """Some rows that can be found. `name` is kept in the index, so it never changes."""

    name: str
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    """Those that readers may see now or some day, with what `document` needs."""
    public: Callable[[], QuerySet[Any]]
    """Those that readers may see now, with what `shown` needs."""
    document: Callable[[Any], Document]
    shown: Callable[[Any], Shown]
    kinds: Mapping[str, str]
    """The kinds of its documents, and what readers call them."""
    follows: Mapping[type[Model], str] = field(default_factory=dict)
    """Other models whose rows the documents tell of, each with the lookup that leads there: `{Author: "authors"}`."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Adds a source; apps call it when they are ready."""
    _sources[source.name] = source


def sources() -> dict[str, Source]:
    """All sources by name, in the order of their names, since apps become ready in no order that means anything."""
    return dict(sorted(_sources.items()))


def source_of(model: type[Model]) -> Source | None:
    return next((source for source in _sources.values() if source.model is model), None)


def kinds() -> dict[str, str]:
    """All kinds of documents that a reader can choose from."""
    return {kind: said for source in sources().values() for kind, said in source.kinds.items()}


def entry_of(source: Source, row: Model) -> SearchEntry:
    document = source.document(row)
    facets = words({**document.facets, "kind": [document.kind]})
    return SearchEntry(
        source=source.name,
        object_id=row.pk,
        published_at=document.published_at,
        expires_at=document.expires_at,
        facets=" ".join([*facets, week_word(week_of(document.published_at))]),
        title=_plain(document.title),
        names=_plain(" \n".join(document.names)),
        summary=_plain(document.summary),
        text=_plain(document.text),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\x00", "")[:LONGEST_TEXT])
