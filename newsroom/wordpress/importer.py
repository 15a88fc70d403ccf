"""The import itself: reads, decides, writes in batches, and can be run again.

Every batch is one transaction: its articles, their revisions, tags, authors and old addresses are there together or
not at all, and what has come in is known by its number (`core.models.ImportedItem`), so that a second run goes on where
the first one ended and leaves alone what editors may have changed since.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, reset_queries, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Author, Authorship, Revision, Section, Tag, TaggedArticle
from articles.models.article import SILENT_UPDATE
from core import edition, root_slugs
from core.models import ImportedItem, OldAddress
from core.richtext import plain_text
from newsroom.wordpress import dates
from newsroom.wordpress.content import Attached, Converted, convert, plain_words
from newsroom.wordpress.home import upload_key
from newsroom.wordpress.library import Library
from newsroom.wordpress.media import Media
from newsroom.wordpress.plan import Placed, Plan, number_of, title_of
from newsroom.wordpress.progress import Progress
from newsroom.wordpress.report import Report
from newsroom.wordpress.taxonomy import Sections, Taxonomy
from newsroom.wordpress.wxr import Item, Reader
from pages.models import CompanyPage

BATCH = 500  # posts and pages of one transaction
BATCH_CHARACTERS = 4_000_000  # of text, where posts are long
LONGEST_TITLE = 200
LONGEST_STANDFIRST = 500
PAGE_CACHE = "-16384"  # KiB of SQLite's page cache while importing; what a serving process may use is too much here

_LEFT_OUT = {
    "shortcode": "shortcodes that nobody knows here; what they enclosed is kept",
    "block": "blocks that WordPress filled only when a page was shown",
    "form": "forms",
}

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


@dataclass(slots=True)
class Arrival[Row: (Article, CompanyPage)]:
    """An item that is ready to be written."""

    number: int
    row: Row
    paths: list[str]
    """Where it could be read."""
    author: Author | None = None
    tags: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """What is written in one transaction."""

    articles: list[Arrival[Article]] = field(default_factory=list)
    pages: list[Arrival[CompanyPage]] = field(default_factory=list)


class Import:
    """One run. `report` says at any moment what is committed so far."""

    def __init__(self, path: Path, options: Options, report: Report, progress: Progress):
        self.reader = Reader(path)
        self.options = options
        self.report = report
        self.progress = progress
        self.media = Media(options.media)
        self.sections = Sections(options.sections, options.default_section)
        self.plan = Plan(options.post_types, {*root_slugs.taken(), *self.sections.names()}, options.deleted_too)

    def run(self) -> None:
        """Raises wxr.Refused before anything is written, where the file is not fit."""
        try:
            with _modest_memory():
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
        if not self.options.dry_run:
            with transaction.atomic():
                self.taxonomy.store(sections, part)
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
        ready = Batch()
        for item, placed in batch:
            try:
                self._prepare(item, placed, ready, part)
            except Exception:
                # One text that nobody foresaw must not keep a hundred thousand others out. It can come in later.
                log.exception("Item %s of %s", item.id, self.reader.path)
                part.left_out(
                    "could not be converted, because of a mistake in the importer (see the log)", title_of(item)
                )
        if not self.options.dry_run:
            with transaction.atomic():
                self._store(ready, part)
        self.report.merge(part)
        reset_queries()

    # -- From item to row --------------------------------------------------------------

    def _prepare(self, item: Item, placed: Placed, ready: Batch, part: Report) -> None:
        result = convert(item.content, _Portal(self, item), post=item.id)
        title = self._title(item, result, part)
        self._explain(title, result, part)
        paths = self._old_paths(item)
        if placed.kind == "page":
            ready.pages.append(Arrival(item.id, self._page(item, placed, title, result, part), paths))
            return
        section = self.sections.known(self.sections.of(placed.terms)) or Section()
        article = self._article(item, placed, title, result, section, part)
        self.plan.decode(item.terms)
        tags = self.taxonomy.tags_of(item.terms, section.slug)
        ready.articles.append(Arrival(item.id, article, paths, self.taxonomy.author_of(item.creator), tags))

    def _article(
        self, item: Item, placed: Placed, title: str, result: Converted, section: Section, part: Report
    ) -> Article:
        status, moment, changed = self._state(item, part)
        standfirst, summary = self._standfirst(item, part)
        hero = self._hero(item, part)
        article = Article(
            title=title, slug=placed.slug, section=section, status=status, published_at=moment, standfirst=standfirst,
            summary=summary, body=result.body, hero_id=hero or None, saved_at=changed or moment or timezone.now(),
            seo_title=_meta(item, "_yoast_wpseo_title", "rank_math_title")[:120],
            seo_description=_meta(item, "_yoast_wpseo_metadesc", "rank_math_description")[:320],
        )  # fmt: skip
        if (
            status == Article.Status.PUBLISHED
            and moment
            and changed
            and moment + SILENT_UPDATE < changed <= timezone.now()
        ):
            article.updated_at = changed
        if result.films and any(
            term.domain == "post_format" and term.slug == "post-format-video" for term in item.terms
        ):
            article.kind, article.video_url = Article.Kind.VIDEO, result.films[0]
            # Shown over the text now; a second player in it would be one too many.
            article.body = article.body.replace(
                f'<figure data-embed="{html.escape(result.films[0])}"></figure>', "", 1
            ).strip()
        article.count_words()
        wanted = self.plan.wanted_slug(item)
        if item.slug and placed.slug != wanted:
            part.changed(
                "articles whose address was taken, too long or reserved, given another", f"{wanted} → {placed.slug}"
            )
        part.came_in["articles"] += 1
        if item.type != "post":
            part.note(f"items of the type ‘{item.type}’ brought in as articles")
        if item.sticky:
            part.changed("sticky posts: the front page is arranged in the admin here", title)
        if not article.body and not article.video_url:
            part.changed("articles without any text", title)
        return article

    def _page(self, item: Item, placed: Placed, title: str, result: Converted, part: Report) -> CompanyPage:
        status, moment, changed = self._state(item, part)
        body = result.body
        if hero := self._hero(item, part):
            body = f'<figure data-image="{hero}"></figure>\n{body}'
        if item.slug and placed.slug != self.plan.wanted_slug(item):
            part.changed(
                "pages whose address was taken or reserved, given another",
                f"/{self.plan.wanted_slug(item)}/ → /{placed.slug}/",
            )
        now = timezone.now()
        if moment and moment > now and status == Article.Status.PUBLISHED:
            part.changed("pages planned for later, kept hidden: pages cannot be scheduled here", title)
        part.came_in["pages"] += 1
        standfirst = plain_words(item.excerpt)
        return CompanyPage(
            title=title, slug=placed.slug, standfirst=standfirst, body=body,
            is_public=status == Article.Status.PUBLISHED and (moment is None or moment <= now),
            updated_at=changed or moment or now,
            seo_description=_meta(item, "_yoast_wpseo_metadesc", "rank_math_description")[:320],
        )  # fmt: skip

    def _state(self, item: Item, part: Report) -> tuple[str, datetime | None, datetime | None]:
        """Status, moment of publication, and moment of the last change."""
        title = title_of(item) or item.slug
        moment, changed = dates.published(item), dates.modified(item)
        if item.password:
            part.changed("protected by a password, kept as drafts", title)
            return Article.Status.DRAFT, moment, changed
        if item.status in {"publish", "future"}:
            if moment is None:
                part.changed("published without a date, given the date of this import", title)
                moment = timezone.now()
            elif moment > timezone.now():
                part.note("scheduled: they appear by themselves", f"{title}, {moment:%d %B %Y, %H:%M} UTC")
            return Article.Status.PUBLISHED, moment, changed
        if item.status == "private":
            part.changed("private, kept as drafts", title)
            return Article.Status.DRAFT, moment, changed
        if item.status in {"draft", "pending", ""}:
            part.note("drafts", title)
        else:
            part.changed(f"of the status ‘{item.status}’, kept as drafts", title)
        return Article.Status.DRAFT, None, changed or moment

    def _title(self, item: Item, result: Converted, part: Report) -> str:
        title = title_of(item)
        if not title:
            words = plain_words(plain_text(result.body)).split()
            title = " ".join(words[:8]) + ("…" if len(words) > 8 else "") if words else "Untitled"
            title = title[:LONGEST_TITLE]
            part.changed("without a title, given one", title)
        if len(title) > LONGEST_TITLE:
            part.changed("titles longer than 200 characters, cut; they stand in full over the text", title)
            result.body = f"<p><strong>{html.escape(title, quote=False)}</strong></p>\n{result.body}"
            title = _cut(title, LONGEST_TITLE)
        return title

    def _standfirst(self, item: Item, part: Report) -> tuple[str, str]:
        """The excerpt, and all of it as summary where it is too long for a standfirst."""
        excerpt = plain_words(item.excerpt)
        if len(excerpt) <= LONGEST_STANDFIRST:
            return excerpt, ""
        part.changed("excerpts longer than 500 characters, cut; they stand in full as summary", title_of(item))
        return _cut(excerpt, LONGEST_STANDFIRST), excerpt

    def _hero(self, item: Item, part: Report) -> int | None:
        number = next(iter(item.meta.get("_thumbnail_id", [])), "").strip()
        if not number.isdecimal() or len(number) > 18 or number == "0":
            return None
        pk = self.library.picture(int(number), "", "")
        if pk is None:
            part.left_out("main pictures whose file did not come in", title_of(item) or item.slug)
        return pk

    def _explain(self, title: str, result: Converted, part: Report) -> None:
        for kind, name in result.left_out:
            part.left_out(_LEFT_OUT[kind], name=name)
        for address in result.lost_pictures:
            part.changed(
                "pictures in texts whose file did not come in; their words are kept, with a link",
                f"{address} in {title}",
            )
        if result.embedded_data:
            part.left_out("pictures written into the text itself", title, times=result.embedded_data)

    def _old_paths(self, item: Item) -> list[str]:
        """Where readers could find it: its address, addresses it had before, and its number."""
        home = self.plan.home
        paths = [path] if (path := home.path(item.link)) and "?" not in path else []
        for before in item.meta.get("_wp_old_slug", []):
            if paths and before.strip():
                parent = paths[0].rstrip("/").rpartition("/")[0]
                paths.append(home.path(f"{parent}/{before.strip()}/") or "")
        if item.id > 0:
            paths.append(f"/?p={item.id}")
            if item.type == "page":
                paths.append(f"/?page_id={item.id}")
        return [spelling for path in dict.fromkeys(paths) for spelling in home.spellings(path)]

    # -- Rows ----------------------------------------------------------------------------

    def _store(self, ready: Batch, part: Report) -> None:
        articles, pages = ready.articles, ready.pages
        self.taxonomy.store_tags(tag for each in articles for tag in each.tags)
        Article.objects.bulk_create(each.row for each in articles)
        CompanyPage.objects.bulk_create(each.row for each in pages)
        Authorship.objects.bulk_create(
            Authorship(article=each.row, author=each.author) for each in articles if each.author
        )
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=each.row, tag=tag) for each in articles for tag in each.tags
        )
        self._store_revisions(articles)
        arrivals: list[Arrival[Any]] = [*pages, *articles]
        ImportedItem.objects.keep(self.plan.home.source, ((f"post {each.number}", each.row) for each in arrivals))
        # Also where the address stays what it was: what stood behind it, such as /feed/, leads to it.
        paths = {path: each.row for each in arrivals for path in each.paths}
        for path in OldAddress.objects.remember_all(paths):
            part.note("old addresses that lead elsewhere already, left so", path)
        edition.bump()

    def _store_revisions(self, articles: list[Arrival[Article]]) -> None:
        """Every article's first revision, which is the live one where it is published."""
        Revision.objects.bulk_create(
            Revision(
                article=each.row,
                snapshot=snapshots.fields_of(each.row)
                | {
                    "authors": [each.author.pk] if each.author else [],
                    "tags": sorted(tag.name for tag in each.tags),
                    "related": [],
                },
            )
            for each in articles
        )
        rows = Article.objects.filter(pk__in=[each.row.pk for each in articles])
        newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-pk").values("pk")[:1]
        rows.update(latest_revision=Subquery(newest))
        rows.filter(status=Article.Status.PUBLISHED).update(live_revision=F("latest_revision"))


class _Portal:
    """What a text of the item may ask (content.Portal)."""

    def __init__(self, run: Import, item: Item):
        self.run = run
        self.item = item

    def picture(self, number: int, address: str, alt: str) -> int | None:
        return self.run.library.picture(number, address, alt)

    def attached(self, number: int) -> Attached | None:
        return self.run.plan.attached(number)

    def attached_to(self, post: int) -> list[int]:
        return self.run.plan.attached_to(post)

    def reusable(self, number: int) -> str:
        return self.run.plan.reusable(number)

    def new_address(self, address: str) -> str:
        """A link to the old portal leads to the article's new address where that is known, else to its path here."""
        plan = self.run.plan
        path = plan.home.path(address)
        if path is None:
            return address
        if upload := upload_key(address):
            file = plan.file_by_key(upload)
            return path if file and file.image is not None else address
        number = int(path.partition("=")[2]) if path.startswith("/?") else plan.number_at(path)
        placed = plan.placed(number) if number else None
        if placed and placed.slug and not placed.here:
            if placed.kind == "page":
                return f"/{placed.slug}/"
            return f"/{self.run.sections.of(placed.terms)}/{placed.slug}/"
        query = "" if "?" in path or "?" not in address else f"?{address.partition('?')[2].partition('#')[0]}"
        return f"{path}{query}"


class _modest_memory:  # noqa: N801 - reads as what it does
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


def _meta(item: Item, *keys: str) -> str:
    """What an SEO plugin kept; nothing where it is a pattern of the plugin's (‘%%title%% %%sep%%’) or serialised."""
    for key in keys:
        value = plain_words(next(iter(item.meta.get(key, [])), ""))
        if (
            value
            and "%%" not in value
            and not (value.count("%") > 1 and " %" in f" {value}")
            and not value.startswith(("a:", "O:", "s:"))
        ):
            return value
    return ""


def _cut(text: str, length: int) -> str:
    """At most `length` characters, cut after a word and marked."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
