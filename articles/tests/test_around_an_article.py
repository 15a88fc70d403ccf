"""What stands beside and under an article: related articles, more of its section, the previous and the next."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.foot import BESIDE, MORE
from articles.models import Article
from core.tests import markup

pytestmark = pytest.mark.django_db

POSTED = datetime(2026, 6, 24, 8, 3, tzinfo=UTC)


def section_stories(article_factory, section, count: int, **fields) -> list[Article]:
    """So many stories of the section, newest first, a minute apart."""
    return [
        article_factory(section=section, published_at=POSTED - timedelta(minutes=number), **fields)
        for number in range(count)
    ]


def titles(page: markup.Element, part: str) -> list[str]:
    return [title for block in page.all(part) for title in block.texts(".card-title")]


def test_related_articles_are_the_editors_choice_in_the_editors_order(page_of, article_factory, section_factory):
    picks = [article_factory(f"Pick {number}") for number in (1, 2, 3)]
    article_factory("Not picked", section=section_factory("Finance"))
    article = article_factory(related=[picks[2], picks[0], picks[1]])
    page = page_of(article)
    assert titles(page, ".article-aside") == ["Pick 3", "Pick 1", "Pick 2"]
    assert page.one(".aside-title").text == "Related"


def test_without_a_choice_the_newest_of_other_sections_stand_beside(page_of, article_factory, section_factory):
    elsewhere = section_stories(article_factory, section_factory("Finance"), BESIDE + 1)
    article = article_factory(published_at=POSTED)
    page = page_of(article)
    assert titles(page, ".article-aside") == [each.title for each in elsewhere[:BESIDE]]
    assert page.one(".aside-title").text == "Latest news"


def test_a_related_article_that_readers_cannot_see_is_left_out(page_of, article_factory):
    later = timezone.now() + timedelta(hours=1)
    hidden = [article_factory(status="draft"), article_factory(published_at=later), article_factory("Gone")]
    hidden[2].withdraw()
    shown = article_factory("Shown")
    assert titles(page_of(article_factory(related=[*hidden, shown])), ".article-aside") == ["Shown"]


def test_more_are_the_twelve_newest_of_the_section(page_of, article_factory):
    stories = section_stories(article_factory, None, MORE + 3)
    article = stories[-1]
    assert titles(page_of(article), ".more") == [each.title for each in stories[:12]]


def test_more_repeats_neither_the_article_nor_what_was_picked_and_is_filled_up(page_of, article_factory):
    stories = section_stories(article_factory, None, 20)
    article, picked = stories[3], stories[5:11]
    article.set_related([each.pk for each in picked])
    expected = [each.title for each in stories if each not in [article, *picked]]
    assert titles(page_of(article), ".more") == expected[:MORE]


def test_more_has_nothing_of_other_sections(page_of, article_factory, section_factory):
    article_factory("Elsewhere", section=section_factory("Finance"))
    here = article_factory("Here")
    assert titles(page_of(article_factory("The article")), ".more") == [here.title]


def neighbours(page: markup.Element) -> dict[str, str]:
    return {
        link.attributes["rel"]: link.one(".neighbours-title").text
        for nav in page.all("nav.neighbours")
        for link in nav.all("a")
    }


def test_previous_and_next_are_the_neighbours_in_the_section(page_of, article_factory, section_factory):
    stories = section_stories(article_factory, None, 20)
    section_stories(article_factory, section_factory("Finance"), 20)
    for number in (1, 15, 18):
        expected = {"next": stories[number - 1].title, "prev": stories[number + 1].title}
        assert neighbours(page_of(stories[number])) == expected


def test_the_newest_has_no_next_and_the_oldest_no_previous(page_of, article_factory):
    newest, oldest = section_stories(article_factory, None, 2)
    assert neighbours(page_of(newest)) == {"prev": oldest.title}
    assert neighbours(page_of(oldest)) == {"next": newest.title}


def test_stories_of_the_same_instant_are_neighbours_of_one_another(page_of, article_factory):
    stories = [article_factory(published_at=POSTED) for _ in range(20)]
    for number in (1, 10, 18):
        expected = {"prev": stories[number - 1].title, "next": stories[number + 1].title}
        assert neighbours(page_of(stories[number])) == expected


def test_a_neighbour_that_readers_cannot_see_is_passed_over(page_of, article_factory):
    newest, hidden, oldest = section_stories(article_factory, None, 3)
    hidden.withdraw()
    assert neighbours(page_of(newest)) == {"prev": oldest.title}


def test_no_story_stands_twice_in_the_lists_around_an_article(page_of, article_factory, section_factory):
    stories = section_stories(article_factory, None, 16)
    section_stories(article_factory, section_factory("Finance"), 6)
    stories[2].set_related([stories[4].pk, stories[5].pk])
    for article in (stories[2], stories[3]):
        page = page_of(article)
        listed = titles(page, ".article-aside") + titles(page, ".more")
        assert len(listed) == len(set(listed)) > MORE
        assert article.title not in listed
