"""How many queries the pages of the magazine take, and that the number does not grow with issues and pages.

Besides these, a page asks once for what stands around it: here, inside a transaction, nothing of that is remembered.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

AROUND = {"core_sitesettings", "pages_menuitem", "newsletters_mailinglist", "newsroom_breakingnews"}
BUDGETS = {
    "/magazines/": 2,  # the issues; their first pages
    "/magazines/issue-79/": 7,  # the issue, its first page, contents, articles; two neighbours, one with its first page
    "/magazines/issue-79/read/": 2,  # the issue; its pages
    "/magazines/issue-79/read/2/": 4,  # the issue; the pages around; the contents; their articles
}


@pytest.fixture
def grow(issue_factory, article_factory):
    story = article_factory()
    contents = [{"title": "Story", "page_label": "2", "article": story}]

    def make(issues: int, pages: int) -> None:
        texts = tuple("Words" for _ in range(pages))
        for number in range(issues):
            day = f"{2020 - issues}-{number % 12 + 1:02}-{number // 12 + 1:02}"
            issue_factory(date=day, pages=texts, contents=contents)

    issue_factory("79", date="2015-01-01", pages=("One", "Two", "Three"), contents=contents * 3)
    return make


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    own = [each["sql"] for each in queries if not any(table in each["sql"] for table in AROUND)]
    return (
        len([sql for sql in own if "magazines_" in sql or "articles_article" in sql]) - 1
    )  # the newest ten in the foot


@pytest.mark.django_db
def test_pages_keep_their_budgets_however_many_issues_there_are(client, grow):
    grow(issues=8, pages=2)
    assert {address: queries_of(client, address) for address in BUDGETS} == BUDGETS
    grow(issues=60, pages=4)
    assert {address: queries_of(client, address) for address in BUDGETS} == BUDGETS
