"""What becomes of each line of a file of winners, decided alike for the look beforehand and for the import.

A line that cannot come in says why; the others come in without it. Organisations are found by any of their names and
otherwise made; a category is made only where the line names the group to which it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.html import format_html
from django_countries import countries

from articles.models import Organisation
from awards.models.category import Category, CategoryGroup
from awards.models.winner import Winner
from awards.models.year import AwardYear
from awards.words import folded
from core.csv_files import Row, manner_of, opened, tidy

COLUMNS = {
    "year": ("award year",),
    "category": ("award", "award category"),
    "organisation": ("organization", "company", "winner", "bank", "institution"),
    "person": ("recipient", "name"),
    "place": ("result",),
    "country": ("country code",),
    "region": (),
    "group": ("category group",),
    "citation": ("reasons", "description"),
}
REQUIRED = ("year", "category", "organisation")
_PLACES = {
    "": Winner.Place.WINNER,
    "1": Winner.Place.WINNER,
    "2": Winner.Place.HIGHLY_COMMENDED,
    "commended": Winner.Place.HIGHLY_COMMENDED,
} | {folded(label).strip(): place for place, label in Winner.Place.choices}
_LENGTHS = {"organisation": 200, "category": 120, "person": 120, "region": 60, "group": 80}
Key = tuple[int, str, str, str, str, str]
"""What makes two lines the same award: year, category, organisation, person, country, region; names folded."""


class Line(NamedTuple):
    """One entry of the file."""

    number: int
    """Where it begins in the file; the first line is 1."""
    cells: dict[str, str]
    """What it says, by the names of the columns."""
    problem: str = ""
    """Why its cells cannot be trusted."""


@dataclass
class Outcome:
    """What becomes of a line."""

    line: int
    winner: Winner | None = None
    """To be saved; its organisation and category may have to be made first."""
    notes: list[str] = field(default_factory=list)
    """What is made along with it."""
    known: str = ""
    """Why nothing has to be done."""
    refused: str = ""
    """Why it cannot come in."""
    says: str = ""
    """The line, in short."""

    @property
    def what(self) -> str:
        return "refused" if self.refused else "known" if self.known else "new"

    @property
    def in_words(self) -> str:
        return self.refused or self.known or "; ".join(["A new winner", *self.notes])


class _Refused(Exception):  # noqa: N818  (the file's fault, not ours)
    pass


def lines_of(file: BinaryIO | File) -> Iterator[Line]:
    """What stands under the headings. Columns with other headings than `COLUMNS` are left out.

    Raises ValidationError where the file is no table of winners.
    """
    with opened(file, manner_of(file)) as rows:
        heading = next(rows, Row(1, [])).cells
        names = [_column(cell) for cell in heading]
        if missing := [name for name in REQUIRED if name not in names]:
            raise ValidationError(
                f"The first line must say what the columns hold. There is none called ‘{missing[0]}’; "
                f"found: {', '.join(tidy(cell) or '(empty)' for cell in heading[:12]) or 'nothing'}."
            )
        for row in rows:
            said = {name: tidy(cell) for name, cell in zip(names, row.cells, strict=False) if name}
            yield Line(row.line, said, row.problem)


def _column(heading: str) -> str:
    plain = " ".join(heading.lower().replace("_", " ").split())
    return next((name for name, headings in COLUMNS.items() if plain == name or plain in headings), "")


class Desk:
    """Decides line by line, knowing what is there and what the lines before have brought."""

    def __init__(self) -> None:
        self.years = {year.year: year for year in AwardYear.objects.all()}
        self.categories = {folded(each.name): each for each in Category.objects.select_related("group")}
        self.groups = {folded(each.name): each for each in CategoryGroup.objects.all()}
        self.organisations: dict[str, list[Organisation]] = {}
        for each in Organisation.objects.only("name", "other_names"):
            for name in {folded(each.name), *map(folded, each.other_names)}:
                self.organisations.setdefault(name, []).append(each)
        self.countries = {folded(name): code for code, name in countries} | {
            code.lower(): code for code, _ in countries
        }
        self.new_organisations: list[Organisation] = []
        self.new_groups: list[CategoryGroup] = []
        self.new_categories: list[Category] = []
        self.seen: dict[Key, int] = {_key(winner): 0 for winner in _all_winners()}

    def outcome(self, line: Line) -> Outcome:
        said = {name: line.cells.get(name, "") for name in COLUMNS}
        outcome = Outcome(line.number, says=", ".join(filter(None, (said[name] for name in (*REQUIRED, "person")))))
        try:
            if line.problem:
                raise _Refused(line.problem)
            self._check(said)
            winner = Winner(
                award_year=self._year(said["year"]),
                recipient=said["person"],
                place=self._place(said["place"]),
                country=self._country(said["country"]),
                region=said["region"],
                citation=format_html("<p>{}</p>", said["citation"]) if said["citation"] else "",
            )
            known = self._known(said["organisation"])  # before anything is made, so that a refused line makes nothing
            winner.category = self._category(said, outcome)
            if known is None:
                outcome.notes.append("makes the organisation")
            elif known.pk and known.name != said["organisation"]:
                outcome.notes.append(f"for the organisation ‘{known.name}’")
            winner.organisation = known or self._new_organisation(said["organisation"], str(winner.country))
        except _Refused as problem:
            outcome.refused = str(problem)
            return outcome
        before = self.seen.setdefault(_key(winner), line.number)
        if before == line.number:
            outcome.winner = winner
        else:
            outcome.known = f"The same stands in line {before}." if before else "This winner is there already."
        return outcome

    def _check(self, said: dict[str, str]) -> None:
        for name in REQUIRED:
            if not said[name]:
                raise _Refused(f"There is no {name}.")
        for name, longest in _LENGTHS.items():
            if len(said[name]) > longest:
                raise _Refused(f"The {name} is longer than {longest} characters.")

    def _year(self, text: str) -> AwardYear:
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise _Refused(f"‘{text[:20]}’ is not a year.")
        if int(text) not in self.years:
            raise _Refused(f"The year {text} is not set up. Add it with its dates first.")
        return self.years[int(text)]

    def _place(self, text: str) -> Winner.Place:
        try:
            return Winner.Place(_PLACES[folded(text).strip()])
        except KeyError:
            raise _Refused(f"‘{text[:40]}’ is no place; ‘Winner’ and ‘Highly commended’ are.") from None

    def _country(self, text: str) -> str:
        if not text:
            return ""
        code = self.countries.get(text.lower()) or self.countries.get(folded(text))
        if not code:
            raise _Refused(f"No country is called ‘{text[:40]}’. Use its name or code, or the column ‘region’.")
        return code

    def _category(self, said: dict[str, str], outcome: Outcome) -> Category:
        name = said["category"]
        if category := self.categories.get(folded(name)):
            if category.pk is None:
                outcome.notes.append(f"makes the category ‘{name}’")
            return category
        if not said["group"]:
            raise _Refused(f"There is no category ‘{name}’. Name its group in a column ‘group’, and it is made.")
        group = self.groups.get(folded(said["group"]))
        if group is None:
            group = self.groups[folded(said["group"])] = CategoryGroup(name=said["group"], position=len(self.groups))
            self.new_groups.append(group)
        category = self.categories[folded(name)] = Category(name=name, group=group, is_open=False)
        self.new_categories.append(category)
        outcome.notes.append(f"makes the category ‘{name}’ in ‘{group}’")
        return category

    def _known(self, name: str) -> Organisation | None:
        """The organisation that is called so, among those that are there and those that lines before have brought."""
        found = self.organisations.get(folded(name), [])
        if len(found) > 1:
            raise _Refused(f"Several organisations are called ‘{name}’. Merge them, or give one another name, first.")
        return found[0] if found else None

    def _new_organisation(self, name: str, country: str) -> Organisation:
        organisation = Organisation(name=name, country=country)
        self.organisations[folded(name)] = [organisation]
        self.new_organisations.append(organisation)
        return organisation


def _all_winners() -> Iterable[Winner]:
    return Winner.objects.select_related("category", "organisation").defer("citation", "words").iterator(1000)


def _key(winner: Winner) -> Key:
    return (
        winner.award_year_id,
        folded(winner.category.name),
        folded(winner.organisation.name),
        folded(winner.recipient),
        str(winner.country),
        folded(winner.region),
    )
