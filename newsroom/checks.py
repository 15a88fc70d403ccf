"""What `manage.py check` says of the configuration, in sentences that tell what to set."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from core.models import User
from newsroom.demo.accounts import ACCOUNTS, PASSWORD


@register(Tags.urls)
def site_url_is_an_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is ‘{settings.SITE_URL}’, which is no address of a site.",
            hint="Set it to scheme and host alone, for example https://www.example.com",
            id="newsroom.E001",
        )
    ]


@register(Tags.security, deploy=True)
def nobody_can_sign_in_with_the_demo_password(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        open_doors = [
            user.username
            for user in User.objects.filter(username__in=ACCOUNTS, is_active=True)
            if check_password(PASSWORD, user.password)
        ]
    except DatabaseError:
        return []  # not migrated yet
    if not open_doors:
        return []
    return [
        Error(
            f"The demo’s accounts are in the database with a password everybody knows: {', '.join(open_doors)}.",
            hint="Change their passwords (manage.py changepassword NAME) or delete them.",
            id="newsroom.E002",
        )
    ]
