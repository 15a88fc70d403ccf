"""The search page: its form, its results, and what it says where there are none."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, Organisation, Tag
from articles.search import ARTICLES
from core.models import SearchEntry
from core.search import index, ranking
from core.tests.test_search_engine import HOSTILE
from pages.models import CompanyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(article_factory):
    """Makes a published article that is in the index with all its names."""

    def make(title: str, **fields) -> Article:
        article = article_factory(title, **fields)
        index.refresh(ARTICLES, [article.pk])
        return article

    return make


@pytest.fixture
def titles(read):
    return lambda query: read(f"/search/?{query}").texts(".result-title")


# -- What is found -----------------------------------------------------------------------


def test_stories_are_found_with_their_kind_section_author_and_date(read, story, author_factory):
    article = story("A vault opens", kind="analysis", authors=[author_factory("Ada Person")], standfirst="On the quay.")
    result = read("/search/?q=vault").one(".result")
    assert result.one(".kicker").text == "Analysis · Banking"
    assert result.one(".result-title").text == "A vault opens"
    assert result.one("a").attributes["href"] == article.get_absolute_url()
    assert result.one(".result-text").text == "On the quay."
    assert result.one(".card-byline").text == "Ada Person"
    assert result.all("time")


def test_company_pages_are_found_too(read):
    CompanyPage.objects.create(title="About us", slug="about-us", body="<p>We have a vault.</p>")
    result = read("/search/?q=vault").one(".result")
    assert (result.one("a").attributes["href"], result.one("mark").text) == ("/about-us/", "vault")


def test_hits_are_marked_and_nothing_else_is_markup(client, story):
    story("<b>Vault</b> & <script>alert(1)</script>", standfirst="<img src=x> vault")
    html = client.get("/search/?q=vault").text
    assert "&lt;b&gt;<mark>Vault</mark>&lt;/b&gt; &amp; &lt;script&gt;" in html
    assert "&lt;img src=x&gt; <mark>vault</mark>" in html
    assert "<script>alert" not in html


def test_paid_pieces_carry_their_label(read, story):
    story("A vault for everybody", sponsorship="advertorial", sponsor_name="Example Bank")
    assert read("/search/?q=vault").one(".result").one(".label-paid").text == "Advertorial"


def test_what_the_index_says_is_asked_again_of_the_table(titles, story):
    article = story("A vault")
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert SearchEntry.objects.exists()
    assert titles("q=vault") == []


def test_a_scheduled_story_is_found_on_the_second(titles, story, time_machine):
    moment = timezone.now() + timedelta(hours=1)
    story("A vault", published_at=moment)
    assert titles("q=vault") == []
    time_machine.move_to(moment, tick=False)
    assert titles("q=vault") == ["A vault"]


# -- Filters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Old vault", "New vault"]),
        ("&section=finance", ["Old vault"]),
        ("&kind=opinion", ["New vault"]),
        ("&tag=cash", ["Old vault"]),
        ("&author=ada-person", ["New vault"]),
        ("&from=2024-01-01", ["New vault"]),
        ("&to=2023-05-17", ["Old vault"]),
        ("&to=2023-05-16", []),
        ("&from=2023-05-17&to=2023-05-17", ["Old vault"]),
        ("&section=finance&kind=opinion", []),
        ("&kind=page", []),
    ],
)
def test_filters_narrow_it_down(titles, story, section_factory, author_factory, query, expected):
    old = timezone.make_aware(timezone.datetime(2023, 5, 17, 23, 30))
    story("Old vault", section=section_factory("Finance"), tags=["Cash"], published_at=old)
    story("New vault", kind="opinion", authors=[author_factory("Ada Person")])
    assert sorted(titles(f"q=vault{query}")) == sorted(expected)


def test_filters_alone_list_what_they_leave_newest_first(titles, story):
    story("One", published_at=timezone.now() - timedelta(days=2))
    story("Two", published_at=timezone.now() - timedelta(days=1))
    assert titles("section=banking") == ["Two", "One"]


def test_the_newest_come_first_where_that_is_asked_for(titles, story):
    story("A vault", published_at=timezone.now() - timedelta(days=2))
    story("Another matter", standfirst="Of a vault.", published_at=timezone.now() - timedelta(days=1))
    assert titles("q=vault") == ["A vault", "Another matter"]
    assert titles("q=vault&sort=newest") == ["Another matter", "A vault"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("section=nowhere", "There is no such section; it was left out."),
        ("kind=poem", "There is nothing of this kind; it was left out."),
        ("from=yesterday", "This is not a day of the calendar; it was left out."),
        ("to=2026-13-40", "This is not a day of the calendar; it was left out."),
        ("from=0001-01-01", "Please give a day between 1800 and 2200."),
        ("to=9999-12-31", "Please give a day between 1800 and 2200."),
        ("from=2026-02-01&to=2026-01-01", "This lies before the first day; it was left out."),
    ],
)
def test_a_filter_that_makes_no_sense_is_left_out_and_said_so(read, story, query, said):
    story("A vault", published_at=timezone.now())
    page = read(f"/search/?q=vault&{query}")
    assert said in page.one(".search-filters").text
    assert page.texts(".result-title") == ["A vault"] or "from=2026-02-01" in query
    assert "open" in page.one(".search-filters").attributes


@pytest.mark.parametrize("name", ["section", "kind", "tag", "author", "from", "to", "sort", "page", "q"])
def test_whatever_stands_in_the_address_has_a_page(client, story, name):
    story("A vault")
    for value in ("\x00", "😀", "'", "-1", "1e9", "9" * 400, "%", "../", "١٢", "2026-11-24\x00"):
        assert client.get("/search/", {"q": "vault"} | {name: value}).status_code == 200, value


def test_whatever_is_typed_has_a_page_and_suggestions(client):
    for typed in HOSTILE:
        typed = typed.encode("utf-8", "replace").decode()
        assert client.get("/search/", {"q": typed}).status_code == 200, typed
        assert client.get("/search/suggest/", {"q": typed}).status_code == 200, typed


def test_the_set_filters_are_shown_and_can_be_taken_back(read, story, author_factory):
    story("A vault", tags=["Cash"], authors=[author_factory("Ada Person")])
    page = read("/search/?q=vault&tag=cash&author=ada-person")
    assert page.one(".search-set").text == "Topic: Cash any topic By Ada Person by anybody"
    assert [link.attributes["href"] for link in page.one(".search-set").all("a")] == [
        "?q=vault&author=ada-person",
        "?q=vault&tag=cash",
    ]
    hidden = {each.attributes["name"]: each.attributes.get("value") for each in page.one("form.search").all("input")}
    assert (hidden["tag"], hidden["author"]) == ("cash", "ada-person")


# -- Pages -----------------------------------------------------------------------------------


def test_results_come_in_pages_that_lead_on_and_back(read, story):
    for number in range(45):
        story(f"Vault {number}")
    first, second, third = (read(f"/search/?q=vault&page={number}") for number in (1, 2, 3))
    assert [len(page.all(".result")) for page in (first, second, third)] == [20, 20, 5]
    assert first.one(".search-count").text == "45 results"
    assert second.one(".search-count").text == "45 results, page 2"
    assert [link.attributes["href"] for link in second.one(".pager").all("a")] == ["?q=vault&page=1", "?q=vault&page=3"]
    assert read("/search/?q=vault&page=99").texts(".result-title") == third.texts(".result-title")


def test_it_counts_no_further_than_makes_sense(read, story, monkeypatch):
    monkeypatch.setattr(ranking, "MOST", 30)
    for number in range(35):
        story("A matter", standfirst=f"Of vault {number}.")
    assert read("/search/?q=vault").one(".search-count").text == "More than 30 results"
    assert read("/search/?q=vault&page=2").one(".search-more")


def test_one_result_is_one_result(read, story):
    story("A vault")
    assert read("/search/?q=vault").one(".search-count").text == "1 result"


def test_a_page_takes_the_same_queries_for_few_and_for_many(client, story, author_factory):
    authors = [author_factory("Ada"), author_factory("Berta")]

    def queries() -> list[int]:
        counts = []
        for query in ("q=vault", "q=vault&sort=newest", "section=banking&q=vault"):
            client.get(f"/search/?{query}")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/search/?{query}").status_code == 200
            counts.append(len(captured))
        return counts

    for number in range(10):
        story(f"Vault {number}", authors=authors, tags=["Cash"])
    few = queries()
    for number in range(90):
        story(f"Vault {number}", authors=authors, tags=["Cash"])
    assert all(many <= before for many, before in zip(queries(), few, strict=True))


# -- Nothing to show -------------------------------------------------------------------------


def test_before_anything_is_asked_the_page_says_how(read, story):
    story("A vault", tags=["Cash"])
    page = read("/search/")
    assert page.all(".search-ways")
    assert page.one(".search-topics").texts("a") == ["Cash"]
    assert page.one(".search-newest").texts(".card-title") == ["A vault"]


@pytest.mark.parametrize("typed", ["the of and", "?!", "-bank", '""'])
def test_a_question_without_a_word_to_look_for_is_told_so(read, typed):
    assert "There is no word in" in read(f"/search/?q={quote(typed)}").one(".empty-title").text


def test_dates_alone_are_too_little(read, story):
    story("A vault")
    page = read("/search/?from=2020-01-01")
    assert page.one(".empty-title").text == "What are you looking for in these days?"


def test_where_nothing_is_found_it_says_which_word_is_unknown_and_what_may_be_meant(read, story):
    story("The clearing house", tags=["Clearing"])
    page = read("/search/?q=clearign+house")
    assert page.one(".empty-title").text == "Nothing was found for ‘clearign house’."
    assert "‘clearign’ stands in nothing we have published." in page.one(".search-tips").text
    meant, without = (
        next(link for link in page.one(".search-empty").all("a") if link.text == said)
        for said in ("clearing house", "house")
    )
    assert meant.attributes["href"] == "?q=clearing+house"
    assert without.attributes["href"] == "?q=house"
    assert page.all(".search-newest")


def test_where_a_filter_is_the_reason_it_can_be_taken_back(read, story):
    story("A vault")
    page = read("/search/?q=vault&kind=opinion&sort=newest")
    assert page.one(".search-tips").one("a").attributes["href"] == "?q=vault&sort=newest"


# -- The page itself -------------------------------------------------------------------------


def test_search_engines_keep_no_results(read, story):
    story("A vault")
    robots = [each for each in read("/search/?q=vault").all("meta") if each.attributes.get("name") == "robots"]
    assert [each.attributes["content"] for each in robots] == ["noindex, follow"]


def test_what_was_typed_stands_in_the_field_as_text(read):
    page = read("/search/?q=" + quote('"><script>alert(1)</script>'))
    field = next(each for each in page.all("input") if each.attributes.get("type") == "search")
    assert field.attributes["value"] == '"><script>alert(1)</script>'


def test_the_page_is_the_same_for_everybody(client, story):
    story("A vault")
    response = client.get("/search/?q=vault")
    assert "public" in response.headers["Cache-Control"]
    assert not response.cookies
    assert "csrf" not in response.text


@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_nothing_can_be_sent_there(client, address):
    assert client.post(address, {"q": "vault"}).status_code == 405


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?s=vault", "/search/?q=vault"),
        ("/?s=central+bank", "/search/?q=central+bank"),
        ("/?s=a%26b%2Fc", "/search/?q=a%26b%2Fc"),
        ("/?s=z%C3%BCrich", "/search/?q=z%C3%BCrich"),
    ],
)
def test_the_search_of_an_earlier_life_leads_here_for_ever(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)


# -- Suggestions -----------------------------------------------------------------------------


@pytest.fixture
def offered(client):
    def ask(typed: str) -> list[tuple[str, str]]:
        return [
            (each["text"], each["what"]) for each in client.get("/search/suggest/", {"q": typed}).json()["suggestions"]
        ]

    return ask


def test_names_and_titles_are_offered_while_one_types(offered, story, author_factory, section_factory):
    section_factory("Vaults")
    Organisation.objects.create(name="The Vault Bank")
    story("A vault opens", tags=["Vault keepers"], authors=[author_factory("Vaultina Person")])
    assert offered("vau") == [
        ("Vaults", "Section"),
        ("Vault keepers", "Topic"),
        ("The Vault Bank", "Company"),
        ("Vaultina Person", "Author"),
        ("A vault opens", "News · Banking"),
    ]


def test_what_nobody_can_read_is_not_offered(offered, story, author_factory):
    story("A vault of tomorrow", published_at=timezone.now() + timedelta(days=1))
    Tag.objects.create(name="Vault keepers", slug="vault-keepers")
    author_factory("Vaultina Person")
    article = story("A vault withdrawn")
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert offered("vau") == []


@pytest.mark.parametrize("typed", ["", "v", " ", "%", "_"])
def test_too_little_is_answered_with_nothing(offered, story, typed):
    story("A vault")
    assert offered(typed) == []


def test_suggestions_take_few_queries(client, story, author_factory):
    for number in range(12):
        story(f"Vault {number}", tags=[f"Vault {number}"], authors=[author_factory(f"Vault {number}")])
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/suggest/?q=vau")
    assert len(captured) <= 9
    assert Author.objects.count() == 12
