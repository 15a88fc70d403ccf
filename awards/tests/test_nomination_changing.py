"""What can still be done with a nomination that was handed in, and with a draft."""

from django.core import mail

from awards.models import Nomination
from awards.tests.nominating import page, seen

Part, State = Nomination.Part, Nomination.State


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
