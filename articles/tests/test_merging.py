"""Organisations that turn out to be one are made one, with all that hangs on them."""

import pytest

from articles import snapshots
from articles.merging import merge, side
from articles.models import Organisation


@pytest.fixture
def keep(organisation_factory):
    return organisation_factory("Corvane Bank", other_names=["Corvane"])


@pytest.fixture
def duplicate(organisation_factory):
    return organisation_factory("Corvane Bankers", other_names=["CB", "CORVANE"])


def test_articles_of_the_others_become_its_own_each_once(keep, duplicate, article_factory):
    both, theirs = article_factory(), article_factory()
    both.organisations.set([keep, duplicate])
    theirs.organisations.set([duplicate])
    assert side(duplicate).holds == ["2 articles"]
    merge(keep, [duplicate])
    assert list(keep.articles.order_by("pk")) == [both, theirs]
    assert list(both.organisations.all()) == [keep]
    assert not Organisation.objects.filter(pk=duplicate.pk).exists()


def test_every_version_of_an_article_names_the_one_that_is_kept(keep, duplicate, article_factory, editor):
    article = article_factory(status="draft")
    first = article.save_revision(snapshots.take(article) | {"organisations": [duplicate.pk]}, by=editor)
    second = article.save_revision(snapshots.take(article) | {"organisations": [keep.pk, duplicate.pk]}, by=editor)
    untouched = article.save_revision(snapshots.take(article) | {"organisations": []}, by=editor)
    merge(keep, [duplicate])
    for revision, expected in ((first, [keep.pk]), (second, [keep.pk]), (untouched, [])):
        revision.refresh_from_db()
        assert revision.snapshot["organisations"] == expected


def test_names_are_joined_each_in_one_spelling_and_lead_to_it(keep, duplicate):
    merge(keep, [duplicate])
    keep.refresh_from_db()
    assert keep.other_names == ["Corvane", "Corvane Bankers", "CB"]
    for name in ("corvane bankers", "cb", "Corvane", "Corvane Bank"):
        assert Organisation.objects.known_as(name).get() == keep


def test_what_it_lacks_it_takes_from_the_others_and_keeps_what_it_has(organisation_factory, image_factory):
    keep = organisation_factory("Kept", country="NO")
    duplicate = organisation_factory(
        "Gone", country="SE", description="<p>A bank.</p>", logo=image_factory(),
        links=[{"label": "Website", "url": "https://gone.example/"}],
    )  # fmt: skip
    merge(keep, [duplicate])
    keep.refresh_from_db()
    assert (keep.country.code, keep.description, keep.logo) == ("NO", "<p>A bank.</p>", duplicate.logo)
    assert keep.links == duplicate.links


def test_addresses_of_the_others_lead_to_it_old_ones_too(client, keep, duplicate):
    duplicate.slug = "corvane-bankers-renamed"
    duplicate.save()
    merge(keep, [duplicate])
    for address in ("/organisations/corvane-bankers/", "/organisations/corvane-bankers-renamed/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/organisations/corvane-bank/")


def test_several_are_merged_at_once(keep, organisation_factory, article_factory):
    articles = [article_factory() for _ in range(3)]
    others = [organisation_factory(f"Duplicate {number}", articles=[articles[number]]) for number in range(3)]
    merge(keep, others)
    assert keep.articles.count() == 3
    assert Organisation.objects.get() == keep
