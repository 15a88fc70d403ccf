"""Somebody outside is shown one draft, by a link that ends and can be taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import snapshots, tasks, workflow
from articles.models import Article, PreviewLink
from core.tests import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(article_factory) -> Article:
    article = article_factory("Not yet for everybody", status="draft")
    article.save_revision(snapshots.take(article), by=None)
    return article


@pytest.fixture
def link(draft, editor) -> PreviewLink:
    return draft.show_to("Their lawyers", by=editor, ends_at=timezone.now() + timedelta(days=3))


def links_of(article: Article) -> str:
    return reverse("admin:articles_article_links", args=[article.pk])


def test_whoever_has_the_link_reads_the_draft_without_an_account(client, link):
    page = client.get(link.get_absolute_url())
    assert page.status_code == 200
    assert "Not yet for everybody" in page.text
    assert "Not published." in page.text


def test_the_page_is_kept_by_nobody_and_found_by_no_search_engine(client, link):
    page = client.get(link.get_absolute_url())
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "read-beacon" not in page.text
    assert not page.cookies


def test_what_is_written_later_is_not_shown(client, draft, link):
    draft.save_revision(snapshots.take(draft) | {"title": "A remark for us alone"}, by=None)
    page = client.get(link.get_absolute_url()).text
    assert "A remark for us alone" not in page
    assert "Not yet for everybody" in page


def test_a_link_ends(client, link, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=3, minutes=1))
    response = client.get(link.get_absolute_url())
    assert response.status_code == 410
    assert "Not yet for everybody" not in response.text


def test_a_link_can_be_taken_back(client, editor_client, draft, link):
    editor_client.post(reverse("admin:articles_article_take_back_link", args=[draft.pk, link.pk]))
    response = client.get(link.get_absolute_url())
    assert response.status_code == 404
    assert "taken this link back" in response.text
    assert "Not yet for everybody" not in response.text


def test_no_other_link_can_be_made_of_one(client, link):
    assert client.get(link.get_absolute_url().replace("preview/", "preview/x")).status_code == 404
    assert client.get(reverse("preview", args=[str(link.pk)])).status_code == 404


def test_once_it_is_published_the_link_leads_to_it(client, draft, link, editor):
    draft.publish(by=editor)
    assert client.get(link.get_absolute_url())["Location"] == draft.get_absolute_url()


def test_where_another_version_is_published_the_link_still_shows_the_one_it_was_made_for(client, draft, link, editor):
    draft.save_revision(snapshots.take(draft) | {"title": "As it was printed"}, by=editor)
    draft.publish(by=editor)
    assert "Not yet for everybody" in client.get(link.get_absolute_url()).text


def test_until_a_scheduled_article_appears_the_link_shows_it(client, draft, link, editor):
    draft.publish(by=editor, at=timezone.now() + timedelta(days=1))
    assert client.get(link.get_absolute_url()).status_code == 200


def test_a_link_that_has_ended_is_not_taken_back(link, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=4))
    link.take_back()
    link.refresh_from_db()
    assert link.taken_back_at is None


def test_the_newsroom_sees_who_has_a_link_and_how_often_it_was_opened(client, editor_client, draft):
    editor_client.post(links_of(draft), {"whom": "The bank’s press office", "days": "7"})
    link = draft.preview_links.get()
    assert timedelta(days=6) < link.ends_at - timezone.now() <= timedelta(days=7)
    page = editor_client.get(links_of(draft)).text
    assert link.address in page
    assert "not opened yet" in page
    client.get(link.get_absolute_url())
    assert "opened 1 time" in editor_client.get(links_of(draft)).text
    assert draft.events.get().text == "Made a link for somebody outside."


def test_a_link_for_nobody_is_refused_at_the_field(editor_client, draft):
    page = editor_client.post(links_of(draft), {"whom": " ", "days": "7"}).text
    assert "This field is required." in page
    assert not draft.preview_links.exists()


def test_what_somebody_is_shown_is_not_thinned_out(client, draft, editor, time_machine):
    shown = draft.autosave(
        snapshots.take(draft) | {"title": "As it was shown"}, by=editor, base=draft.latest_revision_id
    )
    link = draft.show_to("Their lawyers", by=editor, ends_at=timezone.now() + timedelta(days=60))
    draft.save_revision(snapshots.take(draft) | {"title": "Later"}, by=editor)
    time_machine.move_to(timezone.now() + timedelta(days=40))
    tasks.thin_out_revisions.enqueue()
    assert draft.revisions.filter(pk=shown.pk).exists()
    assert "As it was shown" in client.get(link.get_absolute_url()).text


def test_whom_the_newsroom_showed_something_is_forgotten_a_month_after_the_link_ended(link, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=32))
    tasks.thin_out_revisions.enqueue()
    assert PreviewLink.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    tasks.thin_out_revisions.enqueue()
    assert not PreviewLink.objects.exists()


def test_what_lies_in_the_bin_is_shown_to_nobody(client, draft, link, editor):
    draft.take(workflow.BIN, by=editor)
    assert client.get(link.get_absolute_url()).status_code == 404


def test_the_page_asks_for_whom_the_link_is_and_until_when(editor_client, draft):
    page = markup.read(editor_client.get(links_of(draft)).text)
    names = [field.attributes.get("name") for field in page.one("form.link-form").all("input")]
    assert "whom" in names
    assert page.one("form.link-form").one("select").attributes["name"] == "days"


def test_nobody_is_asked_to_share_a_draft(client, link):
    assert 'class="share"' not in client.get(link.get_absolute_url()).text
