"""Rows and tags chosen by typing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from js_asset import Script

from articles.models import Tag
from articles.models.tag import MAX_TAGS


class Picker(forms.SelectMultiple):
    """Rows chosen by typing."""

    in_order = False
    template_name = "admin/widgets/ordered_picker.html"

    class Media:
        js = [Script("js/admin/ordered-picker.js", type="module")]

    def __init__(self, source: str, *, find: str):
        super().__init__()
        self.source, self.find = source, find

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # Only what is chosen is written into the page, in its order; the rest is found by typing.
        context = forms.Widget.get_context(self, name, value, attrs)
        context["widget"] |= {
            "chosen": cast(OrderedField, cast(ModelChoiceIterator, self.choices).field).in_order(value or []),
            "url": f"{reverse('admin:autocomplete')}?app_label=articles&model_name=article&field_name={self.source}",
            "find": self.find,
            "in_order": self.in_order,
            "described_by": context["widget"]["attrs"].get("aria-describedby", ""),
        }
        return context


class OrderedPicker(Picker):
    """Rows chosen by typing, in an order that can be changed."""

    in_order = True


class OrderedField(forms.ModelMultipleChoiceField):
    """Rows in the order in which they were sent."""

    def in_order(self, keys: Iterable[Any]) -> list[Model]:
        """The rows with the given keys, or the given rows, in that order; keys that lead nowhere are left out."""
        keys = [
            key.pk if isinstance(key, Model) else int(key)
            for key in keys
            if isinstance(key, Model) or str(key).isdecimal()
        ]
        found = cast(QuerySet, self.queryset).in_bulk(keys)
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    def clean(self, value: Any) -> list[Model]:  # type: ignore[override]
        super().clean(value)
        return self.in_order(value or [])


class TagsWidget(forms.TextInput):
    template_name = "admin/widgets/tags.html"

    class Media:
        js = [Script("js/admin/tags-input.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = (
            f"{reverse('admin:autocomplete')}?app_label=articles&model_name=taggedarticle&field_name=tag"
        )
        return context

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(value or [])


class TagsField(forms.CharField):
    """Names of tags with commas between them. A name that is a tag already is spelt as that tag is."""

    widget = TagsWidget

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        given: dict[str, str] = {}
        for part in text.split(","):
            if name := " ".join(part.split()):
                given.setdefault(name.casefold(), name)
        longest = cast(int, Tag._meta.get_field("name").max_length)
        if too_long := next((name for name in given.values() if len(name) > longest), None):
            raise ValidationError(f"‘{too_long[:40]}…’ is too long for a tag: {longest} characters at most.")
        if len(given) > MAX_TAGS:
            raise ValidationError(f"{len(given)} tags are more than help a reader: {MAX_TAGS} at most.")
        known = {name.casefold(): name for name in Tag.objects.named(given.values()).values_list("name", flat=True)}
        return [known.get(key, name) for key, name in given.items()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(", ".join(initial or []), data)
