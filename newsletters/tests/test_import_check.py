"""The check of a file says what would become of every line, and changes nothing."""

import pytest

from core.line_work import Unable
from newsletters.models import Consent, Subscriber, Subscription
from newsletters.tests.conftest import STATEMENT, counts, outcomes


def test_the_check_says_what_would_become_of_every_line_and_changes_nothing(
    checked, subscriber_factory, list_factory, editor
):
    subscriber_factory("here@bank.example", name="Here Already")
    subscriber_factory("nameless@bank.example")
    subscriber_factory("elsewhere@bank.example", lists=[list_factory("Weekly")])
    subscriber_factory("left@bank.example", state="unsubscribed")
    subscriber_factory("pending@bank.example", state="pending")
    subscriber_factory("blocked@bank.example").suppress("complaint", by=editor)
    subscriber_factory("erased@bank.example").erase()
    before = (
        list(Subscriber.objects.order_by("pk").values()),
        list(Subscription.objects.order_by("pk").values()),
        Consent.objects.count(),
    )
    job = checked(
        "new@bank.example,Ada",
        "NEW@bank.example,Ada",
        "here@bank.example,Other Name",
        "nameless@bank.example,Now Named",
        "elsewhere@bank.example",
        "left@bank.example",
        "pending@bank.example",
        "blocked@bank.example",
        "erased@bank.example",
        "nonsense",
        ",No Address",
    )
    assert outcomes(job) == {
        "new@bank.example": "new",
        "NEW@bank.example": "twice",
        "here@bank.example": "already",
        "nameless@bank.example": "completed",
        "elsewhere@bank.example": "joins",
        "left@bank.example": "left",
        "pending@bank.example": "pending",
        "blocked@bank.example": "blocked",
        "erased@bank.example": "erased",
        "nonsense": "address",
        "": "missing",
    }
    assert counts(job) == (1, 2, 4, 4)
    assert before == (
        list(Subscriber.objects.order_by("pk").values()),
        list(Subscription.objects.order_by("pk").values()),
        Consent.objects.count(),
    )


def test_nothing_is_checked_without_a_word_on_how_they_agreed(upload, daily):
    job = upload("new@bank.example")
    with pytest.raises(Exception, match="import_says_how_they_agreed"):
        job.check_lines(columns=job.columns, has_heading=True, mailing_list=daily, consent="")


def test_one_column_holds_the_address(upload, daily):
    job = upload("new@bank.example")
    with pytest.raises(Unable, match="email address"):
        job.check_lines(columns=["name", "", ""], has_heading=True, mailing_list=daily, consent=STATEMENT)
