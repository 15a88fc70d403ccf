"""Confirming: by a press of the button behind the mailed link, never by the link's being opened."""

import pytest

from core.signed_links import token
from core.tests import markup
from newsletters import links
from newsletters.models import Consent, Subscriber
from newsletters.wording import CONFIRM

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(subscriber_factory, list_factory):
    list_factory("Weekly")
    return subscriber_factory("ada@bank.example", state="pending")


def states(subscriber) -> dict[str, str]:
    return dict(subscriber.subscriptions.values_list("mailing_list__name", "state"))


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_changes_nothing(client, ada, method):
    getattr(client, method)(links.confirmation(ada))
    assert states(ada) == {"Daily Brief": "pending"}


def test_the_button_confirms_what_is_ticked(client, ada, list_factory, mailoutbox, address_in):
    path = address_in(mailoutbox[0], "confirm")
    boxes = [
        field for field in markup.read(client.get(path).text).all("input") if field.attributes.get("type") == "checkbox"
    ]
    assert ["checked" in box.attributes for box in boxes] == [True, False]
    response = client.post(path, {"lists": [list_factory("Daily Brief").pk, list_factory("Weekly").pk]})
    assert response.status_code == 303
    assert states(ada) == {"Daily Brief": "subscribed", "Weekly": "subscribed"}
    assert "ada@bank.example" in client.get(response["Location"]).text
    assert mailoutbox[-1].subject.startswith("You are subscribed to Daily Brief and Weekly")


def test_what_was_asked_for_and_is_not_ticked_is_forgotten(client, ada, list_factory):
    client.post(links.confirmation(ada), {"lists": [list_factory("Weekly").pk]})
    assert states(ada) == {"Weekly": "subscribed"}


def test_nothing_ticked_is_an_error_that_says_what_to_do(client, ada):
    response = client.post(links.confirmation(ada), {})
    assert response.status_code == 422
    assert "Please choose at least one" in response.text
    assert states(ada) == {"Daily Brief": "pending"}


def test_the_welcome_letter_can_be_left_in_one_press(client, ada, mailoutbox):
    ada.confirm()
    headers = mailoutbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/newsletter/unsubscribe/" in headers["List-Unsubscribe"]


def test_the_letter_that_asks_is_of_no_list_yet(ada, mailoutbox):
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_the_ledger_keeps_the_confirmation_with_its_words(ada, list_factory):
    ada.confirm(source="confirmation page")
    line = Consent.objects.get(action="confirmed")
    assert (line.mailing_list, line.source, line.text) == (list_factory(), "confirmation page", CONFIRM.text)


def test_pressing_twice_says_the_same_and_writes_one_letter(client, ada, list_factory, mailoutbox):
    path = links.confirmation(ada)
    for _ in range(2):
        response = client.post(path, {"lists": [list_factory().pk]})
    assert client.get(response["Location"]).status_code == 200
    assert len(mailoutbox) == 2
    assert Consent.objects.filter(action="confirmed").count() == 1


def test_who_left_and_presses_the_old_link_is_told_that_nothing_comes(client, ada):
    path = links.confirmation(ada)
    ada.confirm()
    ada.leave()
    page = markup.read(client.get(path, follow=True).text)
    assert page.texts("h1") == ["You are on no list"]


def test_who_left_before_the_button_was_pressed_stays_away(ada, list_factory):
    at_the_button = Subscriber.objects.get()
    ada.leave()
    assert at_the_button.confirm([list_factory()]) == []
    assert states(ada) == {"Daily Brief": "unsubscribed"}


def test_a_link_of_thirty_days_ago_has_expired(client, ada, time_passes):
    path = links.confirmation(ada)
    time_passes(days=30, seconds=1)
    response = client.get(path)
    assert response.status_code == 410
    assert "too old" in response.text


@pytest.mark.parametrize(
    "forged",
    [
        lambda good, ada: good[:-9] + "AAAAAAAA/",
        lambda good, ada: good[:-20] + "/",
        lambda good, ada: f"/newsletter/confirm/{token('newsletter-preferences', [ada.pk, ada.secret])}/",
        lambda good, ada: f"/newsletter/confirm/{token('newsletter-confirm', [ada.pk, 'another secret'])}/",
        lambda good, ada: f"/newsletter/confirm/{token('newsletter-confirm', [ada.pk + 1, ada.secret])}/",
    ],
    ids=["changed", "cut off", "for another purpose", "of before", "somebody else's"],
)
def test_a_forged_link_confirms_nothing(client, ada, list_factory, forged):
    response = client.post(forged(links.confirmation(ada), ada), {"lists": [list_factory().pk]})
    assert response.status_code == 404
    assert "This link does not work" in response.text
    assert states(ada) == {"Daily Brief": "pending"}


def test_a_link_whose_person_was_forgotten_says_so(client, ada):
    path = links.confirmation(ada)
    Subscriber.objects.all().delete()
    response = client.get(path)
    assert response.status_code == 404
    assert "please sign up again" in response.text


def test_personal_pages_are_kept_by_nobody_and_named_to_nobody(client, ada):
    response = client.get(links.confirmation(ada))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies


def test_a_block_ends_when_the_person_confirms_anew(client, ada, list_factory):
    ada.confirm()
    ada.suppress("bounce")
    Subscriber.objects.sign_up("ada@bank.example", [list_factory()])
    ada.refresh_from_db()
    assert ada.suppressed_at
    ada.confirm()
    assert not ada.suppressed_at
    assert list(Subscriber.objects.mailable(list_factory())) == [ada]
