"""What every screen of the admin shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import construct_change_message, unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from core.audit import Action
from core.forms import FileWidget, ListForm, LocalDateTimeField, LocalDateTimeInput, ModelForm, RichTextWidget
from core.models import AuditEntry
from core.richtext import RichTextField
from core.staff import signed_in


class CappedPaginator(Paginator):
    """Pages of a list that counts no further than `CAP` rows; whoever needs the rest searches or filters."""

    CAP = 5000

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return rows.order_by()[: self.CAP].count() if isinstance(rows, models.QuerySet) else min(self.CAP, len(rows))


class ModelAdmin(admin.ModelAdmin):
    """What every screen of the admin shares."""

    form = ModelForm
    empty_value_display = "–"
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    formfield_overrides = {
        RichTextField: {"widget": RichTextWidget},
        models.DateTimeField: {"form_class": LocalDateTimeField, "widget": LocalDateTimeInput},
        models.ImageField: {"widget": FileWidget},
    }
    rights: tuple[str, ...] = ()
    """Fields that say what somebody may do: the audit log has in words how they were and how they are."""
    rows_fold = False
    """Whether, on a telephone, each row of its list is a small block of its own instead of a line of a wide table."""
    names_strangers = False
    """Whether its rows are called by what people outside of the house are called, or wrote. The audit log leaves that
    out, so that whoever is forgotten is forgotten there too."""

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": ListForm} | kwargs)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """One by one: what goes with a row (its files, the search index, the edition) is known to its own `delete`."""
        for row in queryset:
            row.delete()

    # -- The audit log -------------------------------------------------------------

    def log(self, request: HttpRequest, action: Action, obj: models.Model, detail: str = "") -> None:
        """Notes what somebody did with a row."""
        name = f"{capfirst(self.opts.verbose_name)} {obj.pk}" if self.names_strangers else ""
        AuditEntry.objects.note(action, obj, by=signed_in(request), name=name, detail=detail)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        self.log(request, Action.ADDED, obj)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        """Notes what was changed: Django's list of fields, or words. To save without a change is nothing."""
        if message:
            words = LogEntry(change_message=json.dumps(message)).get_change_message()
            self.log(request, Action.CHANGED, obj, message if isinstance(message, str) else words)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        for row in queryset:
            self.log(request, Action.DELETED, row)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What a page sends along by itself is nothing that somebody changed; rights are logged in words."""
        names = [each for each in form.changed_data if not (each in form.fields and form[each].is_hidden)]
        told = SimpleNamespace(fields=form.fields, changed_data=[each for each in names if each not in self.rights])
        return construct_change_message(cast(Any, told), formsets, add)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = [name for name in self.rights if name in form.changed_data]
        if words := [
            f"{form[name].label}: {_said(form.get_initial_for_field(form.fields[name], name))} → "
            f"{_said(form.cleaned_data[name])}."
            for name in changed
        ]:
            self.log(request, Action.RIGHTS, form.instance, " ".join(words))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """What the audit log knows of a row, newest first."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(AuditEntry.objects.about(obj), self.list_per_page).get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "subtitle": str(obj),
            "object": obj,
            "opts": self.opts,
            "page": page,
        }
        return TemplateResponse(request, "admin/object_history.html", context | (extra_context or {}))


def _said(value: Any) -> str:
    """The value of a right in words: yes or no, or names."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    value = value or []
    said = (permission_in_words(each) if isinstance(each, Permission) else str(each) for each in value)
    return ", ".join(said) or "none"


def permission_in_words(permission: Permission) -> str:
    return f"{permission.content_type.app_labeled_name.partition(' | ')[0]}: {permission.name.removeprefix('Can ')}"


class StateFilter(admin.SimpleListFilter):
    """Rows by their state. A screen names the states; its queryset's `in_state` knows which rows each of them means."""

    title = "state"
    parameter_name = "state"
    states: Mapping[str, str]
    """What each is called, by its word in addresses."""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(self.states.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet:
        state = self.value()
        return queryset.in_state(state) if state in self.states else queryset
