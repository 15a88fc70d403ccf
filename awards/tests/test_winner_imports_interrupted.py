"""Winners come in in the background: killed, stopped, handed on, by one worker or by two."""

import pytest
from django.core.files.base import ContentFile

from articles.models import Organisation
from awards.imports import work
from awards.imports.work import go_on_with_winners
from awards.models import Category, Winner, WinnerImport
from awards.tests.conftest import EIGHT_WINNERS, WINNERS_HEAD
from core.models import SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_line(monkeypatch):
    """Has something done within the transaction of the lines up to the given one, once."""

    def arrange(number: int, do) -> None:
        move = WinnerImport.move

        def moved(job, position, more) -> None:
            move(job, position, more)
            if position == number:
                monkeypatch.setattr(WinnerImport, "move", move)
                do()

        monkeypatch.setattr(WinnerImport, "move", moved)

    return arrange


def test_what_was_killed_goes_on_behind_the_last_finished_lines(upload, by_hand, at_line):
    def fall():
        raise KeyboardInterrupt

    job = upload(*EIGHT_WINNERS)
    by_hand()
    job.bring_in()
    at_line(7, fall)
    with pytest.raises(KeyboardInterrupt):
        go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.position, job.imported, Winner.objects.count()) == (5, 4, 4)
    for _ in range(2):
        go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.imported, Winner.objects.count()) == ("imported", 8, 8)
    assert (Organisation.objects.count(), Category.objects.count()) == (4, 2)


def test_a_look_that_was_killed_begins_anew(known, by_hand, at_line):
    def fall():
        raise KeyboardInterrupt

    by_hand()
    job = WinnerImport.objects.upload(
        ContentFile((WINNERS_HEAD + "\n".join(EIGHT_WINNERS)).encode(), name="winners.csv")
    )
    at_line(7, fall)
    with pytest.raises(KeyboardInterrupt):
        go_on_with_winners.func(job.pk)
    go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.new) == ("checked", 8)


def test_two_workers_on_one_import_bring_in_nothing_twice(upload, by_hand, at_line):
    job = upload(*EIGHT_WINNERS)
    by_hand()
    job.bring_in()
    at_line(3, lambda: go_on_with_winners.func(job.pk))
    go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.imported, Winner.objects.count()) == ("imported", 8, 8)


def test_it_can_be_stopped_and_the_rest_brought_in_later(upload, by_hand, at_line):
    job = upload(*EIGHT_WINNERS)
    by_hand()
    job.bring_in()
    at_line(5, lambda: WinnerImport.objects.get(pk=job.pk).stop())
    go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.imported, Winner.objects.count()) == ("stopped", 4, 4)
    job.bring_in()
    go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.imported, Winner.objects.count()) == ("imported", 8, 8)


def test_the_rest_is_handed_on_when_the_time_is_up(upload, monkeypatch):
    monkeypatch.setattr(work, "BATCH", 2)
    monkeypatch.setattr(work, "SLICE", -1.0)
    job = upload(*EIGHT_WINNERS)
    job.bring_in()
    job.refresh_from_db()
    assert (job.state, job.imported) == ("imported", 8)


def test_winners_are_found_and_stand_in_order_as_if_they_were_entered_by_hand(bring_in, monkeypatch):
    monkeypatch.setattr(work, "BATCH", 2)
    bring_in(*EIGHT_WINNERS)
    for winner in Winner.objects.all():
        was = (winner.order, winner.words)
        winner.file()
        assert (winner.order, winner.words) == was
    assert SearchEntry.objects.filter(source="winner").count() == 8
