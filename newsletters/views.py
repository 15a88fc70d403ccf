from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from core.page_cache import public_page
from core.public_forms import public_form, see_other
from core.signed_links import BrokenLink, signed_link
from newsletters import letters, links, wording
from newsletters.forms import AddressForm, ConfirmForm, PreferencesForm, SignUpForm
from newsletters.models import AddressChange, MailingList, Refused, Subscriber
from newsletters.models.imports import KEPT
from newsletters.my_data import data_of

View = Callable[..., HttpResponse]

UNPROCESSABLE = 422


class NotValidAnyMore(BrokenLink):
    """The person has changed address since, was erased, or never confirmed."""

    def __init__(self) -> None:
        super().__init__(
            "This link is no longer valid: the address was changed or erased since, or was never confirmed in time. "
            "If you would like our newsletters, please sign up again."
        )


class NothingToAgreeTo(BrokenLink):
    """The change of address was done, stopped, or asked for anew."""

    def __init__(self) -> None:
        super().__init__("This change of address is done already, was stopped, or another one was asked for since.")


def subscriber_link(purpose: str, **options: Any) -> Callable[[View], View]:
    """Decorates a view that a subscriber reaches by a mailed link; in place of the token it is given the subscriber."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, value: list[Any], **kwargs: Any) -> HttpResponse:
            pk, secret, *more = value
            try:
                return view(request, Subscriber.objects.get(pk=pk, secret=secret), *more, **kwargs)
            except Subscriber.DoesNotExist:
                raise NotValidAnyMore from None

        return signed_link(purpose, **options)(answer)

    return decorate


# -- Signing up ----------------------------------------------------------------


@public_form
@public_page
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form, for all lists; forms of one line elsewhere on the site are sent here as well.

    The answer is the same whether or not an address is known, and whether or not it is written to.
    """
    default = MailingList.objects.default()
    initial = {"source": "page", "lists": [default] if default else []}
    form = SignUpForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        if not form.is_trapped and letters.may_be_asked_for(given["email"]):
            Subscriber.objects.sign_up(**given, locale=given["lists"][0].language, wording=wording.SIGN_UP)
        return see_other("newsletter-check-your-mail")
    return render(
        request,
        "newsletters/sign_up.html",
        {"form": form, "wording": wording.SIGN_UP, "lists": MailingList.objects.public()},
        status=UNPROCESSABLE if form.is_bound else None,
    )


@public_page
@require_safe
def check_your_mail(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletters/check_your_mail.html", {"days": links.CONFIRM_WITHIN.days})


@public_form
@subscriber_link(links.CONFIRM, max_age=links.CONFIRM_WITHIN)
def confirm(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Mail scanners open links: only pressing the button confirms."""
    if not subscriber.subscriptions.pending().exists():
        return redirect("newsletter-confirmed", links.preferences_token(subscriber))
    form = ConfirmForm(request.POST if request.method == "POST" else None, request=request, subscriber=subscriber)
    if form.is_valid():
        subscriber.confirm(form.cleaned_data["lists"], source="confirmation page")
        return see_other("newsletter-confirmed", links.preferences_token(subscriber))
    return render(
        request,
        "newsletters/confirm.html",
        {"subscriber": subscriber, "form": form, "wording": wording.CONFIRM},
        status=UNPROCESSABLE if form.is_bound else None,
    )


@require_safe
@subscriber_link(links.PREFERENCES)
def confirmed(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    return render(
        request,
        "newsletters/confirmed.html",
        {
            "subscriber": subscriber,
            "lists": MailingList.objects.of(subscriber),
            "preferences": links.preferences(subscriber),
        },
    )


# -- The subscriber's own page ---------------------------------------------------


@public_form
@subscriber_link(links.PREFERENCES)
def preferences(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    form = PreferencesForm(request.POST if request.method == "POST" else None, request=request, subscriber=subscriber)
    if form.is_valid():
        given = form.cleaned_data
        subscriber.choose(given["lists"], source="preferences page", wording=wording.PREFERENCES)
        subscriber.rename(given["name"])
        return see_other(f"{links.preferences(subscriber)}?saved")
    return _preferences_page(request, subscriber, form=form)


@public_form
@subscriber_link(links.PREFERENCES)
def change_address(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    if request.method != "POST":
        return redirect(links.preferences(subscriber))
    form = AddressForm(request.POST, request=request, subscriber=subscriber)
    if form.is_valid():
        AddressChange.objects.ask(subscriber, form.cleaned_data["new_email"])
        return see_other(f"{links.preferences(subscriber)}?asked")
    return _preferences_page(request, subscriber, address_form=form)


def _preferences_page(
    request: HttpRequest,
    subscriber: Subscriber,
    *,
    form: PreferencesForm | None = None,
    address_form: AddressForm | None = None,
) -> HttpResponse:
    forms = {
        "form": form or PreferencesForm(request=request, subscriber=subscriber),
        "address_form": address_form or AddressForm(request=request, subscriber=subscriber),
    }
    return render(
        request,
        "newsletters/preferences.html",
        forms
        | {
            "subscriber": subscriber,
            "change": AddressChange.objects.filter(subscriber=subscriber).first(),
            "wording": wording.PREFERENCES,
            "token": links.preferences_token(subscriber),
            "leaving": links.leaving(subscriber),
        },
        status=UNPROCESSABLE if any(each.errors for each in forms.values()) else None,
    )


@require_safe
@subscriber_link(links.PREFERENCES)
def my_data(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    response = JsonResponse(data_of(subscriber), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="newsletter-data.json"'
    return response


@public_form
@subscriber_link(links.PREFERENCES)
def erase(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Asks once more before it does what cannot be undone."""
    if request.method == "POST":
        subscriber.erase(source="preferences page")
        return see_other("newsletter-erased")
    context = {"subscriber": subscriber, "preferences": links.preferences(subscriber), "days": KEPT.days}
    return render(request, "newsletters/erase.html", context)


@public_page
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletters/erased.html")


@public_form
@signed_link(links.ADDRESS, max_age=links.ADDRESS_WITHIN)
def agree_to_address(request: HttpRequest, value: list[Any]) -> HttpResponse:
    """One of the two mailboxes agrees to a change of address, or stops it."""
    pk, secret, new_email, end = value
    asked = AddressChange.objects.filter(pk=pk, new_email=new_email, subscriber__secret=secret)
    change = asked.select_related("subscriber").first()
    if change is None:
        raise NothingToAgreeTo
    context: dict[str, Any] = {"change": change, "is_old_end": end == AddressChange.End.OLD}
    if request.method == "POST" and "no" in request.POST:
        change.delete()
        return render(request, "newsletters/address_kept.html", context)
    if request.method == "POST":
        try:
            has_moved = change.agree(end, source="link in a letter")
        except AddressChange.DoesNotExist:
            raise NothingToAgreeTo from None
        except Refused as problem:
            return render(request, "newsletters/address.html", context | {"problem": problem}, status=409)
        return render(request, "newsletters/address_agreed.html", context | {"has_moved": has_moved})
    return render(request, "newsletters/address.html", context)


# -- Leaving -------------------------------------------------------------------


@csrf_exempt
@signed_link(links.UNSUBSCRIBE)
def unsubscribe(request: HttpRequest, value: list[Any]) -> HttpResponse:
    """A page with a button; pressing it, or a POST by a mail program (RFC 8058), leaves.

    Where the POST comes from is not asked: the link is all the proof there is to have. So the page says nothing of the
    person, for the letter may have been passed on.
    """
    pk, list_ids = value
    lists = MailingList.objects.filter(pk__in=list_ids)
    if request.method != "POST":
        return render(request, "newsletters/unsubscribe.html", {"lists": lists})
    one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    try:
        subscriber = Subscriber.objects.get(pk=pk)
        left = subscriber.leave(
            None if "all" in request.POST or not lists else lists,
            source="mail program" if one_click else "link in a letter",
        )
    except Subscriber.DoesNotExist:  # erased, perhaps at this moment: no letter goes there either
        return render(request, "newsletters/left.html")
    return render(
        request, "newsletters/left.html", {"left": left, "undo": links.undo(subscriber, left), "wording": wording.UNDO}
    )


@public_form
@subscriber_link(links.UNDO, max_age=links.UNDO_WITHIN)
def undo(request: HttpRequest, subscriber: Subscriber, list_ids: list[int]) -> HttpResponse:
    lists = MailingList.objects.filter(pk__in=list_ids)
    if request.method == "POST":
        subscriber.join(lists, source="undo after leaving", wording=wording.UNDO)
        return render(request, "newsletters/undone.html", {"lists": lists})
    return render(request, "newsletters/left.html", {"left": lists, "undo": request.path, "wording": wording.UNDO})
