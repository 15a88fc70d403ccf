"""What subscribers are written, and how often strangers can cause it.

No letter contains what a stranger could have typed, such as a name: nobody shall use us to send his words to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from core.mail import write
from core.models import SiteSettings
from core.rate_limits import RateLimit
from newsletters import addresses, links

if TYPE_CHECKING:
    from newsletters.models import AddressChange, MailingList, Subscriber

LETTERS_A_DAY = RateLimit("newsletter-letters", 4, timedelta(days=1))
"""How many letters one address gets in a day because somebody typed it into a form."""


def may_be_asked_for(email: str) -> bool:
    """Counts a letter that somebody causes by typing the address; False when it would be one too many."""
    return LETTERS_A_DAY.allows(addresses.key(email))


def confirm_subscription(subscriber: Subscriber, lists: Sequence[MailingList]) -> None:
    _write(
        subscriber.email,
        f"Please confirm: {_named(lists)}",
        "confirm_subscription",
        {"lists": lists, "link": links.confirmation(subscriber), "days": links.CONFIRM_WITHIN.days},
    )


def already_subscribed(subscriber: Subscriber) -> None:
    _write(subscriber.email, "You are subscribed already", "already_subscribed", _standing(subscriber))


def welcome(subscriber: Subscriber, lists: Sequence[MailingList]) -> None:
    """Says that a subscription has begun; it is a letter of the lists, and so can be left in one press."""
    leaving = links.leaving(subscriber, lists)
    _write(
        subscriber.email,
        f"You are subscribed to {_named(lists)}",
        "welcome",
        {"lists": lists, "preferences": links.preferences(subscriber), "leaving": leaving},
        headers=leave_headers(leaving),
    )


def address_change_asked(change: AddressChange) -> None:
    """To both mailboxes: each must agree. The new one may be a stranger's, mistyped, so it is not told the old."""
    old, new = change.subscriber.email, change.new_email
    context = {"new": new, "days": links.ADDRESS_WITHIN.days}
    for to, end in ((old, change.End.OLD), (new, change.End.NEW)):
        subject = "Your newsletters are to go elsewhere" if end == change.End.OLD else "Please confirm this address"
        _write(to, subject, f"address_change_{end}", context | {"link": links.agreement(change, end)})


def address_changed(subscriber: Subscriber) -> None:
    _write(subscriber.email, "Your newsletters now come to this address", "address_changed", _standing(subscriber))


def leave_headers(leaving: str) -> dict[str, str]:
    """Headers by which mail programs offer to leave in one press (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}{leaving}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _standing(subscriber: Subscriber) -> dict[str, Any]:
    standing = subscriber.subscriptions.subscribed().select_related("mailing_list").order_by("mailing_list")
    return {"lists": [each.mailing_list for each in standing], "preferences": links.preferences(subscriber)}


def _named(lists: Iterable[MailingList]) -> str:
    names = [each.name for each in lists]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _write(to: str, subject: str, template: str, context: dict[str, Any], **options: Any) -> None:
    site = SiteSettings.objects.first() or SiteSettings()
    write(to, f"{subject} – {site.short_name or site.name}", template, context, **options)
