import re
from datetime import timedelta
from itertools import count

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from newsletters.models import MailingList, Subscriber, Subscription

numbers = count(1)


@pytest.fixture
def list_factory(db):
    def make(name: str = "Daily Brief", **fields) -> MailingList:
        fields.setdefault("slug", name.lower().replace(" ", "-"))
        fields.setdefault("description", "Five stories, every morning.")
        return MailingList.objects.get_or_create(name=name, defaults=fields)[0]

    return make


@pytest.fixture
def subscriber_factory(db, list_factory):
    """Makes somebody who confirmed the lists (default: Daily Brief); `state="pending"` leaves the letter unanswered."""

    def make(email: str = "", *, lists=None, state: str = Subscription.State.SUBSCRIBED, **fields) -> Subscriber:
        lists = [list_factory()] if lists is None else lists
        subscriber = Subscriber.objects.sign_up(email or f"reader{next(numbers)}@bank.example", lists, **fields)
        if state != Subscription.State.PENDING:
            subscriber.confirm()
        if state == Subscription.State.UNSUBSCRIBED:
            subscriber.leave()
        return subscriber

    return make


@pytest.fixture
def address_in():
    """The path of the first link of a kind (‘confirm’, ‘preferences’ …) in a letter's text."""

    def find(letter: EmailMessage, kind: str) -> str:
        return re.search(rf"https?://[^/\s]+(/newsletter/{kind}/[^\s<>]+)", letter.body).group(1)

    return find


@pytest.fixture
def time_passes(time_machine):
    """Lets so much time pass: `time_passes(days=30)`."""
    return lambda **time: time_machine.move_to(timezone.now() + timedelta(**time))
