"""What somebody looks for: words, "phrases" and -exclusions, read from whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from core.search.facets import Facets

LONGEST = 300  # characters of a question that are read
MOST_TERMS = 20

_TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MARKS = re.compile("[\u0300-\u036f]+")
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)

COMMON = frozenset(
    """
    a an and are as at be been but by can do does for from had has have he her his how i if in into is it its me my no
    not of on or our she so than that the their them then there these they this those to too was we were what when where
    which who why will with you your
    """.split()  # noqa: SIM905
)
"""Words that stand in nearly every text. Alone they find nothing; between others they are passed over.
In capitals they mean something else: IT, WHO."""


@dataclass(frozen=True)
class Question:
    """What to look for. All words must be there; of each facet one of the values."""

    wanted: tuple[str, ...] = ()
    """Words and phrases, as typed, without quotes."""
    unwanted: tuple[str, ...] = ()
    facets: Facets = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    """Up to and without this moment."""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that could be looked up; dates alone are too little."""
        return not self.wanted and not any(self.facets.values())


def terms(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The wanted and the unwanted words and phrases of what was typed."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in _TERM.finditer(_printable(typed[:LONGEST]).translate(_QUOTES)):
        term = " ".join((match["phrase"] or match["word"] or "").split())
        if not re.search(r"[^\W_]", term) or (match["phrase"] is None and is_common(term)):
            continue
        (unwanted if match["no"] else wanted).append(term)
    return tuple(dict.fromkeys(wanted[:MOST_TERMS])), tuple(dict.fromkeys(unwanted[:MOST_TERMS]))


def is_common(word: str) -> bool:
    return word.lower() in COMMON and not (len(word) > 1 and word.isupper())


def fold(text: str) -> str:
    """The text in small letters without accents, as both engines compare it."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()


def _printable(text: str) -> str:
    return "".join(
        character if unicodedata.category(character) not in {"Cc", "Cs"} else " "
        for character in unicodedata.normalize("NFC", text)
    )
