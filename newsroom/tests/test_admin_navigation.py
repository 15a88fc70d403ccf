"""What the admin's bar, navigation and start page lead to, for each role: only what the person may open."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article
from awards.models import Winner
from core.models import User
from core.tests import markup
from magazines.models import Issue
from newsletters.models import Subscriber
from newsroom.roles import ROLES
from newsroom.tests.one_of_each import one_of_each
from pages.models import Enquiry, GuestPost

pytestmark = pytest.mark.django_db

EVERYBODY = [*ROLES, "superuser", "in no group"]


@pytest.fixture
def start(client):
    """The start page of a house with one of everything, as somebody with the role sees it."""
    one_of_each(User.objects.create_superuser("somebody"))

    def ask(role: str) -> markup.Element:
        user = User.objects.create_user("visitor", is_staff=True, is_superuser=role == "superuser")
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)
        return markup.read(client.get(reverse("admin:index")).text)

    return ask


def sections(page: markup.Element) -> list[str]:
    return page.one("nav.desk-nav").texts("h2")


@pytest.mark.parametrize("role", EVERYBODY)
def test_everything_that_the_start_page_offers_can_be_opened(client, start, role):
    page = start(role)
    offered = {each for each in [*page.values("href"), *page.values("action")] if each.startswith("/admin/")}
    offered.discard(reverse("admin:logout"))
    answers = {address: client.get(address, follow=True).status_code for address in offered}
    assert answers == dict.fromkeys(offered, 200)


@pytest.mark.parametrize(
    ("role", "shown"),
    {
        "Contributors": ["Write"],
        "Editors": ["Write", "Readers write", "Paper"],
        "Publishers": ["Write", "Readers write", "Paper"],
        "Readers’ desk": ["Readers write"],
        "Newsletter staff": ["Newsletters"],
        "Awards staff": ["Write", "Awards"],
        "Magazine staff": ["Write", "Magazine"],
        "superuser": ["Write", "Newsletters", "Magazine", "Awards", "Readers write", "Paper", "House"],
        "in no group": [],
    }.items(),
)
def test_each_sees_the_sections_of_their_own_work(start, role, shown):
    assert sections(start(role)) == shown


@pytest.mark.parametrize("role", EVERYBODY)
def test_only_who_may_see_articles_can_search_them(start, role):
    assert bool(start(role).all("form.desk-search")) == (role in {"Contributors", "Editors", "Publishers", "superuser"})


def test_who_may_do_nothing_yet_is_told_whom_to_ask(start):
    page = start("in no group")
    assert "Please ask whoever runs the newsroom" in page.one("nav.desk-nav").text


@pytest.mark.parametrize("model", [Article, Enquiry, GuestPost, Issue, Subscriber, Winner])
def test_a_list_shows_which_state_was_chosen(client, start, model):
    start("superuser")
    path = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")

    def states(query: str) -> markup.Element:
        page = markup.read(client.get(f"{path}{query}").text)
        (narrowing,) = [each for each in page.all("details.filter") if each.one("span.filter-title").text == "State"]
        return narrowing

    for link in states("").all("a"):
        narrowed = states(link.attributes["href"])
        assert narrowed.one("span.filter-choice").text == link.text


def test_the_number_of_scheduled_stories_leads_to_a_list_of_them(client, start):
    (figure,) = [each for each in start("superuser").all("a") if each.attributes["href"].endswith("?state=scheduled")]
    page = markup.read(client.get(figure.attributes["href"]).text)
    assert "Scheduled" in page.texts("span.filter-choice")


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        (reverse("admin:articles_article_changelist"), "Articles"),
        (reverse("admin:articles_article_add"), "Articles"),
        (reverse("admin:articles_article_calendar"), "Calendar"),
    ],
)
def test_the_navigation_says_where_one_is(client, start, address, entry):
    start("superuser")
    page = markup.read(client.get(address).text)
    current = [each.text for each in page.one("nav.desk-nav").all("a") if "aria-current" in each.attributes]
    assert current == [entry]
