"""The links that subscribers are mailed: what each of them lets one do, and for how long.

All but the one to leave stop working when the person changes address or is erased (`Subscriber.secret`). Leaving must
work from every letter ever sent; it is all that link can do, so that a forwarded letter gives nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from core.signed_links import token
from newsletters.keeping import ADDRESS_CHANGE_KEPT, UNCONFIRMED_KEPT

if TYPE_CHECKING:
    from newsletters.models import AddressChange, MailingList, Subscriber

CONFIRM, PREFERENCES, UNSUBSCRIBE, UNDO, ADDRESS = (
    f"newsletter-{each}" for each in ("confirm", "preferences", "unsubscribe", "undo", "address")
)
CONFIRM_WITHIN = UNCONFIRMED_KEPT
UNDO_WITHIN = timedelta(hours=1)
ADDRESS_WITHIN = ADDRESS_CHANGE_KEPT


def confirmation(subscriber: Subscriber) -> str:
    return reverse("newsletter-confirm", args=[token(CONFIRM, [subscriber.pk, subscriber.secret])])


def preferences(subscriber: Subscriber) -> str:
    return reverse("newsletter-preferences", args=[preferences_token(subscriber)])


def preferences_token(subscriber: Subscriber) -> str:
    return token(PREFERENCES, [subscriber.pk, subscriber.secret])


def leaving(subscriber: Subscriber, lists: Iterable[MailingList] = ()) -> str:
    """Leaves these lists; without any, all of them."""
    return reverse("newsletter-unsubscribe", args=[token(UNSUBSCRIBE, [subscriber.pk, [each.pk for each in lists]])])


def undo(subscriber: Subscriber, lists: Iterable[MailingList]) -> str:
    """Takes back that these lists were left."""
    value = [subscriber.pk, subscriber.secret, [each.pk for each in lists]]
    return reverse("newsletter-undo", args=[token(UNDO, value)])


def agreement(change: AddressChange, end: str) -> str:
    """Agrees to a change of address, as the reader of the old or of the new mailbox."""
    value = [change.pk, change.subscriber.secret, change.new_email, end]
    return reverse("newsletter-address", args=[token(ADDRESS, value)])
