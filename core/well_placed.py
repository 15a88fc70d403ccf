"""Asides and notes of a rich text where they may stand. Before that, the allow-list of core/richtext.py has judged
every element by itself.

An aside is not in anything else; a pull quote holds paragraphs and, last, who said it, and what is otherwise made is no
pull quote but a part of the text. A note holds a line of words, and stands outside bold, italics and links, since it
is one itself. A link to an article has no address of its own.
"""

from html import escape
from html.parser import HTMLParser

_MARKS = {"a", "strong", "em", "u", "s", "sub", "sup", "code"}
_IN_A_NOTE = _MARKS - {"sup"}
_WITHOUT_END = {"br", "hr"}


def well_placed(html: str) -> str:
    """The text with every aside and note in a place where it may stand; no word is lost."""
    return _Pass(html).text()


class _Pass(HTMLParser):
    def __init__(self, html: str):
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.open: list[tuple[str, str]] = []
        """The tags that are open, each with how it was written; nothing where it was left out."""
        self.aside: int | None = None
        """The piece with which the aside begins in which we are."""
        self.is_pull_quote = self.has_said_who = False
        self.note: int | None = None
        self.marks_around: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def text(self) -> str:
        return "".join(self.pieces)

    # -- What the parser finds ---------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.note is not None:
            written = self._in_a_note(tag, given)
        elif tag == "sup" and "class" in given:
            self._begin_note()
            return
        elif tag == "aside":
            written = self._begin_aside(given)
        else:
            written = self._written(tag, given) if self._may_stand(tag) else ""
        self.pieces.append(written)
        if tag not in _WITHOUT_END:
            self.open.append((tag, written))

    def handle_endtag(self, tag: str) -> None:
        _, written = self.open.pop()
        if tag == "sup" and written == _NOTE:
            self._end_note()
        elif tag == "aside" and written:
            self._end_aside()
        elif written and tag in _MARKS and self.pieces[-1] == written:
            self.pieces.pop()  # a mark around nothing
        elif written:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.pieces.append(f"&#{name};")

    # -- Asides --------------------------------------------------------------------

    def _begin_aside(self, given: dict[str, str]) -> str:
        if self.open or given.get("class") not in {"pull-quote", "fact-box"}:
            return ""
        self.aside, self.is_pull_quote = len(self.pieces), given["class"] == "pull-quote"
        self.has_said_who = False
        return f'<aside class="{given["class"]}">'

    def _end_aside(self) -> None:
        if self.aside is not None:
            self.pieces.append("</aside>")
        self.aside, self.is_pull_quote = None, False

    def _may_stand(self, tag: str) -> bool:
        """Whether the tag is written. What does not belong in a pull quote makes it an ordinary part of the text."""
        is_who = tag == "footer" and self.is_pull_quote and len(self.open) == 1 and not self.has_said_who
        if self.is_pull_quote and tag not in _MARKS | {"br"}:
            belongs = is_who or (tag == "p" and len(self.open) == 1 and not self.has_said_who)
            if not belongs and not (tag == "p" and self.open[-1][0] == "footer"):
                self._unwrap()
                return tag != "footer"
            self.has_said_who |= is_who
            return belongs
        return tag != "footer"

    def _unwrap(self) -> None:
        if self.aside is None:
            return
        for position in range(self.aside, len(self.pieces)):
            if self.pieces[position] in {'<aside class="pull-quote">', "<footer>", "</footer>"}:
                self.pieces[position] = " "
        self.open = [(tag, "" if tag in {"aside", "footer"} else written) for tag, written in self.open]
        self.aside, self.is_pull_quote = None, False

    # -- Notes ---------------------------------------------------------------------

    def _begin_note(self) -> None:
        """Ends the marks that are open, so that the note stands outside them."""
        self.marks_around = []
        while self.open and self.open[-1][0] in _MARKS:
            tag, written = self.open[-1]
            self.marks_around.insert(0, (tag, written))
            self.handle_endtag(tag)
        self.note = len(self.pieces)
        self.pieces.append(_NOTE)
        self.open.append(("sup", _NOTE))

    def _in_a_note(self, tag: str, given: dict[str, str]) -> str:
        if tag in _IN_A_NOTE:
            return self._written(tag, given)
        if tag not in _MARKS:
            self.pieces.append(" ")
        return ""

    def _end_note(self) -> None:
        assert self.note is not None  # noqa: S101  (it has begun)
        words = "".join(piece for piece in self.pieces[self.note :] if not piece.startswith("<"))
        if words.replace("&nbsp;", "").strip():
            self.pieces.append("</sup>")
        else:
            del self.pieces[self.note :]
        self.note = None
        for tag, written in self.marks_around:
            self.pieces.append(written)
            self.open.append((tag, written))

    def _written(self, tag: str, given: dict[str, str]) -> str:
        if tag == "a" and "data-article" in given:
            given = {"data-article": given["data-article"]}
        return f"<{tag}{''.join(f' {name}="{escape(value)}"' for name, value in given.items())}>"


_NOTE = '<sup class="note">'
