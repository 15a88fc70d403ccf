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
    """Picked by hand, in the editor's order; where these are few, also those found to be most like it."""
    beside: list[Article]
    """Where nothing is related: the newest of other sections, for the column beside the text."""
    more: list[Article]
    """The newest of the section, without those that stand here already."""
    previous: Article | None
    next: Article | None


def foot_of(article: Article, *, picked: list[Any] | None = None) -> Foot:
    """One query for all of it. An article that was never published has neither previous nor next.

    `picked`: instead of the related articles that are stored.
    """
    found: list[Any] = list(Article.objects.around(article, more=BESIDE + MORE, latest=BESIDE + MORE).for_cards())
    if picked is None:
        stored = [each for each in found if each.related_position is not None]
        picked = sorted(stored, key=lambda each: each.related_position)
    like_it = [each for each in found if each.likeness is not None and not each.is_paid_for]
    like_it = [each for each in like_it if each not in picked]
    related = picked + sorted(like_it, key=lambda each: -each.likeness)[: max(BESIDE - len(picked), 0)]
    section = [each for each in found if each.section_id == article.section_id]
    older = [each for each in section if article.published_at and _key(each) < _key(article)]
    newer = [each for each in section if article.published_at and _key(each) > _key(article)]
    shown = {each.pk for each in related}
    more = [each for each in section if each.pk not in shown][:MORE]
    beside = [] if related else [each for each in found if each.section_id != article.section_id][:BESIDE]
    return Foot(related, beside, more, older[0] if older else None, newer[-1] if newer else None)


def _key(article: Article) -> tuple:
    return article.published_at, article.pk
