"""Titles to offer while somebody is still typing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from core.search.engines import engine
from core.search.entry import SearchEntry
from core.search.questions import LONGEST, fold

SHORTEST = 2  # letters of a word for which anything is offered
_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD, _MOST_WORDS = 40, 6
_LONGEST_ENDING, _SHORTEST_STEM = 3, 3
"""Letters that the index may have taken off a word as its ending, and those it leaves: of ‘banking’ it knows ‘bank’."""
_LOOKED_AT = 200


def titles_beginning(typed: str, limit: int, at: datetime | None = None) -> list[SearchEntry]:
    """Entries, newest first, in whose titles stand words that begin like those typed so far."""
    words = words_of(typed)
    if not words or max(map(len, words)) < SHORTEST:
        return []
    found = _with_titles(words, words, limit, at or timezone.now())
    if len(found) < limit:
        shortened = [word[: max(len(word) - _LONGEST_ENDING, _SHORTEST_STEM)] for word in words]
        found += [each for each in _with_titles(shortened, words, limit, at or timezone.now()) if each not in found]
    return found[:limit]


def words_of(typed: str) -> list[str]:
    return [fold(word)[:_LONGEST_WORD] for word in _WORD.findall(typed[:LONGEST])][:_MOST_WORDS]


def begins(text: str, words: Iterable[str]) -> bool:
    """Whether every one of the words is the beginning of a word of the text."""
    said = [fold(word) for word in _WORD.findall(text)]
    return all(any(each.startswith(word) for each in said) for word in words)


def _with_titles(asked: list[str], words: list[str], limit: int, at: datetime) -> list[SearchEntry]:
    ids = engine().beginning(asked, at, _LOOKED_AT if asked != words else limit * 3)
    entries = SearchEntry.objects.only("source", "object_id", "title").in_bulk(ids)
    return [entries[pk] for pk in ids if pk in entries and begins(entries[pk].title, words)]
