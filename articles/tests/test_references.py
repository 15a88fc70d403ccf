"""What the editor is told while somebody writes: which articles there are, and what is at an address."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core.models import OldAddress, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(editor_client):
    def of(**query):
        return editor_client.get(reverse("admin:articles_article_references"), query).json()

    return of


@pytest.fixture
def contributor(client, db):
    user = User.objects.create_user("contributor", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributors"))
    client.force_login(user)
    return user


def texts(answer) -> list[str]:
    return [each["text"] for each in answer["results"]]


def test_articles_are_found_by_words_those_that_readers_see_first(ask, article_factory):
    article_factory("Clearing house passes its drill")
    article_factory("Clearing house plans a drill", status="draft")
    article_factory("Ferry line orders nine")
    answer = ask(term="drill clearing")
    assert texts(answer) == ["Clearing house passes its drill", "Clearing house plans a drill"]
    first, second = answer["results"]
    assert first["note"].startswith("Banking · Published · ")
    assert (first["public"], second["public"], second["state"]) == (True, False, "Draft")


def test_articles_are_named_by_their_numbers_in_one_go(ask, article_factory):
    articles = [article_factory() for _ in range(3)]
    assert {each["id"] for each in ask(id=[each.pk for each in articles[:2]])["results"]} == {
        each.pk for each in articles[:2]
    }
    assert ask(id=["x", "9" * 30])["results"] == []


def test_an_address_of_ours_is_an_article_also_an_earlier_one(ask, article_factory, settings):
    article = article_factory("Clearing house passes its drill")
    OldAddress.objects.remember("/2019/02/drill/", article)
    for address in (
        article.get_absolute_url(),
        settings.SITE_URL + article.get_absolute_url() + "?utm_source=letter#note-1",
        settings.SITE_URL + "/2019/02/drill/",
    ):
        assert texts(ask(address=address)) == ["Clearing house passes its drill"], address
    for address in (
        settings.SITE_URL + "/banking/",
        "https://elsewhere.example" + article.get_absolute_url(),
        "https://[x",
    ):
        assert texts(ask(address=address)) == [], address


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://youtu.be/abcdefghijk", "YouTube"),
        ("https://bsky.app/profile/clearing.example/post/3kabcdefgh2x", "Bluesky"),
        ("https://example.org/", ""),
    ],
)
def test_an_address_of_a_film_or_a_post_says_who_shows_it(ask, address, site):
    assert ask(address=address)["embed"] == site


def test_contributors_learn_of_nothing_but_their_own_and_what_is_public(client, contributor, article_factory):
    own = article_factory("My drill", status="draft", created_by=contributor)
    secret = article_factory("A secret drill", status="draft")
    article_factory("The public drill")
    address = reverse("admin:articles_article_references")
    assert texts(client.get(address, {"term": "drill"}).json()) == ["The public drill", "My drill"]
    assert texts(client.get(address, {"id": [own.pk, secret.pk]}).json()) == ["My drill"]
    assert texts(client.get(address, {"address": secret.get_absolute_url()}).json()) == []


def test_many_articles_take_no_more_queries(ask, article_factory, django_assert_max_num_queries):
    for number in range(30):
        article_factory(f"Drill {number}")
    with django_assert_max_num_queries(4):  # session, account, articles; who may
        assert len(ask(term="drill")["results"]) == 10
