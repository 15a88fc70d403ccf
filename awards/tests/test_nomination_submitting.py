"""Handing a nomination in: what is asked for, and what is mailed."""

from django.core import mail

from awards.models import Nomination
from awards.tests.nominating import page

Part, State = Nomination.Part, Nomination.State


def test_a_complete_nomination_is_submitted_and_summed_up_by_mail(client, nomination_factory):
    nomination = nomination_factory("Banco Beirão")
    response = client.post(page(nomination, "nomination-submit"), {"agrees": "on"})
    assert response.status_code == 303
    nomination.refresh_from_db()
    assert nomination.state == State.SUBMITTED
    assert nomination.consent_text == nomination.award_year.nomination_consent
    assert nomination.consent_version
    letter = mail.outbox[-1]
    assert nomination.reference in letter.subject
    for said in ("Banco Beirão", "Portugal", "What came of it?", nomination.consent_text[:40]):
        assert said in letter.body


def test_an_incomplete_nomination_says_what_is_missing_and_where(client, nomination_factory):
    nomination = nomination_factory(contact_name="", answers={}, categories=[])
    response = client.post(page(nomination, "nomination-submit"), {"agrees": "on"})
    assert response.status_code == 422
    assert "Please say whom we may ask." in response.text
    assert "Please choose at least one category." in response.text
    assert "/organisation/#id_contact_name" in response.text
    nomination.refresh_from_db()
    assert nomination.is_draft
    assert not mail.outbox


def test_without_consent_nothing_is_submitted(client, nomination_factory):
    nomination = nomination_factory()
    response = client.post(page(nomination, "nomination-submit"), {})
    assert response.status_code == 422
    assert "Please agree" in response.text
    nomination.refresh_from_db()
    assert nomination.is_draft


def test_too_many_words_are_told_with_their_number(nomination_factory):
    nomination = nomination_factory(answers={"What came of it?": "word " * 301})
    assert "301 words, where 300 are allowed" in " ".join(each.sentence for each in nomination.problems(Part.ANSWERS))
