from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from core import root_slugs
from core.models import OldAddress

pytestmark = pytest.mark.django_db

TAILS = ["", "feed/", "feed/rss2/", "page/2/", "amp/", "embed/"]
"""What portals on WordPress had behind the address of anything."""


def page_or_feed(address: str, tail: str) -> str:
    """What has a feed of its own: the old feed leads there, everything else to the page."""
    return f"{address}feed/" if tail.startswith("feed/") else address


@pytest.fixture
def leads_to(client):
    """Where a request for the path is sent for ever; None where there is no such page."""

    def ask(path: str) -> str | None:
        response = client.get(quote(path, safe="/?=&%"))
        assert response.status_code in {301, 404}
        return response.get("Location")

    return ask


@pytest.fixture
def company_page(db):
    model = next(model for model in root_slugs._models if model.__name__ == "CompanyPage")
    return model.objects.create(title="About us", slug="about")


@pytest.fixture
def tag(article_factory):
    return article_factory("A tagged story", tags=["Bonds"]).tags.get()


def moved(row, slug: str):
    row.slug = slug
    row.save()
    return row


@pytest.mark.parametrize("tail", TAILS)
def test_a_section_that_moved_is_found_under_its_old_address(leads_to, section_factory, tail):
    moved(section_factory("Banking"), "banks")
    assert leads_to(f"/banking/{tail}") == page_or_feed("/banks/", tail)


def test_a_story_is_found_under_the_old_address_of_its_section(leads_to, section_factory, article_factory):
    section = section_factory("Banking")
    article = article_factory("Rates rise", section=section)
    moved(section, "banks")
    assert leads_to("/banking/rates-rise/") == "/banks/rates-rise/"
    assert leads_to("/banking/rates-rise/feed/") == "/banks/rates-rise/"
    assert article.get_absolute_url() == "/banks/rates-rise/"


def test_an_author_a_tag_and_a_company_page_that_moved_are_found(leads_to, author_factory, tag, company_page):
    moved(author_factory("Wilhelmina Quillfeather"), "w-quillfeather")
    moved(tag, "debt")
    moved(company_page, "about-us")
    assert leads_to("/authors/wilhelmina-quillfeather/") == "/authors/w-quillfeather/"
    assert leads_to("/tags/bonds/") == "/tags/debt/"
    assert leads_to("/about/") == "/about-us/"


def test_what_moved_twice_is_found_in_one_step(leads_to, section_factory):
    section = section_factory("Banking")
    moved(moved(section, "banks"), "lenders")
    assert leads_to("/banking/") == leads_to("/banks/") == "/lenders/"


def test_what_moved_away_and_back_is_simply_there(client, section_factory, leads_to):
    section = section_factory("Banking")
    moved(moved(section, "banks"), "banking")
    assert client.get("/banking/").status_code == 200
    assert leads_to("/banks/") == "/banking/"


@pytest.mark.parametrize("slug", ["größere-banken", "البنوك"])
def test_an_address_in_any_script_is_remembered(leads_to, section_factory, slug):
    section = section_factory("Banking", slug=slug)
    moved(section, "banks")
    assert leads_to(f"/{slug}/") == "/banks/"
    moved(section, slug)
    assert leads_to("/banks/") == quote(f"/{slug}/")


def test_a_story_whose_address_is_not_in_latin_letters_is_found_after_it_moved(leads_to, article_factory, editor):
    article = article_factory("البنوك الكبرى")
    article.publish(by=editor)
    old = article.get_absolute_url()
    article.save_revision(article.latest_revision.snapshot | {"slug": "large-banks"}, by=editor)
    article.publish(by=editor)
    assert leads_to(old) == "/banking/large-banks/"


@pytest.mark.parametrize("slug", ["banking", "größere-banken"])
def test_a_bad_page_of_something_that_moved_away_and_back_is_not_found(leads_to, section_factory, slug):
    section = section_factory("Banking", slug=slug)
    moved(moved(section, "banks"), slug)
    assert leads_to(f"/{slug}/?before=nonsense") is None


def test_something_new_at_an_old_address_is_shown(client, section_factory):
    moved(section_factory("Banking"), "banks")
    section_factory("New Banking", slug="banking")
    assert "New Banking" in client.get("/banking/").text


def test_the_old_address_of_what_readers_may_not_see_leads_nowhere(leads_to, article_factory, company_page):
    article = article_factory("Rates rise")
    OldAddress.objects.remember("/2014/rates/", article)
    moved(company_page, "about-us")
    assert leads_to("/2014/rates/")
    assert leads_to("/about/")
    article.withdraw()
    company_page.is_public = False
    company_page.save()
    assert leads_to("/2014/rates/") is None
    assert leads_to("/about/") is None


def test_the_old_address_of_what_was_deleted_leads_nowhere(leads_to, section_factory):
    moved(section_factory("Banking"), "banks").delete()
    assert leads_to("/banking/") is None


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize(
    "path", ["/rates-rise/", "/2014/03/05/rates-rise/", "/2014/03/rates-rise/", "/category/x/rates-rise/"]
)
def test_a_story_is_found_under_the_addresses_that_wordpress_had(leads_to, article_factory, path, tail):
    article_factory("Rates rise")
    assert leads_to(path + tail) == "/banking/rates-rise/"


@pytest.mark.parametrize("tail", TAILS)
def test_so_are_sections_tags_and_authors(leads_to, section_factory, author_factory, tag, tail):
    section_factory("Finance")
    author_factory("Wilhelmina Quillfeather")
    assert leads_to(f"/category/finance/{tail}") == page_or_feed("/finance/", tail)
    assert leads_to(f"/category/news/finance/{tail}") == page_or_feed("/finance/", tail)
    assert leads_to(f"/tag/bonds/{tail}") == page_or_feed("/tags/bonds/", tail)
    author = page_or_feed("/authors/wilhelmina-quillfeather/", tail)
    assert leads_to(f"/author/wilhelmina-quillfeather/{tail}") == author


def test_a_story_of_the_same_name_does_not_stand_in_the_way_of_a_tag_or_an_author(
    leads_to, article_factory, author_factory, tag
):
    author_factory("Wilhelmina Quillfeather")
    article_factory("Bonds")
    article_factory("Wilhelmina Quillfeather")
    assert leads_to("/tag/bonds/") == "/tags/bonds/"
    assert leads_to("/author/wilhelmina-quillfeather/") == "/authors/wilhelmina-quillfeather/"


@pytest.mark.parametrize("query", ["p=17", "page_id=17", "utm_source=x&p=17"])
def test_a_number_of_wordpress_leads_to_what_was_imported_from_it(leads_to, article_factory, query):
    article = article_factory("Rates rise")
    OldAddress.objects.remember("/?p=17", article)
    OldAddress.objects.remember("/?page_id=17", article)
    assert leads_to(f"/?{query}") == "/banking/rates-rise/"


def test_a_number_that_is_not_known_shows_the_front_page(client):
    assert client.get("/?p=18").status_code == 200


def test_an_old_address_is_the_same_with_and_without_a_slash(leads_to, article_factory):
    article = article_factory("Rates rise")
    OldAddress.objects.remember("/wp-content/uploads/2014/report.pdf", article)
    OldAddress.objects.remember("/reports/2014/", article)
    assert leads_to("/wp-content/uploads/2014/report.pdf") == "/banking/rates-rise/"
    assert leads_to("/reports/2014/") == "/banking/rates-rise/"


@pytest.mark.parametrize("path", ["/newsfeed/", "/news-page/2/", "/newsamp/", "/other/"])
def test_a_word_that_only_ends_like_an_old_address_is_not_cut(leads_to, article_factory, path):
    article_factory("News", slug="news")
    article_factory("News", slug="news-")
    assert leads_to(path) is None


def test_only_reading_is_redirected(client, section_factory):
    moved(section_factory("Banking"), "banks")
    assert client.head("/banking/").status_code == 301
    assert client.post("/banking/").status_code == 404


def test_a_story_that_is_not_out_yet_is_not_given_away_by_its_old_address(leads_to, article_factory):
    article_factory("Rates rise", published_at=timezone.now() + timedelta(hours=1))
    assert leads_to("/2014/03/05/rates-rise/") is None


def test_of_many_paths_those_that_lead_elsewhere_already_are_left_and_told(article_factory):
    first, second = article_factory(), article_factory()
    OldAddress.objects.remember("/a/", first)
    assert OldAddress.objects.remember_all({"/a/": second, "/b/": second}) == ["/a/"]
    assert OldAddress.objects.remember_all({"/b/": second}) == []
    assert {old.path: old.target for old in OldAddress.objects.all()} == {"/a/": first, "/b/": second}
