"""Winners of past years from a file: looked at first, then brought in, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Organisation
from awards.imports import work
from awards.imports.plan import Desk, Outcome, lines_of
from awards.imports.work import go_on_with_winners
from awards.models import Category, Winner, WinnerImport
from awards.tasks import forget_uploads
from core import edition
from core.models import SearchEntry

pytestmark = pytest.mark.django_db

HEAD = "year,category,organisation,person,place,country,region,group,citation\n"


@pytest.fixture
def known(award_year_factory, category_factory):
    """The year 2025 and the category 'Best Bank'."""
    award_year_factory(2025, "announced")
    category_factory("Best Bank")


@pytest.fixture
def outcomes(known):
    """What would become of the given lines."""

    def ask(*lines: str, head: str = HEAD, encoding: str = "utf-8") -> list[Outcome]:
        file = ContentFile((head + "\n".join(lines)).encode(encoding))
        return [*map(Desk().outcome, lines_of(file))]

    return ask


@pytest.fixture
def upload(known):
    """A file that was uploaded, and its lines looked at."""

    def make(*lines: str) -> WinnerImport:
        job = WinnerImport.objects.upload(ContentFile((HEAD + "\n".join(lines)).encode(), name="winners.csv"))
        job.refresh_from_db()
        assert job.state == "checked"
        return job

    return make


@pytest.fixture
def bring_in(upload):
    def ask(*lines: str) -> WinnerImport:
        job = upload(*lines)
        job.bring_in()
        job.refresh_from_db()
        assert job.state == "imported"
        return job

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


# -- In the background -------------------------------------------------------------


@pytest.fixture
def by_hand(settings, monkeypatch):
    """Lines are worked off two by two, when somebody takes the work up."""

    def begin() -> None:
        monkeypatch.setattr(work, "BATCH", 2)
        settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}

    return begin


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


LINES = [
    f"2025,{category},Bank {number},,,,,Trading" for number in range(4) for category in ("Best Bank", "Best Broker")
]


def test_what_was_killed_goes_on_behind_the_last_finished_lines(upload, by_hand, at_line):
    def fall():
        raise KeyboardInterrupt

    job = upload(*LINES)
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
    job = WinnerImport.objects.upload(ContentFile((HEAD + "\n".join(LINES)).encode(), name="winners.csv"))
    at_line(7, fall)
    with pytest.raises(KeyboardInterrupt):
        go_on_with_winners.func(job.pk)
    go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.new) == ("checked", 8)


def test_two_workers_on_one_import_bring_in_nothing_twice(upload, by_hand, at_line):
    job = upload(*LINES)
    by_hand()
    job.bring_in()
    at_line(3, lambda: go_on_with_winners.func(job.pk))
    go_on_with_winners.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.imported, Winner.objects.count()) == ("imported", 8, 8)


def test_it_can_be_stopped_and_the_rest_brought_in_later(upload, by_hand, at_line):
    job = upload(*LINES)
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
    job = upload(*LINES)
    job.bring_in()
    job.refresh_from_db()
    assert (job.state, job.imported) == ("imported", 8)


def test_winners_are_found_and_stand_in_order_as_if_they_were_entered_by_hand(bring_in, monkeypatch):
    monkeypatch.setattr(work, "BATCH", 2)
    bring_in(*LINES)
    for winner in Winner.objects.all():
        was = (winner.order, winner.words)
        winner.file()
        assert (winner.order, winner.words) == was
    assert SearchEntry.objects.filter(source="winner").count() == 8


# -- In the admin ----------------------------------------------------------------


@pytest.fixture
def send(editor_client, known):
    def send(text: str):
        file = ContentFile(text.encode(), name="winners.csv")
        return editor_client.post(reverse("admin:awards_winner_import"), {"file": file}, follow=True)

    return send


def test_a_person_looks_at_the_plan_and_agrees(editor_client, send):
    page = send(HEAD + "2025,Best Bank,Corvane Bank\n2019,Best Bank,Vela Bank\n")
    assert "1 line would come in" in page.text
    assert "The year 2019 is not set up" in page.text
    assert not Winner.objects.exists()
    done = editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"}, follow=True)
    assert "1 winner came in" in done.text
    assert "1 line was refused." in done.text
    assert Winner.objects.count() == 1


def test_while_a_worker_has_it_the_page_shows_how_far_it_is(editor_client, send, upload, by_hand):
    job = upload(*LINES)
    by_hand()
    job.bring_in()
    page = reverse("admin:awards_winner_import_plan", args=[job.pk])
    WinnerImport.objects.filter(pk=job.pk).update(position=4)
    shown = editor_client.get(page).text
    assert "4 of about 9 lines" in shown
    assert "js/admin/progress.js" in shown
    answer = editor_client.get(reverse("admin:awards_winner_import_progress", args=[job.pk])).json()
    assert answer == {"busy": True, "percent": 44, "said": "4 of about 9 lines"}
    assert "Is coming in" in editor_client.get(reverse("admin:awards_winner_import")).text


def test_where_nothing_moves_the_page_says_so_and_lets_it_go_on(editor_client, send, upload, by_hand, time_machine):
    job = upload(*LINES)
    by_hand()
    job.bring_in()
    time_machine.move_to(timezone.now() + timedelta(minutes=3))
    page = reverse("admin:awards_winner_import_plan", args=[job.pk])
    assert "Nothing has moved since" in editor_client.get(page).text
    assert "Nothing has moved since" not in editor_client.post(page, {"do": "go-on"}, follow=True).text


def test_agreeing_twice_brings_in_once(editor_client, send):
    page = send(HEAD + "2025,Best Bank,Corvane Bank\n")
    editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"})
    again = editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"}, follow=True)
    assert "has gone on in the meantime: imported" in again.text
    assert Winner.objects.count() == 1


def test_an_upload_can_be_thrown_away_but_not_while_it_comes_in(editor_client, send, upload, by_hand):
    job = upload(*LINES)
    by_hand()
    job.bring_in()
    page = reverse("admin:awards_winner_import_plan", args=[job.pk])
    assert "has gone on in the meantime" in editor_client.post(page, {"do": "discard"}, follow=True).text
    editor_client.post(page, {"do": "stop"})
    editor_client.post(page, {"do": "discard"})
    assert not WinnerImport.objects.exists()


def test_the_file_is_thrown_away_afterwards(send, editor_client, django_capture_on_commit_callbacks):
    page = send(HEAD + "2025,Best Bank,Corvane Bank\n")
    kept = WinnerImport.objects.get()
    assert kept.file.storage.exists(kept.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"})
    assert not kept.file.storage.exists(kept.file.name)


def test_an_upload_is_forgotten_after_a_week(upload, time_machine, django_capture_on_commit_callbacks):
    kept = upload("2025,Best Bank,Corvane Bank")
    time_machine.move_to(kept.uploaded_at + timedelta(days=6))
    forget_uploads.func()
    assert WinnerImport.objects.exists()
    time_machine.shift(timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        forget_uploads.func()
    assert not WinnerImport.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_what_is_no_table_is_said_at_the_field(send):
    assert "There is none called ‘year’" in send("a,b\n1,2").text
    assert "There is no line under the headings." in send(HEAD).text
    assert not WinnerImport.objects.exists()
