"""The way back from an import: what was before is restored, for all who have not acted since."""

import pytest
from django.utils import timezone

from core.line_work import Unable
from newsletters.imports import work
from newsletters.imports.work import go_on_with_import
from newsletters.models import AddressChange, Consent, Subscriber, Subscription
from newsletters.tests.conftest import counts


def test_undoing_restores_what_was_before(imported, subscriber_factory, list_factory, editor, daily):
    subscriber_factory("nameless@bank.example")
    subscriber_factory("elsewhere@bank.example", lists=[list_factory("Weekly")])
    before = list(Subscriber.objects.order_by("pk").values()), list(Subscription.objects.order_by("pk").values())
    job = imported("new@bank.example,Ada", "nameless@bank.example,Named", "elsewhere@bank.example")
    assert Subscription.objects.subscribed().filter(mailing_list=daily).count() == 3
    job.undo(by=editor)
    job.refresh_from_db()
    assert (job.state, job.taken_back) == ("undone", 3)
    assert before == (
        list(Subscriber.objects.order_by("pk").values()),
        list(Subscription.objects.order_by("pk").values()),
    )


def test_the_ledger_keeps_the_import_and_says_that_it_was_undone(imported, editor):
    job = imported("new@bank.example")
    job.undo(by=editor)
    lines = Consent.objects.about("new@bank.example").order_by("pk")
    assert [(line.action, line.by) for line in lines] == [("granted", editor), ("withdrawn", editor)]


def test_who_was_taken_back_may_come_by_a_better_file(imported, editor):
    imported("new@bank.example").undo(by=editor)
    assert counts(imported("new@bank.example,Ada")) == (1, 0, 0, 0)


@pytest.mark.parametrize("act", ["leave", "join", "confirm", "suppress", "name", "move"])
def test_undoing_leaves_alone_who_acted_since(imported, list_factory, editor, act):
    job = imported("new@bank.example")
    person = Subscriber.objects.get()
    if act == "leave":
        person.leave()
    elif act == "join":
        person.join([list_factory("Weekly")])
    elif act == "suppress":
        person.suppress("complaint")
    elif act == "confirm":
        Subscriber.objects.filter(pk=person.pk).update(confirmed_at=timezone.now())
    elif act == "move":
        AddressChange.objects.create(subscriber=person, new_email="moved@bank.example")
    else:
        person.name = "My Own"
        person.save(update_fields=["name"])
    states = list(Subscription.objects.order_by("pk").values())
    job.undo(by=editor)
    job.refresh_from_db()
    assert job.taken_back == 0
    assert states == list(Subscription.objects.order_by("pk").values())


def test_undoing_does_not_bring_back_who_was_erased_since(imported, editor):
    job = imported("new@bank.example", "other@bank.example")
    Subscriber.objects.get(email_key="new@bank.example").erase()
    job.undo(by=editor)
    job.refresh_from_db()
    assert job.taken_back == 1
    assert not Subscriber.objects.exists()


def test_an_undoing_that_was_killed_goes_on(imported, in_small_steps, settings, editor, monkeypatch):
    job = imported(*(f"new{number}@bank.example" for number in range(35)))
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    job.undo(by=editor)
    monkeypatch.setattr(work, "SLICE", -1.0)
    go_on_with_import.func(job.pk)
    assert Subscriber.objects.count() == 25
    monkeypatch.setattr(work, "SLICE", 30.0)
    go_on_with_import.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.taken_back, Subscriber.objects.count()) == ("undone", 35, 0)


def test_nothing_is_undone_twice(imported, editor):
    job = imported("new@bank.example")
    job.undo(by=editor)
    job.refresh_from_db()
    with pytest.raises(Unable):
        job.undo(by=editor)
