from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from core.admin import ModelAdmin
from core.audit import Action
from core.moments import in_words
from core.staff import signed_in
from core.uploads import serve_private
from images.admin import ChoosesImages
from magazines.admin.issue_list import Columns, IssueChangeList, IssueStateFilter
from magazines.forms import ContentsField, IssueForm
from magazines.models import Issue
from magazines.progress import progress_of
from magazines.tasks import make_pages


@admin.register(Issue)
class IssueAdmin(Columns, ChoosesImages, ModelAdmin):
    """Everything about an issue on one page: its words, its PDF and how far its pages are, when readers see it."""

    form = IssueForm
    actions = None
    list_display = ["cover_picture", "headline", "date_in_words", "state_word", "page_numbers"]
    list_display_links = ["headline"]
    list_filter = [IssueStateFilter]
    search_fields = ["number", "title"]
    search_help_text = "The number or words of the title."
    ordering = ["-date", "-pk"]
    fieldsets = [
        (None, {"fields": ["number", "title", "cover_lines"]}),
        ("In this issue", {"fields": ["contents_lines"], "classes": ["issue-contents"]}),
        ("From the editor", {"fields": ["letter"], "classes": ["manuscript"]}),
        ("The pages", {"fields": ["pdf_file"], "classes": ["side"]}),
        ("When", {"fields": ["publish_at", "date", "date_label"], "classes": ["side"]}),
        ("Cover", {"fields": ["cover"], "classes": ["side"]}),
        ("Address", {"fields": ["slug"], "classes": ["side", "collapse"]}),
    ]

    # -- Who may ---------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).has_perm("magazines.publish_issue")

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> list[str]:
        return [] if self.has_publish_permission(request) else ["publish_at"]

    # -- The list --------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[IssueChangeList]:
        return IssueChangeList

    # -- The edit page ---------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if {"_publish", "_withdraw"} & request.POST.keys() and not self.has_publish_permission(request):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        issue = context["original"]
        context["row"] = Issue.objects.select_related("pdf").get(pk=issue.pk) if issue else None
        context["progress"] = progress_of(context["row"]) if issue else None
        context["may_publish"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Issue, form: IssueForm, change: bool) -> None:
        if change:  # only what was edited: at this moment a worker may be putting new pages in place
            obj.save(update_fields=[field.name for field in obj._meta.fields if field.name in form.fields])
        else:
            obj.save()
        if "contents_lines" in form.changed_data:
            obj.set_contents(form.cleaned_data["contents_lines"])
        if upload := form.cleaned_data.get("pdf_file"):
            obj.take_pdf(upload, upload.name)
        self._act(request, obj, form)

    def _act(self, request: HttpRequest, issue: Issue, form: IssueForm) -> None:
        """Does what the button says that was pressed."""
        if "_publish" in request.POST:
            issue.publish()
            self.log(request, Action.STEP, issue, "Published.")
        elif "_withdraw" in request.POST:
            issue.withdraw()
            self.log(request, Action.STEP, issue, "Withdrawn.")
        elif "publish_at" in form.cleaned_data and form.cleaned_data["publish_at"] != issue.published_at:
            moment = form.cleaned_data["publish_at"]
            issue.publish(at=moment) if moment else issue.withdraw()
        if "_outline" in request.POST:
            self._take_contents(request, issue)
        if "_again" in request.POST and issue.incoming:
            issue.incoming.try_again()
            make_pages.enqueue(issue.incoming.pk)

    def _take_contents(self, request: HttpRequest, issue: Issue) -> None:
        if count := Issue.objects.get(pk=issue.pk).take_contents_from_outline():
            self.message_user(request, f"{count} line{'' if count == 1 else 's'} taken from the PDF’s outline.")
        else:
            self.message_user(request, "The PDF’s outline names nothing that is not here already.", messages.WARNING)

    def response_add(self, request: HttpRequest, obj: Issue, post_url_continue: str | None = None) -> HttpResponse:
        return self._answer(request, obj)

    def response_change(self, request: HttpRequest, obj: Issue) -> HttpResponse:
        return self._answer(request, obj)

    def _answer(self, request: HttpRequest, issue: Issue) -> HttpResponse:
        self.message_user(request, self._said(request, issue), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:magazines_issue_change", args=[issue.pk]))

    def _said(self, request: HttpRequest, issue: Issue) -> str:
        if "_withdraw" in request.POST:
            return "Withdrawn. Readers no longer see this issue; everything about it stays here."
        if issue.is_scheduled and issue.published_at:
            return f"Saved. It appears by itself: {in_words(issue.published_at)}."
        if issue.is_public:
            said = "Published." if "_publish" in request.POST else "Saved; readers see it now."
            return format_html('{} <a href="{}">See it on the site</a>.', said, issue.get_absolute_url())
        return "Saved as a draft."

    # For those who may only look.

    def contents_lines(self, issue: Issue) -> str:
        return "; ".join(
            line["title"] for line in ContentsField.lines(issue.contents.select_related("article__section"))
        )

    @admin.display(description="PDF")
    def pdf_file(self, issue: Issue) -> str:
        return issue.pdf.name if issue.pdf else "–"

    @admin.display(description="readers see it from")
    def publish_at(self, issue: Issue) -> str:
        return in_words(issue.published_at) if issue.published_at else "It is a draft."

    # -- Pages of its own --------------------------------------------------------

    def get_urls(self) -> list:
        progress = self.admin_site.admin_view(self.progress_view)
        pdf = self.admin_site.admin_view(self.pdf_view)
        return [
            path("<int:pk>/progress/", progress, name="magazines_issue_progress"),
            path("<int:pk>/pdf/", pdf, name="magazines_issue_pdf"),
            *super().get_urls(),
        ]

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the pages are: as JSON for the edit page, or as a page that asks again by itself."""
        issue = self._seen_by(request, pk)
        progress = progress_of(issue)
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            return JsonResponse(
                {"state": progress.state, "text": progress.text, "done": progress.done, "total": progress.total}
            )
        context = {
            **self.admin_site.each_context(request),
            "title": f"The pages of issue {issue.number}",
            "opts": self.opts,
            "issue": issue,
            "progress": progress,
        }
        return TemplateResponse(request, "admin/magazines/issue/progress.html", context)

    def pdf_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The newest PDF of an issue, published or not, for its staff."""
        issue = self._seen_by(request, pk)
        pdf = issue.incoming or issue.pdf
        if pdf is None:
            raise Http404
        return serve_private(pdf.file, f"{issue.slug}.pdf")

    def _seen_by(self, request: HttpRequest, pk: int) -> Issue:
        issue = get_object_or_404(Issue.objects.select_related("pdf"), pk=pk)
        if not self.has_view_permission(request, issue):
            raise PermissionDenied
        return issue

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """An issue goes with its pages, files and contents; they are not listed one by one."""
        return [f"{issue}: {issue.title}" for issue in objs], {"issues": len(objs)}, set(), []
