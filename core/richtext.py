"""Rich text: what editors, imports and guests may write, cleaned by one allow-list before it is stored.

The stored form is plain HTML. Pictures, films and other articles in it are references, drawn when the page is made:

    <figure data-image="12"><figcaption>…</figcaption></figure>     a picture of the library, by its id
    <figure data-embed="https://vimeo.com/1"><figcaption>…</figcaption></figure>     a film or post, by its address
    <figure data-article="34"><figcaption>…</figcaption></figure>     the card of an article, with words over it
    <a data-article="34">…</a>     a link to an article, wherever that may move

Beside the text stand pull quotes and fact boxes, in it notes, which readers find under it:

    <aside class="pull-quote"><p>…</p><footer>who said it</footer></aside>
    <aside class="fact-box"><h3>…</h3><p>…</p><ul>…</ul></aside>
    <sup class="note">…</sup>

The editor (static/js/admin/rich-text.js) must know every element that `clean` lets through, or opening a text would
lose it.
"""

import re
from html import unescape
from itertools import count
from typing import Any

import nh3
from django.db import models
from django.utils.html import strip_tags

from core.well_placed import well_placed

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "figure", "figcaption", "aside", "footer"}
TABLES = {"table", "thead", "tbody", "tfoot", "tr", "th", "td"}
MARKS = {"a", "strong", "em", "u", "s", "sub", "sup", "code", "br"}

_REFERENCES = {"data-image", "data-embed", "data-article"}
_CLASSES = {"aside": {"pull-quote", "fact-box"}, "sup": {"note"}}

_cleaner = nh3.Cleaner(
    tags=BLOCKS | TABLES | MARKS,
    clean_content_tags={"script", "style", "template", "noscript", "object", "svg", "math"},
    attributes={
        "a": {"href", "title", "data-article"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "figure": _REFERENCES,
    },
    attribute_filter=lambda tag, name, value: _checked(name, value),
    allowed_classes={"td": {"number"}, "th": {"number"}} | _CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)

_marked_cleaner = nh3.Cleaner(
    tags=BLOCKS | TABLES | MARKS | {"ins", "del"},
    attributes={"figure": _REFERENCES, "ol": {"start"}, "td": {"colspan", "rowspan"}},
    attribute_filter=lambda tag, name, value: _checked(name, value),
    allowed_classes=_CLASSES,
    link_rel=None,
)

_PART = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS | TABLES | {'br'}))})\b")
_COUNT = re.compile(r"\d{1,18}")
_EMPTY = re.compile(
    r'<(p|h[2-4]|li|ul|ol|blockquote|figcaption|footer|aside)(?: class="[\w-]+")?>(?:\s|&nbsp;|<br>)*</\1>'
)
_NEEDS_ITS_PLACE = re.compile(r"<aside|<footer|class=[^>]*\bnote\b|data-article", re.IGNORECASE)
_NOTE = re.compile(r'<sup class="note">(.*?)</sup>', re.DOTALL)
_LINK_TO_NOWHERE = re.compile(r'<a(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r'<(t[dh])(?: class="number")?>(.*?)</\1>', re.DOTALL)
_NUMBER = re.compile(r"[-+−–±]?\s?[^\w\s]{0,2}[A-Z]{0,3}\s?\d[\d\s,.’'  ]*\s?(?:%|‰|[^\W\d]{1,3}|pts|points|years)?")


def _checked(name: str, value: str) -> str | None:
    if name in {"data-image", "data-article", "start", "colspan", "rowspan"}:
        return value if _COUNT.fullmatch(value) else None
    if name == "data-embed":
        return value if value.startswith("https://") else None
    return value


def clean(html: str) -> str:
    """The given HTML with only what the allow-list knows; text is kept, code that could run is not.

    Cleaning what is clean changes nothing.
    """
    cleaned = _cleaned(html)
    if _NEEDS_ITS_PLACE.search(html):
        # What was moved to its place may leave something behind that has to be looked at again.
        while (again := _cleaned(cleaned)) != cleaned:
            cleaned = again
    return cleaned


def _cleaned(html: str) -> str:
    cleaned = _cleaner.clean(html.replace("\x00", "")).strip()
    if _NEEDS_ITS_PLACE.search(cleaned):
        cleaned = well_placed(cleaned)
    cleaned = _LINK_TO_NOWHERE.sub(r"\1", cleaned)
    while (without_empty := _EMPTY.sub("", cleaned)) != cleaned:
        cleaned = without_empty
    return _TABLE.sub(_align_numbers, cleaned).strip()


def clean_marked(html: str) -> str:
    """Two versions of a text in one, with `ins` and `del`: well formed, and its links lead nowhere."""
    return _marked_cleaner.clean(html)


def _align_numbers(table: re.Match[str]) -> str:
    """Marks the columns that hold figures, to be set flush right. Tables with joined cells stay as they are."""
    if "span=" in table[0]:
        return table[0]
    rows = [_CELL.findall(row) for row in _ROW.findall(table[0])]
    columns: dict[int, list[str]] = {}
    for row in rows:
        for position, (tag, content) in enumerate(row):
            if tag == "td" and (text := strip_tags(_NOTE.sub("", content)).strip()):
                columns.setdefault(position, []).append(text)
    numeric = {
        position
        for position, texts in columns.items()
        if all(_NUMBER.fullmatch(text) or text in {"–", "—", "-", "n/a"} for text in texts)
    }

    def aligned(row: re.Match[str]) -> str:
        positions = count()

        def cell(match: re.Match[str]) -> str:
            mark = ' class="number"' if next(positions) in numeric else ""
            return f"<{match[1]}{mark}>{match[2]}</{match[1]}>"

        return _CELL.sub(cell, row[0])

    return _ROW.sub(aligned, table[0])


def plain_text(html: str) -> str:
    """The words of a rich text, blocks parted by spaces, notes at the end; signs stand for themselves."""
    html = " ".join([_NOTE.sub("", html), *_NOTE.findall(html)])
    return " ".join(unescape(nh3.clean(_PART.sub(r" \g<0>", html), tags=set())).split())


class RichTextField(models.TextField):
    """A text edited with the rich-text editor and cleaned whichever way it reaches the database."""

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        return clean(super().clean(value, model_instance))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        cleaned = clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def deconstruct(self) -> tuple:
        """For migrations it is the text column that it is."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
