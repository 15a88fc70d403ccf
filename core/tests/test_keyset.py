"""Pages by key, tried on the people of the newsroom: a table with a date, which knows nothing of articles."""

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from django.http import Http404, QueryDict

from core import keyset
from core.models import User

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZE = 3


def join(name: str, moment: datetime) -> User:
    return User.objects.create(username=name, date_joined=moment)


def joined(count: int, *, apart: timedelta = timedelta(minutes=1)) -> list[str]:
    """So many people, newest first; all at the same instant where `apart` is nothing."""
    people = [join(f"person-{number:02}", NOON + number * apart) for number in range(count)]
    return [person.username for person in reversed(people)]


def page(query: str = "") -> keyset.Page[User]:
    return keyset.page_of(User.objects.all(), QueryDict(query), date="date_joined", size=SIZE)


def names(page: keyset.Page[User]) -> list[str]:
    return [person.username for person in page]


def walk(way: str, query: str = "") -> list[list[str]]:
    """The names on every page from the given one on, the way `older` or `newer`."""
    pages = [page(query)]
    while following := getattr(pages[-1], way):
        pages.append(page(following))
        assert len(pages) < 50, "the pages lead in a circle"
    return [names(each) for each in pages]


def test_the_first_page_has_the_newest_rows_and_leads_only_to_older_ones():
    everybody = joined(4)
    first = page()
    assert names(first) == everybody[:SIZE]
    assert first.newer == ""
    assert first.older == f"before=20261124T120100.000000-{first.rows[-1].pk}"


def test_a_list_that_fits_one_page_leads_nowhere():
    everybody = joined(SIZE)
    only = page()
    assert (names(only), only.newer, only.older) == (everybody, "", "")


def test_an_empty_list_is_an_empty_page():
    empty = page()
    assert (len(empty), empty.newer, empty.older) == (0, "", "")


@pytest.mark.parametrize("apart", [timedelta(minutes=1), timedelta(microseconds=1), timedelta(0)])
def test_walking_to_the_end_meets_every_row_once_even_where_dates_are_the_same(apart):
    everybody = joined(10, apart=apart)
    assert list(chain.from_iterable(walk("older"))) == everybody


@pytest.mark.parametrize("apart", [timedelta(minutes=1), timedelta(0)])
def test_walking_back_shows_the_same_pages(apart):
    joined(9, apart=apart)
    there = walk("older")
    last = page()
    while last.older:
        last = page(last.older)
    pages = [last]
    while pages[-1].newer:
        pages.append(page(pages[-1].newer))
    assert [names(each) for each in reversed(pages)] == there


def test_new_rows_on_top_move_nothing_on_the_pages_below():
    everybody = joined(7)
    first = page()
    join("newcomer", NOON + timedelta(days=1))
    second = page(first.older)
    assert names(second) == everybody[SIZE : 2 * SIZE]
    assert names(page(second.newer)) == everybody[:SIZE]


def test_a_row_that_has_gone_leaves_its_cursor_good():
    everybody = joined(7)
    first = page()
    first.rows[-1].delete()
    assert names(page(first.older)) == everybody[SIZE : 2 * SIZE]


def test_dates_of_another_time_zone_make_the_same_cursor(settings):
    joined(4)
    in_london = page().older
    settings.TIME_ZONE = "Asia/Kolkata"
    assert page().older == in_london


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "20261124T120000.000000",
        "20261124T120000.000000-",
        "20261124T120000.000000-x",
        "20261324T120000.000000-1",
        "00000101T000000.000000-1",
        "20261124T120000.000000-1'; DROP TABLE core_user",
        "20261124T120000.000000-" + "9" * 19,
        " 20261124T120000.000000-1",
        "20261124T120000.000000-1\x00",
    ],
)
@pytest.mark.parametrize("way", ["before", "after"])
def test_what_is_no_cursor_is_not_found(way, cursor):
    joined(1)
    params = QueryDict(mutable=True)
    params[way] = cursor
    with pytest.raises(Http404):
        keyset.page_of(User.objects.all(), params, date="date_joined", size=SIZE)


@pytest.mark.parametrize("query", ["before=00010101T000000.000000-1", "after=99991231T235959.999999-1"])
def test_a_page_beyond_the_ends_of_the_list_is_not_found(query):
    joined(5)
    with pytest.raises(Http404):
        page(query)
