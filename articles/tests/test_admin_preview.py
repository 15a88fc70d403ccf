import pytest
from django.urls import reverse

from articles import snapshots

pytestmark = pytest.mark.django_db


def preview_of(article) -> str:
    """The real page, which the preview shows in its frame."""
    return reverse("admin:articles_article_page", args=[article.pk])


def test_a_preview_is_the_real_page_with_the_newest_revision(editor_client, article_factory, author_factory):
    article = article_factory("What readers see", tags=["Old tag"])
    writer, other = author_factory("Newest Writer"), article_factory("A related story")
    changes = {"title": "What editors see", "authors": [writer.pk], "tags": ["Fresh tag"], "related": [other.pk]}
    article.save_revision(snapshots.take(article) | changes, by=None)
    page = editor_client.get(preview_of(article)).text
    for expected in ("What editors see", "Newest Writer", "Fresh tag", "A related story"):
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


def test_the_preview_shows_the_page_of_the_version_asked_for_in_its_frame(editor_client, article_factory):
    article = article_factory(status="draft")
    revision = article.save_revision(snapshots.take(article) | {"title": "Earlier words"}, by=None)
    address = reverse("admin:articles_article_preview", args=[article.pk])
    assert f'src="{preview_of(article)}"' in editor_client.get(address).text
    page = editor_client.get(address, {"revision": revision.pk}).text
    assert f'src="{preview_of(article)}?revision={revision.pk}"' in page


def test_what_is_typed_is_shown_and_stored_nowhere(editor_client, article_factory):
    article = article_factory("What is stored")
    typed = {"title": "What is typed", "body": "<p>Half a sen<script>alert(1)</script></p>", "section": "none"}
    page = editor_client.post(preview_of(article), typed).json()["page"]
    assert "What is typed" in page
    assert "<p>Half a sen</p>" in page
    article.refresh_from_db()
    assert (article.title, article.revisions.count()) == ("What is stored", 0)


def test_only_the_admin_of_this_site_may_show_the_page_in_a_frame(editor_client, article_factory):
    article = article_factory()
    page = editor_client.get(preview_of(article))
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in editor_client.get(article.get_absolute_url())["Content-Security-Policy"]
