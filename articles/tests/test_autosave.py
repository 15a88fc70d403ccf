"""What somebody writes is kept without their doing, finished or not, and readers see nothing of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Presence, Revision
from articles.tasks import thin_out_revisions
from core import edition
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

NEW = reverse("admin:articles_article_autosave_new")
TYPED = {
    "title": "Half a headl", "body": "<p>It did so on</p>", "kind": "news", "sponsorship": "none", "takeaways": "[]",
    "questions": "[]",
}  # fmt: skip


@pytest.fixture
def typed(section_factory):
    return TYPED | {"section": section_factory().pk}


def autosave(client, article: Article, fields: dict):
    return client.post(reverse("admin:articles_article_autosave", args=[article.pk]), fields)


def edit_page(client, article: Article) -> markup.Element:
    return markup.read(client.get(reverse("admin:articles_article_change", args=[article.pk])).text)


def test_a_new_article_is_one_as_soon_as_it_has_a_headline_and_a_section(editor_client, editor, typed):
    answer = editor_client.post(NEW, typed).json()
    article = Article.objects.get()
    assert (article.title, article.status, article.created_by) == ("Half a headl", "draft", editor)
    assert answer["change"] == reverse("admin:articles_article_change", args=[article.pk])
    assert answer["base"] == article.latest_revision_id


def test_until_then_the_browser_is_told_what_is_missing(editor_client):
    assert editor_client.post(NEW, TYPED | {"title": ""}).json() == {"waits_for": "headline and section"}
    assert not Article.objects.exists()


def test_what_follows_is_kept_in_the_same_article(editor_client, typed):
    answer = editor_client.post(NEW, typed).json()
    article = Article.objects.get()
    again = autosave(editor_client, article, typed | {"title": "Half a headline", "base": answer["base"]}).json()
    article.refresh_from_db()
    assert (article.title, again["base"]) == ("Half a headline", article.latest_revision_id)
    assert set(article.revisions.values_list("kind", flat=True)) == {"autosaved"}


def test_the_same_text_is_not_kept_twice(editor_client, typed):
    answer = editor_client.post(NEW, typed).json()
    article = Article.objects.get()
    autosave(editor_client, article, typed | {"base": answer["base"], "slug": article.slug})
    assert article.revisions.count() == 1


@pytest.mark.parametrize(
    ("field", "unfinished"),
    [
        ("title", "x" * 250),
        ("title", ""),
        ("video_url", "https://vim"),
        ("sponsor_url", "exam"),
        ("questions", '[{"question": "Why?", "answer": ""}]'),
        ("expires_at", "2026-13-"),
    ],
)
def test_what_is_not_finished_is_kept_as_it_was_typed_and_stands_in_the_form_again(
    editor_client, typed, field, unfinished
):
    editor_client.post(NEW, typed)
    article = Article.objects.get()
    fields = typed | {"base": article.latest_revision_id, "standfirst": "This is fine", field: unfinished}
    autosave(editor_client, article, fields)
    article.refresh_from_db()
    assert (article.title, article.standfirst) == ("Half a headl", "This is fine")
    page = edit_page(editor_client, article)
    [found] = [each for each in page.all("") if each.attributes.get("name") == field]
    assert (found.attributes.get("value") or found.text) == unfinished


def test_what_is_not_finished_is_not_published(editor_client, editor, typed):
    editor_client.post(NEW, typed)
    article = Article.objects.get()
    autosave(editor_client, article, typed | {"base": article.latest_revision_id, "video_url": "https://vim"})
    article.refresh_from_db()
    with pytest.raises(ValidationError, match="unfinished"):
        article.publish(by=editor)


def test_an_old_version_comes_back_with_what_was_unfinished_in_it(editor_client, editor, typed):
    editor_client.post(NEW, typed)
    article = Article.objects.get()
    autosave(editor_client, article, typed | {"base": article.latest_revision_id, "video_url": "https://vim"})
    half = article.revisions.first()
    article.save_revision(snapshots.take(article) | {"title": "Later"}, by=editor)
    article.restore(half, by=editor)
    [film] = [
        each for each in edit_page(editor_client, article).all("input") if each.attributes.get("name") == "video_url"
    ]
    assert film.attributes["value"] == "https://vim"


def test_a_new_article_whose_first_answer_was_lost_stays_one(editor_client, typed):
    fields = typed | {"window": "this page"}
    for title in ("Half a headl", "Half a headline"):
        editor_client.post(NEW, fields | {"title": title})
    editor_client.post(reverse("admin:articles_article_add"), fields | {"title": "A headline", "_save": ""})
    assert Article.objects.get().title == "A headline"
    editor_client.post(NEW, typed | {"window": "another page"})
    assert Article.objects.count() == 2


def test_readers_see_nothing_of_it_and_no_page_is_made_anew(client, editor_client, article_factory, editor, typed):
    article = article_factory("What readers see")
    article.publish(by=editor)
    before = edition.current()
    autosave(editor_client, article, typed | {"base": article.latest_revision_id})
    assert edition.current() == before
    assert "What readers see" in client.get(article.get_absolute_url()).text
    article.refresh_from_db()
    assert article.has_unpublished_changes


def test_saving_what_saved_itself_makes_it_a_version_that_stays(editor_client, typed):
    editor_client.post(NEW, typed)
    article = Article.objects.get()
    fields = typed | {"base": article.latest_revision_id, "slug": article.slug, "_save": ""}
    editor_client.post(reverse("admin:articles_article_change", args=[article.pk]), fields)
    assert article.revisions.get().kind == "saved"


def send_forms(client, typed: dict, *windows: str) -> markup.Element:
    """Saves an article from one open page after another; the page on which it ends."""
    client.post(NEW, typed)
    article = Article.objects.get()
    for window in windows:
        address = reverse("admin:articles_article_change", args=[article.pk])
        fields = typed | {"slug": article.slug, "window": window, "base": article.latest_revision_id}
        assert client.post(address, fields).status_code == 302
    return edit_page(client, article)


def test_the_browser_is_told_which_pages_came_in_so_that_it_forgets_what_it_kept_of_them(editor_client, typed):
    page = send_forms(editor_client, typed, "first", "second")
    assert page.one("article-keeper").attributes["data-arrived"] == "second first"


def test_it_is_told_so_of_the_last_twenty_pages(editor_client, typed):
    page = send_forms(editor_client, typed, *(f"page-{number}" for number in range(21)))
    arrived = page.one("article-keeper").attributes["data-arrived"].split()
    assert arrived == [f"page-{number}" for number in range(20, 0, -1)]


def test_whoever_is_signed_out_is_led_to_sign_in_and_who_may_not_is_told(client, article_factory, typed):
    article = article_factory()
    assert autosave(client, article, typed).status_code == 302
    client.force_login(User.objects.create_user("reader", is_staff=True))
    response = autosave(client, article, typed)
    assert response.status_code == 403
    assert "may not" in response.json()["problem"]
    assert not article.revisions.exists()


def test_an_article_that_was_deleted_says_so(editor_client, article_factory, typed):
    article = article_factory()
    address = reverse("admin:articles_article_autosave", args=[article.pk])
    article.delete()
    assert "deleted" in editor_client.post(address, typed).json()["problem"]


def test_whoever_else_has_it_open_is_named_for_as_long_as_they_have(
    editor_client, article_factory, typed, time_machine
):
    article = article_factory()
    ben = User.objects.create_superuser("ben", first_name="Ben", last_name="Author")
    Presence.objects.note(article, ben, wrote=True)
    address = reverse("admin:articles_article_presence", args=[article.pk])
    [said] = editor_client.post(address).json()["others"]
    assert said.startswith("Ben Author has this article open too and wrote at ")
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert editor_client.post(address).json()["others"] == []


def test_who_is_behind_a_newer_version_is_told_whose_it_is(editor_client, article_factory):
    article = article_factory()
    ben = User.objects.create_superuser("ben", first_name="Ben", last_name="Author")
    revision = article.save_revision(snapshots.take(article), by=ben)
    address = reverse("admin:articles_article_presence", args=[article.pk])
    assert editor_client.post(address, {"base": 0}).json()["overtaken"].startswith("Ben Author saved a newer version")
    assert editor_client.post(address, {"base": revision.pk}).json()["overtaken"] == ""


def kept_after(article: Article, age: timedelta, time_machine) -> int:
    """How many versions are left of ninety that saved themselves, one a minute from a full hour on, some time later."""
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)
    base = snapshots.take(article)
    newest = article.save_revision(base, by=None).pk
    for minute in range(90):
        time_machine.shift(timedelta(minutes=1))
        newest = article.autosave(base | {"title": f"Minute {minute}"}, by=None, base=newest).pk
    time_machine.shift(age)
    thin_out_revisions.call()
    return article.revisions.filter(kind=Revision.Kind.AUTOSAVED).count()


@pytest.mark.parametrize(
    ("age", "left"),
    [
        (timedelta(minutes=2), 63),  # of the first 31 minutes one of ten, then all
        (timedelta(hours=2), 10),
        (timedelta(days=2), 3),  # one of each hour, and the newest
        (timedelta(days=31), 1),
    ],
)
def test_of_what_saved_itself_ever_fewer_stay(article_factory, time_machine, age, left):
    article = article_factory(status="draft")
    assert kept_after(article, age, time_machine) == left
    article.refresh_from_db()
    assert article.latest_revision.snapshot["title"] == "Minute 89"


def test_what_somebody_saved_is_never_thinned_out_nor_what_was_written_over(article_factory, editor, time_machine):
    article = article_factory(status="draft")
    base = snapshots.take(article)
    for number in range(5):
        article.save_revision(base | {"title": f"Saved {number}"}, by=editor)
    autosaved = article.autosave(base | {"title": "Mine"}, by=editor, base=article.latest_revision_id)
    article.save_revision(base | {"title": "Later"}, by=editor)
    article.autosave(base | {"title": "Written over mine"}, by=None, base=autosaved.pk)
    time_machine.move_to(timezone.now() + timedelta(days=20))
    thin_out_revisions.call()
    assert article.revisions.filter(kind="saved").count() == 6
    assert autosaved in article.revisions.all()


def test_a_page_whose_version_was_thinned_out_is_put_together_all_the_same(article_factory, editor):
    article = article_factory(status="draft")
    base = snapshots.take(article)
    first = article.save_revision(base, by=editor)
    gone = article.autosave(base | {"title": "Typed"}, by=editor, base=first.pk)
    article.save_revision(base | {"title": "Typed", "kicker": "Later"}, by=None, base=gone.pk)
    gone.delete()
    article.save_revision(base | {"title": "Typed", "standfirst": "Mine"}, by=editor, base=gone.pk or first.pk + 1)
    article.refresh_from_db()
    assert (article.title, article.kicker, article.standfirst) == ("Typed", "Later", "Mine")


def test_what_has_a_name_is_never_thinned_out(editor_client, article_factory, editor, time_machine):
    article = article_factory(status="draft")
    named = article.autosave(snapshots.take(article) | {"title": "Mine"}, by=editor, base=0)
    article.save_revision(snapshots.take(article) | {"title": "Later"}, by=editor)
    address = reverse("admin:articles_article_call", args=[article.pk, named.pk])
    editor_client.post(address, {"name": " As the lawyers saw it "})
    time_machine.move_to(timezone.now() + timedelta(days=90))
    thin_out_revisions.call()
    editor_client.force_login(editor)
    page = editor_client.get(reverse("admin:articles_article_history", args=[article.pk])).text
    assert "As the lawyers saw it" in page
    assert named in article.revisions.all()
