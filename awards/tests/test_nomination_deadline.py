"""The deadline holds to the second, in the time zone of the awards, at the very moment of each change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from awards.models import Nomination, NominationFile
from awards.moments import deadline_in_words
from awards.nominations.refusals import TooLate
from awards.tasks import forget_drafts
from awards.tests.nominating import page
from core.tests import samples

Part, State = Nomination.Part, Nomination.State
SINGAPORE = ZoneInfo("Asia/Singapore")
CLOSES = datetime(2027, 3, 1, 0, 0, tzinfo=SINGAPORE)
SECOND = timedelta(seconds=1)


@pytest.fixture
def nomination(programme, award_year_factory, nomination_factory, time_machine) -> Nomination:
    """A complete draft of a year that closes at midnight in Singapore, when London still has afternoon."""
    programme.time_zone = "Asia/Singapore"
    programme.save()
    time_machine.move_to(CLOSES - timedelta(days=1), tick=False)
    year = award_year_factory(2027, opens_at=CLOSES - timedelta(days=30), closes_at=CLOSES)
    return nomination_factory("Bank of the Straits", award_year=year)


def test_a_second_before_it_a_nomination_is_taken(client, nomination, time_machine):
    time_machine.move_to(CLOSES - SECOND, tick=False)
    client.post(page(nomination, "nomination-submit"), {"agrees": "on"})
    nomination.refresh_from_db()
    assert nomination.state == State.SUBMITTED


def test_at_the_deadline_itself_nothing_is_taken(client, nomination, time_machine):
    time_machine.move_to(CLOSES, tick=False)
    response = client.post(page(nomination, "nomination-submit"), {"agrees": "on"})
    assert response.status_code == 422
    assert "Nominations closed at midnight at the end of Sunday 28 February 2027 (Singapore time" in response.text
    nomination.refresh_from_db()
    assert nomination.is_draft


def test_the_zone_of_the_site_does_not_matter(nomination, time_machine):
    time_machine.move_to(datetime(2027, 2, 28, 16, 0, tzinfo=UTC), tick=False)
    with pytest.raises(TooLate):
        nomination.submit(agrees=True)


def test_it_is_judged_when_the_change_is_made_not_when_the_page_was_asked_for(nomination, time_machine):
    seen = nomination.mark(Part.ORGANISATION)
    assert nomination.is_changeable
    time_machine.move_to(CLOSES, tick=False)
    values = nomination.values(Part.ORGANISATION) | {"contact_name": "Too Late"}
    for late in (
        lambda: nomination.save_part(Part.ORGANISATION, values, seen=seen),
        lambda: nomination.add_files([]),
        lambda: nomination.remove_file(1),
        nomination.withdraw,
    ):
        with pytest.raises(TooLate):
            late()


def test_a_deadline_that_staff_have_moved_holds_at_once(nomination, time_machine):
    year = nomination.award_year
    type(year).objects.filter(pk=year.pk).update(closes_at=timezone.now())
    with pytest.raises(TooLate):
        nomination.submit(agrees=True)


def test_what_was_being_typed_is_shown_again_and_the_draft_is_kept(client, nomination, time_machine):
    data = {"contact_name": "Typed as the clock struck", "seen": nomination.mark(Part.ORGANISATION)}
    time_machine.move_to(CLOSES + SECOND, tick=False)
    response = client.post(page(nomination, "nomination-part", "organisation"), data)
    assert response.status_code == 422
    assert "before this reached us" in response.text
    assert "Typed as the clock struck" in response.text
    nomination.refresh_from_db()
    assert nomination.contact_name == "Benedita Quartilho"


def test_a_file_that_arrives_after_it_is_refused_and_leaves_nothing_behind(client, nomination, time_machine, settings):
    link = page(nomination, "nomination-files")
    time_machine.move_to(CLOSES, tick=False)
    response = client.post(link, {"uploads": SimpleUploadedFile("plan.pdf", samples.pdf())})
    assert response.status_code == 422
    assert "before this reached us" in response.text
    assert not NominationFile.objects.exists()
    assert not list(settings.PRIVATE_ROOT.rglob("*.pdf"))


def test_after_it_a_nomination_can_still_be_read_but_not_changed(client, nomination, time_machine):
    nomination.submit(agrees=True)
    link, part = page(nomination), page(nomination, "nomination-part", "answers")
    time_machine.move_to(CLOSES + timedelta(days=3), tick=False)
    said = client.get(link).text
    assert "Nominations closed at" in said
    assert "Change" not in said
    assert client.get(part).status_code == 302 or client.get(part).status_code == 303


@pytest.mark.parametrize(
    ("closes", "zone", "words"),
    [
        (
            datetime(2026, 11, 30, 12, 0, tzinfo=UTC),
            "Europe/London",
            "12:00 on Monday 30 November 2026 (London time, GMT)",
        ),
        (datetime(2026, 7, 1, 0, 0, tzinfo=UTC), "Europe/London", "01:00 on Wednesday 1 July 2026 (London time, BST)"),
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), "UTC", "23:59:59 on Monday 30 November 2026 (UTC)"),
        (CLOSES, "Asia/Singapore", "midnight at the end of Sunday 28 February 2027 (Singapore time, UTC+08)"),
    ],
)
def test_the_deadline_is_told_in_words_with_its_zone(programme, award_year_factory, closes, zone, words):
    programme.time_zone = zone
    programme.save()
    year = award_year_factory(2028, opens_at=closes - timedelta(days=9), closes_at=closes)
    assert deadline_in_words(year).replace("\xa0", " ") == words


# -- What is forgotten ------------------------------------------------------------------


def test_drafts_are_deleted_thirty_days_after_it_with_their_files(client, nomination, time_machine, settings):
    client.post(page(nomination, "nomination-files"), {"uploads": SimpleUploadedFile("plan.pdf", samples.pdf())})
    assert list(settings.PRIVATE_ROOT.rglob("*.pdf"))
    time_machine.move_to(CLOSES + timedelta(days=30) - SECOND, tick=False)
    forget_drafts.call()
    assert Nomination.objects.exists()
    time_machine.move_to(CLOSES + timedelta(days=30), tick=False)
    forget_drafts.call()
    assert not Nomination.objects.exists()


def test_files_go_with_their_draft(client, nomination, time_machine, settings, django_capture_on_commit_callbacks):
    client.post(page(nomination, "nomination-files"), {"uploads": SimpleUploadedFile("plan.pdf", samples.pdf())})
    with django_capture_on_commit_callbacks(execute=True):
        nomination.discard()
    assert not list(settings.PRIVATE_ROOT.rglob("*.pdf"))


def test_what_was_submitted_is_not_forgotten(nomination, time_machine):
    nomination.submit(agrees=True)
    time_machine.move_to(CLOSES + timedelta(days=400), tick=False)
    forget_drafts.call()
    assert Nomination.objects.exists()


def test_an_address_under_which_nobody_wrote_is_forgotten_after_fourteen_days(
    programme, award_year_factory, nomination_factory, time_machine
):
    time_machine.move_to(CLOSES - timedelta(days=20), tick=False)
    year = award_year_factory(2027, opens_at=CLOSES - timedelta(days=30), closes_at=CLOSES)
    Nomination.objects.begin(year, "somebody@else.example")
    begun = nomination_factory("Begun", award_year=year)
    time_machine.move_to(CLOSES - timedelta(days=5), tick=False)
    forget_drafts.call()
    assert list(Nomination.objects.all()) == [begun]


def test_a_mail_after_it_brings_nothing_new_but_a_sentence(client, nomination, time_machine):
    time_machine.move_to(CLOSES, tick=False)
    response = client.post("/awards/nominate/", {"email": nomination.email})
    assert response.status_code == 422
    assert "not open now" in response.text
    assert not mail.outbox
