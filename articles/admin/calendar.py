"""The calendar in the admin: what appears when, and moving it to another day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.article_list import ArticleStateFilter
from articles.admin.pages import Pages
from articles.calendar import Span, days_of, span_containing, span_of, undated
from articles.forms import MoveForm
from articles.models import Article, Overtaken, Section
from core import time_zones
from core.moments import in_words
from core.staff import signed_in

KINDS = ("month", "week", "day")
STATES = {word: name for word, name in ArticleStateFilter.states.items() if word not in {"expired", "withdrawn"}}


class Calendar(Pages):
    """The part of the articles' admin that has to do with the calendar."""

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """`?month=2026-12` (default: this one), `?week=2026-W49` or `?day=2026-12-04`; `?section=` and `?state=`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        span, user = _asked(request.GET), signed_in(request)
        articles, sees_all = Article.objects.all(), self.sees_all(request)  # type: ignore[attr-defined]
        if not sees_all:
            articles = articles.touched_by(user)
        sections = list(Section.objects.all())
        section = next((each for each in sections if each.slug == request.GET.get("section")), None)
        if section:
            articles = articles.in_section(section)
        state = request.GET.get("state", "")
        if state in STATES:
            articles = articles.in_state(state)

        def may_move(article: Article) -> bool:
            return workflow.may_move(user, article, is_theirs=not sees_all)

        def link(to: Span, **narrowed: str) -> str:
            kept = {"section": section.slug if section else "", "state": state if state in STATES else ""} | narrowed
            query = QueryDict(mutable=True)
            query.update({to.kind: to.value} | {name: value for name, value in kept.items() if value})
            return f"?{query.urlencode()}"

        today = timezone.localdate()
        nearest = today if today in span.days else span.first
        without_a_date, more_without = undated(articles, may_move)
        days = days_of(span, articles, may_move)
        for day in days:
            day.url = link(Span("day", day.date))
        context = {
            "title": "Calendar",
            "span": span,
            "weeks": [days[at : at + 7] for at in range(0, len(days), 7)],
            "is_narrowed": bool(section) or state in STATES,
            "is_empty": not any(day.entries for day in days),
            "undated": without_a_date,
            "more_undated": more_without,
            "is_now": today in span.days,
            "here": link(span),
            "before": link(span.before),
            "after": link(span.after),
            "now": link(span_containing(span.kind, today)),
            "kinds": [(kind, link(span_containing(kind, nearest)), kind == span.kind) for kind in KINDS],
            "filters": [
                _filter("Section", section.slug if section else "", [(each.slug, each.name) for each in sections],
                        lambda value: link(span, section=value)),
                _filter("State", state, list(STATES.items()), lambda value: link(span, state=value)),
            ],
            "zone": timezone.get_current_timezone(),
            "is_elsewhere": time_zones.is_elsewhere(),
            "paper": timezone.get_default_timezone(),
            "today": today,
            "opts": self.opts,
        }  # fmt: skip
        context = self.admin_site.each_context(request) | context
        return TemplateResponse(request, "admin/articles/article/calendar.html", context)

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Plans an article for another day, or another minute, and leads back to the page of the calendar."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        form = MoveForm(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError([problem for problems in form.errors.values() for problem in problems])
            article.reschedule(form.cleaned_data["to"], by=signed_in(request), base=form.cleaned_data["base"] or 0)
        except ValidationError as why:
            self.message_user(request, f"Not moved. {workflow.in_a_sentence(why)}", messages.ERROR)
        except Overtaken as overtaken:
            newest = overtaken.newest
            said = f"Not moved. {newest.by_whom} changed ‘{article}’ meanwhile: {in_words(newest.created_at)}."
            self.message_user(request, said, messages.ERROR)
        else:
            moment = form.cleaned_data["to"]
            day = f"?day={timezone.localdate(moment)}"
            verb = "appears" if article.is_scheduled else "is planned for"
            said = format_html('‘{}’ {} <a href="{}">{}</a>.', article, verb, day, in_words(moment))
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_calendar") + _back(request.POST.get("back", "")))

    def get_urls(self) -> list:
        return [
            self.address("calendar/", self.calendar_view, "calendar"),
            self.address("<int:pk>/move/", require_POST(self.move_view), "move"),
            *super().get_urls(),
        ]


def _asked(query: QueryDict) -> Span:
    """The span that an address asks for."""
    for kind in KINDS:
        if value := query.get(kind):
            if span := span_of(kind, value):
                return span
            raise Http404(f"There is no such {kind}.")
    return span_containing("month", timezone.localdate())


def _back(sent: str) -> str:
    """The query of the page of the calendar from which something was moved, and nothing else."""
    asked, kept = QueryDict(sent.removeprefix("?")), QueryDict(mutable=True)
    kept.update({name: asked[name] for name in (*KINDS, "section", "state") if asked.get(name)})
    return f"?{kept.urlencode()}" if kept else ""


def _filter(title: str, chosen: str, values: list[tuple[str, str]], link: Any) -> dict[str, Any]:
    """A filter as those of the lists are drawn (admin/filter.html)."""
    choices = [
        {"selected": value == chosen, "query_string": link(value), "display": name}
        for value, name in [("", "All"), *values]
    ]
    return {"title": title, "choices": choices}
