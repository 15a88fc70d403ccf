from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from articles.models import Author, Section, Tag
from core.search import sources
from core.search.questions import LONGEST, Question, terms

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 1, 1)
FILTERS = ("section", "kind", "tag", "author", "from", "to")


class TypedField(forms.CharField):
    """Whatever was typed, up to a sensible length; nothing in it is wrong."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").replace("\x00", " ")[:LONGEST].split())


class DayField(forms.DateField):
    """A day of the calendar, from the earliest to the latest that any database knows how to compare."""

    def __init__(self, **kwargs: Any):
        said = f"Please give a day between {FIRST_DAY.year} and {LAST_DAY.year}."
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": "This is not a day of the calendar; it was left out."},
            validators=[MinValueValidator(FIRST_DAY, said), MaxValueValidator(LAST_DAY, said)],
            **{"required": False} | kwargs,
        )


class SearchForm(forms.Form):
    """What a reader looks for. A filter that makes no sense is left out, which is said beside its field."""

    q = TypedField(label="Words to look for", required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="All sections",
        error_messages={"invalid_choice": "There is no such section; it was left out."},
    )
    kind = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "There is nothing of this kind; it was left out."}
    )
    tag = forms.ModelChoiceField(Tag.objects.all(), to_field_name="slug", required=False, widget=forms.HiddenInput)
    author = forms.ModelChoiceField(
        Author.objects.all(), to_field_name="slug", required=False, widget=forms.HiddenInput
    )
    sort = forms.ChoiceField(
        label="Order", required=False, choices=[("", "Best matches first"), ("newest", "Newest first")]
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"label_suffix": "", "auto_id": "search-%s"} | kwargs)
        kinds = self.fields["kind"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [("", "Everything"), *sources.kinds().items()]
        # `from` is a word of Python's own, so these two cannot be written as attributes.
        self.fields["from"] = DayField(label="From")
        self.fields["to"] = DayField(label="To")
        self.order_fields(["q", "section", "kind", "from", "to", "sort"])
        for field in self.fields.values():
            field.widget.use_required_attribute = lambda initial: False

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("from") and said.get("to") and said["to"] < said["from"]:
            self.add_error("to", "This lies before the first day; it was left out.")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def filters(self) -> dict[str, Any]:
        """The filters that are set."""
        return {name: value for name, value in self.said.items() if name in FILTERS}

    @property
    def is_newest_first(self) -> bool:
        return self.said.get("sort") == "newest"

    def question(self) -> Question:
        said = self.said
        wanted, unwanted = terms(said.get("q", ""))
        facets: dict[str, list[int | str]] = {
            name: [said[name].pk] for name in ("section", "tag", "author") if name in said
        }
        if "kind" in said:
            facets["kind"] = [said["kind"]]
        return Question(
            wanted,
            unwanted,
            facets,
            since=_midnight(said["from"]) if "from" in said else None,
            until=_midnight(said["to"] + timedelta(days=1)) if "to" in said else None,
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
