"""The edition: one number that goes up whenever something changes that readers see.

Whatever is remembered about the site is remembered for an edition (`per_edition`). A process learns of a new edition at
once when it made it itself, otherwise within `LOOK_EVERY` seconds.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, models, transaction

LOOK_EVERY = 1.0  # seconds


class Edition(models.Model):
    """The number of the edition readers see now, in the table's only row."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        app_label = "core"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row")]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)


_seen: tuple[int, float] | None = None
"""The edition as this process last saw it, and when (monotonic seconds)."""

_remembered: dict[Callable[[], Any], tuple[int, Any]] = {}
"""What functions returned, and for which edition."""


def current() -> int:
    """The edition that readers see now; at most one query a second."""
    global _seen
    now = time.monotonic()
    if _seen is None or now - _seen[1] >= LOOK_EVERY:
        number = Edition.objects.values_list("number", flat=True).first() or 0
        _seen = (number, now)
    return _seen[0]


def look_again() -> None:
    """Makes this process ask for the edition when it is needed next."""
    global _seen
    _seen = None


def forget() -> None:
    """Forgets everything, for a process whose database was exchanged under it, as between tests."""
    _remembered.clear()
    look_again()


def bump() -> None:
    """Starts a new edition; inside a transaction it counts when that commits."""
    if not Edition.objects.update(number=models.F("number") + 1):
        Edition.objects.get_or_create(pk=1)
    look_again()
    transaction.on_commit(look_again)


def per_edition[T](function: Callable[[], T]) -> Callable[[], T]:
    """Remembers what the function returned until the next edition.

    Inside a transaction nothing is remembered, since what it sees may never be committed.
    """

    @wraps(function)
    def answer() -> T:
        if connection.in_atomic_block:
            return function()
        number = current()
        known = _remembered.get(function)
        if known is None or known[0] != number:
            known = _remembered[function] = (number, function())
        return known[1]

    return answer
