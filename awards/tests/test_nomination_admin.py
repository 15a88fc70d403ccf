"""What staff do with nominations: list, board, dossier, notes, moving, matching, winners, CSV. Others: nothing."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Organisation
from awards.models import Nomination, Winner
from awards.nominations.refusals import Forbidden
from core.models import User
from core.tests import samples
from core.uploads import PDF

State = Nomination.State
LIST = "/admin/awards/nomination/"
BOARD = "/admin/awards/nomination/board/"


@pytest.fixture
def staff(db) -> User:
    user = User.objects.create_user("ottoline", "o@paper.example", "secret", first_name="Ottoline", is_staff=True)
    user.groups.add(Group.objects.get(name="Awards staff"))
    return user


@pytest.fixture
def desk(client, staff):
    """A browser in which somebody of the awards' staff is signed in."""
    client.force_login(staff)
    return client


@pytest.fixture
def nomination(nomination_factory) -> Nomination:
    return nomination_factory("Banco Beirão", submitted=True, phone="+351 1", organisation_website="https://b.example")


def act(client, nomination: Nomination, verb: str, **data):
    return client.post(reverse("admin:awards_nomination_act", args=[nomination.pk, verb]), data)


def dossier(nomination: Nomination) -> str:
    return reverse("admin:awards_nomination_change", args=[nomination.pk])


def fresh(nomination: Nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


# -- Who may -------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["Editors", "Newsletter staff", "Magazine staff", ""])
def test_other_staff_see_and_change_nothing(client, nomination, role):
    nomination.add_files([(ContentFile(samples.pdf(), "plan.pdf"), PDF)])
    file = nomination.files.get()
    user = User.objects.create_user("other", "x@paper.example", "secret", is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    for address in (
        LIST, BOARD, f"{LIST}export/", dossier(nomination), f"{LIST}{nomination.pk}/delete/",
        reverse("admin:awards_nomination_file", args=[nomination.pk, file.pk]),
    ):  # fmt: skip
        assert client.get(address).status_code == 403, address
    for verb in ("move", "note", "match", "organisation", "winner", "link"):
        assert act(client, nomination, verb, to="won", text="x").status_code == 403, verb
    assert fresh(nomination).state == State.SUBMITTED


def test_somebody_who_is_not_signed_in_is_asked_to(client, nomination):
    for address in (LIST, BOARD, f"{LIST}export/", dossier(nomination)):
        assert client.get(address).status_code == 302


def test_who_may_only_look_can_change_nothing(client, nomination):
    user = User.objects.create_user("judge", "j@paper.example", "secret", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_nomination"))
    client.force_login(user)
    assert client.get(dossier(nomination)).status_code == 200
    assert "Move to" not in client.get(dossier(nomination)).text
    assert act(client, nomination, "move", to="won").status_code == 403
    assert client.get(f"{LIST}export/").status_code == 403


def test_nothing_is_done_by_merely_opening_an_address(desk, nomination):
    assert desk.get(reverse("admin:awards_nomination_act", args=[nomination.pk, "link"])).status_code == 405


# -- List and board --------------------------------------------------------------------


def test_drafts_are_not_shown_to_staff(desk, nomination, nomination_factory):
    draft = nomination_factory("Not yet Bank")
    for address in (LIST, BOARD):
        page = desk.get(address).text
        assert "Banco Beirão" in page
        assert "Not yet Bank" not in page
    assert desk.get(dossier(draft)).status_code == 302
    assert "1 draft not submitted yet" in desk.get(BOARD).text


def test_the_list_is_filtered_and_searched(desk, nomination, nomination_factory, category_factory, staff):
    category = category_factory("Best Vault")
    other = nomination_factory("Bank of Galway", submitted=True, categories=[category], country="IE")
    other.move(State.SHORTLISTED, by=staff)
    for query in (
        f"category={category.pk}",
        "country=IE",
        "state__exact=shortlisted",
        "q=Galway",
        "q=" + other.reference,
    ):
        page = desk.get(f"{LIST}?{query}").text
        assert "Bank of Galway" in page, query
        assert "Banco Beirão" not in page, query
    assert "Banco Beirão" in desk.get(f"{LIST}?award_year__year__exact=2026&known=no").text


def test_the_board_stands_in_columns_by_state(desk, nomination, nomination_factory, staff):
    nomination.move(State.SHORTLISTED, by=staff)
    page = desk.get(BOARD).text
    shortlisted = page.partition('id="shortlisted"')[2].partition("</section>")[0]
    assert "Banco Beirão" in shortlisted
    assert "None" in page.partition('id="submitted"')[2].partition("</section>")[0]


def test_the_board_stands_before_any_year_and_any_nomination(desk):
    assert desk.get(BOARD).status_code == 200
    assert "Nobody has submitted" in desk.get(LIST).text


def test_list_and_board_cost_the_same_for_ten_and_for_a_hundred(desk, nomination_factory, category_factory):
    categories = [category_factory() for _ in range(3)]

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        return len(captured)

    for _ in range(10):
        nomination_factory(submitted=True, categories=categories)
    few = [queries(address) for address in (LIST, BOARD)]
    for _ in range(90):
        nomination_factory(submitted=True, categories=categories)
    assert [queries(address) for address in (LIST, BOARD)] == few
    assert max(few) < 25


# -- The dossier -------------------------------------------------------------------------


def test_the_dossier_tells_everything_that_was_sent(desk, nomination):
    nomination.add_files([(ContentFile(samples.pdf(), "Plan <b>.pdf"), PDF)])
    page = desk.get(dossier(nomination)).text
    for said in (
        "Banco Beirão",
        "Portugal",
        "Benedita Quartilho",
        "+351 1",
        "What came of it?",
        "Plan b.pdf",
        "version",
    ):
        assert said in page, said


def test_what_strangers_wrote_is_shown_as_text(desk, nomination_factory):
    evil = "<script>alert(1)</script>"
    nomination = nomination_factory(evil, submitted=True, contact_name=evil)
    for address in (LIST, BOARD, dossier(nomination)):
        assert evil not in desk.get(address).text


def test_files_come_as_downloads(desk, nomination):
    nomination.add_files([(ContentFile(samples.pdf(), "Plan.pdf"), PDF)])
    response = desk.get(reverse("admin:awards_nomination_file", args=[nomination.pk, nomination.files.get().pk]))
    assert b"".join(response.streaming_content) == samples.pdf()
    assert response["Content-Disposition"] == 'attachment; filename="Plan.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_moving_remembers_who_and_why(desk, nomination, staff):
    act(desk, nomination, "move", to="shortlisted", reason="Strong figures", seen="submitted")
    event = nomination.events.first()
    assert (event.after, event.reason, event.by) == ("shortlisted", "Strong figures", staff)
    assert fresh(nomination).state == State.SHORTLISTED
    assert "Strong figures" in desk.get(dossier(nomination)).text


def test_two_at_once_the_second_is_told_what_the_first_did(desk, nomination, staff):
    act(desk, nomination, "move", to="shortlisted", seen="submitted")
    response = act(desk, nomination, "move", to="not-selected", reason="Typed at length", seen="submitted")
    assert response.status_code == 422
    assert "is ‘Shortlisted’ by now, moved by Ottoline" in response.text
    assert "Typed at length" in response.text
    assert fresh(nomination).state == State.SHORTLISTED


def test_a_disqualification_needs_a_reason(desk, nomination):
    assert act(desk, nomination, "move", to="disqualified", seen="submitted").status_code == 422
    act(desk, nomination, "move", to="disqualified", reason="No such bank", seen="submitted")
    assert fresh(nomination).state == State.DISQUALIFIED


@pytest.mark.parametrize("to", ["draft", "nonsense", ""])
def test_staff_cannot_move_to_a_state_that_is_none_of_theirs(desk, nomination, to):
    assert act(desk, nomination, "move", to=to, seen="submitted").status_code == 422
    assert fresh(nomination).state == State.SUBMITTED


def test_after_moving_on_the_board_one_is_back_on_the_board(desk, nomination):
    response = act(desk, nomination, "move", to="shortlisted", seen="submitted", back=f"{BOARD}?year=2026")
    assert response.url == f"{BOARD}?year=2026"
    response = act(desk, nomination, "move", to="submitted", seen="shortlisted", back="https://evil.example/")
    assert response.url == dossier(nomination)


def test_notes_are_kept_with_their_writer_and_empty_ones_are_not(desk, nomination):
    act(desk, nomination, "note", text="Called them; figures are audited.")
    assert "Called them" in desk.get(dossier(nomination)).text
    assert act(desk, nomination, "note", text="  ").status_code == 422
    assert nomination.notes.count() == 1


def test_an_organisation_that_is_called_alike_is_offered_and_matched(desk, nomination, organisation_factory):
    known = organisation_factory("Banco Beirao SA", other_names=["Banco Beirao"])
    assert "Banco Beirao SA" in desk.get(dossier(nomination)).text
    act(desk, nomination, "match", organisation=known.pk)
    assert fresh(nomination).organisation == known


def test_another_organisation_is_found_by_words(desk, nomination, organisation_factory):
    organisation_factory("Caixa do Dão")
    assert "Caixa do Dão" in desk.get(f"{dossier(nomination)}?organisation=caixa").text
    assert "No organisation is called" in desk.get(f"{dossier(nomination)}?organisation=zzz").text


def test_a_new_organisation_is_made_of_what_was_typed_but_not_twice(desk, nomination):
    act(desk, nomination, "organisation")
    made = Organisation.objects.get()
    assert (made.name, made.country.code, made.links[0]["url"]) == ("Banco Beirão", "PT", "https://b.example")
    assert fresh(nomination).organisation == made
    nomination.match(None, by=None)
    assert act(desk, nomination, "organisation").status_code == 422
    assert Organisation.objects.count() == 1


def test_a_winner_is_made_from_a_nomination(desk, nomination, organisation_factory):
    entry = nomination.entries.get()
    assert act(desk, nomination, "winner", entry=entry.pk).status_code == 422
    nomination.match(organisation_factory("Banco Beirão"), by=None)
    act(desk, nomination, "winner", entry=entry.pk, place=1)
    winner = Winner.objects.get()
    assert (winner.organisation.name, winner.category, winner.award_year) == (
        "Banco Beirão",
        entry.category,
        nomination.award_year,
    )
    entry.refresh_from_db()
    assert entry.winner == winner
    assert fresh(nomination).state == State.WON
    assert not Winner.objects.public().exists()
    assert act(desk, nomination, "winner", entry=entry.pk, place=1).status_code == 422


def test_what_was_withdrawn_cannot_win(nomination, organisation_factory, staff):
    nomination.match(organisation_factory(), by=staff)
    nomination.withdraw()
    with pytest.raises(Forbidden, match="withdrawn"):
        nomination.entries.get().make_winner(by=staff)


def test_a_nomination_is_deleted_with_its_files_when_somebody_asks_for_it(
    desk, nomination, settings, django_capture_on_commit_callbacks
):
    nomination.add_files([(ContentFile(samples.pdf(), "Plan.pdf"), PDF)])
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{LIST}{nomination.pk}/delete/", {"post": "yes"})
    assert not Nomination.objects.exists()
    assert not list(settings.PRIVATE_ROOT.rglob("*.pdf"))


# -- CSV ---------------------------------------------------------------------------------


def exported(client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{LIST}export/{query}")
    assert response["Content-Disposition"].startswith("attachment;")
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_export_holds_what_the_list_shows(desk, nomination, nomination_factory):
    nomination_factory("Bank of Galway", submitted=True, country="IE")
    nomination_factory("A draft")
    assert {row["Organisation"] for row in exported(desk)} == {"Banco Beirão", "Bank of Galway"}
    [row] = exported(desk, "?country=PT")
    assert (row["Organisation"], row["Country"], row["What came of it?"]) == ("Banco Beirão", "Portugal", "It did.")


def test_nothing_in_the_export_is_taken_for_a_formula(desk, nomination_factory):
    nomination_factory(
        '=HYPERLINK("http://evil.example")', submitted=True, contact_name="+1", phone="@SUM(A1)", contact_role="-2"
    )
    [row] = exported(desk)
    assert row["Organisation"].startswith("'=HYPERLINK")
    assert (row["Contact"], row["Role"], row["Telephone"]) == ("'+1", "'-2", "'@SUM(A1)")


def test_the_export_reads_a_thousand_in_few_queries(desk, nomination_factory, django_assert_max_num_queries):
    for _ in range(30):
        nomination_factory(submitted=True)
    with django_assert_max_num_queries(20):
        assert len(exported(desk)) == 30
