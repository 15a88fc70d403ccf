"""The text of a printed page, put together to paragraphs that can be read in a column of any width.

A PDF knows letters and where they stand, not paragraphs. Lines are joined by what a reader's eye goes by: the size of
the type, the distance to the line above, an indent, a line that ends early.
"""

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

_HYPHENS = {0x02, 0xFFFE, 0xAD}
"""How pdfium writes the hyphen of a word that is parted; what follows is the rest of the word, on the next line."""
_ENDS_A_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BULLETS = ("– ", "• ", "· ", "▪ ", "■ ", "‣ ", "◦ ")
OTHER_SIZE = 1.12  # times the size of the type: another kind of text
WIDE_GAP = 1.75  # times the size of the type, from baseline to baseline: a new paragraph
INDENT = 0.6  # times the size of the type


@dataclass(frozen=True)
class Line:
    """A line, or several that are held together by parted words."""

    text: str
    left: float
    top: float
    """The bottom of its first line."""
    right: float
    bottom: float
    """The bottom of its last line."""
    size: float
    """Of the type, in points; 0 where it is unknown."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom + self.size) / 2


def plain(text: str) -> str:
    """Without control characters (PostgreSQL takes no NUL), composed, with single spaces."""
    spaced = "".join(" " if unicodedata.category(each) in {"Cc", "Cs", "Cn", "Co"} else each for each in text)
    return " ".join(unicodedata.normalize("NFC", spaced).split())


def text_of(page: pypdfium2.PdfPage) -> str:
    """The text of the page, a paragraph a line; without what stands beyond its edge, as printers' marks do."""
    left, bottom, right, top = page.get_bbox()
    lines = _lines(page.get_textpage())
    return "\n".join(
        paragraphs([each for each in lines if each.right > left and each.left < right and bottom < each.middle < top])
    )


def paragraphs(lines: list[Line]) -> list[str]:
    """The lines joined to paragraphs, in their order."""
    if not lines:
        return []
    joined = [lines[0].text]
    for above, line in pairwise(lines):
        if _begins_a_paragraph(above, line, lines):
            joined.append(line.text)
        else:
            joined[-1] += f" {line.text}"
    return [tidy for each in joined if (tidy := plain(each))]


def _begins_a_paragraph(above: Line, line: Line, lines: list[Line]) -> bool:
    size = max(above.size, line.size, 1.0)
    if min(above.size, line.size) * OTHER_SIZE < size or line.text.startswith(_BULLETS):
        return True
    ended = bool(_ENDS_A_SENTENCE.search(above.text))
    step = above.bottom - line.top
    if step < 0 or line.left > above.right:  # the next column
        return ended
    if step > WIDE_GAP * size:
        return True
    if step < 0.3 * size:  # on the same line, as in a table
        return False
    column = max(each.right for each in lines if abs(each.left - above.left) < size)
    ends_early = above.right < column - 2 * size
    return ended and (ends_early or line.left - above.left > INDENT * size)


def _lines(words: pypdfium2.PdfTextPage) -> list[Line]:
    count = words.count_chars()
    lines: list[Line] = []
    first = 0
    for index in range(count + 1):
        if index == count or raw.FPDFText_GetUnicode(words, index) in (10, 13):
            if line := _line(words, first, index):
                lines.append(line)
            first = index + 1
    return lines


def _line(words: pypdfium2.PdfTextPage, first: int, end: int) -> Line | None:
    letters = [(index, _letter(raw.FPDFText_GetUnicode(words, index))) for index in range(first, end)]
    seen = [index for index, letter in letters if letter.strip()]
    if not seen:
        return None
    text = "".join(letter for _, letter in letters).strip()
    begin, last = _box(words, seen[0]), _box(words, seen[-1])
    return Line(text, begin.left, begin.bottom, last.right, last.bottom, raw.FPDFText_GetFontSize(words, seen[0]))


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return ""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _box(words: pypdfium2.PdfTextPage, index: int) -> raw.FS_RECTF:
    """Where a letter stands, with the room its line gives it; all zero where nobody knows."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(words, index, ctypes.byref(box))
    return box
