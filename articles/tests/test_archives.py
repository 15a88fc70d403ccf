"""Lists of stories that readers walk through: a section, the latest news, a tag, an author; and the lists of these."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from articles.models import Article, Tag
from articles.querysets.article import PAGE_SIZE
from core.tests import markup

pytestmark = pytest.mark.django_db

START = datetime(2026, 6, 24, 8, tzinfo=UTC)
ARCHIVES = ["/banking/", "/latest-news/", "/tags/cash/", "/authors/ada/"]


@pytest.fixture
def stories(article_factory, author_factory):
    """Makes stories that stand in each of the archives, the first the newest."""
    ada = author_factory("Ada")

    def make(count: int, *, newest: datetime = START, apart: timedelta = timedelta(minutes=1)) -> list[Article]:
        return [
            article_factory(authors=[ada], tags=["Cash"], published_at=newest - number * apart)
            for number in range(count)
        ]

    return make


def titles(page: markup.Element) -> list[str]:
    return page.one("main").texts(".card-title")


def way(page: markup.Element, rel: str) -> str | None:
    """Where the page leads by `next` (older) or `prev` (newer)."""
    found = [
        link.attributes["href"]
        for nav in page.all("nav.pager")
        for link in nav.all("a")
        if link.attributes["rel"] == rel
    ]
    return found[0] if found else None


def test_an_archive_has_the_newest_first_and_a_way_to_the_older(read, stories):
    made = stories(PAGE_SIZE + 1)
    for address in ARCHIVES:
        page = read(address)
        assert titles(page) == [each.title for each in made[:PAGE_SIZE]], address
        assert way(page, "prev") is None
        older = read(address + way(page, "next"))
        assert titles(older) == [made[-1].title], address
        assert way(older, "next") is None
        assert titles(read(address + way(older, "prev"))) == titles(page)


@pytest.mark.parametrize("apart", [timedelta(minutes=1), timedelta(0)], ids=["a minute apart", "at one instant"])
def test_who_walks_to_the_end_misses_nothing_and_meets_nothing_twice_while_new_stories_appear(read, stories, apart):
    made = stories(2 * PAGE_SIZE + 5, apart=apart)
    if not apart:
        made = sorted(made, key=lambda each: -each.pk)
    met: dict[str, list[str]] = {address: [] for address in ARCHIVES}
    pages = {address: read(address) for address in ARCHIVES}
    while pages:
        for address, page in pages.items():
            met[address] += titles(page)
        stories(3, newest=START + timedelta(hours=1))
        pages = {address: read(address + older) for address, page in pages.items() if (older := way(page, "next"))}
    for address in ARCHIVES:
        assert met[address] == [each.title for each in made], address


@pytest.mark.parametrize("address", ARCHIVES)
def test_what_readers_may_not_see_is_in_no_archive(read, stories, address):
    shown, draft, scheduled, expired, withdrawn = stories(5)
    Article.objects.filter(pk=draft.pk).update(status="draft")
    Article.objects.filter(pk=scheduled.pk).update(published_at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    withdrawn.withdraw()
    assert titles(read(address)) == [shown.title]


def test_an_archive_has_only_what_belongs_there(read, stories, article_factory, section_factory, author_factory):
    stories(1)
    stranger = article_factory(section=section_factory("Finance"), tags=["Bonds"], authors=[author_factory("Berta")])
    for address in ("/banking/", "/tags/cash/", "/authors/ada/"):
        assert stranger.title not in titles(read(address))
    for address in ("/finance/", "/tags/bonds/", "/authors/berta/"):
        assert titles(read(address)) == [stranger.title]


def test_a_story_of_two_authors_stands_once_in_each_ones_archive(read, article_factory, author_factory):
    article = article_factory(authors=[author_factory("Ada"), author_factory("Berta")])
    for address in ("/authors/ada/", "/authors/berta/"):
        page = read(address)
        assert titles(page) == [article.title]
        assert page.texts(".card-byline") == ["Ada and Berta"]


@pytest.mark.parametrize("address", ARCHIVES)
@pytest.mark.parametrize("query", ["before=nonsense", "after=nonsense", "before=20010101T000000.000000-1"])
def test_a_page_that_does_not_exist_is_not_found(client, stories, address, query):
    stories(1)
    assert client.get(f"{address}?{query}").status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/banking/", "Nothing has been published in this section yet."),
        ("/latest-news/", "Nothing has been published yet."),
        ("/tags/cash/", "Nothing has been published under this tag yet."),
        ("/tags/", "No story carries a tag yet."),
        ("/authors/ada/", "Nothing by this author has been published yet."),
        ("/authors/", "Nobody has published anything yet."),
    ],
)
def test_an_empty_list_says_so(read, section_factory, author_factory, address, words):
    section_factory("Banking")
    author_factory("Ada")
    Tag.objects.create(name="Cash")
    assert words in read(address).one("main").text


@pytest.mark.parametrize("address", ["/no-such/", "/tags/no-such/", "/authors/no-such/"])
def test_what_there_is_not_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_each_page_of_an_archive_has_an_address_of_its_own_for_search_engines(read, stories):
    def canonical(page: markup.Element) -> str:
        (link,) = (link for link in page.all("link") if link.attributes["rel"] == "canonical")
        return link.attributes["href"]

    stories(PAGE_SIZE + 1)
    first = read("/banking/?utm_source=letter")
    assert canonical(first) == "http://127.0.0.1:8000/banking/"
    older = way(first, "next")
    assert canonical(read(f"/banking/{older}&utm_source=letter")) == f"http://127.0.0.1:8000/banking/{older}"


def test_a_section_shows_its_name_description_and_picture(read, section_factory, image_factory):
    section_factory(
        "Banking", description="Of banks.", picture=image_factory(), seo_title="All about banks", seo_description="All."
    )
    page = read("/banking/")
    assert page.texts("h1") == ["Banking"]
    assert page.texts(".archive-about") == ["Of banks."]
    assert page.one(".archive-picture").all("img")
    assert page.one("title").text == "All about banks – Newsroom"
    assert {"name": "description", "content": "All."} in [meta.attributes for meta in page.all("meta")]


def test_an_author_is_shown_with_all_that_is_known_of_them(read, author_factory, image_factory):
    author_factory(
        "Ada",
        role="Correspondent",
        bio="<p>She reports.</p>",
        email="ada@paper.example",
        picture=image_factory(alt="Ada at her desk"),
        links=[{"label": "Her blog", "url": "https://ada.example/"}],
    )
    head = read("/authors/ada/").one("header.archive-head")
    assert head.text == "Authors Ada Correspondent She reports. ada@paper.example Her blog"
    assert [link.attributes["href"] for link in head.all("a")] == [
        "/authors/",
        "mailto:ada@paper.example",
        "https://ada.example/",
    ]
    assert head.one("img").attributes["alt"] == "Ada at her desk"


def test_the_list_of_authors_has_those_of_whom_there_is_something_to_read(read, article_factory, author_factory):
    article_factory(authors=[author_factory("Berta", short_bio="She reports."), author_factory("Ada")])
    article_factory(authors=[author_factory("Not Yet")], status="draft")
    page = read("/authors/").one("main")
    assert page.texts(".person-name") == ["Ada", "Berta"]
    assert page.texts(".person-bio") == ["She reports."]


def test_tags_are_listed_under_their_letters(read, article_factory):
    article_factory(tags=["bonds", "Banks", "Überweisung", "5G", "€STR", "Cash"])
    article_factory(tags=["Unused"], status="draft")
    letters = [(each.one("h2").text, each.texts("li")) for each in read("/tags/").all(".letter")]
    assert letters == [("#", ["5G", "€STR"]), ("B", ["Banks", "bonds"]), ("C", ["Cash"]), ("Ü", ["Überweisung"])]


@pytest.mark.parametrize("name", ["Größere Banken", "البنوك", "中央銀行"])
def test_names_in_any_script_have_pages(client, article_factory, section_factory, author_factory, name):
    slug = name.lower().replace(" ", "-")
    article = article_factory(name, section=section_factory(name), authors=[author_factory(name)], tags=[name])
    rows = [article.section, article.tags.get(), article.authors.get(), article]
    expected = [f"/{slug}/", f"/tags/{slug}/", f"/authors/{slug}/", f"/{slug}/{slug}/"]
    assert [unquote(row.get_absolute_url()) for row in rows] == expected
    for row in rows:
        assert name in client.get(row.get_absolute_url()).text


def test_tags_that_differ_only_in_capitals_are_one(article_factory):
    for name in ("Cash", "cash", "CASH"):
        article_factory(tags=[name])
    assert [tag.name for tag in Tag.objects.all()] == ["Cash"]
