from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from articles.models import Article
from core.tests import markup
from newsroom.front_page import LATEST, LEADS, PATTERNS, PER_BLOCK, arrange

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(section_factory):
    return {
        "leading": section_factory("Top Stories", front_page="lead", position=0),
        "first": section_factory("Banking", position=1),
        "second": section_factory("Finance", position=2),
        "hidden": section_factory("Headlines", front_page="hidden", position=3),
    }


@pytest.fixture
def stories(article_factory):
    """Makes stories of the section, the first the newest, a minute apart."""

    def make(section, count: int, *, hours_ago: int = 1, **fields) -> list[Article]:
        newest = timezone.now() - timedelta(hours=hours_ago)
        return [
            article_factory(section=section, published_at=newest - timedelta(minutes=n), **fields) for n in range(count)
        ]

    return make


def placed() -> list[Article]:
    """Every story of the page, from the lead down."""
    page = arrange()
    return [
        *([page.lead] if page.lead else []),
        *page.seconds,
        *page.latest,
        *(each for b in page.blocks for each in b.articles),
    ]


def test_the_newest_of_the_leading_section_lead_though_others_are_newer(sections, stories):
    leading = stories(sections["leading"], LEADS + 1, hours_ago=5)
    stories(sections["first"], 20)
    page = arrange()
    assert [page.lead, *page.seconds] == leading[:LEADS]


def test_a_leading_section_with_few_stories_is_filled_up_with_the_newest(sections, stories):
    leading = stories(sections["leading"], 2, hours_ago=5)
    others = stories(sections["first"], 20)
    page = arrange()
    assert [page.lead, *page.seconds] == [*leading, *others[: LEADS - 2]]


def test_where_no_section_leads_the_newest_of_the_whole_paper_do(section_factory, stories):
    older = stories(section_factory("Banking"), 3, hours_ago=3)
    newer = stories(section_factory("Finance"), 3, hours_ago=2)
    page = arrange()
    assert [page.lead, *page.seconds] == [*newer, *older[:2]]


def test_latest_news_are_the_newest_that_do_not_lead(sections, stories):
    leading = stories(sections["leading"], 7, hours_ago=2)
    others = stories(sections["hidden"], 20)
    assert arrange().latest == [each for each in others if each not in leading][:LATEST]


def test_blocks_are_the_sections_that_have_one_in_their_order(sections, stories):
    for name, section in sections.items():
        stories(section, 30, hours_ago=len(name))
    blocks = arrange().blocks
    assert [block.section for block in blocks] == [sections["first"], sections["second"]]
    assert all(len(block.articles) == PER_BLOCK for block in blocks)
    assert all(each.section == block.section for block in blocks for each in block.articles)


def test_a_section_without_stories_has_no_block(sections, stories):
    stories(sections["second"], 30)
    assert [block.section for block in arrange().blocks] == [sections["second"]]


@pytest.mark.parametrize("count", [1, 4, 9, 16, 40])
def test_no_story_stands_twice(sections, stories, count):
    for hours, section in enumerate(sections.values()):
        stories(section, count, hours_ago=hours)
    pks = [each.pk for each in placed()]
    assert len(pks) == len(set(pks)) >= min(count, LEADS)


def test_every_story_that_is_arranged_is_drawn(client, sections, stories):
    for section in sections.values():
        stories(section, 30)
    drawn = markup.read(client.get("/").text).one("main").texts(".card-title")
    assert sorted(drawn) == sorted(set(drawn))
    arranged = [each.title for each in placed()]
    assert set(drawn) <= set(arranged)
    assert len(arranged) - len(drawn) <= sum(
        PER_BLOCK - least for least in (5, 4)
    )  # patterns show four to six of a block


def test_neighbouring_blocks_have_different_patterns_that_their_stories_fill(section_factory, stories, image_factory):
    stories(section_factory("Lead", front_page="lead", position=0), 30, hours_ago=0)
    for number, count in enumerate([6, 6, 2, 3, 6, 6, 4, 5, 2, 6]):
        section = section_factory(f"Section {number}", position=number + 1)
        stories(section, count, hours_ago=number + 1, hero=image_factory())
    blocks = arrange().blocks
    patterns = [block.pattern for block in blocks]
    assert len(blocks) == 10
    assert all(one != other for one, other in pairwise(patterns))
    assert all(len(block.articles) >= PATTERNS[block.pattern] for block in blocks)
    assert set(patterns) == set(PATTERNS)


def test_a_block_without_a_picture_is_not_laid_out_round_one(section_factory, stories):
    stories(section_factory("Lead", front_page="lead", position=0), 30, hours_ago=0)
    for number in range(4):
        stories(section_factory(f"Section {number}", position=number + 1), 6, hours_ago=number + 1)
    assert [block.pattern for block in arrange().blocks] == ["quartet", "ledger", "quartet", "ledger"]


def test_a_block_of_one_story_is_a_list(section_factory, stories):
    stories(section_factory("Lead", front_page="lead"), 30, hours_ago=0)
    for number in range(3):
        stories(section_factory(f"Section {number}", position=number), 1, hours_ago=number + 1)
    assert [block.pattern for block in arrange().blocks] == ["ledger"] * 3


def test_what_readers_may_not_see_is_never_shown(client, sections, stories, article_factory):
    now = timezone.now()
    for section in sections.values():
        article_factory("Not shown", section=section, published_at=now + timedelta(hours=1))
        article_factory("Not shown", section=section, published_at=now - timedelta(hours=1), expires_at=now)
        article_factory("Not shown", section=section, status="draft")
        article_factory("Not shown", section=section).withdraw()
    (shown,) = stories(sections["first"], 1)
    assert placed() == [shown]
    assert "Not shown" not in client.get("/").text


def test_a_scheduled_story_leads_on_the_second(sections, stories, article_factory, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    (old,) = stories(sections["leading"], 1)
    scheduled = article_factory(section=sections["leading"], published_at=moment)
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert arrange().lead == old
    time_machine.move_to(moment, tick=False)
    assert arrange().lead == scheduled


def test_an_empty_site_says_so(client, db):
    page = markup.read(client.get("/").text)
    assert "Nothing has been published yet." in page.one("main").text
    assert page.texts("h1") == ["Newsroom"]


def test_one_story_only_is_the_lead_and_nothing_else(client, sections, stories):
    (only,) = stories(sections["second"], 1)
    page = arrange()
    assert (page.lead, page.seconds, page.latest, page.blocks) == (only, [], [], [])
    assert markup.read(client.get("/").text).one("main").texts(".card-title") == [only.title]


def test_the_lead_is_the_only_picture_that_does_not_wait(client, sections, article_factory, image_factory):
    picture = image_factory()
    for _ in range(20):
        article_factory(section=sections["first"], hero=picture)
    pictures = markup.read(client.get("/").text).one("main").all("img")
    assert ["fetchpriority" in each.attributes for each in pictures] == [True] + [False] * (len(pictures) - 1)
    assert len(pictures) > 1
