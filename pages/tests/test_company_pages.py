from datetime import UTC, datetime

import pytest

from pages.models import CompanyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_factory():
    def make(title: str = "About us", **fields) -> CompanyPage:
        return CompanyPage.objects.create(title=title, slug=fields.pop("slug", "about-us"), **fields)

    return make


def test_a_page_shows_title_standfirst_text_and_when_it_was_changed(read, page_factory):
    page_factory(
        standfirst="Who we are.", body="<p>On the quay.</p>", updated_at=datetime(2026, 6, 24, 23, 30, tzinfo=UTC)
    )
    main = read("/about-us/").one("main")
    assert main.texts("h1") == ["About us"]
    assert main.texts(".article-standfirst") == ["Who we are."]
    assert main.one(".prose").text == "On the quay."
    assert "Last updated 25 June 2026" in main.text  # in the time of the site


def test_its_text_can_hold_pictures_and_films(read, page_factory, image_factory):
    image = image_factory(alt="Our house")
    page_factory(
        body=f'<figure data-image="{image.pk}"></figure><figure data-embed="https://vimeo.com/123456"></figure>'
    )
    page = read("/about-us/")
    assert page.one("figure.figure").one("img").attributes["alt"] == "Our house"
    assert page.one("film-on-demand")
    assert not page.all("iframe")


@pytest.mark.parametrize(
    ("fields", "description"),
    [({"seo_description": "Said for robots"}, "Said for robots"), ({"standfirst": "Who we are."}, "Who we are.")],
)
def test_search_engines_are_told_what_it_is_about(read, page_factory, fields, description):
    page_factory(**fields)
    assert {"name": "description", "content": description} in [
        meta.attributes for meta in read("/about-us/").all("meta")
    ]


def test_a_page_that_readers_may_not_see_is_not_found(client, page_factory):
    page_factory(is_public=False)
    assert client.get("/about-us/").status_code == 404
    assert "About us" not in client.get("/sitemap/").text


def test_a_page_with_an_address_in_any_script_is_read_there(read, page_factory):
    page_factory("Über uns", slug="über-uns")
    assert read("/%C3%BCber-uns/").texts("h1") == ["Über uns"]


def test_a_new_text_shows_at_once(read, page_factory):
    page = page_factory(body="<p>Old.</p>")
    page.body = "<p>New.</p>"
    page.save()
    assert read("/about-us/").one(".prose").text == "New."
