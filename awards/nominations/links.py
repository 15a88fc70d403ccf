"""The link by which a nominator comes back, from any device: it names the nomination and whose it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from core import signed_links

if TYPE_CHECKING:
    from awards.models import Nomination

PURPOSE = "nomination"
MAX_AGE = timedelta(days=365)


def owner(email: str) -> str:
    """The address as a link carries it: it can be compared, but not read."""
    return salted_hmac("nomination-owner", email.lower(), algorithm="sha256").hexdigest()[:20]


def token(nomination: Nomination) -> str:
    return signed_links.token(PURPOSE, [nomination.reference, nomination.token_version, owner(nomination.email)])


def address(nomination: Nomination) -> str:
    """The absolute address for a mail."""
    return settings.SITE_URL + reverse("nomination", args=[token(nomination)])
