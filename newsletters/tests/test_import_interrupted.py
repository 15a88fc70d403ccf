"""An import whose worker was killed, stopped or overtaken, and taken up again."""

import pytest

from newsletters.imports import work
from newsletters.imports.seen import Seen
from newsletters.imports.work import go_on_with_import
from newsletters.models import Consent, Subscriber, SubscriberImport
from newsletters.tests.conftest import counts, outcomes


def test_what_was_killed_goes_on_without_doubles(checked, in_small_steps, settings, monkeypatch):
    job = checked(*(f"new{number}@bank.example" for number in range(35)), "new3@bank.example")
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    job.bring_in()
    move, calls = SubscriberImport.move, []

    def killed(*args):
        move(*args)
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(SubscriberImport, "move", killed)
    with pytest.raises(KeyboardInterrupt):
        go_on_with_import.func(job.pk)
    assert Subscriber.objects.count() == 20
    monkeypatch.setattr(SubscriberImport, "move", move)
    go_on_with_import.func(job.pk)
    go_on_with_import.func(job.pk)
    job.refresh_from_db()
    assert (job.state, counts(job)) == ("imported", (35, 0, 1, 0))
    assert outcomes(job)["new3@bank.example"] == "twice"
    assert Subscriber.objects.count() == Consent.objects.count() == 35


def test_the_rest_is_handed_on_when_the_time_is_up_and_lines_are_read_once(checked, in_small_steps, monkeypatch):
    job = checked(*(f"new{number}@bank.example" for number in range(35)), "new3@bank.example")
    look, read = work.looked_at, []
    monkeypatch.setattr(work, "looked_at", lambda entry: read.append(entry.line) or look(entry))
    monkeypatch.setattr(work, "SLICE", -1.0)
    job.bring_in()
    job.refresh_from_db()
    assert (job.state, counts(job)) == ("imported", (35, 0, 1, 0))
    assert read == list(range(2, 38))


def test_of_many_addresses_those_that_stood_there_before_are_known():
    seen, numbers = Seen(), [*range(5000), *range(2500, 7500)]
    assert sum(seen.add(f"new{number}@bank.example") for number in numbers) == 7500


def test_two_workers_on_one_import_do_nothing_twice(checked, in_small_steps, settings, monkeypatch):
    job = checked(*(f"new{number}@bank.example" for number in range(35)))
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    job.bring_in()
    move, calls = SubscriberImport.move, []

    def overtaken(*args):
        move(*args)
        calls.append(args)
        if len(calls) == 1:
            go_on_with_import.func(job.pk)

    monkeypatch.setattr(SubscriberImport, "move", overtaken)
    go_on_with_import.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.new, Subscriber.objects.count()) == ("imported", 35, 35)


def test_a_stopped_import_stays_where_it_is(checked, in_small_steps, settings, monkeypatch):
    job = checked(*(f"new{number}@bank.example" for number in range(35)))
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    job.bring_in()
    move = SubscriberImport.move

    def stopped(*args):
        move(*args)
        if args[1] >= 21:
            SubscriberImport.objects.get(pk=job.pk).stop()

    monkeypatch.setattr(SubscriberImport, "move", stopped)
    go_on_with_import.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.new, Subscriber.objects.count()) == ("stopped", 20, 20)
