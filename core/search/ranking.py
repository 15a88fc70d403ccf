"""Which of many matches come first.

Ranking every match of a frequent word does not scale, and nobody reads the ten-thousandth. So the newest `MOST` matches
are ranked, and with them the newest of those that have the words in their titles, however old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from core.search.engines import Match, engine
from core.search.questions import Question

MOST = 1_000
MOST_TITLES = 300

HALF_LIFE = timedelta(days=365)
LASTING = 0.5
"""What age leaves of a match's rank in the end; half of the rest is gone after each `HALF_LIFE`."""


IN_TITLE = 2.0
"""What it counts to have all the words in the title; how well the whole text fits counts 1 at most."""
UNKNOWN = 0.5
"""How well an old text fits that is looked at for its title alone."""


@dataclass(frozen=True)
class Found:
    """The matches in their order, at most `MOST` and some."""

    matches: list[Match]
    is_more: bool
    """Whether there are more than `MOST`."""


def by_date(question: Question, at: datetime | None = None) -> Found:
    """The newest matches first."""
    found = [] if question.is_empty else engine().newest(question, at or timezone.now(), MOST + 1)
    return Found(found[:MOST], len(found) > MOST)


def by_relevance(question: Question, at: datetime | None = None) -> Found:
    """First what has the words in its title, then what says them in few words or often; of like ones, the newer."""
    at = at or timezone.now()
    found = by_date(question, at)
    if not question.wanted:
        return found
    titled = {match.entry: match for match in engine().newest_titles(question, at, MOST_TITLES)}
    weights = engine().weights(question, found.matches)
    largest = max((weights.get(match.entry, 0.0) for match in found.matches), default=0.0) or 1.0

    def rank(match: Match) -> float:
        fits = max(weights[match.entry], 0.0) / largest if match.entry in weights else UNKNOWN
        return (IN_TITLE * (match.entry in titled) + fits) * _freshness(at - match.published_at)

    everything = list(({match.entry: match for match in found.matches} | titled).values())
    return Found(sorted(everything, key=lambda match: (-rank(match), -match.entry)), found.is_more)


def _freshness(age: timedelta) -> float:
    return LASTING + (1 - LASTING) * 0.5 ** (age / HALF_LIFE)
