"""Signing up: by whom it is taken, what is written to whom, and that the answer gives nobody away."""

import pytest
from django.core.cache import cache

from core.tests import markup
from newsletters.models import Consent, Subscriber
from newsletters.wording import SIGN_UP

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(list_factory):
    return [list_factory("Daily Brief", position=1), list_factory("Weekly", position=2)]


def sign_up(client, **data):
    return client.post("/newsletter/", {"source": "footer"} | data)


def states(email: str) -> dict[str, str]:
    subscriber = Subscriber.objects.with_address(email).get()
    return {each.mailing_list.name: each.state for each in subscriber.subscriptions.select_related("mailing_list")}


def test_an_address_alone_asks_for_the_first_list(client, lists, mailoutbox):
    response = sign_up(client, email="ada@bank.example")
    assert (response.status_code, response["Location"]) == (303, "/newsletter/check-your-mail/")
    assert states("ada@bank.example") == {"Daily Brief": "pending"}
    assert [letter.to for letter in mailoutbox] == [["ada@bank.example"]]


def test_neither_the_page_nor_the_answer_sets_a_cookie(client, lists):
    assert not client.get("/newsletter/").cookies
    assert not sign_up(client, email="ada@bank.example").cookies
    assert "csrfmiddlewaretoken" not in client.get("/newsletter/").text


def test_on_its_own_page_the_lists_are_chosen_and_a_name_can_be_given(client, lists):
    sign_up(client, email="ada@bank.example", source="page", lists=[lists[1].pk], name="  Ada\r\n Quill ")
    assert states("ada@bank.example") == {"Weekly": "pending"}
    assert Subscriber.objects.get().name == "Ada Quill"
    assert Subscriber.objects.get().source == "newsletter page"


def test_on_its_own_page_no_list_is_an_error_and_nothing_typed_is_lost(client, lists):
    response = sign_up(client, email="ada@bank.example", source="page", name="Ada Quill")
    page = markup.read(response.text)
    assert response.status_code == 422
    assert "Please choose at least one newsletter." in page.text
    assert {"ada@bank.example", "Ada Quill"} <= set(page.values("value"))
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "email",
    ["", "ada", "ada@", "ada@bank", "a da@bank.example", "ada@bank.example\nBcc: x@y.example", '"a b"@bank.example'],
)
def test_what_is_no_address_is_said_to_be_none(client, lists, mailoutbox, email):
    response = sign_up(client, email=email)
    assert response.status_code == 422
    assert not mailoutbox


def test_a_list_that_is_not_public_cannot_be_chosen(client, lists, list_factory):
    hidden = list_factory("Test readers", is_public=False)
    assert sign_up(client, email="ada@bank.example", source="page", lists=[hidden.pk]).status_code == 422


def test_the_answer_is_the_same_whether_or_not_an_address_is_known(client, lists, subscriber_factory):
    subscriber_factory("known@bank.example")
    known, unknown = (sign_up(client, email=f"{each}@bank.example") for each in ("known", "unknown"))
    assert (known.status_code, dict(known.headers), known.content) == (
        unknown.status_code,
        dict(unknown.headers),
        unknown.content,
    )


def test_who_is_subscribed_already_is_told_so_by_mail_with_a_link_to_the_preferences(
    client, subscriber_factory, mailoutbox, address_in
):
    subscriber_factory("ada@bank.example")
    mailoutbox.clear()
    sign_up(client, email="ADA@Bank.example")
    assert [letter.subject.partition(" – ")[0] for letter in mailoutbox] == ["You are subscribed already"]
    assert client.get(address_in(mailoutbox[0], "preferences")).status_code == 200


def test_a_stranger_changes_nothing_of_a_known_person(client, subscriber_factory):
    subscriber_factory("ada@bank.example", name="Ada Quill")
    sign_up(client, email="ADA@bank.example", name="Somebody Else")
    ada = Subscriber.objects.get()
    assert (ada.name, ada.email) == ("Ada Quill", "ada@bank.example")
    assert states("ada@bank.example") == {"Daily Brief": "subscribed"}


def test_a_list_without_confirmation_begins_at_once_and_a_letter_says_so(client, list_factory, mailoutbox):
    list_factory(double_opt_in=False)
    sign_up(client, email="ada@bank.example")
    assert states("ada@bank.example") == {"Daily Brief": "subscribed"}
    assert mailoutbox[0].subject.startswith("You are subscribed to Daily Brief")


@pytest.mark.parametrize("why", ["left", "blocked", "erased"])
def test_nobody_else_brings_back_who_left_was_blocked_or_erased(client, list_factory, subscriber_factory, why):
    list_factory(double_opt_in=False)
    ada = subscriber_factory("ada@bank.example")
    {"left": ada.leave, "blocked": lambda: ada.suppress("complaint"), "erased": ada.erase}[why]()
    sign_up(client, email="ada@bank.example")
    assert states("ada@bank.example") == {"Daily Brief": "pending"}


def test_the_ledger_says_what_was_asked_where_and_in_which_words(client, lists):
    sign_up(client, email="ada@bank.example", source="article")
    line = Consent.objects.get()
    assert (line.action, line.mailing_list, line.source) == ("asked", lists[0], "article")
    assert (line.text, line.version) == (SIGN_UP.text, SIGN_UP.version)


@pytest.mark.parametrize("source", ["footer", "article", "page"])
def test_the_words_in_the_ledger_are_those_that_the_form_shows(client, read, lists, article_factory, source):
    address = {"article": article_factory().get_absolute_url()}.get(source, "/newsletter/")
    page = read(address)
    form = next(form for form in page.all("form") if source in form.values("value"))
    assert SIGN_UP.text in form.text


def test_a_robot_gets_the_same_answer_and_is_thrown_away(client, lists, mailoutbox):
    response = sign_up(client, email="ada@bank.example", website="https://spam.example")
    assert response["Location"] == "/newsletter/check-your-mail/"
    assert not mailoutbox
    assert not Subscriber.objects.exists()


def test_another_site_cannot_send_the_form(client, lists):
    response = client.post("/newsletter/", {"email": "ada@bank.example"}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert not Subscriber.objects.exists()


def test_one_address_gets_a_few_letters_a_day_and_the_answer_stays_the_same(client, lists, mailoutbox):
    answers = {sign_up(client, email="ada@bank.example")["Location"] for _ in range(8)}
    assert answers == {"/newsletter/check-your-mail/"}
    assert len(mailoutbox) == 4


def test_one_network_cannot_sign_up_the_world(client, lists, mailoutbox):
    for number in range(20):
        sign_up(client, email=f"reader{number}@bank.example")
    response = sign_up(client, email="last@bank.example")
    assert response.status_code == 422
    assert "last@bank.example" in response.text
    assert len(mailoutbox) == 20
    cache.clear()


def test_what_a_stranger_typed_as_a_name_is_in_no_letter(client, lists, mailoutbox):
    sign_up(client, email="ada@bank.example", source="page", lists=[lists[0].pk], name="Win https://spam.example")
    assert "spam.example" not in mailoutbox[0].body + mailoutbox[0].alternatives[0].content


def test_without_a_public_list_there_is_nothing_to_sign_up_for(client, read):
    assert "There is no newsletter at present." in read("/newsletter/").text
    assert not read("/").all("form.signup")
    assert sign_up(client, email="ada@bank.example").status_code == 422
