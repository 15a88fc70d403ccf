"""What the columns of a file hold: guessed from their headings and what stands in them, decided by a person."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from core.csv_files import Row, tidy

ADDRESS, NAME, FIRST_NAME, LAST_NAME, LANGUAGE = "address", "name", "first_name", "last_name", "language"
ROLES = {
    ADDRESS: "Email address",
    NAME: "Whole name",
    FIRST_NAME: "First name",
    LAST_NAME: "Last name",
    LANGUAGE: "Language",
}
MAX_COLUMNS = 100

_HEADINGS: dict[str, str] = {
    ADDRESS: "email mail emailaddress mailaddress address emailadresse mailadresse adresseemail adressemail courriel "
    "correo correoelectronico indirizzoemail emailadres abonnent subscriber",
    NAME: "name fullname wholename displayname contact contactname vollername nomcomplet nombrecompleto nomecompleto "
    "naam",
    FIRST_NAME: "firstname first forename givenname vorname prenom nombre nomedibattesimo voornaam fname",
    LAST_NAME: "lastname last surname familyname nachname familienname nom apellido apellidos cognome sobrenome "
    "achternaam lname",
    LANGUAGE: "language lang locale sprache langue idioma lingua taal",
}
_ROLE_OF_HEADING = {word: role for role, words in _HEADINGS.items() for word in words.split()}
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
_WITH_NAME = re.compile(r"([^<>]*)<([^<>]+)>")  # ‘Ada Person <ada@paper.example>’
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?")


class Entry(NamedTuple):
    """What a line says about a person, as it is written there."""

    line: int
    address: str
    name: str = ""
    locale: str = ""
    problem: str = ""


def has_heading(rows: Sequence[Row]) -> bool:
    """Whether the first of the rows says what stands in the columns."""
    if not rows:
        return False
    first = rows[0].cells
    if any(_ADDRESS.search(cell) for cell in first):
        return False
    return any(_plain(cell) in _ROLE_OF_HEADING for cell in first) or any(
        _ADDRESS.search(cell) for row in rows[1:] for cell in row.cells
    )


def guessed(rows: Sequence[Row]) -> list[str]:
    """What each column seems to hold: a role, or nothing where it is left out. No role is given twice."""
    width = min(max((len(row.cells) for row in rows), default=0), MAX_COLUMNS)
    roles = [""] * width
    body = rows
    if has_heading(rows):
        body = rows[1:]
        for column, cell in enumerate(rows[0].cells[:width]):
            role = _ROLE_OF_HEADING.get(_plain(cell), "")
            if role and role not in roles:
                roles[column] = role
    shares = [_share_of_addresses(body, column) for column in range(width)]
    likeliest = max(range(width), key=shares.__getitem__, default=None)
    if likeliest is not None and shares[likeliest] >= 0.5:
        # What stands in a column is better evidence than what stands above it ('Address' may be a street).
        headed = roles.index(ADDRESS) if ADDRESS in roles else None
        if headed is None or shares[headed] < 0.5:
            roles = ["" if role == ADDRESS else role for role in roles]
            roles[likeliest] = ADDRESS
    if not any(roles[column] for column in range(width) if roles[column] != ADDRESS) and body is rows:
        # Without headings, a column of words beside the addresses is a name, two are the first and the last.
        words = [column for column in range(width) if not roles[column] and _holds_words(body, column)]
        for column, role in zip(words, [NAME] if len(words) == 1 else [FIRST_NAME, LAST_NAME], strict=False):
            roles[column] = role
    if FIRST_NAME in roles and LAST_NAME in roles and NAME in roles:
        roles[roles.index(NAME)] = ""
    return roles


def entry_of(row: Row, roles: Sequence[str]) -> Entry:
    """Reads a row by the roles of its columns. Cells that are missing are empty, cells beyond the roles unread."""
    said = {role: tidy(cell) for role, cell in zip(roles, row.cells, strict=False) if role}
    address, name = said.get(ADDRESS, ""), said.get(NAME, "")
    if with_name := _WITH_NAME.fullmatch(address):
        shown, address = with_name.groups()
        name = name or shown.strip(' "')
    elif address[:7].lower() == "mailto:":
        address = address[7:]
    if FIRST_NAME in said or LAST_NAME in said:
        name = name or f"{said.get(FIRST_NAME, '')} {said.get(LAST_NAME, '')}".strip()
    language = said.get(LANGUAGE, "")
    locale = language.replace("_", "-") if _LANGUAGE.fullmatch(language) else ""
    return Entry(row.line, address, name, locale, row.problem)


def _plain(heading: str) -> str:
    """'E-Mail-Adresse *' -> 'emailadresse'."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _holds_words(rows: Sequence[Row], column: int) -> bool:
    filled = [row.cells[column].strip() for row in rows if len(row.cells) > column and row.cells[column].strip()]
    return len(filled) > len(rows) / 2 and all(
        len(cell) > 2 and not any(sign.isdigit() or sign in "@/_" for sign in cell) for cell in filled
    )


def _share_of_addresses(rows: Sequence[Row], column: int) -> float:
    filled = [row.cells[column] for row in rows if len(row.cells) > column and row.cells[column].strip()]
    return sum(bool(_ADDRESS.search(cell)) for cell in filled) / len(filled) if filled else 0.0
