"""The list of issues: its rows, its columns and its filter."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin import StateFilter
from core.moments import in_words
from magazines.models import Issue
from magazines.querysets import IssueQuerySet


class IssueChangeList(ChangeList):
    """Reads for every row what its columns show, in a fixed number of queries."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        issues = cast(IssueQuerySet, super().get_queryset(request, exclude_parameters))
        return issues.for_cover().with_what_comes_in()


class IssueStateFilter(StateFilter):
    states = {state.lower(): state for state in ("Draft", "Scheduled", "Published")}


class Columns:
    """How the list shows an issue."""

    @admin.display(description="cover", empty_value="")
    def cover_picture(self, issue: Issue) -> SafeString | str:
        return render_to_string("admin/magazines/issue/cover.html", {"issue": issue})

    @admin.display(description="issue", ordering="number")
    def headline(self, issue: Issue) -> SafeString:
        return format_html(
            '<span class="row-title">{}</span> <span class="row-note">{}</span>', f"Issue {issue.number}", issue.title
        )

    @admin.display(description="date", ordering="date")
    def date_in_words(self, issue: Issue) -> str:
        return issue.when

    @admin.display(description="state", ordering="published_at")
    def state_word(self, issue: Issue) -> SafeString:
        return format_html(
            '<span class="state {}">{}</span> <span class="row-note">{}</span>',
            issue.state.lower(),
            issue.state,
            in_words(issue.published_at) if issue.published_at else "",
        )

    @admin.display(description="pages")
    def page_numbers(self, issue: Any) -> SafeString | str:
        pages = str(issue.pdf.page_count) if issue.pdf else "–"
        if issue.is_being_made:
            return format_html('{} <span class="row-note">new ones are being made</span>', pages)
        if issue.was_refused:
            return format_html('{} <span class="row-note">a PDF was refused</span>', pages)
        return pages
