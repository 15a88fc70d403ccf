"""What pages of the magazine tell search engines, and sites on which they are shared."""

import json

import pytest

from core.models import SiteSettings

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def blocks(read):
    """The page, and its JSON-LD by type."""

    def ask(address: str):
        page = read(address)
        data = [
            json.loads(each.text) for each in page.all("script") if each.attributes["type"] == "application/ld+json"
        ]
        return page, {block["@type"]: block for block in data}

    return ask


def shared(page) -> dict[str, str]:
    named = [each.attributes for each in page.all("meta") if each.attributes.get("property", "").startswith("og:")]
    return {each["property"]: each["content"] for each in named}


def test_an_issue_says_which_it_is_and_what_stands_in_it(blocks, issue_factory, article_factory, image_factory):
    SiteSettings.objects.create(name="Meridian")
    article = article_factory("A vault closes")
    cover = image_factory()
    issue_factory(
        "79",
        title="Salt </script>",
        cover=cover,
        pages=("The cover", "Inside"),
        contents=[
            {"title": "A vault closes", "author": "Ada Person", "page_label": "2", "article": article},
            {"title": "Letters"},
        ],
    )
    page, found = blocks("/magazines/issue-79/")
    issue = found["PublicationIssue"]
    assert (issue["issueNumber"], issue["name"], issue["pagination"]) == ("79", "Salt </script>", "1–2")
    assert issue["isPartOf"]["name"] == "Meridian"
    first, second = issue["hasPart"]
    assert first == {
        "@type": "Article",
        "headline": "A vault closes",
        "author": {"@type": "Person", "name": "Ada Person"},
        "pageStart": "2",
        "url": f"{SITE}{article.get_absolute_url()}",
    }
    assert second == {"@type": "Article", "headline": "Letters"}
    *_, (largest, _, _) = cover.renditions("whole")
    assert issue["image"] == shared(page)["og:image"] == f"{SITE}{largest}"
    assert shared(page)["og:title"] == "Issue 79: Salt </script>"


@pytest.mark.parametrize(
    ("address", "last"), [("", "Issue 79"), ("read/", "All pages"), ("read/1/", "Page 1")], ids=["issue", "all", "page"]
)
def test_a_page_of_the_magazine_says_where_it_stands(blocks, issue_factory, address, last):
    issue_factory("79", pages=("The cover",))
    _, found = blocks(f"/magazines/issue-79/{address}")
    steps = found["BreadcrumbList"]["itemListElement"]
    names = [step["name"] for step in steps]
    assert names[:3] == ["Home", "Magazine", "Issue 79"]
    assert (names[-1], steps[-1]["item"]) == (last, f"{SITE}/magazines/issue-79/{address}")


def test_the_shelf_is_shared_with_the_newest_cover_and_without_issues_all_the_same(read, issue_factory, image_factory):
    assert "og:image" not in shared(read("/magazines/"))
    cover = image_factory()
    issue_factory("79", cover=cover)
    assert "/media/" in shared(read("/magazines/"))["og:image"]
