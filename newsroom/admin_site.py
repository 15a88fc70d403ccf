from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from core.audit import Action, Refused
from core.models import AuditEntry
from core.staff import signed_in
from newsroom import dashboard, letters, my_desk, my_settings
from newsroom.chrome import current_site
from newsroom.front_page import desk as front_page_desk

WORK = {
    "Write": ["Article", "Calendar", "Image", "Author", "Organisation", "Tag", "PublicNote"],
    "Newsletters": ["Subscriber", "MailingList", "SubscriberImport", "SubscriberExport"],
    "Magazine": ["Issue"],
    "Awards": [
        *("Nomination", "Winner", "AwardYear", "Category", "CategoryGroup", "Programme"),
        *("Testimonial", "MediaFile", "Question"),
    ],
    "Readers write": ["Enquiry", "GuestPost", "Department", "AdvertisingFormat", "MediaKit"],
    "Paper": ["FrontPage", "BreakingNews", "Section", "MenuItem", "CompanyPage"],
    "House": ["SiteSettings", "User", "Group", "OldAddress", "DBTaskResult", "AuditEntry"],
}
"""The navigation: sections of work, each with its models in the order in which they are listed."""
NAMES = {
    "AuditEntry": "Audit log",
    "MenuItem": "Menus",
    "User": "People",
    "DBTaskResult": "Background work",
    "MailingList": "Lists",
    "SubscriberImport": "Imports",
    "SubscriberExport": "Exports",
}
"""Models that the navigation calls otherwise than the code does."""


class NewsroomAdminSite(AdminSite):
    """The newsroom's side of the site."""

    index_title = "Start"
    password_change_template = "admin/password_change.html"  # noqa: S105
    password_change_done_template = "admin/password_change_done.html"  # noqa: S105

    @property
    def site_header(self) -> str:  # type: ignore[override]
        """The name of the paper."""
        return current_site().name

    site_title = site_header

    def get_urls(self) -> list[Any]:
        return [*letters.urls(self), *my_settings.urls(self), *front_page_desk.urls(self), *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Who tries what they may not do gets an entry in the audit log, after all that was begun is undone."""
        inner: Callable[..., HttpResponseBase] = super().admin_view(view, cacheable)

        def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied as why:
                if request.method == "POST":
                    what, thing = (why.what, why.thing) if isinstance(why, Refused) else (request.path, None)
                    AuditEntry.objects.note(Action.REFUSED, thing, by=request.user, detail=what)
                raise

        return update_wrapper(watched, inner)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        response: HttpResponseBase = super().password_change(request, extra_context)
        if isinstance(response, HttpResponseRedirect):
            user = signed_in(request)
            AuditEntry.objects.note(Action.CHANGED, user, by=user, detail="Changed their own password.")
        return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Sections of work in place of apps; what none of them lists comes last, under 'More'."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        if "Article" in models:
            url = reverse("admin:articles_article_calendar")
            models["Calendar"] = {"name": "Calendar", "object_name": "Calendar", "admin_url": url, "view_only": True}
        models |= {entry["object_name"]: entry for entry in front_page_desk.navigation(request)}
        work: list[dict[str, Any]] = [
            {
                "name": name,
                "app_label": name.lower(),
                "app_url": "",
                "has_module_perms": True,
                "models": [models.pop(each) for each in listed if each in models],
            }
            for name, listed in WORK.items()
        ]
        for section in work:
            for model in section["models"]:
                model["name"] = NAMES.get(model["object_name"], model["name"])
        work[-1]["models"] += letters.navigation(request)
        if models:
            work.append(
                {
                    "name": "More",
                    "app_label": "more",
                    "app_url": "",
                    "has_module_perms": True,
                    "models": list(models.values()),
                }
            )
        _mark_current(request.path, [model for section in work for model in section["models"]])
        return [section for section in work if section["models"]]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What somebody who has just sat down wants to see."""
        user = signed_in(request)
        desk = dashboard.desk_of(user)
        desk.waiting[:0] = my_desk.calls_upon(user)
        context = {
            "desk": desk,
            "piles": my_desk.piles_of(user),
            "published": my_desk.just_published(user),
            "at_work": my_desk.at_work(user),
        }
        return super().index(request, context | (extra_context or {}))


def _mark_current(path: str, models: list[dict[str, Any]]) -> None:
    """Of the entries of the navigation whose pages the path is among, the one that says most exactly where one is."""
    here = [model for model in models if path.startswith(model.get("admin_url") or path + "/")]
    if here:
        max(here, key=lambda model: len(model["admin_url"]))["is_current"] = True
