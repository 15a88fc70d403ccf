import re
from datetime import timedelta
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.utils import timezone

from newsletters.imports import work
from newsletters.models import MailingList, Subscriber, SubscriberImport, Subscription

STATEMENT = "Ticked the box at our stand, 3 March 2026"
"""How the people of an imported file agreed."""

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


# -- Imports -------------------------------------------------------------------------


@pytest.fixture
def daily(list_factory) -> MailingList:
    return list_factory("Daily Brief")


@pytest.fixture
def upload(editor):
    """Uploads a file of these lines, under a heading: address, name, language."""

    def make(*lines: str, name: str = "guests.csv") -> SubscriberImport:
        text = "\n".join(["email,name,language", *lines])
        return SubscriberImport.objects.upload(ContentFile(text.encode(), name), by=editor)

    return make


@pytest.fixture
def checked(upload, daily):
    """The same, checked for the Daily Brief."""

    def make(*lines: str) -> SubscriberImport:
        job = upload(*lines)
        job.check_lines(columns=job.columns, has_heading=True, mailing_list=daily, consent=STATEMENT)
        job.refresh_from_db()
        assert job.state == "checked"
        return job

    return make


@pytest.fixture
def imported(checked):
    """The same, brought in."""

    def make(*lines: str) -> SubscriberImport:
        job = checked(*lines)
        job.bring_in()
        job.refresh_from_db()
        assert job.state == "imported"
        return job

    return make


@pytest.fixture
def in_small_steps(monkeypatch):
    """Works off ten lines at a time."""
    monkeypatch.setattr(work, "BATCH", 10)


def outcomes(job: SubscriberImport) -> dict[str, str]:
    """What became of each address, by the code of the reason."""
    return {each[1]: each[3] for batch in job.batches.all() for each in batch.outcomes}


def counts(job: SubscriberImport) -> tuple[int, int, int, int]:
    """How many lines were new, changed, left alone and refused."""
    return job.new, job.changed, job.left_alone, job.refused
