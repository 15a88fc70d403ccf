"""Files of subscribers as people have them: every encoding, delimiter and accident."""

import io
import random
import tracemalloc
from contextlib import suppress
from itertools import islice

import pytest

from newsletters.imports.columns import entry_of, guessed, has_heading
from newsletters.imports.reading import MAX_LINE, Manner, NotATable, manner_of, opened

GERMAN = "E-Mail;Vorname;Nachname\r\nj.müller@bank.example;Jürgen;Müller\r\n"


def read(data: bytes) -> list:
    file = io.BytesIO(data)
    with opened(file, manner_of(file)) as rows:
        return list(rows)


def entries(data: bytes) -> list:
    rows = read(data)
    roles = guessed(rows)
    return [entry_of(row, roles) for row in rows[has_heading(rows) :]]


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


def test_zeros_empty_lines_and_ragged_lines_do_no_harm():
    said = entries(b"email,name\n\na@bank.example\x00,A\x00da,and,more\n,,\nb@bank.example\n")
    assert [(each.line, each.address, each.name) for each in said] == [
        (3, "a@bank.example", "Ada"),
        (5, "b@bank.example", ""),
    ]


def test_a_line_without_end_is_not_read_as_one(settings):
    rows = read(b"email\n" + b"a" * (MAX_LINE + 50) + b"\nb@bank.example\n")
    assert "longer than" in rows[1].problem
    assert rows[-1].cells == ["b@bank.example"]


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
    with pytest.raises(NotATable, match=words):
        manner_of(io.BytesIO(data))


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_bytes_they_are_read_or_refused(seed):
    dice = random.Random(seed)  # noqa: S311
    signs = bytes(range(256)) if seed % 2 else b"a@b.c,;\t\"'\n\r\x00\xff\xe4 "
    with suppress(NotATable):
        entries(bytes(dice.choices(signs, k=dice.randrange(1, 800))))


def test_a_million_columns_are_no_trouble():
    rows = read(b"a@bank.example" + b"," * 60_000 + b"\n")
    assert len(guessed(rows)) == 100


def test_columns_are_known_by_their_headings_in_several_languages():
    for heading in ("Email;First name;Last name", "E-Mail-Adresse;Vorname;Nachname", "Courriel;Prénom;Nom"):
        assert guessed(read(f"{heading}\na@bank.example;Ada;Person\n".encode())) == [
            "address",
            "first_name",
            "last_name",
        ]


def test_what_stands_in_a_column_counts_more_than_its_heading():
    rows = read(b"Address,Contact\n1 Quay Street,a@bank.example\n2 Quay Street,b@bank.example\n")
    assert guessed(rows)[1] == "address"
    assert guessed(rows)[0] == ""


def test_without_a_heading_the_first_line_is_a_person():
    rows = read(b"a@bank.example,Ada Person\nb@bank.example,Berta Person\n")
    assert not has_heading(rows)
    assert guessed(rows) == ["address", "name"]


def test_an_address_may_come_with_a_name_around_it():
    assert entries(b'"Person, Ada" <a@bank.example>\nb@bank.example\n')[0].address == "a@bank.example"
    assert entries(b"email\nAda Person <a@bank.example>\n")[0].name == "Ada Person"


def test_a_name_is_one_line_so_that_it_cannot_break_out_of_a_header():
    said = entries(b'email,name\na@bank.example,"Ada\r\nBcc: everybody@bank.example"\n')[0]
    assert said.name == "Ada Bcc: everybody@bank.example"


def test_what_was_guarded_against_formulas_comes_in_as_it_was():
    assert entries(b"email,name\na@bank.example,'=Ada\nb@bank.example,'O\n")[0].name == "=Ada"


def test_a_long_file_is_read_in_little_memory():
    line = "person.%d@mail.example;A Person\n"
    file = io.BytesIO("".join(["email;name\n", *(line % number for number in range(50_000))]).encode())
    tracemalloc.start()
    with opened(file, Manner("utf-8-sig", ";")) as rows:
        assert sum(1 for _ in islice(rows, None)) == 50_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
