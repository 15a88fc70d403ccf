from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin import ModelAdmin
from core.line_work import Unable
from core.moments import in_words
from core.staff import signed_in
from newsletters.admin.forms import ColumnsForm, MannerForm, UploadForm
from newsletters.imports.outcomes import WORDS
from newsletters.imports.report import as_csv, page_of
from newsletters.models import SubscriberImport
from newsletters.models.imports import KEPT

TONES = {
    "uploaded": "scheduled",
    "checking": "scheduled",
    "checked": "scheduled",
    "importing": "scheduled",
    "imported": "published",
    "stopped": "expired",
    "undoing": "scheduled",
    "undone": "withdrawn",
}
"""The colour in which the admin shows a state, by the class of a state that has it already."""


@admin.register(SubscriberImport)
class SubscriberImportAdmin(ModelAdmin):
    """A file on its way in: upload, columns, check, import, and the way back. Every step is a verb of the model."""

    actions = None
    list_display = ["called", "state_word", "mailing_list", "figures", "created_by", "when"]
    list_select_related = ["mailing_list", "created_by"]
    sortable_by = []

    # -- Who may: those who may add one may do all that follows ---------------------

    def has_change_permission(self, request: HttpRequest, obj: SubscriberImport | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SubscriberImport | None = None) -> bool:
        return False

    # -- The list --------------------------------------------------------------

    @admin.display(description="file")
    def called(self, job: SubscriberImport) -> SafeString:
        return format_html('<span class="row-address">{}</span>', job.file_name)

    @admin.display(description="state")
    def state_word(self, job: SubscriberImport) -> SafeString:
        percent = f"{job.percent}%" if job.is_busy else ""
        return format_html(
            '<span class="state {}">{}</span> <span class="row-note">{}</span>',
            TONES[job.state],
            job.get_state_display(),
            percent,
        )

    @admin.display(description="lines")
    def figures(self, job: SubscriberImport) -> str:
        if job.state == job.State.UPLOADED:
            return f"about {job.lines:,}"
        return f"{job.new:,} new, {job.changed:,} changed, {job.left_alone:,} left alone, {job.refused:,} refused"

    @admin.display(description="uploaded")
    def when(self, job: SubscriberImport) -> str:
        return in_words(job.created_at)

    # -- The steps ---------------------------------------------------------------

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/columns/", view(self.columns_view), name="newsletters_subscriberimport_columns"),
            path("<int:pk>/manner/", view(self.manner_view), name="newsletters_subscriberimport_manner"),
            path("<int:pk>/progress/", view(self.progress_view), name="newsletters_subscriberimport_progress"),
            path("<int:pk>/report/", view(self.report_view), name="newsletters_subscriberimport_report"),
            path("<int:pk>/report.csv", view(self.report_csv_view), name="newsletters_subscriberimport_report_csv"),
            path("<int:pk>/do/<slug:verb>/", view(self.verb_view), name="newsletters_subscriberimport_verb"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        self._must_be_allowed(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if form.is_valid() and (job := form.save(by=signed_in(request))):
            self.log_addition(request, job, "")
            return HttpResponseRedirect(_page("columns", job))
        return self._page(request, "upload", {"title": "New import", "form": form, "days": KEPT.days})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """Where the import stands, and what can be done."""
        job = self.get_object(request, object_id)
        if job is None:
            return super().change_view(request, object_id)  # which says so
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        if job.state == job.State.UPLOADED and job.file and self.has_add_permission(request):
            return HttpResponseRedirect(_page("columns", job))
        return self._page(request, "import", {"title": job.file_name, "job": job, "tone": TONES[job.state]})

    def columns_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the columns hold, above the first lines of the file."""
        self._must_be_allowed(request)
        job = get_object_or_404(SubscriberImport, pk=pk)
        if job.state not in {job.State.UPLOADED, job.State.CHECKED} or not job.file:
            return HttpResponseRedirect(_page("change", job))
        form = ColumnsForm(request.POST or None, job=job)
        if form.is_valid():
            said = {name: form.cleaned_data[name] for name in ("mailing_list", "consent", "has_heading")}
            return self._done(request, job, lambda: job.check_lines(columns=form.columns, **said))
        manner = MannerForm(initial={"delimiter": job.delimiter, "encoding": job.encoding})
        context = {
            "title": job.file_name,
            "job": job,
            "form": form,
            "manner": manner,
            "rows": [[*row.cells, *[""] * form.width][: form.width] for row in job.sample()],
        }
        return self._page(request, "columns", context)

    def manner_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reads the file in another manner, where the letters or columns came out wrong."""
        self._must_be_allowed(request)
        job = get_object_or_404(SubscriberImport, pk=pk)
        form = MannerForm(request.POST)
        if request.method == "POST" and form.is_valid():
            return self._done(request, job, lambda: job.read_as(form.manner), page="columns")
        return HttpResponseRedirect(_page("columns", job))

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        self._must_be_allowed(request)
        job = get_object_or_404(SubscriberImport, pk=pk)
        if request.method != "POST":
            return HttpResponseRedirect(_page("change", job))
        match verb:
            case "bring-in":
                return self._done(request, job, job.bring_in)
            case "stop":
                return self._done(request, job, job.stop)
            case "columns":
                return self._done(request, job, job.change_columns, page="columns")
            case "undo":
                return self._done(request, job, lambda: job.undo(by=signed_in(request)))
            case "go-on":
                return self._done(request, job, job.go_on)
            case "discard":
                return self._discarded(request, job)
        raise Http404

    def _done(self, request: HttpRequest, job: SubscriberImport, do, page: str = "change") -> HttpResponse:
        try:
            do()
        except Unable as problem:
            self.message_user(request, str(problem), messages.ERROR)
        else:
            self.log_change(request, job, f"Now: {job.get_state_display()}.")
        return HttpResponseRedirect(_page(page, job))

    def _discarded(self, request: HttpRequest, job: SubscriberImport) -> HttpResponse:
        try:
            with transaction.atomic():
                self.log_deletions(request, [job])
                job.discard()
        except Unable as problem:
            self.message_user(request, str(problem), messages.ERROR)
            return HttpResponseRedirect(_page("change", job))
        self.message_user(request, f"‘{job.file_name}’ is deleted; nothing of it came in.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:newsletters_subscriberimport_changelist"))

    # -- What is going on, and what became of the lines ------------------------------

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the work has come, as JSON."""
        self._may_look(request)
        job = get_object_or_404(SubscriberImport, pk=pk)
        return JsonResponse(job.progress, headers={"Cache-Control": "no-store"})

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of lines, of all kinds or of one; the next begins behind its last line."""
        self._may_look(request)
        job = get_object_or_404(SubscriberImport, pk=pk)
        what = request.GET.get("what", "")
        after = request.GET.get("after", "")
        page = page_of(job, what if what in WORDS else "", int(after) if after.isdecimal() and len(after) < 10 else 0)
        context = {
            "title": "What became of the lines",
            "subtitle": job.file_name,
            "job": job,
            "page": page,
            "what": what,
        }
        return self._page(request, "report", context)

    def report_csv_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        self._may_look(request)
        job = get_object_or_404(SubscriberImport, pk=pk)
        lines: Iterator[str] = as_csv(job)
        return StreamingHttpResponse(
            lines,
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="import-{job.pk}.csv"',
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )

    def _must_be_allowed(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _may_look(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
        known = {**self.admin_site.each_context(request), "opts": self.opts, "may": self.has_add_permission(request)}
        return TemplateResponse(request, f"admin/newsletters/subscriberimport/{name}.html", known | context)


def _page(name: str, job: SubscriberImport) -> str:
    return reverse(f"admin:newsletters_subscriberimport_{name}", args=[job.pk])
