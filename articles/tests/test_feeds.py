"""Feeds: read by the parser that feed readers use, not by eye."""

import json
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from core.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://paper.example"
    SiteSettings.objects.create(name="Meridian", description="News of banks.")


@pytest.fixture
def feed(client):
    def ask(address: str = "/feed/"):
        response = client.get(address)
        assert response.status_code == 200
        parsed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
        assert not parsed.bozo
        return parsed

    return ask


def test_a_feed_carries_the_whole_text_with_addresses_that_hold_elsewhere(feed, article_factory, image_factory):
    image = image_factory(alt="A door")
    article_factory(
        title="Vault & safe <closed>",
        standfirst="Nobody came.",
        body=f'<p>It <a href="/banking/">closed</a>.</p><figure data-image="{image.pk}"></figure>',
        hero=image,
        tags=["Cash"],
    )
    entry = feed().entries[0]
    text = entry.content[0].value
    assert entry.title == "Vault & safe <closed>"
    assert entry.link.startswith("https://paper.example/banking/")
    assert 'href="https://paper.example/banking/"' in text
    assert 'src="https://paper.example/media/' in text
    assert "srcset" not in text
    assert entry.summary == "Nobody came."
    assert {tag.term for tag in entry.tags} == {"Banking", "Cash"}
    assert entry.media_content[0]["url"].startswith("https://paper.example/media/")


def test_signs_in_a_standfirst_stay_what_they_are(feed, article_factory):
    article_factory(standfirst="Profit & <loss>")
    assert feed().entries[0].content[0].value.startswith("<p><em>Profit &amp; &lt;loss&gt;</em></p>")


def test_a_paid_piece_says_so_in_its_title(feed, article_factory):
    article_factory(title="Our best account", sponsorship="sponsored", sponsor_name="Example Bank")
    assert feed().entries[0].title == "Sponsored: Our best account"


@pytest.mark.parametrize("kind", ["/feed/", "/banking/feed/", "/tags/cash/feed/", "/authors/ada-person/feed/"])
def test_site_section_tag_and_author_have_feeds_of_their_own(
    feed, client, article_factory, author_factory, section_factory, kind
):
    article_factory(title="Ours", authors=[author_factory("Ada Person")], tags=["Cash"])
    article_factory(title="Another", section=section_factory("Trading"))
    rss = {entry.title for entry in feed(kind).entries}
    assert rss == ({"Ours", "Another"} if kind == "/feed/" else {"Ours"})
    as_json = json.loads(client.get(f"{kind.rstrip('/')}.json").content)
    assert as_json["version"] == "https://jsonfeed.org/version/1.1"
    assert {item["title"] for item in as_json["items"]} == rss
    assert as_json["feed_url"] == f"https://paper.example{kind.rstrip('/')}.json"


def test_what_readers_cannot_see_is_in_no_feed(feed, article_factory):
    article_factory(title="Tomorrow", published_at=timezone.now() + timedelta(days=1))
    article_factory(title="Draft", status="draft")
    assert feed().entries == []


def test_newest_first_and_no_more_than_thirty(feed, article_factory):
    for number in range(32):
        article_factory(title=f"Story {number}", published_at=timezone.now() - timedelta(hours=number))
    entries = feed().entries
    assert [entry.title for entry in entries] == [f"Story {number}" for number in range(30)]


def test_each_page_names_its_feed(read, article_factory):
    article_factory()
    assert "/banking/feed/" in read("/banking/").values("href")
    assert "/feed/" in read("/").values("href")


def test_a_feed_asks_as_many_questions_for_thirty_as_for_three(
    client, article_factory, author_factory, image_factory, django_assert_max_num_queries
):
    author, image = author_factory("Ada Person"), image_factory()
    body = f'<figure data-image="{image.pk}"></figure>'
    for _ in range(30):
        article_factory(authors=[author], tags=["Cash"], hero=image, body=body)
    with django_assert_max_num_queries(8):
        client.get("/feed/")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/category/banking/feed/", "/banking/feed/"),
        ("/tag/cash/feed/rss2/", "/tags/cash/feed/"),
        ("/author/ada-person/feed/", "/authors/ada-person/feed/"),
    ],
)
def test_the_feeds_of_the_portal_s_earlier_life_lead_to_those_of_today(
    client, article_factory, author_factory, old, new
):
    article_factory(authors=[author_factory("Ada Person")], tags=["Cash"])
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)


def test_an_unknown_feed_is_not_found(client):
    assert client.get("/no-such-section/feed/").status_code == 404


def test_what_a_text_refers_to_leads_somewhere_from_a_feed_too(feed, article_factory):
    other = article_factory("Clearing house passes its drill")
    article_factory(
        body=f'<p>As <a data-article="{other.pk}">we said</a><sup class="note">A source.</sup>.</p>'
        '<aside class="pull-quote"><p>Nobody failed.</p><footer>Edda Torvald</footer></aside>'
    )
    html = feed().entries[1].content[0].value
    assert '<a href="https://paper.example/banking/clearing-house-passes-its-drill/">we said</a>' in html
    assert "<blockquote><p>Nobody failed.</p><footer>Edda Torvald</footer></blockquote>" in html
    assert "A source." in html
