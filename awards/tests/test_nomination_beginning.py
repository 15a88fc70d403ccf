"""Beginning a nomination, by anybody, without an account: an address to which a link is mailed."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.utils import timezone

from awards.models import Nomination
from awards.tests.nominating import links_in


@pytest.fixture
def open_year(programme, award_year_factory):
    return award_year_factory()


def test_the_page_says_what_is_asked_and_until_when(client, programme, award_year_factory, category_factory):
    closes = datetime(timezone.now().year + 1, 7, 1, 11, tzinfo=UTC)
    award_year_factory(closes_at=closes)
    category_factory("Best Digital Bank")
    said = client.get("/awards/nominate/").text
    assert "12:00 on" in said
    assert "(London time, BST)" in said
    assert "What came of it?" in said
    assert "Best Digital Bank" in said


def test_an_address_gets_a_link_that_opens_its_draft(client, open_year):
    response = client.post("/awards/nominate/", {"email": "Ana@bank.example"})
    assert response.status_code == 303
    assert mail.outbox[0].to == ["Ana@bank.example"]
    [link] = links_in(mail.outbox[0])
    assert "Ana@bank.example" in client.get(link).text


def test_the_same_address_gets_links_to_all_it_has_begun(client, open_year, nomination_factory):
    begun = nomination_factory("Banco Beirão", email="ana@bank.example")
    for _ in range(2):
        client.post("/awards/nominate/", {"email": "ANA@bank.example"})
    letter = mail.outbox[-1]
    assert "Banco Beirão" in letter.body
    assert len(links_in(letter)) == 2
    assert Nomination.objects.exclude(pk=begun.pk).count() == 1


def test_the_answer_does_not_tell_whether_an_address_is_known(client, open_year, nomination_factory):
    nomination_factory(email="ana@bank.example")
    answers = [client.post("/awards/nominate/", {"email": email}) for email in ("ana@bank.example", "new@x.example")]
    assert {(answer.status_code, answer.url, answer.text) for answer in answers} == {
        (303, "/awards/nominate/sent/", "")
    }


def test_what_a_robot_fills_in_begins_nothing(client, open_year):
    response = client.post("/awards/nominate/", {"email": "ana@bank.example", "website": "https://spam.example"})
    assert response.status_code == 303
    assert not mail.outbox
    assert not Nomination.objects.exists()


def test_an_address_is_not_flooded_with_links(client, open_year):
    for _ in range(6):
        response = client.post("/awards/nominate/", {"email": "ana@bank.example"})
    assert response.status_code == 422
    assert "several times today" in response.text
    assert len(mail.outbox) == 5


def test_a_network_cannot_ask_for_links_without_end(client, open_year):
    for number in range(21):
        response = client.post("/awards/nominate/", {"email": f"{number}@bank.example"})
    assert response.status_code == 422
    assert "very often from your network" in response.text
    assert "20@bank.example" in response.text


@pytest.mark.parametrize(("stage", "word"), [("planned", "open at"), ("judging", "closed at")])
def test_a_year_that_takes_nothing_says_so_and_begins_nothing(client, programme, award_year_factory, stage, word):
    award_year_factory(stage=stage)
    assert word in client.get("/awards/nominate/").text
    response = client.post("/awards/nominate/", {"email": "ana@bank.example"})
    assert response.status_code == 422
    assert "not open now" in response.text
    assert not Nomination.objects.exists()


def test_the_page_stands_without_any_year(client, db):
    assert "Nominations are not open yet" in client.get("/awards/nominate/").text


def test_another_site_cannot_send_the_form(client, open_year):
    response = client.post("/awards/nominate/", {"email": "a@b.example"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not Nomination.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_presses_several_times_at_once_begins_one_draft(at_once, open_year):
    at_once(*[lambda: Nomination.objects.begin(open_year, "ana@bank.example")] * 4)
    assert Nomination.objects.count() == 1
