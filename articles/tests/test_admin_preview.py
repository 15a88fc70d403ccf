import pytest
from django.urls import reverse

from articles import snapshots
from articles.models import PublicNote, Tag

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


def test_a_preview_leaves_out_an_author_who_is_gone_meanwhile(editor_client, article_factory, author_factory):
    article, gone, other = article_factory(), author_factory("Gone Writer"), author_factory("Other Writer")
    article.save_revision(snapshots.take(article) | {"authors": [gone.pk, other.pk]}, by=None)
    gone.delete()
    page = editor_client.get(preview_of(article)).text
    assert "Other Writer" in page
    assert "Gone Writer" not in page


def test_a_preview_links_a_tag_to_its_page(editor_client, article_factory):
    tag = Tag.objects.create(name="Freight", slug="ships-and-freight")
    article = article_factory()
    article.save_revision(snapshots.take(article) | {"tags": ["Freight"]}, by=None)
    assert f'href="{tag.get_absolute_url()}"' in editor_client.get(preview_of(article)).text


def test_a_preview_leaves_out_related_stories_that_readers_may_not_see(editor_client, article_factory):
    article, secret = article_factory(), article_factory("A secret merger", status="draft")
    article.save_revision(snapshots.take(article) | {"related": [secret.pk]}, by=None)
    assert "A secret merger" not in editor_client.get(preview_of(article)).text


def test_a_preview_shows_what_readers_were_told_of_earlier_changes(editor_client, editor, article_factory):
    article = article_factory()
    article.publish(by=editor, told=PublicNote(kind="correction", text="It has 300 branches."))
    assert "It has 300 branches." in editor_client.get(preview_of(article)).text


def test_a_preview_tells_how_long_the_newest_version_takes_to_read(editor_client, article_factory):
    article = article_factory()
    article.save_revision(snapshots.take(article) | {"body": f"<p>{'word ' * 238 * 7}</p>"}, by=None)
    assert "7 min read" in editor_client.get(preview_of(article)).text


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
