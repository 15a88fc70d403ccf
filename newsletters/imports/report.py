"""What became of the lines of a file: a page at a time on screen, all of them as a file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from core.formulas import guarded_row
from newsletters.imports.outcomes import Outcome

if TYPE_CHECKING:
    from newsletters.models import SubscriberImport

PAGE = 100
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Page:
    """Some lines, in their order in the file."""

    outcomes: list[Outcome]
    next_after: int | None
    """Behind which line the next page begins; nothing on the last."""


def page_of(job: "SubscriberImport", what: str, after: int = 0) -> Page:
    """The lines behind the given one; with `what`, only those of which that became."""
    found: list[Outcome] = []
    for outcome in _outcomes(job, what, after):
        if len(found) == PAGE:
            return Page(found, found[-1].line)
        found.append(outcome)
    return Page(found, None)


def as_csv(job: "SubscriberImport") -> Iterator[str]:
    yield BYTE_ORDER_MARK + _lines([["Line", "Email address", "Outcome", "Why"]])
    for batch in job.batches.iterator(chunk_size=1):
        outcomes = (Outcome(*each) for each in batch.outcomes)
        yield _lines([each.line, each.address, each.word, each.reason] for each in outcomes)


def _outcomes(job: "SubscriberImport", what: str, after: int) -> Iterator[Outcome]:
    batches = job.batches.all()
    first = (
        batches.filter(first_line__lte=after + 1).order_by("-first_line").values_list("first_line", flat=True).first()
    )
    if first:
        batches = batches.filter(first_line__gte=first)
    if what:
        batches = batches.filter(**{f"{what}__gt": 0})
    for batch in batches.iterator(chunk_size=1):
        for each in batch.outcomes:
            outcome = Outcome(*each)
            if outcome.line > after and (not what or outcome.what == what):
                yield outcome


def _lines(rows) -> str:
    text = StringIO()
    csv.writer(text).writerows(guarded_row(row) for row in rows)
    return text.getvalue()
