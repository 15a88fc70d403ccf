"""What is to be done when an article appears is done then, or as soon as a worker is there again; and it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import likeness, tasks
from articles.models import Article, FollowUp, PublicNote
from core import housekeeping
from core.models import Housekeeping, Standstill, WorkerBeat
from core.tests import markup

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)
SHIPS = "<p>Charterers hired bulk carriers; freight rates for ore and grain rose while shipowners ordered tonnage.</p>"


@pytest.fixture
def at(time_machine):
    """Moves the clock to so many minutes after nine."""

    def move(minutes: float) -> datetime:
        moment = NINE + timedelta(minutes=minutes)
        time_machine.move_to(moment, tick=False)
        return moment

    move(0)
    return move


@pytest.fixture
def queue(settings, at):
    """Tasks wait for a worker, as they do in a newsroom."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return DBTaskResult.objects


@pytest.fixture
def scheduled(article_factory, editor):
    def make(title: str, minutes: float, **fields) -> Article:
        article = article_factory(title, status="draft", body=SHIPS, tags=["Freight"], **fields)
        article.publish(by=editor, at=NINE + timedelta(minutes=minutes))
        return article

    return make


def work() -> None:
    """A worker comes, does what there is to do, and goes."""
    housekeeping.enqueue_due()
    for each in DBTaskResult.objects.ready():
        each.claim("one")
        each.task.call(*each.task_result.args, **each.task_result.kwargs)
        each.set_successful(None)


def waiting(client) -> list[str]:
    WorkerBeat.objects.get_or_create(worker_id="one", defaults={"seen_at": datetime(2030, 1, 1, tzinfo=UTC)})
    page = markup.read(client.get(reverse("admin:index")).text)
    return [row.text for row in page.one("section.waiting").all("li")]


def figure(client, text: str) -> str:
    page = markup.read(client.get(reverse("admin:index")).text)
    rows = [each for each in page.all("li") if each.all("span.figure-number")]
    return {row.one("span.figure-text").text: row.one("span.figure-number").text for row in rows}[text]


# -- When it is done -------------------------------------------------------------------


def test_a_scheduled_article_is_compared_once_more_when_it_appears(queue, at, scheduled, article_factory):
    article = scheduled("On freight", 60)
    work()
    assert list(article.likenesses.all()) == []
    at(30)
    newer = article_factory("Ore carriers", body=SHIPS, tags=["Freight"], published_at=NINE)
    at(59)
    work()
    assert list(article.likenesses.all()) == []
    at(60.5)
    work()
    assert [each.to for each in article.likenesses.all()] == [newer]


def test_what_is_done_in_time_is_not_worth_a_word(queue, at, scheduled, editor_client):
    scheduled("On freight", 60)
    at(61)
    work()
    assert not FollowUp.objects.exists()
    assert waiting(editor_client) == []
    assert figure(editor_client, "late") == "0"


def test_it_is_done_when_a_worker_is_back_however_late(queue, at, scheduled):
    work()
    articles = [scheduled(f"On freight {number}", 10 + number) for number in range(3)]
    at(140)
    work()
    assert all(each.likenesses.count() == 2 for each in articles)
    assert [str(each.follow_up.lateness) for each in articles] == ["2:10:00", "2:09:00", "2:08:00"]
    assert not FollowUp.objects.outstanding().exists()


def test_what_is_moved_is_due_when_it_appears(queue, at, scheduled, editor):
    article = scheduled("On freight", 60)
    article.reschedule(NINE + timedelta(minutes=120), by=editor)
    at(61)
    work()
    assert not FollowUp.objects.outstanding().exists()
    at(121)
    assert FollowUp.objects.outstanding().exists()
    work()
    assert not FollowUp.objects.exists()


def test_what_is_withdrawn_is_not_waited_for(queue, at, scheduled):
    scheduled("On freight", 60).withdraw()
    at(120)
    assert not FollowUp.objects.late().exists()


def test_what_is_retracted_is_not_waited_for(queue, at, scheduled, editor):
    article = scheduled("On freight", 60)
    at(120)
    article.retract(PublicNote(kind="retraction", text="The figures were invented."), by=editor)
    assert not FollowUp.objects.late().exists()


def test_what_has_appeared_is_not_waited_for_anew_when_changes_are_published(queue, at, scheduled, editor):
    article = scheduled("On freight", 60)
    at(61)
    work()
    article.publish(by=editor)
    at(120)
    assert not FollowUp.objects.late().exists()


def test_publishing_changes_or_something_dated_back_is_no_lateness(at, scheduled, editor):
    article = scheduled("On freight", -60)
    assert not FollowUp.objects.exists()
    article.publish(by=editor)
    assert not FollowUp.objects.exists()


def test_one_article_with_which_something_is_wrong_does_not_keep_the_others_waiting(
    queue, at, scheduled, monkeypatch, caplog
):
    bad = scheduled("Bad", 10, sponsorship="sponsored", sponsor_name="Bank")  # so that nobody else is compared with it
    good = scheduled("Good", 11)
    at(60)

    def words_of(article):
        if article == bad:
            raise RuntimeError("It broke.")
        return {"ship": 1}

    monkeypatch.setattr(likeness, "words_of", words_of)
    tasks.catch_up.call()
    assert [each.article for each in FollowUp.objects.late()] == [bad]
    assert good.follow_up.done_at
    assert "It broke." in caplog.text


def test_nothing_is_handed_to_the_workers_where_nothing_is_due(queue, at, scheduled):
    scheduled("On freight", 60)
    queue.all().delete()
    assert "articles.tasks.catch_up" not in housekeeping.enqueue_due()
    at(61)
    assert "articles.tasks.catch_up" in housekeeping.enqueue_due()


# -- What is told of it ------------------------------------------------------------------


def test_what_is_behind_is_told_on_the_start_page_while_no_worker_is_there(queue, at, scheduled, editor_client):
    scheduled("On freight", 60)
    at(64)
    assert (waiting(editor_client), figure(editor_client, "late")) == ([], "0")
    at(72)
    assert waiting(editor_client) == [
        "Related articles of ‘On freight’ have not been found yet, 12 min after it appeared"
    ]
    assert figure(editor_client, "late") == "1"
    scheduled("Also on freight", 71)
    at(130)
    assert waiting(editor_client) == [
        "Related articles of 2 articles have not been found yet, 1 h 10 min after the first of them appeared"
    ]


def test_after_an_outage_it_is_told_how_late_things_were_done_and_why(queue, at, scheduled, editor_client):
    work()
    for number in range(3):
        scheduled(f"On freight {number}", 10 + number)
    at(140)
    work()
    said = "Related articles of 3 articles were found up to 2 h 10 min late: work in the background stood still "
    assert waiting(editor_client) == [said + "from Today, 09:00 to 11:20"]
    at(140 + 25 * 60)
    assert waiting(editor_client) == []


def test_the_page_of_the_article_and_the_calendar_tell_it_too(queue, at, scheduled, editor_client):
    article = scheduled("On freight", 10)
    change = reverse("admin:articles_article_change", args=[article.pk])
    at(60)
    assert "have not been found yet, 50 min after it appeared." in editor_client.get(change).text
    work()
    assert "Its related articles were found 50 min after it appeared: Today, 10:00." in editor_client.get(change).text
    calendar = editor_client.get(reverse("admin:articles_article_calendar"), {"month": "2026-12"}).text
    assert "Related articles 50 min late" in calendar


def test_the_end_of_an_article_is_not_late_because_its_beginning_was(queue, at, scheduled, editor_client):
    scheduled("On freight", 10, expires_at=NINE + timedelta(days=3))
    at(60)
    calendar = editor_client.get(reverse("admin:articles_article_calendar"), {"month": "2026-12"}).text
    assert calendar.count("Related articles 50 min late") == 1


def test_what_was_to_be_out_and_is_not_published_is_told(at, article_factory, editor_client):
    article_factory("Forgotten", status="approved", published_at=NINE + timedelta(minutes=30))
    assert waiting(editor_client) == []
    at(31)
    assert waiting(editor_client) == ["‘Forgotten’ was planned for Today, 09:30 and is not published"]
    for number in range(4):
        article_factory(f"Forgotten {number}", status="review", published_at=NINE)
    assert waiting(editor_client)[3] == "2 more planned articles are not published"


# -- Standstills ---------------------------------------------------------------------------


def test_a_standstill_is_noted_when_it_is_over(queue, at):
    housekeeping.enqueue_due()
    at(130)
    housekeeping.enqueue_due()
    housekeeping.enqueue_due()
    still = Standstill.objects.get()
    assert (still.began_at, still.ended_at) == (NINE, NINE + timedelta(minutes=130))


def test_a_worker_that_asks_every_minute_does_not_stand_still(queue, at):
    for minute in range(30):
        at(minute)
        housekeeping.enqueue_due()
    assert not Standstill.objects.exists()
    assert Housekeeping.objects.order_by("-last_run").first().last_run == NINE + timedelta(minutes=29)


def test_before_the_first_worker_nothing_stood_still(queue, at):
    housekeeping.enqueue_due()
    assert not Standstill.objects.exists()
