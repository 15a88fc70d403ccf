"""What is another in one plan than in another, in words: for the history, and for two people who arranged at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from articles.models import Article, Section
from core.moments import in_words
from newsroom.front_page.board import name_of, slot_names
from newsroom.front_page.plan import TOP, Pin, Plan


@dataclass(frozen=True)
class Difference:
    where: str
    before: str
    after: str


def titles_in(*plans: Plan) -> dict[int, str]:
    """The headlines of all that is pinned in the plans, in one query."""
    pks = {pin.article for plan in plans for pin in plan.pins.values()}
    return dict(Article.objects.filter(pk__in=pks).values_list("pk", "title"))


def differences(before: Plan, after: Plan, sections: list[Section], titles: Mapping[int, str]) -> list[Difference]:
    """From the top of the page down; places first, then the strips."""
    before, after = before.in_full(sections), after.in_full(sections)
    names = slot_names(sections)

    def told(pin: Pin | None) -> str:
        if pin is None:
            return "fills itself"
        until = f", until {in_words(pin.until)}" if pin.until else ""
        return f"‘{titles.get(pin.article, 'a deleted story')}’{until}"

    slots = [TOP, *(choice.strip for choice in after.strips)]
    places = sorted({*before.pins, *after.pins}, key=lambda place: (slots.index(place.slot), place.number))
    found = [
        Difference(name_of(place, names), told(before.pins.get(place)), told(after.pins.get(place)))
        for place in places
        if before.pins.get(place) != after.pins.get(place)
    ]
    was, is_now = dict(before.strips), dict(after.strips)
    words = {True: "on the page", False: "off the page"}
    found += [
        Difference(f"{names[name]}, the strip", words[was[name]], words[is_now[name]])
        for name in is_now
        if was[name] != is_now[name]
    ]
    orders = [[names[name] for name in plan if is_now[name] and was[name]] for plan in (was, is_now)]
    if orders[0] != orders[1]:
        found.append(Difference("Order of the strips", ", ".join(orders[0]), ", ".join(orders[1])))
    return found
