"""The engine for PostgreSQL: two generated tsvector columns with GIN indexes, of the whole text and of the title.

A GIN index knows no order, so the newest of half a million matches cannot be read from it. Every entry therefore
carries its week as a word: the newest weeks are asked first, and more of them until there are enough matches. GIN
skips what lies outside them (postgresql.org/docs/current/gin-implementation.html).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from core.search.engines import Match
from core.search.facets import week_of, week_word, words
from core.search.questions import Question, fold

# The columns `vector` and `title_vector` read a text like this (core/migrations/0003_search_index.py), questions too:
# without accents, and with a space for what PostgreSQL would take for parts of numbers, addresses and tags.
SEPARATORS = "-/.@_<>&"
LANGUAGE = "newsroom_english"

_SPANS = (1, 4, 16)
"""Weeks. A word that is rarer than these are good for is read whole; GIN needs long for very many alternatives."""
_SPANS_OF_PHRASES = (*_SPANS, 64)
"""For phrases it is worth the while: whether words stand side by side is looked up in each text."""

_WEIGHTS = "{0.1, 0.2, 0.4, 1.0}"  # of text, nothing, summary and names, title
_SPACES = str.maketrans(SEPARATORS, " " * len(SEPARATORS))

Sql = tuple[str, list[Any]]


class PostgreSQL:
    def newest(self, question: Question, at: datetime, limit: int) -> list[Match]:
        return self._find("vector", question, at, limit)

    def newest_titles(self, question: Question, at: datetime, limit: int) -> list[Match]:
        return self._find("title_vector", question, at, limit)

    def weights(self, question: Question, matches: list[Match]) -> dict[int, float]:
        if not question.wanted or not matches:
            return {}
        asked, params = _all_of(question.wanted)
        sql = f"SELECT id, ts_rank(%s, vector, {asked}, 1) FROM core_searchentry WHERE id = ANY(%s)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [_WEIGHTS, *params, [match.entry for match in matches]])
            return dict(cursor.fetchall())

    def beginning(self, words: Iterable[str], at: datetime, limit: int) -> list[int]:
        sql = """
            SELECT id FROM core_searchentry
            WHERE title_vector @@ %s::tsquery AND published_at <= %s AND (expires_at IS NULL OR expires_at > %s)
            ORDER BY published_at DESC, id DESC LIMIT %s
        """
        asked = " & ".join(f"{_lexeme(word)}:*" for word in words)
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked, at, at, limit])
            return [pk for (pk,) in cursor.fetchall()]

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE core_searchentry")

    def _find(self, column: str, question: Question, at: datetime, limit: int) -> list[Match]:
        """Asks the newest weeks, then more of them, until there are enough matches or no more weeks."""
        newest = week_of(min(at, question.until or at))
        oldest = week_of(question.since) if question.since else None
        has_phrases = any(" " in _spaced(term).strip() for term in question.wanted)
        for weeks in _SPANS_OF_PHRASES if has_phrases else _SPANS:
            if oldest is not None and newest - weeks < oldest:
                return self._rows(column, question, at, limit, range(oldest, newest + 1))
            found = self._rows(column, question, at, limit, range(newest - weeks + 1, newest + 1))
            if len(found) >= limit:
                return found
        return self._rows(column, question, at, limit, None)

    def _rows(self, column: str, question: Question, at: datetime, limit: int, weeks: range | None) -> list[Match]:
        asked = [_all_of(question.wanted), *(_any_of(words({name: each})) for name, each in question.facets.items())]
        if weeks is not None:
            asked.append(_any_of([week_word(week) for week in weeks]))
        if question.unwanted and column == "vector":
            asked.append(_none_of(question.unwanted))
        matches, params = _matches(column, [part for part in asked if part[0]])
        sql = f"""
            SELECT id, source, object_id, published_at, vector FROM core_searchentry
            WHERE {matches} AND published_at <= %s AND published_at >= %s AND published_at < %s
            AND (expires_at IS NULL OR expires_at > %s)
            ORDER BY published_at DESC, id DESC LIMIT %s
        """  # noqa: S608
        since = question.since or datetime(1, 1, 3, tzinfo=UTC)
        until = question.until or datetime(9999, 12, 30, tzinfo=UTC)
        params += [at, since, until, at, limit]
        sql = f"SELECT id, source, object_id, published_at FROM ({sql}) AS newest"  # noqa: S608
        if question.unwanted and column != "vector":
            # What is excluded must not stand in the text either; looked up in the few that are left, since the
            # index of the titles does not know it.
            allowed, more = _matches("vector", [_none_of(question.unwanted)])
            sql, params = f"{sql} WHERE {allowed}", params + more
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [Match(*row) for row in cursor.fetchall()]


def _matches(column: str, queries: list[Sql]) -> Sql:
    asked = " && ".join(sql for sql, _ in queries)
    return f"{column} @@ ({asked})", [param for _, params in queries for param in params]


def _all_of(terms: tuple[str, ...]) -> Sql:
    return " && ".join(["phraseto_tsquery(%s, %s)"] * len(terms)), _params(terms)


def _none_of(terms: tuple[str, ...]) -> Sql:
    return " && ".join(["!!phraseto_tsquery(%s, %s)"] * len(terms)), _params(terms)


def _any_of(words: list[str]) -> Sql:
    return "%s::tsquery", [" | ".join(_lexeme(word) for word in words) or "'nothing'"]


def _params(terms: tuple[str, ...]) -> list[str]:
    return [param for term in terms for param in (LANGUAGE, _spaced(term))]


def _spaced(term: str) -> str:
    return fold(term).translate(_SPACES)


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "").replace("'", "") + "'"
