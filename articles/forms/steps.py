"""What is asked beside an article’s own form: for whom, why, when, and what for many at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.forms.pickers import TagsField
from articles.models import PreviewLink, PublicNote, Section
from core import time_zones
from core.forms import ModelForm


class PreviewLinkForm(ModelForm):
    days = forms.TypedChoiceField(
        label="Until",
        coerce=int,
        choices=[(1, "tomorrow"), (3, "in three days"), (7, "in a week"), (14, "in two weeks"), (30, "in thirty days")],
        initial=3,
    )

    class Meta:
        model = PreviewLink
        fields = ["whom"]

    @property
    def ends_at(self) -> datetime:
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class RetractionForm(ModelForm):
    class Meta:
        model = PublicNote
        fields = ["text"]
        labels = {"text": "Why it is retracted"}
        help_texts = {"text": "Readers find this at the address of the article, and among the corrections."}
        error_messages = {"text": {"required": "Say why; readers see it in place of the article."}}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class MoveForm(forms.Form):
    """To which moment an article is moved, by a clock that the page names, and what was known of it when that was."""

    day = forms.DateField(error_messages={"required": "Please choose a day.", "invalid": "Please choose a day."})
    time = forms.TimeField(error_messages={"required": "Please give a time.", "invalid": "Please give a time."})
    zone = forms.CharField(required=False)
    base = forms.IntegerField(required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "day" in cleaned and "time" in cleaned:
            named = cleaned.get("zone")
            zone = ZoneInfo(named) if named in time_zones.names() else timezone.get_current_timezone()
            moment = datetime.combine(cleaned["day"], cleaned["time"])
            if why := time_zones.why_not(moment, zone):
                raise ValidationError(why)
            cleaned["to"] = moment.replace(tzinfo=zone)
        return cleaned


class AmendForm(forms.Form):
    """What many articles are given at once."""

    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="As it is")
    tags = TagsField(required=False, label="Tags", help_text="Added to those that each has, with commas between them.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["section"] or cleaned["tags"]):
            raise ValidationError("Choose a section, or name a tag.")
        return cleaned

    @property
    def in_words(self) -> str:
        """What every article is given."""
        section, tags = self.cleaned_data["section"], self.cleaned_data["tags"]
        said = [f"Section: {section}."] if section else []
        return " ".join([*said, f"Tags: {', '.join(tags)}."] if tags else said)
