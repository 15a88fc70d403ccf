"""The search index follows what happens to articles, at once and whichever way it happens."""

from datetime import timedelta

import pytest
from django.tasks import default_task_backend
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Author, Organisation, Section
from articles.search import ARTICLES
from core.search import index, ranking
from core.search.questions import Question, terms

pytestmark = pytest.mark.django_db


def found(typed: str, **facets) -> list[int]:
    """The ids of the articles that are found, the best first."""
    question = Question(*terms(typed), facets={name: [row.pk] for name, row in facets.items()})
    return [match.object_id for match in ranking.by_relevance(question).matches if match.source == "article"]


@pytest.fixture
def draft(article_factory):
    return article_factory("A vault on the quay", status="draft", published_at=None)


def test_a_draft_is_not_found_and_once_published_it_is(draft):
    assert found("vault") == []
    draft.publish(by=None)
    assert found("vault") == [draft.pk]


def test_a_withdrawn_article_is_not_found(draft):
    draft.publish(by=None)
    draft.withdraw()
    assert found("vault") == []
    draft.publish(by=None)
    assert found("vault") == [draft.pk]


def test_a_deleted_article_is_not_found(draft):
    draft.publish(by=None)
    draft.delete()
    assert found("vault") == []


def test_it_is_found_by_what_readers_see_not_by_what_editors_have_saved(draft):
    draft.publish(by=None)
    draft.save_revision(snapshots.take(draft) | {"title": "A safe on the quay"}, by=None)
    assert (found("vault"), found("safe")) == ([draft.pk], [])
    draft.publish(by=None)
    assert (found("vault"), found("safe")) == ([], [draft.pk])


def test_a_scheduled_article_is_found_on_the_second_without_a_worker(draft, time_machine):
    moment = timezone.now() + timedelta(days=1)
    draft.publish(by=None, at=moment)
    assert found("vault") == []
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert found("vault") == []
    time_machine.move_to(moment, tick=False)
    assert found("vault") == [draft.pk]


def test_an_expired_article_is_found_no_more_without_a_worker(draft, time_machine):
    moment = timezone.now() + timedelta(days=1)
    draft.save_revision(snapshots.take(draft) | {"expires_at": moment.isoformat()}, by=None)
    draft.publish(by=None)
    assert found("vault") == [draft.pk]
    time_machine.move_to(moment, tick=False)
    assert found("vault") == []


def test_it_moves_with_its_section(draft, section_factory):
    finance = section_factory("Finance")
    draft.publish(by=None)
    assert found("vault", section=draft.section) == [draft.pk]
    draft.save_revision(snapshots.take(draft) | {"section_id": finance.pk}, by=None)
    draft.publish(by=None)
    assert found("vault", section=Section.objects.get(slug="banking")) == []
    assert found("vault", section=finance) == [draft.pk]


def test_a_section_with_another_name_or_address_still_holds_its_articles(draft):
    draft.publish(by=None)
    draft.section.name, draft.section.slug = "Lenders", "lenders"
    draft.section.save()
    assert found("vault", section=draft.section) == [draft.pk]


@pytest.fixture
def named(draft, author_factory):
    """A published article of an author, with a tag, about an organisation."""
    author = author_factory("Wilhelmina Quillfeather")
    bank = Organisation.objects.create(name="Pike & Söhne", other_names=["PSB"])
    content = {"authors": [author.pk], "tags": ["Clearing"], "organisations": [bank.pk]}
    draft.save_revision(snapshots.take(draft) | content, by=None)
    draft.publish(by=None)
    return draft


@pytest.mark.parametrize("typed", ["quillfeather", "clearing", "sohne", "PSB", "vault", "tuesday"])
def test_it_is_found_by_its_words_and_by_the_names_that_belong_to_it(named, typed):
    assert found(typed) == [named.pk]


def test_it_is_found_among_what_has_its_tag_or_author(named, article_factory, author_factory):
    assert found("vault", tag=named.tags.get(), author=Author.objects.get()) == [named.pk]
    assert found("vault", author=author_factory("Somebody else")) == []


def test_it_is_found_by_new_names_when_they_change(named):
    author, tag, bank = Author.objects.get(), named.tags.get(), Organisation.objects.get()
    author.name, tag.name, bank.name = "Wilhelmina Inkpen", "Settlement", "Trout Bank"
    for row in (author, tag, bank):
        row.save()
    assert [found(word) for word in ("inkpen", "settlement", "trout")] == [[named.pk]] * 3
    assert [found(word) for word in ("quillfeather", "clearing")] == [[], []]


def test_it_is_not_found_by_the_name_of_an_author_who_is_gone(named):
    Author.objects.get().delete()
    assert found("quillfeather") == []
    assert found("vault") == [named.pk]


def test_names_of_very_many_articles_are_left_to_the_workers(named, monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    monkeypatch.setattr(index, "AT_ONCE", 0)
    author = Author.objects.get()
    author.name = "Wilhelmina Inkpen"
    author.save()
    assert found("inkpen") == []
    (handed_over,) = default_task_backend.results
    handed_over.task.call(*handed_over.args)
    assert found("inkpen") == [named.pk]


def test_many_articles_come_in_at_once(section_factory):
    section = section_factory()
    articles = Article.objects.bulk_create(
        Article(
            title=f"Vault {number}", slug=f"vault-{number}", section=section, status="published",
            published_at=timezone.now(),
        )
        for number in range(3)
    )  # fmt: skip
    assert found("vault") == []
    index.refresh(ARTICLES, [article.pk for article in articles])
    assert len(found("vault")) == 3


def test_an_article_is_indexed_in_a_fixed_number_of_queries(named, django_assert_num_queries):
    with django_assert_num_queries(7):  # itself, its authors, tags and organisations, the entry, and a savepoint of two
        index.refresh(ARTICLES, [named.pk])
