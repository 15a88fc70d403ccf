"""Winners of past years from a file: looked at first, then brought in, once and whole."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import Organisation
from awards.imports import carry_out, plan_of
from awards.models import Category, Winner, WinnerImport
from awards.tasks import forget_uploads
from core import edition

pytestmark = pytest.mark.django_db

HEAD = "year,category,organisation,person,place,country,region,group,citation\n"


@pytest.fixture
def plan(award_year_factory, category_factory):
    """What would become of the given lines, where 2025 and the category 'Best Bank' are known."""
    award_year_factory(2025, "announced")
    category_factory("Best Bank")

    def ask(*lines: str, head: str = HEAD, encoding: str = "utf-8"):
        return plan_of(ContentFile((head + "\n".join(lines)).encode(encoding)))

    return ask


@pytest.fixture
def bring_in(plan):
    def ask(*lines: str):
        plan()
        file = ContentFile((HEAD + "\n".join(lines)).encode(), name="winners.csv")
        return carry_out(WinnerImport.objects.create(file=file, name="winners.csv"))

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


def test_looking_at_a_file_changes_nothing(plan):
    found = plan("2025,Best Bank,Corvane Bank", "2025,Best Broker,Corvane Bank,,,,,Trading")
    assert found.counts == {"new": 2}
    assert not Winner.objects.exists()
    assert not Organisation.objects.exists()
    assert Category.objects.count() == 1


@pytest.mark.parametrize("name", ["Corvane Bank", "CORVANE BANK", "corvane  bank", "Córvane Bank", "CVB"])
def test_an_organisation_is_found_by_any_of_its_names(plan, organisation_factory, name):
    bank = organisation_factory("Corvane Bank", other_names=["CVB"])
    found = plan(f"2025,Best Bank,{name}")
    assert found.outcomes[0].winner.organisation == bank
    assert found.new_organisations == []


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
    ],
)
def test_a_line_that_cannot_come_in_says_why_and_others_do(bring_in, organisation_factory, line, says):
    organisation_factory("Twin")
    organisation_factory("Other", other_names=["Twin"])
    plan = bring_in(line, "2025,Best Bank,Vela Bank")
    assert says in plan.outcomes[0].refused
    assert [outcome.line for outcome in plan.outcomes] == [2, 3]
    assert Winner.objects.get().organisation.name == "Vela Bank"


def test_what_is_there_already_is_left_alone(bring_in, winner_factory):
    winner = winner_factory("Corvane Bank", category="Best Bank", citation="<p>Mine.</p>")
    plan = bring_in("2025,Best Bank,corvane bank,,,,,,Yours.", "2025,Best Bank,Vela", "2025,Best Bank,vela")
    assert [outcome.state for outcome in plan.outcomes] == ["known", "new", "known"]
    assert plan.outcomes[2].known == "The same stands in line 3."
    winner.refresh_from_db()
    assert winner.citation == "<p>Mine.</p>"


def test_the_same_file_comes_in_once(bring_in):
    lines = ["2025,Best Bank,Corvane Bank", "2025,Best Broker,Corvane Bank,,,,,Trading"]
    bring_in(*lines)
    file = ContentFile((HEAD + "\n".join(lines)).encode(), name="winners.csv")
    again = carry_out(WinnerImport.objects.create(file=file, name="winners.csv"))
    assert again.counts == {"known": 2}
    assert Winner.objects.count() == 2


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-16", "\t"), ("cp1252", ";")])
def test_a_file_is_read_in_whatever_manner_it_is_written(plan, encoding, delimiter):
    head = delimiter.join(["Award Year", "Category", "Company", "Recipient"]) + "\r\n"
    found = plan(delimiter.join(["2025", "Best Bank", "Banco São", "Zoë"]) + "\r\n", head=head, encoding=encoding)
    winner = found.outcomes[0].winner
    assert (winner.organisation.name, winner.recipient) == ("Banco São", "Zoë")


def test_cells_lose_the_guard_of_an_export_and_what_cannot_be_seen(plan):
    found = plan("2025,Best Bank,'=cmd\u202e(),Ada\u0000Person".replace("\u0000", "\u200b"))
    winner = found.outcomes[0].winner
    assert (winner.organisation.name, winner.recipient) == ("=cmd ()", "Ada Person")


def test_a_citation_may_have_lines_and_line_numbers_stay_right(plan):
    found = plan('2025,Best Bank,A,,,,,,"One\nTwo"', "1999,Best Bank,B")
    assert [(outcome.line, outcome.state) for outcome in found.outcomes] == [(2, "new"), (4, "refused")]


def test_a_quotation_mark_that_is_never_closed_spoils_one_line_only(plan):
    found = plan('2025,Best Bank,"Corvane', "2025,Best Bank,Vela Bank")
    assert "never closed" in found.outcomes[0].refused
    assert found.outcomes[1].winner.organisation.name == "Vela Bank"


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
        plan_of(ContentFile(content))


def test_an_import_starts_one_edition(bring_in):
    before = edition.current()
    bring_in("2025,Best Bank,Corvane Bank")
    assert edition.current() > before


def test_nothing_comes_in_where_something_fails(bring_in, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Winner.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        bring_in("2025,Best Bank,Corvane Bank")
    assert not Organisation.objects.exists()


# -- In the admin ----------------------------------------------------------------


@pytest.fixture
def upload(editor_client, award_year_factory, category_factory):
    award_year_factory(2025, "announced")
    category_factory("Best Bank")

    def send(text: str):
        file = ContentFile(text.encode(), name="winners.csv")
        return editor_client.post(reverse("admin:awards_winner_import"), {"file": file}, follow=True)

    return send


def test_a_person_looks_at_the_plan_and_agrees(editor_client, upload):
    page = upload(HEAD + "2025,Best Bank,Corvane Bank\n2019,Best Bank,Vela Bank\n")
    assert "1 line would come in" in page.text
    assert "The year 2019 is not set up" in page.text
    assert not Winner.objects.exists()
    done = editor_client.post(page.request["PATH_INFO"], follow=True)
    assert "1 winner came in from ‘winners.csv’. 1 line was refused." in done.text
    assert Winner.objects.count() == 1


def test_agreeing_twice_brings_in_once(editor_client, upload, django_capture_on_commit_callbacks):
    page = upload(HEAD + "2025,Best Bank,Corvane Bank\n")
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page.request["PATH_INFO"])
    again = editor_client.post(page.request["PATH_INFO"], follow=True)
    assert "came in before" in again.text
    assert Winner.objects.count() == 1


def test_the_file_is_thrown_away_afterwards(upload, editor_client, django_capture_on_commit_callbacks):
    page = upload(HEAD + "2025,Best Bank,Corvane Bank\n")
    kept = WinnerImport.objects.get()
    assert kept.file.storage.exists(kept.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page.request["PATH_INFO"])
    assert not kept.file.storage.exists(kept.file.name)


def test_an_upload_that_nobody_agreed_to_is_forgotten_after_a_week(upload, time_machine):
    upload(HEAD + "2025,Best Bank,Corvane Bank\n")
    kept = WinnerImport.objects.get()
    time_machine.move_to(kept.uploaded_at + timedelta(days=6))
    forget_uploads.func()
    assert WinnerImport.objects.exists()
    time_machine.shift(timedelta(days=2))
    forget_uploads.func()
    assert not WinnerImport.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_what_is_no_table_is_said_at_the_field(upload):
    assert "There is none called ‘year’" in upload("a,b\n1,2").text
    assert "There is no line under the headings." in upload(HEAD).text
    assert not WinnerImport.objects.exists()
