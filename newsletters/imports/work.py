"""The background work of an import: checks its lines, brings them in, or takes them back, a thousand at a time.

`core.line_work` says how it keeps its place. After `SLICE` the rest is handed to the workers anew, so that letters are
not kept waiting.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import IntegrityError, transaction
from django.tasks import task

from core import csv_files, housekeeping
from newsletters.imports import outcomes
from newsletters.imports.columns import entry_of
from newsletters.imports.outcomes import LEFT_ALONE, Line, Outcome, decide, looked_at
from newsletters.imports.seen import Seen
from newsletters.imports.undoing import take_back

if TYPE_CHECKING:
    from newsletters.models import SubscriberImport

SLICE = 30.0  # seconds
BATCH = 1000
"""Lines that are worked off in one transaction."""
ATTEMPTS = 3
"""So often a batch is tried in which somebody signed up by hand at the same moment."""


@task
def go_on_with_import(pk: int) -> None:
    """Does what the state of the import asks for, from where it stands; twice does no harm."""
    job = apps.get_model("newsletters", "SubscriberImport")._default_manager.filter(pk=pk).first()
    if job is None or not job.is_busy or not job.file:
        return
    go_on = _undo if job.state == job.State.UNDOING else _work_off
    if not go_on(job):
        job.go_on()


@housekeeping.every(timedelta(hours=6))
@task
def forget_old_imports() -> None:
    """Deletes the files of imports, and what became of their lines, after the time that the upload page names."""
    for job in apps.get_model("newsletters", "SubscriberImport")._default_manager.outdated():
        job.forget_lines()


def source_of(job: "SubscriberImport") -> str:
    """What stands as the source of everything that came by this file."""
    return f"Import: {job.file_name}"[:100]


_left_off: dict[tuple, Iterator[Line]] = {}
"""The lines of the import with which this process went on last: going on here again needs no second reading of what
lies before them."""


def _work_off(job: "SubscriberImport") -> bool:
    """Whether the end was reached, or somebody else has gone on with it."""
    lines = _left_off.pop(_place_in(job), None)
    _left_off.clear()
    lines = lines or _lines(job)
    until = None
    for batch in batched(lines, BATCH):
        # The time counts from here: reading again what was worked off before may take a while.
        until = until or time.monotonic() + SLICE
        if not _one_batch(job, batch):
            return True
        if time.monotonic() > until:
            _left_off[_place_in(job)] = lines
            return False
    job.finish(job.State.CHECKED if job.state == job.State.CHECKING else job.State.IMPORTED)
    return True


def _place_in(job: "SubscriberImport") -> tuple:
    """All that decides which lines are to come."""
    return job.file.name, job.manner, job.has_heading, *job.columns, job.state, job.position


def _lines(job: "SubscriberImport") -> Iterator[Line]:
    """The lines behind the import's position; those before it are only remembered, to know what stands twice."""
    seen, start = Seen(), job.position
    with job.file.open("rb") as file, csv_files.opened(file, job.manner) as rows:
        if job.has_heading:
            next(rows, None)
        for row in rows:
            line = looked_at(entry_of(row, job.columns))
            if line.key and not seen.add(line.key):
                line.what, line.why = LEFT_ALONE, "twice"
            if row.line > start:
                yield line


def _one_batch(job: "SubscriberImport", lines: tuple[Line, ...]) -> bool:
    """Works off the lines, unless the import was stopped or somebody else goes on with it."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _in_transaction(job, lines)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
            lines = tuple(_as_before(line) for line in lines)
    return False


def _as_before(line: Line) -> Line:
    """A line whose decision fell with its transaction."""
    return line if line.why == "twice" else looked_at(line.entry)


def _in_transaction(job: "SubscriberImport", lines: tuple[Line, ...]) -> bool:
    if not job.hold_where_left():
        return False
    assert job.mailing_list is not None  # noqa: S101  (a constraint of the table)
    importing = job.state == job.State.IMPORTING
    decide(lines, job.mailing_list, hold=importing)
    if importing:
        outcomes.bring_in(lines, job.mailing_list, source=source_of(job), note=job.consent, by=job.created_by)
    counts = {what: sum(line.what == what for line in lines) for what in outcomes.WORDS}
    job.batches.create(first_line=lines[0].entry.line, outcomes=[line.outcome for line in lines], **counts)
    job.move(lines[-1].entry.line, counts)
    return True


def _undo(job: "SubscriberImport") -> bool:
    until = time.monotonic() + SLICE
    while batch := job.batches.filter(first_line__gt=job.position).first():
        with transaction.atomic():
            if not job.hold_where_left():
                return True
            assert job.mailing_list is not None  # noqa: S101  (a constraint of the table)
            count = take_back(
                [Outcome(*each) for each in batch.outcomes], job.mailing_list, source=source_of(job), by=job.undone_by
            )
            job.move(batch.outcomes[-1][0], {"taken_back": count})
        if time.monotonic() > until:
            return False
    job.finish(job.State.UNDONE)
    return True
