from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import snapshots
from articles.admin.article import ArticleAdmin
from articles.admin.article_list import ArticlePaginator

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")
QUERIES = 12


@pytest.fixture
def in_every_state(article_factory):
    now = timezone.now()
    article_factory("A draft", status="draft")
    article_factory("A scheduled story", published_at=now + timedelta(hours=1))
    article_factory("A published story")
    article_factory("An expired story", published_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    article_factory("A withdrawn story").withdraw()


@pytest.mark.parametrize("state", ["draft", "scheduled", "published", "expired", "withdrawn"])
def test_articles_are_found_by_their_state(editor_client, in_every_state, state):
    rows = editor_client.get(LIST, {"state": state}).context["cl"].result_list
    assert [article.state.lower() for article in rows] == [state]


def test_a_filter_shows_what_it_is_set_to(editor_client, in_every_state):
    page = editor_client.get(LIST, {"state": "expired"}).text
    assert '<span class="filter-choice">Expired</span>' in page
    assert "Clear filters" in page


@pytest.mark.parametrize("words", ["Nordic", "standing first", "quillfeather"])
def test_articles_are_found_by_headline_standfirst_and_author(editor_client, article_factory, author_factory, words):
    article_factory("Nordic clearing", standfirst="Standing first", authors=[author_factory("Wilhelmina Quillfeather")])
    article_factory("Another story")
    assert [each.title for each in editor_client.get(LIST, {"q": words}).context["cl"].result_list] == [
        "Nordic clearing"
    ]


def test_the_list_says_what_readers_do_not_see_yet(editor_client, article_factory):
    article = article_factory()
    article.publish(by=None)
    article.save_revision(snapshots.take(article) | {"title": "Else"}, by=None)
    assert "with changes not published yet" in editor_client.get(LIST).text


def test_the_list_costs_the_same_whatever_its_length(editor_client, article_factory, author_factory, image_factory):
    authors, hero = [author_factory("First"), author_factory("Second")], image_factory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert editor_client.get(LIST, {"all": ""}).status_code == 200
        return len(counted)

    for _ in range(10):
        article_factory(authors=authors, hero=hero, tags=["One"])
    few = queries()
    for _ in range(90):
        article_factory(authors=authors, hero=hero, tags=["One"])
    assert queries() == few <= QUERIES


@pytest.fixture
def paged(article_factory, monkeypatch):
    """Seven articles, the newest first, three on a page."""
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 3)
    now = timezone.now()
    for number in range(7):
        article_factory(f"Story {number}", saved_at=now - timedelta(minutes=number))


def titles_on(client, page: int) -> list[str]:
    return [article.title for article in client.get(LIST, {"p": page}).context["cl"].result_list]


def test_every_article_stands_on_one_page_of_the_list_in_its_order(editor_client, paged):
    pages = [titles_on(editor_client, page) for page in (1, 2, 3)]
    assert pages == [["Story 0", "Story 1", "Story 2"], ["Story 3", "Story 4", "Story 5"], ["Story 6"]]


def test_the_list_goes_no_further_than_is_counted(editor_client, paged, monkeypatch):
    monkeypatch.setattr(ArticlePaginator, "CAP", 4)
    listed = editor_client.get(LIST, {"p": 2}).context["cl"]
    assert listed.result_count == 4
    assert [article.title for article in listed.result_list] == ["Story 3"]


def test_a_list_of_one_page_asks_for_its_rows_by_their_ids(editor_client, article_factory):
    article_factory()
    with CaptureQueriesContext(connection) as counted:
        editor_client.get(LIST)
    (rows,) = [query["sql"] for query in counted if '"articles_article"."title"' in query["sql"]]
    assert '"articles_article"."id" IN (' in rows


def test_the_list_does_not_read_the_texts(editor_client, article_factory):
    article_factory(body="<p>A very long text</p>")
    with CaptureQueriesContext(connection) as counted:
        editor_client.get(LIST)
    assert not any('"articles_article"."body"' in query["sql"] for query in counted.captured_queries)


def test_other_lists_cost_the_same_whatever_their_length(
    editor_client, image_factory, author_factory, section_factory, article_factory
):
    def queries() -> dict[str, int]:
        counts = {}
        for model in ("images_image", "articles_author", "articles_tag", "articles_section"):
            with CaptureQueriesContext(connection) as counted:
                assert editor_client.get(reverse(f"admin:{model}_changelist")).status_code == 200
            counts[model] = len(counted)
        return counts

    def fill(start: int, stop: int) -> None:
        for number in range(start, stop):
            section = section_factory(f"Section {number}")
            image_factory()
            article_factory(authors=[author_factory(f"Author {number}")], tags=[f"Tag {number}"], section=section)

    fill(0, 2)
    few = queries()
    fill(2, 8)
    assert queries() == few


def test_the_start_page_shows_my_drafts_and_what_is_to_come(editor_client, editor, article_factory):
    article_factory("My own draft", status="draft", created_by=editor)
    article_factory("Somebody else’s draft", status="draft")
    article_factory("Tomorrow’s story", published_at=timezone.now() + timedelta(days=1))
    page = editor_client.get(reverse("admin:index")).text
    assert "My own draft" in page
    assert "Somebody else’s draft" not in page
    assert "Tomorrow’s story" in page


def test_the_navigation_is_by_sections_of_work(editor_client):
    names = [section["name"] for section in editor_client.get(reverse("admin:index")).context["available_apps"]]
    assert names == ["Write", "Newsletters", "Magazine", "Awards", "Readers write", "Paper", "House"]
