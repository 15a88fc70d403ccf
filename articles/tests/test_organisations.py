"""Organisations as readers meet them: found by any name, listed from A to Z, each with a page."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import connections
from articles.connections import Connection
from articles.models import Organisation


def known(*names: str) -> list[str]:
    return [organisation.name for organisation in Organisation.objects.known_as(*names)]


@pytest.fixture
def awards(monkeypatch):
    """What another part of the portal knows of organisations: lines by name."""
    lines: dict[str, list[Connection]] = {}
    monkeypatch.setattr(connections, "_of_organisations", [lambda organisation: lines.get(organisation.name, [])])
    monkeypatch.setattr(
        connections, "_organisations", [lambda: Organisation.objects.filter(name__in=lines).values("pk")]
    )
    return lines


def test_it_is_found_by_its_name_and_by_its_other_names_however_they_are_written(organisation_factory):
    organisation_factory("Corvane Bank plc", other_names=["CB", "Old Corvane"])
    organisation_factory("Another bank")
    for name in ("corvane bank", "The Corvane Bank Ltd", "cb", "OLD CORVANE"):
        assert known(name) == ["Corvane Bank plc"], name
    assert known("Corvane") == known("") == known("–") == []


def test_a_name_it_no_longer_has_does_not_lead_to_it(organisation_factory):
    organisation = organisation_factory("Corvane Bank", other_names=["CB"])
    organisation.other_names = []
    organisation.save()
    assert known("CB") == []


def test_the_list_has_those_about_whom_there_is_something_to_read(read, organisation_factory, article_factory, awards):
    organisation_factory("Written About", articles=[article_factory()])
    organisation_factory("Described", description="<p>A bank.</p>")
    organisation_factory("A Winner")
    organisation_factory("Nothing Known")
    organisation_factory("Only a draft", articles=[article_factory(status="draft")])
    organisation_factory("Only tomorrow", articles=[article_factory(published_at=timezone.now() + timedelta(days=1))])
    awards["A Winner"] = [Connection("Best Bank, 2025", "/awards/winners/2025/x/")]
    page = read("/organisations/")
    assert [name for letter in page.all(".letter") for name in letter.texts("a")] == [
        "A Winner",
        "Described",
        "Written About",
    ]
    assert page.texts(".letter-title") == ["A", "D", "W"]


def test_an_empty_list_says_so(read, db):
    assert read("/organisations/").texts(".empty-title") == ["No organisation has a page yet."]


def test_its_page_says_who_it_is(read, organisation_factory, image_factory):
    organisation_factory(
        "Corvane Bank",
        other_names=["CB", "Old Corvane"],
        country="NO",
        description="<p>A bank in <em>Oslo</em>.</p><script>x</script>",
        links=[{"label": "Website", "url": "https://corvane.example/"}],
        logo=image_factory(alt="A crow"),
    )
    page = read("/organisations/corvane-bank/")
    assert page.one("h1").text == "Corvane Bank"
    assert page.one(".organisation-facts").texts("dd") == ["CB, Old Corvane", "Norway"]
    assert page.one(".organisation-about").text == "A bank in Oslo."
    assert page.one(".organisation-links").one("a").attributes["href"] == "https://corvane.example/"
    assert page.one(".organisation-logo").one("img").attributes["alt"] == "A crow"


def test_its_page_tells_search_engines_the_same(read, organisation_factory, image_factory, awards):
    logo = image_factory()
    awards["Corvane Bank"] = [Connection("Best Bank, 2025", "/somewhere/")]
    organisation_factory(
        "Corvane Bank",
        other_names=["CB"],
        country="PT",
        logo=logo,
        description="<p>Founded on <em>salt</em>.</p>",
        links=[{"label": "Website", "url": "https://corvane.example/"}],
    )
    (block,) = (
        each for each in read("/organisations/corvane-bank/").all("script") if each.attributes["type"] != "module"
    )
    assert json.loads(block.text) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Corvane Bank",
        "alternateName": ["CB"],
        "description": "Founded on salt.",
        "logo": f"http://127.0.0.1:8000{logo.url('card')}",
        "address": {"@type": "PostalAddress", "addressCountry": "PT"},
        "award": ["Best Bank, 2025"],
        "mainEntityOfPage": "http://127.0.0.1:8000/organisations/corvane-bank/",
        "sameAs": ["https://corvane.example/"],
    }


def test_its_page_joins_its_awards_newest_first_and_what_was_written_about_it(
    read, organisation_factory, article_factory, awards
):
    organisation_factory("Corvane Bank", articles=[article_factory("Corvane lends"), article_factory("Corvane lent")])
    article_factory("Somebody else lends")
    awards["Corvane Bank"] = [
        Connection("Best Bank, 2024", "/awards/winners/2024/corvane/", when=date(2024, 11, 1)),
        Connection("Best Bank, 2025", "/awards/winners/2025/corvane/", "Highly commended", date(2025, 11, 1)),
    ]
    page = read("/organisations/corvane-bank/")
    assert page.texts(".honour-name") == ["Best Bank, 2025", "Best Bank, 2024"]
    assert page.texts(".honour-detail") == ["Highly commended"]
    assert page.one(".river").texts(".card-title") == ["Corvane lends", "Corvane lent"]


def test_one_about_which_nothing_was_written_says_so(read, organisation_factory):
    organisation_factory()
    page = read("/organisations/corvane-bank/")
    assert page.texts(".empty-title") == ["Nothing has been published about it yet."]


def test_older_coverage_is_a_page_away(read, organisation_factory, article_factory):
    organisation_factory(articles=[article_factory(f"Story {number}") for number in range(30)])
    first = read("/organisations/corvane-bank/")
    (older,) = [link.attributes["href"] for link in first.one(".pager").all("a")]
    second = read(f"/organisations/corvane-bank/{older}")
    assert len(first.all(".card")) + len(second.all(".card")) == 30


def test_an_old_address_of_it_leads_to_the_new_one(client, organisation_factory):
    organisation = organisation_factory("Corvane Bank")
    organisation.slug = "corvane"
    organisation.save()
    response = client.get("/organisations/corvane-bank/")
    assert (response.status_code, response["Location"]) == (301, "/organisations/corvane/")
    assert client.get("/organisations/nobody/").status_code == 404


def test_an_article_says_whom_it_is_about(read, organisation_factory, article_factory):
    article = article_factory()
    organisation_factory("Zebra & Sons", articles=[article])
    organisation_factory("Corvane Bank", articles=[article])
    links = read(article.get_absolute_url()).one(".about").all("a")
    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("Corvane Bank", "/organisations/corvane-bank/"),
        ("Zebra & Sons", "/organisations/zebra-sons/"),
    ]
    assert not read(article_factory().get_absolute_url()).all(".about")
