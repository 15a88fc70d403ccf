"""The front page desk in the admin: the page in small, on which stories and strips are moved, and what was and will be.

Whoever reads articles may look; publishers arrange. Every press of a button sends the whole plan, so nothing is kept
here between two of them, and dragging (static/js/admin/front-page.js) only presses these buttons.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Section
from core.frames import shown_in_a_frame
from core.moments import in_words
from core.staff import signed_in
from newsroom.front_page.arranging import arrange
from newsroom.front_page.board import Board, board_of
from newsroom.front_page.differences import differences, titles_in
from newsroom.front_page.forms import DeskForm
from newsroom.front_page.plan import Place, Plan
from newsroom.models import Arrangement, BreakingNews, Overtaken

LOOK = "articles.view_article"
ARRANGE = "newsroom.arrange_front_page"
FOUND = 10
"""So many stories a search shows."""
HISTORY = 12
_NUMBER = re.compile(r"[0-9]{1,18}")


# -- Where it is -----------------------------------------------------------------


def urls(site: AdminSite) -> list[URLPattern]:
    def page(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        return path(f"front-page/{address}", site.admin_view(partial(view, site=site)), name=name)

    return [
        page("", desk, "front_page"),
        page("arrange/", work, "front_page_arrange"),
        page("preview/", preview, "front_page_preview"),
        page("<int:number>/bring-back/", bring_back, "front_page_bring_back"),
        page("<int:number>/cancel/", cancel, "front_page_cancel"),
    ]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The entry for the desk beside the models, for those who may look at it."""
    if not signed_in(request).has_perm(LOOK):
        return []
    address = reverse("admin:front_page")
    return [{"name": "Front page", "object_name": "FrontPage", "admin_url": address, "view_only": True}]


def _check(request: HttpRequest, permission: str) -> None:
    if not signed_in(request).has_perm(permission):
        raise PermissionDenied


# -- What can be done there --------------------------------------------------------


@require_safe
def desk(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The page as readers have it now, or as the arrangement has it whose number is given (`?from=`)."""
    _check(request, LOOK)
    sections = list(Section.objects.all())
    begun = Arrangement.objects.live()
    if asked := request.GET.get("from", ""):
        if not (asked.isdecimal() and len(asked) < 10):
            raise Http404
        begun = get_object_or_404(Arrangement, pk=asked)
    plan = begun.plan if begun else Plan()
    now = timezone.now()
    plan = replace(plan, pins={place: pin for place, pin in plan.pins.items() if pin.holds(now)}).in_full(sections)
    newest = Arrangement.objects.newest()
    initial: dict[str, Any] = {"base": newest.number if newest else 0}
    if asked and begun and begun.is_scheduled:
        initial |= {"instead_of": begun.number, "goes_live_at": begun.goes_live_at, "note": begun.note}
    return _show(request, site, DeskForm(initial=initial), board_of(plan, sections), sections)


@require_POST
def work(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """A press of a button: the page as it is then, not yet published; or the publication."""
    _check(request, ARRANGE)
    sections = list(Section.objects.all())
    form = DeskForm(request.POST)
    plan = form.plan(sections)
    if "_publish" in request.POST or "_schedule" in request.POST:
        return _publish(request, site, form, plan, sections)
    before = plan
    plan = pressed(request.POST.get("do", ""), request.POST.get("story", ""), plan)
    board = board_of(plan, sections, form.untils)
    said = what_moved(before, plan, board)
    if "live" in request.POST:
        context = _board_context(request, board)
        return JsonResponse(
            {
                "board": render_to_string("admin/front_page/board.html", context),
                "found": render_to_string("admin/front_page/found.html", context),
                "said": said,
            }
        )
    if said:
        messages.info(request, said)
    return _show(request, site, DeskForm(initial=_as_it_was(request)), board, sections)


def _publish(
    request: HttpRequest, site: AdminSite, form: DeskForm, plan: Plan, sections: list[Section]
) -> HttpResponse:
    def again(status: int, form: DeskForm, **more: Any) -> HttpResponse:
        return _show(request, site, form, board_of(plan, sections, form.untils), sections, status=status, **more)

    if not form.is_valid():
        return again(422, form)
    given = form.cleaned_data
    at = given["goes_live_at"] if "_schedule" in request.POST else None
    try:
        made = Arrangement.objects.arrange(
            plan, by=signed_in(request), base=given["base"], at=at, note=given["note"], instead_of=given["instead_of"]
        )
    except Overtaken as overtaken:
        theirs = overtaken.newest
        found = differences(theirs.plan, plan, sections, titles_in(theirs.plan, plan))
        initial = _as_it_was(request) | {"base": theirs.number}
        return again(409, DeskForm(initial=initial), theirs=theirs, differences=found)
    if made.is_scheduled:
        said = f"Scheduled. The page changes by itself: {in_words(made.goes_live_at)}."
    else:
        said = format_html('Published. <a href="{}">See the front page</a>.', reverse("front-page"))
        if following := Arrangement.objects.scheduled().first():
            when = in_words(following.goes_live_at)
            messages.warning(request, f"The change that is scheduled takes the place of this: {when}.")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:front_page"))


@require_POST
@shown_in_a_frame
def preview(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The real page with a plan that is not published, at the moment for which it is to be scheduled."""
    _check(request, LOOK)
    form = DeskForm(request.POST)
    plan = form.plan(Section.objects.all())
    form.is_valid()
    now = timezone.now()
    at = max(form.cleaned_data.get("goes_live_at") or now, now)
    return render(request, "newsroom/front_page.html", {"page": arrange(plan, at), "is_preview": True})


@require_POST
def bring_back(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Makes an older arrangement the newest again; 0 stands for the page that nobody has arranged."""
    _check(request, ARRANGE)
    older = get_object_or_404(Arrangement, pk=number) if number else None
    base = request.POST.get("base", "")
    try:
        Arrangement.objects.arrange(
            older.plan if older else Plan(),
            by=signed_in(request),
            base=int(base) if base.isdecimal() and len(base) < 10 else 0,
            note=f"As it was {in_words(older.goes_live_at)}" if older else "The page arranges itself",
            repeats=older,
        )
    except Overtaken as overtaken:
        who = overtaken.newest.made_by or "Somebody"
        messages.error(
            request, f"Nothing was brought back: {who} arranged the page meanwhile. Please look at it first."
        )
    else:
        messages.success(request, "Brought back; readers see it now. What stood there before is in the history.")
    return HttpResponseRedirect(reverse("admin:front_page"))


@require_POST
def cancel(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Takes back a change that was scheduled."""
    _check(request, ARRANGE)
    try:
        get_object_or_404(Arrangement, pk=number).cancel(by=signed_in(request))
    except ValidationError as why:
        messages.error(request, " ".join(why.messages))
    else:
        messages.success(request, "The scheduled change is cancelled; it stays in the history.")
    return HttpResponseRedirect(reverse("admin:front_page"))


# -- What a press of a button does ---------------------------------------------------


def pressed(do: str, story: str, plan: Plan) -> Plan:
    """The plan after a button was pressed: `put top.0 12` (or the story that is taken), `release 12`, `up opinion`,
    `down opinion`, `move opinion 3`; after any other, as it was."""
    match do.split():
        case ["put", name, *rest] if (place := Place.called(name)) and _NUMBER.fullmatch(pk := "".join(rest) or story):
            return plan.put(int(pk), place)
        case ["release", pk] if _NUMBER.fullmatch(pk):
            return plan.release(int(pk))
        case ["up", strip]:
            return plan.move(strip, plan.position(strip) - 1)
        case ["down", strip]:
            return plan.move(strip, plan.position(strip) + 1)
        case ["move", strip, to] if _NUMBER.fullmatch(to):
            return plan.move(strip, int(to))
        case _:
            return plan


def what_moved(before: Plan, after: Plan, board: Board) -> str:
    """What a press has changed, in words, for those who do not see it."""
    said = []
    for place, pin in after.pins.items():
        was = before.where(pin.article)
        if was != place and (story := board.stories.get(pin.article)):
            said.append(f"‘{story}’ {'moved to' if was else 'is pinned'}: {board.name_of(place)}.")
    for pin in before.pins.values():
        if after.where(pin.article) is None:
            said.append(f"‘{board.stories.get(pin.article, 'A story')}’ is no longer pinned.")
    strips = [choice.strip for choice in after.strips]
    ways = {strip: abs(before.position(strip) - place) for place, strip in enumerate(strips)}
    if any(ways.values()):
        moved = max(strips, key=lambda strip: ways[strip])
        following = strips[strips.index(moved) + 1 :]
        where = f"before {board.names[following[0]]}" if following else "last"
        said.append(f"{board.names[moved]} stands {where}.")
    return " ".join(said)


# -- What it shows -------------------------------------------------------------------


def _as_it_was(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in ("base", "instead_of", "goes_live_at", "note")}


def _board_context(request: HttpRequest, board: Board) -> dict[str, Any]:
    words = (request.POST or request.GET).get("q", "").strip()[:200]
    stands = {cell.story.pk: cell.name for cell in _cells(board) if cell.story}
    return {
        "board": board,
        "q": words,
        "found": [(article, stands.get(article.pk, "")) for article in _find(words)],
        "taken": request.POST.get("story", ""),
        "may_arrange": signed_in(request).has_perm(ARRANGE),
    }


def _cells(board: Board) -> list[Any]:
    return [*board.top, *board.latest, *(cell for row in board.rows for cell in row.cells)]


def _find(words: str) -> list[Article]:
    """Stories that readers see or will see, by words of their headlines or their authors; the newest first."""
    if not words:
        return []
    out = Article.objects.filter(status=Article.Status.PUBLISHED).exclude(expires_at__lte=timezone.now())
    return list(out.searched(words).for_cards().newest_first()[:FOUND])


def _show(
    request: HttpRequest,
    site: AdminSite,
    form: DeskForm,
    board: Board,
    sections: list[Section],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    history = list(Arrangement.objects.history()[: HISTORY + 1])
    live = Arrangement.objects.live()
    context = {
        **site.each_context(request),
        **_board_context(request, board),
        "title": "Front page",
        "form": form,
        "live": live,
        "scheduled": Arrangement.objects.scheduled().select_related("made_by"),
        "history": _told(history, sections, live),
        "undo": Arrangement.objects.before(live) if live else None,
        "breaking": BreakingNews.objects.running().first(),
        "newest": history[0].number if history else 0,
    }
    return render(request, "admin/front_page/desk.html", context | more, status=status)


def _told(history: list[Arrangement], sections: list[Section], live: Arrangement | None) -> list[dict[str, Any]]:
    """The arrangements, each with what it changed and how it stands."""
    titles = titles_in(*(each.plan for each in history))
    told = []
    for each, before in zip_longest(history, history[1:]):
        if each == live:
            state = "Live"
        elif each.cancelled_at:
            state = "Cancelled"
        else:
            state = "Scheduled" if each.is_scheduled else "Past"
        changed = differences(before.plan if before else Plan(), each.plan, sections, titles)
        told.append({"arrangement": each, "state": state, "changed": changed})
    return told[:HISTORY]
