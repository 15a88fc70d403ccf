"""Gathers words into lines, lines into paragraphs, and paragraphs into the element that is open."""

from __future__ import annotations

import html
import re

from articles.video import film_at
from newsroom.wordpress.content.blocks import Block, Frame, is_visible, link, tidy
from newsroom.wordpress.content.portal import Converted, Portal

DEEPEST = 40  # lists, tables and quotations inside one another; what lies deeper is flattened

_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LONE_ADDRESS = re.compile(r"(?:<a href=\"[^\"]*\">)?\s*(https?://[^\s<>\"]+)\s*(?:</a>)?")


class Gathering:
    def __init__(self, portal: Portal, result: Converted, *, breaks: bool, post: int):
        self.portal = portal
        self.found = result
        self.breaks = breaks
        """Whether a new line in the source is one for readers, as in texts from before the block editor."""
        self.post = post
        self.frames = [Frame("body", flow=True)]
        self.marks: list[tuple[str, str]] = []
        """Marks that are open, with their opening tags. They go on from one paragraph to the next."""
        self.waiting: list[Block] = []
        """Pictures that stood inside a paragraph; they follow it."""
        self.line_ends = 0
        """`<br>`s since the last words."""
        self.new_line = False
        """Whether the source began a new line since the last words."""
        self.galleries = 0
        self.silent = 0

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def result(self) -> str:
        self.flush()
        return "\n".join(map(str, self.frames[0].blocks))

    # -- Words -------------------------------------------------------------------

    def text(self, raw: str) -> None:
        """Text as the parser serialised it: `&`, `<` and `>` are escaped."""
        frame = self.frame
        if frame.tag == "pre":
            frame.line.append(raw)
        elif frame.tag in {"table", "tr"} or (frame.tag in {"ul", "ol"} and not raw.strip()):
            pass
        elif "\n" not in raw:
            self.words(raw)
        else:
            for number, paragraph in enumerate(_PARAGRAPHS.split(raw)):
                if number:
                    self.flush()
                for position, line in enumerate(paragraph.split("\n")):
                    if position:
                        self.new_line = True
                    self.words(line)

    def words(self, raw: str) -> None:
        """A piece of a line."""
        line = self.frame.line
        if not raw.strip(" \t"):
            if raw and line and not self.line_ends and not self.new_line:
                line.append(" ")
            return
        if line:
            if self.line_ends >= 2 and self.frame.flow:
                self.flush()
            elif self.line_ends or (self.new_line and self.breaks and self.frame.flow):
                line.append("<br>" if self.frame.flow else " ")
            elif self.new_line:
                line.append(" ")
        self.line_ends, self.new_line = 0, False
        if not line:
            raw = raw.lstrip(" \t")
            line.extend(opening for _, opening in self.marks)
        line.append(raw)

    def flush(self) -> None:
        """Ends the paragraph."""
        frame = self.frame
        if not frame.flow:
            self.new_line = True
            if frame.tag == "pre" and frame.line and not frame.line[-1].endswith("\n"):
                frame.line.append("\n")
            return
        self.line_ends, self.new_line = 0, False
        if frame.line:
            text = "".join(frame.line) + "".join(f"</{tag}>" for tag, _ in reversed(self.marks))
            frame.line.clear()
            text = tidy(text)
            if is_visible(text):
                frame.blocks.extend(self.paragraph(text))
        if self.waiting:
            frame.blocks.extend(self.waiting)
            self.waiting.clear()

    def paragraph(self, text: str) -> list[Block]:
        """The paragraph, or what its address stands for where a line of it is nothing but an address."""
        if "://" not in text:
            return [Block("p", text)]
        blocks: list[Block] = []
        lines: list[str] = []
        for line in text.split("<br>"):
            alone = _LONE_ADDRESS.fullmatch(line)
            address = html.unescape(alone[1]).strip() if alone else ""
            if " " in address.replace("\xa0", " "):
                alone = None  # words follow it behind a space that does not break
            if alone and film_at(address):
                if lines:
                    blocks.append(Block("p", "<br>".join(lines)))
                    lines = []
                blocks.append(self.film(address))
            elif alone and "<" not in line:
                lines.append(link(self.portal.new_address(address) or address, alone[1]))
            else:
                lines.append(line)
        if lines:
            blocks.append(Block("p", "<br>".join(lines)))
        return blocks

    def film(self, address: str) -> Block:
        film = film_at(address)
        page = film.page if film else address
        self.found.films.append(page)
        return Block("film", f'<figure data-embed="{html.escape(page)}">')

    def put(self, block: Block) -> None:
        """Puts a picture, a film or a rule here, or after the paragraph that is being gathered."""
        frame = next(frame for frame in reversed(self.frames) if frame.tag not in {"table", "tr", "ul", "ol"})
        if frame.flow and not frame.line:
            frame.blocks.append(block)
        else:
            self.waiting.append(block)
            self.words(" ")

    # -- Elements ----------------------------------------------------------------

    def open_mark(self, tag: str, opening: str) -> str:
        if self.frame.tag == "pre" or any(tag == each for each, _ in self.marks):
            return ""
        mark = (tag, opening or f"<{tag}>")
        self.marks.append(mark)
        line = self.frame.line
        if line:
            if self.line_ends >= 2 and self.frame.flow:
                # The words to come begin a paragraph, and with it every mark that is open.
                self.marks.pop()
                self.flush()
                self.marks.append(mark)
            else:
                if self.line_ends or self.new_line:
                    self.pause()
                line.append(mark[1])
        return "mark"

    def pause(self) -> None:
        """Writes the line break that is due, so that it stands before what opens now."""
        wanted = self.frame.flow and (self.line_ends or self.breaks)
        self.frame.line.append("<br>" if wanted else " ")
        self.line_ends, self.new_line = 0, False

    def open(self, tag: str, *, flow: bool, attributes: dict[str, str] | None = None) -> str:
        if len(self.frames) > DEEPEST or not self.frame.flow:
            self.flush()
            return "box"
        self.line_ends, self.new_line = 0, False
        self.frames.append(Frame(tag, flow, attributes or {}))
        return "frame"

    def close(self) -> None:
        frame = self.frame
        if frame.flow:
            self.flush()
            self.frames.pop()
            getattr(self, f"close_{frame.tag.replace('-', '_')}", self.close_item)(frame)
        else:
            self.frames.pop()
            self.line_ends, self.new_line = 0, False
            closers = "" if frame.tag == "pre" else "".join(f"</{tag}>" for tag, _ in reversed(self.marks))
            text = "".join(frame.line) + closers if frame.line else ""
            getattr(self, f"close_{frame.tag}", self.close_heading)(frame, text)
            if self.waiting and self.frame.flow and not self.frame.line:
                self.flush()

    def close_heading(self, frame: Frame, text: str) -> None:
        text = tidy(text)
        if is_visible(text):
            self.frame.blocks.append(Block("other", f"<{frame.tag}>{text}</{frame.tag}>"))

    def close_item(self, frame: Frame) -> None:
        self.frame.blocks.extend(frame.blocks)
