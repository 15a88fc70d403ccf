from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core import signed_links
from core.page_cache import public_page
from core.public_forms import PublicForm, public_form, see_other
from pages.forms import AdvertisingForm, AmendForm, ContactForm, SubmitPostForm
from pages.models import AdvertisingFormat, CompanyPage, Department, Enquiry, GuestPost, MediaKit
from pages.models.guest_post import CONFIRM, FOLLOW
from pages.querysets import UNCONFIRMED_KEPT

View = Callable[..., HttpResponse]

TITLES = {"contact-us": "Contact us", "advertising": "Advertising", "submit-post": "Submit a post"}
"""What the pages are called while no company page of that address says otherwise."""
SENT = "enquiry-sent"
SENT_SHOWN = timedelta(hours=2)
"""So long the page with what one has just written can be read again."""


@public_page
def company_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(CompanyPage.objects.public(), slug=slug)
    return render(request, "pages/company_page.html", {"page": page})


# -- Letters and enquiries -------------------------------------------------------


@public_page
@public_form
def contact_us(request: HttpRequest) -> HttpResponse:
    form = ContactForm.of(request)
    if form.is_valid():
        return _enquiry_sent(form)
    return _page(request, "contact-us", form, departments=Department.objects.all())


@public_page
@public_form
def advertising(request: HttpRequest) -> HttpResponse:
    form = AdvertisingForm.of(request)
    if form.is_valid():
        return _enquiry_sent(form)
    return _page(
        request,
        "advertising",
        form,
        formats=AdvertisingFormat.objects.all(),
        media_kit=MediaKit.objects.current(),
        department=Department.objects.for_advertising(),
    )


def _enquiry_sent(form: ContactForm | AdvertisingForm) -> HttpResponse:
    sent = None if form.is_trapped else form.send().pk
    return see_other("enquiry-sent", signed_links.token(SENT, sent))


@require_safe
@signed_links.signed_link(SENT, max_age=SENT_SHOWN)
def enquiry_sent(request: HttpRequest, pk: int | None) -> HttpResponse:
    """What one has just sent. It is shown here, not mailed: the address may be somebody else's."""
    enquiry = Enquiry.objects.select_related("department").filter(pk=pk or 0).first()
    return render(request, "pages/enquiry_sent.html", {"enquiry": enquiry})


# -- Guest posts -----------------------------------------------------------------


@public_page
@public_form
def submit_post(request: HttpRequest) -> HttpResponse:
    form = SubmitPostForm.of(request)
    if form.is_valid():
        if not form.is_trapped:
            form.send()
        return see_other("submit-post-sent")
    return _page(request, "submit-post", form)


@public_page
def submit_post_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/guest_post_sent.html", {"days": UNCONFIRMED_KEPT.days})


def guest_post_link(purpose: str, **options: Any) -> Callable[[View], View]:
    """Decorates a view that a guest reaches by a mailed link; in place of the token it is given the article.

    An article may vanish at any moment, while the view is at work as well.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, pk: int) -> HttpResponse:
            try:
                return view(request, GuestPost.objects.select_related("draft__section").get(pk=pk))
            except GuestPost.DoesNotExist:
                raise signed_links.BrokenLink(
                    "This article is no longer kept: it was withdrawn, or its time is over."
                ) from None

        return signed_links.signed_link(purpose, **options)(answer)

    return decorate


@public_form
@guest_post_link(CONFIRM, max_age=UNCONFIRMED_KEPT)
def confirm_guest_post(request: HttpRequest, post: GuestPost) -> HttpResponse:
    """Asks for the press of a button: programs that look through mail open links, but press nothing."""
    if request.method == "POST":
        post.confirm()
    if post.state != GuestPost.State.UNCONFIRMED:
        return see_other(post.follow_path)
    return render(request, "pages/guest_post_confirm.html", {"post": post})


@require_safe
@guest_post_link(FOLLOW)
def guest_post(request: HttpRequest, post: GuestPost) -> HttpResponse:
    return render(request, "pages/guest_post.html", {"post": post, "token": signed_links.token(FOLLOW, post.pk)})


@public_form
@guest_post_link(FOLLOW)
def amend_guest_post(request: HttpRequest, post: GuestPost) -> HttpResponse:
    if request.method != "POST" and not post.can_be_amended:
        return see_other(post.follow_path)
    form = AmendForm.of(request, initial=_as_initial(post))
    if form.is_valid():
        try:
            form.amend(post)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return see_other(post.follow_path)
    context = {"post": post, "form": form, "title": "Another version of your article"}
    return render(request, "pages/guest_post_amend.html", context, status=_status(form))


@public_form
@guest_post_link(FOLLOW)
def withdraw_guest_post(request: HttpRequest, post: GuestPost) -> HttpResponse:
    problem = None
    if request.method == "POST":
        try:
            post.withdraw()
        except ValidationError as raised:
            problem = raised.message
        else:
            return render(request, "pages/guest_post_withdrawn.html")
    elif not post.can_be_amended:
        return see_other(post.follow_path)
    context = {"post": post, "problem": problem}
    return render(request, "pages/guest_post_withdraw.html", context, status=409 if problem else 200)


# -- How ---------------------------------------------------------------------------


def _page(request: HttpRequest, slug: str, form: PublicForm, **context: object) -> HttpResponse:
    """A page with a form, under the text that the company page of that address holds."""
    known = {
        "page": CompanyPage.objects.text_at(slug),
        "title": TITLES[slug],
        "form": form,
        "kept_days": settings.CORRESPONDENCE_KEPT_DAYS,
    }
    return render(request, f"pages/{slug.replace('-', '_')}.html", known | context, status=_status(form))


def _status(form: PublicForm) -> int:
    return 422 if form.errors else 200


def _as_initial(post: GuestPost) -> dict[str, str]:
    return {name: getattr(post, name) for name in ("title", "text", "name", "about", "interests")}
