from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from core.admin import ModelAdmin
from core.forms import FileWidget
from core.moments import in_words
from pages.models import AdvertisingFormat, MediaKit


@admin.register(AdvertisingFormat)
class AdvertisingFormatAdmin(ModelAdmin):
    list_display = ["name", "sizes", "price_note", "position"]
    list_editable = ["position"]
    search_fields = ["name", "description"]
    ordering = ["position", "name"]
    fieldsets = [
        (None, {"fields": ["name", "description", "sizes", "placement", "price_note"]}),
        ("Where it stands", {"fields": ["position"], "classes": ["side"]}),
    ]


@admin.register(MediaKit)
class MediaKitAdmin(ModelAdmin):
    """Readers are offered the newest; older ones can stay for the record."""

    list_display = ["title", "added", "how_large"]
    fields = ["title", "file"]
    formfield_overrides = ModelAdmin.formfield_overrides | {
        models.FileField: {"widget": FileWidget({"accept": ".pdf"})}
    }

    def has_change_permission(self, request: HttpRequest, obj: MediaKit | None = None) -> bool:
        """What was printed stays as it was; a new one takes its place."""
        return False

    @admin.display(ordering="added_at")
    def added(self, kit: MediaKit) -> str:
        return in_words(kit.added_at)

    @admin.display(description="size", ordering="size")
    def how_large(self, kit: MediaKit) -> str:
        return filesizeformat(kit.size)
