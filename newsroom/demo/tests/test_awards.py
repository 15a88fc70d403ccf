"""The awards of the demo hold together, and are loaded once."""

import tomllib
from collections import Counter
from itertools import chain

import pytest
from django.utils import timezone

from awards.models import AwardYear, Category, CategoryGroup, MediaFile, Question, Winner
from awards.standing import standing
from newsroom.demo.awards import load_awards
from newsroom.demo.awards.loading import FOLDER


@pytest.fixture
def _loaded(db, monkeypatch):
    monkeypatch.setattr("newsroom.demo.awards.loading._load_testimonials", lambda listed: None)  # draws portraits
    list(load_awards())


@pytest.mark.usefixtures("_loaded")
def test_the_demo_has_three_years_of_winners_and_one_that_is_open():
    assert Winner.objects.public().count() >= 80
    assert AwardYear.objects.announced().count() == 3
    assert AwardYear.objects.open().get().year == timezone.localdate().year
    assert CategoryGroup.objects.count() == 21
    assert Question.objects.count() == 10
    assert {file.kind for file in MediaFile.objects.all()} == {"pdf", "svg", "png"}
    assert standing().next


@pytest.mark.usefixtures("_loaded")
def test_loading_again_adds_nothing_to_what_somebody_edited():
    Winner.objects.first().delete()
    before = Winner.objects.count(), Category.objects.count(), AwardYear.objects.count()
    assert list(load_awards()) == []
    assert (Winner.objects.count(), Category.objects.count(), AwardYear.objects.count()) == before


def test_no_two_citations_begin_alike():
    listed = tomllib.loads((FOLDER / "winners.toml").read_text(encoding="utf-8"))["winners"]
    beginnings = Counter(" ".join(each["citation"].split()[:4]) for each in listed)
    assert beginnings.most_common(1)[0][1] == 1
    assert all(len(each["citation"].split()) >= 12 for each in listed)


def test_everything_that_is_listed_exists():
    read = {
        name: tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")) for name in ("winners", "categories")
    }
    categories = set(
        chain.from_iterable((name for name, _ in group["categories"]) for group in read["categories"]["groups"])
    )
    assert {each["category"] for each in read["winners"]["winners"]} <= categories
