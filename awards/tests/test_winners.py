"""The archive of winners: who is seen when, searched, filtered, and page by page."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import connections
from awards.models import AwardYear, CategoryGroup, Winner
from awards.querysets import WinnerQuerySet
from core import edition
from core.models import OldAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(read):
    """The names of the winners that a page lists, in its order."""

    def ask(query: str = "", address: str = "/awards/winners/") -> list[str]:
        return [each.all("a")[0].text for each in read(address + query).all("p.win-by")]

    return ask


def test_a_winner_appears_on_the_second_of_the_announcement(client, winner_factory, award_year_factory, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(days=30)
    year = award_year_factory(2026, "judging", announced_at=moment)
    winner = winner_factory("Corvane Bank", award_year=year)
    addresses = [
        winner.get_absolute_url(),
        f"{winner.get_absolute_url()}badge.svg",
        f"{winner.get_absolute_url()}badge.png",
    ]
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert "Corvane" not in client.get("/awards/winners/").text + client.get("/awards/winners/2026/").text
    time_machine.move_to(moment, tick=False)
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    assert "Corvane" in client.get("/awards/winners/").text
    assert "Corvane" in client.get("/awards/winners/2026/").text


def test_a_moment_of_its_own_counts_more_than_that_of_the_year(found, winner_factory, award_year_factory):
    now, day = timezone.now(), timedelta(days=1)
    winner_factory("Early", award_year=award_year_factory(2026, "judging"), announced_at=now - day)
    winner_factory("Late", announced_at=now + day)
    winner_factory("On time")
    assert found() == ["Early", "On time"]


def test_a_year_before_its_announcement_has_a_page_that_says_when(read, award_year_factory):
    award_year_factory(2026, "open")
    page = read("/awards/winners/2026/")
    assert page.texts("p.empty-title") == ["No winners of 2026 yet."]


def test_an_unknown_year_is_not_found(client):
    assert client.get("/awards/winners/1999/").status_code == 404


def test_winners_stand_by_year_then_in_the_order_of_the_categories(
    found, winner_factory, category_factory, award_year_factory
):
    category_factory("Best Broker", position=2)
    category_factory("Best Bank", position=1)
    older = award_year_factory(2024, "announced", announced_at=timezone.now() - timedelta(days=1))
    winner_factory("Older", category="Best Bank", award_year=older)
    winner_factory("Broker", category="Best Broker")
    winner_factory("Commended", category="Best Bank", place=Winner.Place.HIGHLY_COMMENDED)
    winner_factory("Bank", category="Best Bank")
    assert found() == ["Bank", "Commended", "Broker", "Older"]


def test_winners_follow_their_categories_to_another_place(found, winner_factory, category_factory):
    for name, group in (("Bank", "Banking"), ("Broker", "Trading")):
        winner_factory(name, category=category_factory(f"Best {name}", group=group))
    assert found() == ["Bank", "Broker"]
    group = CategoryGroup.objects.get(name="Banking")
    group.position = 9
    group.save()
    assert found() == ["Broker", "Bank"]


@pytest.mark.parametrize("query", ["solm", "SOLMARENA", "são", "sao", "banco retail", "vilela", "portug", "bsol"])
def test_a_winner_is_found_by_the_beginnings_of_its_words(
    found, winner_factory, organisation_factory, category_factory, query
):
    bank = organisation_factory("Banco São Solmarena", other_names=["BSOL"])
    winner_factory(bank, category=category_factory("Best Retail Bank"), recipient="Inês Vilela", country="PT")
    winner_factory("Other House")
    assert found(f"?q={query}") == ["Inês Vilela"]


@pytest.mark.parametrize("query", ["olmarena", "solmarena broker", "%", "_", "zzz"])
def test_what_does_not_begin_so_is_not_found(found, winner_factory, category_factory, query):
    winner_factory("Banco Solmarena", category=category_factory("Best Retail Bank"))
    winner_factory("Other House")
    expected = ["Banco Solmarena", "Other House"] if query in "%_" else []
    assert sorted(found(f"?q={query.replace('%', '%25')}")) == expected


def test_a_winner_is_found_by_the_new_name_of_its_organisation(found, winner_factory):
    winner = winner_factory("Banco Solmarena")
    winner.organisation.name = "Vela Bank"
    winner.organisation.save()
    assert found("?q=vela") == ["Vela Bank"]
    assert found("?q=solmarena") == []


def test_filters_narrow_the_list_together(found, winner_factory, category_factory, award_year_factory):
    retail, broker = category_factory("Best Retail Bank"), category_factory("Best Broker")
    older = award_year_factory(2024, "announced")
    winner_factory("A", category=retail, country="PT")
    winner_factory("B", category=retail, country="KE")
    winner_factory("C", category=broker, country="PT")
    winner_factory("D", category=retail, country="PT", award_year=older)
    assert found("?year=2025&category=best-retail-bank&country=PT") == ["A"]
    assert found("?year=2024") == ["D"]
    assert found("?country=KE") == ["B"]
    assert found("?category=best-broker&year=&country=&q=") == ["C"]


def test_lists_offer_only_what_has_been_won(read, winner_factory, category_factory, award_year_factory):
    category_factory("Best Broker")
    award_year_factory(2026, "open")
    winner_factory("A", category=category_factory("Best Bank"), country="PT")
    offered = read("/awards/winners/").one("form.wanted").values("value")
    assert offered == ["", "2025", "", "best-bank", "", "PT"]


@pytest.mark.parametrize("query", ["year=1", "year=x", "category=none", "country=QQ", "q=" + "x" * 101])
def test_a_value_that_cannot_be_chosen_is_answered_with_a_sentence(client, winner_factory, query):
    winner_factory("Corvane Bank")
    response = client.get(f"/awards/winners/?{query}")
    assert response.status_code == 200
    assert "That cannot be looked for." in response.text
    assert "errorlist" in response.text


@pytest.mark.parametrize(
    "cursor", ["before=x", "after=2025-1", "before=2025-1-1-1", "before=1999-1-1", "after=2025-0-1"]
)
def test_a_cursor_that_leads_nowhere_is_not_found(client, winner_factory, cursor):
    winner_factory()
    assert client.get(f"/awards/winners/?{cursor}").status_code == 404


def test_pages_lead_on_and_back_without_gap_or_overlap(read, winner_factory, category_factory, monkeypatch):
    monkeypatch.setattr("awards.archive.page_of.__kwdefaults__", {"size": 4})
    categories = [category_factory(position=number) for number in range(5)]
    for number in range(11):
        winner_factory(f"Bank {number:02}", category=categories[number % 5], country="PT")
    everybody = [winner.won_by for winner in Winner.objects.in_order()]
    on, pages = "/awards/winners/?country=PT", []
    while on:
        page = read(on)
        pages.append([each.all("a")[0].text for each in page.all("p.win-by")])
        last, on = page, next((a.attributes["href"] for a in page.all("a") if a.attributes.get("rel") == "next"), "")
        on = on and f"/awards/winners/{on}"
    assert pages == [everybody[:4], everybody[4:8], everybody[8:]]
    back = next(a.attributes["href"] for a in last.all("a") if a.attributes.get("rel") == "prev")
    page = read(f"/awards/winners/{back}")
    assert [each.all("a")[0].text for each in page.all("p.win-by")] == everybody[4:8]


@pytest.fixture
def queries(client, monkeypatch):
    """How many queries a page takes, without those for the site around it, which is remembered outside tests."""
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)

    def ask(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return sum('"awards_' in query["sql"] for query in captured)

    return ask


def test_pages_of_winners_take_no_more_queries_for_a_hundred_than_for_ten(queries, winner_factory):
    for _ in range(10):
        winner_factory(country="PT")
    address = Winner.objects.first().get_absolute_url()
    pages = ["/awards/", "/awards/winners/", "/awards/winners/?q=bank&country=PT", "/awards/winners/2025/", address]
    with_ten = [queries(page) for page in pages]
    bank = Winner.objects.first().organisation
    for number in range(90):
        winner_factory(bank if number % 2 else "", country="PT")
    assert [queries(page) for page in pages] == with_ten
    assert max(with_ten) <= 5


def test_a_winner_has_a_page_with_everything_about_the_award(read, winner_factory, category_factory, image_factory):
    winner = winner_factory(
        "Banco Solmarena",
        category=category_factory("Best Retail Bank"),
        recipient="Inês Vilela",
        country="PT",
        citation="<p>It told <em>everybody</em>.</p>",
        picture=image_factory(alt="A counter"),
    )
    other = winner_factory(winner.organisation, category=category_factory("Best Broker"))
    page = read(winner.get_absolute_url())
    assert page.one("h1").text == "Inês Vilela"
    assert page.texts("p.laureate-over") == ["Winner 2025 Banking"]
    assert "It told everybody." in page.text
    assert {f"{winner.get_absolute_url()}badge.svg", f"{winner.get_absolute_url()}badge.png"} <= set(
        page.values("href")
    )
    assert {winner.organisation.get_absolute_url(), other.get_absolute_url()} <= set(page.values("href"))
    assert "A counter" in page.values("alt")


def test_a_citation_is_cleaned(winner_factory):
    winner = winner_factory(citation="<p onclick='x()'>Good.</p><script>x()</script>")
    winner.refresh_from_db()
    assert winner.citation == "<p>Good.</p>"


def test_an_old_address_leads_to_the_new_one(client, winner_factory):
    winner = winner_factory("Corvane Bank")
    before = winner.get_absolute_url()
    winner.slug = "corvane"
    winner.save()
    assert OldAddress.objects.filter(path=before).exists()
    assert client.get(before)["Location"] == "/awards/winners/2025/corvane/"


def test_an_award_is_won_once(winner_factory, category_factory):
    category = category_factory("Best Bank")
    winner = winner_factory("Corvane Bank", category=category)
    with pytest.raises(IntegrityError):
        winner_factory(winner.organisation, category=category)


def test_an_organisation_lists_what_it_has_won_and_what_was_announced(
    winner_factory, category_factory, award_year_factory
):
    winner = winner_factory("Corvane Bank", category=category_factory("Best Bank"), country="GB")
    winner_factory(winner.organisation, award_year=award_year_factory(2026, "judging"))
    wins = [each for each in connections.of_organisation(winner.organisation) if each.url.startswith("/awards/")]
    assert [(each.text, each.url) for each in wins] == [("Best Bank, United Kingdom, 2025", winner.get_absolute_url())]


def test_a_winner_that_is_saved_starts_an_edition(winner_factory):
    winner = winner_factory()
    before = edition.current()
    winner.save()
    after = edition.current()
    winner.delete()
    assert before < after < edition.current()


def test_years_are_read_in_their_order(winner_factory, award_year_factory):
    for year in (2024, 2022, 2023):
        winner_factory(award_year=award_year_factory(year, "announced"))
    assert list(AwardYear.objects.values_list("year", flat=True)) == [2024, 2023, 2022]
    assert [winner.award_year_id for winner in WinnerQuerySet(Winner).in_order()] == [2024, 2023, 2022]
