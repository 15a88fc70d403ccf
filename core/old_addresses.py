"""Old addresses answer 301: an address that changed, and those of the portal's earlier life on other software.

First the paths that are remembered (`OldAddress`), then the rules that apps give for whole families of them.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from core.models import OldAddress

Rule = Callable[[str], str | None]
"""Takes a path, returns the new address or None."""

_rules: list[Rule] = []
_TAIL = re.compile(r"(?<=/)(?:feed(?:/(?:rss2?|rdf|atom))?|(?:page/|comment-page-)?\d{1,4}|amp|embed|trackback)/?$")
_QUERY_KEYS = ("p", "page_id", "attachment_id", "cat", "author", "tag", "s")


def register(rule: Rule) -> None:
    """Adds a rule; apps call it when they are ready."""
    if rule not in _rules:
        _rules.append(rule)


def new_address(path: str) -> str | None:
    """Where the given old path leads today, or None. `/feed/`, `/page/N/` and `/N/` behind it are disregarded, unless a
    rule knows better."""
    path = unquote(path)
    if "\x00" in path:  # which PostgreSQL refuses to look for
        return None
    for candidate in dict.fromkeys((path, _TAIL.sub("", path))):
        if address := _remembered(candidate) or _ruled(candidate):
            return address
    return None


def _remembered(path: str) -> str | None:
    for old in OldAddress.objects.at(path):
        target = old.target
        if target and getattr(target, "is_public", True):
            return target.get_absolute_url()
    return None


def _ruled(path: str) -> str | None:
    path = path if path.endswith("/") else f"{path}/"
    return next((address for rule in _rules if (address := rule(path))), None)


class OldAddressMiddleware:
    """Answers a request that would be 'not found' with a redirect, if its address is an old one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/" and request.GET and (address := _by_query(request)):
            return HttpResponsePermanentRedirect(address)
        response = self.get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            # A portal that lived in a folder had `/folder/?p=17`.
            address = _by_query(request) or new_address(request.path_info)
            if address and unquote(address) != request.path:
                return HttpResponsePermanentRedirect(address)
        return response


def _by_query(request: HttpRequest) -> str | None:
    """Where `?p=17` and its like lead today."""
    values = ((key, request.GET.get(key)) for key in _QUERY_KEYS)
    found = (new_address(f"{request.path_info}?{key}={value}") for key, value in values if value)
    return next(filter(None, found), None)
