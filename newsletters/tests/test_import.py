"""What an import changes and what it never does; killed, resumed, stopped and undone."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core.line_work import Unable
from core.uploads import private_storage
from newsletters.imports import work
from newsletters.imports.seen import Seen
from newsletters.imports.work import forget_old_imports, go_on_with_import
from newsletters.models import Consent, Subscriber, SubscriberImport, Subscription

STATEMENT = "Ticked the box at our stand, 3 March 2026"


@pytest.fixture
def daily(list_factory):
    return list_factory("Daily Brief")


@pytest.fixture
def upload(editor):
    def make(*lines: str, name: str = "guests.csv") -> SubscriberImport:
        text = "\n".join(["email,name,language", *lines])
        return SubscriberImport.objects.upload(ContentFile(text.encode(), name), by=editor)

    return make


@pytest.fixture
def checked(upload, daily):
    def make(*lines: str) -> SubscriberImport:
        job = upload(*lines)
        job.check_lines(columns=job.columns, has_heading=True, mailing_list=daily, consent=STATEMENT)
        job.refresh_from_db()
        assert job.state == "checked"
        return job

    return make


@pytest.fixture
def imported(checked):
    def make(*lines: str) -> SubscriberImport:
        job = checked(*lines)
        job.bring_in()
        job.refresh_from_db()
        assert job.state == "imported"
        return job

    return make


def outcomes(job: SubscriberImport) -> dict[str, str]:
    return {each[1]: each[3] for batch in job.batches.all() for each in batch.outcomes}


def counts(job: SubscriberImport) -> tuple[int, int, int, int]:
    return job.new, job.changed, job.left_alone, job.refused


# -- The check ---------------------------------------------------------------------


def test_the_check_says_what_would_become_of_every_line_and_changes_nothing(
    checked, subscriber_factory, list_factory, editor
):
    subscriber_factory("here@bank.example", name="Here Already")
    subscriber_factory("nameless@bank.example")
    subscriber_factory("elsewhere@bank.example", lists=[list_factory("Weekly")])
    subscriber_factory("left@bank.example", state="unsubscribed")
    subscriber_factory("pending@bank.example", state="pending")
    subscriber_factory("blocked@bank.example").suppress("complaint", by=editor)
    subscriber_factory("erased@bank.example").erase()
    before = (
        list(Subscriber.objects.order_by("pk").values()),
        list(Subscription.objects.order_by("pk").values()),
        Consent.objects.count(),
    )
    job = checked(
        "new@bank.example,Ada",
        "NEW@bank.example,Ada",
        "here@bank.example,Other Name",
        "nameless@bank.example,Now Named",
        "elsewhere@bank.example",
        "left@bank.example",
        "pending@bank.example",
        "blocked@bank.example",
        "erased@bank.example",
        "nonsense",
        ",No Address",
    )
    assert outcomes(job) == {
        "new@bank.example": "new",
        "NEW@bank.example": "twice",
        "here@bank.example": "already",
        "nameless@bank.example": "completed",
        "elsewhere@bank.example": "joins",
        "left@bank.example": "left",
        "pending@bank.example": "pending",
        "blocked@bank.example": "blocked",
        "erased@bank.example": "erased",
        "nonsense": "address",
        "": "missing",
    }
    assert counts(job) == (1, 2, 4, 4)
    assert before == (
        list(Subscriber.objects.order_by("pk").values()),
        list(Subscription.objects.order_by("pk").values()),
        Consent.objects.count(),
    )


def test_nothing_is_checked_without_a_word_on_how_they_agreed(client, upload, daily):
    job = upload("new@bank.example")
    with pytest.raises(Exception, match="import_says_how_they_agreed"):
        job.check_lines(columns=job.columns, has_heading=True, mailing_list=daily, consent="")


def test_one_column_holds_the_address(upload, daily):
    job = upload("new@bank.example")
    with pytest.raises(Unable, match="email address"):
        job.check_lines(columns=["name", "", ""], has_heading=True, mailing_list=daily, consent=STATEMENT)


# -- The import ----------------------------------------------------------------------


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


def test_a_name_that_is_a_formula_is_a_name(imported):
    imported('new@bank.example,"=HYPERLINK(""http://x.example"")"')
    assert Subscriber.objects.get().name == '=HYPERLINK("http://x.example")'


# -- Killed, stopped, taken up again -----------------------------------------------------


@pytest.fixture
def in_small_steps(monkeypatch):
    monkeypatch.setattr(work, "BATCH", 10)


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


# -- The way back ------------------------------------------------------------------------


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


@pytest.mark.parametrize("act", ["leave", "join", "confirm", "suppress", "name"])
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


# -- What is kept ---------------------------------------------------------------------------


def test_the_file_and_the_lines_are_deleted_after_thirty_days(
    imported, time_machine, django_capture_on_commit_callbacks
):
    job = imported("new@bank.example")
    name = job.file.name
    assert private_storage().exists(name)
    time_machine.move_to(timezone.now() + timedelta(days=30, minutes=1), tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        forget_old_imports.func()
    job.refresh_from_db()
    assert not private_storage().exists(name)
    assert not job.batches.exists()
    assert not job.may_be_undone
    assert job.new == 1


def test_a_younger_file_is_kept(imported, time_machine):
    job = imported("new@bank.example")
    time_machine.move_to(timezone.now() + timedelta(days=29), tick=False)
    forget_old_imports.func()
    job.refresh_from_db()
    assert job.file
    assert job.batches.exists()


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
