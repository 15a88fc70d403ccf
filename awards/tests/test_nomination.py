"""Nominating, by anybody, without an account: the mailed link, the parts, submitting, changing, withdrawing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination
from awards.nominations import links
from core import signed_links

Part, State = Nomination.Part, Nomination.State


def page(nomination: Nomination, name: str = "nomination", *arguments) -> str:
    return reverse(name, args=[links.token(nomination), *arguments])


def seen(nomination: Nomination, part: Part) -> dict[str, str]:
    return {"seen": Nomination.objects.get(pk=nomination.pk).mark(part)}


def links_in(letter) -> list[str]:
    return [found for found in re.findall(r"https?://[^/]+(/\S+)", letter.body) if "nominate" in found]


@pytest.fixture
def open_year(programme, award_year_factory):
    return award_year_factory()


# -- The way in --------------------------------------------------------------------


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


# -- Links ---------------------------------------------------------------------------


def test_a_forged_link_leads_nowhere(client, nomination_factory):
    token = links.token(nomination_factory())
    assert client.get(f"/awards/nominate/{token[:-3]}abc/").status_code == 404
    assert client.get("/awards/nominate/nonsense/").status_code == 404


def test_a_link_made_for_another_purpose_leads_nowhere(client, nomination_factory):
    nomination = nomination_factory()
    value = [nomination.reference, 1, links.owner(nomination.email)]
    assert client.get(reverse("nomination", args=[signed_links.token("newsletter", value)])).status_code == 404


def test_a_link_of_another_address_leads_nowhere(client, nomination_factory):
    nomination = nomination_factory()
    token = signed_links.token(links.PURPOSE, [nomination.reference, 1, links.owner("eve@else.example")])
    assert client.get(reverse("nomination", args=[token])).status_code == 404


def test_a_signed_value_of_another_shape_leads_nowhere(client, db):
    token = signed_links.token(links.PURPOSE, "something")
    assert client.get(reverse("nomination", args=[token])).status_code == 404


def test_a_link_is_good_for_a_year(client, nomination_factory, time_machine):
    link = page(nomination_factory())
    time_machine.move_to(timezone.now())
    time_machine.shift(links.MAX_AGE.total_seconds() - 60)
    assert client.get(link).status_code == 200
    time_machine.shift(120)
    response = client.get(link)
    assert response.status_code == 410
    assert "too old" in response.text


def test_a_new_link_voids_those_before(client, nomination_factory, editor):
    nomination = nomination_factory()
    old = page(nomination)
    nomination.send_new_link(by=editor)
    assert "replaced by a newer one" in client.get(old).text
    [new] = links_in(mail.outbox[-1])
    assert client.get(new).status_code == 200


def test_pages_behind_the_link_are_kept_by_nobody_and_set_no_cookie(client, nomination_factory):
    nomination = nomination_factory()
    for address in (page(nomination), page(nomination, "nomination-part", "answers")):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert not response.cookies


def test_following_links_on_the_pages_does_not_renew_the_token(client, nomination_factory, time_machine):
    nomination = nomination_factory()
    link = page(nomination)
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    others = set(re.findall(r"/awards/nominate/([^/\"]{40,})/", client.get(link).text))
    assert others == {link.split("/")[3]}


# -- Filling in ------------------------------------------------------------------------


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


# -- Submitting ------------------------------------------------------------------------


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


def test_a_submitted_one_can_be_changed_and_a_new_summary_comes(client, nomination_factory):
    nomination = nomination_factory("Banco Beirão", submitted=True)
    mail.outbox.clear()
    response = client.post(
        page(nomination, "nomination-part", "organisation"),
        {"organisation_name": "Banco Beirão", "country": "PT", "contact_name": "Zita Penhasco"}
        | seen(nomination, Part.ORGANISATION),
    )
    assert response.status_code == 303
    assert "Zita Penhasco" in mail.outbox[-1].body


def test_a_submitted_one_cannot_be_made_incomplete(client, nomination_factory):
    nomination = nomination_factory("Banco Beirão", submitted=True)
    mail.outbox.clear()
    response = client.post(
        page(nomination, "nomination-part", "organisation"),
        {"organisation_name": "", "country": "PT", "contact_name": "Zita Penhasco"}
        | seen(nomination, Part.ORGANISATION),
    )
    assert response.status_code == 422
    assert "Please say which organisation is nominated." in response.text
    assert "Zita Penhasco" in response.text
    nomination.refresh_from_db()
    assert (nomination.organisation_name, nomination.contact_name) == ("Banco Beirão", "Benedita Quartilho")
    assert not mail.outbox


def test_saving_without_a_change_mails_nothing(client, nomination_factory):
    nomination = nomination_factory(submitted=True)
    mail.outbox.clear()
    nomination.save_part(Part.ANSWERS, nomination.values(Part.ANSWERS), seen=nomination.mark(Part.ANSWERS))
    assert not mail.outbox


def test_a_submitted_one_can_be_withdrawn_and_submitted_again(client, nomination_factory):
    nomination = nomination_factory(submitted=True)
    client.post(page(nomination, "nomination-withdraw"))
    nomination.refresh_from_db()
    assert nomination.state == State.WITHDRAWN
    assert "withdrawn" in mail.outbox[-1].subject
    client.post(page(nomination, "nomination-submit"), {"agrees": "on"})
    nomination.refresh_from_db()
    assert nomination.state == State.SUBMITTED
    assert [(each.before, each.after) for each in nomination.events.all()][::-1] == [
        ("draft", "submitted"),
        ("submitted", "withdrawn"),
        ("withdrawn", "submitted"),
    ]


def test_a_draft_can_be_deleted_by_its_owner(client, nomination_factory):
    nomination = nomination_factory()
    link = page(nomination)
    assert "Delete it" in client.get(page(nomination, "nomination-discard")).text
    client.post(page(nomination, "nomination-discard"))
    assert not Nomination.objects.exists()
    assert "has been deleted" in client.get(link).text


def test_what_the_judges_have_begun_with_can_no_longer_be_changed(client, nomination_factory, editor):
    nomination = nomination_factory(submitted=True)
    before = seen(nomination, Part.ORGANISATION)
    nomination.move(State.SHORTLISTED, by=editor)
    response = client.post(page(nomination, "nomination-part", "organisation"), {"contact_name": "Ana"} | before)
    assert response.status_code == 422
    assert "The judges have begun" in response.text
    said = client.get(page(nomination)).text
    assert "With the judges" in said
    assert "Shortlisted" not in said


def test_pages_cost_the_same_for_one_category_and_for_a_hundred(
    client, nomination_factory, category_factory, django_assert_max_num_queries
):
    nomination = nomination_factory(categories=[category_factory(group=f"Group {number % 9}") for number in range(100)])
    for address in (page(nomination), page(nomination, "nomination-part", "categories"), "/awards/nominate/"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_presses_several_times_at_once_begins_one_draft(at_once, open_year):
    at_once(*[lambda: Nomination.objects.begin(open_year, "ana@bank.example")] * 4)
    assert Nomination.objects.count() == 1
