"""The import itself: reads, decides, writes in batches, and can be run again.

Every batch is one transaction: its articles, their revisions, tags, authors and old addresses are there together or
not at all, and what has come in is known by its number (`core.models.ImportedItem`), so that a second run goes on where
the first one ended and leaves alone what editors may have changed since.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import reset_queries, transaction

from core import edition, root_slugs
from core.models import SiteSettings
from newsroom.wordpress.library import Library
from newsroom.wordpress.media import Media
from newsroom.wordpress.naming import number_of, title_of
from newsroom.wordpress.plan import Placed, Plan
from newsroom.wordpress.progress import Progress
from newsroom.wordpress.report import Report
from newsroom.wordpress.rows import Rows
from newsroom.wordpress.storing import Batch, modest_memory, store
from newsroom.wordpress.taxonomy import Sections, Taxonomy
from newsroom.wordpress.words import plain_words
from newsroom.wordpress.wxr import Item, Reader
from pages.models import CompanyPage

BATCH = 500  # posts and pages of one transaction
BATCH_CHARACTERS = 4_000_000  # of text, where posts are long
LONGEST_NAME = SiteSettings._meta.get_field("name").max_length

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """What the person who runs the import chose."""

    media: Path | None = None
    sections: dict[str, str] = field(default_factory=dict)
    """Category slugs of the portal, with the slugs of our sections."""
    default_section: str | None = None
    post_types: frozenset[str] = frozenset()
    dry_run: bool = False
    deleted_too: bool = False


class Import:
    """One run. `report` says at any moment what is committed so far."""

    def __init__(self, path: Path, options: Options, report: Report, progress: Progress):
        self.reader = Reader(path)
        self.options = options
        self.report = report
        self.progress = progress
        self.media = Media(options.media)
        self.sections = Sections(options.sections, options.default_section)
        taken = {*root_slugs.taken(CompanyPage), *self.sections.names()}
        self.plan = Plan(options.post_types, taken, options.deleted_too)

    def run(self) -> None:
        """Raises wxr.Refused before anything is written, where the file is not fit."""
        try:
            with modest_memory():
                self.progress.begin("Reading")
                self.plan.read(self.reader, self.report, self.progress.show)
                self.report.already += self.plan.already()
                self._settle()
                self.progress.begin("Pictures")
                self.library = Library(self.plan, self.media, self.report, dry_run=self.options.dry_run)
                self.library.take_in_all(self.progress)
                self.progress.begin("Articles and pages")
                done = 0
                for batch in self._batches():
                    self._write(batch)
                    done += len(batch)
                    self.progress.show(done, self.plan.coming, "posts")
        finally:
            self.progress.end()
            self.plan.close()

    # -- Sections, tags and authors ------------------------------------------------

    def _settle(self) -> None:
        part = self.report.part()
        categories = [term for (domain, _), term in self.plan.terms.items() if domain == "category"]
        self.sections.learn(categories, part)
        used, homeless = self.sections.mapped(categories), 0
        for mixture, count in self.plan.mixtures():
            slug = self.sections.of(mixture)
            used.add(slug)
            homeless += count if slug == self.sections.default and not self._has_section(mixture) else 0
        sections = [self.sections.section(slug, part) for slug in sorted(used)]
        if homeless:
            self.sections.say(homeless, part)
        self.taxonomy = Taxonomy(self.plan.home, self.sections, self.plan.terms, self.plan.writers)
        self.taxonomy.prepare(part)
        # A newsroom that has no name yet takes the portal's.
        name = "" if SiteSettings.objects.exists() else plain_words(self.plan.site.title)[:LONGEST_NAME]
        if name:
            part.note("the site takes the name of the portal", name)
        if not self.options.dry_run:
            with transaction.atomic():
                self.taxonomy.store(sections, part)
                if name:
                    SiteSettings.objects.create(name=name)
                edition.bump()
        self.report.merge(part)

    def _has_section(self, categories: list[str]) -> bool:
        return any(self.sections.slug_for(each) for category in categories for each in self.sections.line(category))

    # -- Batches ---------------------------------------------------------------------

    def _batches(self) -> Iterator[list[tuple[Item, Placed]]]:
        """The posts and pages that are not here yet."""
        batch: list[tuple[Item, Placed]] = []
        characters, seen = 0, set()
        for item in self.reader:
            if not isinstance(item, Item) or item.type == "attachment":
                continue
            item.id = number_of(item)
            placed = self.plan.placed(item.id)
            if placed is None or placed.here or not self._comes_in(item):
                continue
            if item.id in seen:
                continue
            batch.append((item, placed))
            seen.add(item.id)
            characters += len(item.content)
            if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
                yield batch
                batch, characters, seen = [], 0, set()
        if batch:
            yield batch

    def _comes_in(self, item: Item) -> bool:
        return item.type in {"post", "page"} or item.type in self.options.post_types

    def _write(self, batch: list[tuple[Item, Placed]]) -> None:
        part = self.report.part()
        self.library.report = part
        rows = Rows(self.plan, self.library, self.sections, self.taxonomy, part)
        ready = Batch()
        for item, placed in batch:
            try:
                rows.add(item, placed, ready)
            except Exception:
                # One text that nobody foresaw must not keep a hundred thousand others out. It can come in later.
                log.exception("Item %s of %s", item.id, self.reader.path)
                part.left_out(
                    "could not be converted, because of a mistake in the importer (see the log)", title_of(item)
                )
        if not self.options.dry_run:
            with transaction.atomic():
                store(ready, self.plan.home.source, self.taxonomy, part)
        self.report.merge(part)
        reset_queries()
