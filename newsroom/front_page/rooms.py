"""What the front page shows of the other rooms of the house: the magazine, the awards, the newsletters.

Asked for only where their strips are on the page, and remembered until something changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.models import AwardYear, Programme, Winner
from awards.standing import standing
from core.edition import per_edition
from magazines.models import Issue
from newsletters.models import MailingList

WINNERS = 4


@dataclass(frozen=True)
class Awards:
    """The awards as they stand: what is going on, and the newest winners, each of another group."""

    name: str
    sentence: str
    open_year: AwardYear | None
    latest: AwardYear | None
    winners: list[Winner]


@per_edition
def newest_issue() -> Issue | None:
    return Issue.objects.public().for_cover().newest_first().first()


@per_edition
def awards() -> Awards | None:
    """None as long as there is nothing to tell."""
    now = standing()
    if not (now.in_motion or now.latest):
        return None
    winners = Winner.objects.public().filter(award_year=now.latest).for_list().one_of_each_group().in_order()
    return Awards(
        name=Programme.objects.current().name,
        sentence=now.sentences[0],
        open_year=now.open_year,
        latest=now.latest,
        winners=list(winners[:WINNERS]) if now.latest else [],
    )


@per_edition
def newsletter() -> MailingList | None:
    """The newsletter that a reader is asked to take first."""
    return MailingList.objects.default()
