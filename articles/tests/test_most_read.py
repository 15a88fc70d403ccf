"""What is read most: counted without cookies and without knowing who reads; robots and pushers left out."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from articles import readership, tasks
from articles.models import Article, MostRead, ReadCount
from core import edition

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _an_empty_tally(monkeypatch):
    monkeypatch.setattr(readership, "tally", readership.Tally())


@pytest.fixture
def send(client):
    """Says that an article was read, as a browser does; answers how often it has been counted so far."""

    def post(article: Article | str, *, browser: str = BROWSER, **headers) -> int:
        data = {"article": article if isinstance(article, str) else article.pk}
        response = client.post(
            "/read/", data, headers={"User-Agent": browser, "Sec-Fetch-Site": "same-origin", **headers}
        )
        assert (response.status_code, response.content, dict(response.cookies)) == (204, b"", {})
        return counted()

    return post


def counted() -> int:
    readership.tally.write()
    return sum(ReadCount.objects.values_list("count", flat=True))


@pytest.fixture
def reads():
    """Counts readers of an article, so many hours ago."""

    def add(article: Article, count: int, *, hours_ago: int = 0) -> None:
        hour = (timezone.now() - timedelta(hours=hours_ago)).replace(minute=0, second=0, microsecond=0)
        ReadCount.objects.add({(article.pk, hour): count})

    return add


def ranked(period: str) -> list[str]:
    tasks.rank_most_read.enqueue()
    return [each.title for each in readership.most_read(MostRead.Period(period))]


# -- What is counted ---------------------------------------------------------------


def test_a_reader_is_counted_in_the_hour_and_nothing_else_is_kept(send, article_factory, time_machine):
    time_machine.move_to("2026-11-24 10:42Z", tick=False)
    article = article_factory()
    assert send(article) == 1
    (row,) = ReadCount.objects.values()
    assert row.pop("id")
    assert row == {"article_id": article.pk, "hour": timezone.now().replace(minute=0), "count": 1}


def test_readers_are_added_up_and_written_together(send, article_factory, monkeypatch, client):
    first, second = article_factory(), article_factory()
    send(first)
    client.post("/read/", {"article": second.pk}, headers={"User-Agent": BROWSER})
    client.post("/read/", {"article": first.pk}, headers={"User-Agent": BROWSER})
    assert ReadCount.objects.count() == 1  # not written yet
    assert counted() == 3
    assert dict(ReadCount.objects.values_list("article", "count")) == {first.pk: 2, second.pk: 1}


@pytest.mark.parametrize(
    "browser",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
        "facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
        "curl/8.5.0",
        "python-requests/2.32",
    ],
)
def test_robots_are_not_counted(send, article_factory, browser):
    assert send(article_factory(), browser=browser) == 0


@pytest.mark.parametrize(
    "browser",
    [
        BROWSER,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
        "Mozilla/5.0 (Linux; Android 15; CUBOT P80) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    ],
)
def test_people_are(send, article_factory, browser):
    assert send(article_factory(), browser=browser) == 1


def test_a_page_that_one_network_loads_again_and_again_does_not_climb(send, article_factory):
    article = article_factory()
    for _ in range(9):
        send(article)
    assert counted() == 5
    assert send(article_factory()) == 6


def test_no_address_is_kept(send, article_factory):
    send(article_factory())
    assert not [key for key in cache._cache if "127.0.0.1" in str(key)]
    assert {field.name for field in ReadCount._meta.fields} == {"id", "article", "hour", "count"}


@pytest.mark.parametrize("number", ["", "x", "-1", "999999", "1" * 40, "1 OR 1=1", "\u0661"])
def test_what_is_no_article_is_answered_and_thrown_away(send, number, db):
    assert send(number) == 0


def test_what_readers_cannot_see_is_not_counted(send, article_factory):
    assert send(article_factory(status="draft")) == 0
    assert send(article_factory(published_at=timezone.now() + timedelta(days=1))) == 0


def test_another_site_cannot_count(client, article_factory):
    headers = {"User-Agent": BROWSER, "Sec-Fetch-Site": "cross-site"}
    assert client.post("/read/", {"article": article_factory().pk}, headers=headers).status_code == 403
    assert counted() == 0


def test_it_is_only_ever_told_never_asked(client, db):
    assert client.get("/read/").status_code == 405


def test_what_could_not_be_written_is_written_the_next_time(send, article_factory, monkeypatch):
    article = article_factory()

    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(ReadCount.objects.__class__, "add", fail)
        readership.tally.add(article.pk)
    assert counted() == 1


# -- The lists ---------------------------------------------------------------------


def test_each_list_looks_back_as_far_as_it_says(article_factory, reads):
    now, yesterday, last_week = article_factory("Now"), article_factory("Earlier"), article_factory("Days ago")
    older = article_factory("Long ago", published_at=timezone.now() - timedelta(days=30))
    reads(now, 1)
    reads(yesterday, 10, hours_ago=20)
    reads(last_week, 100, hours_ago=6 * 24)
    reads(older, 1000, hours_ago=9 * 24)
    assert ranked("hour") == ["Now"]
    assert ranked("day") == ["Earlier", "Now"]
    assert ranked("week") == ["Days ago", "Earlier", "Now"]


def test_a_list_has_ten_places(article_factory, reads):
    for number in range(12):
        reads(article_factory(f"Read {number}"), number + 1)
    assert ranked("day") == [f"Read {number}" for number in range(11, 1, -1)]


def test_readers_can_be_bought_so_what_is_paid_for_has_no_place(article_factory, reads):
    reads(article_factory("Paid", sponsorship="sponsored", sponsor_name="Bank"), 100)
    reads(article_factory("Story"), 1)
    assert ranked("day") == ["Story"]


def test_an_article_that_is_withdrawn_leaves_the_lists_at_once(article_factory, reads):
    article = article_factory("Gone")
    reads(article, 2)
    reads(article_factory("Stays"), 1)
    assert ranked("day") == ["Gone", "Stays"]
    article.withdraw()
    assert [each.title for each in readership.most_read_of_late()] == ["Stays"]


def test_a_new_edition_starts_only_when_a_list_changed(article_factory, reads):
    first, second = article_factory(), article_factory()
    reads(first, 2)
    ranked("day")
    number = edition.Edition.objects.get().number
    reads(first, 5)
    ranked("day")
    assert edition.Edition.objects.get().number == number
    reads(second, 50)
    ranked("day")
    assert edition.Edition.objects.get().number == number + 1


def test_counts_are_forgotten_when_no_list_needs_them(article_factory, reads):
    article = article_factory(published_at=timezone.now() - timedelta(days=60))
    reads(article, 1, hours_ago=7 * 24)
    reads(article, 1, hours_ago=9 * 24)
    tasks.forget_old_reads.enqueue()
    assert ReadCount.objects.count() == 1


# -- Where they stand --------------------------------------------------------------


def test_the_front_page_shows_five_and_nothing_where_nobody_has_read(read, article_factory, reads):
    articles = [article_factory(f"Story {number}") for number in range(7)]
    assert not read("/").all(".most-read")
    for number, article in enumerate(articles):
        reads(article, number + 1)
    ranked("day")
    assert read("/").one(".most-read").texts(".card-title") == [f"Story {number}" for number in (6, 5, 4, 3, 2)]


def test_after_a_day_without_readers_the_week_stands_there(read, article_factory, reads):
    reads(article_factory("Of the week"), 1, hours_ago=48)
    ranked("day")
    assert read("/").one(".most-read").texts(".card-title") == ["Of the week"]


def test_an_article_shows_them_without_itself_and_says_that_it_was_read(read, article_factory, reads):
    one, other = article_factory("One"), article_factory("Other")
    reads(one, 2)
    reads(other, 1)
    ranked("day")
    page = read(one.get_absolute_url())
    assert page.one(".most-read").texts(".card-title") == ["Other"]
    beacon = page.one("read-beacon").attributes
    assert (beacon["data-to"], beacon["data-article"]) == ("/read/", str(one.pk))


def test_a_preview_is_not_counted(editor_client, article_factory):
    article = article_factory()
    response = editor_client.get(f"/admin/articles/article/{article.pk}/preview/")
    assert "read-beacon" not in response.text


def test_a_section_shows_the_lists_at_its_top_where_it_is_told_to(read, article_factory, section_factory, reads):
    trends = section_factory("Trends", shows_most_read=True)
    for _ in range(30):
        article_factory(section=trends)
    reads(article_factory("Now", section=section_factory("Banking")), 1)
    reads(article_factory("Earlier", section=section_factory("Banking")), 2, hours_ago=50)
    ranked("day")
    page = read("/trends/")
    assert page.one(".most-read-lists").texts(".block-title") == ["Last hour", "Last 24 hours", "Last seven days"]
    assert [each.texts(".card-title") for each in page.all(".most-read")] == [["Now"], ["Now"], ["Earlier", "Now"]]
    (older,) = [link.attributes["href"] for link in page.one(".pager").all("a")]
    assert not read(f"/trends/{older}").all(".most-read")
    assert not read("/banking/").all(".most-read")


@pytest.mark.django_db(transaction=True)
def test_the_lists_are_remembered_until_something_changes(client, article_factory, reads, monkeypatch):
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)
    article = article_factory("Read")
    reads(article, 1)
    ranked("day")
    readership.most_read_of_late()
    with connection.execute_wrapper(lambda *args: pytest.fail("asked the database")):
        assert [each.title for each in readership.most_read_of_late()] == ["Read"]
