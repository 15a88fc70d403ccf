"""The feed of issues: read by the parser that feed readers use."""

import json
from datetime import date, timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import SiteSettings
from magazines.models import Issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://paper.example"
    SiteSettings.objects.create(name="Meridian")


@pytest.fixture
def feed(client):
    def ask():
        response = client.get("/magazines/feed/")
        assert response.status_code == 200
        parsed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
        assert not parsed.bozo
        return parsed

    return ask


def test_an_issue_comes_with_its_cover_its_title_and_the_letter_from_the_editor(feed, issue_factory, image_factory):
    cover, inside = image_factory(), image_factory()
    issue_factory(
        "79",
        title="Salt & tides",
        cover=cover,
        cover_lines=["Who wants cash"],
        letter=f'<p>Dear <a href="/banking/">readers</a></p><figure data-image="{inside.pk}"></figure>',
    )
    found = feed()
    (entry,) = found.entries
    assert (found.feed.title, found.feed.link) == ("The magazine – Meridian", "https://paper.example/magazines/")
    assert entry.title == "Issue 79: Salt & tides"
    assert entry.link == "https://paper.example/magazines/issue-79/"
    assert entry.summary == "Salt & tides · Who wants cash"
    *_, (largest, _, _) = cover.renditions("whole")
    assert entry.media_content[0]["url"] == f"https://paper.example{largest}"
    text = entry.content[0].value
    assert 'href="https://paper.example/banking/"' in text
    assert 'src="https://paper.example/media/' in text


def test_without_a_letter_it_carries_the_lines_of_its_cover(feed, issue_factory):
    issue_factory("79", cover_lines=["Cash & <carry>", "Tides"])
    assert feed().entries[0].content[0].value == "<ul><li>Cash &amp; &lt;carry&gt;</li><li>Tides</li></ul>"


def test_without_a_cover_of_its_own_it_comes_with_its_first_page(feed, issue_factory):
    issue = issue_factory("79", pages=("The cover", "Inside"))
    assert feed().entries[0].media_content[0]["url"] == (
        f"https://paper.example{issue.pdf.pages.get(position=1).full_picture}"
    )


def test_what_readers_cannot_see_is_not_in_it_and_the_newest_comes_first(feed, issue_factory):
    issue_factory("77", date=date(2026, 1, 1))
    issue_factory("78", date=date(2026, 5, 1))
    issue_factory("79", published_at=timezone.now() + timedelta(days=1))
    issue_factory("80", published_at=None)
    assert [entry.link.split("/")[-2] for entry in feed().entries] == ["issue-78", "issue-77"]


def test_the_same_is_to_be_had_as_json(client, issue_factory, image_factory):
    issue_factory("79", title="Salt", cover=image_factory(), letter="<p>Dear readers</p>")
    answer = client.get("/magazines/feed.json")
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    (item,) = json.loads(answer.content)["items"]
    assert (item["title"], item["content_html"]) == ("Issue 79: Salt", "<p>Dear readers</p>")
    assert item["image"].startswith("https://paper.example/media/")


@pytest.mark.parametrize("address", ["", "issue-79/", "issue-79/read/", "issue-79/read/1/"])
def test_every_page_of_the_magazine_names_it(read, issue_factory, address):
    issue_factory("79", pages=("The cover",))
    assert {"/magazines/feed/", "/magazines/feed.json"} <= set(read(f"/magazines/{address}").values("href"))


def test_no_issue_can_take_its_address(issue_factory):
    with pytest.raises(ValidationError) as refused:
        Issue(number="81", title="Feed", slug="feed").full_clean()
    assert "choose another" in str(refused.value)


def test_thirty_issues_ask_as_many_questions_as_three(
    client, issue_factory, image_factory, django_assert_max_num_queries
):
    picture = image_factory()
    for number in range(30):
        issue_factory(
            pages=("The cover",), letter=f'<figure data-image="{picture.pk}"></figure>', date=date(2026, 1, number + 1)
        )
    with django_assert_max_num_queries(6):
        client.get("/magazines/feed/")
