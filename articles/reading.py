"""What the page of an article asks the database for the article itself.

Readers ask for this page more than for all others, so its queries are prepared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Model, QuerySet, SlugField
from django.utils import timezone

from articles.models import Article, Authorship, PublicNote, Tag
from core.prepared import Prepared

_at_address = Prepared(
    lambda slug, now: Article.objects.public(now).for_page().filter(slug=slug), slug=SlugField(), now=DateTimeField()
)
_authorships = Prepared(
    lambda article: Authorship.objects.filter(article=article).with_authors(), article=BigIntegerField()
)
_tags = Prepared(
    lambda article: Tag.objects.filter(tagged_articles__content_object=article).order_by("name"),
    article=BigIntegerField(),
)
_around = Prepared(
    lambda **places: Article.objects.around(**places).for_cards(),
    article=BigIntegerField(),
    section=BigIntegerField(),
    moment=DateTimeField(),
    at=DateTimeField(),
)


def public_article(slug: str) -> Article | None:
    """The article that a reader may see now under the given last part of an address, with all that its page shows."""
    found = _at_address(slug=slug, now=timezone.now())
    if not found:
        return None
    (article,) = found
    # Readers were told of no change where it was never updated, so there is nothing to ask for.
    notes = list(article.public_notes.all()) if article.updated_at else []
    give_lists(article, authorships=_authorships(article=article.pk), tags=_tags(article=article.pk), notes=notes)
    return article


def retracted_article(slug: str) -> Article | None:
    """The article under that address that was retracted, with why."""
    retracted = Article.objects.retracted().select_related("section").prefetch_related("public_notes")
    return retracted.filter(slug=slug).first()


def give_lists(
    article: Article, *, authorships: Iterable[Authorship], tags: Iterable[Tag], notes: Iterable[PublicNote]
) -> None:
    """Lets the article's authorships, tags and public notes answer from Django's prefetch cache."""
    article._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "authorships": _answered(Authorship.objects.all(), authorships),
        "tags": _answered(Tag.objects.all(), tags),
        "public_notes": _answered(PublicNote.objects.all(), notes),
    }


def around(article: Article) -> list[Any]:
    """What stands around the article (`ArticleQuerySet.around`), for cards."""
    now = timezone.now()
    moment = article.published_at or now
    return _around(article=article.pk, section=article.section_id, moment=moment, at=now)


def _answered(rows: QuerySet, answer: Iterable[Model]) -> QuerySet:
    rows._result_cache = list(answer)
    return rows
