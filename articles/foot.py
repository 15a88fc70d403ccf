"""What stands beside and under an article: related articles, more from its section, the previous and the next."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from articles.models import Article
from articles.reading import around
from core.edition import per_edition

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


def foot_of(article: Article, *, picked: list[Article] | None = None) -> Foot:
    """One query for what is the article's own; what all articles share is remembered for an edition.

    An article that was never published has neither previous nor next. `picked`: instead of the related articles that
    are stored.
    """
    found = around(article)
    if picked is None:
        stored = [each for each in found if each.related_position is not None]
        picked = sorted(stored, key=attrgetter("related_position"))
    like_it = [each for each in found if each.likeness is not None and not each.is_paid_for and each not in picked]
    related = picked + sorted(like_it, key=lambda each: -each.likeness)[: max(BESIDE - len(picked), 0)]
    section = [each for each in found if each.section_id == article.section_id]
    older = [each for each in section if article.published_at and _key(each) < _key(article)]
    newer = [each for each in section if article.published_at and _key(each) > _key(article)]
    shown = {article.pk, *(each.pk for each in related)}
    more = [each for each in newest_of_section(article.section_id) if each.pk not in shown][:MORE]
    others = [] if related else newest_of_others(article.section_id)
    beside = [each for each in others if each.pk not in shown][:BESIDE]
    return Foot(related, beside, more, max(older, key=_key, default=None), min(newer, key=_key, default=None))


@per_edition
def newest_of_section(section: int) -> list[Article]:
    """Enough for any of the section's articles, which leaves out itself and up to a dozen that are related to it."""
    newest = Article.objects.public().in_section(section).newest_first()
    return list(newest.for_cards()[: 2 * MORE + 1])


@per_edition
def newest_of_others(section: int) -> list[Article]:
    """The newest of the paper that are not of the section."""
    newest = Article.objects.public().exclude(section=section).newest_first()
    return list(newest.for_cards()[: BESIDE + 1])


def _key(article: Article) -> tuple:
    return article.published_at, article.pk
