"""The breaking news over every page: what it says, where it leads, and that it ends by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from core import due, edition
from core.tests import markup
from newsroom.models import BreakingNews
from newsroom.tests.server import Server

ADD = reverse("admin:newsroom_breakingnews_add")
LIST = reverse("admin:newsroom_breakingnews_changelist")


def minutes(number: float):
    return timezone.now() + timedelta(minutes=number)


def bars(answer) -> list[str]:
    return markup.read(answer.text).texts("span.breaking-text")


# -- What readers see -------------------------------------------------------------------


@pytest.mark.django_db
def test_it_stands_on_every_public_page_and_leads_to_its_story(client, paper):
    story = Article.objects.public().newest_first().first()
    BreakingNews.objects.create(text="The vault has closed", article=story)
    for kind, address in {**paper.pages, "not found": paper.not_found}.items():
        page = markup.read(client.get(address).text)
        bar = page.one("aside.breaking")
        assert bar.attributes["aria-label"] == "Breaking news", kind
        assert bar.one("a").text == "The vault has closed", kind
        assert bar.one("a").attributes["href"] == story.get_absolute_url(), kind


@pytest.mark.django_db
def test_a_page_without_it_has_no_trace_of_it(client, section_factory):
    assert "breaking" not in client.get("/latest-news/").text


@pytest.mark.django_db(transaction=True)
def test_it_begins_and_ends_on_the_second_with_pages_in_memory(time_machine):
    start = timezone.now().replace(microsecond=0) + timedelta(minutes=10)
    BreakingNews.objects.create(text="Now", starts_at=start, ends_at=start + timedelta(minutes=5))
    server = Server()
    seen = []
    for seconds in (-1, 0, 299, 300):
        time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
        seen.append((bars(server("/tags/")), bars(server("/tags/"))))
    assert seen == [([], []), (["Now"], ["Now"]), (["Now"], ["Now"]), ([], [])]


@pytest.mark.django_db(transaction=True)
def test_it_costs_no_query_per_page(client, article_factory, monkeypatch):
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)
    BreakingNews.objects.create(text="Now", article=article_factory())
    client.get("/authors/")
    with CaptureQueriesContext(connection) as asked:
        assert bars(client.get("/authors/")) == ["Now"]
    assert len(asked) == 1  # the list of authors


@pytest.mark.django_db
def test_the_next_moment_is_its_beginning_and_then_its_end():
    news = BreakingNews.objects.create(text="Now", starts_at=minutes(5), ends_at=minutes(9))
    assert due.next_moment() == news.starts_at
    assert due.next_moment(news.starts_at) == news.ends_at
    assert BreakingNews.objects.next_change(news.ends_at) is None


@pytest.mark.django_db
def test_it_leads_nowhere_until_readers_can_see_its_story(client, article_factory, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(minutes=5)
    BreakingNews.objects.create(text="Soon", article=article_factory(published_at=moment))
    assert not markup.read(client.get("/tags/").text).one("aside.breaking").all("a")
    time_machine.move_to(moment, tick=False)
    assert markup.read(client.get("/tags/").text).one("aside.breaking").all("a")


# -- Only one at a time ----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_one_that_begins_later_takes_the_place_of_the_earlier_for_good():
    first = BreakingNews.objects.create(text="First", starts_at=minutes(-10), ends_at=minutes(60))
    second = BreakingNews.objects.create(text="Second", starts_at=minutes(0), ends_at=minutes(5))
    first.refresh_from_db()
    assert first.ends_at == second.starts_at
    assert [str(each) for each in BreakingNews.objects.running()] == ["Second"]
    assert not BreakingNews.objects.running(minutes(6))


@pytest.mark.django_db
def test_one_that_is_entered_before_a_scheduled_one_ends_when_that_begins():
    later = BreakingNews.objects.create(text="Later", starts_at=minutes(30), ends_at=minutes(60))
    sooner = BreakingNews.objects.create(text="Sooner", starts_at=minutes(-1), ends_at=minutes(90))
    assert sooner.ends_at == later.starts_at == BreakingNews.objects.get(text="Sooner").ends_at


@pytest.mark.django_db
def test_of_two_that_begin_at_once_the_one_that_was_entered_last_stands():
    start = minutes(-1)
    for text in ("First", "Second"):
        BreakingNews.objects.create(text=text, starts_at=start, ends_at=minutes(9))
    assert [str(each) for each in BreakingNews.objects.running()] == ["Second"]


# -- At the desk --------------------------------------------------------------------------------


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def enter(editor_client):
    def send(**fields: str):
        given = {"text": "Now", "starts_at": local(minutes(0)), "ends_at": local(minutes(120))} | fields
        return editor_client.post(ADD, given, follow=True)

    return send


@pytest.mark.django_db
def test_it_has_an_end_in_two_hours_before_anybody_thinks_of_it(editor_client):
    page = markup.read(editor_client.get(ADD).text)
    values = {each.attributes.get("name"): each.attributes.get("value") for each in page.all("input")}
    assert values["ends_at"] == local(minutes(120))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_at": ""}, "This field is required."),
        ({"ends_at": "2001-01-01T00:00", "starts_at": "2000-12-31T23:00"}, "This moment has passed already."),
        ({"ends_at": "2001-01-01T00:00"}, "This is not after the moment from which it stands."),
        ({"ends_at": "2199-01-01T00:00"}, "This is more than two days; by then it is no longer breaking."),
        ({"address": "javascript:alert(1)"}, "Write it as /latest-news/ or https://…"),
        ({"address": "//elsewhere.example"}, "Write it as /latest-news/ or https://…"),
        ({"address": "/\\elsewhere.example"}, "Write it as /latest-news/ or https://…"),
    ],
)
def test_what_cannot_stand_there_is_refused_at_its_field(enter, fields, said):
    page = markup.read(enter(**fields).text)
    assert said in page.texts("ul.errorlist")
    assert not BreakingNews.objects.exists()


@pytest.mark.django_db
def test_a_story_and_an_address_are_not_chosen_both(enter, article_factory):
    page = markup.read(enter(article=str(article_factory().pk), address="/tags/").text)
    assert "Choose a story or write an address, not both." in page.texts("ul.errorlist")


@pytest.mark.django_db
def test_who_breaks_news_is_told_what_ends_for_it(enter):
    BreakingNews.objects.create(text="First", starts_at=minutes(-10), ends_at=minutes(60))
    assert "‘First’ ends Today" in markup.read(enter().text).one(".messages").text


@pytest.mark.django_db
def test_it_can_be_ended_at_once(editor_client):
    news = BreakingNews.objects.create(text="Now", starts_at=minutes(-10), ends_at=minutes(60))
    editor_client.post(LIST, {"action": "end_now", "_selected_action": [news.pk]})
    assert not BreakingNews.objects.running()
    news.refresh_from_db()
    assert news.state == "Over"


@pytest.mark.django_db
def test_what_is_over_is_not_ended_once_more():
    end = minutes(-5)
    news = BreakingNews.objects.create(text="Then", starts_at=minutes(-10), ends_at=end)
    news.end()
    news.refresh_from_db()
    assert news.ends_at == end


@pytest.mark.django_db
def test_a_story_that_is_deleted_leaves_the_sentence(client, article_factory):
    story = article_factory()
    BreakingNews.objects.create(text="Now", article=story)
    story.delete()
    assert bars(client.get("/tags/")) == ["Now"]
