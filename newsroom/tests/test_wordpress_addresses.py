"""Every address the old portal had answers 301."""

import pytest

from articles.models import Article, Author, Section, Tag
from conftest import finished
from core.models import OldAddress
from newsroom.tests.wxr_files import bring_in, category, export, in_category, item, tagged, writer

pytestmark = pytest.mark.django_db


def test_the_text_of_a_page_with_a_form_comes_in_at_the_address_of_the_form(client, run):
    run(item("Write to us", type="page", slug="contact-us", content="<p>The desk is open from nine.</p>"))
    assert "The desk is open from nine." in client.get("/contact-us/").text


def target(client, address: str) -> str | None:
    response = client.get(address)
    return response["Location"] if response.status_code == 301 else None


@pytest.fixture
def portal(tmp_path, section_factory):
    section_factory("Banking")
    bring_in(
        tmp_path,
        export(
            writer("jane.doe", "Jane Doe", number=3),
            category("banking", number=5),
            category("bonds", number=6, parent="banking"),
            item(
                "Rates", number=17, slug="rates", creator="jane.doe", meta={"_wp_old_slug": "old-rates"},
                terms=in_category("banking") + in_category("bonds") + tagged("ecb", "ECB"),
            ),
            item("Team", number=20, type="page", slug="team", link="https://old.example/about/team/"),
            item("Greek", number=21, slug="%ce%b5", link="https://www.old.example/2014/03/05/%ce%b5/"),
            item("A draft", number=22, slug="", status="draft", link="https://old.example/?p=22"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "/2014/03/05/rates/", "/2014/03/05/rates", "/2014/03/05/rates/feed/", "/2014/03/05/rates/page/2/",
        "/2014/03/05/rates/2/", "/2014/03/05/rates/amp/", "/2014/03/05/rates/comment-page-3/", "/?p=17", "/rates/",
        "/category/banking/rates/", "/2014/03/05/old-rates/",
    ],
)  # fmt: skip
def test_an_article_is_found_under_all_its_old_addresses(client, portal, address):
    assert target(client, address) == "/banking/rates/"


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("/category/banking/", "/banking/"), ("/category/banking/feed/", "/banking/feed/"), ("/?cat=5", "/banking/"),
        ("/category/banking/bonds/", "/tags/bonds/"), ("/category/bonds/page/4/", "/tags/bonds/"),
        ("/tag/ecb/", "/tags/ecb/"), ("/?tag=ecb", "/tags/ecb/"), ("/author/jane.doe/", "/authors/jane-doe/"),
        ("/author/jane-doe/feed/", "/authors/jane-doe/feed/"), ("/?author=3", "/authors/jane-doe/"),
        ("/about/team/", "/team/"), ("/?page_id=20", "/team/"), ("/2014/03/05/ε/", "/news/%CE%B5/"),
        ("/2014/03/05/%ce%b5/", "/news/%CE%B5/"),
    ],
)  # fmt: skip
def test_so_are_sections_tags_authors_and_pages(client, portal, address, ours):
    assert target(client, address) == ours


def test_a_draft_is_not_found_and_its_number_leads_to_it_once_it_is_published(client, portal):
    assert target(client, "/?p=22") is None
    draft = Article.objects.get(title="A draft")
    finished(draft).publish(by=None)
    assert target(client, "/?p=22") == draft.get_absolute_url()


def test_an_old_address_never_hides_a_page_that_is_there(client, tmp_path, section_factory):
    section_factory("Banking")
    bring_in(tmp_path, export(item("X", slug="x", link="https://old.example/banking/")))
    assert client.get("/banking/").status_code == 200


def test_addresses_of_other_hosts_are_not_remembered(client, tmp_path):
    bring_in(tmp_path, export(item("X", slug="x", link="https://elsewhere.example/strange/path/")))
    assert not OldAddress.objects.filter(path__contains="strange").exists()


def test_a_portal_in_a_folder_is_found_with_the_folder_and_without(client, tmp_path):
    home = "https://old.example/blog"
    bring_in(tmp_path, export(item("X", number=9, slug="x", home=home), category("gold", number=4), home=home))
    for address in ("/blog/2014/03/05/x/", "/2014/03/05/x/", "/?p=9", "/blog/?p=9", "/blog/2014/03/05/x/feed/"):
        assert target(client, address) == "/news/x/", address
    assert target(client, "/blog/category/gold/") == "/tags/gold/"


def test_links_between_articles_lead_to_their_new_addresses_whichever_came_first(tmp_path):
    home = "https://old.example"
    links = (
        f"{home}/2014/03/05/second/", f"{home}/?p=2", "/2014/03/05/second/#top", f"{home}/team/",
        f"{home}/category/gold/", f"{home}/unknown/?x=1", home, "https://e.org/2014/03/05/second/",
        "../second/",
    )  # fmt: skip
    bring_in(
        tmp_path,
        export(
            item("First", " ".join(f'<a href="{link}">x</a>' for link in links), number=1, slug="first"),
            item("Second", number=2, slug="second"),
            item("Team", number=3, type="page", slug="team", link=f"{home}/team/"),
        ),
    )
    body = Article.objects.get(slug="first").body
    found = [part.partition('"')[0] for part in body.split('href="')[1:]]
    assert found == [
        "/news/second/", "/news/second/", "/news/second/", "/team/", "/category/gold/", "/unknown/?x=1", "/",
        "https://e.org/2014/03/05/second/", "/news/second/",
    ]  # fmt: skip


def test_the_rows_that_addresses_lead_to_are_the_right_ones(portal):
    kinds = {type(old.target) for old in OldAddress.objects.all()}
    assert {Article, Section, Tag, Author} <= kinds
