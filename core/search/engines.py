"""The engines: what each must answer, and which one this database has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import connection

from core.search.questions import Question


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers a question."""

    entry: int
    source: str
    object_id: int
    published_at: datetime


class Engine(Protocol):
    def newest(self, question: Question, at: datetime, limit: int) -> list[Match]:
        """The newest entries that answer, of those that are visible at the given moment; newest first."""

    def newest_titles(self, question: Question, at: datetime, limit: int) -> list[Match]:
        """The same of entries whose titles have all the words."""

    def weights(self, question: Question, matches: list[Match]) -> dict[int, float]:
        """How well the words fit the text of each of the matches of `newest`, the larger the better."""

    def beginning(self, words: Iterable[str], at: datetime, limit: int) -> list[int]:
        """Entries, newest first, whose titles have words that begin with the given ones, folded and unstemmed."""

    def tidy(self) -> None:
        """Puts the index in order after much has been written."""


def engine() -> Engine:
    """The engine of the database in use."""
    if connection.vendor == "postgresql":
        from core.search.postgresql import PostgreSQL

        return PostgreSQL()
    from core.search.sqlite import SQLite

    return SQLite()
