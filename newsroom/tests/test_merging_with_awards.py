"""Merging organisations reaches what stands above the app they live in."""

import pytest
from django.core.exceptions import ValidationError

from articles.merging import merge, side
from articles.models import Organisation
from awards.models import Winner
from awards.tests.conftest import award_year_factory, category_factory, nomination_factory, winner_factory
from core.models import OldAddress

__all__ = ["award_year_factory", "category_factory", "nomination_factory", "winner_factory"]


@pytest.fixture
def organisation_factory(db):
    def make(name: str) -> Organisation:
        return Organisation.objects.create(name=name)

    return make


@pytest.fixture
def keep(organisation_factory):
    return organisation_factory("Corvane Bank")


@pytest.fixture
def duplicate(organisation_factory):
    return organisation_factory("Corvane Bankers")


def test_awards_and_nominations_move(keep, duplicate, winner_factory, nomination_factory):
    winner = winner_factory(duplicate, category="Best Bank")
    nomination = nomination_factory(organisation=duplicate.name)
    nomination.organisation = duplicate
    nomination.save()
    assert set(side(duplicate).holds) == {"1 winner", "1 nomination"}
    merge(keep, [duplicate])
    winner.refresh_from_db()
    nomination.refresh_from_db()
    assert winner.organisation == nomination.organisation == keep


def test_where_both_won_the_same_award_nothing_is_changed_and_it_is_said_why(keep, duplicate, winner_factory):
    winner_factory(keep, category="Best Bank")
    theirs = winner_factory(duplicate, category="Best Bank")
    with pytest.raises(ValidationError, match="Delete one of the two first; nothing was changed"):
        merge(keep, [duplicate])
    assert list(duplicate.wins.all()) == [theirs]
    assert not OldAddress.objects.exists()
    keep.refresh_from_db()
    assert keep.other_names == []
    theirs.delete()
    merge(keep, [duplicate])
    assert Winner.objects.get().organisation == keep
