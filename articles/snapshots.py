"""The content of an article as plain data: what a revision keeps, and how it is put back.

Dates of publication and expiry are part of it as an editor plans them; the status is not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime

from articles.models.organisation import Organisation
from articles.models.section import Section
from images.models import Image

if TYPE_CHECKING:
    from articles.models import Article, Revision

FIELDS = (
    "title", "slug", "kicker", "standfirst", "summary", "body", "dateline", "byline", "reporting_credits",
    "takeaways", "questions", "kind", "section_id", "hero_id", "hero_caption", "video_url",
    "sponsorship", "sponsor_name", "sponsor_url", "sponsor_label", "seo_title", "seo_description",
)  # fmt: skip
DATES = ("published_at", "expires_at")
LISTS = ("authors", "tags", "organisations", "related")

Snapshot = dict[str, Any]


def fields_of(article: Article) -> Snapshot:
    """The article's own columns, as they are on the given object."""
    return {name: getattr(article, name) for name in FIELDS} | {name: told(getattr(article, name)) for name in DATES}


def told(moment: datetime | None) -> str | None:
    """One moment is told in one way, by whoever's clock somebody typed it."""
    return moment.astimezone(UTC).isoformat() if moment else None


def take(article: Article) -> Snapshot:
    """The whole content of the stored article: authors, organisations and related articles by id, tags by name."""
    return fields_of(article) | _stored_lists(article)


def complete(article: Article, revision: Revision | None) -> Snapshot:
    """The content of a revision (default: none, so the article). What a field holds that did not exist when it was
    saved, the article says."""
    said = revision.snapshot if revision else {}
    dates = {name: told(parse_datetime(said[name])) for name in DATES if said.get(name)}
    return fields_of(article) | said | dates | lists_of(article, revision)


def lists_of(article: Article, revision: Revision | None) -> Snapshot:
    """Authors, tags, organisations and related articles as the revision has them, or else as stored."""
    said = revision.snapshot if revision else {}
    if all(name in said for name in LISTS):
        return {name: said[name] for name in LISTS}
    return _stored_lists(article) | {name: said[name] for name in LISTS if name in said}


def _stored_lists(article: Article) -> Snapshot:
    return {
        "authors": list(article.authorships.order_by("position").values_list("author_id", flat=True)),
        "tags": sorted(article.tags.values_list("name", flat=True)),
        "organisations": sorted(article.organisations.values_list("pk", flat=True)),
        "related": list(article.related_links.order_by("position").values_list("to_id", flat=True)),
    }


def put_fields(article: Article, snapshot: Snapshot) -> None:
    """Sets the article's columns from the snapshot, unsaved.

    A field the snapshot does not know stays as it is, and so does what cannot be otherwise: an address left empty,
    the date of something published, a section that has been deleted since. A deleted picture is left out.
    """
    before = fields_of(article)
    for name in FIELDS:
        if name in snapshot:
            setattr(article, name, snapshot[name])
    for name in DATES:
        if name in snapshot:
            setattr(article, name, parse_datetime(snapshot[name]) if snapshot[name] else None)
    article.slug = article.slug or before["slug"]
    if article.published_at is None and article.status == article.Status.PUBLISHED and before["published_at"]:
        article.published_at = parse_datetime(before["published_at"])
    if article.hero_id and not Image.objects.filter(pk=article.hero_id).exists():
        article.hero_id = None
    if not Section.objects.filter(pk=article.section_id).exists():
        article.section_id = before["section_id"]


def put_lists(article: Article, snapshot: Snapshot) -> None:
    """Stores the snapshot's authors, tags, organisations and related articles, without what has been deleted since."""
    if "authors" in snapshot:
        article.set_authors(snapshot["authors"])
    if "tags" in snapshot:
        article.tags.set(snapshot["tags"])
    if "organisations" in snapshot:
        article.organisations.set(Organisation.objects.filter(pk__in=snapshot["organisations"]))
    if "related" in snapshot:
        article.set_related(snapshot["related"])
