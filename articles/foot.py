"""What stands beside and under an article: related articles, more from its section, the previous and the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles.models import Article

BESIDE = 4
MORE = 12


@dataclass(frozen=True)
class Foot:
    related: list[Article]
    """Picked by hand, in the editor's order."""
    beside: list[Article]
    """Where nothing was picked: the newest of other sections, for the column beside the text."""
    more: list[Article]
    """The newest of the section, without those that stand here already."""
    previous: Article | None
    next: Article | None


def foot_of(article: Article) -> Foot:
    """One query for all of it. An article that was never published has neither previous nor next."""
    found: list[Any] = list(Article.objects.around(article, more=MORE, latest=BESIDE + MORE).for_cards())
    related = [each for each in found if each.related_position is not None]
    related.sort(key=lambda each: each.related_position)
    section = [each for each in found if each.section_id == article.section_id]
    older = [each for each in section if article.published_at and _key(each) < _key(article)]
    newer = [each for each in section if article.published_at and _key(each) > _key(article)]
    picked = {each.pk for each in related}
    more = [each for each in section if each.pk not in picked][:MORE]
    beside = [] if related else [each for each in found if each.section_id != article.section_id][:BESIDE]
    return Foot(related, beside, more, older[0] if older else None, newer[-1] if newer else None)


def _key(article: Article) -> tuple:
    return article.published_at, article.pk
