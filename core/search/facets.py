"""Facets: what a filter asks for, written as words, so that the engines find them as they find any other.

A facet of the section with the id 12 is the word `sectionx12x0`. It is letters and figures alone, which no engine takes
apart, and ends in a figure, which no stemmer touches.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

Facets = Mapping[str, Iterable[int | str]]

WEEK = 7 * 24 * 60 * 60  # seconds


def word(name: str, value: int | str) -> str:
    return f"{name}x{re.sub(r'[^0-9a-z]', '', str(value).lower())}x0"


def words(facets: Facets) -> list[str]:
    return [word(name, value) for name, values in facets.items() for value in values]


def week_of(moment: datetime) -> int:
    """Weeks since 1970; the engine that cannot walk back in time asks for the newest weeks first."""
    return int(moment.astimezone(UTC).timestamp() // WEEK)


def week_word(week: int) -> str:
    return word("week", week if week >= 0 else f"b{-week}")
