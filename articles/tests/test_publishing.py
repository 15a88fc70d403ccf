from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import snapshots
from articles.models import Article

pytestmark = pytest.mark.django_db


def saved(article: Article, by=None, **changes):
    return article.save_revision(snapshots.take(article) | changes, by=by)


def test_a_draft_follows_its_newest_revision(article_factory, editor):
    draft = article_factory("Old headline", status="draft")
    saved(draft, by=editor, title="New headline")
    draft.refresh_from_db()
    assert draft.title == "New headline"
    assert draft.revisions.get().created_by == editor


def test_saving_a_published_article_changes_nothing_for_readers_until_it_is_published(client, article_factory, editor):
    article = article_factory("What readers see")
    article.publish(by=editor)
    saved(article, title="What editors see")
    assert "What readers see" in client.get(article.get_absolute_url()).text
    article.refresh_from_db()
    assert article.has_unpublished_changes
    article.publish(by=editor)
    assert "What editors see" in client.get(article.get_absolute_url()).text


def test_a_revision_holds_authors_tags_and_related_articles(article_factory, author_factory):
    first, second = author_factory("First Person"), author_factory("Second Person")
    other = article_factory("Another story")
    article = article_factory(status="draft", authors=[second, first], tags=["Clearing", "Bonds"], related=[other])
    kept = saved(article)
    saved(article, authors=[], tags=[], related=[])
    assert not article.byline_authors
    article.save_revision(kept.snapshot, by=None)
    assert article.byline_authors == [second, first]
    assert sorted(article.tags.names()) == ["Bonds", "Clearing"]
    assert list(article.related.all()) == [other]


def test_a_scheduled_article_appears_on_the_second_without_a_worker(client, article_factory, editor, time_machine):
    article = article_factory(status="draft")
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    article.publish(by=editor, at=moment)
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert client.get(article.get_absolute_url()).status_code == 404
    time_machine.move_to(moment, tick=False)
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_expired_article_is_gone(client, article_factory):
    article = article_factory(expires_at=timezone.now() + timedelta(minutes=1))
    assert client.get(article.get_absolute_url()).status_code == 200
    Article.objects.update(expires_at=timezone.now())
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_withdrawn_article_is_gone(client, article_factory):
    article = article_factory()
    article.withdraw()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_paid_piece_cannot_be_published_without_saying_who_paid(article_factory, editor):
    article = article_factory(status="draft", sponsorship="sponsored")
    with pytest.raises(ValidationError) as refused:
        article.publish(by=editor)
    assert "sponsor_name" in refused.value.message_dict
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_an_address_that_changed_leads_to_the_new_one(client, article_factory, editor):
    article = article_factory("First", slug="first")
    old = article.get_absolute_url()
    saved(article, slug="second")
    article.publish(by=editor)
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == article.get_absolute_url() == "/banking/second/"


def test_slugs_are_made_by_themselves_and_unique(article_factory):
    slugs = [article_factory("Rates rise – again").slug for _ in range(3)]
    assert slugs == ["rates-rise-again", "rates-rise-again-2", "rates-rise-again-3"]
