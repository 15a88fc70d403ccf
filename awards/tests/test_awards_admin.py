"""The awards in the admin: who gets in where, and what staff do there every day."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import AwardYear, Category, KeyDate, MediaFile, Programme, Winner, WinnerImport
from core.models import User
from core.tests import samples

pytestmark = pytest.mark.django_db

ROLES = {"Awards staff": 200, "Editors": 403, "Newsletter staff": 403, "Magazine staff": 403, "nobody": 302}


@pytest.fixture
def staff(client):
    """Signs in somebody of the role; 'nobody' is not signed in."""

    def sign_in(role: str):
        if role != "nobody":
            user = User.objects.create_user(role.replace(" ", "-"), password="a long enough secret", is_staff=True)
            user.groups.add(Group.objects.get(name=role))
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def address(winner_factory, programme):
    """An address of the admin by its name, with the row it needs."""
    winner = winner_factory()

    def find(name: str) -> str:
        if name == "awards_winner_import":
            return reverse("admin:awards_winner_import")
        if name == "awards_winner_import_plan":
            file = csv_file(f"year,category,organisation\n2025,{winner.category},A")
            return reverse(f"admin:{name}", args=[WinnerImport.objects.upload(file).pk])
        if name.endswith("_change"):
            rows = {"awardyear": 2025, "winner": winner.pk, "category": winner.category_id}
            rows |= {"categorygroup": winner.category.group_id, "programme": 1}
            return reverse(f"admin:{name}", args=[rows[name.split("_")[1]]])
        return reverse(f"admin:{name}")

    return find


def csv_file(text: str) -> ContentFile:
    return ContentFile(text.encode(), name="winners.csv")


ADDRESSES = [
    *(f"awards_{model}_changelist" for model in ("awardyear", "winner", "category", "categorygroup")),
    *(f"awards_{model}_changelist" for model in ("testimonial", "mediafile", "question")),
    *(f"awards_{model}_add" for model in ("awardyear", "winner", "category", "categorygroup")),
    *(f"awards_{model}_add" for model in ("testimonial", "mediafile", "question")),
    *(f"awards_{model}_change" for model in ("awardyear", "winner", "category", "categorygroup", "programme")),
    "awards_winner_import",
    "awards_winner_import_plan",
]


@pytest.mark.parametrize("role", ROLES)
def test_the_addresses_of_the_admin_open_for_their_role_alone(staff, address, role):
    client = staff(role)
    for name in ADDRESSES:
        assert client.get(address(name)).status_code == ROLES[role], name


@pytest.mark.parametrize("role", ROLES)
def test_only_awards_staff_announce(staff, winner_factory, award_year_factory, role):
    winner_factory(award_year=award_year_factory(2026, "judging"))
    answer = staff(role).post(reverse("admin:awards_awardyear_announce", args=[2026]))
    assert answer.status_code == (403 if ROLES[role] == 403 else 302)
    assert (AwardYear.objects.get(year=2026).announced_at is not None) == (role == "Awards staff")


def test_nobody_announces_by_following_a_link(editor_client, award_year_factory):
    award_year_factory(2026, "judging")
    assert editor_client.get(reverse("admin:awards_awardyear_announce", args=[2026])).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_only_awards_staff_bring_in_a_file(staff, address, role):
    staff(role).post(address("awards_winner_import_plan"), {"do": "bring-in"})
    assert Winner.objects.count() == (2 if role == "Awards staff" else 1)


def test_a_year_can_be_announced_where_its_winners_are_entered(editor_client, winner_factory, award_year_factory):
    year = award_year_factory(2026, "judging")
    page = reverse("admin:awards_awardyear_change", args=[2026])
    assert "Announce the winners now" not in editor_client.get(page).text
    winner_factory("Corvane Bank", award_year=year)
    assert "Announce the winners now" in editor_client.get(page).text
    done = editor_client.post(reverse("admin:awards_awardyear_announce", args=[2026]), follow=True)
    assert "The winners of 2026 are announced." in done.text
    assert Winner.objects.public().exists()


def test_a_year_that_takes_nominations_is_not_announced_and_the_reason_is_said(editor_client, award_year_factory):
    award_year_factory(2026, "open")
    done = editor_client.post(reverse("admin:awards_awardyear_announce", args=[2026]), follow=True)
    assert "Winners cannot be announced while nominations are taken." in done.text


def test_a_year_is_set_up_with_its_dates(editor_client, programme):
    fields = {
        "year": "2030",
        "opens_at": "2030-01-01T09:00:00",
        "closes_at": "2030-03-01T18:00:00",
        "nomination_consent": "You may keep it.",
        "key_dates-TOTAL_FORMS": "2",
        "key_dates-INITIAL_FORMS": "0",
        "key_dates-0-label": "Dinner",
        "key_dates-0-starts_on": "2030-06-01",
        "key_dates-0-time": "19:00",
    }
    assert editor_client.post(reverse("admin:awards_awardyear_add"), fields).status_code == 302
    assert KeyDate.objects.get().award_year == AwardYear.objects.get(year=2030)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"closes_at": "2029-01-01T09:00:00"}, "closes_at"), ({"announced_at": "2030-02-01T09:00:00"}, "announced_at")],
)
def test_dates_in_the_wrong_order_are_refused_at_the_field(editor_client, programme, changed, field):
    fields = {"year": "2030", "opens_at": "2030-01-01T09:00:00", "closes_at": "2030-03-01T18:00:00"}
    fields |= {"key_dates-TOTAL_FORMS": "0", "key_dates-INITIAL_FORMS": "0"} | changed
    response = editor_client.post(reverse("admin:awards_awardyear_add"), fields)
    assert field in response.context["adminform"].form.errors


def test_the_list_of_winners_is_searched_and_filtered_by_state(editor_client, winner_factory, award_year_factory):
    winner_factory("Banco São Solmarena")
    winner_factory("Corvane Bank", award_year=award_year_factory(2026, "judging"))
    page = reverse("admin:awards_winner_changelist")

    def listed(query: str) -> list[str]:
        return [winner.won_by for winner in editor_client.get(page + query).context["cl"].result_list]

    assert listed("?q=sao") == ["Banco São Solmarena"]
    assert listed("?state=shown") == ["Banco São Solmarena"]
    assert listed("?state=waiting") == ["Corvane Bank"]
    assert listed("?award_year__year__exact=2026") == ["Corvane Bank"]


def test_the_list_of_winners_takes_no_more_queries_for_a_hundred_than_for_ten(editor_client, winner_factory):
    page = reverse("admin:awards_winner_changelist")

    def queries() -> int:
        editor_client.get(page)
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(page)
        return len(captured)

    for _ in range(10):
        winner_factory()
    with_ten = queries()
    for _ in range(30):
        winner_factory()
    assert queries() == with_ten


def test_single_winners_can_be_shown_before_the_others(editor_client, winner_factory, award_year_factory):
    year = award_year_factory(2026, "judging", announced_at=timezone.now() + timedelta(days=9))
    winner, other = winner_factory("Early", award_year=year), winner_factory("Later", award_year=year)
    fields = {"action": "show_now", "_selected_action": [str(winner.pk)]}
    editor_client.post(reverse("admin:awards_winner_changelist"), fields)
    assert list(Winner.objects.public()) == [winner]
    assert other.pk


def test_what_has_been_won_cannot_be_deleted_with_its_category_or_year(editor_client, winner_factory):
    winner = winner_factory()
    for name, key in (("category", winner.category_id), ("awardyear", 2025)):
        editor_client.post(reverse(f"admin:awards_{name}_delete", args=[key]), {"post": "yes"})
    assert Winner.objects.exists()
    assert Category.objects.exists()
    assert AwardYear.objects.exists()


def test_the_programme_is_one_row_opened_directly(editor_client):
    response = editor_client.get(reverse("admin:awards_programme_changelist"), follow=True)
    assert response.status_code == 200
    assert Programme.objects.count() == 1
    assert editor_client.get(reverse("admin:awards_programme_add")).status_code == 403


def test_a_media_file_is_uploaded(editor_client):
    file = ContentFile(samples.pdf(), name="guide.pdf")
    fields = {"title": "Guide", "position": "0", "is_public": "on", "file": file}
    assert editor_client.post(reverse("admin:awards_mediafile_add"), fields).status_code == 302
    assert MediaFile.objects.get().kind == "pdf"
