"""What becomes of the lines of a file of winners, looked at first and then brought in, once."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.models import Organisation
from awards.imports.plan import Desk, Outcome, lines_of
from awards.models import Category, Winner
from awards.tests.conftest import WINNERS_HEAD
from core import edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcomes(known):
    """What would become of the given lines."""

    def ask(*lines: str, head: str = WINNERS_HEAD, encoding: str = "utf-8") -> list[Outcome]:
        file = ContentFile((head + "\n".join(lines)).encode(encoding))
        return [*map(Desk().outcome, lines_of(file))]

    return ask


def test_a_line_becomes_a_winner_with_all_it_says(bring_in, client):
    bring_in('2025,Best Bank,Corvane Bank,Ada Person,Highly commended,Kenya,,,"Paid on time, & <always>"')
    winner = Winner.objects.get()
    assert (winner.award_year_id, winner.category.name, winner.recipient) == (2025, "Best Bank", "Ada Person")
    assert (winner.get_place_display(), winner.country.code) == ("Highly commended", "KE")
    assert winner.citation == "<p>Paid on time, &amp; &lt;always&gt;</p>"
    assert winner.slug == "corvane-bank-best-bank"
    assert client.get(winner.get_absolute_url()).status_code == 200
    assert client.get("/awards/winners/?q=corvane").text.count("Ada Person") == 1


def test_looking_at_a_file_changes_nothing(upload):
    job = upload("2025,Best Bank,Corvane Bank", "2025,Best Broker,Corvane Bank,,,,,Trading", "2025,Best Bank,")
    assert (job.new, job.refused, job.organisations, job.categories) == (2, 1, 1, 1)
    assert not Winner.objects.exists()
    assert not Organisation.objects.exists()
    assert Category.objects.count() == 1


@pytest.mark.parametrize("name", ["Corvane Bank", "CORVANE BANK", "corvane  bank", "Córvane Bank", "CVB"])
def test_an_organisation_is_found_by_any_of_its_names(outcomes, organisation_factory, name):
    bank = organisation_factory("Corvane Bank", other_names=["CVB"])
    assert outcomes(f"2025,Best Bank,{name}")[0].winner.organisation == bank


def test_an_unknown_organisation_is_made_once(bring_in):
    bring_in("2025,Best Bank,Corvane Bank,,,GB", "2025,Best Bank,corvane bank,,,KE")
    bank = Organisation.objects.get()
    assert (bank.name, bank.slug, bank.country.code) == ("Corvane Bank", "corvane-bank", "GB")
    assert [winner.slug for winner in Winner.objects.order_by("pk")] == [
        "corvane-bank-best-bank",
        "corvane-bank-best-bank-2",
    ]


def test_a_category_is_made_where_its_group_is_named(bring_in):
    bring_in("2025,Best Broker,Corvane Bank,,,,,Trading", "2025,Best Broker,Vela Bank,,,,,trading")
    category = Category.objects.get(name="Best Broker")
    assert (category.group.name, category.is_open) == ("Trading", False)
    assert {winner.order for winner in Winner.objects.all()} == {category.number * 10 + 1}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2025,Best Broker,A", "There is no category ‘Best Broker’"),
        ("2019,Best Bank,A", "The year 2019 is not set up"),
        ("MMXXV,Best Bank,A", "‘MMXXV’ is not a year"),
        ("２０２５,Best Bank,A", "is not a year"),
        (",Best Bank,A", "There is no year."),
        ("2025,,A", "There is no category."),
        ("2025,Best Bank,", "There is no organisation."),
        ("2025,Best Bank,A,,third", "‘third’ is no place"),
        ("2025,Best Bank,A,,,Narnia", "No country is called ‘Narnia’"),
        (f"2025,Best Bank,{'A' * 201}", "longer than 200 characters"),
        (f"2025,{'B' * 121},A", "longer than 120 characters"),
        ("2025,Best Bank,Twin", "Several organisations are called ‘Twin’"),
        ("2025,Best Broker,Twin,,,,,Trading", "Several organisations are called ‘Twin’"),
    ],
)
def test_a_line_that_cannot_come_in_says_why_and_others_do(bring_in, organisation_factory, line, says):
    organisation_factory("Twin")
    organisation_factory("Other", other_names=["Twin"])
    job = bring_in(line, "2025,Best Bank,Vela Bank")
    [(number, _, why)] = job.shown["refused"]
    assert number == 2
    assert says in why
    assert Winner.objects.get().organisation.name == "Vela Bank"
    assert Category.objects.get().name == "Best Bank"


def test_what_is_there_already_is_left_alone(bring_in, winner_factory):
    winner = winner_factory("Corvane Bank", category="Best Bank", citation="<p>Mine.</p>")
    job = bring_in("2025,Best Bank,corvane bank,,,,,,Yours.", "2025,Best Bank,Vela", "2025,Best Bank,vela")
    assert (job.new, job.known, job.imported) == (1, 2, 1)
    assert [line[2] for line in job.shown["known"]] == ["This winner is there already.", "The same stands in line 3."]
    winner.refresh_from_db()
    assert winner.citation == "<p>Mine.</p>"


def test_the_same_file_comes_in_once(bring_in):
    lines = ["2025,Best Bank,Corvane Bank", "2025,Best Broker,Corvane Bank,,,,,Trading"]
    bring_in(*lines)
    again = bring_in(*lines)
    assert (again.known, again.imported) == (2, 0)
    assert Winner.objects.count() == 2


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-16", "\t"), ("cp1252", ";")])
def test_a_file_is_read_in_whatever_manner_it_is_written(outcomes, encoding, delimiter):
    head = delimiter.join(["Award Year", "Category", "Company", "Recipient"]) + "\r\n"
    found = outcomes(delimiter.join(["2025", "Best Bank", "Banco São", "Zoë"]) + "\r\n", head=head, encoding=encoding)
    winner = found[0].winner
    assert (winner.organisation.name, winner.recipient) == ("Banco São", "Zoë")


def test_cells_lose_the_guard_of_an_export_and_what_cannot_be_seen(outcomes):
    found = outcomes("2025,Best Bank,'=cmd\u202e(),Ada\u0000Person".replace("\u0000", "\u200b"))
    winner = found[0].winner
    assert (winner.organisation.name, winner.recipient) == ("=cmd ()", "Ada Person")


def test_a_citation_may_have_lines_and_line_numbers_stay_right(outcomes):
    found = outcomes('2025,Best Bank,A,,,,,,"One\nTwo"', "1999,Best Bank,B")
    assert [(outcome.line, outcome.what) for outcome in found] == [(2, "new"), (4, "refused")]


def test_a_quotation_mark_that_is_never_closed_spoils_one_line_only(outcomes):
    found = outcomes('2025,Best Bank,"Corvane', "2025,Best Bank,Vela Bank")
    assert "never closed" in found[0].refused
    assert found[1].winner.organisation.name == "Vela Bank"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04...", "This is a workbook"),
        (b"\xd0\xcf\x11\xe0...", "older Excel workbook"),
        (b"%PDF-1.4", "This is a PDF"),
        (b"year,category\n2025,Best Bank", "There is none called ‘organisation’"),
        (bytes(range(1, 32)) * 40, "not a text file"),
        (b",,,\n", "found: nothing"),
    ],
)
def test_what_is_no_table_of_winners_is_refused_with_a_sentence(content, says):
    with pytest.raises(ValidationError, match=says):
        next(lines_of(ContentFile(content)))


def test_an_import_starts_one_edition(bring_in):
    before = edition.current()
    bring_in("2025,Best Bank,Corvane Bank")
    assert edition.current() > before
