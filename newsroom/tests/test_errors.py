import pytest
from django.conf import settings
from django.test import Client

from core.tests import markup


def test_a_page_that_is_not_there_says_so_in_words_and_shows_ways_on(client, paper):
    response = client.get(paper.not_found)
    page = markup.read(response.text)
    assert response.status_code == 404
    assert page.texts("h1") == ["There is no page at this address."]
    assert [link.attributes["href"] for link in page.one("main").all("a")] == [
        "/search/",
        "/",
        "/latest-news/",
        "/sitemap/",
    ]
    assert {"name": "robots", "content": "noindex"} in [meta.attributes for meta in page.all("meta")]
    assert page.texts(".nameplate-first") == ["Meridian"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/%00/",
        "/banking/%00/",
        "/" + "a" * 5000 + "/",
        "/tags/" + "x" * 5000 + "/",
        "/%ff%fe/",
        "/..%2f..%2fetc/passwd",
        "//evil.example/",
        "/?p=%00",
        "/?p=" + "9" * 400,
        "/latest-news/?before=%00",
        "/a/b/c/d/e/",
    ],
)
def test_strange_addresses_are_answered_without_a_fault(client, address):
    response = client.get(address)
    assert response.status_code in {200, 301, 404}
    assert "evil.example" not in response.get("Location", "")


@pytest.fixture
def broken_client():
    """A reader while the database does not answer: tests without the `db` fixture may not ask it anything."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/", "/banking/", "/banking/a-story/", "/latest-news/"])
def test_without_a_database_a_reader_is_told_in_words(broken_client, address):
    response = broken_client.get(address)
    page = markup.read(response.text)
    assert response.status_code == 500
    assert page.texts("h1") == ["This page could not be made just now."]
    assert [link.attributes["href"] for link in page.all("a")] == ["/"]
    assert "Content-Security-Policy" in response
    assert not response.cookies


def test_a_fault_says_nothing_of_the_inside(broken_client):
    text = broken_client.get("/").text
    for word in ("Traceback", "Exception", "Database", str(settings.BASE_DIR), "SELECT"):
        assert word not in text
