"""Form fields and widgets that every part of the admin shares."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django_prose_editor.widgets import importmap
from js_asset import Media, Script


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
    """Date and time in one native field, to the minute, in the time of the site."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class LocalDateTimeField(forms.DateTimeField):
    """A moment that is edited to the minute: one that was not touched keeps its seconds."""

    widget = LocalDateTimeInput

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = f"{self.help_text} Time in {timezone.get_default_timezone_name()}.".strip()

    def kept(self, given: datetime | None, before: datetime | None) -> datetime | None:
        """The moment before, where the given one is the same minute."""
        if given and before and given.replace(second=0, microsecond=0) == before.replace(second=0, microsecond=0):
            return before
        return given


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
