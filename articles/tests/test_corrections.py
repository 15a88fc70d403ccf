"""What readers are told of changes to what they had read before."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import snapshots, workflow
from articles.models import Article, PublicNote
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

CORRECTIONS = reverse("corrections")
WRONG = "The bank has 300 branches, not 3,000, as an earlier version said."


def correction(text: str = WRONG, kind: str = "correction") -> PublicNote:
    return PublicNote(kind=kind, text=text)


def changed(article: Article, **changes) -> Article:
    article.save_revision(snapshots.take(article) | changes, by=None)
    return article


@pytest.fixture
def publisher(member) -> User:
    return member("Publishers")


@pytest.fixture
def corrected(article_factory, editor, time_machine) -> Article:
    """An article of an hour ago that has just been corrected."""
    article = article_factory("The bank closes branches", published_at=timezone.now() - timedelta(hours=1))
    rest = {"summary": "It closes some.", "video_url": "https://vimeo.com/76979871"}
    changed(article, body="<p>It has 300.</p>", **rest).publish(by=editor, told=correction())
    return article


# -- What readers see --------------------------------------------------------------------


def test_a_correction_stands_on_the_article_with_its_date(client, corrected):
    page = markup.read(client.get(corrected.get_absolute_url()).text)
    (notes,) = page.all(".notes")
    assert WRONG in notes.text
    assert "Correction" in notes.text
    assert corrected.updated_at.date().isoformat() in str(page.values("datetime"))


def test_a_typing_error_is_mended_in_silence(client, article_factory, editor):
    article = article_factory(published_at=timezone.now() - timedelta(hours=1))
    changed(article, title="Mended").publish(by=editor)
    page = markup.read(client.get(article.get_absolute_url()).text)
    assert page.texts("h1") == ["Mended"]
    assert not page.all(".notes")
    assert article.updated_at is None
    assert "Nothing has had to be corrected" in client.get(CORRECTIONS).text


def test_all_corrections_stand_on_a_page_of_their_own_the_newest_first(client, corrected, article_factory, editor):
    other = article_factory("Another")
    other.publish(by=editor, told=correction("The minister has answered.", kind="update"))
    page = markup.read(client.get(CORRECTIONS).text)
    assert page.texts(".told-title") == ["Another", "The bank closes branches"]
    assert page.texts(".note-kind") == ["Update", "Correction"]


def test_blanks_are_no_correction(article_factory, editor):
    article = article_factory()
    with pytest.raises(ValidationError, match="Say in a sentence what was wrong"):
        article.publish(by=editor, told=correction(" \n"))


def test_it_is_known_who_made_a_correction_and_which_version_came_with_it(corrected, editor):
    note = corrected.public_notes.get()
    assert (note.by, note.revision) == (editor, corrected.live_revision)


def test_what_readers_cannot_read_any_more_is_not_among_the_corrections(client, corrected):
    corrected.withdraw()
    assert WRONG not in client.get(CORRECTIONS).text


def test_feeds_carry_the_correction(client, corrected):
    (item,) = feedparser.parse(client.get("/feed/").content).entries
    assert WRONG in item.content[0].value
    (told,) = feedparser.parse(client.get("/corrections/feed/").content).entries
    assert told.title == "Correction: The bank closes branches"
    assert told.link.endswith(f"{corrected.get_absolute_url()}#notes")
    assert client.get("/corrections/feed.json").json()["items"][0]["summary"] == WRONG


def test_search_engines_are_told_of_the_correction(client, corrected):
    page = client.get(corrected.get_absolute_url()).text
    blocks = [json.loads(block) for block in re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)]
    (article,) = [block for block in blocks if block["@type"] == "NewsArticle"]
    (said,) = article["correction"]
    assert said == {"@type": "CorrectionComment", "text": WRONG, "datePublished": corrected.updated_at.isoformat()}
    assert article["dateModified"] == corrected.updated_at.isoformat()
    assert article["publisher"]["correctionsPolicy"].endswith(CORRECTIONS)


# -- Retracting ----------------------------------------------------------------------------


def test_a_retracted_article_keeps_its_address_and_says_why(client, corrected, publisher):
    corrected.take(workflow.RETRACT, by=publisher, told=correction("The letter was forged.", kind="retraction"))
    response = client.get(corrected.get_absolute_url())
    assert response.status_code == 200
    assert "The letter was forged." in response.text
    assert "It has 300." not in response.text
    assert 'content="noindex"' in response.text


def test_a_retracted_article_is_in_no_list_and_no_feed_but_among_the_corrections(client, corrected, publisher):
    corrected.take(workflow.RETRACT, by=publisher, told=correction("The letter was forged.", kind="retraction"))
    for address in ("/", "/banking/", "/latest-news/", "/feed/", "/sitemaps/articles.xml", "/search/?q=branches"):
        assert corrected.get_absolute_url() not in client.get(address).text, address
    assert "The letter was forged." in client.get(CORRECTIONS).text


def test_nothing_is_retracted_without_saying_why(corrected, publisher):
    with pytest.raises(ValidationError):
        corrected.take(workflow.RETRACT, by=publisher)
    corrected.refresh_from_db()
    assert corrected.is_public


def test_a_retraction_that_is_taken_back_is_forgotten_by_readers_but_not_by_the_timeline(client, corrected, publisher):
    corrected.take(workflow.RETRACT, by=publisher, told=correction("The letter was forged.", kind="retraction"))
    corrected.take(workflow.PUBLISH_STEP, by=publisher)
    page = client.get(corrected.get_absolute_url()).text
    assert "forged" not in page + client.get(CORRECTIONS).text
    assert WRONG in page
    assert any("forged" in event.text for event in corrected.events.all())


# -- In the admin ------------------------------------------------------------------------------


def test_whoever_publishes_changes_says_what_readers_are_told(client, article_factory, publisher):
    article = article_factory(published_at=timezone.now() - timedelta(hours=1))
    client.force_login(publisher)
    address = reverse("admin:articles_article_change", args=[article.pk])
    sent = {"title": "New", "section": article.section_id, "kind": "news", "sponsorship": "none", "body": "<p>New.</p>"}
    sent |= {"takeaways": "[]", "questions": "[]", "_publish": "", "change": "correction"}
    refused = client.post(address, sent | {"public_note": " "})
    assert "Say in a sentence what was wrong and what is right" in refused.text
    article.refresh_from_db()
    assert article.title != "New"
    client.post(address, sent | {"public_note": WRONG})
    article.refresh_from_db()
    assert (article.title, article.public_notes.get().text) == ("New", WRONG)
    assert WRONG in client.get(address).text  # in the timeline


def test_of_an_article_nobody_has_read_there_is_nothing_to_tell(client, article_factory, publisher):
    article = article_factory(status="draft")
    client.force_login(publisher)
    page = markup.read(client.get(reverse("admin:articles_article_change", args=[article.pk])).text)
    assert not page.all(".told")
    with pytest.raises(ValidationError):
        article.publish(by=publisher, told=correction())


def test_a_publisher_retracts_and_says_why_on_a_page_of_its_own(client, article_factory, publisher):
    article = article_factory()
    client.force_login(publisher)
    address = reverse("admin:articles_article_retract", args=[article.pk])
    assert "Say why" in client.post(address, {"text": ""}).text
    client.post(address, {"text": "The letter was forged."})
    article.refresh_from_db()
    assert (article.state, article.public_notes.get().text) == ("Retracted", "The letter was forged.")


def test_the_words_of_a_correction_can_be_mended(client, corrected, publisher):
    client.force_login(publisher)
    note = corrected.public_notes.get()
    client.post(reverse("admin:articles_publicnote_change", args=[note.pk]), {"text": "Mended words."})
    assert "Mended words." in client.get(corrected.get_absolute_url()).text


def test_what_nobody_has_read_is_not_retracted_so_that_its_headline_stays_unknown(client, article_factory, publisher):
    article = article_factory("A secret merger", published_at=timezone.now() + timedelta(days=1))
    with pytest.raises(ValidationError):
        article.take(workflow.RETRACT, by=publisher, told=correction("It was too early.", kind="retraction"))
    assert client.get(article.get_absolute_url()).status_code == 404
    client.force_login(publisher)
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).text
    assert reverse("admin:articles_article_retract", args=[article.pk]) not in page


def test_a_correction_of_what_was_withdrawn_meanwhile_is_refused_at_its_field_and_nothing_is_lost(
    client, article_factory, publisher
):
    article = article_factory(summary="It did.", video_url="https://vimeo.com/76979871")
    client.force_login(publisher)
    article.withdraw()
    sent = {
        "title": "Mended",
        "section": article.section_id,
        "kind": "news",
        "sponsorship": "none",
        "body": "<p>It.</p>",
    }
    sent |= {"summary": "It did.", "video_url": "https://vimeo.com/76979871", "takeaways": "[]", "questions": "[]"}
    sent |= {"_publish": "", "change": "correction", "public_note": WRONG}
    page = client.post(reverse("admin:articles_article_change", args=[article.pk]), sent)
    assert page.status_code == 200
    assert "Readers do not see this article now" in page.text
    assert WRONG in page.text
    article.refresh_from_db()
    assert article.status == "withdrawn"
