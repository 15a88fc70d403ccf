"""The archive of winners as readers search it: by words, year, category and country, page by page."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.http import Http404, QueryDict

from awards.models import AwardYear, Category, Winner
from awards.querysets import WinnerQuerySet
from awards.words import country_name
from core.edition import per_edition
from core.keyset import Page

PAGE_SIZE = 60
_CURSOR = re.compile(r"(\d{4})-(\d{1,9})-(\d{1,18})")


class WinnerFilter(forms.Form):
    """What a reader looks for; sent by GET, so that every answer has an address."""

    q = forms.CharField(label="Name", required=False, max_length=100, widget=forms.SearchInput)
    year = forms.ChoiceField(required=False)
    category = forms.ChoiceField(required=False)
    country = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict):
        super().__init__(data, label_suffix="")
        for name, choices in (("year", _years()), ("category", _categories()), ("country", _countries())):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "All"), *choices]

    @property
    def chosen(self) -> dict[str, Any]:
        """What is asked for. Empty where a value is not one that can be chosen, which `errors` then says."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    @property
    def query(self) -> str:
        """What is asked for, as it stands in the address of the other pages, with an & at its end."""
        return f"{urlencode(self.chosen)}&" if self.chosen else ""

    def winners(self) -> WinnerQuerySet:
        """The winners whom readers may see and who are looked for."""
        if not self.is_valid():
            return Winner.objects.none()
        winners, chosen = Winner.objects.public().for_list(), self.chosen
        if "q" in chosen:
            winners = winners.matching(chosen["q"])
        if "year" in chosen:
            winners = winners.filter(award_year=chosen["year"])
        if "category" in chosen:
            winners = winners.filter(category__slug=chosen["category"])
        if "country" in chosen:
            winners = winners.filter(country=chosen["country"])
        return winners


@per_edition
def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in AwardYear.objects.announced().values_list("year", flat=True)]


@per_edition
def _categories() -> list[tuple[str, list[tuple[str, str]]]]:
    found = Category.objects.won().in_order()
    return [
        (group.name, [(category.slug, category.name) for category in categories])
        for group, categories in groupby(found, key=lambda category: category.group)
    ]


@per_edition
def _countries() -> list[tuple[str, str]]:
    codes = Winner.objects.public().exclude(country="").order_by("country").values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes), key=lambda country: country[1])


def page_of(winners: WinnerQuerySet, params: QueryDict, *, size: int = PAGE_SIZE) -> Page[Winner]:
    """The page that `?before=` or `?after=` asks for, else the first; `older` leads further down.

    A cursor is year, order and id of a winner. Raises Http404 where it is not one, or nothing lies beyond it.
    """
    before, after = params.get("before"), params.get("after")
    if after:
        found = list(winners.above(*_read(after)).in_order().reverse()[: size + 1])
        more_newer, more_older = len(found) > size, True
        found = found[:size][::-1]
    else:
        if before:
            winners = winners.below(*_read(before))
        found = list(winners.in_order()[: size + 1])
        more_newer, more_older = bool(before), len(found) > size
        found = found[:size]
    if not found and (before or after):
        raise Http404("This page of the archive does not exist.")
    return Page(
        found,
        newer=f"after={_cursor(found[0])}" if found and more_newer else "",
        older=f"before={_cursor(found[-1])}" if found and more_older else "",
    )


def _cursor(winner: Winner) -> str:
    return f"{winner.award_year_id}-{winner.order}-{winner.pk}"


def _read(cursor: str) -> tuple[int, int, int]:
    if not (written := _CURSOR.fullmatch(cursor)):
        raise Http404("This page of the archive does not exist.")
    year, order, pk = written.groups()
    return int(year), int(order), int(pk)
