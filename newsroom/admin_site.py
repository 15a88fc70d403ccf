from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse

from core.models import User
from newsroom import dashboard, letters, my_desk
from newsroom.chrome import current_site
from newsroom.front_page import desk as front_page_desk

WORK = {
    "Write": ["Article", "Image", "Author", "Organisation", "Tag"],
    "Newsletters": ["Subscriber", "MailingList", "SubscriberImport", "SubscriberExport"],
    "Magazine": ["Issue"],
    "Awards": [
        *("Nomination", "Winner", "AwardYear", "Category", "CategoryGroup", "Programme"),
        *("Testimonial", "MediaFile", "Question"),
    ],
    "Readers write": ["Enquiry", "GuestPost", "Department", "AdvertisingFormat", "MediaKit"],
    "Paper": ["FrontPage", "BreakingNews", "Section", "MenuItem", "CompanyPage"],
    "House": ["SiteSettings", "User", "Group", "OldAddress", "DBTaskResult"],
}
"""The navigation: sections of work, each with its models in the order in which they are listed."""
NAMES = {
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
        return [*letters.urls(self), *front_page_desk.urls(self), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Sections of work in place of apps; what none of them lists comes last, under 'More'."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
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
        return [section for section in work if section["models"]]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What somebody who has just sat down wants to see."""
        user = cast(User, request.user)
        desk = dashboard.desk_of(user)
        desk.waiting[:0] = my_desk.calls_upon(user)
        context = {
            "desk": desk,
            "piles": my_desk.piles_of(user),
            "published": my_desk.just_published(user),
            "at_work": my_desk.at_work(user),
        }
        return super().index(request, context | (extra_context or {}))
