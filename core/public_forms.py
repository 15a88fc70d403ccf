"""Forms that anybody may send from a page that may come from a cache, hence without cookie and without token.

Three things stand in for the token: the browser says where the form was sent from, a field that people do not see stays
empty, and nobody sends it too often. What is sent back with errors holds everything that was typed.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Self
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render, resolve_url
from django.views.decorators.csrf import csrf_exempt

from core.clients import network_of
from core.rate_limits import RateLimit

TRAP = "website"
LARGEST = 100 * 1024 * 1024  # bytes that one sending may have, files included; more is not even read


class LineField(forms.CharField):
    """A text of one line: line breaks and other runs of space become one space."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class PublicForm(forms.Form):
    """What every public form has. A form of a model inherits from it beside `forms.ModelForm`.

    Without errors, ask `is_trapped`: what a robot filled in gets the same answer as any other, and is thrown away.
    """

    limit = RateLimit("public-form", 20, timedelta(hours=1))
    template_name = "components/form_fields.html"

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.request = request
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = "Please fill this in."
            if isinstance(field.widget, forms.Textarea):
                # Browsers would silently cut off what is pasted; we say how much is too much instead.
                field.widget.attrs.pop("maxlength", None)

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """The form as the request has it: filled in where it was sent, else empty."""
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        return cls(*sent, request=request, **kwargs)

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get(TRAP))

    @property
    def wrong_fields(self) -> list[tuple[BoundField, str]]:
        """The fields with errors, each with the id of the element in which it is put right."""
        wrong = [field for field in self if field.errors and not field.is_hidden]
        return [(field, field.id_for_label or f"{field.auto_id}_0") for field in wrong]

    @property
    def files_to_choose_again(self) -> list[str]:
        """Labels of the fields whose good files are lost when the form is sent back."""
        return [str(field.label) for field in self if self.files.get(field.html_name) and not field.errors]

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
        if request.method == "POST" and not _can_be_read(request):
            return render(request, "core/too_much_sent.html", status=413)
        return view(request, *args, **kwargs)

    return csrf_exempt(answer)


def see_other(to: str, *args: Any) -> HttpResponse:
    """Leads on to a page that can be opened again without sending the form twice (RFC 9110, 15.4.4)."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def _can_be_read(request: HttpRequest) -> bool:
    """Whether what was sent is whole, and no more than a form of ours can be."""
    try:
        return int(request.headers.get("Content-Length") or 0) <= LARGEST and request.POST is not None
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError, ValueError):
        return False
