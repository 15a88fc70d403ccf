"""An article as it will be: the real page's article with a revision put on it in memory, nothing stored."""

from __future__ import annotations

from typing import Any

from articles import snapshots
from articles.foot import Foot, foot_of
from articles.models import Article, Author, Authorship, Organisation, Revision, Tag
from articles.reading import give_lists


def with_revision(article: Article, revision: Revision | None) -> Article:
    """The given article, changed in memory to what the revision says: columns, authors, tags and organisations. Not to
    be saved."""
    if revision:
        snapshots.put_fields(article, revision.snapshot)
    lists = snapshots.lists_of(article, revision)
    authors = Author.objects.select_related("picture").in_bulk(lists["authors"])
    authorships = [
        Authorship(article=article, author=authors[pk], position=position)
        for position, pk in enumerate(lists["authors"])
        if pk in authors
    ]
    known = {tag.name: tag for tag in Tag.objects.filter(name__in=lists["tags"])}
    tags = [known.get(name) or Tag(name=name, slug=Tag().slugify(name)) for name in lists["tags"]]
    give_lists(article, authorships=authorships, tags=tags, notes=article.public_notes.all())
    article.subjects = Organisation.objects.filter(pk__in=lists["organisations"]).values("name", "slug")  # type: ignore[attr-defined]
    article.count_words()
    return article


def foot_with_revision(article: Article, revision: Revision | None) -> Foot:
    """What stands under the article, with the related articles that the revision picks."""
    picks = snapshots.lists_of(article, revision)["related"]
    public = Article.objects.public().for_cards().in_bulk(picks)
    return foot_of(article, picked=[public[pk] for pk in picks if pk in public])


def context_of(article: Article, revision: Revision | None) -> dict[str, Any]:
    """What the real page's template needs, with the revision in place of what is stored."""
    article = with_revision(article, revision)
    return {"article": article, "foot": foot_with_revision(article, revision), "is_preview": True}
