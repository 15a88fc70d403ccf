"""Winners of past years from a file: upload, look at what would happen, agree, watch it come in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from awards.forms import WinnerImportForm
from awards.imports.work import SHOWN
from awards.models import WinnerImport
from core.audit import Action
from core.line_work import Unable
from core.models import AuditEntry
from core.staff import signed_in

KINDS = {"new": "Come in", "refused": "Refused", "known": "Left alone"}


class ImportsWinners:
    """For the admin of winners: the pages of an import. Who imports may add winners and organisations."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("import/", view(self.upload_view), name="awards_winner_import"),
            path("import/<int:pk>/", view(self.import_view), name="awards_winner_import_plan"),
            path("import/<int:pk>/progress/", view(self.progress_view), name="awards_winner_import_progress"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_import": may_import(request)} | (extra_context or {}))  # type: ignore[misc]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        if not may_import(request):
            raise PermissionDenied
        form = WinnerImportForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            job = WinnerImport.objects.upload(form.cleaned_data["file"], by=signed_in(request))
            return HttpResponseRedirect(_page(job))
        return self._page(
            request,
            "upload",
            "Winners from a file",
            form=form,
            uploads=WinnerImport.objects.select_related("uploaded_by")[:20],
        )

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the upload is, and what becomes of its lines; by POST, what the button says that was pressed."""
        job = _found(request, pk)
        if request.method == "POST":
            return self._act(request, job, request.POST.get("do", ""))
        title = f"What becomes of ‘{job}’" if job.state == job.State.CHECKED else str(job)
        parts = [
            (kind, said, job.shown[kind], getattr(job, kind)) for kind, said in KINDS.items() if job.shown.get(kind)
        ]
        return self._page(request, "plan", title, job=job, parts=parts, shown=SHOWN)

    def _act(self, request: HttpRequest, job: WinnerImport, do: str) -> HttpResponse:
        verbs = {"bring-in": job.bring_in, "stop": job.stop, "go-on": job.go_on, "discard": job.discard}
        try:
            if do in verbs:
                name = f"Winners from ‘{job}’"
                verbs[do]()
                AuditEntry.objects.note(Action.CHANGED, by=signed_in(request), name=name, detail=DONE[do])
        except Unable as problem:
            messages.info(request, str(problem))
        return HttpResponseRedirect(_page(job) if job.pk else reverse("admin:awards_winner_import"))

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the work has come, as JSON."""
        return JsonResponse(_found(request, pk).progress, headers={"Cache-Control": "no-store"})

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> TemplateResponse:
        known = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": title,
            "opts": self.opts,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, f"admin/awards/winner/{name}.html", known | context)


DONE = {"bring-in": "Brought in.", "stop": "Stopped.", "go-on": "Went on.", "discard": "Thrown away."}


def _found(request: HttpRequest, pk: int) -> WinnerImport:
    if not may_import(request):
        raise PermissionDenied
    return get_object_or_404(WinnerImport, pk=pk)


def _page(job: WinnerImport) -> str:
    return reverse("admin:awards_winner_import_plan", args=[job.pk])


def may_import(request: HttpRequest) -> bool:
    return signed_in(request).has_perms(["awards.add_winner", "awards.add_category", "articles.add_organisation"])
