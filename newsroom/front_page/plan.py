"""The plan of a front page: which stories are pinned where and until when, and which strips follow in which order.

Whatever a plan leaves open the page fills by itself, so an empty plan is a page that nobody has arranged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from articles.models import Section

TOP = "top"
PLACES_ON_TOP = 5
"""The lead, and the second row of four."""
PLACES_IN_A_STRIP = 4
"""As many as every pattern of a strip shows."""

MOST_READ, OPINION, VIDEO, MAGAZINE, AWARDS, NEWSLETTER = (
    *("most-read", "opinion", "video"),
    *("magazine", "awards", "newsletter"),
)
OF_A_SECTION = "section-"
AT_FIRST_UNSEEN = (OPINION, VIDEO, MAGAZINE, AWARDS, NEWSLETTER)
"""What stands on the page only where somebody has put it there."""


class Place(NamedTuple):
    """Where a story can be pinned: a slot, `top` or a strip's name, and the place in it, counted from 0."""

    slot: str
    number: int

    def __str__(self) -> str:
        return f"{self.slot}.{self.number}"

    @classmethod
    def called(cls, text: str) -> Place | None:
        """The place with that name, as in 'top.0'; None if there is none."""
        slot, _, number = text.rpartition(".")
        place = cls(slot, int(number)) if number.isdecimal() and len(number) < 3 else None
        return place if place and slot and place.number < places_in(slot) else None


def places_in(slot: str) -> int:
    return PLACES_ON_TOP if slot == TOP else PLACES_IN_A_STRIP


def strip_of(section: Section) -> str:
    """The name of the strip of a section, which keeps when its address changes."""
    return f"{OF_A_SECTION}{section.pk}"


@dataclass(frozen=True)
class Pin:
    """A story that stays in its place until the moment, or as long as it is public."""

    article: int
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.until is None or at < self.until


class Choice(NamedTuple):
    """A strip by its name, and whether it is on the page."""

    strip: str
    shown: bool


@dataclass(frozen=True)
class Plan:
    pins: Mapping[Place, Pin] = field(default_factory=dict)
    strips: tuple[Choice, ...] = ()

    # -- As it is stored -----------------------------------------------------------

    def as_json(self) -> dict[str, Any]:
        return {
            "pins": [
                {"place": str(place), "article": pin.article, "until": pin.until.isoformat() if pin.until else None}
                for place, pin in sorted(self.pins.items())
            ],
            "strips": [choice._asdict() for choice in self.strips],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Plan:
        pins = {}
        for each in data.get("pins", []):
            if place := Place.called(each["place"]):
                pins[place] = Pin(each["article"], datetime.fromisoformat(each["until"]) if each["until"] else None)
        return cls(pins, tuple(Choice(**each) for each in data.get("strips", [])))

    # -- What it says --------------------------------------------------------------

    def where(self, article: int) -> Place | None:
        """The place in which the story is pinned."""
        return next((place for place, pin in self.pins.items() if pin.article == article), None)

    def next_end(self, after: datetime) -> datetime | None:
        """The next moment at which a pin ends."""
        return min((pin.until for pin in self.pins.values() if pin.until and pin.until > after), default=None)

    def in_full(self, sections: Iterable[Section]) -> Plan:
        """With all strips there are: those it does not name come last, as their sections say for a page that nobody
        arranges; those that are gone are left out, with what is pinned in them."""
        first = [Choice(MOST_READ, True)]
        first += [Choice(strip_of(each), each.front_page == Section.FrontPage.BLOCK) for each in sections]
        first += [Choice(name, False) for name in AT_FIRST_UNSEEN]
        known = {name for name, _ in first}
        named = {name for name, _ in self.strips}
        strips = [choice for choice in self.strips if choice.strip in known]
        strips += [choice for choice in first if choice.strip not in named]
        pins = {place: pin for place, pin in self.pins.items() if place.slot == TOP or place.slot in known}
        return Plan(pins, tuple(strips))

    # -- How it is changed: each of these gives another plan -------------------------

    def put(self, article: int, place: Place) -> Plan:
        """Pins a story in a place, wherever it was pinned before.

        Within a slot two stories change places. From elsewhere it goes in between: what is pinned from there on moves
        one place down, as far as the next place that is free; where none is, the last is let go.
        """
        before = self.where(article)
        pins = dict(self.pins)
        pin = pins.pop(before) if before else Pin(article)
        if before and before.slot == place.slot:
            if place in pins:
                pins[before] = pins.pop(place)
        else:
            below = [Place(place.slot, number) for number in range(place.number, places_in(place.slot))]
            gap = next((number for number, each in enumerate(below) if each not in pins), len(below) - 1)
            for number in range(gap, 0, -1):
                pins[below[number]] = pins[below[number - 1]]
        pins[place] = pin
        return replace(self, pins=pins)

    def release(self, article: int) -> Plan:
        """Lets a story go: its place is filled by itself again."""
        return replace(self, pins={place: pin for place, pin in self.pins.items() if pin.article != article})

    def move(self, strip: str, to: int) -> Plan:
        """Moves a strip to a position among all, counted from 0; beyond the ends, to the end."""
        moved = [choice for choice in self.strips if choice.strip == strip]
        others = [choice for choice in self.strips if choice.strip != strip]
        at = max(0, min(to, len(others)))
        return replace(self, strips=(*others[:at], *moved, *others[at:]))

    def position(self, strip: str) -> int:
        """Where a strip stands among all."""
        return next((number for number, choice in enumerate(self.strips) if choice.strip == strip), 0)
