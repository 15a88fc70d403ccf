"""Winners of past years from a file: upload, look at what would happen, agree."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from awards.forms import WinnerImportForm
from awards.imports import Plan, carry_out, plan_of
from awards.models import WinnerImport
from core.admin import signed_in

SHOWN = 300
"""Lines of each kind that the page of an upload lists."""


class ImportsWinners:
    """For the admin of winners: the pages of an import. Who imports may add winners and organisations."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("import/", view(self.upload_view), name="awards_winner_import"),
            path("import/<int:pk>/", view(self.import_view), name="awards_winner_import_plan"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_import": may_import(request)} | (extra_context or {}))  # type: ignore[misc]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        if not may_import(request):
            raise PermissionDenied
        form = WinnerImportForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            upload = WinnerImport.objects.create(file=file, name=file.name[:200], uploaded_by=signed_in(request))
            return HttpResponseRedirect(reverse("admin:awards_winner_import_plan", args=[upload.pk]))
        context = self._context(request, "Winners from a file") | {"form": form}
        return TemplateResponse(request, "admin/awards/winner/upload.html", context)

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would become of the upload; by POST, it does."""
        if not may_import(request):
            raise PermissionDenied
        upload = get_object_or_404(WinnerImport, pk=pk)
        if request.method == "POST" or upload.imported_at:
            try:
                messages.success(request, _said(carry_out(upload), upload))
            except ValidationError as problem:
                messages.info(request, problem.message)
            return HttpResponseRedirect(reverse("admin:awards_winner_changelist"))
        with upload.file.open() as file:
            plan = plan_of(file)
        parts = [
            ("new", "Come in", plan.first("new", SHOWN)),
            ("refused", "Refused", plan.first("refused", SHOWN)),
            ("known", "Left alone", plan.first("known", SHOWN)),
        ]
        context = self._context(request, f"What would become of ‘{upload}’") | {
            "plan": plan,
            "parts": [(state, title, lines, plan.counts[state]) for state, title, lines in parts if lines],
            "counts": plan.counts,
            "shown": SHOWN,
        }
        return TemplateResponse(request, "admin/awards/winner/plan.html", context)

    def _context(self, request: HttpRequest, title: str) -> dict:
        return {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": title,
            "opts": self.opts,  # type: ignore[attr-defined]
        }


def _said(plan: Plan, upload: WinnerImport) -> str:
    came, refused = plan.counts["new"], plan.counts["refused"]
    said = f"{came:,} winner{'' if came == 1 else 's'} came in from ‘{upload}’."
    return f"{said} {refused:,} line{' was' if refused == 1 else 's were'} refused." if refused else said


def may_import(request: HttpRequest) -> bool:
    return signed_in(request).has_perms(["awards.add_winner", "awards.add_category", "articles.add_organisation"])
