from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_article_add")


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def filled_in(section_factory):
    """The edit page's fields, as a browser would send them."""

    def make(**fields) -> dict:
        sent = {
            "title": "Clearing house passes its drill",
            "body": "<p>It did so on Tuesday.</p>",
            "summary": "The drill was passed.",
            "video_url": "https://vimeo.com/76979871",
            "kind": "news",
            "section": section_factory().pk,
            "sponsorship": "none",
            "takeaways": "[]",
            "questions": "[]",
        }
        return sent | fields

    return make


@pytest.fixture
def contributor(db) -> User:
    """Somebody who may write but not publish."""
    user = User.objects.create_user("contributor", password="a long enough secret", is_staff=True)
    names = ["add_article", "change_article", "view_article"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_a_new_article_is_saved_as_a_draft_with_its_first_revision(editor_client, editor, filled_in):
    response = editor_client.post(ADD, filled_in(_save=""))
    article = Article.objects.get()
    assert response.url == change_url(article)
    assert (article.status, article.slug, article.created_by) == ("draft", "clearing-house-passes-its-drill", editor)
    assert article.revisions.get().created_by == editor


def test_a_new_article_can_be_published_at_once_and_stands_on_the_front_page(client, editor_client, filled_in):
    editor_client.post(ADD, filled_in(_publish=""))
    assert Article.objects.get().is_public
    assert "Clearing house passes its drill" in client.get("/").text


def test_saving_a_published_article_keeps_what_readers_see(client, editor_client, article_factory, filled_in):
    article = article_factory("What readers see")
    editor_client.post(change_url(article), filled_in(title="What editors see", _save=""))
    article.refresh_from_db()
    assert article.title == "What readers see"
    assert article.has_unpublished_changes
    assert "What editors see" in editor_client.get(change_url(article)).text


def test_publishing_changes_shows_them_to_readers(client, editor_client, article_factory, filled_in):
    article = article_factory("Before")
    editor_client.post(change_url(article), filled_in(title="After", _publish=""))
    article.refresh_from_db()
    assert "After" in client.get(article.get_absolute_url()).text


def test_the_form_keeps_authors_tags_and_related_in_order(editor_client, article_factory, author_factory, filled_in):
    first, second = author_factory("First Person"), author_factory("Second Person")
    one, two = article_factory("One"), article_factory("Two")
    lists = {
        "authors_in_order": [second.pk, first.pk],
        "related_in_order": [two.pk, one.pk],
        "tags": "Bonds, clearing ,bonds",
    }
    editor_client.post(ADD, filled_in(**lists, _save=""))
    article = Article.objects.get(title__startswith="Clearing house")
    assert article.byline_authors == [second, first]
    assert [link.to for link in article.related_links.all()] == [two, one]
    assert sorted(article.tags.names()) == ["Bonds", "clearing"]
    form = editor_client.get(change_url(article)).context["adminform"].form
    assert form["authors_in_order"].value() == [second.pk, first.pk]


def test_a_tag_is_spelt_as_it_is_already(editor_client, article_factory, filled_in):
    article_factory(tags=["Green bonds"])
    editor_client.post(ADD, filled_in(tags="GREEN BONDS", _save=""))
    assert Article.objects.get(status="draft").tags.names()[0] == "Green bonds"


def test_a_future_date_schedules(client, editor_client, filled_in):
    moment = timezone.localtime() + timedelta(days=1)
    response = editor_client.post(ADD, filled_in(published_at=f"{moment:%Y-%m-%dT%H:%M}", _publish=""), follow=True)
    article = Article.objects.get()
    assert article.is_scheduled
    assert "Tomorrow" in response.text
    assert client.get(article.get_absolute_url()).status_code == 404


def test_an_untouched_date_keeps_its_seconds(editor_client, article_factory, filled_in):
    article = article_factory()
    before = article.published_at
    shown = f"{timezone.localtime(before):%Y-%m-%dT%H:%M}"
    editor_client.post(change_url(article), filled_in(published_at=shown, _publish=""))
    article.refresh_from_db()
    assert article.published_at == before


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost_or_saved(editor_client, filled_in):
    response = editor_client.post(
        ADD,
        filled_in(body="", video_url="", summary="", standfirst="Do not lose me", sponsorship="sponsored", _publish=""),
    )
    errors = response.context["adminform"].form.errors
    assert set(errors) == {"body", "hero", "summary", "sponsor_name"}
    assert "Do not lose me" in response.text
    assert not Article.objects.exists()


def test_half_a_question_is_refused_and_kept(editor_client, filled_in):
    half = '[{"question": "Who pays for this?", "answer": ""}]'
    response = editor_client.post(ADD, filled_in(questions=half, _save=""))
    assert "questions" in response.context["adminform"].form.errors
    assert "Who pays for this?" in response.text


def test_scripts_and_odd_addresses_never_reach_the_database(editor_client, filled_in):
    nasty = '<p onclick="x()">Plain<script>alert(1)</script><a href="javascript:x()">odd</a><style>p{}</style></p>'
    editor_client.post(ADD, filled_in(body=nasty, _save=""))
    article = Article.objects.get()
    for stored in (article.body, article.latest_revision.snapshot["body"]):
        assert stored == "<p>Plainodd</p>"


def test_an_emptied_address_is_made_from_the_headline_again(editor_client, article_factory, filled_in):
    article = article_factory("Old words", status="draft", slug="old-words")
    article_factory("Other", slug="new-words")
    editor_client.post(change_url(article), filled_in(title="New words", slug="", _save=""))
    article.refresh_from_db()
    assert article.slug == "new-words-2"


def test_an_article_is_not_taken_down_before_it_appears(editor_client, filled_in):
    dates = {"published_at": "2030-01-02T10:00", "expires_at": "2030-01-01T10:00"}
    response = editor_client.post(ADD, filled_in(**dates, _save=""))
    assert "expires_at" in response.context["adminform"].form.errors


def test_withdrawing_takes_it_from_the_site(client, editor_client, article_factory, filled_in):
    article = article_factory()
    editor_client.post(change_url(article), filled_in(_withdraw=""))
    assert client.get(article.get_absolute_url()).status_code == 404


def test_saving_what_did_not_change_makes_no_revision(editor_client, filled_in):
    editor_client.post(ADD, filled_in(_save=""))
    article = Article.objects.get()
    editor_client.post(change_url(article), filled_in(slug=article.slug, _save=""))
    assert article.revisions.count() == 1


@pytest.mark.parametrize("action", ["_publish", "_withdraw"])
def test_without_the_permission_nobody_publishes_or_withdraws(client, contributor, article_factory, filled_in, action):
    client.force_login(contributor)
    article = article_factory(status="draft")
    assert client.post(change_url(article), filled_in(**{action: ""})).status_code == 403
    article.refresh_from_db()
    assert article.status == "draft"


def test_without_the_permission_there_is_no_button(client, contributor, article_factory):
    client.force_login(contributor)
    page = client.get(change_url(article_factory())).text
    assert 'name="_save"' in page
    assert 'name="_publish"' not in page
    assert 'name="_withdraw"' not in page


def test_a_new_article_begins_with_the_name_of_who_writes_it(editor_client, editor, author_factory):
    author_factory("Edda Torvald", user=editor)
    assert "Edda Torvald</span></li>" in editor_client.get(ADD).text


def test_the_history_lists_who_saved_what_when(editor_client, editor, article_factory, filled_in):
    article = article_factory()
    editor_client.post(change_url(article), filled_in(title="The newest headline", _save=""))
    page = editor_client.get(reverse("admin:articles_article_history", args=[article.pk])).text
    assert "Edda Torvald" in page
    assert "The newest headline" in page


def test_an_article_goes_with_its_history(editor_client, editor, article_factory, filled_in):
    article = article_factory(status="draft")
    editor_client.post(change_url(article), filled_in(_save=""))
    article.take(workflow.BIN, by=editor)
    url = reverse("admin:articles_article_delete", args=[article.pk])
    assert editor_client.get(url).status_code == 200
    editor_client.post(url, {"post": "yes"})
    assert not Article.objects.exists()


def test_who_may_only_look_sees_the_article_and_no_buttons(client, article_factory, author_factory):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(reader)
    page = client.get(change_url(article_factory("To be looked at", authors=[author_factory("A. Person")]))).text
    assert "To be looked at" in page
    assert "A. Person" in page
    assert 'name="_save"' not in page


def test_a_refused_step_says_what_is_missing_and_leads_to_the_field(editor_client, filled_in):
    page = markup.read(editor_client.post(ADD, filled_in(_publish="", summary="", video_url="")).text)
    led = {link.attributes["href"]: link.text for link in page.one(".error-links").all("a")}
    assert led["#id_summary_error"] == "Quick summary: An article needs a quick summary."
    assert led["#id_hero_error"].startswith("Main picture: An article needs a picture")
    assert {address.removeprefix("#") for address in led} <= set(page.values("id"))
