"""The edition: one number that goes up whenever something changes that readers see.

Whatever is remembered about the site is remembered for an edition (`per_edition`), and no longer than until the next
moment at which something appears or ends by itself (core/due.py). A process learns of a new edition at once when it
made it itself, otherwise within `LOOK_EVERY` seconds.
"""

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from core import due

LOOK_EVERY = 1.0  # seconds
REMEMBERED_AT_MOST = 5_000
"""How much a process remembers for an edition: a card takes a few kilobytes, and an archive has very many."""


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


_NEVER = float("-inf")
_seen: tuple[int | None, float] = (None, _NEVER)
"""The edition as this process last saw it, and when (monotonic seconds)."""
_asked_again = 0
"""How often `look_again` was called: an answer that was asked for before the last call is not believed for a second."""

Era = tuple[int, float]
"""An edition, and the moment at which what it shows changes by itself (seconds since 1970)."""

_era: Era = (-1, 0.0)
_remembered: dict[tuple, tuple[Era, Any]] = {}
"""What functions returned, by function and arguments, and for which era."""


def current() -> int:
    """The edition that readers see now; at most one query a second."""
    global _seen
    if (number := fresh()) is not None:
        return number
    asked_again, now = _asked_again, time.monotonic()
    number = Edition.objects.values_list("number", flat=True).first() or 0
    _seen = (number, now if asked_again == _asked_again else _NEVER)
    return number


def era() -> Era:
    """For how long things stay as they are: the edition, and when its next moment comes. Asked for once in an era."""
    global _era
    number = current()
    if _era[0] != number or _era[1] <= time.time():
        _era = (number, due.next_moment().timestamp())
    return _era


def known_era() -> Era | None:
    """The era, if nothing has to be asked for it."""
    now = time.monotonic()
    return _era if now - _seen[1] < LOOK_EVERY and _era[0] == _seen[0] and _era[1] > time.time() else None


def fragment_key() -> str:
    """What belongs into the key of a remembered piece of a page (`{% cache %}`): another one in every era.

    Where nothing may be remembered no two are alike.
    """
    return "-".join(map(str, era())) if _may_remember() else secrets.token_hex(8)


def fresh() -> int | None:
    """The edition, if this process saw it less than a second ago; no query."""
    number, when = _seen
    return number if time.monotonic() - when < LOOK_EVERY else None


def stay() -> Era | None:
    """Goes on with the era seen last, for another second, as when the database cannot be asked; None if none was."""
    global _seen
    _seen = (_era[0], time.monotonic())
    return _era if _era[0] >= 0 else None


def look_again() -> None:
    """Makes this process ask for the edition when it is needed next."""
    global _seen, _asked_again
    _asked_again += 1
    _seen = (_seen[0], _NEVER)


def forget() -> None:
    """Forgets everything, for a process whose database was exchanged under it, as between tests."""
    global _seen, _era
    _remembered.clear()
    _seen, _era = (None, _NEVER), (-1, 0.0)


def bump() -> None:
    """Starts a new edition; inside a transaction it counts when that commits."""
    if not Edition.objects.update(number=models.F("number") + 1):
        Edition.objects.get_or_create(pk=1)
    look_again()
    transaction.on_commit(look_again)


def _may_remember() -> bool:
    """Not inside a transaction, since what is seen there may never be committed; and not while somebody works on the
    templates, who wants to see every change at once."""
    return not (connection.in_atomic_block or settings.DEBUG)


def per_edition[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Remembers what the function returned until the next edition, or until something changes by itself.

    By its arguments; and not where nothing may be remembered.
    """

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        if not _may_remember():
            return function(*args, **kwargs)
        now = era()
        key = (function, args, *kwargs.items())
        known = _remembered.get(key)
        if known is None or known[0] != now:
            if len(_remembered) >= REMEMBERED_AT_MOST:
                _remembered.clear()  # who is still asked for is soon there again
            known = _remembered[key] = (now, function(*args, **kwargs))
        return known[1]

    return answer
