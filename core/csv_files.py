"""Small tables that staff saved as text and upload whole: read in memory, whatever encoding and delimiter they have."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from core.formulas import without_guard

MAX_BYTES = 25 * 1024 * 1024
_DELIMITERS = ",;\t|"
_OTHER_KINDS = {
    b"PK\x03\x04": "This is a workbook (Excel, Numbers or LibreOffice), not a CSV file.",
    b"\xd0\xcf\x11\xe0": "This is an older Excel workbook, not a CSV file.",
    b"%PDF": "This is a PDF, not a CSV file.",
}
_HOW_TO_SAVE = " In your spreadsheet program choose ‘Save as’ or ‘Export’, and ‘CSV UTF-8’; then upload that file."


class Line(NamedTuple):
    """One entry of a table."""

    number: int
    """Where it begins in the file; the first line is 1."""
    cells: dict[str, str]
    """What it says, by the names of the columns; without what cannot be seen, and on one line."""


@dataclass(frozen=True)
class Table:
    columns: list[str]
    """The known columns that the file has."""
    lines: list[Line]


def read_table(file: IO[bytes], columns: Mapping[str, Sequence[str]], *, required: Sequence[str]) -> Table:
    """The table in the file. `columns` names what may be in it: for each, the headings that mean it, in small letters.

    Columns with other headings are left out. Raises ValidationError, in words for whoever chose the file, where it is
    no table or lacks a required column.
    """
    text = _text(file)
    rows = _rows(text, _delimiter(text))
    try:
        _, heading = next(rows)
        names = [_column(cell, columns) for cell in heading]
        if missing := [name for name in required if name not in names]:
            raise ValidationError(
                f"The first line must say what the columns hold. There is none called ‘{missing[0]}’; "
                f"found: {', '.join(cell.strip() or '(empty)' for cell in heading[:12])}."
            )
        lines = [
            Line(number, {name: _tidy(cell) for name, cell in zip(names, cells, strict=False) if name})
            for number, cells in rows
            if any(cell.strip() for cell in cells)
        ]
    except StopIteration:
        raise ValidationError("This file is empty.") from None
    except csv.Error:
        raise ValidationError(
            "This file cannot be read as a table: somewhere a quotation mark opens that is never closed." + _HOW_TO_SAVE
        ) from None
    return Table([name for name in names if name], lines)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError(f"This file is larger than {filesizeformat(MAX_BYTES)}. Please upload it in parts.")
    for beginning, what in _OTHER_KINDS.items():
        if data.startswith(beginning):
            raise ValidationError(what + _HOW_TO_SAVE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:  # what spreadsheet programs in Western Europe and America write otherwise
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise ValidationError("This is not a text file." + _HOW_TO_SAVE)
    return text


def _delimiter(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=heading.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _column(heading: str, columns: Mapping[str, Sequence[str]]) -> str:
    plain = " ".join(heading.lower().replace("_", " ").split())
    return next((name for name, headings in columns.items() if plain == name or plain in headings), "")


def _tidy(cell: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in without_guard(cell)).split())
