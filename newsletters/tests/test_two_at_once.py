"""Two requests for the same person at the same moment."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from newsletters.models import Consent, Subscriber, Subscription

pytestmark = pytest.mark.django_db(transaction=True)


def test_signing_up_twice_makes_one_subscriber(at_once, list_factory):
    lists = [list_factory(), list_factory("Weekly")]
    at_once(*[lambda: Subscriber.objects.sign_up("Ada@bank.example", lists)] * 4)
    assert Subscriber.objects.count() == 1
    assert Subscription.objects.count() == 2


def test_confirming_twice_is_in_the_ledger_once(at_once, subscriber_factory):
    ada = subscriber_factory(state="pending")
    at_once(*[lambda: Subscriber.objects.get(pk=ada.pk).confirm()] * 4)
    assert Consent.objects.filter(action="confirmed").count() == 1


def test_leaving_and_joining_end_in_one_of_both_and_the_ledger_says_which(at_once, subscriber_factory, list_factory):
    ada = subscriber_factory()
    one, other = (Subscriber.objects.get(pk=ada.pk) for _ in range(2))
    at_once(one.leave, lambda: other.join([list_factory()]))
    last = Consent.objects.filter(subscriber=ada).first().action
    assert (ada.subscriptions.get().state, last) in {("unsubscribed", "withdrawn"), ("subscribed", "granted")}


def test_who_is_erased_meanwhile_is_not_written_down_again(at_once, subscriber_factory):
    ada = subscriber_factory()
    one, other = (Subscriber.objects.get(pk=ada.pk) for _ in range(2))
    at_once(one.erase, other.leave)
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"state": "subscribed"}, {"state": "unsubscribed"}, {"state": "nonsense", "subscribed_at": timezone.now()}],
)
def test_the_database_takes_no_state_without_its_moment(subscriber_factory, list_factory, wrong):
    ada = subscriber_factory(lists=[list_factory("Weekly")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(subscriber=ada, mailing_list=list_factory(), **wrong)
    assert connection.is_usable()


def test_the_database_takes_no_second_subscription_to_a_list(subscriber_factory, list_factory):
    ada = subscriber_factory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(subscriber=ada, mailing_list=list_factory())


def test_the_database_takes_no_block_without_a_reason(subscriber_factory):
    ada = subscriber_factory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.filter(pk=ada.pk).update(suppressed_at=timezone.now())
