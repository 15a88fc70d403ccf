"""What an import changes, and what it never does."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core.csv_files import ENCODINGS, Manner
from core.line_work import Unable
from newsletters.imports import work
from newsletters.models import Subscriber, SubscriberImport, Subscription
from newsletters.tests.conftest import STATEMENT, counts, outcomes


def test_who_is_new_is_subscribed_and_the_ledger_says_how_they_agreed(imported, daily, editor):
    imported("new@bank.example,Ada Person,de")
    person = Subscriber.objects.get()
    assert (person.email, person.name, person.locale) == ("new@bank.example", "Ada Person", "de")
    assert person.subscriptions.get().state == "subscribed"
    line = person.consents.get()
    assert (line.action, line.note, line.by, line.mailing_list) == ("granted", STATEMENT, editor, daily)
    assert line.source == "Import: guests.csv"
    assert line.fingerprint == person.fingerprint


def test_an_imported_person_is_found_by_name(imported):
    imported("new@bank.example,Ada Person")
    assert Subscriber.objects.matching("person").exists()


def test_a_person_whose_name_came_with_a_file_is_found_by_it(imported, subscriber_factory):
    subscriber_factory("here@bank.example", name="")
    imported("here@bank.example,Ada Person")
    assert Subscriber.objects.matching("person").exists()


def test_newcomers_are_entered_in_one_order_whatever_the_files(imported):
    """So two imports of the same people cannot each wait for the other (test_two_at_once.py)."""
    imported("c@bank.example", "a@bank.example", "b@bank.example")
    entered = Subscriber.objects.order_by("pk").values_list("email", flat=True)
    assert list(entered) == ["a@bank.example", "b@bank.example", "c@bank.example"]


def test_what_a_person_told_us_is_never_overwritten(imported, subscriber_factory):
    subscriber_factory("here@bank.example", name="As I Say")
    imported("here@bank.example,As They Say,fr")
    person = Subscriber.objects.get()
    assert (person.name, person.locale) == ("As I Say", "fr")


def test_nobody_who_left_was_blocked_or_erased_comes_back(imported, subscriber_factory, editor):
    subscriber_factory("left@bank.example", state="unsubscribed")
    subscriber_factory("blocked@bank.example").suppress("staff", by=editor)
    subscriber_factory("erased@bank.example").erase()
    job = imported("left@bank.example", "Left@BANK.example", "blocked@bank.example", "erased@bank.example")
    assert counts(job) == (0, 0, 2, 2)
    assert not Subscription.objects.subscribed().exists()
    assert not Subscriber.objects.filter(email_key="erased@bank.example").exists()


def test_who_left_every_list_is_not_put_on_another(imported, subscriber_factory, list_factory):
    subscriber_factory("left@bank.example", lists=[list_factory("Weekly")], state="unsubscribed")
    assert outcomes(imported("left@bank.example")) == {"left@bank.example": "left-all"}


def test_who_leaves_between_check_and_import_is_left_alone(checked, subscriber_factory, list_factory):
    person = subscriber_factory("here@bank.example", lists=[list_factory("Weekly")])
    job = checked("here@bank.example")
    person.leave()
    job.bring_in()
    job.refresh_from_db()
    assert counts(job) == (0, 0, 1, 0)


def test_who_signs_up_while_the_file_comes_in_is_not_there_twice(checked, subscriber_factory, monkeypatch):
    job = checked("new@bank.example", "other@bank.example")
    decide, calls = work.decide, []

    def decide_late(lines, *args, **kwargs):
        decide(lines, *args, **kwargs)
        calls.append(lines)
        if len(calls) == 1:
            subscriber_factory("new@bank.example")

    monkeypatch.setattr(work, "decide", decide_late)
    job.bring_in()
    job.refresh_from_db()
    assert len(calls) == 2
    assert Subscriber.objects.count() == 2
    assert job.state == "imported"


def test_what_a_colleague_has_brought_in_meanwhile_cannot_be_discarded(checked):
    job = checked("new@bank.example")
    on_another_screen = SubscriberImport.objects.get(pk=job.pk)
    job.bring_in()
    with pytest.raises(Unable, match="kept for its time"):
        on_another_screen.discard()
    assert SubscriberImport.objects.get(pk=job.pk).may_be_undone


def test_how_a_file_is_read_is_settled_once_it_is_checked(checked):
    job = checked("new@bank.example")
    with pytest.raises(Unable, match="has gone on in the meantime"):
        job.read_as(Manner("cp1252", ";"))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_can_be_read_as_anything_or_the_page_says_that_it_is_not(editor_client, upload, encoding):
    job = upload("jürgen@bank.example,Jürgen")
    address = reverse("admin:newsletters_subscriberimport_manner", args=[job.pk])
    response = editor_client.post(address, {"encoding": encoding, "delimiter": ";"}, follow=True)
    assert response.status_code == 200
    job.refresh_from_db()
    assert (job.encoding == encoding) != (f"not written as {ENCODINGS[encoding]}" in response.text)


def test_a_name_that_is_a_formula_is_a_name(imported):
    imported('new@bank.example,"=HYPERLINK(""http://x.example"")"')
    assert Subscriber.objects.get().name == '=HYPERLINK("http://x.example")'


def test_the_file_may_be_in_any_encoding(editor, daily):
    text = "E-Mail;Name\njürgen@bank.example;Jürgen Müller\n"
    for number, encoding in enumerate(("utf-16", "cp1252", "utf-8-sig")):
        data = text.replace("jürgen@", f"jürgen{number}@").encode(encoding)
        job = SubscriberImport.objects.upload(ContentFile(data, "x.csv"), by=editor)
        job.check_lines(columns=job.columns, has_heading=True, mailing_list=daily, consent=STATEMENT)
        job.refresh_from_db()
        job.bring_in()
    assert set(Subscriber.objects.values_list("name", flat=True)) == {"Jürgen Müller"}
    assert Subscriber.objects.count() == 3
