"""Who was erased comes back by her own hand only; who left or is blocked, too."""

import pytest

from newsletters import addresses
from newsletters.models import Consent, Erased, Refused, Subscriber, SubscriberExport

pytestmark = pytest.mark.django_db


def test_nothing_of_the_person_remains_but_a_fingerprint(subscriber_factory):
    subscriber_factory("ada@bank.example", name="Ada Quill").erase(source="preferences page")
    assert not Subscriber.objects.exists()
    assert Erased.objects.get().pk == addresses.fingerprint("ada@bank.example")
    lines = Consent.objects.about("ADA@bank.example")
    assert [line.action for line in lines] == ["erased", "confirmed", "asked"]
    assert {line.subscriber_id for line in lines} == {None}
    assert "ada" not in repr(list(Consent.objects.values())).lower()


@pytest.mark.parametrize("looked_for", ["ADA@bank.example", "ada quill"])
def test_the_log_of_downloads_forgets_who_was_looked_for(subscriber_factory, looked_for):
    log = SubscriberExport.objects.create(selection=f"List: Daily Brief, search: {looked_for}", rows=1)
    another = SubscriberExport.objects.create(selection="Search: berta", rows=1)
    subscriber_factory("ada@bank.example", name="Ada Quill").erase()
    log.refresh_from_db()
    another.refresh_from_db()
    assert (log.selection, log.rows) == ("Somebody who has been erased since", 1)
    assert another.selection == "Search: berta"


@pytest.mark.parametrize("written", ["ada@bank.example", "ADA@Bank.Example", " ada@bank.example "])
def test_an_import_may_not_bring_back_who_was_erased(subscriber_factory, written):
    subscriber_factory("ada@bank.example").erase()
    assert not Subscriber.objects.may_be_imported(written)
    assert Subscriber.objects.may_be_imported("another@bank.example")


def test_staff_may_not_bring_back_who_was_erased_blocked_or_left(subscriber_factory, list_factory, editor):
    def add(email):
        Subscriber.objects.add(email, [list_factory()], by=editor, source="admin", note="visiting card")

    subscriber_factory("erased@bank.example").erase()
    subscriber_factory("blocked@bank.example").suppress("complaint")
    subscriber_factory("left@bank.example").leave()
    for name, why in {"erased": "asked to be erased", "blocked": "is blocked", "left": "has left Daily Brief"}.items():
        with pytest.raises(Refused, match=why):
            add(f"{name}@bank.example")
    add("new@bank.example")
    assert list(Subscriber.objects.mailable(list_factory()).values_list("email", flat=True)) == ["new@bank.example"]


def test_what_was_refused_leaves_nothing_behind(subscriber_factory, list_factory, editor):
    subscriber_factory("left@bank.example").leave()
    before = Consent.objects.count()
    with pytest.raises(Refused):
        Subscriber.objects.add(
            "left@bank.example", [list_factory("Weekly"), list_factory()], by=editor, source="admin", note="card"
        )
    assert Consent.objects.count() == before
    assert not Subscriber.objects.mailable(list_factory("Weekly")).exists()


def test_the_person_herself_can_sign_up_again(subscriber_factory):
    subscriber_factory("ada@bank.example").erase()
    ada = subscriber_factory("ada@bank.example", state="pending")
    assert not Subscriber.objects.may_be_imported("ada@bank.example")
    ada.confirm()
    assert Subscriber.objects.may_be_imported("ada@bank.example")


def test_a_new_secret_key_does_not_forget_who_was_erased(subscriber_factory, settings):
    subscriber_factory("ada@bank.example").erase()
    settings.SECRET_KEY = "another"
    assert not Subscriber.objects.may_be_imported("ada@bank.example")


def test_the_fingerprint_cannot_be_made_without_the_key(settings):
    before = addresses.fingerprint("ada@bank.example")
    settings.ADDRESS_KEY = "another"
    assert addresses.fingerprint("ada@bank.example") != before


def test_a_block_ends_all_and_can_be_taken_back_without_subscribing_anybody(subscriber_factory, list_factory, editor):
    ada = subscriber_factory("ada@bank.example")
    ada.suppress("staff", by=editor, source="admin", note="threatens us")
    assert not Subscriber.objects.may_be_imported("ada@bank.example")
    ada.readmit(by=editor, note="it was somebody else")
    assert Subscriber.objects.may_be_imported("ada@bank.example")
    assert not Subscriber.objects.mailable(list_factory()).exists()
    assert [line.action for line in ada.consents.all()[:2]] == ["readmitted", "suppressed"]
