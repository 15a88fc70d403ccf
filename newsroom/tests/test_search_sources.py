"""What the other rooms let be found: pages of the publisher, issues and their pages, award winners."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Organisation
from awards.models import AwardYear, Category, CategoryGroup, Winner
from core.models import SearchEntry
from magazines.models import Issue, IssuePage, IssuePdf
from pages.models import CompanyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def results(read):
    """Titles and addresses of what is found."""

    def ask(typed: str) -> list[tuple[str, str]]:
        page = read(f"/search/?q={typed}")
        return [(each.text, each.one("a").attributes["href"]) for each in page.all(".result-title")]

    return ask


def test_the_admins_list_takes_what_it_deletes_from_the_index(editor_client, results):
    page = CompanyPage.objects.create(title="A vault of our own", slug="vault")
    assert results("vault") == [("A vault of our own", "/vault/")]
    chosen = {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"}
    editor_client.post("/admin/pages/companypage/", chosen)
    assert not CompanyPage.objects.exists()
    assert not SearchEntry.objects.exists()


@pytest.fixture
def issue(db) -> Issue:
    """An issue with one page, not published yet."""
    issue = Issue.objects.create(number="79", title="The year of the quay")
    pdf = IssuePdf.objects.create(issue=issue, name="79.pdf", size=1, page_count=1, ready_at=timezone.now())
    IssuePage.objects.create(
        pdf=pdf, position=12, label="12", text="A vault on every page.", width=100, height=140, digest="0" * 16
    )
    issue.show(pdf)
    return issue


def test_an_issue_and_its_pages_are_found_once_it_is_published(issue, results):
    assert results("vault") == results("quay") == []
    issue.publish()
    assert results("vault") == [("Issue 79, page 12", issue.page_url(12))]
    assert results("quay") == [("Issue 79: The year of the quay", issue.get_absolute_url())]


def test_an_issue_and_its_pages_are_found_on_the_second_and_no_more_when_withdrawn(issue, results, time_machine):
    moment = timezone.now() + timedelta(hours=1)
    issue.publish(at=moment)
    assert results("vault") == []
    time_machine.move_to(moment, tick=False)
    assert len(results("vault")) == 1
    issue.withdraw()
    assert results("vault") == results("quay") == []


def test_pages_of_a_deleted_issue_are_not_in_the_index(issue):
    issue.publish()
    issue.delete()
    assert not SearchEntry.objects.exists()


def test_winners_are_found_from_the_announcement_on(results, time_machine):
    now = timezone.now()
    year = AwardYear.objects.create(year=2026, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    category = Category.objects.create(name="Best Vault", group=CategoryGroup.objects.create(name="Banking"))
    bank = Organisation.objects.create(name="Pike Bank")
    winner = Winner.objects.create(award_year=year, category=category, organisation=bank, citation="<p>So deep.</p>")
    assert results("vault") == []
    year.announce(at=now + timedelta(hours=1))
    assert results("vault") == []
    time_machine.move_to(now + timedelta(hours=1), tick=False)
    assert results("deep") == [("Pike Bank: Best Vault 2026", winner.get_absolute_url())]
    bank.name = "Trout Bank"
    bank.save()
    assert [title for title, _ in results("vault")] == ["Trout Bank: Best Vault 2026"]
