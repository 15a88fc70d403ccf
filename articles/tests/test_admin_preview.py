import pytest
from django.urls import reverse

from articles import snapshots

pytestmark = pytest.mark.django_db


def preview_of(article) -> str:
    return reverse("admin:articles_article_preview", args=[article.pk])


def test_a_preview_is_the_real_page_with_the_newest_revision(editor_client, article_factory, author_factory):
    article = article_factory("What readers see", tags=["Old tag"])
    writer, other = author_factory("Newest Writer"), article_factory("A related story")
    changes = {"title": "What editors see", "authors": [writer.pk], "tags": ["Fresh tag"], "related": [other.pk]}
    article.save_revision(snapshots.take(article) | changes, by=None)
    page = editor_client.get(preview_of(article)).text
    for expected in ("What editors see", "Newest Writer", "Fresh tag", "A related story", "Back to editing"):
        assert expected in page
    assert "Old tag" not in page


def test_a_preview_stores_nothing(editor_client, article_factory):
    article = article_factory("What readers see", tags=["Old tag"])
    article.save_revision(snapshots.take(article) | {"title": "Else", "tags": ["Fresh tag"]}, by=None)
    editor_client.get(preview_of(article))
    article.refresh_from_db()
    assert (article.title, list(article.tags.names())) == ("What readers see", ["Old tag"])


def test_an_earlier_revision_can_be_looked_at(editor_client, article_factory):
    article = article_factory(status="draft")
    earlier = article.save_revision(snapshots.take(article) | {"title": "Earlier words"}, by=None)
    article.save_revision(snapshots.take(article) | {"title": "Later words"}, by=None)
    page = editor_client.get(preview_of(article), {"revision": earlier.pk}).text
    assert "Earlier words" in page
    assert "Later words" not in page


def test_a_revision_of_another_article_is_not_found(editor_client, article_factory):
    article, other = article_factory(), article_factory()
    theirs = other.save_revision(snapshots.take(other), by=None)
    assert editor_client.get(preview_of(article), {"revision": theirs.pk}).status_code == 404


def test_a_preview_is_never_stored_by_a_cache(editor_client, article_factory):
    assert "no-store" in editor_client.get(preview_of(article_factory()))["Cache-Control"]


def test_strangers_see_no_preview(client, article_factory):
    assert client.get(preview_of(article_factory(status="draft"))).status_code == 302
