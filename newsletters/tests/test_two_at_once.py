"""Two requests for the same person at the same moment."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from newsletters import links, tasks
from newsletters.imports.work import go_on_with_import
from newsletters.models import AddressChange, Consent, Refused, Subscriber, Subscription
from newsletters.tests.conftest import outcomes

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


# -- One begins while the other is not over ------------------------------------------------


def test_who_signs_up_while_being_erased_is_asked_to_confirm(meanwhile, subscriber_factory, list_factory):
    daily = list_factory(double_opt_in=False)
    ada = subscriber_factory("ada@bank.example")
    meanwhile(ada.erase, lambda: Subscriber.objects.sign_up("ada@bank.example", [daily]))
    assert Subscription.objects.get().state == "pending"


def test_staff_do_not_bring_back_who_is_being_erased(meanwhile, subscriber_factory, list_factory, editor):
    weekly, ada = list_factory("Weekly"), subscriber_factory("ada@bank.example")

    def add():
        with pytest.raises(Refused, match="asked to be erased"):
            Subscriber.objects.add("ada@bank.example", [weekly], by=editor, source="staff", note="card")

    meanwhile(ada.erase, add)
    assert not Subscriber.objects.exists()


def test_an_import_does_not_bring_back_who_is_being_erased(meanwhile, subscriber_factory, list_factory, checked):
    ada = subscriber_factory("ada@bank.example", lists=[list_factory("Weekly")])
    job = checked("ada@bank.example")
    meanwhile(ada.erase, job.bring_in)
    assert outcomes(job) == {"ada@bank.example": "erased"}
    assert not Subscriber.objects.exists()


def test_an_import_leaves_alone_who_is_leaving(meanwhile, subscriber_factory, list_factory, checked):
    ada = subscriber_factory("ada@bank.example", lists=[list_factory("Weekly")])
    job = checked("ada@bank.example")
    meanwhile(ada.leave, job.bring_in)
    assert outcomes(job) == {"ada@bank.example": "left-all"}
    assert not Subscription.objects.subscribed().exists()


def test_leaving_by_a_mail_program_while_being_erased_is_answered_kindly(meanwhile, subscriber_factory):
    ada = subscriber_factory()
    path = links.leaving(ada)
    assert meanwhile(ada.erase, lambda: Client().post(path, {"List-Unsubscribe": "One-Click"})).status_code == 200


@pytest.mark.parametrize("page", ["preferences", "confirmation"])
def test_a_page_of_somebody_who_is_being_erased_says_that_the_link_is_no_longer_valid(
    meanwhile, subscriber_factory, list_factory, page
):
    ada = subscriber_factory(lists=[list_factory()], state="pending")
    path, given = getattr(links, page)(ada), {"lists": [list_factory().pk], "name": "Ada"}
    assert meanwhile(ada.erase, lambda: Client().post(path, given)).status_code == 404


@pytest.mark.parametrize("end", ["old", "new"])
def test_neither_agreeing_to_a_move_nor_being_erased_waits_for_ever(meanwhile, subscriber_factory, end):
    ada = subscriber_factory("ada@bank.example")
    change = AddressChange.objects.ask(ada, "ada@home.example")
    path = links.agreement(change, end)
    assert meanwhile(ada.erase, lambda: Client().post(path)).status_code == 404
    berta = subscriber_factory("berta@bank.example")
    change = AddressChange.objects.ask(berta, "berta@home.example")
    meanwhile(lambda: change.agree(end), Subscriber.objects.get(pk=berta.pk).erase)
    assert not AddressChange.objects.exists()
    assert not Subscriber.objects.exists()


def test_an_address_that_is_taken_while_its_owner_agrees_to_the_move_is_refused(
    meanwhile, subscriber_factory, list_factory
):
    daily, ada = list_factory(), subscriber_factory("ada@bank.example")
    change = AddressChange.objects.ask(ada, "ada@home.example")
    change.agree("old")
    path = links.agreement(change, "new")
    response = meanwhile(lambda: Subscriber.objects.sign_up("ada@home.example", [daily]), lambda: Client().post(path))
    assert response.status_code == 409
    ada.refresh_from_db()
    assert ada.email == "ada@bank.example"


def test_who_comes_back_while_being_forgotten_is_not_forgotten(meanwhile, subscriber_factory, list_factory):
    daily = list_factory()
    ada = subscriber_factory("ada@bank.example", lists=[])
    Subscriber.objects.update(confirmed_at=None, created_at=timezone.now() - timedelta(days=31))
    assert Subscriber.objects.never_confirmed().get() == ada
    meanwhile(lambda: Subscriber.objects.sign_up("ada@bank.example", [daily]), tasks.forget_unconfirmed.func)
    assert Subscription.objects.get().subscriber == ada


def test_two_imports_of_the_same_people_wait_for_each_other(at_once, checked, settings):
    people = [f"new{number}@bank.example" for number in range(400)]
    jobs = [checked(*people), checked(*reversed(people))]
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    for job in jobs:
        job.bring_in()
    at_once(*(lambda job=job: go_on_with_import.func(job.pk) for job in jobs))
    for job in jobs:
        job.refresh_from_db()
    assert [job.state for job in jobs] == ["imported", "imported"]
    assert Subscriber.objects.count() == sum(job.new for job in jobs) == 400


# -- What the database itself holds ----------------------------------------------------------


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
