"""What search engines are told: sitemaps, news of two days, robots.txt, structured data, cards for sharing."""

import io
import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from PIL import Image as Pillow

from core.models import SiteSettings
from newsroom import sitemaps

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def locations(client):
    def ask(address: str) -> list[str]:
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/xml")
        return [element.text for element in ElementTree.fromstring(response.content).iter(f"{MAP}loc")]  # noqa: S314

    return ask


def path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def test_every_page_of_every_kind_is_in_a_sitemap_that_the_index_names(locations, paper, client):
    listed = {path(page) for part in locations("/sitemap.xml") for page in locations(path(part))}
    assert set(paper.pages.values()) - paper.unlisted <= listed
    assert all(client.get(address).status_code == 200 for address in listed)


def test_addresses_are_the_site_s_own_whatever_host_was_asked(locations, article_factory, settings):
    article_factory()
    settings.ALLOWED_HOSTS = ["*"]
    assert all(each.startswith("http://127.0.0.1:8000/") for each in locations("/sitemap.xml"))
    assert all(each.startswith("http://127.0.0.1:8000/") for each in locations("/sitemaps/articles.xml"))


def test_a_sitemap_holds_a_bounded_part_and_the_parts_hold_all(locations, article_factory, monkeypatch):
    monkeypatch.setattr(sitemaps.SITEMAPS["articles"], "limit", 3)
    made = {article_factory().get_absolute_url() for _ in range(7)}
    parts = [part for part in locations("/sitemap.xml") if "sitemaps/articles" in part]
    found = [[path(page) for page in locations(path(part))] for part in parts]
    assert all(len(part) <= 3 for part in found)
    assert sorted(page for part in found for page in part) == sorted(made)


@pytest.mark.parametrize("asked", ["0", "-1", "9999", "x"])
def test_a_part_that_is_none_is_not_found(client, article_factory, asked):
    article_factory()
    assert client.get(f"/sitemaps/articles.xml?p={asked}").status_code == 404
    assert client.get("/sitemaps/nothing.xml").status_code == 404


def test_the_news_sitemap_has_two_days_and_nothing_that_was_paid_for(client, article_factory):
    SiteSettings.objects.create(name="Meridian & Sons")
    new = article_factory(title="New & <bold>")
    article_factory(title="Old", published_at=timezone.now() - timedelta(days=2, minutes=1))
    article_factory(title="Paid", sponsorship="sponsored", sponsor_name="Example Bank")
    article_factory(title="Later", published_at=timezone.now() + timedelta(hours=1))
    root = ElementTree.fromstring(client.get("/news-sitemap.xml").content)  # noqa: S314
    assert [each.text for each in root.iter(f"{NEWS}title")] == ["New & <bold>"]
    assert [each.text for each in root.iter(f"{NEWS}name")] == ["Meridian & Sons"]
    said = datetime.fromisoformat(root.find(f".//{NEWS}publication_date").text)
    assert said == new.published_at.replace(microsecond=said.microsecond)


def test_robots_are_told_where_the_sitemaps_are_and_kept_from_what_is_personal(client):
    text = client.get("/robots.txt").text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_a_health_check_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "no-cache" in answer["Cache-Control"]


# -- Structured data and cards ----------------------------------------------------


@pytest.fixture
def data(client):
    def ask(address: str) -> dict[str, dict]:
        text = client.get(address).text
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        return {block["@type"]: block for block in map(json.loads, blocks)}

    return ask


def test_an_article_says_what_it_is_who_wrote_it_and_where_it_stands(data, article_factory, author_factory):
    SiteSettings.objects.create(name="Meridian")
    article = article_factory(
        title='"Safe" </script><b>',
        authors=[author_factory("Ada Person")],
        byline="B. Guest",
        questions=[{"question": "Why?", "answer": "So."}],
    )
    found = data(article.get_absolute_url())
    news = found["NewsArticle"]
    assert news["headline"] == '"Safe" </script><b>'
    assert [author["name"] for author in news["author"]] == ["Ada Person", "B. Guest"]
    assert news["publisher"]["name"] == "Meridian"
    assert found["FAQPage"]["mainEntity"][0]["acceptedAnswer"]["text"] == "So."
    assert [step["name"] for step in found["BreadcrumbList"]["itemListElement"]] == ["Home", "Banking", article.title]


def test_a_paid_piece_is_no_news_article(data, article_factory):
    article = article_factory(sponsorship="advertorial", sponsor_name="Example Bank")
    found = data(article.get_absolute_url())
    assert "NewsArticle" not in found
    assert found["AdvertiserContentArticle"]["sponsor"]["name"] == "Example Bank"


def test_a_film_an_author_and_the_site_say_what_they_are(data, article_factory, author_factory):
    film = article_factory(kind="video", video_url="https://youtu.be/abcdefghijk", standfirst="A film.")
    author_factory("Ada Person", role="Correspondent")
    assert data(film.get_absolute_url())["NewsArticle"]["video"]["embedUrl"].startswith("https://www.youtube-nocookie")
    assert data("/authors/ada-person/")["ProfilePage"]["mainEntity"]["jobTitle"] == "Correspondent"
    assert "search_term_string" in data("/")["WebSite"]["potentialAction"]["target"]["urlTemplate"]


def meta(page, name: str) -> str:
    return next(each.attributes["content"] for each in page.all("meta") if each.attributes.get("property") == name)


def test_every_page_says_what_it_is_where_it_is_shared_and_shows_pictures_that_are_there(read, client, paper):
    for kind, address in paper.pages.items():
        page = read(address)
        said = {
            each.attributes.get("property") or each.attributes.get("name"): each.attributes["content"]
            for each in page.all("meta")
            if "content" in each.attributes
        }
        if "noindex" in said.get("robots", ""):
            assert not [name for name in said if name.startswith(("og:", "twitter:"))], kind
            continue
        (canonical,) = [each for each in page.all("link") if each.attributes["rel"] == "canonical"]
        assert said["og:url"] == canonical.attributes["href"] == f"http://127.0.0.1:8000{address}", kind
        assert said["og:type"] in {"website", "article", "profile"}, kind
        assert said["og:site_name"] == "Meridian Banking Review", kind
        assert said["og:title"], kind
        assert said["og:title"] in page.one("title").text or said["og:title"] in page.texts("h1"), kind
        assert said["og:description"], kind
        assert said["description"], kind
        picture = said.get("og:image")
        assert said["twitter:card"] == ("summary_large_image" if picture else "summary"), kind
        if picture:
            assert client.get(path(picture)).status_code == 200, kind
            assert said["og:image:alt"], kind


def test_where_a_page_shows_the_way_to_it_it_tells_machines_too(read, data, paper):
    for kind, address in paper.pages.items():
        steps = read(address).texts(".breadcrumb li")
        if steps and "?" not in address:
            told = [step["name"] for step in data(address)["BreadcrumbList"]["itemListElement"]]
            assert told[-len(steps) :] == steps, kind


def test_a_story_without_a_picture_is_shared_with_its_headline_set_in_type(read, client, article_factory):
    article = article_factory(title="Ein sehr langer Titel über Donaudampfschifffahrtsgesellschaften " * 2)
    card = meta(read(article.get_absolute_url()), "og:image")
    answer = client.get(path(card))
    picture = Pillow.open(io.BytesIO(answer.content))
    assert (picture.size, picture.format) == ((1200, 630), "PNG")
    assert "immutable" in answer["Cache-Control"]
    assert client.get(path(card)).content == answer.content


def test_a_story_with_a_picture_is_shared_with_it(read, article_factory, image_factory):
    image = image_factory()
    article = article_factory(hero=image)
    assert meta(read(article.get_absolute_url()), "og:image") == f"http://127.0.0.1:8000{image.url('card')}"


def test_another_headline_makes_another_card_and_the_old_address_leads_to_it(read, client, article_factory):
    article = article_factory(title="Before")
    old = meta(read(article.get_absolute_url()), "og:image")
    article.save_revision({"title": "After"}, by=None)
    article.publish(by=None)
    new = meta(read(article.get_absolute_url()), "og:image")
    assert new != old
    assert client.get(path(old))["Location"] == path(new)


def test_there_is_no_card_of_what_readers_cannot_see(client, article_factory):
    draft = article_factory(status="draft")
    assert client.get(f"/cards/{draft.pk}-abc.png").status_code == 404
