"""Files of subscribers as people have them: what their columns hold, and what a line says of a person."""

import io
import random
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError

from core.csv_files import manner_of, opened
from newsletters.imports.columns import entry_of, guessed, has_heading


def read(data: bytes) -> list:
    file = io.BytesIO(data)
    with opened(file, manner_of(file)) as rows:
        return list(rows)


def entries(data: bytes) -> list:
    rows = read(data)
    roles = guessed(rows)
    return [entry_of(row, roles) for row in rows[has_heading(rows) :]]


def test_zeros_empty_lines_and_ragged_lines_do_no_harm():
    said = entries(b"email,name\n\na@bank.example\x00,A\x00da,and,more\n,,\nb@bank.example\n")
    assert [(each.line, each.address, each.name) for each in said] == [
        (3, "a@bank.example", "Ada"),
        (5, "b@bank.example", ""),
    ]


def thrown(signs: bytes) -> Iterator[bytes]:
    """Files of such signs, as the dice fall; the same ones every time."""
    for seed in range(60):
        dice = random.Random(seed)  # noqa: S311
        yield bytes(dice.choices(signs, k=dice.randrange(1, 800)))


def test_whatever_the_order_of_signs_a_line_is_read_once_and_holds_nothing_that_cannot_be_seen():
    said = [entries(data) for data in thrown(b"a@b.c,;\t\"'\n\r\x00\xff\xe4 ")]
    assert sum(map(len, said)) > 1000
    for found in said:
        assert [each.line for each in found] == sorted({each.line for each in found})
        assert all(f"{each.address}{each.name}{each.locale}".isprintable() for each in found)


def test_bytes_without_sense_are_refused_in_words():
    for data in thrown(bytes(range(256))):
        with pytest.raises(ValidationError, match="not a text file"):
            entries(data)


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
    assert entries(b"email,name\na@bank.example,'=Ada;'-Lou\nb@bank.example,'O\n")[0].name == "=Ada;-Lou"
