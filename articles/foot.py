"""What stands under an article: related articles, more from its section, the previous and the next."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article

MORE = 12


@dataclass(frozen=True)
class Foot:
    related: list[Article]
    """Picked by hand, in the editor's order."""
    more: list[Article]
    """The newest of the section, without those that stand here already."""
    previous: Article | None
    next: Article | None


def foot_of(article: Article) -> Foot:
    """One query for all of it. An article that was never published has neither previous nor next."""
    found = list(Article.objects.around(article, more=MORE + 2).for_cards())
    related = sorted((each for each in found if each.related_position is not None), key=lambda each: each.related_position)
    beside = [each for each in found if each.section_id == article.section_id]
    older = [each for each in beside if article.published_at and _key(each) < _key(article)]
    newer = [each for each in beside if article.published_at and _key(each) > _key(article)]
    shown = {each.pk for each in related}
    more = [each for each in beside if each.pk not in shown]
    return Foot(related, more[:MORE], older[0] if older else None, newer[-1] if newer else None)


def _key(article: Article) -> tuple:
    return article.published_at, article.pk
