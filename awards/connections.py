"""What the awards know of an organisation, and what they must hear of it."""

from typing import Any

from articles.connections import Connection
from articles.models import Organisation
from awards.models import Winner


def wins_of(organisation: Organisation) -> list[Connection]:
    """The awards it has won, the newest first, for its page."""
    wins = Winner.objects.public().of(organisation).for_list().select_related("award_year").in_order()
    return [
        Connection(
            text=f"{win.award}, {win.award_year_id}",
            url=win.get_absolute_url(),
            detail=", ".join(filter(None, [win.commended, win.recipient])),
            when=win.shown_from.date() if win.shown_from else None,
        )
        for win in wins
    ]


def refile_wins(instance: Organisation, **kwargs: Any) -> None:
    """Lets winners be found by the names that their organisation has now."""
    Winner.objects.of(instance).refile()
