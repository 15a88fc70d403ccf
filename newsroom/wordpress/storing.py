"""Writes the rows of a batch, with all that belongs to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Subquery

from articles import snapshots
from articles.models import Article, Author, Authorship, Revision, Tag, TaggedArticle
from articles.search import ARTICLES
from core import edition
from core.models import ImportedItem, OldAddress
from core.search import index
from images import uses
from newsroom.wordpress.report import Report
from newsroom.wordpress.taxonomy import Taxonomy
from pages.models import CompanyPage
from pages.search import COMPANY_PAGES

PAGE_CACHE = "-16384"  # KiB of SQLite's page cache while importing; what a serving process may use is too much here


@dataclass(slots=True)
class Arrival[Row: (Article, CompanyPage)]:
    """An item that is ready to be written."""

    number: int
    row: Row
    paths: list[str]
    """Where it could be read."""
    authors: list[Author] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """What is written in one transaction."""

    articles: list[Arrival[Article]] = field(default_factory=list)
    pages: list[Arrival[CompanyPage]] = field(default_factory=list)


def store(batch: Batch, source: str, taxonomy: Taxonomy, report: Report) -> None:
    """Call it inside a transaction. `source` is the name by which the portal is known here."""
    articles, pages = batch.articles, batch.pages
    taxonomy.store_tags(tag for each in articles for tag in each.tags)
    Article.objects.bulk_create(each.row for each in articles)
    CompanyPage.objects.bulk_create(each.row for each in pages)
    Authorship.objects.bulk_create(
        Authorship(article=each.row, author=author, position=position)
        for each in articles
        for position, author in enumerate(each.authors)
    )
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=each.row, tag=tag) for each in articles for tag in each.tags
    )
    _store_revisions(articles)
    arrivals: list[Arrival[Any]] = [*pages, *articles]
    ImportedItem.objects.keep(source, ((f"post {each.number}", each.row) for each in arrivals))
    # Also where the address stays what it was: what stood behind it, such as /feed/, leads to it.
    paths = {path: each.row for each in arrivals for path in each.paths}
    for path in OldAddress.objects.remember_all(paths):
        report.note("old addresses that lead elsewhere already, left so", path)
    index.refresh(ARTICLES, [each.row.pk for each in articles])
    index.refresh(COMPANY_PAGES, [each.row.pk for each in pages])
    uses.note_new(each.row for each in articles)
    uses.note_new(each.row for each in pages)
    edition.bump()


def _store_revisions(articles: list[Arrival[Article]]) -> None:
    """Every article's first revision, which is the live one where it is published."""
    Revision.objects.bulk_create(
        Revision(
            article=each.row,
            snapshot=snapshots.fields_of(each.row)
            | {
                "authors": [author.pk for author in each.authors],
                "tags": sorted(tag.name for tag in each.tags),
                "organisations": [],
                "related": [],
            },
        )
        for each in articles
    )
    rows = Article.objects.filter(pk__in=[each.row.pk for each in articles])
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows.update(latest_revision=Subquery(newest))
    rows.filter(status=Article.Status.PUBLISHED).update(live_revision=F("latest_revision"))


class modest_memory:  # noqa: N801 - reads as what it does
    """While importing, SQLite keeps few pages in memory and maps none: they would count as this process's memory."""

    def __enter__(self) -> None:
        self._before: list[tuple[str, int]] = []
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for name, value in (("mmap_size", "0"), ("cache_size", PAGE_CACHE)):
                    row = cursor.execute(f"PRAGMA {name}").fetchone()
                    self._before.append((name, row[0] if row else 0))
                    cursor.execute(f"PRAGMA {name} = {value}")

    def __exit__(self, *_: object) -> None:
        if self._before:
            with connection.cursor() as cursor:
                for name, value in self._before:
                    cursor.execute(f"PRAGMA {name} = {value}")
