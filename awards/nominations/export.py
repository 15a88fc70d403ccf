"""Nominations as CSV, for spreadsheets: written line by line, and nothing in it is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from awards.models import AwardYear, Nomination
from awards.nominations.querysets import NominationQuerySet
from awards.words import country_name
from core.formulas import guarded_row

AT_ONCE = 500  # rows that are in memory at a time
_HEAD = [
    "Reference", "Year", "State", "Organisation", "Known as", "Country", "Website", "Contact", "Role", "E-mail",
    "Telephone", "Categories", "Files", "Submitted", "Last saved",
]  # fmt: skip


class _Line:
    """What csv.writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def lines(nominations: NominationQuerySet) -> Iterator[str]:
    """The lines of the file for nominations as `for_board` reads them, with a column for every question that was asked
    in the years concerned."""
    years = AwardYear.objects.filter(pk__in=nominations.order_by().values("award_year"))
    asked = list(dict.fromkeys(each["question"] for year in years for each in year.nomination_questions))
    writer = csv.writer(_Line())
    yield "\ufeff"  # by which spreadsheets know that it is UTF-8
    yield writer.writerow(guarded_row([*_HEAD, *asked]))
    for nomination in nominations.defer(None).iterator(chunk_size=AT_ONCE):
        yield writer.writerow(guarded_row([*_cells(nomination), *(nomination.answers.get(each, "") for each in asked)]))


def _cells(nomination: Nomination) -> list[Any]:
    return [
        nomination.reference,
        nomination.award_year_id,
        nomination.get_state_display(),
        nomination.organisation_name,
        nomination.organisation or "",
        country_name(str(nomination.country)),
        nomination.organisation_website,
        nomination.contact_name,
        nomination.contact_role,
        nomination.email,
        nomination.phone,
        "; ".join(str(entry) for entry in nomination.entries.all()),
        nomination.file_count,  # type: ignore[attr-defined]
        _moment(nomination.submitted_at),
        _moment(nomination.saved_at),
    ]


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment, timezone.get_default_timezone()), "Y-m-d H:i") if moment else ""
