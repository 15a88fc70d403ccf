from django.contrib import admin
from django.http import HttpRequest

from core.admin import ModelAdmin
from newsletters.models import SubscriberExport


@admin.register(SubscriberExport)
class SubscriberExportAdmin(ModelAdmin):
    """Who downloaded subscribers: a log, written by the download itself."""

    list_display = ["selection", "rows", "by", "at"]
    list_select_related = ["by"]
    list_display_links = None
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SubscriberExport | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SubscriberExport | None = None) -> bool:
        return False
