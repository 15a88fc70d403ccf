"""What the site says of itself, and where its old addresses lead."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.admin.base import ModelAdmin
from core.models import OldAddress, SiteSettings


@admin.register(SiteSettings)
class SiteSettingsAdmin(ModelAdmin):
    """One row, opened directly."""

    fieldsets = [
        ("The name of the paper", {"fields": ["name", "short_name", "tagline", "logo", "description"]}),
        ("The footer", {"fields": ["about", "editorial_disclosure", "advertiser_disclosure"]}),
        ("The publisher", {"fields": ["publisher", "first_year", "address", "email"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row, _ = SiteSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:core_sitesettings_change", args=[row.pk]))

    def response_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        self.message_user(request, "The site settings are saved; readers see them now.", messages.SUCCESS)
        return HttpResponseRedirect(request.path)


@admin.register(OldAddress)
class OldAddressAdmin(ModelAdmin):
    """The memory of addresses: made by themselves when something moves; one can be looked up or forgotten here."""

    list_display = ["path", "leads_to", "content_type"]
    list_filter = ["content_type"]
    list_select_related = ["content_type"]
    search_fields = ["path"]
    fields = ["path", "content_type", "leads_to"]
    readonly_fields = ["path", "content_type", "leads_to"]
    ordering = ["path"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("target")

    @admin.display(description="leads to")
    def leads_to(self, old: OldAddress) -> str:
        return old.target.get_absolute_url() if old.target else "nothing any more"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OldAddress | None = None) -> bool:
        return False
