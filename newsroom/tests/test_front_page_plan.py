"""What is pinned on the front page, where, and until when."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Section
from core import edition
from newsroom.front_page import LATEST, LEADS, PER_BLOCK, FrontPage, Pin, Place, Plan, arrange
from newsroom.front_page.arranging import PER_KIND
from newsroom.front_page.plan import TOP, Choice, places_in, strip_of

LEAD = Place(TOP, 0)


def second(number: int) -> Place:
    return Place(TOP, number)


def shown(page: FrontPage) -> list[int]:
    """Every story of the page, from the lead down, but for the list of what is read most."""
    stories = [page.lead, *page.seconds, *page.latest]
    stories += [each for strip in page.strips if strip.name != "most-read" for each in strip.articles]
    return [each.pk for each in stories if each]


# -- Putting stories in places ---------------------------------------------------------


def on_top(plan: Plan) -> list[int | None]:
    return [plan.pins[Place(TOP, n)].article if Place(TOP, n) in plan.pins else None for n in range(LEADS)]


def test_a_story_is_pinned_in_its_place():
    assert on_top(Plan().put(7, second(2))) == [None, None, 7, None, None]


def test_a_story_that_is_put_over_another_moves_it_one_place_down():
    assert on_top(Plan().put(1, LEAD).put(2, LEAD)) == [2, 1, None, None, None]


def test_what_is_moved_down_goes_no_further_than_the_next_free_place():
    plan = Plan().put(1, LEAD).put(2, second(1)).put(3, second(3))
    assert on_top(plan.put(9, LEAD)) == [9, 1, 2, 3, None]


def test_the_last_is_let_go_where_no_place_is_free():
    plan = Plan()
    for number in range(LEADS):
        plan = plan.put(number, Place(TOP, number))
    assert on_top(plan.put(9, second(3))) == [0, 1, 2, 9, 3]


def test_two_stories_of_a_slot_change_places():
    plan = Plan().put(1, LEAD).put(2, second(3))
    assert on_top(plan.put(1, second(3))) == [2, None, None, 1, None]


def test_a_story_that_moves_to_a_free_place_leaves_its_own_free():
    assert on_top(Plan().put(1, LEAD).put(1, second(2))) == [None, None, 1, None, None]


def test_a_story_stands_in_one_place_only_and_keeps_its_end():
    until = timezone.now() + timedelta(hours=1)
    plan = Plan({Place("opinion", 1): Pin(1, until)}).put(1, LEAD)
    assert plan.pins == {LEAD: Pin(1, until)}


def test_a_story_that_is_let_go_leaves_its_place_free():
    assert Plan().put(1, LEAD).release(1) == Plan()


@pytest.mark.parametrize("name", ["", "top", "top.", "top.5", "top.-1", "top.x", ".1", "opinion.4", "top.99999999999"])
def test_a_name_that_is_of_no_place_is_none(name):
    assert Place.called(name) is None


@pytest.mark.parametrize(("to", "order"), [(0, "bac"), (1, "abc"), (2, "acb"), (9, "acb")])
def test_a_strip_moves_to_a_position(to, order):
    plan = Plan(strips=tuple(Choice(name, True) for name in "abc"))
    assert "".join(name for name, _ in plan.move("b", to).strips) == order


def test_a_plan_is_the_same_after_it_was_stored():
    plan = Plan({LEAD: Pin(3, timezone.now()), Place("opinion", 2): Pin(4)}, (Choice("opinion", False),))
    assert Plan.from_json(plan.as_json()) == plan


# -- On the page -----------------------------------------------------------------------


@pytest.fixture
def sections(section_factory) -> list[Section]:
    return [
        section_factory("Top Stories", front_page="lead", position=0),
        section_factory("Banking", position=1),
        section_factory("Finance", position=2),
        section_factory("Headlines", front_page="hidden", position=3),
    ]


@pytest.fixture
def stories(sections, write_stories):
    """Some of every section and kind, the newest first."""
    return write_stories(80, sections, ("news", "news", "opinion", "video", "analysis"))


@pytest.mark.django_db
def test_a_pinned_story_stands_in_its_place_and_the_rest_fills_itself(stories):
    before = arrange()
    page = arrange(Plan().put(stories[70].pk, second(2)))
    assert [page.lead, *page.seconds] == [before.lead, before.seconds[0], stories[70], *before.seconds[1:3]]


@pytest.mark.django_db
def test_a_pin_holds_until_its_moment_and_not_a_second_longer(stories, time_machine):
    until = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    plan = Plan({LEAD: Pin(stories[70].pk, until)})
    time_machine.move_to(until - timedelta(seconds=1), tick=False)
    assert arrange(plan).lead == stories[70]
    time_machine.move_to(until, tick=False)
    assert arrange(plan).lead == arrange().lead != stories[70]


@pytest.mark.django_db
def test_a_pinned_story_that_is_not_public_leaves_its_place_to_the_newest(stories, article_factory):
    by_itself = arrange().lead
    draft = article_factory(status="draft")
    for pk in (draft.pk, 999_999):
        assert arrange(Plan().put(pk, LEAD)).lead == by_itself
    stories[70].withdraw()
    assert arrange(Plan().put(stories[70].pk, LEAD)).lead == by_itself


@pytest.mark.django_db
def test_a_pinned_story_that_expires_falls_out_on_the_second(stories, article_factory, time_machine):
    end = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    plan = Plan().put(article_factory("Goes", expires_at=end).pk, LEAD)
    time_machine.move_to(end - timedelta(seconds=1), tick=False)
    assert str(arrange(plan).lead) == "Goes"
    time_machine.move_to(end, tick=False)
    assert str(arrange(plan).lead) != "Goes"


@pytest.mark.django_db
def test_a_pinned_story_that_is_scheduled_takes_its_place_on_the_second(stories, article_factory, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    plan = Plan().put(article_factory("Comes", published_at=moment).pk, second(1))
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert "Comes" not in map(str, arrange(plan).seconds)
    time_machine.move_to(moment, tick=False)
    assert str(arrange(plan).seconds[0]) == "Comes"


@pytest.mark.django_db
def test_stories_can_be_pinned_in_the_strip_of_another_section(sections, stories):
    finance = next(each for each in stories[60:] if each.section == sections[2])
    page = arrange(Plan().put(finance.pk, Place(strip_of(sections[1]), 1)))
    assert page.blocks[0].articles[1] == finance
    assert [each.section for each in page.blocks[0].articles].count(sections[2]) == 1


@pytest.mark.django_db
def test_what_is_pinned_in_a_strip_that_is_off_the_page_does_not_stand_there(sections, stories):
    plan = Plan().put(stories[0].pk, Place(strip_of(sections[1]), 0))
    page = arrange(Plan(plan.pins, (Choice(strip_of(sections[1]), False),)))
    assert [block.section for block in page.blocks] == [sections[2]]
    assert page.lead == stories[0]


@pytest.mark.django_db
def test_with_the_strip_of_a_section_that_is_gone_goes_what_was_pinned_in_it(section_factory):
    section = section_factory()
    plan = Plan().put(7, Place(strip_of(section), 0)).put(8, LEAD)
    assert set(plan.in_full([section]).pins) == {LEAD, Place(strip_of(section), 0)}
    assert set(plan.in_full([]).pins) == {LEAD}


@pytest.mark.django_db
def test_a_pinned_story_keeps_the_first_free_place_where_there_is_nothing_to_fill_the_others(article_factory):
    (only,) = [article_factory()]
    page = arrange(Plan().put(only.pk, second(3)))
    assert (page.lead, page.seconds) == (only, [])


@pytest.mark.django_db
def test_strips_follow_in_the_order_of_the_plan_and_a_new_section_comes_last(sections, stories, section_factory):
    names = [strip_of(sections[2]), "opinion", strip_of(sections[1])]
    newer = section_factory("Trends", position=0)
    stories[79].section = newer
    stories[79].save()
    page = arrange(Plan(strips=tuple(Choice(name, True) for name in names)))
    assert [strip.name for strip in page.strips] == [*names, strip_of(newer)]


@pytest.mark.django_db
def test_a_page_that_nobody_arranged_has_neither_opinions_nor_films_nor_other_rooms(stories):
    assert {strip.name.rpartition("-")[0] for strip in arrange().strips} == {"section"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["opinion", "video"])
def test_opinions_and_films_come_from_all_sections(stories, kind):
    page = arrange(Plan(strips=(Choice(kind, True),)))
    strip = page.strips[0]
    assert len(strip.articles) == 4
    assert {each.kind for each in strip.articles} == {kind}
    assert len({each.section for each in strip.articles}) > 1
    assert strip.address == f"/search/?kind={kind}"


# What stands elsewhere already must leave enough for the others. Opinions are pinned to take the newest away.


def with_opinions(pinned: list[Article], *, films: bool = False) -> Plan:
    plan = Plan(strips=(Choice("opinion", True), Choice("video", films)))
    for number, story in enumerate(pinned):
        plan = plan.put(story.pk, Place("opinion", number))
    return plan


@pytest.mark.django_db
def test_latest_news_are_full_though_the_newest_are_pinned_elsewhere(section_factory, write_stories):
    stories = write_stories(30, [section_factory("Headlines", front_page="hidden")])
    page = arrange(with_opinions(stories[:4]))
    assert [page.lead, *page.seconds, *page.latest] == stories[4 : 4 + LEADS + LATEST]


@pytest.mark.django_db
def test_a_leading_section_leads_though_its_newest_are_pinned_elsewhere(section_factory, write_stories):
    top, other = section_factory("Top Stories", front_page="lead"), section_factory("Headlines", front_page="hidden")
    stories = write_stories(200, [*[other] * 19, top])
    of_top = [each for each in stories if each.section == top]
    page = arrange(with_opinions(of_top[:4]))
    assert [page.lead, *page.seconds] == of_top[4 : 4 + LEADS]


@pytest.mark.django_db
def test_the_strip_of_a_section_is_full_though_its_opinions_and_films_have_strips_of_their_own(
    section_factory, write_stories
):
    kinds = (*["news"] * (LEADS + LATEST), *["opinion", "video"] * PER_KIND, *["news"] * 20)
    stories = write_stories(len(kinds), [section_factory()], kinds)
    (block,) = arrange(with_opinions([], films=True)).blocks
    assert block.articles == stories[LEADS + LATEST + 2 * PER_KIND :][:PER_BLOCK]


@pytest.mark.django_db
def test_the_strip_of_opinions_is_full_though_the_newest_of_them_lead(section_factory, write_stories):
    stories = write_stories(30, [section_factory("Headlines", front_page="hidden")], ("opinion",))
    strip = arrange(with_opinions([])).strips[0]
    assert strip.articles == stories[LEADS + LATEST :][:PER_KIND]


@pytest.mark.django_db
def test_no_story_stands_twice_however_the_page_is_arranged(sections, stories):
    slots = [TOP, "opinion", "video", *(strip_of(section) for section in sections)]
    places = [Place(slot, number) for slot in slots for number in range(places_in(slot))]
    now = timezone.now()
    for seed in range(60):
        chance = Random(seed)  # noqa: S311
        names = [*slots[1:], "most-read", "magazine", "awards", "newsletter"]
        chance.shuffle(names)
        plan = Plan(strips=tuple(Choice(name, chance.random() < 0.7) for name in names))
        for _ in range(chance.randrange(20)):
            plan = plan.put(chance.choice(stories).pk, chance.choice(places))
        hours = {place: chance.choice([None, -1, 1]) for place in plan.pins}
        pins = {
            place: Pin(pin.article, hours[place] and now + timedelta(hours=hours[place]))
            for place, pin in plan.pins.items()
        }
        plan = Plan(pins, plan.strips)
        page = arrange(plan)

        pks = shown(page)
        assert len(pks) == len(set(pks)), seed
        on_page = {TOP} | {choice.strip for choice in plan.strips if choice.shown}
        for place, pin in plan.pins.items():
            if place.slot in on_page and pin.holds(now):
                assert page.placed[place].pk == pin.article, seed
        assert len(page.seconds) == LEADS - 1, seed
        assert len(page.latest) == LATEST, seed
        assert all(len(block.articles) <= PER_BLOCK for block in page.blocks), seed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [10, 100])
def test_the_page_takes_no_more_queries_however_much_is_pinned(sections, write_stories, count, monkeypatch):
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)
    stories = write_stories(count, sections, ("opinion",))
    places = [Place(slot, number) for slot in (TOP, "opinion", strip_of(sections[1])) for number in range(4)]
    everything = ("opinion", "video", "magazine", "awards", "newsletter", "most-read")
    plan = Plan(strips=tuple(Choice(name, True) for name in everything))
    for story, place in zip(stories, places, strict=False):
        plan = plan.put(story.pk, place)
    arrange(plan)
    with CaptureQueriesContext(connection) as asked:
        arrange(plan)
    assert len(asked) == 4  # sections; which stories stand where; the stories; their authors
