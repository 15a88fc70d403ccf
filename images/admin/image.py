from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin import ModelAdmin
from core.staff import signed_in
from images.admin.image_list import ImageChangeList, RightsFilter, UseFilter
from images.admin.uploading import Uploading
from images.forms import ImageForm
from images.models import Image
from images.querysets import ImageQuerySet
from images.uses import places_of


def _page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


class Listed(NamedTuple):
    """The places of one kind, as somebody may see them."""

    what: str
    lines: list[SafeString | str]


@admin.register(Image)
class ImageAdmin(Uploading, ModelAdmin):
    form = ImageForm
    actions = None
    view_on_site = False
    list_display = ["alt"]
    list_filter = [
        RightsFilter,
        UseFilter,
        ("uploaded_at", admin.DateFieldListFilter),
        ("uploaded_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_per_page = 48
    search_fields = ["alt"]
    search_help_text = "Words of the alternative text, the caption, the credit, the source or the rights."
    fieldsets = [
        (None, {"fields": ["current", "alt", "caption", "credit"]}),
        ("What we may do with it", {"fields": ["source", "rights", "rights_end"], "classes": ["side"]}),
        ("What must stay in sight", {"fields": [("focal_x", "focal_y")], "classes": ["side"]}),
        ("The file", {"fields": ["file", "size", "uploaded"], "classes": ["side"]}),
    ]
    readonly_fields = ["current", "size", "uploaded"]

    # -- The library ---------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ImageChangeList]:
        return ImageChangeList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return cast(ImageQuerySet, queryset).searched(search_term), False

    # -- A picture -----------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        if obj:
            return self.fieldsets
        return [(None, {"fields": ["file", "alt", "caption", "credit"]}), *self.fieldsets[1:3]]

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        image = context["original"]
        context["places"] = self._places(request, image) if image else []
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        if not change:
            obj.uploaded_by = signed_in(request)
        super().save_model(request, obj, form, change)
        if change and form.taken:
            self.message_user(request, "Whatever shows this picture shows the new file from now on.", messages.SUCCESS)

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
                "warning": image.warning,
                "change": reverse("admin:images_image_change", args=[image.pk]),
            }
        )

    def get_urls(self) -> list:
        about = self.admin_site.admin_view(self.about_view)
        return [path("<int:pk>/about/", about, name="images_image_about"), *super().get_urls()]

    # -- Where it is used ------------------------------------------------------------

    def get_deleted_objects(self, objs: QuerySet | Sequence[Image], request: HttpRequest) -> tuple:
        """A picture that anything shows stays; nothing but its files goes with it."""
        protected = [
            format_html("{}: {}", listed.what, line)
            for image in objs
            for listed in self._places(request, image)
            for line in listed.lines
        ]
        return [str(image) for image in objs], {"pictures": len(objs)}, set(), protected

    def _places(self, request: HttpRequest, image: Image) -> list[Listed]:
        return [
            Listed(places.what, [*self._links(request, places.rows), *places.others]) for places in places_of(image)
        ]

    def _links(self, request: HttpRequest, rows: list[Model]) -> list[SafeString | str]:
        """Each row with the way there; of those that somebody may not see, how many there are."""
        open_to = [row for row in rows if self._may_see(request, row)]
        lines: list[SafeString | str] = [format_html('<a href="{}">{}</a>', _page_of(row), row) for row in open_to]
        if hidden := len(rows) - len(open_to):
            lines.append(f"{hidden} more that {'is' if hidden == 1 else 'are'} not open to you")
        return lines

    def _may_see(self, request: HttpRequest, row: Model) -> bool:
        theirs = self.admin_site._registry.get(type(row))
        return theirs is not None and theirs.has_view_permission(request, row)

    @admin.display(description="picture")
    def current(self, image: Image) -> SafeString:
        return render_to_string("admin/images/image/focal_point.html", {"image": image})

    @admin.display
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height} pixels"

    @admin.display
    def uploaded(self, image: Image) -> str:
        by = f" by {image.uploaded_by}" if image.uploaded_by else ""
        return f"{date_format(timezone.localtime(image.uploaded_at), 'j F Y, H:i')}{by}"
