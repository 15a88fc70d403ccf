"""The engine for SQLite: FTS5 (sqlite.org/fts5.html).

The row numbers of the FTS5 tables carry the date: minutes since 1970 in the upper bits, the id of the entry in the
lower 32. So the newest matches are those with the largest numbers, which FTS5 finds without looking at the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection

from core.search.engines import Match
from core.search.facets import words
from core.search.questions import Question, fold

_ID = 0xFFFFFFFF
_TEXTS = "{title names summary text}"
_WEIGHTS = "10.0, 4.0, 4.0, 1.0, 0.0"  # of title, names, summary, text and facets


class SQLite:
    def newest(self, question: Question, at: datetime, limit: int) -> list[Match]:
        return self._find("core_search_texts", _TEXTS, question, at, limit)

    def newest_titles(self, question: Question, at: datetime, limit: int) -> list[Match]:
        # What is excluded must not stand in the text either, of which the table of titles knows nothing.
        table = "core_search_texts" if question.unwanted else "core_search_titles"
        return self._find(table, "{title}", question, at, limit)

    def weights(self, question: Question, matches: list[Match]) -> dict[int, float]:
        if not question.wanted or not matches:
            return {}
        # As one scan of the range: for a list of row numbers FTS5 would begin anew with each.
        sql = f"""
            SELECT rowid & {_ID}, -bm25(core_search_texts, {_WEIGHTS}) FROM core_search_texts
            WHERE core_search_texts MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC
        """  # noqa: S608
        last, first = _from(matches[-1].published_at), _to(matches[0].published_at)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_match(_TEXTS, question), last, first])
            return dict(cursor.fetchall())

    def beginning(self, words: Iterable[str], at: datetime, limit: int) -> list[int]:
        asked = " AND ".join(f"{_quoted(word)}*" for word in words)
        sql = f"""
            SELECT entry.id FROM core_search_titles AS found
            JOIN core_searchentry AS entry ON entry.id = found.rowid & {_ID}
            WHERE core_search_titles MATCH %s AND found.rowid <= %s
            AND entry.published_at <= %s AND (entry.expires_at IS NULL OR entry.expires_at > %s)
            ORDER BY found.rowid DESC LIMIT %s
        """  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [f"{{title}}: ({asked})", _to(at), _stored(at), _stored(at), limit])
            return [pk for (pk,) in cursor.fetchall()]

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            for table in ("core_search_texts", "core_search_titles"):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608

    def _find(self, table: str, columns: str, question: Question, at: datetime, limit: int) -> list[Match]:
        since = question.since or datetime(1, 1, 3, tzinfo=UTC)
        sql = f"""
            SELECT entry.id, entry.source, entry.object_id, entry.published_at
            FROM {table} AS found JOIN core_searchentry AS entry ON entry.id = found.rowid & {_ID}
            WHERE {table} MATCH %s AND found.rowid BETWEEN %s AND %s
            AND entry.published_at <= %s AND entry.published_at >= %s AND entry.published_at < %s
            AND (entry.expires_at IS NULL OR entry.expires_at > %s)
            ORDER BY found.rowid DESC LIMIT %s
        """  # noqa: S608
        until = question.until or datetime(9999, 12, 30, tzinfo=UTC)
        bounds = [_from(since), _to(min(at, until))]
        moments = [_stored(at), _stored(since), _stored(until), _stored(at)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [_match(columns, question), *bounds, *moments, limit])
            rows = cursor.fetchall()
        return [Match(pk, source, key, _read(published_at)) for pk, source, key, published_at in rows]


def _match(columns: str, question: Question) -> str:
    """The question in FTS5's language. Every term is a quoted string, in which nothing has a meaning."""
    parts = [f"{columns}: {_quoted(term)}" for term in question.wanted]
    parts += [
        "facets: (" + " OR ".join(_quoted(word) for word in words({name: values})) + ")"
        for name, values in question.facets.items()
    ]
    unwanted = [f"{_TEXTS}: {_quoted(term)}" for term in question.unwanted]
    asked = " AND ".join(f"({part})" for part in parts)
    return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked


def _quoted(term: str) -> str:
    return '"' + fold(term).replace('"', " ") + '"'


def _from(moment: datetime) -> int:
    """The smallest number that an entry of the moment can have."""
    return int(moment.timestamp()) // 60 << 32


def _to(moment: datetime) -> int:
    """The largest; a minute more, since SQLite rounds towards 1970 where Python rounds down."""
    return _from(moment + timedelta(minutes=1)) + _ID


def _stored(moment: datetime) -> str:
    """As the database writes it."""
    return str(connection.ops.adapt_datetimefield_value(moment))


def _read(written: datetime | str) -> datetime:
    moment = datetime.fromisoformat(written) if isinstance(written, str) else written
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
