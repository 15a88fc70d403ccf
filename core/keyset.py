"""Pages of a long list by key, not by number: page 500 costs what page 1 costs, and new rows on top move nothing.

A cursor is the date and id of a row, as '20261124T093000.123456-17' (UTC). Rows are listed newest first.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict

_CURSOR = re.compile(r"(\d{8}T\d{6}\.\d{6})-(\d{1,18})")


@dataclass(frozen=True)
class Page[T: Model]:
    """Some rows of a list, and the query strings that lead to the pages beside it (empty at an end)."""

    rows: list[T]
    newer: str
    older: str

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_of[T: Model](rows: QuerySet[T], params: QueryDict, *, date: str, size: int) -> Page[T]:
    """The page that `?before=` or `?after=` asks for, else the first.

    Raises Http404 where the cursor is not one, or nothing lies beyond it.
    """
    before, after = params.get("before"), params.get("after")
    if after:
        found = list(_beyond(rows, after, date, "gt").order_by(date, "pk")[: size + 1])
        more_newer, more_older = len(found) > size, True
        found = found[:size][::-1]
    else:
        if before:
            rows = _beyond(rows, before, date, "lt")
        found = list(rows.order_by(f"-{date}", "-pk")[: size + 1])
        more_newer, more_older = bool(before), len(found) > size
        found = found[:size]
    if not found and (before or after):
        raise Http404("This page of the archive does not exist.")
    return Page(
        found,
        newer=f"after={_cursor(found[0], date)}" if found and more_newer else "",
        older=f"before={_cursor(found[-1], date)}" if found and more_older else "",
    )


def _cursor(row: Model, date: str) -> str:
    moment: datetime = getattr(row, date)
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{row.pk}"


def _beyond[T: Model](rows: QuerySet[T], cursor: str, date: str, side: str) -> QuerySet[T]:
    try:
        written, pk = _CURSOR.fullmatch(cursor).groups()  # type: ignore[union-attr]
        moment = datetime.strptime(written, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except (AttributeError, ValueError):
        raise Http404("This page of the archive does not exist.") from None
    # Written so that the index on (date, id) answers it: a range, less the few rows of the same instant.
    other_side = {"lt": "gte", "gt": "lte"}[side]
    return rows.filter(**{f"{date}__{side}e": moment}).exclude(**{date: moment, f"pk__{other_side}": int(pk)})
