"""How award winners are found."""

from django.db.models import Q

from articles.models import Organisation
from awards.models import AwardYear, Category, Winner
from awards.querysets import WinnerQuerySet
from core.richtext import plain_text
from core.search.sources import Document, Shown, Source


def _rows() -> WinnerQuerySet:
    """Winners whom readers may see now or from a known moment on."""
    announced = Winner.objects.filter(Q(announced_at__isnull=False) | Q(award_year__announced_at__isnull=False))
    return announced.select_related("award_year", "category__group", "organisation")


def _document(winner: Winner) -> Document:
    if winner.shown_from is None:
        raise ValueError(f"‘{winner}’ is not announced, so it cannot be found.")
    return Document(
        title=f"{winner.won_by}: {winner.award} {winner.award_year_id}",
        published_at=winner.shown_from,
        kind="winner",
        text=plain_text(winner.citation),
        names=(
            "award",
            winner.get_place_display(),
            winner.organisation.name,
            *winner.organisation.other_names,
            winner.category.group.name,
            winner.region,
        ),
    )


WINNERS = Source(
    name="winner",
    model=Winner,
    rows=_rows,
    public=lambda: Winner.objects.public().for_list(),
    document=_document,
    shown=lambda winner: Shown(
        url=winner.get_absolute_url(),
        over=f"Award {winner.get_place_display().lower()} · {winner.category.group.name}",
        by=winner.organisation.name,
    ),
    kinds={"winner": "Award winners"},
    follows={Organisation: "organisation", Category: "category", AwardYear: "award_year"},
)
