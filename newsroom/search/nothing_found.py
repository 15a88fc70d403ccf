"""What helps where nothing was found: which of the words nobody wrote, and what may have been meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils import timezone

from articles.models import Author, Organisation, Section, Tag
from core.search.engines import engine
from core.search.entry import SearchEntry
from core.search.questions import Question, fold

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_NAMES, _NEWEST_TITLES = 2_000, 500
_LIKENESS = 0.74
"""From 0 to 1; two letters exchanged in a word of four are just above it."""


@dataclass(frozen=True)
class Help:
    unknown: list[str]
    """Words and phrases of the question that stand nowhere."""
    meant: str
    """The question with words that do stand somewhere, or nothing."""
    without: str
    """The question without what stands nowhere, or nothing."""


def help_with(question: Question) -> Help:
    now = timezone.now()
    unknown = [term for term in question.wanted if not engine().newest(Question((term,)), now, 1)]
    known = [term for term in question.wanted if term not in unknown]
    likely = {term: _like(term) for term in unknown}
    meant = [likely.get(term, term) for term in question.wanted]
    return Help(
        unknown=unknown,
        meant=_as_typed([term for term in meant if term]) if any(likely.values()) else "",
        without=_as_typed(known) if unknown and known else "",
    )


def _like(term: str) -> str:
    """A word of a name or of a recent title that is written much like the given one, or nothing."""
    words = _vocabulary()
    close = get_close_matches(fold(term), words, n=1, cutoff=_LIKENESS)
    return words[close[0]] if close else ""


def _vocabulary() -> dict[str, str]:
    """Words that readers look for, folded, and as they are written."""
    names = [
        name
        for model in (Section, Tag, Author, Organisation)
        for name in model._default_manager.order_by("-pk").values_list("name", flat=True)[:_MOST_NAMES]
    ]
    titles = SearchEntry.objects.order_by("-pk").values_list("title", flat=True)[:_NEWEST_TITLES]
    return {fold(word): word.lower() for text in [*names, *titles] for word in _WORD.findall(text)}


def _as_typed(terms: list[str]) -> str:
    return " ".join(f'"{term}"' if " " in term else term for term in terms)
