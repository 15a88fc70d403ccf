"""The pages on which nominators write: all reached by the mailed link, but for the first two."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.models import AwardYear, Category, Nomination, Programme
from awards.models.nomination import MOST_FILES
from awards.moments import deadline_in_words, moment_in_words
from awards.nominations import letters, links, questions
from awards.nominations.forms import FORMS, AddressForm, FilesForm
from awards.nominations.querysets import KEPT_AFTER_DEADLINE
from awards.nominations.refusals import Incomplete, Refused
from awards.standing import standing
from core.page_cache import public_page
from core.public_forms import public_form
from core.signed_links import signed_link
from core.uploads import KINDS, in_words, serve_private

SAID = {
    "saved": "Saved.",
    "submitted": "Submitted. We have mailed you a summary.",
    "changed": "Saved. Your nomination is submitted as it stands now; we have mailed you a new summary.",
    "withdrawn": "Withdrawn. The judges will not see it.",
}
"""What a page says of what was just done, by the word in its address."""


@public_form
@public_page
def nominate(request: HttpRequest) -> HttpResponse:
    """What is asked, until when, and the way in: an address to which the link is mailed."""
    stand = standing()
    year = next(iter(stand.in_motion), stand.latest)
    form = AddressForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        if year and year.is_open:
            if not form.is_trapped:
                email = form.cleaned_data["email"]
                letters.links(email, Nomination.objects.begin(year, email))
            return _see(reverse("nominate-sent"))
        form.add_error(None, "Nominations are not open now, so nothing was begun.")
    context = _told(year) | {
        "form": form,
        "year": year,
        "questions": questions.read(year.nomination_questions) if year else [],
        "categories": Category.objects.open().in_order(),
        "kinds": in_words(KINDS),
        "max_files": MOST_FILES,
    }
    return render(request, "awards/nominate/start.html", context, status=422 if form.errors else 200)


@require_safe
@public_page
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "awards/nominate/sent.html", {"programme": Programme.objects.current()})


def of_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponse]:
    """Decorates a view that is reached by the mailed link: it is given the nomination, its owner being whoever came."""

    @public_form
    @signed_link(links.PURPOSE, max_age=links.MAX_AGE)
    @wraps(view)
    def answer(request: HttpRequest, value: Any, **kwargs: Any) -> Any:
        return view(request, Nomination.objects.of_link(value), **kwargs)

    return answer


@of_link
def overview(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """Everything as it will be submitted, with what is missing at its place."""
    return _overview(request, nomination)


@of_link
def part(request: HttpRequest, nomination: Nomination, part: str) -> HttpResponse:
    if not nomination.is_changeable and request.method != "POST":
        return _see(_address(request, "nomination"))
    data = request.POST if request.method == "POST" else None
    form = FORMS[part](data, nomination=nomination, request=request)
    if data is not None and form.save():
        said = "saved" if nomination.state != Nomination.State.SUBMITTED else "changed"
        if "stay" in data:
            return _see(_address(request, "nomination-part", part), said)
        return _see(_next(request, part), said)
    context = _context(request, nomination, Nomination.Part(part)) | {"form": form}
    return render(request, "awards/nominate/part.html", context, status=422 if form.errors else 200)


@of_link
def files(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    if not nomination.is_changeable and request.method != "POST":
        return _see(_address(request, "nomination"))
    posted = request.method == "POST"
    form = FilesForm(request.POST if posted else None, request.FILES if posted else None, request=request)
    if posted and form.save(nomination):
        return _see(_address(request, "nomination-files"), "saved")
    context = _context(request, nomination, Nomination.Part.FILES)
    context |= {"form": form, "files": nomination.files.all(), "most": MOST_FILES}
    return render(request, "awards/nominate/files.html", context, status=422 if form.errors else 200)


@of_link
@require_safe
def file(request: HttpRequest, nomination: Nomination, pk: int) -> HttpResponseBase:
    """One of its own files, as it was sent."""
    kept = get_object_or_404(nomination.files, pk=pk)
    return serve_private(kept.file, kept.name)


@of_link
@require_POST
def remove_file(request: HttpRequest, nomination: Nomination, pk: int) -> HttpResponse:
    return _done(request, nomination, lambda: nomination.remove_file(pk), then="nomination-files", said="saved")


@of_link
@require_POST
def submit(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    agrees = request.POST.get("agrees") == "on"
    return _done(request, nomination, lambda: nomination.submit(agrees=agrees), then="nomination", said="submitted")


@of_link
@require_POST
def withdraw(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    return _done(request, nomination, nomination.withdraw, then="nomination", said="withdrawn")


@of_link
def discard(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """Asks whether the draft shall really go, and lets it go."""
    if not nomination.is_draft:
        raise Http404
    if request.method == "POST":
        return _done(request, nomination, nomination.discard, then="nominate", said="")
    return render(request, "awards/nominate/discard.html", _context(request, nomination))


# -- What these pages share ----------------------------------------------------------


def _done(
    request: HttpRequest, nomination: Nomination, verb: Callable[[], None], *, then: str, said: str
) -> HttpResponse:
    """Does it and goes on; where it is refused, the overview says why."""
    try:
        verb()
    except Refused as refusal:
        nomination.refresh_from_db()
        return _overview(request, nomination, refusal)
    return _see(reverse(then) if then == "nominate" else _address(request, then), said)


def _overview(request: HttpRequest, nomination: Nomination, refusal: Refused | None = None) -> HttpResponse:
    problems = nomination.problems() if nomination.is_changeable else []
    missing = refusal.problems if isinstance(refusal, Incomplete) else []
    context = _context(request, nomination) | {
        "refusal": refusal,
        "missing": missing,
        "consent_missing": any(problem.field == "agrees" for problem in missing),
        "problems": {part: [each for each in problems if each.part == part] for part in Nomination.Part.values},
        "entries": nomination.entries.select_related("category__group").order_by("category__number"),
        "files": nomination.files.all(),
    }
    return render(request, "awards/nominate/overview.html", context, status=422 if refusal else 200)


def _context(request: HttpRequest, nomination: Nomination, here: Nomination.Part | None = None) -> dict[str, Any]:
    year = nomination.award_year
    return {
        "nomination": nomination,
        "year": year,
        "token": _token(request),
        "here": here,
        "parts": [(each, _address_of(request, each)) for each in Nomination.Part],
        "saved": moment_in_words(nomination.saved_at.replace(second=0), year),
        "said": SAID.get(request.GET.get("said", "")),
    } | _told(year)


def _told(year: AwardYear | None) -> dict[str, Any]:
    if year is None:
        return {"programme": Programme.objects.current()}
    return {
        "programme": year.programme,
        "deadline": deadline_in_words(year),
        "opening": moment_in_words(year.opens_at, year),
        "kept_days": KEPT_AFTER_DEADLINE.days,
    }


def _token(request: HttpRequest) -> str:
    """The token by which the page was reached: links go on with it, so that following them does not renew it."""
    match = request.resolver_match
    return match.kwargs["token"] if match else ""


def _address(request: HttpRequest, name: str, *arguments: Any) -> str:
    return reverse(name, args=[_token(request), *arguments])


def _address_of(request: HttpRequest, part: str) -> str:
    if part == Nomination.Part.FILES:
        return _address(request, "nomination-files")
    return _address(request, "nomination-part", part)


def _next(request: HttpRequest, part: str) -> str:
    parts = Nomination.Part.values
    return _address_of(request, parts[parts.index(part) + 1])


def _see(address: str, said: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"{address}?{urlencode({'said': said})}" if said else address, status=303)
