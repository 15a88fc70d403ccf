"""How many queries a page may take on a process that is in use, and that the number does not grow with the paper.

Real transactions, since nothing about the site is remembered inside one (core/edition.py). The first page after a
change takes four more, for what stands around every page: newsroom/tests/test_chrome.py.
"""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, PublicNote
from core import edition

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = "/banking/the-article/"
BUDGETS = {
    "/": 4,  # sections; which stories stand where; the stories; their authors
    "/banking/": 3,  # the section; its stories; their authors
    "/latest-news/": 2,
    "/tags/": 1,
    "/tags/cash/": 3,
    "/authors/": 1,
    "/authors/ada/": 3,
    "/organisations/": 1,
    "/organisations/corvane-bank/": 4,  # the organisation; its stories; their authors; its awards
    "/corrections/": 1,
    ARTICLE: 5,  # the article; its authors; its tags; the pictures in its text; what is related and next to it
    "/sitemap/": 5,
}


@pytest.fixture
def add_stories(article_factory, author_factory, section_factory, image_factory, organisation_factory):
    """Makes a paper of eight stories that show all they can, one of them `ARTICLE`; returns what adds more of them."""
    sections = [section_factory(name) for name in ("Banking", "Finance", "Trading")]
    pictures = [image_factory() for _ in range(3)]
    authors = [author_factory("Ada", picture=pictures[0]), author_factory("Berta", picture=pictures[1])]
    organisations = [organisation_factory("Corvane Bank"), organisation_factory("Harbour Exchange")]
    numbers = count()

    def make(stories: int) -> None:
        for number in (next(numbers) for _ in range(stories)):
            article = article_factory(
                section=sections[number % 3], hero=pictures[number % 3], authors=authors, tags=["Cash", f"Tag {number}"]
            )
            PublicNote.objects.create(article=article, kind=PublicNote.Kind.UPDATE, text="The bank has answered.")
            article.organisations.set([*organisations, organisation_factory(f"Organisation {number}")])

    make(2)
    figures = "".join(f'<figure data-image="{picture.pk}"></figure>' for picture in pictures)
    article_factory(
        "The article",
        section=sections[0],
        hero=pictures[0],
        authors=authors,
        tags=["Cash", "Bonds"],
        body=f"<p>Text.</p>{figures}",
        related=[article_factory(section=sections[1], hero=pictures[1]) for _ in range(3)],
    )
    make(2)
    return make


@pytest.fixture
def queries(client, monkeypatch):
    """How many queries a page takes on a process that has just answered for it."""
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)

    def ask(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return ask


def test_pages_keep_their_budgets_and_take_no_more_with_a_hundred_stories_than_with_ten(add_stories, queries):
    add_stories(2)
    assert {address: queries(address) for address in BUDGETS} == BUDGETS
    add_stories(90)
    assert {address: queries(address) for address in BUDGETS} == BUDGETS


def test_a_longer_text_with_more_pictures_takes_no_more(article_factory, image_factory, add_stories, queries):
    figures = "".join(f'<figure data-image="{image_factory().pk}"></figure>' for _ in range(6))
    longer = article_factory(body=figures, tags=[f"Many {number}" for number in range(10)])
    assert queries(longer.get_absolute_url()) == BUDGETS[ARTICLE]


def test_what_readers_were_told_of_changes_takes_one_more(add_stories, queries):
    Article.objects.get(slug="the-article").publish(
        by=None, told=PublicNote(kind=PublicNote.Kind.UPDATE, text="The bank has answered.")
    )
    assert queries(ARTICLE) == BUDGETS[ARTICLE] + 1


def test_any_number_of_other_articles_in_a_text_takes_one_more(article_factory, image_factory, add_stories, queries):
    others = [article_factory(hero=image_factory()) for _ in range(6)]
    text = "".join(
        f'<p><a data-article="{each.pk}">said</a></p><figure data-article="{each.pk}"></figure>' for each in others
    )
    article = article_factory(body=f'{text}<figure data-image="{image_factory().pk}"></figure>', tags=["Cash"])
    assert queries(article.get_absolute_url()) == BUDGETS[ARTICLE] + 1


def test_what_appears_or_ends_next_is_known_without_looking_at_every_article(article_factory):
    now = timezone.now()
    for number in range(1, 201):
        article_factory(expires_at=now + timedelta(days=number) if number % 20 == 0 else None)
    with CaptureQueriesContext(connection) as asked:
        assert Article.objects.next_change(now) == now + timedelta(days=20)

    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        if not sqlite:
            cursor.execute("SET LOCAL enable_seqscan TO off")  # which it would prefer among two hundred rows
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN {'QUERY PLAN' if sqlite else ''} {query['sql']}")
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
            assert not re.search("Seq Scan|Sort|^SCAN|TEMP B-TREE", plan), plan
