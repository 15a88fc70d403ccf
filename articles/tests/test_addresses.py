"""Slugs and sections change; whatever was once the address of an article or a section leads to it for ever, in one
step, wherever it is today."""

import random
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import snapshots, workflow
from articles.models import Article, Section
from core.models import OldAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads_to(client):
    """Where a request for the path is sent for ever, and there it is; None where there is no such page."""

    def ask(path: str) -> str | None:
        response = client.get(quote(path, safe="/?=&%"))
        if response.status_code == 404:
            return None
        assert response.status_code == 301
        assert client.get(response["Location"]).status_code == 200
        return response["Location"]

    return ask


@pytest.fixture
def story(article_factory, editor) -> Article:
    article = article_factory("Rates rise", status="draft")
    article.publish(by=editor)
    return article


def republished(article: Article, by, **changes) -> Article:
    saved(article, by, **changes)
    article.publish(by=by)
    return article


def saved(article: Article, by, **changes) -> None:
    article.save_revision(snapshots.complete(article, article.latest_revision) | changes, by=by)


def renamed(section: Section, slug: str) -> Section:
    section.slug = slug
    section.full_clean()
    section.save()
    return section


# -- What changes ----------------------------------------------------------------------


def test_an_article_with_another_slug_is_found_under_the_old_one(leads_to, story, editor):
    republished(story, editor, slug="rates-rose")
    assert leads_to("/banking/rates-rise/") == "/banking/rates-rose/"


def test_an_article_in_another_section_is_found_under_the_old_one(leads_to, story, editor, section_factory):
    republished(story, editor, section_id=section_factory("Finance").pk)
    assert leads_to("/banking/rates-rise/") == "/finance/rates-rise/"


def test_both_at_once_and_twice_are_one_step(leads_to, story, editor, section_factory):
    republished(story, editor, slug="two", section_id=section_factory("Finance").pk)
    republished(story, editor, slug="three", section_id=section_factory("Trading").pk)
    for old in ("/banking/rates-rise/", "/finance/two/"):
        assert leads_to(old) == "/trading/three/"


def test_what_moved_away_and_back_is_simply_there(client, leads_to, story, editor, section_factory):
    republished(story, editor, slug="two", section_id=section_factory("Finance").pk)
    republished(story, editor, slug="rates-rise", section_id=section_factory("Banking").pk)
    assert client.get("/banking/rates-rise/").status_code == 200
    assert leads_to("/finance/two/") == "/banking/rates-rise/"


def test_a_section_that_was_renamed_before_the_article_was_does_not_hide_its_first_address(
    leads_to, story, editor, section_factory
):
    section = renamed(section_factory("Banking"), "banks")
    story.refresh_from_db()
    republished(story, editor, slug="two")
    renamed(section, "lenders")
    story.refresh_from_db()
    republished(story, editor, slug="three", section_id=section_factory("Finance").pk)
    section.delete()
    for old in ("/banking/rates-rise/", "/banks/rates-rise/", "/banks/two/", "/lenders/two/"):
        assert leads_to(old) == "/finance/three/"


@pytest.mark.parametrize("tail", ["feed/", "amp/", "page/2/", "?utm_source=letter", "?p=1&s=bank", "?before=nonsense"])
def test_what_stands_behind_an_old_address_does_not_hide_it(leads_to, story, editor, tail):
    republished(story, editor, slug="two")
    assert leads_to(f"/banking/rates-rise/{tail}") == "/banking/two/"


def test_the_feed_of_a_section_moves_with_it(client, leads_to, story, section_factory):
    renamed(renamed(section_factory("Banking"), "banks"), "lenders")
    for old in ("/banking/feed/", "/banks/feed/"):
        assert leads_to(old) == "/lenders/feed/"
    assert leads_to("/banks/") == "/lenders/"


# -- When ---------------------------------------------------------------------------------


def test_an_address_that_is_not_published_yet_is_nobodys(client, leads_to, story, editor):
    saved(story, editor, slug="two")
    assert client.get("/banking/rates-rise/").status_code == 200
    assert leads_to("/banking/two/") is None
    story.publish(by=editor)
    assert leads_to("/banking/rates-rise/") == "/banking/two/"


def test_what_changed_before_anybody_read_it_is_not_remembered(leads_to, article_factory, editor, time_machine):
    moment = timezone.now() + timedelta(hours=1)
    article = article_factory("Rates rise", status="draft")
    article.publish(by=editor, at=moment)
    republished(article, editor, slug="two")
    time_machine.move_to(moment, tick=False)
    assert leads_to("/banking/rates-rise/") is None
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("gone", ["withdrawn", "expired"])
def test_what_is_gone_is_gone_under_its_old_addresses_too_and_found_again_when_it_is_back(
    leads_to, story, editor, gone, time_machine
):
    republished(story, editor, slug="two")
    if gone == "withdrawn":
        story.withdraw(by=editor)
    else:
        republished(story, editor, expires_at=(timezone.now() + timedelta(hours=1)).isoformat())
        time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert leads_to("/banking/rates-rise/") is None
    assert leads_to("/banking/two/") is None
    republished(story, editor, slug="three", expires_at=None)
    assert leads_to("/banking/rates-rise/") == "/banking/three/"
    assert leads_to("/banking/two/") == "/banking/three/"


def test_what_became_a_draft_again_is_found_under_the_address_at_which_it_was_read(leads_to, story, editor):
    Article.objects.filter(pk=story.pk).update(status=Article.Status.DRAFT)
    story.refresh_from_db()
    saved(story, editor, slug="two")
    assert story.slug == "two"
    story.publish(by=editor)
    assert leads_to("/banking/rates-rise/") == "/banking/two/"


# -- Whose it is -----------------------------------------------------------------------------


def test_an_address_that_leads_to_one_article_is_not_given_to_another(story, editor, article_factory):
    republished(story, editor, slug="two")
    other = article_factory("Other", status="draft", slug="rates-rise")
    with pytest.raises(ValidationError) as refused:
        other.take(workflow.PUBLISH_STEP, by=editor)
    said = "This address leads to ‘Rates rise’, which was read here before; please choose another."
    assert refused.value.message_dict == {"slug": [said]}


def test_a_new_article_of_the_same_headline_is_given_another_address(story, editor, article_factory):
    republished(story, editor, slug="two")
    assert article_factory("Rates rise").slug == "rates-rise-2"


def test_an_article_may_have_back_the_address_that_it_left(story, editor):
    republished(story, editor, slug="two")
    republished(story, editor, slug="rates-rise")
    assert story.get_absolute_url() == "/banking/rates-rise/"


def test_two_articles_cannot_swap_addresses_and_what_each_had_stays_its_own(leads_to, story, editor, article_factory):
    other = article_factory("Rates fall")
    other.publish(by=editor)
    republished(story, editor, slug="rates")
    with pytest.raises(ValidationError):
        republished(other, editor, slug="rates-rise")
    assert leads_to("/banking/rates-rise/") == "/banking/rates/"


def test_the_address_of_what_was_deleted_is_free(story, editor, article_factory):
    republished(story, editor, slug="two")
    story.delete()
    other = article_factory("Other", status="draft", slug="rates-rise")
    other.publish(by=editor)
    assert other.is_public


def test_an_address_that_leads_to_one_section_is_not_given_to_another(editor_client, section_factory):
    renamed(section_factory("Banking"), "banks")
    fields = {"name": "Banking", "slug": "banking", "colour": "petrol", "front_page": "block", "position": "0"}
    response = editor_client.post(reverse("admin:articles_section_add"), fields)
    assert response.context["adminform"].form.errors["slug"] == [
        "The address /banking/ leads to the section ‘Banking’, which was read there before; please choose another."
    ]


def test_an_address_is_not_given_away_because_something_that_is_gone_had_it_without_the_last_slash(section_factory):
    gone = section_factory("Gone")
    OldAddress.objects.remember("/banking", gone)
    gone.delete()
    section = renamed(section_factory("Banking"), "banks")
    assert OldAddress.objects.holder("/banking/", but=section_factory("Other")) == section


def test_a_section_may_have_back_the_address_that_it_left(client, section_factory):
    renamed(renamed(section_factory("Banking"), "banks"), "banking")
    assert client.get("/banking/").status_code == 200


# -- All of it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_however_they_move_every_address_they_ever_had_leads_to_them_in_one_step(
    client, editor, article_factory, section_factory, seed
):
    chance = random.Random(seed)  # noqa: S311
    sections = [section_factory(name) for name in ("Alpha", "Beta", "Gamma")]
    articles = [article_factory(f"Story {letter}", section=chance.choice(sections)) for letter in "abcd"]
    for article in articles:
        article.publish(by=editor)
    had = {each.get_absolute_url(): each for each in (*sections, *articles)}
    for _ in range(40):
        try:
            if chance.random() < 0.3:
                section = chance.choice(sections)
                renamed(section, chance.choice(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]))
            else:
                article = chance.choice(articles)
                article.refresh_from_db()
                changes = {"slug": f"story-{chance.choice('abcdefgh')}", "section_id": chance.choice(sections).pk}
                republished(article, editor, **changes)
        except ValidationError:
            for section in sections:
                section.refresh_from_db()
        for article in articles:
            article.refresh_from_db()
        had |= {each.get_absolute_url(): each for each in (*sections, *articles) if each.get_absolute_url() not in had}
        for article in articles:  # also when nobody has moved it, but its section
            assert had[article.get_absolute_url()] == article
    for path, owner in had.items():
        response = client.get(path)
        if path == owner.get_absolute_url():
            assert response.status_code == 200
        else:
            assert (response.status_code, response["Location"]) == (301, owner.get_absolute_url())
