"""Which indexes answer the questions that pages ask, once a paper has grown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article
from core.tasks import look_over_tables


@pytest.fixture
def grown_paper(section_factory):
    """Two thousand articles, and a database that has looked over its tables as the worker lets it do daily."""
    section, now = section_factory(), timezone.now()
    articles = Article.objects.bulk_create(
        Article(
            title=f"Story {number}",
            slug=f"story-{number}",
            section=section,
            status=Article.Status.PUBLISHED,
            published_at=now - timedelta(minutes=number),
        )
        for number in range(2_000)
    )
    look_over_tables.enqueue()
    return articles


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks over its tables by itself.")
def test_what_stands_around_an_article_is_found_without_reading_all_others(grown_paper):
    middle = grown_paper[1_000]
    around = Article.objects.around(middle.pk, middle.section_id, middle.published_at, timezone.now())
    assert [each.title for each in around] == ["Story 999", "Story 1001"]
    assert "SEARCH articles_article USING INTEGER PRIMARY KEY" in around.explain().splitlines()[0]
