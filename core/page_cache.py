"""Public pages, answered from memory before Django's handler is asked.

Every view says which kind of page it gives: `public_page` (the same for everybody: no cookie, no token, no name) or
`private_page`. Only public pages are kept, and only if their answers really are what the view promised.

Nothing is ever purged. Every key contains the edition (core/edition.py), so whatever an editor changes makes all of
them miss; and no entry outlives the next moment at which something appears or ends by itself (core/due.py).
"""

import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any

import brotli
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from core import edition
from core.page_stores import Entry, Key, Store, store_of_settings

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]

FOR_EVER = "public, max-age=31536000, immutable"
"""For what never changes under its address: it is named by its content (RFC 8246)."""
FOR_BROWSERS = "public, max-age=0, s-maxage=1"
"""Ask each time, which costs an answer of a few bytes (304): a change is seen by whoever looks next."""
FOR_PROXIES = "public, max-age=1, stale-while-revalidate=30, stale-if-error=600"
"""Caches in front may give the page of a moment ago while they ask, and while the site is down (RFC 5861, RFC 9213)."""

_MARK = "newsroom.public_page"
_NEVER_KEPT = ("/admin/", "/static/", "/media/")
_LONGEST_QUERY = 300  # bytes; longer ones are nobody's links
_LONGEST_PATH = 2_000
_TRACKING = re.compile(r"(?:^|(?<=&))(?:utm_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid|igshid)=[^&]*&?")


def public_page(view: View) -> View:
    """A page that every reader gets alike."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            response.headers.setdefault("Cache-Control", FOR_BROWSERS)
            response.headers.setdefault("CDN-Cache-Control", FOR_PROXIES)
            request.META[_MARK] = True
        return response

    answer.kind_of_page = "public"  # type: ignore[attr-defined]
    return answer


def private_page(view: View) -> View:
    """A page for one person: kept by nobody, and its address is told to no other site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    answer.kind_of_page = "private"  # type: ignore[attr-defined]
    return answer


class PageCache:
    """A WSGI application that stands before Django's and answers for it where it can."""

    def __init__(self, application: Callable, store: Store | None = None):
        self.application = application
        self.store = store or store_of_settings()

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        path = environ["PATH_INFO"]
        if method not in {"GET", "HEAD"} or path.startswith(_NEVER_KEPT) or len(path) > _LONGEST_PATH:
            return self.application(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        if query:
            query = environ["QUERY_STRING"] = _TRACKING.sub("", query).rstrip("&")
            if len(query) > _LONGEST_QUERY:
                return self.application(environ, start_response)
        era = _era()
        if era is None:
            return self.application(environ, start_response)
        key = (*era, environ.get("HTTP_HOST", ""), _scheme(environ), path, query)
        if entry := self.store.get(key):
            return _answer(entry, environ, start_response)
        if method == "HEAD":
            return self.application(environ, start_response)
        return self._ask(environ, start_response, key, keep_until=era[1])

    def _ask(self, environ: dict[str, Any], start_response: Callable, key: Key, keep_until: float) -> Iterable[bytes]:
        """Django's answer: kept, if it may be, and then given from there; otherwise as it comes."""
        head: list[Any] = []

        def remember_head(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable:
            head[:] = [status, headers]
            return head.append

        answer = self.application(environ, remember_head)
        status, headers = head
        if not _may_be_kept(environ, status, headers):
            start_response(status, headers)
            return answer
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        entry = Entry(status, _headers_to_keep(headers), body, _validator(body), keep_until)
        self.store.put(key, entry)
        return _answer(entry, environ, start_response)


def _answer(entry: Entry, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    coding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    answer = entry.encoded.get(coding)
    if answer is None:
        body = _compressed(entry.body, coding)
        validator = f'"{entry.validator}-{coding}"' if coding else f'"{entry.validator}"'
        headers = [*entry.headers, ("ETag", validator), ("Vary", "Accept-Encoding")]
        full = [*headers, ("Content-Length", str(len(body)))]
        if coding:
            full.append(("Content-Encoding", coding))
        answer = entry.encoded[coding] = (validator, headers, full, body)
    validator, short, full, body = answer
    known = environ.get("HTTP_IF_NONE_MATCH")
    # A proxy that compresses for itself makes the validator a weak one (RFC 9110, 13.1.2: compared without W/).
    if known and (known == validator or validator in known or known == "*"):
        start_response("304 Not Modified", short)
        return [b""]
    start_response(entry.status, full)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _compressed(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return brotli.compress(body, quality=5)
    return gzip.compress(body, compresslevel=6, mtime=0) if coding else body


def _era() -> edition.Era | None:
    """The era; while the database cannot be asked, the one seen last, so that what is in memory can be read on."""
    if known := edition.known_era():
        return known
    try:
        return edition.era()
    except DatabaseError:
        logger.exception("The edition cannot be read; readers are answered from memory where possible.")
        return edition.stay()
    finally:
        # Django gives the connection back at the end of a request; what is asked here is outside of one.
        connection.close_if_unusable_or_obsolete()


def _scheme(environ: dict[str, Any]) -> str:
    return environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.BEHIND_PROXY else environ["wsgi.url_scheme"]


def _may_be_kept(environ: dict[str, Any], status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether the answer is a page for everybody, as its view says and as its headers do not deny."""
    if not environ.get(_MARK) or not status.startswith(str(HTTPStatus.OK.value)):
        return False
    for name, value in headers:
        lowered = name.lower()
        personal = (
            lowered == "set-cookie"
            or (lowered == "vary" and "cookie" in value.lower())
            or (lowered == "cache-control" and ("private" in value or "no-store" in value))
            or (lowered == "content-security-policy" and "'nonce-" in value)
        )
        if personal:
            logger.error("%s is called a public page, but its answer has ‘%s’.", environ["PATH_INFO"], name)
            return False
    return True


def _headers_to_keep(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag", "vary"}]


def _validator(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=12).hexdigest()
