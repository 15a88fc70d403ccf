"""What the export holds, gathered before anything is written: every item's new address, every file, every term.

The first reading of the file costs a small part of an import's time and buys three things: a file that is broken
anywhere is found before a single row is written; the number of items is known; and a text can link to an article that
comes later. What grows with the export lies in a temporary database on disk, so that memory does not grow with it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify

from articles.models import Article
from core.models import ImportedItem
from core.slugs import MAX_LENGTH, next_free
from images.models import Image
from newsroom.wordpress.content import Attached
from newsroom.wordpress.home import Home, key_variants, upload_key
from newsroom.wordpress.naming import number_of, title_of, wanted_slug
from newsroom.wordpress.report import Report
from newsroom.wordpress.words import plain_words
from newsroom.wordpress.wxr import Item, Reader, Site, Term, Writer
from pages.models import CompanyPage

BATCH = 500  # items looked up at once
ARTICLE_RESERVED = frozenset({"feed", "page"})
"""Names that `/<section>/<name>/` uses itself."""
COAUTHOR = "cap-"  # before the logins that Co-Authors Plus keeps as terms
SKIPPED_STATUSES = {
    "trash": "in the bin",
    "auto-draft": "a draft WordPress saved by itself",
    "inherit": "an old revision",
}

# SQLite uses an index that leaves out rows only where the question leaves them out in the same words.
_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE posts (
        number INTEGER PRIMARY KEY, kind TEXT, slug TEXT, path TEXT, terms TEXT, pk INTEGER, here INTEGER
    );
    CREATE UNIQUE INDEX post_slug ON posts (kind, slug) WHERE slug != '';
    CREATE INDEX post_path ON posts (path) WHERE path != '';
    CREATE TABLE files (
        number INTEGER PRIMARY KEY, address TEXT, key TEXT, path TEXT, parent INTEGER,
        alt TEXT, caption TEXT, title TEXT, image INTEGER, here INTEGER
    );
    CREATE INDEX file_key ON files (key) WHERE key != '';
    CREATE INDEX file_parent ON files (parent) WHERE parent != 0;
    CREATE TABLE reusable (number INTEGER PRIMARY KEY, content TEXT);
"""
_FILE = "number, address, key, path, alt, caption, title, image"


@dataclass(slots=True)
class Placed:
    """What was planned for a post or page."""

    kind: str
    """`article` or `page`."""
    slug: str
    terms: list[str]
    """Slugs of its categories, the chief one first."""
    pk: int | None
    here: bool
    """Whether it came in before; its target may be gone since."""


@dataclass(slots=True)
class File:
    """An attachment, as planned."""

    number: int
    address: str
    key: str
    path: str
    alt: str
    caption: str
    title: str
    image: int | None


@dataclass
class Plan:
    """Read it once; then ask it."""

    post_types: frozenset[str]
    """Custom types that come in as articles."""
    root_names: set[str]
    """Names under the root that are taken, or will be by the sections of this import."""
    again: bool = False
    """Whether what came in before and was deleted here since comes in again."""
    home: Home = field(init=False)
    site: Site = field(init=False)
    total: int = 0
    """Items of the file."""
    coming: int = 0
    """Posts and pages that are not here yet."""
    writers: dict[str, Writer] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    """Categories and tags, by domain and decoded slug."""

    def __post_init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # a file without a name, gone when it is closed
        self._db.executescript(_SCHEMA)
        self._numbers: dict[tuple[str, str], int] = {}
        self._category_ids: dict[str, str] = {}
        self._waiting: list[tuple[int, str, Item]] = []
        self._files: list[Item] = []
        self._guests: dict[str, str] = {}
        """Names of those who write without an account, by their logins."""

    def close(self) -> None:
        self._db.close()

    # -- Reading -----------------------------------------------------------------

    def read(self, reader: Reader, report: Report, show: Callable[[int, int, str], None]) -> None:
        """Reads the whole file. Raises wxr.Refused; writes nothing that lasts."""
        early: list[Term] = []
        for record in reader:
            if isinstance(record, Site):
                self.site, self.home = record, Home(record)
            elif isinstance(record, Writer):
                self.writers.setdefault(record.login, record)
            elif isinstance(record, Term):
                early.append(record)
                if record.domain == "category" and record.id:
                    self._category_ids[record.id] = unquote(record.slug).lower()
            else:
                self.total += 1
                self._item(record, report)
                show(reader.position >> 20, reader.size >> 20, "MB")
        for term in early:
            self._term(term)
        for login, name in self._guests.items():
            if writer := self.writers.get(login):
                writer.name = writer.name or name
        self._place(report)
        self._place_files()
        if reader.stripped:
            report.changed("characters that XML does not allow, taken out of the file", times=reader.stripped)
        if reader.skipped:
            report.note("text that stood before the beginning of the export was skipped", f"{reader.skipped:,} bytes")

    def decode(self, terms: Iterable[Term]) -> None:
        """Slugs as they are looked up: decoded, and made from the name where there is none."""
        for term in terms:
            term.slug = unquote(term.slug).lower() or slugify(term.name, allow_unicode=True)
            term.parent = unquote(term.parent).lower()

    def _term(self, term: Term) -> None:
        """The terms at the top of the file know more of themselves than those on the items."""
        self.decode([term])
        if term.slug:
            self.terms[term.domain, term.slug] = term

    def _item(self, item: Item, report: Report) -> None:
        if not item.id:
            item.id = number_of(item)
        if item.comments:
            report.left_out("comments: there is no place for them here", times=item.comments)
        if item.type == "attachment":
            self._files.append(item)
            item.content = ""
            if len(self._files) >= BATCH:
                self._place_files()
            return
        if item.type == "guest-author":
            self._guests[item.slug.removeprefix(COAUTHOR)] = title_of(item)
            return
        if item.type == "wp_block":
            self._db.execute("INSERT OR IGNORE INTO reusable VALUES (?, ?)", (item.id, item.content))
            return
        kind = (
            "page" if item.type == "page" else "article" if item.type == "post" or item.type in self.post_types else ""
        )
        if not kind:
            report.left_out(f"of the type ‘{item.type or 'none'}’" + _hint(item.type))
            return
        if why := SKIPPED_STATUSES.get(item.status):
            report.left_out(why, title_of(item))
            return
        self.decode(item.terms)
        for term in item.terms:
            slug = term.slug
            if slug and term.domain in {"category", "post_tag"}:
                self.terms.setdefault((term.domain, slug), Term(term.domain, slug, term.name))
            elif term.domain not in {"post_format", "author"}:
                report.left_out(f"terms of the taxonomy ‘{term.domain}’", term.name)
        for login in self.writers_of(item):
            self.writers.setdefault(login, Writer(login))
        item.content = item.excerpt = ""
        self._waiting.append((item.id, kind, item))
        if len(self._waiting) >= BATCH:
            self._place(report)

    # -- Placing -----------------------------------------------------------------

    def _place(self, report: Report) -> None:
        """Gives every waiting item its slug: what it has here already, its own where that is free, else another."""
        waiting, self._waiting = self._waiting, []
        known = self._known(number for number, _, _ in waiting)
        wanted = {number: wanted_slug(item) or kind for number, kind, item in waiting}
        taken = set(Article.objects.filter(slug__in=set(wanted.values())).values_list("slug", flat=True))
        for number, kind, item in waiting:
            if self._db.execute("SELECT 1 FROM posts WHERE number = ?", (number,)).fetchone():
                report.left_out("there twice in the file, under one number", f"{number}: {title_of(item)}")
                continue
            slug, pk, here = "", None, number in known
            if here:
                model, pk = known[number]
                kind = model
            if not here or (pk is None and self.again):
                slug = self._free(kind, wanted[number], taken)
                here = False
                self.coming += 1
            path = self.home.path(item.link) or ""
            terms = self._chief_first([term.slug for term in item.terms if term.domain == "category"], item)
            self._db.execute(
                "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, kind, slug, path if "?" not in path else "", "\n".join(terms), pk, here),
            )

    def _chief_first(self, categories: list[str], item: Item) -> list[str]:
        """The categories, beginning with the one that an SEO plugin knows as the chief one."""
        for key in ("_yoast_wpseo_primary_category", "rank_math_primary_category"):
            chief = self._category_ids.get(next(iter(item.meta.get(key, [])), "").strip())
            if chief in categories:
                return [chief, *(each for each in categories if each != chief)]
        return categories

    def _known(self, numbers: Iterable[int]) -> dict[int, tuple[str, int | None]]:
        """Kind and id of what has come in before; no id where it has been deleted since."""
        rows = ImportedItem.objects.known(self.home.source, [f"post {number}" for number in numbers])
        found: dict[int, tuple[str, int | None]] = {}
        for kind, model in (("article", Article), ("page", CompanyPage)):
            content_type = ContentType.objects.get_for_model(model).pk
            mine = {int(key[5:]): pk for key, (each, pk) in rows.items() if each == content_type}
            alive = set(model.objects.filter(pk__in=mine.values()).values_list("pk", flat=True))
            found |= {number: (kind, pk if pk in alive else None) for number, pk in mine.items()}
        return found

    def _free(self, kind: str, wanted: str, taken: set[str]) -> str:
        """The wanted slug, or with the smallest number behind it that makes it free."""
        if kind == "page":
            slug = next_free(wanted, self.root_names)
            self.root_names.add(slug)
            return slug
        slug, number = wanted, self._numbers.get((kind, wanted), 1)
        while (
            (number == 1 and slug in taken)
            or slug in ARTICLE_RESERVED
            or self._is_planned(kind, slug)
            or (number > 1 and Article.objects.filter(slug=slug).exists())
        ):
            number += 1
            slug = f"{wanted[: MAX_LENGTH - 8]}-{number}"
        if number > 1:
            self._numbers[kind, wanted] = number
        return slug

    def _is_planned(self, kind: str, slug: str) -> bool:
        return bool(
            self._db.execute("SELECT 1 FROM posts WHERE kind = ? AND slug = ? AND slug != ''", (kind, slug)).fetchone()
        )

    def _place_files(self) -> None:
        files, self._files = self._files, []
        if not files:
            return
        rows = ImportedItem.objects.known(self.home.source, [f"post {item.id}" for item in files])
        alive = set(Image.objects.filter(pk__in=[pk for _, pk in rows.values()]).values_list("pk", flat=True))
        known = {key: pk for key, (_, pk) in rows.items() if pk in alive}
        self._db.executemany(
            "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    item.id, item.attachment_url or item.guid, upload_key(item.attachment_url or item.guid),
                    self.home.path(item.link) or "", item.parent,
                    plain_words(next(iter(item.meta.get("_wp_attachment_image_alt", [])), ""))[:300],
                    plain_words(item.excerpt)[:400], plain_words(item.title)[:300],
                    known.get(f"post {item.id}"), f"post {item.id}" in known,
                )
                for item in files
            ],
        )  # fmt: skip

    # -- Asking ------------------------------------------------------------------

    def writers_of(self, item: Item) -> list[str]:
        """Logins of who wrote it: those whom a plugin for several authors names, else who made the post."""
        named = [
            term.name if term.name in self.writers else unquote(term.slug).lower().removeprefix(COAUTHOR)
            for term in item.terms
            if term.domain == "author"
        ]
        return [login for login in named or [item.creator] if login]

    def placed(self, number: int) -> Placed | None:
        row = self._db.execute("SELECT kind, slug, terms, pk, here FROM posts WHERE number = ?", (number,)).fetchone()
        return Placed(row[0], row[1], row[2].split("\n") if row[2] else [], row[3], bool(row[4])) if row else None

    def number_at(self, path: str) -> int | None:
        """The number of the post or page that could be read at this path."""
        bare = path.rstrip("/")
        row = (
            self._db.execute(
                "SELECT number FROM posts WHERE path IN (?, ?) AND path != ''", (bare, f"{bare}/")
            ).fetchone()
            if bare
            else None
        )
        return row[0] if row else None

    def mixtures(self) -> list[tuple[list[str], int]]:
        """The different sets of categories that articles to come have, with how many have them."""
        rows = self._db.execute("SELECT terms, count(*) FROM posts WHERE kind = 'article' AND NOT here GROUP BY terms")
        return [(terms.split("\n") if terms else [], count) for terms, count in rows]

    def already(self) -> Counter[str]:
        """How much is here already, by kind."""
        counts: Counter[str] = Counter()
        for kind, alive, count in self._db.execute(
            "SELECT kind, pk IS NOT NULL, count(*) FROM posts WHERE here GROUP BY 1, 2"
        ):
            counts[
                f"{kind}s" if alive else f"{kind}s that were deleted here since (--deleted-too brings them back)"
            ] += count
        return counts

    def files(self) -> Iterable[File]:
        """All attachments, those that came in before included. They may be changed meanwhile."""
        last = -(2**62)
        query = f"SELECT {_FILE} FROM files WHERE number > ? ORDER BY number LIMIT 500"  # noqa: S608
        while rows := self._db.execute(query, (last,)).fetchall():
            yield from (File(*row) for row in rows)
            last = rows[-1][0]

    def file_count(self) -> int:
        return self._db.execute("SELECT count(*) FROM files").fetchone()[0]

    def came_in(self, number: int, image: int) -> None:
        """Remembers the picture that became of an attachment."""
        self._db.execute("UPDATE files SET image = ? WHERE number = ?", (image, number))

    def attached(self, number: int) -> Attached | None:
        row = self._db.execute(
            "SELECT number, address, alt, caption, title FROM files WHERE number = ?", (number,)
        ).fetchone()
        return Attached(*row) if row else None

    def attached_to(self, post: int) -> list[int]:
        rows = self._db.execute("SELECT number FROM files WHERE parent = ? AND parent != 0 ORDER BY number", (post,))
        return [number for (number,) in rows]

    def file(self, number: int) -> File | None:
        row = self._db.execute(f"SELECT {_FILE} FROM files WHERE number = ?", (number,)).fetchone()  # noqa: S608
        return File(*row) if row else None

    def file_by_key(self, key: str) -> File | None:
        """The attachment that a file, or another size of it, belongs to."""
        for variant in key_variants(key):
            row = self._db.execute("SELECT number FROM files WHERE key = ? AND key != ''", (variant,)).fetchone()
            if row:
                return self.file(row[0])
        return None

    def reusable(self, number: int) -> str:
        row = self._db.execute("SELECT content FROM reusable WHERE number = ?", (number,)).fetchone()
        return row[0] if row else ""


def _hint(post_type: str) -> str:
    if post_type in {
        "nav_menu_item",
        "revision",
        "customize_changeset",
        "oembed_cache",
        "wp_global_styles",
        "wp_template",
        "",
    }:
        return ""
    return f" (--post-type {post_type} brings them in as articles)"
