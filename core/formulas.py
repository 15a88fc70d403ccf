"""Cells that a spreadsheet would take for a formula and run (OWASP, CSV injection)."""

import re
from collections.abc import Iterable
from typing import Any

# The last four signs are the first ones as wide letters, which Excel takes for the same in East Asia. Where numbers are
# written with commas, it divides the lines of a file at semicolons, so that a cell may begin behind one.
_BEGINS = r"(^|;)"
_FORMULA = r"(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])"
_TO_GUARD, _GUARD = re.compile(_BEGINS + _FORMULA), re.compile(f"{_BEGINS}'{_FORMULA}")


def guarded(cell: Any) -> str:
    """The cell as text; an apostrophe in front keeps a spreadsheet from reckoning with it."""
    return _TO_GUARD.sub(r"\1'", str(cell))


def guarded_row(cells: Iterable[Any]) -> list[str]:
    return [guarded(cell) for cell in cells]


def without_guard(cell: str) -> str:
    """A cell as it was before `guarded`, so that what was exported comes in again unchanged."""
    return _GUARD.sub(r"\1", cell)
