"""The versions of an article in the admin: what saves itself while somebody writes, what two people wrote at once, and
the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst, get_text_list
from django.views.decorators.http import require_POST

from articles import snapshots
from articles.admin.pages import Pages
from articles.comparing import LABELS, differences, sides, size_of_change
from articles.forms import ArticleForm
from articles.models import Article, Overtaken, Presence, Revision
from core.moments import in_words, time_of_day
from core.staff import signed_in

if TYPE_CHECKING:
    from core.models import User

REVISIONS_PER_PAGE = 50


class Versions(Pages):
    """The part of the articles' admin that has to do with versions."""

    # -- Two people at once ------------------------------------------------------

    def side_by_side(self, request: HttpRequest, article: Article, overtaken: Overtaken) -> HttpResponse:
        """The page on which somebody chooses, where somebody else changed the same things."""
        context = {
            "title": "Two people changed the same things",
            "newest": overtaken.newest,
            "who": overtaken.newest.by_whom,
            "conflicts": [(LABELS[each.field], each, *sides(each)) for each in overtaken.conflicts],
            "sent": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in {"csrfmiddlewaretoken", "against"} and not name.startswith("choice-")
            ],
        }
        return self.page(request, "side_by_side", article, context, status=409)

    def settled(
        self, request: HttpRequest, article: Article, mine: snapshots.Snapshot, base: int
    ) -> tuple[snapshots.Snapshot, int]:
        """What somebody wrote and the version it was written over; where they have just chosen between two versions
        (`side_by_side`), both of them put together, over the other one."""
        against = request.POST.get("against", "")
        newest = article.revisions.in_line().filter(pk=against).first() if against.isdecimal() else None
        if newest is None:
            return mine, base
        choices = {
            name.removeprefix("choice-"): str(value)
            for name, value in request.POST.items()
            if name.startswith("choice-")
        }
        return article.put_together(mine, base=base, newest=newest, choices=choices), newest.pk

    # -- What saves itself ---------------------------------------------------------

    def autosave_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keeps what somebody is writing, finished or not; says how that went, and who else is at it."""
        begun = pk or getattr(self.begun(request), "pk", None)
        article = self.get_object(request, str(begun)) if begun else None
        if pk and article is None:
            return JsonResponse({"problem": "This article has been deleted."}, status=404)
        if not (self.has_change_permission(request, article) if article else self.has_add_permission(request)):
            return JsonResponse({"problem": "You may not change this article any more."}, status=403)
        form_class = cast(type[ArticleForm], self.get_form(request, article, change=article is not None))
        form = form_class(request.POST, instance=article)
        form.is_valid()
        if article is None:
            if missing := [LABELS[name].lower() for name in ("title", "section_id") if _is_missing(form, name)]:
                return JsonResponse({"waits_for": get_text_list(missing, "and")})
            article = form.instance
            article.created_by = signed_in(request)
            article.save()
        base, window = form.cleaned_data.get("base") or 0, form.cleaned_data.get("window", "")
        revision = article.autosave(
            form.snapshot(), by=signed_in(request), base=base, window=window, unfinished=form.unfinished()
        )
        Presence.objects.note(article, signed_in(request), wrote=True)
        kept = self._kept(article, revision, base)
        return JsonResponse(kept | self._around(article, signed_in(request), kept["base"]))

    def begun(self, request: HttpRequest) -> Article | None:
        """The article that a page for a new one has made already, though it may never have learnt so."""
        return Article.objects.begun_in(request.POST.get("window", ""), signed_in(request)).first()

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Notes that somebody has the article open, and says who else has, and whether there is a newer version."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            return JsonResponse({"problem": "You may not change this article any more."}, status=403)
        Presence.objects.note(article, signed_in(request))
        base = request.POST.get("base", "")
        return JsonResponse(self._around(article, signed_in(request), int(base) if base.isdecimal() else 0))

    def _kept(self, article: Article, revision: Revision, base: int) -> dict[str, Any]:
        """What the page that writes has to know from now on."""
        addresses = {
            name: reverse(f"admin:articles_article_{name}", args=[article.pk])
            for name in ("change", "autosave", "presence", "compare", "page")
        }
        addresses["compare"] += f"?to={revision.pk}"
        base = base if revision.is_beside else revision.pk
        return {"saved": time_of_day(revision.created_at), "base": base, **addresses}

    def _around(self, article: Article, user: User, base: int) -> dict[str, Any]:
        """Who else is at it, and whose version is newer than the one that was written over."""
        newest = article.latest_revision
        overtaken = ""
        if newest and newest.pk != base:
            elsewhere = " in another window" if newest.created_by == user else ""
            who = "You" if elsewhere else capfirst(newest.by_whom)
            overtaken = f"{who} saved a newer version{elsewhere}: {in_words(newest.created_at)}."
        others = [str(each) for each in Presence.objects.others_at(article, user)]
        return {"others": others, "overtaken": overtaken}

    # -- The history -------------------------------------------------------------

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """Every version that was saved, newest first."""
        article = self.visible(request, object_id)
        page = Paginator(article.revisions.select_related("created_by", "written_over"), REVISIONS_PER_PAGE).get_page(
            request.GET.get("page")
        )
        context = {"title": "History", "page": page, "rows": with_changes(list(page))}
        return self.page(request, "history", article, context | (extra_context or {}))

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two versions, `?from=` (default: the one before) and `?to=` (default: the newest)."""
        article = self.visible(request, pk)
        newer = self.asked_for(request, article, "to") or article.latest_revision
        older = self.asked_for(request, article, "from") or (newer.came_from if newer else None)
        if older and newer and older.pk > newer.pk and not newer.is_beside:
            older, newer = newer, older
        context = {
            "title": "What changed",
            "older": older,
            "newer": newer,
            "differences": differences(older.snapshot, newer.snapshot) if older and newer else [],
            "may_restore": self.has_change_permission(request, article),
        }
        return self.page(request, "compare", article, context)

    def restore_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        """Makes an older version the newest again; what was the newest stays in the history. One that stands beside the
        article is put together with it."""
        article = self.visible(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        older, before = get_object_or_404(article.revisions, pk=revision), article.latest_revision
        if older.is_beside:
            return self._join(request, article, older)
        article.restore(older, by=signed_in(request))
        said = f"The version of {in_words(older.created_at)} is the newest again."
        if before:
            back = reverse("admin:articles_article_compare", args=[article.pk])
            said = format_html(
                '{} <a href="{}?to={}">What was there before</a> is in the history.', said, back, before.pk
            )
        self.message_user(request, said)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def call_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        """Gives a version a name, by which it is found again and is kept for ever."""
        article = self.visible(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        get_object_or_404(article.revisions, pk=revision).call(request.POST.get("name", ""))
        return HttpResponseRedirect(reverse("admin:articles_article_history", args=[pk]))

    def _join(self, request: HttpRequest, article: Article, beside: Revision) -> HttpResponse:
        """Puts what was written beside the article together with its newest version."""
        try:
            mine = snapshots.complete(article, beside)
            snapshot, base = self.settled(request, article, mine, beside.written_over_id or 0)
            article.save_revision(snapshot, by=signed_in(request), base=base, unfinished=beside.unfinished)
        except Overtaken as overtaken:
            return self.side_by_side(request, article, overtaken)
        self.message_user(request, "Both versions are put together. Please read the result once more.")
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def get_urls(self) -> list:
        return [
            self.address("add/autosave/", require_POST(self.autosave_view), "autosave_new"),
            self.address("<int:pk>/autosave/", require_POST(self.autosave_view), "autosave"),
            self.address("<int:pk>/presence/", require_POST(self.presence_view), "presence"),
            self.address("<int:pk>/compare/", self.compare_view, "compare"),
            self.address("<int:pk>/call/<int:revision>/", require_POST(self.call_view), "call"),
            self.address("<int:pk>/restore/<int:revision>/", require_POST(self.restore_view), "restore"),
            *super().get_urls(),
        ]


def with_changes(revisions: list[Revision]) -> list[tuple[Revision, int, int]]:
    """Each version with the number of words that are new in it, and of those that are gone."""
    in_line = [revision for revision in revisions if not revision.is_beside]
    rows = []
    for revision in revisions:
        on_this_page = None if revision.is_beside else next((each for each in in_line if each.pk < revision.pk), None)
        before = on_this_page or revision.came_from
        rows.append((revision, *size_of_change(before.snapshot if before else {}, revision.snapshot)))
    return rows


def _is_missing(form: ArticleForm, name: str) -> bool:
    return name.removesuffix("_id") in form.errors
