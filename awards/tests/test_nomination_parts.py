"""Filling in, part by part, in one window or in two."""

import re

from awards.models import Nomination
from awards.tests.nominating import page, seen

Part, State = Nomination.Part, Nomination.State


def test_a_draft_is_saved_however_incomplete(client, nomination_factory):
    nomination = nomination_factory()
    response = client.post(
        page(nomination, "nomination-part", "organisation"),
        {"organisation_name": "", "country": "", "contact_name": "Ana", "stay": ""}
        | seen(nomination, Part.ORGANISATION),
    )
    assert response.status_code == 303
    nomination.refresh_from_db()
    assert (nomination.organisation_name, nomination.contact_name) == ("", "Ana")


def test_what_cannot_be_right_is_refused_and_still_there(client, nomination_factory):
    nomination = nomination_factory()
    response = client.post(
        page(nomination, "nomination-part", "organisation"),
        {"organisation_name": "Banco “Ñ”", "organisation_website": "no such thing", "country": "XX"}
        | seen(nomination, Part.ORGANISATION),
    )
    assert response.status_code == 422
    assert "Banco “Ñ”" in response.text
    assert "no such thing" in response.text


def test_several_categories_can_be_chosen(client, nomination_factory, category_factory):
    first, second, third = (category_factory(group=group) for group in ("Banking", "Banking", "Leadership"))
    nomination = nomination_factory(categories=[first])
    response = client.post(
        page(nomination, "nomination-part", "categories"),
        {"categories": [second.pk, third.pk]} | seen(nomination, Part.CATEGORIES),
    )
    assert response.status_code == 303
    assert set(nomination.categories.all()) == {second, third}


def test_a_category_that_takes_no_nominations_cannot_be_chosen(client, nomination_factory, category_factory):
    nomination = nomination_factory()
    closed = category_factory(is_open=False)
    response = client.post(
        page(nomination, "nomination-part", "categories"),
        {"categories": [closed.pk]} | seen(nomination, Part.CATEGORIES),
    )
    assert response.status_code == 422
    assert closed not in nomination.categories.all()


def test_answers_are_kept_under_the_wording_of_their_question(client, nomination_factory):
    nomination = nomination_factory(answers={})
    entry = nomination.entries.get()
    asked = nomination.questions[0]
    client.post(
        page(nomination, "nomination-part", "answers"),
        {asked.field: "We opened\r\non Sundays.", entry.field: "Because."} | seen(nomination, Part.ANSWERS),
    )
    nomination.refresh_from_db()
    entry.refresh_from_db()
    assert nomination.answers[asked.text] == "We opened\non Sundays."
    assert entry.reason == "Because."


def test_a_question_that_is_worded_anew_loses_no_answer(client, nomination_factory):
    nomination = nomination_factory()
    year = nomination.award_year
    year.nomination_questions = [{"question": "What else?", "words": 10}]
    year.save()
    nomination.refresh_from_db()
    told = dict(nomination.answered)
    assert told["What else?"] == ""
    assert told["What came of it?"] == "It did."


def test_two_windows_the_second_is_told_and_loses_nothing(client, nomination_factory):
    nomination = nomination_factory("Old name")
    both = seen(nomination, Part.ORGANISATION)
    address = page(nomination, "nomination-part", "organisation")
    client.post(address, {"organisation_name": "From the first window", "country": "PT"} | both)
    response = client.post(address, {"organisation_name": "From the second window", "country": "PT"} | both)
    assert response.status_code == 422
    assert "changed in another window" in response.text
    assert "Saved there: From the first window" in response.text
    assert "From the second window" in response.text
    again = re.search(r'name="seen" value="(\w+)"', response.text)
    client.post(address, {"organisation_name": "From the second window", "country": "PT", "seen": again[1]})
    nomination.refresh_from_db()
    assert nomination.organisation_name == "From the second window"


def test_two_windows_on_different_parts_do_not_disturb_each_other(client, nomination_factory, category_factory):
    nomination = nomination_factory()
    both = {part: seen(nomination, part) for part in (Part.ORGANISATION, Part.CATEGORIES)}
    client.post(page(nomination, "nomination-part", "categories"), {"categories": []} | both[Part.CATEGORIES])
    response = client.post(
        page(nomination, "nomination-part", "organisation"), {"contact_name": "Ana"} | both[Part.ORGANISATION]
    )
    assert response.status_code == 303


def test_markup_in_names_and_answers_is_shown_as_text(client, nomination_factory):
    evil = "<script>alert(1)</script>"
    nomination = nomination_factory(evil, contact_name=evil, answers={"What came of it?": evil})
    assert evil not in client.get(page(nomination)).text
    assert "&lt;script&gt;" in client.get(page(nomination)).text
