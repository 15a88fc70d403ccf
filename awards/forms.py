"""What staff fill in about the awards."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from awards.imports.plan import lines_of
from awards.models import AwardYear, KeyDate, MediaFile, Programme
from awards.models.room import kind_of
from core.forms import FileWidget, ListField, ListWidget, LocalDateTimeInput, ModelForm


class ProgrammeForm(ModelForm):
    class Meta:
        model = Programme
        fields = ["name", "standfirst", "about", "time_zone", "email"]
        widgets = {"standfirst": forms.Textarea(attrs={"rows": 3}), "time_zone": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:  # not so for who may only look
            zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
            self.fields["time_zone"].widget.choices = [(zone, zone) for zone in ("UTC", *zones)]


class ZonedDateTimeInput(LocalDateTimeInput):
    """Date and time in one native field, to the second."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"step": 1} | (attrs or {}))
        self.format = "%Y-%m-%dT%H:%M:%S"


class ZonedDateTimeField(forms.DateTimeField):
    """A moment to the second, in the time zone that is current when the form is drawn and read."""

    widget = ZonedDateTimeInput


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%H:%M")


class AwardYearForm(ModelForm):
    nomination_questions = ListField(
        label="Questions to nominators",
        required=False,
        help_text="Each with the most words that an answer may have. Answers stay with their wording.",
        widget=ListWidget(
            columns=[("question", "Question"), ("help", "What helps to answer it"), ("words", "Most words")],
            add="Add a question",
            long=["help"],
        ),
    )

    class Meta:
        model = AwardYear
        fields = ["year", "opens_at", "closes_at", "announced_at", "nomination_questions", "nomination_consent"]
        widgets = {"nomination_consent": forms.Textarea(attrs={"rows": 4})}


class KeyDateForm(ModelForm):
    class Meta:
        model = KeyDate
        fields = ["label", "starts_on", "ends_on", "time", "note"]


class MediaFileForm(ModelForm):
    class Meta:
        model = MediaFile
        fields = ["title", "description", "file", "position", "is_public"]
        widgets = {"file": FileWidget, "description": forms.Textarea(attrs={"rows": 3})}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            kind_of(file)
        return file


MAX_BYTES = 25 * 1024 * 1024  # some 200,000 winners


class WinnerImportForm(forms.Form):
    """A CSV file of winners, looked at before anything is done with it."""

    file = forms.FileField(
        label="CSV file",
        widget=FileWidget(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text="With the columns year, category and organisation; and, where you have them, "
        "person, place, country, region, group and citation.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(f"This file is larger than {filesizeformat(MAX_BYTES)}. Please upload it in parts.")
        if next(lines_of(file), None) is None:
            raise ValidationError("There is no line under the headings.")
        file.seek(0)
        return file
