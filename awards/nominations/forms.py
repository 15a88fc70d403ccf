from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import QueryDict
from django_countries import countries

from awards.models import Category, CategoryGroup, Nomination
from awards.models.nomination import MOST_CATEGORIES, MOST_FILES, REASON_WORDS
from awards.nominations.refusals import ChangedElsewhere, Incomplete, Refused
from core.public_forms import LineField, PublicForm
from core.rate_limits import RateLimit
from core.uploads import KINDS, MAX_BYTES, Kind, accept, check_upload, in_words

LONGEST_ANSWER = 20_000  # characters; the limit of words is judged when the nomination is submitted
MAILS = RateLimit("nomination-mails", 5, timedelta(days=1))
"""How often links are mailed to one address."""


class AddressForm(PublicForm):
    """Where the link goes that opens a nomination."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We mail a link to it. With the link you write your nomination, and come back to it from any device.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not MAILS.allows(self.cleaned_data["email"].lower()):
            raise ValidationError(
                "We have mailed the link to this address several times today. "
                "Please look for it, also among unwanted mail.",
                code="too-often",
            )
        return cleaned


class PartForm(PublicForm):
    """One part of a nomination. A draft may be incomplete: what is required is asked for when it is submitted."""

    part: Nomination.Part
    limit = RateLimit("nomination-saves", 300, timedelta(hours=1))
    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, nomination: Nomination, **kwargs: Any):
        self.nomination = nomination
        initial = nomination.values(self.part) | {"seen": nomination.mark(self.part)}
        super().__init__(data, files, initial=initial, **kwargs)

    def full_clean(self) -> None:
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def values(self) -> dict[str, Any]:
        """What was filled in, as `Nomination.values` tells what is saved."""
        return {name: _tidied(value) for name, value in self.cleaned_data.items() if name != "seen"}

    def save(self) -> bool:
        """Whether it was saved; if not, the form says why, and still holds what was typed."""
        if not self.is_valid():
            return False
        try:
            self.nomination.save_part(self.part, self.values(), seen=self.cleaned_data["seen"])
        except Refused as refusal:
            self._refuse(refusal)
            return False
        return True

    def _refuse(self, refusal: Refused) -> None:
        if isinstance(refusal, Incomplete):
            for problem in refusal.problems:
                self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
            return
        self.add_error(None, str(refusal))
        if isinstance(refusal, ChangedElsewhere):
            self._show_other(refusal.now)

    def _show_other(self, now: dict[str, Any]) -> None:
        """Says at each field what was saved there, and lets the next attempt replace just that."""
        for name, typed in self.values().items():
            if name in now and now[name] != typed:
                self.add_error(name, f"Saved there: {self._in_words(now[name]) or 'nothing'}")
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = self.nomination.mark(self.part)
        self.data = data

    def _in_words(self, value: Any) -> str:
        return str(value)


def _tidied(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class OrganisationForm(PartForm):
    part = Nomination.Part.ORGANISATION

    organisation_name = LineField(
        label="Organisation",
        max_length=200,
        help_text="The name under which it should stand in the list of winners.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(label="Country")
    organisation_website = forms.URLField(
        label="Its website",
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    contact_name = LineField(
        label="Whom may we ask?",
        max_length=120,
        help_text="First name and surname of the person who knows the work.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_role = LineField(
        label="Role",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    phone = LineField(
        label="Telephone",
        max_length=40,
        required=False,
        help_text="Only for questions about this nomination.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "Choose a country"), *countries]  # type: ignore[attr-defined]


class CategoriesForm(PartForm):
    """Which of perhaps a hundred categories; they stand in their groups."""

    part = Nomination.Part.CATEGORIES
    template_name = "awards/nominate/categories_fields.html"

    categories = forms.TypedMultipleChoiceField(
        label="Categories", coerce=int, help_text=f"As many as fit, up to {MOST_CATEGORIES}."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        chosen = self.initial["categories"]
        self.known = list(
            Category.objects.filter(Q(is_open=True) | Q(pk__in=chosen)).select_related("group").order_by("number")
        )
        self.fields["categories"].choices = [(each.pk, each.name) for each in self.known]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"categories": sorted(self.cleaned_data["categories"])}

    def groups(self) -> list[tuple[CategoryGroup, list[tuple[Category, bool]], int]]:
        """Each group with its categories, whether each is chosen, and how many are."""
        marked = {str(pk) for pk in self["categories"].value() or []}
        groups = []
        for group, members in groupby(self.known, key=lambda category: category.group):
            lines = [(each, str(each.pk) in marked) for each in members]
            groups.append((group, lines, sum(chosen for _, chosen in lines)))
        return groups

    def _in_words(self, value: Iterable[int]) -> str:
        return ", ".join(each.name for each in self.known if each.pk in value)


class AnswersForm(PartForm):
    """An answer to each question of the year, and for each category what speaks for it there."""

    part = Nomination.Part.ANSWERS

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for asked in self.nomination.questions:
            self.fields[asked.field] = _text(asked.text, asked.help, asked.words)
        for entry in self.nomination.entries.select_related("category").order_by("category__number"):
            self.fields[entry.field] = _text(
                f"Why in ‘{entry.category}’?", "What speaks for it in this category alone.", REASON_WORDS, needed=False
            )


def _text(label: str, help_text: str, words: int, *, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=f"{help_text} Up to {words} words.".strip(),
        max_length=LONGEST_ANSWER,
        required=needed,
        widget=forms.Textarea(attrs={"rows": 8 if needed else 4, "data-words": words}),
    )


class FilesInput(forms.ClearableFileInput):
    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each judged by its content."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[UploadedFile, Kind]]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise ValidationError("Please choose a file first.", code="required")
        good, wrong = [], []
        for file in files:
            try:
                good.append((super().clean(file, initial), check_upload(file)))
            except ValidationError as problem:
                wrong += [f"{file.name}: {message}" for message in problem.messages]
        if wrong:
            raise ValidationError(wrong)
        return good


class FilesForm(PublicForm):
    """Files to be added to a nomination."""

    limit = RateLimit("nomination-files", 100, timedelta(hours=1))

    uploads = FilesField(
        label="Add files",
        help_text=f"{in_words(KINDS)}, up to {MAX_BYTES // 1024 // 1024} MB each and {MOST_FILES} in all. "
        "Several can be chosen at once.",
        widget=FilesInput(attrs={"accept": accept(KINDS)}),
    )

    def save(self, nomination: Nomination) -> bool:
        """Whether they were added; if not, the form says why."""
        if not self.is_valid():
            return False
        try:
            nomination.add_files(self.cleaned_data["uploads"])
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


FORMS: dict[str, type[PartForm]] = {form.part: form for form in (OrganisationForm, CategoriesForm, AnswersForm)}
