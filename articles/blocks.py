"""A rich text as a list of its paragraphs, headings, tables and so on, for comparing and merging."""

from html.parser import HTMLParser
from itertools import pairwise

_WITHOUT_END = {"br", "hr"}


def blocks_of(html: str) -> list[str]:
    """The outermost elements of clean HTML (core/richtext.py), each as it is written; joined, they are the text again.

    What stands between two elements belongs to the one before.
    """
    return [html[start:end] for start, end in pairwise([*_Starts(html).found, len(html)])]


class _Starts(HTMLParser):
    """Where the outermost elements of a text begin."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=False)
        self.found = [0] if html else []
        self._depth = 0
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            if start:
                self.found.append(start)
        if tag not in _WITHOUT_END:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
