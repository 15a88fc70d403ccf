"""Who writes, whom it is about, and where it stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.forms.pickers import OrderedField, Picker
from articles.models import Author, Organisation, Section
from articles.names import name_key
from core.forms import ListField, ListWidget, ModelForm


class AuthorForm(ModelForm):
    links = ListField(
        required=False,
        widget=ListWidget(columns=[("label", "Name"), ("url", "Address")], add="Add a link"),
        help_text="Elsewhere on the web: ‘LinkedIn’, https://…",
    )

    class Meta:
        model = Author
        fields = ["name", "slug", "role", "short_bio", "bio", "picture", "email", "links", "user"]


class OrganisationForm(ModelForm):
    other_names = ListField(
        label="Other names",
        required=False,
        widget=ListWidget(add="Add a name"),
        help_text="Earlier names, abbreviations, other spellings; it is found by them too.",
    )
    links = ListField(
        required=False,
        widget=ListWidget(columns=[("label", "Name"), ("url", "Address")], add="Add a link"),
        help_text="Elsewhere on the web: ‘Website’, https://…",
    )

    class Meta:
        model = Organisation
        fields = ["name", "slug", "other_names", "country", "logo", "description", "links"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name_key(name):
            raise ValidationError("A name needs letters or digits.")
        return name


class MergeForm(forms.Form):
    """Which organisations are one, and which of them is kept."""

    organisations = OrderedField(
        Organisation.objects.all(), required=False, widget=Picker("organisations", find="Find an organisation")
    )
    keep = forms.ModelChoiceField(Organisation.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        keep = cleaned.get("keep")
        if keep and keep not in cleaned.get("organisations", []):
            self.add_error("keep", "This is not one of the organisations to be merged.")
        return cleaned


class SectionForm(ModelForm):
    class Meta:
        model = Section
        fields = [
            "name",
            "slug",
            "description",
            "colour",
            "picture",
            "front_page",
            "shows_most_read",
            "position",
            "seo_title",
            "seo_description",
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
