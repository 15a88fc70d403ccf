"""A change of address needs the word of both mailboxes."""

import pytest

from newsletters import links, tasks
from newsletters.models import AddressChange, Consent, Erased, Refused, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(subscriber_factory):
    return subscriber_factory("ada@bank.example")


@pytest.fixture
def letters(client, ada, mailoutbox):
    """The letters to the old and the new mailbox, after the change was asked for on the preferences page."""
    mailoutbox.clear()
    response = client.post(f"{links.preferences(ada)}address/", {"new_email": "Ada@Home.example"})
    assert response.status_code == 303
    assert "Ada@Home.example" in client.get(response["Location"]).text
    return {letter.to[0]: letter for letter in mailoutbox}


def test_both_are_written_to_and_the_new_one_is_not_told_the_old(letters):
    assert set(letters) == {"ada@bank.example", "Ada@Home.example"}
    new = letters["Ada@Home.example"]
    assert "ada@bank.example" not in new.body + new.alternatives[0].content


@pytest.mark.parametrize("first", ["ada@bank.example", "Ada@Home.example"])
def test_the_newsletters_move_when_both_have_agreed_in_either_order(client, ada, letters, address_in, first):
    old_link = links.preferences(ada)
    for address in sorted(letters, key=lambda each: each != first):
        ada.refresh_from_db()
        assert ada.email == "ada@bank.example"
        client.get(address_in(letters[address], "address"))
        assert client.post(address_in(letters[address], "address")).status_code == 200
    ada.refresh_from_db()
    assert (ada.email, ada.email_key) == ("Ada@Home.example", "ada@home.example")
    assert not AddressChange.objects.exists()
    assert client.get(old_link).status_code == 404
    lines = Consent.objects.filter(action="address-changed")
    assert {line.fingerprint for line in lines} == {
        Subscriber(email=each).fingerprint for each in ("ada@bank.example", "ada@home.example")
    }


def test_the_new_mailbox_gets_a_new_link_to_the_preferences(client, letters, address_in, mailoutbox):
    for letter in letters.values():
        client.post(address_in(letter, "address"))
    assert mailoutbox[-1].to == ["Ada@Home.example"]
    assert client.get(address_in(mailoutbox[-1], "preferences")).status_code == 200


@pytest.mark.parametrize("end", ["ada@bank.example", "Ada@Home.example"])
def test_either_end_can_stop_it(client, ada, letters, address_in, end):
    assert "Nothing was changed" in client.post(address_in(letters[end], "address"), {"no": "1"}).text
    for letter in letters.values():
        assert client.post(address_in(letter, "address")).status_code == 404
    ada.refresh_from_db()
    assert ada.email == "ada@bank.example"


def test_links_of_an_earlier_wish_have_no_effect_on_a_later_one(client, ada, letters, address_in):
    AddressChange.objects.ask(ada, "ada@third.example")
    assert client.post(address_in(letters["Ada@Home.example"], "address")).status_code == 404


def test_after_a_week_it_is_forgotten(client, letters, address_in, time_passes):
    time_passes(days=7, seconds=1)
    assert client.post(address_in(letters["Ada@Home.example"], "address")).status_code == 410
    tasks.forget_unconfirmed.func()
    assert not AddressChange.objects.exists()


def test_an_address_of_another_subscriber_is_refused_at_the_end_and_not_before(
    client, ada, letters, address_in, subscriber_factory
):
    subscriber_factory("ada@home.example")
    paths = [address_in(letter, "address") for letter in letters.values()]
    assert client.post(paths[0]).status_code == 200
    response = client.post(paths[1])
    assert response.status_code == 409
    assert "Somebody has signed up with this address already" in response.text
    ada.refresh_from_db()
    assert ada.email == "ada@bank.example"


def test_an_erased_address_is_welcome_again_when_its_owner_agrees(ada, subscriber_factory):
    subscriber_factory("ada@home.example").erase()
    ada.change_address("ada@home.example")
    assert not Erased.objects.exists()


def test_staff_cannot_move_somebody_to_an_erased_address(ada, subscriber_factory, editor):
    subscriber_factory("ada@home.example").erase()
    with pytest.raises(Refused, match="asked to be erased"):
        ada.change_address("ada@home.example", by=editor)


@pytest.mark.parametrize(
    ("new", "said"), [("ADA@bank.example", "this address already"), ("nonsense", "not a complete e-mail address")]
)
def test_what_cannot_be_is_said_on_the_page(client, ada, mailoutbox, new, said):
    mailoutbox.clear()
    response = client.post(f"{links.preferences(ada)}address/", {"new_email": new})
    assert response.status_code == 422
    assert said in response.text
    assert f'value="{new}"' in response.text
    assert not mailoutbox


def test_nobody_is_bombed_by_wishes_to_move_to_his_address(client, ada, mailoutbox):
    mailoutbox.clear()
    codes = [
        client.post(f"{links.preferences(ada)}address/", {"new_email": "victim@home.example"}).status_code
        for _ in range(6)
    ]
    assert codes == [303] * 4 + [422] * 2
    assert len([letter for letter in mailoutbox if letter.to == ["victim@home.example"]]) == 4
