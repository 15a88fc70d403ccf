import pytest
from django.db import IntegrityError, transaction

from core import edition
from core.edition import Edition, per_edition
from core.models import SiteSettings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed, as `edition` sees them."""
    now = [1000.0]
    monkeypatch.setattr(edition.time, "monotonic", lambda: now[0])
    return now


def changed_elsewhere() -> None:
    """Another process starts a new edition; this one is told nothing."""
    number = Edition.objects.get_or_create(pk=1)[0].number
    Edition.objects.update(number=number + 1)


def counted():
    """A function that is remembered per edition, and the list of its calls."""
    calls = []
    return per_edition(lambda: calls.append(1) or len(calls)), calls


def test_an_edition_begins_where_there_was_none():
    assert edition.current() == 0
    edition.bump()
    assert edition.current() == 1


def test_each_bump_is_a_new_edition_at_once():
    edition.bump()
    before = edition.current()
    edition.bump()
    assert edition.current() == before + 1


def test_a_change_by_another_process_is_seen_within_a_second_and_asked_for_once(clock, django_assert_num_queries):
    edition.bump()
    before = edition.current()
    changed_elsewhere()
    clock[0] += 0.9
    with django_assert_num_queries(0):
        assert edition.current() == before
    clock[0] += 0.1
    with django_assert_num_queries(1):
        assert edition.current() == edition.current() == before + 1


def test_a_bump_that_is_rolled_back_was_none():
    edition.bump()
    before = edition.current()
    with transaction.atomic():
        edition.bump()
        transaction.set_rollback(True)
    edition.look_again()
    assert edition.current() == before


def test_what_was_seen_inside_a_transaction_is_looked_at_again_when_it_commits():
    edition.bump()
    before = edition.current()
    with transaction.atomic():
        edition.bump()
        edition.current()
        changed_elsewhere()
    assert edition.current() == before + 2


def test_what_is_remembered_for_an_edition_is_made_once(clock):
    answer, calls = counted()
    assert (answer(), answer()) == (1, 1)
    edition.bump()
    assert (answer(), answer()) == (2, 2)
    assert len(calls) == 2


def test_nothing_is_remembered_inside_a_transaction():
    answer, _ = counted()
    with transaction.atomic():
        assert (answer(), answer()) == (1, 2)
    assert answer() == 3


@pytest.mark.parametrize("change", [lambda row: row.save(), lambda row: row.delete()], ids=["saved", "deleted"])
def test_a_row_that_readers_see_starts_an_edition_when_it_is(change):
    site = SiteSettings.objects.create(name="The Paper")
    before = edition.current()
    change(site)
    assert edition.current() == before + 1


def test_the_number_is_one_row():
    with pytest.raises(IntegrityError):
        Edition.objects.bulk_create([Edition(pk=2)])


def test_a_process_remembers_no_more_than_it_may(monkeypatch):
    monkeypatch.setattr(edition, "REMEMBERED_AT_MOST", 10)
    calls = []
    double = per_edition(lambda number: calls.append(number) or 2 * number)
    assert [double(number) for number in range(50)] == [2 * number for number in range(50)]
    assert len(edition._remembered) <= 10
    assert double(49) == 98
    assert len(calls) == 50


def test_who_works_on_the_templates_sees_every_change_at_once(settings):
    settings.DEBUG = True
    count, _ = counted()
    assert [count(), count()] == [1, 2]
    assert edition.fragment_key() != edition.fragment_key()
