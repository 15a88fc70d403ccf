"""Which arrangement of the front page readers see, from when on, and what happens where two people make one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from core import due, edition
from core.tests import markup
from newsroom.front_page import Pin, Place, Plan
from newsroom.front_page.plan import TOP
from newsroom.models import Arrangement, Overtaken
from newsroom.tests.server import Server

LEAD = Place(TOP, 0)


@pytest.fixture
def stories(section_factory, write_stories) -> list[Article]:
    """The first leads by itself."""
    return write_stories(20, [section_factory()])


def lead_with(story: Article, until=None) -> Plan:
    return Plan({LEAD: Pin(story.pk, until)})


def lead(answer) -> str:
    return markup.read(answer.text).one("article.card-lead").one("h2").text


# -- When they are seen ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_is_published_is_seen_by_whoever_looks_next(stories):
    server = Server()
    assert lead(server("/")) == "Story 0"
    Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0)
    assert lead(server("/")) == "Story 7"


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_change_is_seen_on_the_second_with_no_worker_and_a_page_in_memory(stories, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(minutes=10)
    Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0, at=moment)
    server = Server()
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert [lead(server("/")), lead(server("/"))] == ["Story 0", "Story 0"]
    time_machine.move_to(moment, tick=False)
    assert lead(server("/")) == "Story 7"


@pytest.mark.django_db(transaction=True)
def test_a_pin_ends_on_the_second_with_a_page_in_memory(stories, time_machine):
    end = timezone.now().replace(microsecond=0) + timedelta(minutes=10)
    Arrangement.objects.arrange(lead_with(stories[7], end), by=None, base=0)
    server = Server()
    time_machine.move_to(end - timedelta(seconds=1), tick=False)
    assert [lead(server("/")), lead(server("/"))] == ["Story 7", "Story 7"]
    time_machine.move_to(end, tick=False)
    assert lead(server("/")) == "Story 0"


@pytest.mark.django_db
def test_a_scheduled_change_takes_the_place_of_what_was_published_after_it_was_made(stories, time_machine):
    moment = timezone.now() + timedelta(hours=2)
    scheduled = Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0, at=moment)
    published = Arrangement.objects.arrange(lead_with(stories[8]), by=None, base=1)
    assert Arrangement.objects.live() == published
    assert Arrangement.objects.live(moment) == scheduled


@pytest.mark.django_db
def test_a_cancelled_change_never_comes(stories, editor):
    moment = timezone.now() + timedelta(hours=2)
    Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0, at=moment).cancel(by=editor)
    assert Arrangement.objects.live(moment) is None
    assert not Arrangement.objects.scheduled()


@pytest.mark.django_db
def test_what_readers_see_already_cannot_be_cancelled(stories, editor):
    made = Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0)
    with pytest.raises(ValidationError, match="bring an older one back"):
        made.cancel(by=editor)


@pytest.mark.django_db
def test_what_was_cancelled_already_cannot_be_cancelled_again(stories, editor):
    moment = timezone.now() + timedelta(hours=2)
    made = Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0, at=moment)
    made.cancel(by=editor)
    with pytest.raises(ValidationError, match="has been cancelled already"):
        made.cancel(by=editor)


@pytest.mark.django_db
def test_a_change_that_came_meanwhile_is_not_cancelled_by_the_one_that_was_to_replace_it(stories, time_machine):
    moment = timezone.now() + timedelta(hours=2)
    came = Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0, at=moment)
    time_machine.move_to(moment + timedelta(minutes=1))
    Arrangement.objects.arrange(lead_with(stories[8]), by=None, base=1, at=moment + timedelta(days=1), instead_of=1)
    assert Arrangement.objects.live() == came


@pytest.mark.django_db
def test_a_change_that_replaces_a_scheduled_one_cancels_it(stories, editor):
    moment = timezone.now() + timedelta(hours=2)
    Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0, at=moment)
    later = Arrangement.objects.arrange(
        lead_with(stories[8]), by=editor, base=1, at=moment + timedelta(hours=1), instead_of=1
    )
    assert list(Arrangement.objects.scheduled()) == [later]
    assert Arrangement.objects.get(pk=1).cancelled_by == editor


@pytest.mark.django_db
def test_pages_in_memory_know_the_next_moment_at_which_the_page_changes(stories):
    now = timezone.now().replace(microsecond=0)
    pin, change = now + timedelta(minutes=5), now + timedelta(minutes=9)
    Arrangement.objects.arrange(lead_with(stories[7], pin), by=None, base=0)
    Arrangement.objects.arrange(lead_with(stories[8], pin + timedelta(minutes=1)), by=None, base=1, at=change)
    assert due.next_moment() == pin
    assert due.next_moment(pin) == change
    assert Arrangement.objects.next_change(change) is None


@pytest.mark.django_db(transaction=True)
def test_the_front_page_asks_no_more_for_being_arranged(client, stories, monkeypatch):
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)
    plan = lead_with(stories[7], timezone.now() + timedelta(hours=1))
    for base in range(12):
        Arrangement.objects.arrange(plan, by=None, base=base)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) == 4


# -- Two people at once ------------------------------------------------------------------


@pytest.mark.django_db
def test_nobody_arranges_over_what_they_have_not_seen(stories):
    first = Arrangement.objects.arrange(lead_with(stories[7]), by=None, base=0)
    with pytest.raises(Overtaken) as overtaken:
        Arrangement.objects.arrange(lead_with(stories[8]), by=None, base=0)
    assert overtaken.value.newest == first
    assert Arrangement.objects.live() == first


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_the_same_moment_one_is_told(stories, at_once):
    for base in (0, 1):

        def publish(story, base=base):
            try:
                return Arrangement.objects.arrange(lead_with(story), by=None, base=base)
            except Overtaken as overtaken:
                return overtaken

        answers = at_once(lambda p=publish: p(stories[7]), lambda p=publish: p(stories[8]))
        assert sorted(type(each).__name__ for each in answers) == ["Arrangement", "Overtaken"]
        assert Arrangement.objects.count() == base + 1
