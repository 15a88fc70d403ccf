"""Finds words in the pages of an issue, and marks them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_WORDS = 8
REACH = 90  # letters shown on either side of the first word that was found

Parts = list[tuple[str, bool]]
"""A text in parts, each with whether it is to be marked."""


@dataclass(frozen=True)
class Hit:
    """A page on which all the words stand."""

    position: int
    label: str
    count: int
    """How often one of the words stands there."""
    snippet: Parts


def words_of(query: str) -> list[str]:
    """The words that are asked for, without what cannot be found."""
    return re.findall(r"[^\W_]+(?:[-'’.&][^\W_]+)*", unicodedata.normalize("NFC", query))[:MOST_WORDS]


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches words that begin with one of the given ones, in capitals or not."""
    ways = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{ways})[^\W_]*", re.IGNORECASE)


def find(pages: Iterable[tuple[int, str, str]], words: list[str]) -> list[Hit]:
    """Of the pages, given as position, label and text, those on which every one of the words stands."""
    if not words:
        return []
    pattern = pattern_of(words)
    each_word = [pattern_of([word]) for word in words]
    hits = []
    for position, label, text in pages:
        if all(one.search(text) for one in each_word):
            places = list(pattern.finditer(text))
            hits.append(Hit(position, label, len(places), _snippet(text, places[0].span(), pattern)))
    return hits


def marked(text: str, pattern: re.Pattern[str]) -> Parts:
    """The text with all that matches marked."""
    parts: Parts = []
    end = 0
    for place in pattern.finditer(text):
        parts += [(text[end : place.start()], False), (place[0], True)]
        end = place.end()
    parts.append((text[end:], False))
    return [part for part in parts if part[0]]


def _snippet(text: str, place: tuple[int, int], pattern: re.Pattern[str]) -> Parts:
    first = text.rfind(" ", 0, max(0, place[0] - REACH)) + 1 if place[0] > REACH else 0
    last = text.find(" ", place[1] + REACH)
    shown = text[first : last if last > 0 else len(text)].replace("\n", " ")
    return marked(("… " if first else "") + shown + (" …" if 0 < last < len(text) else ""), pattern)
