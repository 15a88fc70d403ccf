"""Work on the lines of a file that goes on in the background: how far it has come, and who may go on with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F
from django.tasks import Task
from django.utils import timezone

SILENT = timedelta(minutes=2)
"""Work that has not moved for so long has lost its worker for good."""


class Unable(Exception):  # noqa: N818  (an answer to staff, rather than a fault of ours)
    """What cannot be done with the work as it stands now; the text says why."""


class LineWork(models.Model):
    """A file whose lines workers work off, a batch at a time; the row says what is going on and keeps the place.

    Every batch is one transaction that also moves `position`. So a worker may be killed at any moment: the next one
    goes on behind the last batch that was finished.
    """

    BUSY: ClassVar[frozenset[str]]
    """States in which a worker has something to do."""
    work: ClassVar[Task]
    """Does what the state asks for, from where it stands; given the id of the row."""

    state = models.CharField(max_length=10, editable=False)
    lines = models.PositiveIntegerField(default=0, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False, help_text="The line that was worked off last.")
    moved_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    # -- How far it has come -------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something to do with it."""
        return self.state in self.BUSY

    @property
    def is_silent(self) -> bool:
        """Whether it should move and has not for a while."""
        return self.is_busy and self.moved_at < timezone.now() - SILENT

    @property
    def said(self) -> str:
        """How far it has come, in words."""
        return f"{min(self.position, self.lines):,} of about {self.lines:,} lines"

    @property
    def percent(self) -> int:
        return min(100, self.position * 100 // self.lines) if self.lines else 0

    @property
    def progress(self) -> dict[str, Any]:
        """What `static/js/admin/progress.js` asks for."""
        return {"busy": self.is_busy and not self.is_silent, "percent": self.percent, "said": self.said}

    # -- For the verbs of staff ------------------------------------------------------

    def hold(self) -> None:
        """Two people at once follow one another, each seeing what the other did; within a transaction."""
        type(self)._default_manager.select_for_update().only("pk").get(pk=self.pk)
        self.refresh_from_db()

    def must_be(self, *states: str) -> None:
        """Raises Unable unless it is in one of the states, as when somebody else was faster."""
        if self.state not in states:
            raise Unable(f"This import has gone on in the meantime: {self.get_state_display().lower()}.")  # type: ignore[attr-defined]

    def go_on(self) -> None:
        """Hands the work at hand to the workers, from where it stands; twice does no harm."""
        type(self)._default_manager.filter(pk=self.pk).update(moved_at=timezone.now())
        self.work.enqueue(self.pk)

    # -- For the workers -------------------------------------------------------------

    def hold_where_left(self) -> bool:
        """Keeps others off until the transaction ends; False where it is no longer where this worker left it."""
        rows = type(self)._default_manager.select_for_update(of=("self",)).filter(pk=self.pk)
        return rows.values_list("state", "position").first() == (self.state, self.position)

    def move(self, position: int, more: Mapping[str, int]) -> None:
        """Notes that the lines up to this one are worked off, and by how much each figure grew."""
        grown = {name: F(name) + count for name, count in more.items()}
        type(self)._default_manager.filter(pk=self.pk).update(position=position, moved_at=timezone.now(), **grown)
        self.position = position

    @transaction.atomic
    def finish(self, state: str, **figures: Any) -> bool:
        """Puts it into the state that follows; False where it is no longer where this worker left it."""
        here = type(self)._default_manager.filter(pk=self.pk, state=self.state, position=self.position)
        return bool(here.update(state=state, moved_at=timezone.now(), **figures))
