"""Letters that were kept as files in place of being sent, and their screens in the admin.

They hold links with which one acts for the person they were written to, so only superusers see them, and only where
mail is kept at all (settings.MAILERS).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import dropwhile, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

FILES = "django.core.mail.backends.filebased.EmailBackend"
PER_PAGE = 50
_NAME = re.compile(r"[\w-]+\.log")
_BETWEEN = re.compile(rb"\n-{79}\n(?=[A-Za-z-]+: |\Z)")
"""What Django's file backend writes after each letter; a line of dashes within one is not followed by a header."""

FOR_HTML: dict[str, list[str] | str] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "sandbox": "allow-popups allow-popups-to-escape-sandbox",
}
"""What the HTML of a letter may do in its frame: show itself, and open a link in a window of its own."""


@dataclass(frozen=True)
class Letter:
    """One letter of a file, which holds all that were sent at once."""

    file: str
    number: int
    message: EmailMessage

    @property
    def address(self) -> str:
        return reverse("admin:letter", args=[self.file, self.number])

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def at(self) -> datetime | None:
        return getattr(self.message["Date"], "datetime", None)

    @property
    def headers(self) -> list[tuple[str, str]]:
        """What the letter says of itself, but for how it is built."""
        return [
            (name, str(value)) for name, value in self.message.items() if name not in {"MIME-Version", "Content-Type"}
        ]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body([kind])
        return part.get_content() if part else ""


def folder() -> Path | None:
    """Where letters are kept, or None if they are sent."""
    mailer = settings.MAILERS["default"]
    return Path(mailer["OPTIONS"]["file_path"]) if mailer["BACKEND"] == FILES else None


def newest_first(after: str = "") -> Iterator[Letter]:
    """All letters, or those in files older than the named one."""
    kept = folder()
    files = sorted(kept.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True) if kept else []
    names = iter([file.name for file in files])
    if after:
        names = dropwhile(lambda name: name != after, names)
        next(names, None)
    for name in names:
        yield from reversed(letters_in(name))


def letters_in(name: str) -> list[Letter]:
    """The letters of one file, in the order in which they were sent."""
    kept = folder()
    if kept is None or not _NAME.fullmatch(name) or not (file := kept / name).is_file():
        return []
    parts = [part for part in _BETWEEN.split(file.read_bytes()) if part.strip()]
    return [Letter(name, number, message_from_bytes(part, policy=policy.default)) for number, part in enumerate(parts)]


# -- In the admin --------------------------------------------------------------


def may_be_read_by(user: Any) -> bool:
    return folder() is not None and user.is_superuser


def urls(site: AdminSite) -> list[URLPattern]:
    def letter_list(request: HttpRequest) -> HttpResponse:
        _check(request)
        found = list(islice(newest_first(request.GET.get("after", "")), PER_PAGE))
        context = {"letters": found, "older": found[-1].file if len(found) == PER_PAGE else "", "title": "Letters"}
        return render(request, "admin/letters/list.html", site.each_context(request) | context)

    def letter(request: HttpRequest, file: str, number: int) -> HttpResponse:
        letter = _find(request, file, number)
        context = {"letter": letter, "title": letter.subject}
        return render(request, "admin/letters/letter.html", site.each_context(request) | context)

    @xframe_options_sameorigin
    @csp_override(FOR_HTML)
    def letter_html(request: HttpRequest, file: str, number: int) -> HttpResponse:
        return HttpResponse(_find(request, file, number).html.replace("<head>", '<head><base target="_blank">', 1))

    return [
        path("letters/", site.admin_view(letter_list), name="letters"),
        path("letters/<file>/<int:number>/", site.admin_view(letter), name="letter"),
        path("letters/<file>/<int:number>/html/", site.admin_view(letter_html), name="letter-html"),
    ]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The entry for the letters beside the models, for those who may read them."""
    if not may_be_read_by(request.user):
        return []
    return [{"name": "Letters", "object_name": "Letter", "admin_url": reverse("admin:letters"), "view_only": True}]


def _check(request: HttpRequest) -> None:
    if not may_be_read_by(request.user):
        raise PermissionDenied


def _find(request: HttpRequest, file: str, number: int) -> Letter:
    _check(request)
    found = letters_in(file)
    if number >= len(found):
        raise Http404("There is no such letter.")
    return found[number]
