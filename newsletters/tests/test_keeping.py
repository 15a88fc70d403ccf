"""What the privacy policy promises of times, held by the housekeeping."""

import pytest

from core import housekeeping
from newsletters import tasks
from newsletters.models import Consent, Erased, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(time_passes):
    """Lets time pass, and the housekeeping do its work."""

    def shift(**time) -> None:
        time_passes(**time)
        for job in (tasks.forget_unconfirmed, tasks.forget_departed):
            job.enqueue()

    return shift


def emails() -> list[str]:
    return list(Subscriber.objects.order_by("pk").values_list("email", flat=True))


def test_who_does_not_confirm_is_forgotten_after_thirty_days_with_all_that_was_written_down(subscriber_factory, later):
    subscriber_factory("ada@bank.example", state="pending")
    later(days=29, hours=23)
    assert emails() == ["ada@bank.example"]
    later(days=0, hours=2)
    assert emails() == []
    assert not Consent.objects.exists()
    assert not Erased.objects.exists()


def test_who_asks_once_more_has_thirty_days_from_then(subscriber_factory, later):
    subscriber_factory("ada@bank.example", state="pending")
    later(days=20)
    subscriber_factory("ada@bank.example", state="pending")
    later(days=20)
    assert emails() == ["ada@bank.example"]


def test_a_subscriber_loses_what_was_not_confirmed_and_nothing_else(subscriber_factory, list_factory, later):
    ada = subscriber_factory("ada@bank.example")
    Subscriber.objects.sign_up("ada@bank.example", [list_factory("Weekly")])
    later(days=31)
    assert list(ada.subscriptions.values_list("mailing_list__name", "state")) == [("Daily Brief", "subscribed")]


def test_who_left_and_was_asked_for_again_by_somebody_has_left_still(subscriber_factory, list_factory, later):
    ada = subscriber_factory("ada@bank.example", state="unsubscribed")
    Subscriber.objects.sign_up("ada@bank.example", [list_factory()])
    later(days=31)
    assert ada.subscriptions.get().state == "unsubscribed"


def test_two_years_after_leaving_nothing_is_left_but_what_keeps_an_import_away(subscriber_factory, later):
    subscriber_factory("gone@bank.example", state="unsubscribed")
    stays = subscriber_factory("stays@bank.example")
    later(days=729)
    assert emails() == ["gone@bank.example", "stays@bank.example"]
    later(days=2)
    assert emails() == ["stays@bank.example"]
    assert set(Consent.objects.values_list("subscriber", flat=True)) == {stays.pk}
    assert not Subscriber.objects.may_be_imported("gone@bank.example")


def test_two_years_count_from_the_last_list_that_was_left(subscriber_factory, list_factory, later):
    ada = subscriber_factory("ada@bank.example", lists=[list_factory(), list_factory("Weekly")])
    ada.leave([list_factory()])
    later(days=700)
    ada.leave()
    later(days=100)
    assert emails() == ["ada@bank.example"]


def test_the_lines_about_an_erased_person_go_after_two_years_and_the_fingerprint_stays(subscriber_factory, later):
    subscriber_factory("ada@bank.example").erase()
    later(days=731)
    assert not Consent.objects.exists()
    assert not Subscriber.objects.may_be_imported("ada@bank.example")


def test_the_work_is_done_in_parts_and_can_be_done_again(subscriber_factory, monkeypatch, time_passes):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    for _ in range(5):
        subscriber_factory(state="pending")
    time_passes(days=31)
    for _ in range(2):
        tasks.forget_unconfirmed.func()
    assert emails() == []


def test_the_housekeeping_does_it_by_itself():
    assert {"newsletters.tasks.forget_unconfirmed", "newsletters.tasks.forget_departed"} <= set(housekeeping._jobs)
