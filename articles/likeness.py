"""Which articles are like another: what they share of tags, organisations and words, the rarer the more, and when.

An article is compared with a few hundred that may be like it, never with all. How rare a tag or a word is, is judged
among those, so that nothing has to be counted across the paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING

from core.richtext import plain_text

if TYPE_CHECKING:
    from articles.models import Article

KEPT = 8
LEAST = 0.1
"""Articles less alike than this have nothing to do with each other."""
WORDS = 60
"""How many words of an article are kept: those it uses most."""
TAG, ORGANISATION = 3.0, 4.0
"""What a shared tag and a shared organisation weigh, against 1 for a word used once."""
HALF_LIFE = 180.0
"""Days between two articles after which half of what time can take away is gone; it takes half of the score at most."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP_WORDS = frozenset(
    """
    about above according across after again against ahead all almost already also although among and another any are
    around asked away back based because been before began behind being below between both but came can case cent come
    could did does doing done down during each early either else end enough even ever every far few first five for four
    from full gave get give given goes going gone good got had half has have having her here herself him himself his how
    however into its itself just keep kept know last late later least left less like likely long look made make many may
    mean means might month more most much must near need never new next nine nor not nothing now number off often old
    once one only other others our out over own part past people per place put quarter rather really right said same
    saw say saying second see seen set seven shall she should show since six small some still such take taken ten than
    that the their them themselves then there these they thing think third this those though three through thus time
    told too took toward towards twice two under until upon use used using very want was way week well went were what
    when where whether which while who whole whom whose why will with within without work would year yes yet you your
    """.split()  # noqa: SIM905  (nobody could read it as a list)
)

Profile = dict[str, float]
"""What an article is about: words, and marked with # and @ the ids of tags and organisations, each with its weight."""


def words_of(article: Article) -> dict[str, int]:
    """The words that an article uses most, those of headline and standfirst counted as more than those of the text."""
    counts: Counter[str] = Counter()
    texts = ((article.title, 3), (article.standfirst, 2), (article.summary, 1), (plain_text(article.body), 1))
    for text, times in texts:
        for word in _WORD.findall(text):
            if len(word) == 3 and not word.isupper():  # of so short words only abbreviations say something
                continue
            if (lowered := word.casefold()) not in _STOP_WORDS:
                counts[_singular(lowered)] += times
    return dict(counts.most_common(WORDS))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def profile(words: dict[str, int], tags: Iterable[int], organisations: Iterable[int]) -> Profile:
    """What an article is about, given the words it uses and the ids of its tags and organisations."""
    return (
        {word: 1 + log(times) for word, times in words.items()}
        | {f"#{tag}": TAG for tag in tags}
        | {f"@{organisation}": ORGANISATION for organisation in organisations}
    )


def most_alike(article: int, profiles: dict[int, Profile], dates: dict[int, datetime]) -> list[tuple[int, float]]:
    """Of the articles with the given profiles those most like the given one, with their scores, best first."""
    rarity = _rarity(profiles.values())
    own = _weighed(profiles[article], rarity)
    scores = [
        (pk, _cosine(own, _weighed(each, rarity)) * _nearness(dates[article], dates[pk]))
        for pk, each in profiles.items()
        if pk != article
    ]
    alike = [(pk, score) for pk, score in scores if score >= LEAST]
    return sorted(alike, key=lambda scored: (-scored[1], -scored[0]))[:KEPT]


def _nearness(one: datetime, other: datetime) -> float:
    days = abs(one - other).total_seconds() / 86_400
    return (1 + 0.5 ** (days / HALF_LIFE)) / 2


def _rarity(profiles: Iterable[Profile]) -> dict[str, float]:
    """For everything that articles have in common or apart, how much it says: inverse document frequency."""
    profiles = list(profiles)
    having = Counter(chain.from_iterable(profiles))
    return {each: log(1 + len(profiles) / number) for each, number in having.items()}


def _weighed(profile: Profile, rarity: dict[str, float]) -> Profile:
    return {each: weight * rarity[each] for each, weight in profile.items()}


def _cosine(one: Profile, other: Profile) -> float:
    shared = sum(weight * other[each] for each, weight in one.items() if each in other)
    if not shared:
        return 0.0
    return shared / sqrt(sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values()))
