"""Tables as people have them: every encoding, delimiter and accident."""

import io
import tracemalloc
from itertools import islice

import pytest
from django.core.exceptions import ValidationError

from core.csv_files import MAX_LINE, Manner, manner_of, opened, tidy

GERMAN = "E-Mail;Vorname;Nachname\r\nj.müller@bank.example;Jürgen;Müller\r\n"


def read(data: bytes) -> list:
    file = io.BytesIO(data)
    with opened(file, manner_of(file)) as rows:
        return list(rows)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_letters_come_out_right_in_every_encoding(encoding):
    assert read(GERMAN.encode(encoding))[1].cells == ["j.müller@bank.example", "Jürgen", "Müller"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ":", "^", "~"])
def test_every_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(cells) for cells in (["email", "name"], ["a@bank.example", "Ada"]))
    assert [row.cells for row in read(text.encode())] == [["email", "name"], ["a@bank.example", "Ada"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_one(end):
    assert [row.line for row in read(f"email{end}a@bank.example{end}b@bank.example".encode())] == [1, 2, 3]


def test_a_line_break_within_quotation_marks_belongs_to_the_cell():
    rows = read(b'email,name\na@bank.example,"Ada\nPerson"\nb@bank.example,Berta\n')
    assert rows[1].cells == ["a@bank.example", "Ada\nPerson"]
    assert rows[2].line == 4


def test_a_quotation_mark_that_is_never_closed_spoils_one_line_only():
    rows = read(b'email,name\na@bank.example,"Ada\nb@bank.example,Berta\nc@bank.example,Cem\n')
    assert "never closed" in rows[1].problem
    assert [row.cells[0] for row in rows[2:]] == ["b@bank.example", "c@bank.example"]


@pytest.mark.parametrize("length", [MAX_LINE + 50, 2 * MAX_LINE, 1_000_000])
def test_of_a_line_without_end_nothing_is_taken_for_a_line_of_its_own(length):
    rows = read(b"email\n" + b"a" * length + b",c@bank.example\nb@bank.example\n")
    assert [(row.line, row.cells) for row in rows] == [(1, ["email"]), (2, []), (3, ["b@bank.example"])]
    assert "longer than" in rows[1].problem


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_that_tells_excel_what_divides_the_cells_is_no_row(first):
    rows = read(f"{first}\r\nE-Mail;Name\r\na@bank.example;Ada\r\n".encode())
    assert [(row.line, row.cells) for row in rows] == [(2, ["E-Mail", "Name"]), (3, ["a@bank.example", "Ada"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "older Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (bytes(range(1, 32)) * 40, "not a text file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, words):
    with pytest.raises(ValidationError, match=words):
        manner_of(io.BytesIO(data))


def test_a_long_file_is_read_in_little_memory():
    line = "person.%d@mail.example;A Person\n"
    file = io.BytesIO("".join(["email;name\n", *(line % number for number in range(50_000))]).encode())
    tracemalloc.start()
    with opened(file, Manner("utf-8-sig", ";")) as rows:
        assert sum(1 for _ in islice(rows, None)) == 50_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_what_a_cell_says_is_on_one_line_without_what_cannot_be_seen_or_was_put_there_by_an_export():
    assert tidy(" Ada\r\n\u200bPerson\t") == "Ada Person"
    assert [tidy(cell) for cell in ("'=Ada", "'O", "Zoë")] == ["=Ada", "'O", "Zoë"]
