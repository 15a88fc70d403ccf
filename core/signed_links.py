"""Links that are mailed to one person: signed, good for one purpose, and for a limited time.

A token carries what it says in the open; it proves that this site wrote it (django.core.signing).
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.page_cache import private_page


class BrokenLink(Exception):  # noqa: N818  (what a reader meets, rather than a fault of ours)
    """A link that does not lead in; its text is the sentence for the person who followed it."""


class ForgedLink(BrokenLink):
    """The signature does not fit: cut off by a mail program, changed by hand, or made for another purpose."""

    def __init__(self) -> None:
        super().__init__("This link is incomplete or was changed on its way. Please copy the whole link from the mail.")


class ExpiredLink(BrokenLink):
    """It was good once."""

    def __init__(self) -> None:
        super().__init__("This link is too old and no longer works. Please ask for a new one.")


def token(purpose: str, value: Any) -> str:
    """The value (plain data), signed for the purpose; safe in an address."""
    return signing.dumps(value, salt=f"link.{purpose}")


def read(purpose: str, token: str, *, max_age: timedelta | None = None) -> Any:
    """The value of a token. Raises ForgedLink or ExpiredLink."""
    try:
        return signing.loads(token, salt=f"link.{purpose}", max_age=max_age)
    except signing.SignatureExpired:
        raise ExpiredLink from None
    except signing.BadSignature:
        raise ForgedLink from None


def signed_link(purpose: str, *, max_age: timedelta | None = None) -> Callable:
    """Decorates a view that is reached by such a link: in place of `token` it is given the token's value.

    A broken link is answered with a page that says so. The view may raise BrokenLink itself, for what has vanished.
    The page is never cached, and its address is told to no other site.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, read(purpose, token, max_age=max_age), **kwargs)
            except BrokenLink as problem:
                status = 410 if isinstance(problem, ExpiredLink) else 404
                return render(request, "core/broken_link.html", {"problem": problem}, status=status)

        return private_page(answer)

    return decorate
