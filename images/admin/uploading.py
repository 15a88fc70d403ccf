"""Many pictures at once."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import strip_tags

from core.staff import signed_in
from images.forms import AboutAllForm, UploadForm, UploadFormSet
from images.models import Image


class Uploading(admin.ModelAdmin):
    """The part of the library's admin that takes many pictures in.

    With JavaScript each file is a request of its own (static/js/admin/picture-upload.js); without it, all are one.
    """

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        about_all = AboutAllForm(request.POST or None)
        rows = UploadFormSet(request.POST or None, request.FILES or None)
        if request.method != "POST":
            return self._upload_page(request, about_all, rows)
        rows.is_valid()
        added = [self._add(request, row, about_all) for row in rows if row.is_ready] if about_all.is_valid() else []
        if request.accepts("text/html"):
            return self._answer_in_a_page(request, about_all, rows, added)
        return self._answer_to_a_script(about_all, rows, added)

    def _add(self, request: HttpRequest, row: UploadForm, about_all: AboutAllForm) -> Image:
        image = row.save(commit=False)
        for name, value in about_all.cleaned_data.items():
            setattr(image, name, value)
        image.uploaded_by = signed_in(request)
        image.save()
        self.log_addition(request, image, [{"added": {}}])
        return image

    def _answer_in_a_page(
        self, request: HttpRequest, about_all: AboutAllForm, rows: BaseFormSet, added: list[Image]
    ) -> HttpResponse:
        if added:
            count = "One picture is" if len(added) == 1 else f"{len(added)} pictures are"
            self.message_user(request, f"{count} in the library now.", messages.SUCCESS)
        if about_all.errors or any(row.errors for row in rows) or not added:
            return self._upload_page(request, about_all, rows)
        return HttpResponseRedirect(reverse("admin:images_image_changelist"))

    def _answer_to_a_script(self, about_all: AboutAllForm, rows: BaseFormSet, added: list[Image]) -> JsonResponse:
        if added:
            return JsonResponse({"change": reverse("admin:images_image_change", args=[added[0].pk])})
        errors = {
            name: strip_tags(" ".join(map(str, said)))
            for form in (about_all, *rows)
            for name, said in form.errors.items()
        }
        known = next((reverse("admin:images_image_change", args=[row.known.pk]) for row in rows if row.known), "")
        return JsonResponse({"errors": errors or {"file": "Nothing was sent."}, "known": known}, status=422)

    def _upload_page(self, request: HttpRequest, about_all: AboutAllForm, rows: BaseFormSet) -> HttpResponse:
        refused = [row for row in rows if rows.is_bound and row.errors]
        context = {
            **self.admin_site.each_context(request),
            "title": "Upload pictures",
            "opts": self.opts,
            "about_all": about_all,
            "rows": rows,
            "shown": refused or list(rows),
            "refused": refused,
        }
        status = 422 if refused or about_all.errors else 200
        return TemplateResponse(request, "admin/images/image/upload.html", context, status=status)

    def get_urls(self) -> list:
        upload = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", upload, name="images_image_upload"), *super().get_urls()]
