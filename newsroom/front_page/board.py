"""The page as its desk shows it: every place with its story, and why, where readers do not see the pinned one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from articles.models import Article, Section
from core.forms import LocalDateTimeInput
from core.moments import in_words
from newsroom.front_page.arranging import KINDS, FrontPage, arrange
from newsroom.front_page.plan import (
    AWARDS,
    MAGAZINE,
    MOST_READ,
    NEWSLETTER,
    TOP,
    Choice,
    Pin,
    Place,
    Plan,
    places_in,
    strip_of,
)

NAMES = {MOST_READ: "Most read", MAGAZINE: "The magazine", AWARDS: "Awards", NEWSLETTER: "Newsletter"} | {
    name: title for name, (_, title, _) in KINDS.items()
}
SAYS = {
    MOST_READ: "What readers read most, numbered; it fills itself.",
    MAGAZINE: "The newest issue with its cover.",
    AWARDS: "Where the awards stand, and the newest winners.",
    NEWSLETTER: "The form with which readers sign up.",
}
"""The strips in which no story can be pinned, and what they show."""


@dataclass(frozen=True)
class Cell:
    """A place on the page, or one of the latest news, which have no place that could be pinned."""

    name: str
    place: Place | None = None
    story: Article | None = None
    """The pinned story, or what stands here by itself."""
    pin: Pin | None = None
    hint: str = ""
    """Why readers do not see the pinned story, and what they see."""
    over: bool = False
    """The pin has ended, so its story may stand elsewhere on the page."""
    typed: str = ""
    """A moment until which it should stay, as it was typed, where it is none."""

    @property
    def until(self) -> str:
        """The moment as the field of the form writes it."""
        if self.typed or self.pin is None or self.pin.until is None:
            return self.typed
        return LocalDateTimeInput().format_value(timezone.localtime(self.pin.until)) or ""


@dataclass(frozen=True)
class Row:
    """A strip, on the page or not."""

    name: str
    title: str
    shown: bool
    position: int
    cells: list[Cell] = field(default_factory=list)
    says: str = ""
    put_away: list[tuple[Place, Pin]] = field(default_factory=list)
    """What is pinned in a strip that is not on the page, and comes back with it."""


@dataclass(frozen=True)
class Board:
    top: list[Cell]
    latest: list[Cell]
    rows: list[Row]
    names: Mapping[str, str]
    """What the slots are called."""
    stories: Mapping[int, Article]
    """All that are pinned or stand on the page."""

    def name_of(self, place: Place) -> str:
        return name_of(place, self.names)


def slot_names(sections: list[Section]) -> dict[str, str]:
    """What people call the strips."""
    return NAMES | {strip_of(section): section.name for section in sections}


def name_of(place: Place, names: Mapping[str, str]) -> str:
    """What people call a place: 'Lead', 'Second row, 2', 'Banking, 1'."""
    if place.slot == TOP:
        return f"Second row, {place.number}" if place.number else "Lead"
    return f"{names.get(place.slot, place.slot)}, {place.number + 1}"


def board_of(
    plan: Plan, sections: list[Section], typed: Mapping[int, str] | None = None, at: datetime | None = None
) -> Board:
    """The page as the plan has it now, in a fixed number of queries. A pinned story that no longer exists is left out.

    `typed` are moments of pins that could not be read.
    """
    at = at or timezone.now()
    typed = typed or {}
    page = arrange(plan, at)
    pinned = Article.objects.for_cards().in_bulk({pin.article for pin in plan.pins.values()})
    names = slot_names(sections)

    def cell(place: Place) -> Cell:
        pin, standing = plan.pins.get(place), page.placed.get(place)
        if pin is None or pin.article not in pinned:
            return Cell(name_of(place, names), place, standing)
        story = pinned[pin.article]
        hint = _hint(story, pin, page, place, at)
        return Cell(
            name_of(place, names), place, story, pin, hint, over=not pin.holds(at), typed=typed.get(pin.article, "")
        )

    def cells(slot: str) -> list[Cell]:
        return [cell(Place(slot, number)) for number in range(places_in(slot))]

    def row(position: int, choice: Choice) -> Row:
        name, shown = choice
        away = [(place, pin) for place, pin in plan.pins.items() if place.slot == name and pin.article in pinned]
        return Row(
            name,
            names[name],
            shown,
            position,
            cells=cells(name) if shown and name not in SAYS else [],
            says=SAYS.get(name, ""),
            put_away=[] if shown else away,
        )

    return Board(
        top=cells(TOP),
        latest=[Cell("Latest news", story=article) for article in page.latest],
        rows=[row(position, choice) for position, choice in enumerate(plan.strips)],
        names=names,
        stories={article.pk: article for article in page.placed.values()} | pinned,
    )


def _hint(story: Article, pin: Pin, page: FrontPage, place: Place, at: datetime) -> str:
    """Why a pinned story does not stand in its place at the moment; empty where it does."""
    if not pin.holds(at):
        why = "This moment has passed"
    elif story.is_scheduled and story.published_at:
        why = f"Readers see it from {in_words(story.published_at)}"
    elif not story.is_public:
        why = f"Readers cannot see it: {story.state.lower()}"
    else:
        return ""
    instead = page.placed.get(place)
    return f"{why}; here stands ‘{instead}’." if instead else f"{why}; the place stays empty."
