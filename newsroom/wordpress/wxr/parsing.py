"""The XML of an export becomes records while it is read. Nothing in it is trusted to be small."""

from __future__ import annotations

import html
import re
from typing import NoReturn
from xml.parsers import expat

from newsroom.wordpress.wxr.records import Item, Record, Refused, Site, Term, Writer

VERSIONS = ("1.0", "1.1", "1.2")
LONGEST_TEXT = 20_000_000  # characters of one field
LONGEST_TAG = 4_000_000  # bytes of one tag or XML comment, which the parser has to hold whole
DEEPEST = 100  # elements inside one another; WordPress writes five
MOST_TERMS = 5_000  # categories and tags of one item

KEPT_META = {
    "footnotes", "_thumbnail_id", "_wp_attachment_image_alt", "_wp_old_slug",
    "_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_primary_category",
    "rank_math_title", "rank_math_description", "rank_math_primary_category",
}  # fmt: skip
"""The post meta somebody asks for. The rest, which may be megabytes of a page builder's data, is not even held."""


_SITE_FIELDS = {"title": "title", "link": "link", "wp:base_blog_url": "base_blog_url", "wp:wxr_version": "version"}
_WRITER_FIELDS = {
    "wp:author_id": "id", "wp:author_login": "login", "wp:author_email": "email", "wp:author_display_name": "name",
    "wp:author_first_name": "first", "wp:author_last_name": "last",
}  # fmt: skip
_TERM_FIELDS = {
    "wp:category": {
        "wp:term_id": "id", "wp:category_nicename": "slug", "wp:category_parent": "parent", "wp:cat_name": "name",
        "wp:category_description": "description",
    },
    "wp:tag": {
        "wp:term_id": "id", "wp:tag_slug": "slug", "wp:tag_name": "name", "wp:tag_description": "description",
    },
}  # fmt: skip
_ITEM_FIELDS = {
    "title": "title", "link": "link", "guid": "guid", "pubDate": "published", "dc:creator": "creator",
    "content:encoded": "content", "excerpt:encoded": "excerpt", "wp:post_id": "id", "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt", "wp:post_modified": "modified", "wp:post_modified_gmt": "modified_gmt",
    "wp:post_name": "slug", "wp:status": "status", "wp:post_parent": "parent", "wp:post_type": "type",
    "wp:post_password": "password", "wp:is_sticky": "sticky", "wp:attachment_url": "attachment_url",
}  # fmt: skip
_PREFIXES = (
    (re.compile(r"wordpress\.org/export/[\d.]+/excerpt"), "excerpt"),
    (re.compile(r"wordpress\.org/export/"), "wp"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content"), "content"),
    (re.compile(r"purl\.org/dc/elements"), "dc"),
)
MARKUP = {
    "html": "This is a web page, not an export. Perhaps the site answered with an error or asked for a password",
    "feed": "This is an Atom feed, not a WordPress export",
    "urlset": "This is a sitemap, not a WordPress export",
}


class Parsing:
    """One run of the parser: keeps where it is in the file, and hands out the records that are complete."""

    def __init__(self) -> None:
        self._parser = parser = expat.ParserCreate(encoding="utf-8")
        parser.buffer_text = True
        parser.buffer_size = 128 * 1024
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # A document type can define entities that unfold to gigabytes or name files of this machine. No export has one.
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = lambda *_: self._refuse(
            "defines entities, which no export does; it may be an attack"
        )
        # Old exports carry a stray &nbsp; outside CDATA. With this, names that XML does not know reach `_entity`.
        parser.UseForeignDTD(True)
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.SkippedEntityHandler = self._entity
        self._fed = 0
        self._names: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._namespace = ""
        self._path: list[str] = []
        self._texts: list[str] | None = None
        self._length = 0
        self._site: Site | None = Site()
        self._record: dict[str, str] = {}
        self._item = Item()
        self._meta_key = ""
        self._done: list[Record] = []
        self._ended = False

    def feed(self, data: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]:
                self._refuse("goes on after the end of the export, as if two files had been joined")
            if last:
                self._refuse("ends in the middle. It was probably not saved or copied whole; please export it again")
            raise Refused(
                f"The file is broken at line {error.lineno}, column {error.offset + 1}: "
                f"{expat.ErrorString(error.code)}. Nothing can be read safely from there on."
            ) from None
        self._fed += len(data)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG:
            self._refuse("has a tag or comment of more than 4 MB, which no export has")

    def done(self) -> list[Record]:
        complete, self._done = self._done, []
        return complete

    def rest(self) -> list[Record]:
        """What is still to be handed out when the file is at its end."""
        self._head_is_complete()
        return self.done()

    def _refuse(self, what: str) -> NoReturn:
        raise Refused(f"The file {what} (line {self._parser.CurrentLineNumber}).")

    # -- What the parser tells -------------------------------------------------

    def _doctype(self, name: str, *_: object) -> None:
        if name.lower() == "html":
            raise Refused(f"{MARKUP['html']}.")
        self._refuse("declares a document type, which no export does; it may be an attack")

    def _entity(self, name: str, is_parameter: bool) -> None:
        text = html.unescape(f"&{name};")
        if is_parameter or text == f"&{name};":
            self._refuse(f"uses an entity &{name}; that nobody knows")
        self._text(text)

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        path = self._path
        if not path:
            self._root(raw, attributes)
        name = self._names.get(raw) or self._name(raw)
        path.append(name)
        depth = len(path)
        if depth > DEEPEST:
            self._refuse(f"has more than {DEEPEST} elements inside one another")
        self._texts = None
        if depth == 3:
            if name == "item":
                self._head_is_complete()
                self._item = Item()
            elif name in _TERM_FIELDS or name == "wp:author":
                self._record = {}
            elif name in _SITE_FIELDS:
                self._capture()
        elif depth == 4:
            parent = path[2]
            if parent == "item":
                if name in _ITEM_FIELDS:
                    self._capture()
                elif name == "category":
                    if len(self._item.terms) >= MOST_TERMS:
                        self._refuse(f"has an item with more than {MOST_TERMS} categories and tags")
                    domain = attributes.get("domain", "category")
                    # The oldest exports say `tag`.
                    domain = "post_tag" if domain == "tag" else domain
                    self._item.terms.append(Term(domain, attributes.get("nicename", ""), ""))
                    self._capture()
                elif name == "wp:comment":
                    self._item.comments += 1
                elif name == "wp:postmeta":
                    self._meta_key = ""
            elif parent in _TERM_FIELDS or parent == "wp:author":
                self._capture()
        elif path[2:4] == ["item", "wp:postmeta"] and depth == 5 and self._is_kept(name):
            self._capture()

    def _is_kept(self, name: str) -> bool:
        return name == "wp:meta_key" or (name == "wp:meta_value" and self._meta_key in KEPT_META)

    def _capture(self) -> None:
        self._texts = []
        self._length = 0

    def _text(self, text: str) -> None:
        if self._texts is not None:
            self._texts.append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                self._refuse(f"has a single field of more than {LONGEST_TEXT // 1_000_000} million characters")

    def _end(self, _raw: str) -> None:
        path = self._path
        name = path.pop()
        depth = len(path) + 1
        texts, self._texts = self._texts, None
        if depth == 4 and texts is not None:
            parent, text = path[2], "".join(texts)
            if parent == "item":
                self._item_field(name, text)
            elif fields := _WRITER_FIELDS if parent == "wp:author" else _TERM_FIELDS.get(parent):
                self._record[fields.get(name, "")] = text.strip()
        elif depth == 5 and texts is not None:
            if name == "wp:meta_key":
                self._meta_key = "".join(texts).strip()
            else:
                self._item.meta.setdefault(self._meta_key, []).append("".join(texts))
        elif depth == 3:
            if name == "item":
                self._done.append(self._item)
            elif name == "wp:author":
                self._writer()
            elif name in _TERM_FIELDS:
                self._term(name)
            elif texts is not None and self._site is not None:
                attribute = _SITE_FIELDS[name]
                setattr(self._site, attribute, getattr(self._site, attribute) or "".join(texts).strip())

    # -- What it means -----------------------------------------------------------

    def _root(self, raw: str, attributes: dict[str, str]) -> None:
        name = raw.rpartition(":")[2]
        if name != "rss":
            known = MARKUP.get(
                name.lower(),
                f"This is an XML file of another kind (it begins with <{raw[:60]}>), not a WordPress export",
            )
            raise Refused(f"{known}.")
        for attribute, address in attributes.items():
            if attribute.startswith("xmlns:"):
                prefix = next((ours for pattern, ours in _PREFIXES if pattern.search(address)), "")
                if prefix == "wp":
                    self._namespace = address
                if prefix:
                    self._prefixes[attribute[6:]] = prefix

    def _name(self, raw: str) -> str:
        """The element's name with the prefix that WordPress uses, whichever this file uses."""
        prefix, colon, local = raw.rpartition(":")
        name = f"{self._prefixes.get(prefix, prefix)}{colon}{local}"
        if len(self._names) < 1000:
            self._names[raw] = name
        return name

    def _head_is_complete(self) -> None:
        if self._site is not None:
            self._check_site()
            self._done.insert(0, self._site)
            self._site = None

    def _check_site(self) -> None:
        assert self._site is not None  # noqa: S101 - for the type checker
        version = self._site.version or self._namespace.strip("/").rpartition("/")[2]
        if not version:
            raise Refused(
                "This is an RSS file without <wp:wxr_version>: a feed or something else, not a WordPress export. "
                "In WordPress: Tools → Export → All content → Download Export File."
            )
        if version not in VERSIONS:
            raise Refused(
                f"This is an export of version ‘{version[:40]}’. Those that can be read are {', '.join(VERSIONS)}."
            )

    def _writer(self) -> None:
        record = self._record
        if login := record.get("login", ""):
            full = f"{record.get('first', '')} {record.get('last', '')}".strip()
            self._done.append(Writer(login, record.get("id", ""), record.get("email", ""), record.get("name") or full))

    def _term(self, element: str) -> None:
        record = self._record
        record.pop("", None)
        domain = "category" if element == "wp:category" else "post_tag"
        if record.get("slug") or record.get("name"):
            self._done.append(Term(domain, record.pop("slug", ""), record.pop("name", ""), **record))

    def _item_field(self, name: str, text: str) -> None:
        item = self._item
        if name == "category":
            item.terms[-1].name = text.strip()
            return
        attribute = _ITEM_FIELDS[name]
        if attribute in {"content", "excerpt"}:
            setattr(item, attribute, text)
        elif attribute in {"id", "parent"}:
            setattr(item, attribute, int(text) if text.strip().isdecimal() and len(text) < 19 else 0)
        elif attribute == "sticky":
            item.sticky = text.strip() == "1"
        elif attribute == "creator":
            item.creator = text.strip(" \t\n<>")
        else:
            setattr(item, attribute, text.strip())
