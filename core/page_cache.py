"""Which pages are the same for everybody, and may be answered from memory.

Every view says which kind it is: `public_page` (nothing personal, no cookie, no token; it changes with the edition), or
`private_page`. What says nothing is not kept.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

View = Callable[..., HttpResponse]

KEPT_BY_OTHERS = "public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=600"
"""What proxies and browsers are told: ask each time, but a page of a moment ago will do while asking (RFC 5861)."""


def public_page(view: View) -> View:
    """A page that every reader gets alike."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            response.headers.setdefault("Cache-Control", KEPT_BY_OTHERS)
        return response

    return answer


def private_page(view: View) -> View:
    """A page for one person: kept by nobody, and its address is told to no other site."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return answer
