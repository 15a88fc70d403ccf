"""Form fields and widgets that every part of the admin shares."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_prose_editor.widgets import importmap
from js_asset import Media, Script

from core import time_zones
from core.moments import in_words, time_of_day


class ModelForm(forms.ModelForm):
    """A form whose labels carry no colon."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class ListForm(ModelForm):
    """One row of a list that is edited in place; its fields say whose they are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", f"{field.label} of {self.instance}")


class FileWidget(forms.ClearableFileInput):
    """A file with its own label, rather than a group of fields with a legend."""

    use_fieldset = False


class RichTextWidget(forms.Textarea):
    """The rich-text editor (static/js/admin/rich-text.js); without JavaScript, a field for HTML."""

    template_name = "admin/widgets/rich_text.html"

    @property
    def media(self) -> forms.Media:
        return Media(importmap=importmap, js=[Script("js/admin/rich-text.js", type="module")])


class LocalDateTimeInput(forms.DateTimeInput):
    """Date and time in one native field, to the minute, in the time zone in use, which is sent along: whoever changes
    theirs while a page is open still means what stood there."""

    FORMAT = "%Y-%m-%dT%H:%M"
    input_type = "datetime-local"
    template_name = "admin/widgets/moment.html"

    class Media:
        js = [Script("js/admin/zone-clock.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format=self.FORMAT)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["zone"] = timezone.get_current_timezone_name()
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text, zone = super().value_from_datadict(data, files, name), data.get(f"{name}-zone")
        if not text or zone not in time_zones.names() or zone == timezone.get_current_timezone_name():
            return text
        with timezone.override(zone):
            try:
                moment = forms.DateTimeField().to_python(text)
            except forms.ValidationError:
                return text
        return f"{timezone.localtime(moment):{self.format}}"


class LocalDateTimeField(forms.DateTimeField):
    """A moment that is edited to the minute: one that was not touched keeps its seconds."""

    widget = LocalDateTimeInput

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """With it stands by which clock it goes, and where that of the paper shows another time, what it is by that."""
        bound = super().get_bound_field(form, field_name)
        bound.help_text = format_html("{} {}", bound.help_text, _by_which_clock())
        moment = bound.initial
        if isinstance(moment, datetime) and time_zones.is_elsewhere():
            paper = timezone.get_default_timezone()
            with timezone.override(paper):
                bound.help_text += format_html(" In {}: {}.", time_zones.place_of(paper), in_words(moment))
        return bound

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as problem:
            moment = parse_datetime(str(value).strip()) if problem.code == "ambiguous_timezone" else None
            if moment and (why := time_zones.why_not(moment, timezone.get_current_timezone())):
                raise forms.ValidationError(why, code=problem.code) from None
            raise

    def _clean_bound_field(self, bound: forms.BoundField) -> datetime | None:
        """A moment that stands there already is not judged again, though its hour may be one that comes twice."""
        before = bound.initial
        if isinstance(before, datetime) and bound.data == f"{timezone.localtime(before):{LocalDateTimeInput.FORMAT}}":
            return before
        return super()._clean_bound_field(bound)  # type: ignore[misc]

    def kept(self, given: datetime | None, before: datetime | None) -> datetime | None:
        """The moment before, where the given one is the same minute."""
        if given and before and given.replace(second=0, microsecond=0) == before.replace(second=0, microsecond=0):
            return before
        return given


def _by_which_clock() -> SafeString:
    """‘London time, now 14:03.’"""
    zone = timezone.get_current_timezone()
    return format_html(
        "{} time, now <zone-clock data-zone='{}'>{}</zone-clock>.",
        time_zones.place_of(zone),
        zone,
        time_of_day(timezone.now()),
    )


class ListWidget(forms.Textarea):
    """Edits a list of texts, or of records with the given columns, line by line; without JavaScript, as JSON."""

    template_name = "admin/widgets/list_editor.html"

    class Media:
        js = [Script("js/admin/list-editor.js", type="module")]

    def __init__(self, *, columns: Sequence[tuple[str, str]] = (), add: str = "Add a line", long: Sequence[str] = ()):
        super().__init__({"rows": 4})
        self.columns, self.add, self.long = columns, add, long

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        columns = [{"key": key, "label": label, "long": key in self.long} for key, label in self.columns]
        context["widget"] |= {"columns": json.dumps(columns), "add": self.add}
        return context


class ListField(forms.JSONField):
    """A list as `ListWidget` sends it. Empty lines are left out; half-filled records are for the model to judge."""

    def clean(self, value: Any) -> list[Any]:
        items = super().clean(value) or []
        if not isinstance(items, list):
            raise forms.ValidationError("This must be a list.")
        return [tidy for item in items if (tidy := _tidied(item))]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):  # as it was sent
            return value
        return super().prepare_value([] if value is None else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial or [], data or "[]")


def _tidied(item: Any) -> Any:
    if isinstance(item, str):
        return item.strip()
    if isinstance(item, dict):
        texts = {key: text.strip() if isinstance(text, str) else text for key, text in item.items()}
        return texts if any(texts.values()) else None
    return item
