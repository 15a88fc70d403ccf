"""What the page of an article asks the database for the article itself.

Readers ask for this page more than for all others, so its queries are prepared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Model, QuerySet, SlugField
from django.utils import timezone

from articles.models import Article, Authorship, Tag
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
    give_lists(article, authorships=_authorships(article=article.pk), tags=_tags(article=article.pk))
    return article


def give_lists(article: Article, *, authorships: Iterable[Authorship], tags: Iterable[Tag]) -> None:
    """Lets `article.authorships.all()` and `article.tags.all()` answer from Django's prefetch cache."""
    article._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "authorships": _answered(Authorship.objects.all(), authorships),
        "tags": _answered(Tag.objects.all(), tags),
    }


def around(article: Article) -> list[Any]:
    """What stands around the article (`ArticleQuerySet.around`), for cards."""
    now = timezone.now()
    moment = article.published_at or now
    return _around(article=article.pk, section=article.section_id, moment=moment, at=now)


def _answered(rows: QuerySet, answer: Iterable[Model]) -> QuerySet:
    rows._result_cache = list(answer)
    return rows
