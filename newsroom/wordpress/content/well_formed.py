"""Whatever was written as HTML, made well-formed, with the elements and attributes that the walk knows."""

from __future__ import annotations

import re

import nh3

DEEPEST_TAG = 300  # tags inside one another
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_OURS = {"wp-caption", "wp-gallery", "wp-playlist", "wp-embed", "wp-file", "wp-cover", "wp-note"}
BOXES = {
    "address", "article", "aside", "center", "dd", "details", "div", "fieldset", "footer", "header", "hgroup", "legend",
    "li", "main", "nav", "optgroup", "option", "p", "section",
}  # fmt: skip
"""Elements that begin and end a paragraph and mean nothing more. (A list's items are known by their list.)"""
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
LISTS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
MARKS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em", "u": "u", "ins": "u", "s": "s",
    "del": "s", "strike": "s", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "var": "code", "samp": "code",
    "tt": "code",
}  # fmt: skip
_TABLE = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
VOID = {"br", "hr", "img", "embed", "source", "param", "input"}
_CLOSED_BY_THE_NEXT = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"}
_SILENT = {"iframe", "video", "audio"}
"""What stands inside these is for browsers that do not know them."""

_cleaner = nh3.Cleaner(
    tags=_OURS | BOXES | set(HEADINGS) | set(LISTS) | set(MARKS) | _TABLE | VOID | _SILENT
    | {"a", "q", "pre", "blockquote", "figure", "figcaption", "dl", "dt", "summary", "object"},
    clean_content_tags={
        "script", "style", "template", "noscript", "form", "select", "textarea", "svg", "math", "canvas", "title",
    },
    attributes={
        "a": {"href", "class"},
        "img": {"src", "alt", "class", "width", "height", "data-id", "data-src", "data-lazy-src", "data-orig-file"},
        "iframe": {"src", "title", "data-src", "data-lazy-src"},
        "object": {"data", "class"}, "param": {"name", "value"}, "embed": {"src"},
        "video": {"src"}, "audio": {"src"}, "source": {"src"},
        "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
        "ul": {"class"}, "figure": {"class"}, "p": {"class"}, "dd": {"class"}, "pre": {"class"}, "div": {"class"},
        "wp-gallery": {"ids", "include", "exclude", "id"}, "wp-playlist": {"ids", "kind"}, "wp-embed": {"src"},
        "wp-file": {"src", "kind"}, "wp-cover": {"src", "number", "alt"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)  # fmt: skip


def well_formed(source: str) -> str:
    # Halves of characters, which the JSON of blocks can hold, are nothing that a parser takes.
    return _cleaner.clean(_shallow(source.encode(errors="ignore").decode()))


def _shallow(source: str) -> str:
    """Without the tags that lie deeper than anybody writes: the parser's time grows with the square of the depth."""
    if source.count("<") < DEEPEST_TAG:
        return source
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in VOID or name in _CLOSED_BY_THE_NEXT:
            return tag[0]
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth + bool(tag[1]) <= DEEPEST_TAG:
            return tag[0]
        return "" if name in MARKS else "\n\n"

    return _TAG.sub(kept, source)
