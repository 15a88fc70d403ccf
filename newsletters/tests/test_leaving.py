"""Leaving is one press, from every letter ever sent, and can be taken back at once."""

import pytest

from core.tests import markup
from newsletters import links
from newsletters.models import Consent, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(list_factory):
    return [list_factory("Daily Brief"), list_factory("Weekly")]


@pytest.fixture
def ada(subscriber_factory, lists):
    return subscriber_factory("ada@bank.example", lists=lists)


def states(subscriber) -> dict[str, str]:
    return dict(subscriber.subscriptions.values_list("mailing_list__name", "state"))


def test_opening_the_link_shows_a_button_and_changes_nothing(client, ada, lists):
    page = markup.read(client.get(links.leaving(ada, lists[:1])).text)
    assert "Leave Daily Brief?" in page.texts("h1")
    assert set(states(ada).values()) == {"subscribed"}


def test_a_mail_program_leaves_by_one_post_without_origin_or_cookie(ada, lists, client):
    response = client.post(
        links.leaving(ada, lists[:1]), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert not response.cookies
    assert states(ada) == {"Daily Brief": "unsubscribed", "Weekly": "subscribed"}
    assert Consent.objects.filter(action="withdrawn").values_list("source", flat=True).get() == "mail program"


def test_a_mail_program_may_send_it_as_a_multipart_form_from_anywhere(ada, lists, client):
    response = client.post(
        links.leaving(ada, lists[:1]),
        {"List-Unsubscribe": "One-Click"},
        headers={"Origin": "https://webmail.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 200
    assert states(ada)["Daily Brief"] == "unsubscribed"


def test_a_second_button_leaves_everything(ada, lists, client):
    client.post(links.leaving(ada, lists[:1]), {"all": "1"})
    assert set(states(ada).values()) == {"unsubscribed"}


def test_a_link_without_lists_leaves_everything(ada, client):
    client.post(links.leaving(ada))
    assert set(states(ada).values()) == {"unsubscribed"}


def test_leaving_twice_says_the_same_and_is_in_the_ledger_once(ada, lists, client):
    for _ in range(2):
        assert client.post(links.leaving(ada, lists[:1])).status_code == 200
    assert Consent.objects.filter(action="withdrawn").count() == 1


def test_it_works_from_letters_sent_before_a_change_of_address(ada, client):
    path = links.leaving(ada)
    ada.change_address("ada@home.example")
    client.post(path)
    assert set(states(ada).values()) == {"unsubscribed"}


def test_it_answers_kindly_when_the_person_is_erased(ada, client):
    path = links.leaving(ada)
    ada.erase()
    assert client.post(path).status_code == 200


def test_a_forwarded_letter_gives_nothing_away(ada, lists, client):
    for page in (client.get(links.leaving(ada, lists[:1])), client.post(links.leaving(ada, lists[:1]))):
        assert "ada@bank.example" not in page.text
        assert "/newsletter/preferences/" not in page.text


def test_leaving_can_be_undone_for_an_hour(ada, lists, client, time_passes):
    page = markup.read(client.post(links.leaving(ada, lists[:1])).text)
    path = next(value for value in page.values("action") if "/undo/" in value)
    client.get(path)
    assert states(ada)["Daily Brief"] == "unsubscribed"
    assert "Nothing has changed" in client.post(path).text
    assert states(ada)["Daily Brief"] == "subscribed"
    assert Consent.objects.filter(action="granted").values_list("source", flat=True).get() == "undo after leaving"
    ada.leave()
    time_passes(hours=1, seconds=1)
    assert client.post(path).status_code == 410
    assert states(ada)["Daily Brief"] == "unsubscribed"


def test_undoing_does_not_confirm_what_never_was(client, list_factory):
    ada = Subscriber.objects.sign_up("ada@bank.example", [list_factory()])
    page = markup.read(client.post(links.leaving(ada)).text)
    assert not [value for value in page.values("action") if "/undo/" in value]
    assert states(ada) == {"Daily Brief": "unsubscribed"}


def test_a_forged_link_leaves_nothing(ada, client):
    assert client.post(links.leaving(ada)[:-6] + "AAAAA/").status_code == 404
    assert set(states(ada).values()) == {"subscribed"}
