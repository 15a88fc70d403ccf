from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin import ModelAdmin, signed_in
from images.forms import ImageChoiceField, ImageForm
from images.models import Image


class ChoosesImages:
    """For the admin of a model that points at pictures: they are chosen by sight."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.related_model is Image:
            return db_field.formfield(form_class=ImageChoiceField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


@admin.register(Image)
class ImageAdmin(ModelAdmin):
    form = ImageForm
    actions = None
    view_on_site = False
    list_display = ["alt"]
    list_per_page = 48
    search_fields = ["alt", "caption", "credit"]
    search_help_text = "Words of the alternative text, the caption or the credit."
    fieldsets = [
        (None, {"fields": ["current", "file", "alt", "caption", "credit"]}),
        ("What must stay in sight", {"fields": [("focal_x", "focal_y")], "classes": ["side"]}),
        ("About the file", {"fields": ["size", "uploaded"], "classes": ["side"]}),
    ]
    readonly_fields = ["current", "size", "uploaded"]

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> list:
        if obj:
            return self.fieldsets
        return [(None, {"fields": ["file", "alt", "caption", "credit"]}), self.fieldsets[1]]

    def get_urls(self) -> list:
        about = self.admin_site.admin_view(self.about_view)
        return [path("<int:pk>/about/", about, name="images_image_about"), *super().get_urls()]

    def about_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What an edit page shows of a chosen picture, as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=pk)
        return JsonResponse(
            {
                "id": image.pk,
                "src": image.url("card"),
                "alt": image.alt,
                "caption": image.caption,
                "credit": image.credit,
                "change": reverse("admin:images_image_change", args=[image.pk]),
            }
        )

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        if not change:
            obj.uploaded_by = signed_in(request)
        super().save_model(request, obj, form, change)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        image = self.get_object(request, object_id)
        if image and self.has_delete_permission(request, image) and (count := image.hero_of.count()):
            self.message_user(
                request,
                f"This picture leads {count} article{'' if count == 1 else 's'} and stays until another picture does.",
                messages.ERROR,
            )
            return HttpResponseRedirect(reverse("admin:images_image_change", args=[image.pk]))
        return super().delete_view(request, object_id, extra_context)

    @admin.display(description="picture")
    def current(self, image: Image) -> SafeString:
        return format_html('<img class="current-picture" src="{}" alt="{}">', image.url("whole"), image.alt)

    @admin.display
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height} pixels"

    @admin.display
    def uploaded(self, image: Image) -> str:
        by = f" by {image.uploaded_by}" if image.uploaded_by else ""
        return f"{date_format(timezone.localtime(image.uploaded_at), 'j F Y, H:i')}{by}"
