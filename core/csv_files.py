"""Tables that people saved as text, whatever the encoding, the delimiter and the accidents; read in little memory."""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import File

from core.formulas import without_guard

MAX_LINE = 65_536
"""Characters; no line of a table is longer."""
MAX_SPAN = 50
"""How many lines of the file one entry may take; a quotation mark open for longer was never closed."""
SAMPLE = 262_144  # bytes that are looked at to find out what kind of file it is
SAMPLE_ROWS = 60

DELIMITERS = {
    ",": "Comma",
    ";": "Semicolon",
    "\t": "Tab",
    "|": "Vertical bar",
    ":": "Colon",
    "^": "Caret",
    "~": "Tilde",
}
ENCODINGS = {
    "utf-8-sig": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "utf-16-le": "Unicode (UTF-16, little end first)",
    "utf-16-be": "Unicode (UTF-16, big end first)",
    "utf-32": "Unicode (UTF-32)",
    "cp1252": "Western European (Windows)",
    "latin-1": "Western European (ISO 8859-1)",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "mac-roman": "Western European (older Macs)",
    "shift_jis": "Japanese (Shift JIS)",
    "gb18030": "Chinese (GB 18030)",
}
_SEPARATOR = re.compile(r'"?sep=.?"?\s*', re.IGNORECASE)
"""The first line by which Excel is told what divides the cells; it is no row."""
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's, so it is asked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_OTHER_KINDS = [
    (b"PK\x03\x04", "This is a workbook (Excel, Numbers or LibreOffice), not a CSV file."),
    (b"\xd0\xcf\x11\xe0", "This is an older Excel workbook, not a CSV file."),
    (b"%PDF", "This is a PDF, not a CSV file."),
    (b"\x1f\x8b", "This file is compressed."),
]
_HOW_TO_SAVE = (
    " Open it in your spreadsheet program, choose ‘Save as’ or ‘Export’, take ‘CSV UTF-8’, and upload that file."
)


class Row(NamedTuple):
    """One entry of a file."""

    line: int
    """Where it begins in the file; the first line is 1."""
    cells: list[str]
    problem: str = ""
    """Why its cells cannot be trusted."""


@dataclass(frozen=True)
class Manner:
    """How a file is written."""

    encoding: str
    delimiter: str


def manner_of(file: BinaryIO | File) -> Manner:
    """Finds out how the file is written; reads it once from end to end.

    Raises ValidationError, in words for whoever chose the file, where it is no table.
    """
    file.seek(0)
    sample = file.read(SAMPLE)
    if not sample.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise ValidationError("This file is empty.")
    for beginning, what in _OTHER_KINDS:
        if sample.startswith(beginning):
            raise ValidationError(what + _HOW_TO_SAVE)
    encoding = _encoding_of(file, sample)
    text = sample.decode(encoding, "replace").removeprefix("\ufeff")
    if _looks_binary(text):
        raise ValidationError("This is not a text file." + _HOW_TO_SAVE)
    return Manner(encoding, _delimiter_of(text))


def count_lines(file: BinaryIO | File) -> int:
    """About how many lines there are, whatever the encoding; for showing how far one has come."""
    file.seek(0)
    feeds = returns = 0
    while piece := file.read(SAMPLE):
        feeds += piece.count(b"\n")
        returns += piece.count(b"\r")
    return max(feeds, returns) + 1


def tidy(cell: str) -> str:
    """What a cell says, on one line and without signs that cannot be seen: with a line break, a name would break out
    of a mail's header."""
    cell = without_guard(cell)
    if not cell.isprintable():
        cell = "".join(sign if sign.isprintable() else " " for sign in cell)
    return " ".join(cell.split())


@contextmanager
def opened(file: BinaryIO | File, manner: Manner) -> Iterator[Iterator[Row]]:
    """The rows of a file, one after the other, from the first. The file stays open."""
    file.seek(0)
    raw = file.file if isinstance(file, File) else file
    text = io.TextIOWrapper(raw, encoding=manner.encoding, errors="replace", newline="")  # type: ignore[type-var]
    try:
        yield rows(text, manner.delimiter)
    finally:
        text.detach()


def rows(text: io.TextIOBase, delimiter: str) -> Iterator[Row]:
    """The rows of a text; empty lines are left out, and what cannot be read is a row with a problem."""
    feed = _Feed(text)
    reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
    while True:
        line = feed.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _NeverClosedError:
            feed.give_back()
            reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
            yield Row(line, [], "A quotation mark opens here that is never closed.")
        except csv.Error:
            feed.give_back()
            reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
            yield Row(line, [], "This line cannot be read.")
        else:
            if feed.is_too_long:
                yield Row(line, [], f"This line is longer than {MAX_LINE:,} characters.")
            elif any(cells) and any(map(str.strip, cells)) and not (line == 1 and feed.names_the_separator):
                yield Row(line, cells)


class _NeverClosedError(Exception):
    pass


class _Feed:
    """Gives the lines of a text to a CSV reader, and can take back those that one entry should not have swallowed."""

    def __init__(self, text: io.TextIOBase):
        self._text = text
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self._taken) >= MAX_SPAN:
            raise _NeverClosedError
        line = self._returned.popleft() if self._returned else self._read()
        if not line:
            if self._taken:  # the file ends within quotation marks
                raise _NeverClosedError
            raise StopIteration
        self._taken.append(line)
        return line.replace("\0", "")

    def _read(self) -> str:
        """The next line; of one that is too long, the beginning, and the rest is gone."""
        line = rest = self._text.readline(MAX_LINE)
        while len(rest) == MAX_LINE and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(MAX_LINE)
        return line if rest is line else f"{line[:-1]}\n"

    @property
    def is_too_long(self) -> bool:
        return len(self._taken[0]) == MAX_LINE

    @property
    def names_the_separator(self) -> bool:
        return bool(_SEPARATOR.fullmatch(self._taken[0]))

    def begin(self) -> int:
        """A new entry; returns the number of its first line."""
        self._line += sum(line.endswith(("\n", "\r")) for line in self._taken)
        self._taken = []
        return self._line

    def give_back(self) -> None:
        """All lines of this entry but the first."""
        self._returned.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]


def _encoding_of(file: BinaryIO | File, sample: bytes) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    # Text of Latin letters in UTF-16 has a zero in every other byte.
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > 0.4 * pairs:
        return "utf-16-le"
    if pairs and sample[0::2].count(0) > 0.4 * pairs:
        return "utf-16-be"
    if _decodes(file, "utf-8"):
        return "utf-8-sig"
    return "cp1252" if _decodes(file, "cp1252") else "latin-1"


def _decodes(file: BinaryIO | File, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(SAMPLE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_binary(text: str) -> bool:
    """Whether many signs are ones that no text holds. Zeros are left out: broken exports are full of them."""
    odd = sum(sign < " " and sign not in "\0\t\n\r\x0b\x0c\x1a" for sign in text)
    return odd > len(text) / 100


def _delimiter_of(text: str) -> str:
    """The sign that divides most lines into the same number of cells, more than one; a comma where none does."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        first = islice(rows(io.StringIO(text, newline=""), delimiter), SAMPLE_ROWS)
        widths = [len(row.cells) for row in first if row.cells]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual < 2:
            continue
        score = widths.count(usual) / len(widths) + min(usual, 20) / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best
