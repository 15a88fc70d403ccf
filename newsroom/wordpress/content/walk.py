"""One walk over well-formed HTML: what each tag begins and ends."""

from __future__ import annotations

import html
import re

from newsroom.wordpress.content.blocks import absolute
from newsroom.wordpress.content.embedded import Embedded
from newsroom.wordpress.content.structure import Structure
from newsroom.wordpress.content.well_formed import BOXES, HEADINGS, LISTS, MARKS, VOID

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?: [^\s=\"<>/]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([^\s=\"<>/]+)=\"([^\"]*)\"")


class Walk(Structure, Embedded):
    def over(self, source: str) -> None:
        ends: list[tuple[str, str]] = []
        position = 0
        for token in _TOKEN.finditer(source):
            if token.start() > position and not self.silent:
                self.text(source[position : token.start()])
            position = token.end()
            closing, tag, attributes = token.groups()
            if not closing:
                action = self.start(tag, attributes)
                if tag not in VOID:
                    ends.append((tag, action))
            elif any(tag == each for each, _ in reversed(ends)):
                # All that is open inside ends too: the inside of a frame is not parsed, and may be unbalanced.
                while ends:
                    inner, action = ends.pop()
                    self.end(action)
                    if inner == tag:
                        break
        if position < len(source):
            self.text(source[position:])

    def start(self, tag: str, raw: str) -> str:
        """What happens at an opening tag; returns what shall happen at its closing tag."""
        if tag == "cite" and self.frame.tag == "pull-quote":
            self.flush()
            return self.open("who", flow=False)
        if tag in MARKS:
            return self.open_mark(MARKS[tag], "")
        attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(raw)} if raw else {}
        if tag == "p" or tag == "div" or tag == "dd":
            self.flush()
            kind = attributes.get("class", "")
            if "wp-caption-text" in kind or "gallery-caption" in kind:
                return self.open("figcaption", flow=False)
            return "box"
        if tag == "a":
            if "button" in attributes.get("class", ""):
                self.words(" ")  # set apart by its look alone
            address = self.address(attributes.get("href", ""))
            return self.open_mark("a", f'<a href="{html.escape(address)}">') if address else ""
        if tag == "br":
            if self.frame.tag == "pre":
                self.frame.line.append("\n")
            self.line_ends += 1
            return ""
        if tag == "img":
            self.image(attributes)
            return ""
        if tag == "li" and self.frame.tag in {"ul", "ol"}:
            self.flush()
            return self.open("li", flow=True)
        if tag in LISTS:
            self.flush()
            if self.galleries or "gallery" in attributes.get("class", ""):
                return "box"
            return self.open(LISTS[tag], flow=True, attributes=attributes)
        if tag in BOXES or tag == "dl":
            self.flush()
            return "box"
        if tag in HEADINGS:
            self.flush()
            return self.open(HEADINGS[tag], flow=False)
        special = getattr(self, f"start_{tag.replace('-', '_')}", None)
        return special(attributes) if special else ""

    def end(self, action: str) -> None:
        if action == "mark":
            tag, _ = self.marks.pop()
            if self.frame.line and self.frame.tag != "pre":
                self.frame.line.append(f"</{tag}>")
        elif action == "box":
            self.flush()
        elif action == "term":
            self.flush()
            self.marks.pop()
        elif action == "silent":
            self.silent -= 1
        elif action == "gallery":
            self.galleries -= 1
            self.close()
        elif action == "quote":
            self.words("”")
        elif action == "verse":
            self.close()
            self.breaks = False
        elif action == "frame":
            self.close()

    def address(self, given: str) -> str:
        """Where a link of the text leads now; nothing for links into the page, whose targets do not come along."""
        given = given.strip()
        if not given or given.startswith("#"):
            return ""
        if given.startswith("www."):
            given = f"https://{given}"
        return self.portal.new_address(absolute(given))
