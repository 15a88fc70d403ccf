"""Cells that a spreadsheet would take for a formula and run (OWASP, CSV injection)."""

from collections.abc import Iterable
from typing import Any

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the first ones as wide letters, which Excel takes for the same in East Asia."""


def guarded(cell: Any) -> str:
    """The cell as text; an apostrophe in front keeps a spreadsheet from reckoning with it."""
    text = str(cell)
    return f"'{text}" if text.startswith(_STARTS) else text


def guarded_row(cells: Iterable[Any]) -> list[str]:
    return [guarded(cell) for cell in cells]


def without_guard(cell: str) -> str:
    """A cell as it was before `guarded`, so that what was exported comes in again unchanged."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS) else cell
