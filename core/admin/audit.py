"""The audit log: looked at, and changed by nobody."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from core.admin.base import ModelAdmin
from core.models import AuditEntry
from core.moments import in_words


class KindFilter(admin.SimpleListFilter):
    """Which kind of thing, of those that have a screen."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        kinds = ContentType.objects.get_for_models(*model_admin.admin_site._registry)
        named = ((str(kind.pk), capfirst(str(model._meta.verbose_name))) for model, kind in kinds.items())
        return sorted(named, key=lambda each: each[1])

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        kind = self.value() or ""
        return queryset.filter(content_type=int(kind)) if kind.isdecimal() else queryset


class SinceFilter(admin.SimpleListFilter):
    title = "when"
    parameter_name = "days"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("1", "Last 24 hours"), ("7", "Last 7 days"), ("30", "Last 30 days"), ("365", "Last year")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        days = self.value() or ""
        if not days.isdecimal() or len(days) > 4:
            return queryset
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(days)))


class AuditChangeList(ChangeList):
    """Finds out which of the things on the page are still there: one question for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        entries: dict[ContentType, list[AuditEntry]] = defaultdict(list)
        for entry in self.result_list:
            entry.leads_to = ""
            if entry.content_type and entry.object_id:
                entries[entry.content_type].append(entry)
        for kind, theirs in entries.items():
            model = kind.model_class()
            if model is None or not self.model_admin.admin_site.is_registered(model):
                continue
            there = model._base_manager.filter(pk__in={entry.object_id for entry in theirs})
            ids = {str(pk) for pk in there.values_list("pk", flat=True)}
            page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            for entry in theirs:
                if entry.object_id in ids:
                    entry.leads_to = reverse(page, args=[quote(entry.object_id)])  # type: ignore[attr-defined]


@admin.register(AuditEntry)
class AuditEntryAdmin(ModelAdmin):
    """Who did what. Read by superusers, and by a group that is given the right to; changed by nobody."""

    actions = None
    rows_fold = True
    list_display = ["when", "who", "what", "thing"]
    list_display_links = None
    list_filter = ["action", SinceFilter, KindFilter, "by"]
    list_select_related = ["content_type"]
    search_fields = ["object_name", "by_name"]
    search_help_text = "The name of a thing or of a person."
    sortable_by = []
    fields = ["when", "who", "what", "thing"]
    readonly_fields = ["when", "who", "what", "thing"]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"heading": "Audit log"} | (extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AuditChangeList

    @admin.display(description="when")
    def when(self, entry: AuditEntry) -> str:
        return in_words(entry.at)

    @admin.display(description="who")
    def who(self, entry: AuditEntry) -> str:
        return entry.who

    @admin.display(description="what")
    def what(self, entry: AuditEntry) -> SafeString:
        words = '<span class="state {}">{}</span> <span class="row-note">{}</span>'
        return format_html(words, entry.action, entry.get_action_display(), entry.detail)

    @admin.display(description="with")
    def thing(self, entry: AuditEntry) -> SafeString | str:
        kind = entry.content_type.name if entry.content_type else ""
        name = entry.object_name
        if address := getattr(entry, "leads_to", ""):
            name = format_html('<a href="{}">{}</a>', address, name)
        return format_html('{} <span class="row-note">{}</span>', name, kind) if name else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
