"""The front page, arranged: what is pinned stands in its place, the newest fill the rest, and no story stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Section
from articles.readership import most_read_of_late
from newsroom.front_page import rooms
from newsroom.front_page.plan import (
    AWARDS,
    MAGAZINE,
    MOST_READ,
    NEWSLETTER,
    OPINION,
    PLACES_ON_TOP,
    TOP,
    VIDEO,
    Place,
    Plan,
    strip_of,
)

LEADS = PLACES_ON_TOP
"""The lead and the second stories around it."""
LATEST = 9
MOST_READ_SHOWN = 5
PER_BLOCK = 6
PER_KIND = 4
LOOKED_THROUGH = 1_000
"""So many of the newest stories are searched for an opinion or a film; an older one is no news."""
PATTERNS = {"feature": 2, "quartet": 4, "split": 2, "ledger": 1}
"""How blocks are laid out, and how many stories each pattern needs to look full."""
LED_BY_A_PICTURE = {"feature", "split"}

KINDS = {OPINION: (Article.Kind.OPINION, "Opinion", "voices"), VIDEO: (Article.Kind.VIDEO, "Films", "reel")}
"""Strips of one kind of story from all sections: of which, how they are called and laid out."""


@dataclass(frozen=True)
class Strip:
    """A part of the page under its top."""

    name: str
    title: str
    template: str
    address: str = ""
    colour: str = ""
    section: Section | None = None
    articles: list[Article] = field(default_factory=list)
    pattern: str = ""
    content: Any = None
    """What a strip shows that is not of stories alone."""
    styles: str = ""
    """A style sheet of the room that it is a window into."""


@dataclass(frozen=True)
class FrontPage:
    lead: Article | None
    seconds: list[Article]
    latest: list[Article]
    strips: list[Strip]
    placed: dict[Place, Article]
    """What stands in the places that can be pinned."""

    @property
    def blocks(self) -> list[Strip]:
        """The strips of sections."""
        return [strip for strip in self.strips if strip.section]


def arrange(plan: Plan | None = None, at: datetime | None = None) -> FrontPage:
    """The page as the plan has it at the given moment (default: now), in a fixed number of queries.

    Where nothing is pinned, the lead and the second stories are the newest of the sections that lead (of the whole
    paper, where none does); then come the latest news, then the strips. Opinions and films are chosen before the
    stories of the sections, which have more to choose from.
    """
    at = at or timezone.now()
    sections = list(Section.objects.all())
    plan = (plan or Plan()).in_full(sections)
    leading = {section.pk for section in sections if section.front_page == Section.FrontPage.LEAD}
    shown = [choice.strip for choice in plan.strips if choice.shown]
    of_sections = {strip_of(section): section for section in sections if strip_of(section) in shown}
    of_kinds = {name: KINDS[name] for name in shown if name in KINDS}
    slots = {TOP, *of_sections, *of_kinds}
    pins = {place: pin.article for place, pin in plan.pins.items() if place.slot in slots and pin.holds(at)}

    public = Article.objects.public(at)
    newest = public.newest_first()
    above = LEADS + LATEST + len(pins)  # so many of a list may stand elsewhere already
    lists: list[QuerySet] = [newest[:above], newest.filter(section__in=leading)[: LEADS + len(pins)]]
    lists += [
        newest.in_section(section)[: above + PER_KIND * len(of_kinds) + PER_BLOCK] for section in of_sections.values()
    ]
    recent = Article.objects.any_of(newest[:LOOKED_THROUGH]).newest_first()
    lists += [recent.filter(kind=kind)[: above + PER_KIND] for kind, *_ in of_kinds.values()]
    if pins:
        lists.append(public.filter(pk__in=pins.values()))
    rows = Article.objects.any_of(*lists).newest_first().values_list("pk", "section_id", "kind")
    candidates = list(rows)

    found = {pk for pk, *_ in candidates}
    pinned = {place: pk for place, pk in pins.items() if pk in found}
    taken = set(pinned.values())
    placed: dict[Place, int] = {}

    def free(pks: Iterable[int]) -> Iterator[int]:
        for pk in pks:
            if pk not in taken:
                taken.add(pk)
                yield pk

    def fill(slot: str, count: int, pks: Iterable[int]) -> None:
        others = free(pks)
        for place in (Place(slot, number) for number in range(count)):
            if pk := pinned.get(place) or next(others, None):
                placed[place] = pk

    of_leading = (pk for pk, section, _ in candidates if section in leading)
    fill(TOP, LEADS, chain(of_leading, (pk for pk, *_ in candidates)))
    fill("latest", LATEST, (pk for pk, *_ in candidates))
    for name, (kind, *_) in of_kinds.items():
        fill(name, PER_KIND, (pk for pk, _, each in candidates if each == kind))
    for name, section in of_sections.items():
        fill(name, PER_BLOCK, (pk for pk, each, _ in candidates if each == section.pk))

    articles = Article.objects.for_cards().with_bylines().in_bulk(set(placed.values()))
    stories: dict[str, list[Article]] = {slot: [] for slot in ("latest", *slots)}
    for place, pk in placed.items():
        stories[place.slot].append(articles[pk])
    return FrontPage(
        lead=next(iter(stories[TOP]), None),
        seconds=stories[TOP][1:],
        latest=stories["latest"],
        strips=list(_strips(shown, of_sections, stories)),
        placed={place: articles[pk] for place, pk in placed.items()},
    )


def _strips(names: list[str], sections: dict[str, Section], stories: dict[str, list[Article]]) -> Iterator[Strip]:
    """The strips of these names in their order, but for those that have nothing to show."""
    pattern = ""
    for name in names:
        if name in sections and stories[name]:
            pattern = _next_pattern(pattern, stories[name])
            yield _of_section(name, sections[name], stories[name], pattern)
        elif name in KINDS and stories[name]:
            yield _of_kind(name, stories[name])
        elif name in _ROOMS and (strip := _ROOMS[name]()):
            yield strip


def _of_section(name: str, section: Section, articles: list[Article], pattern: str) -> Strip:
    return Strip(
        name,
        section.name,
        "components/block.html",
        section.get_absolute_url(),
        section.colour,
        section,
        articles=articles,
        pattern=pattern,
    )


def _of_kind(name: str, articles: list[Article]) -> Strip:
    kind, title, pattern = KINDS[name]
    address = f"{reverse('search')}?kind={kind}"
    return Strip(name, title, "components/block.html", address, articles=articles, pattern=pattern)


def _most_read() -> Strip | None:
    """A list of its own, whatever of it stands elsewhere on the page."""
    articles = most_read_of_late()[:MOST_READ_SHOWN]
    return Strip(MOST_READ, "Most read", "components/strips/most_read.html", articles=articles) if articles else None


def _magazine() -> Strip | None:
    if (issue := rooms.newest_issue()) is None:
        return None
    return Strip(
        MAGAZINE,
        "The magazine",
        "components/strips/magazine.html",
        reverse("magazines"),
        content=issue,
        styles="css/magazine.css",
    )


def _awards() -> Strip | None:
    if (awards := rooms.awards()) is None:
        return None
    template = "components/strips/awards.html"
    return Strip(AWARDS, awards.name, template, reverse("awards"), content=awards, styles="css/awards.css")


def _newsletter() -> Strip | None:
    mailing_list = rooms.newsletter()
    if mailing_list is None:
        return None
    return Strip(NEWSLETTER, "Newsletter", "components/strips/newsletter.html", content=mailing_list)


_ROOMS = {MOST_READ: _most_read, MAGAZINE: _magazine, AWARDS: _awards, NEWSLETTER: _newsletter}


def _next_pattern(above: str, stories: list[Article]) -> str:
    """The next pattern in turn that the stories fill. What fills no other repeats the one above."""
    names = list(PATTERNS)
    turn = names.index(above) + 1 if above else 0
    return next(name for name in names[turn:] + names[:turn] if _fills(stories, name))


def _fills(stories: list[Article], pattern: str) -> bool:
    return len(stories) >= PATTERNS[pattern] and (stories[0].hero is not None or pattern not in LED_BY_A_PICTURE)
