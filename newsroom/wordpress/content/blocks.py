"""What a text is made of while it is converted: paragraphs, lists, tables, pictures, films."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_TAG_OR_SPACE = re.compile(r"<[^>]*>|&nbsp;|\s+")
_SPACE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_LEADING = re.compile(r"(?:<br>|&nbsp;| )*+")
_AROUND_BREAK = re.compile(r" ?<br> ?")
_EMPTY_MARK = re.compile(r"<(a|strong|em|u|s|sub|sup|code)(?: [^>]*)?>((?: |&nbsp;|<br>)*)</\1>")


@dataclass(slots=True)
class Block:
    """A finished piece of text, in the project's rich text."""

    kind: str
    """`p`, `picture`, `film`, `lost` (a picture whose file is not there), `list`, `li`, `hr`, `other`."""
    html: str
    """Of a paragraph, item or lost picture what is inside it, of a picture or film its opening tag, else all of it."""
    caption: str = ""

    def __str__(self) -> str:
        if self.kind == "p":
            return f"<p>{self.html}</p>"
        if self.kind == "lost":
            says_more = self.caption and plain(self.caption) != plain(self.html)
            return f"<p>{self.html}: {self.caption}</p>" if says_more else f"<p>{self.html}</p>"
        if self.kind in {"picture", "film"}:
            caption = f"<figcaption>{self.caption}</figcaption>" if self.caption else ""
            return f"{self.html}{caption}</figure>"
        return self.html

    @property
    def is_media(self) -> bool:
        return self.kind in {"picture", "film", "lost"}


@dataclass(slots=True)
class Frame:
    """An element that is open, with what has been gathered in it so far."""

    tag: str
    flow: bool
    """Whether text in it stands in paragraphs; else it is one line, as in a heading."""
    attributes: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    """The paragraph that is being gathered."""
    caption: str = ""
    rows: list[list[Frame]] = field(default_factory=list)
    """Of a table."""
    groups: list[str] = field(default_factory=list)
    """Of a table: whether each row is of its head, body or foot."""
    group: str = "tbody"


def plain(text: str) -> str:
    """The words of a piece of HTML, for comparing."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).casefold().split())


def absolute(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def link(address: str, words: str) -> str:
    """`words` is HTML."""
    return f'<a href="{html.escape(address)}">{words}</a>'


def is_visible(text: str) -> bool:
    return text[:1] not in {"", "<", "&", " "} or bool(_TAG_OR_SPACE.sub("", text))


def tidy(text: str) -> str:
    """A line with single spaces, no breaks at its ends, and no marks around nothing."""
    text = _SPACE.sub(" ", text).strip()
    if "<br>" in text:
        text = _AROUND_BREAK.sub("<br>", text)
    while "></" in text or "> </" in text:
        emptied = _EMPTY_MARK.sub(r"\2", text)
        if emptied == text:
            break
        text = emptied
    start = _LEADING.match(text).end()  # type: ignore[union-attr]
    end = len(text)
    while gap := next((gap for gap in ("<br>", "&nbsp;", " ") if text.endswith(gap, start, end)), ""):
        end -= len(gap)
    return text[start:end]


def joined(blocks: list[Block]) -> str:
    return "".join(map(str, blocks))


def unwrapped(blocks: list[Block]) -> str:
    """The inside of a list item or cell: without `<p>` where it is one paragraph, alone or before lists."""
    if blocks and blocks[0].kind == "p" and all(block.kind == "list" for block in blocks[1:]):
        return blocks[0].html + joined(blocks[1:])
    return joined(blocks)


def list_of(frame: Frame, items: list[str]) -> Block:
    """The list that the frame opened, with what is inside its items."""
    start = frame.attributes.get("start", "")
    opening = f'<ol start="{start}">' if frame.tag == "ol" and start.isdecimal() and start != "1" else f"<{frame.tag}>"
    return Block("list", f"{opening}{''.join(f'<li>{item}</li>' for item in items)}</{frame.tag}>")


def table_of(frame: Frame, *, nested: bool) -> list[Block]:
    """The table that the frame holds; what only laid out a page, or stands in another table, becomes paragraphs."""
    rows = [row for row in frame.rows if row]
    cells = [cell for row in rows for cell in row]
    caption = [Block("p", frame.caption)] if frame.caption else []
    if not any(cell.blocks for cell in cells):
        return caption
    if len(cells) == 1:
        return caption + cells[0].blocks
    if nested:
        return caption + [block for row in rows for block in _row_in_words(row)]
    parts, current = [], ""
    for row, group in zip(frame.rows, frame.groups, strict=True):
        if row:
            if group != current:
                parts.append(f"</{current}><{group}>" if current else f"<{group}>")
                current = group
            parts.append(f"<tr>{''.join(map(_cell, row))}</tr>")
    return [*caption, Block("other", f"<table>{''.join(parts)}</{current}></table>")]


def _row_in_words(row: list[Frame]) -> list[Block]:
    if all(len(cell.blocks) == 1 and cell.blocks[0].kind == "p" for cell in row if cell.blocks):
        return (
            [Block("p", " · ".join(cell.blocks[0].html for cell in row if cell.blocks))]
            if any(c.blocks for c in row)
            else []
        )
    return [block for cell in row for block in cell.blocks]


def _cell(cell: Frame) -> str:
    spans = "".join(
        f' {name}="{value}"'
        for name in ("colspan", "rowspan")
        if (value := cell.attributes.get(name, "")).isdecimal() and 1 < int(value[:4]) < 1000
    )
    return f"<{cell.tag}{spans}>{unwrapped(cell.blocks)}</{cell.tag}>"
