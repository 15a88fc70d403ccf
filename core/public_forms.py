"""Forms that anybody may send from a page that may come from a cache, hence without cookie and without token.

Three things stand in for the token: the browser says where the form was sent from, a field that people do not see stays
empty, and nobody sends it too often.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from core.clients import network_of
from core.rate_limits import RateLimit

TRAP = "website"


class PublicForm(forms.Form):
    """What every public form has. A form of a model inherits from it beside `forms.ModelForm`.

    Without errors, ask `is_trapped`: what a robot filled in gets the same answer as any other, and is thrown away.
    """

    limit = RateLimit("public-form", 20, timedelta(hours=1))
    template_name = "components/form_fields.html"

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.request = request

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get(TRAP))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not self.limit.allows(network_of(self.request)):
            raise forms.ValidationError(
                "This was sent very often from your network in the last hour. Please try again later; "
                "what you typed is still here.",
                code="too-often",
            )
        return cleaned


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent the form.

    Browsers of today send `Sec-Fetch-Site` (Fetch Metadata), older ones `Origin` with every POST (RFC 6454). A client
    that sends neither is no browser, so nobody's cookies are misused.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def public_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorates a view that takes a public form: no token is asked for, but other sites cannot send it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not sent_from_here(request):
            return render(request, "core/sent_from_elsewhere.html", status=403)
        return view(request, *args, **kwargs)

    return csrf_exempt(answer)
