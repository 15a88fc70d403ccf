from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import housekeeping
from pages.models import Enquiry, EnquiryReply
from pages.tasks import forget_correspondence

pytestmark = pytest.mark.django_db


def test_an_answer_goes_out_with_the_letter_quoted_and_answers_to_it_reach_the_department(enquiry_factory, desk):
    enquiry = enquiry_factory()
    enquiry.answer("You are right.", by=desk)
    (letter,) = mail.outbox
    assert letter.to == ["ada@reader.example"]
    assert letter.subject == "Re: A wrong figure"
    assert letter.reply_to == ["corrections@paper.example"]
    assert "You are right." in letter.body
    assert "> It was seven, not eight." in letter.body
    assert (enquiry.state, enquiry.assigned_to) == ("answered", desk)


def test_an_answer_that_was_written_while_somebody_else_answered_is_held_back(enquiry_factory, desk, editor):
    enquiry = enquiry_factory()
    enquiry.answer("First.", by=editor, answers_seen=0)
    with pytest.raises(ValidationError, match="Somebody answered while you were writing"):
        enquiry.answer("Second.", by=desk, answers_seen=0)
    enquiry.answer("Second, all the same.", by=desk, answers_seen=1)
    assert [reply.text for reply in enquiry.replies.all()] == ["First.", "Second, all the same."]


def test_an_empty_answer_is_not_sent(enquiry_factory, desk):
    with pytest.raises(ValidationError, match="Write an answer first"):
        enquiry_factory().answer("  \n", by=desk)
    assert mail.outbox == []


def test_who_takes_a_new_letter_opens_it(enquiry_factory, desk):
    enquiry = enquiry_factory()
    enquiry.assign(desk)
    assert (enquiry.state, enquiry.assigned_to) == ("open", desk)
    enquiry.assign(None)
    assert (enquiry.state, enquiry.assigned_to) == ("open", None)


def test_a_letter_is_closed_and_opened_again(enquiry_factory):
    enquiry = enquiry_factory()
    enquiry.close()
    assert (enquiry.state, enquiry.closed_at is not None) == ("closed", True)
    enquiry.reopen()
    assert (enquiry.state, enquiry.closed_at) == ("open", None)


@pytest.mark.parametrize("state", ["answered", "closed"])
def test_no_letter_is_answered_or_closed_without_a_date(enquiry_factory, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        enquiry_factory(state=state)


@pytest.mark.parametrize(
    ("days", "fields", "stays"),
    [(364, {}, True), (366, {}, False), (29, {"state": "spam"}, True), (31, {"state": "spam"}, False)],
)
def test_a_letter_is_deleted_when_the_time_is_over_that_the_form_names(enquiry_factory, days, fields, stays):
    enquiry_factory(touched_at=timezone.now() - timedelta(days=days), **fields)
    forget_correspondence.call()
    assert Enquiry.objects.exists() == stays


def test_the_time_counts_from_the_last_thing_that_happened(enquiry_factory, desk, time_machine):
    time_machine.move_to("2026-01-01T12:00:00Z")
    enquiry = enquiry_factory(received_at=timezone.now(), touched_at=timezone.now())
    time_machine.move_to("2026-12-01T12:00:00Z")
    enquiry.answer("Late, but all the same.", by=desk)
    time_machine.move_to("2027-01-05T12:00:00Z")
    forget_correspondence.call()
    assert Enquiry.objects.exists()
    time_machine.move_to("2027-12-02T12:00:00Z")
    forget_correspondence.call()
    assert not Enquiry.objects.exists()
    assert not EnquiryReply.objects.exists()


def test_the_form_names_the_time_that_is_set(read, settings, department):
    settings.CORRESPONDENCE_KEPT_DAYS = 90
    assert "deleted 90 days after" in read("/contact-us/").text


def test_forgetting_is_done_again_and_again(db):
    assert forget_correspondence.module_path in housekeeping.enqueue_due()
