"""Who may do what: the groups every newsroom begins with, each with its own part of the admin and nothing else.

They are brought up to date whenever the database is migrated, and a check says where they are not what they should be.
A paper that divides the work otherwise makes groups of its own beside them.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps as django_apps
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

_EDIT = [
    *(f"articles.{verb}_article" for verb in ("add", "change", "delete", "view", "review")),
    "articles.*_author",
    "articles.*_organisation",
    "articles.*_section",
    "articles.*_tag",
    "articles.view_publicnote",
    "articles.*_taggedarticle",
    "images.*",
    "pages.*_guestpost",
    "pages.view_enquiry",
    "pages.change_enquiry",
    "pages.*_enquiryreply",
    "newsroom.view_breakingnews",
]

ROLES: dict[str, list[str]] = {
    "Contributors": [
        "articles.add_article",
        "articles.write_own_article",
        *(f"articles.view_{model}" for model in ("author", "organisation", "tag", "taggedarticle")),
        "images.add_image",
        "images.view_image",
    ],
    "Editors": _EDIT,
    "Publishers": [
        *_EDIT,
        "articles.publish_article",
        "articles.change_publicnote",
        "newsroom.arrange_front_page",
        "newsroom.*_breakingnews",
    ],
    "Readers’ desk": [
        "pages.*_enquiry",
        "pages.*_enquiryreply",
        "pages.*_department",
        "pages.*_advertisingformat",
        "pages.*_mediakit",
    ],
    "Newsletter staff": ["newsletters.*"],
    "Awards staff": ["awards.*", "articles.*_organisation", "images.add_image", "images.view_image"],
    "Magazine staff": ["magazines.*", "images.add_image", "images.view_image"],
}
"""Names of groups and of the permissions they hold, where `*` stands for anything."""


def permissions_of(role: str) -> Q:
    """Which permissions a role holds, as a condition on `Permission`."""
    condition = Q(pk__in=[])
    for pattern in ROLES[role]:
        app, _, codename = pattern.partition(".")
        named = Q() if codename == "*" else Q(codename__regex="^" + codename.replace("*", ".*") + "$")
        condition |= Q(content_type__app_label=app) & named
    return condition


def differences() -> Iterator[tuple[str, list[str], list[str]]]:
    """The groups that are not as their roles say: what each lacks, and what it may do beyond its role."""
    groups = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    for role in ROLES:
        meant = set(Permission.objects.filter(permissions_of(role)))
        held = set(groups[role].permissions.all()) if role in groups else set()
        if meant != held:
            yield role, _names(meant - held), _names(held - meant)


def _names(permissions: set[Permission]) -> list[str]:
    return sorted(permission.name.removeprefix("Can ") for permission in permissions)


def nobody_publishes() -> bool:
    """Whether there are editors whose work only superusers can publish, as after an upgrade from a version without
    publishers."""
    may = partial(get_user_model().objects.with_perm, include_superusers=False)
    return may("articles.review_article").exists() and not may("articles.publish_article").exists()


def make_groups(using: str = "default", **kwargs: Any) -> None:
    """Makes the groups, and gives each what its role holds; after every migration."""
    for config in django_apps.get_app_configs():  # permissions of apps that come after this one do not exist yet
        create_permissions(config, verbosity=0, using=using)
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(Permission.objects.using(using).filter(permissions_of(role)))
