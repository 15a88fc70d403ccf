"""The front page, arranged: which stories stand where, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from articles.models import Article, Section
from articles.readership import most_read_of_late

LEADS = 5
"""The lead and the second stories around it."""
LATEST = 9
MOST_READ = 5
PER_BLOCK = 6
PATTERNS = {"feature": 2, "quartet": 4, "split": 2, "ledger": 1}
"""How blocks are laid out, and how many stories each pattern needs to look full."""
LED_BY_A_PICTURE = {"feature", "split"}


@dataclass(frozen=True)
class Block:
    """A section's own part of the page."""

    section: Section
    articles: list[Article]
    pattern: str


@dataclass(frozen=True)
class FrontPage:
    lead: Article | None
    seconds: list[Article]
    latest: list[Article]
    most_read: list[Article]
    """A list of its own, whatever of it stands elsewhere on the page."""
    blocks: list[Block]


def arrange() -> FrontPage:
    """The page as it stands now, in a fixed number of queries.

    The lead and the second stories are the newest of the sections that lead (of the whole paper, where none does);
    then come the latest news, then a block for every section that has one.
    """
    sections = list(Section.objects.exclude(front_page=Section.FrontPage.HIDDEN))
    leading = {section.pk for section in sections if section.front_page == Section.FrontPage.LEAD}
    blocks = [section for section in sections if section.pk not in leading]

    newest = Article.objects.public().newest_first()
    lists = [newest[: LEADS + LATEST], newest.filter(section__in=leading)[:LEADS]]
    lists += [newest.in_section(section)[: LEADS + LATEST + PER_BLOCK] for section in blocks]
    candidates = list(Article.objects.any_of(*lists).newest_first().values_list("pk", "section_id"))

    placed: set[int] = set()

    def take(pks: Iterable[int], count: int) -> list[int]:
        taken = list(islice((pk for pk in pks if pk not in placed), count))
        placed.update(taken)
        return taken

    lead_pks = take((pk for pk, section in candidates if section in leading), LEADS)
    lead_pks += take((pk for pk, _ in candidates), LEADS - len(lead_pks))
    latest_pks = take((pk for pk, _ in candidates), LATEST)
    block_pks = [
        (section, take((pk for pk, each in candidates if each == section.pk), PER_BLOCK)) for section in blocks
    ]

    articles = Article.objects.for_cards().with_bylines().in_bulk(placed)
    leads = [articles[pk] for pk in lead_pks]
    filled = [(section, [articles[pk] for pk in pks]) for section, pks in block_pks if pks]
    patterns = _patterns([stories for _, stories in filled])
    return FrontPage(
        lead=leads[0] if leads else None,
        seconds=leads[1:],
        latest=[articles[pk] for pk in latest_pks],
        most_read=most_read_of_late()[:MOST_READ],
        blocks=[Block(section, stories, pattern) for (section, stories), pattern in zip(filled, patterns, strict=True)],
    )


def _patterns(blocks: list[list[Article]]) -> list[str]:
    """A pattern for each block: the next in turn that its stories fill. What fills no other repeats the one above."""
    chosen: list[str] = []
    names = list(PATTERNS)
    for stories in blocks:
        above = chosen[-1] if chosen else ""
        turn = names.index(above) + 1 if above else 0
        chosen.append(next(name for name in names[turn:] + names[:turn] if _fills(stories, name)))
    return chosen


def _fills(stories: list[Article], pattern: str) -> bool:
    return len(stories) >= PATTERNS[pattern] and (stories[0].hero is not None or pattern not in LED_BY_A_PICTURE)
