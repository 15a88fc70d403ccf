"""The rich-text editor in a real browser: what it writes, what it makes of what is pasted, and how fast it is."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """([html, text]) => {
    const data = new DataTransfer()
    if (html) data.setData("text/html", html)
    if (text) data.setData("text/plain", text)
    const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
    document.querySelector(".ProseMirror").dispatchEvent(paste)
}"""


@pytest.fixture
def write(desk, article_factory):
    """Opens a draft with the given text, with the cursor at its end."""

    def opened(body: str = "", **fields) -> tuple[Page, Article]:
        article = article_factory(fields.pop("title", "The drill"), status="draft", body=body, **fields)
        page = desk()
        page.goto(reverse("admin:articles_article_change", args=[article.pk]))
        page.locator(".ProseMirror").focus()
        page.keyboard.press("ControlOrMeta+End")
        return page, article

    return opened


def saved(page: Page, article: Article) -> str:
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    article.refresh_from_db()
    return article.body


# -- Pasting -------------------------------------------------------------------


@pytest.mark.parametrize("source", ["word", "google-docs", "web-page", "libreoffice", "excel"])
def test_what_is_pasted_arrives_clean(write, source):
    page, article = write()
    page.evaluate(PASTE, [(CLIPBOARD / f"{source}.html").read_text(), ""])
    expected = "".join((CLIPBOARD / f"{source}.expected.html").read_text().splitlines())
    assert saved(page, article) == expected


@pytest.mark.parametrize(("source", "said"), [("word", "A picture was left out"), ("web-page", "A picture was left out")])
def test_who_pastes_pictures_is_told_that_they_stay_outside(write, source, said):
    page, _ = write()
    page.evaluate(PASTE, [(CLIPBOARD / f"{source}.html").read_text(), ""])
    expect(page.locator(".rich-text-said")).to_contain_text(said)
