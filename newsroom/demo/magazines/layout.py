"""An issue as the typesetter reads it: rich text taken apart into blocks, pictures as files beside it."""

from __future__ import annotations

import random
from html.parser import HTMLParser
from typing import Any

from articles.models import Article
from core.richtext import plain_text
from magazines.models import Issue
from newsroom.demo.drawing import palette

Run = list[str]
"""Words, and how they are set: '', 'strong' or 'em'."""

TAGLINE = "Banking, funds, payments and corporate finance"
FAREWELL = "Read on every day at meridian-review.example"


def issue_data(
    issue: Issue, site: dict[str, str], look: dict[str, str], stories: list[dict[str, Any]]
) -> dict[str, Any]:
    """Everything issue.typ needs of an issue; `look` has the cover's motif, seed and layout."""
    inks = cover_palette(look)
    accent = inks.first if not inks.dark else inks.ground
    return {
        "name": site["short_name"],
        "publisher": site["publisher"],
        "number": issue.number,
        "when": issue.when,
        "title": issue.title,
        "tagline": TAGLINE,
        "farewell": FAREWELL,
        "lines": issue.cover_lines,
        "layout": look["layout"],
        "ground": inks.ground,
        "light": inks.light if inks.dark else inks.ink,
        "accent": accent if palette_is_legible(accent) else "#0B5C6B",
        "letter": blocks_of(issue.letter),
        "imprint": f"Published by {site['publisher']}, {site['address']}. Everybody in this issue is invented.",
        "stories": stories,
    }


def story_data(article: Article, picture: str | None) -> dict[str, Any]:
    """A story; `picture` is the name of the file that lies beside the typesetter's."""
    return {
        "key": article.slug,
        "section": article.label.text if article.label else article.section.name,
        "title": article.title,
        "standfirst": article.standfirst,
        "by": article.credited_to or "our staff",
        "picture": picture,
        "caption": (article.hero_caption or article.hero.caption) if article.hero else "",
        "summary": article.summary,
        "body": blocks_of(article.body),
        "takeaways": article.takeaways,
        "questions": article.questions,
    }


def cover_palette(look: dict[str, str]) -> palette.Palette:
    """The inks in which `drawing.draw` prints the cover."""
    return palette.choose(random.Random(f"{look['motif']}/{look['seed']}"))  # noqa: S311 (chance, not secrecy)


def palette_is_legible(colour: str) -> bool:
    """Whether small type in that colour can be read on the paper of the pages."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue < 110


def blocks_of(html: str) -> list[dict[str, Any]]:
    """The blocks of a rich text: paragraphs, headings, items, quotations and tables."""
    parser = _Blocks()
    parser.feed(html)
    return [block for block in parser.blocks if block.get("rows") or plain(block["runs"])]


def plain(runs: list[Run]) -> str:
    return plain_text("".join(words for words, _ in runs))


class _Blocks(HTMLParser):
    KINDS = {"p": "p", "h2": "h", "h3": "h", "h4": "h", "li": "item", "blockquote": "quote", "pre": "p"}

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[dict[str, Any]] = []
        self.open: list[str] = []
        self.rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag == "table":
            self.rows = []
            self.blocks.append({"kind": "table", "rows": self.rows, "runs": []})
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
        elif tag in self.KINDS and not (tag == "p" and {"blockquote", "li"} & set(self.open)):
            self.blocks.append({"kind": self.KINDS[tag], "runs": []})
        elif tag in {"br", "hr"}:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag == "table":
            self.rows = None

    def handle_data(self, data: str) -> None:
        if self.rows is not None:
            if self.rows and self.rows[-1]:
                self.rows[-1][-1] += data
        elif self.blocks and "figure" not in self.open and set(self.open) & set(self.KINDS):
            style = "strong" if "strong" in self.open else "em" if "em" in self.open else ""
            self.blocks[-1]["runs"].append([data, style])
