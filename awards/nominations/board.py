"""The nominations of a year by their state, as staff see them side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from awards.models import Nomination
from awards.nominations.querysets import NominationQuerySet

MOST_CARDS = 50  # in one column; the list has the rest


@dataclass(frozen=True)
class Column:
    state: Nomination.State
    cards: list[Nomination]
    count: int
    """Of how many the cards are the newest."""

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def columns(nominations: NominationQuerySet) -> list[Column]:
    """One column for each state in which staff have nominations, whether or not one is in it."""
    counts = dict(nominations.order_by().values_list("state").annotate(Count("pk")))
    return [
        Column(
            Nomination.State(state),
            list(nominations.filter(state=state).for_board().order_by("-submitted_at", "-pk")[:MOST_CARDS])
            if state in counts
            else [],
            counts.get(state, 0),
        )
        for state in Nomination.STAFFS
    ]
