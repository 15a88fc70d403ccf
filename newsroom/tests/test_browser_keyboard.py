"""The admin without a mouse: a whole task by keyboard alone, and keys that do not get into anybody's way."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def drafts(article_factory) -> list[Article]:
    return [article_factory(f"The {name} vault", status="draft") for name in ("first", "second", "third")]


def tab_to(page: Page, name: str) -> None:
    """Goes on with the Tab key until the thing with the name has the focus, as whoever cannot see a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if name in (focused.get_attribute("aria-label") or focused.text_content() or ""):
            return
    raise AssertionError(f"the Tab key never comes to ‘{name}’")


def follow(page: Page, address: str) -> None:
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)
    page.wait_for_load_state()


def test_an_article_is_found_changed_saved_filed_and_thrown_away_by_keyboard_alone(desk, drafts):
    page = desk()
    page.goto("/admin/")
    page.keyboard.press("g")
    expect(page.locator(":focus")).to_have_text("Articles")
    follow(page, LIST)
    page.keyboard.press("/")
    page.keyboard.type("second")
    follow(page, f"{LIST}?q=second")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_contain_text("The second vault")
    page.screenshot(path=SHOTS / "keyboard-row.png")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_visible()

    page.keyboard.press("e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The vault that closed")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".messages")).to_contain_text("Saved.")
    article = Article.objects.get(pk=drafts[1].pk)
    assert article.title == "The vault that closed"

    page.keyboard.press("a")
    tab_to(page, "Send to review")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Sent to review.")
    page.keyboard.press("a")
    tab_to(page, "Put into the bin")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("is in the bin")
    article.refresh_from_db()
    assert article.status == "binned"


def test_rows_are_walked_through_marked_and_acted_on_by_keyboard(desk, drafts):
    page = desk()
    page.goto(LIST)
    for key in ("j", "x", "j", "j", "k", "x"):
        page.keyboard.press(key)
    expect(page.locator("input.action-select:checked")).to_have_count(2)
    page.keyboard.press("a")
    page.keyboard.type("Put into")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("2 articles: Put into the bin")
    assert Article.objects.outside_the_bin().count() == 1


def test_what_is_typed_into_a_field_is_no_command(desk, drafts):
    page = desk()
    page.goto(LIST)
    page.keyboard.press("/")
    page.keyboard.type("?jxan/")
    expect(page.locator("#searchbar")).to_have_value("?jxan/")
    expect(page.locator("#keyboard-help")).not_to_be_visible()
    page.goto(reverse("admin:articles_article_change", args=[drafts[0].pk]))
    page.locator(".ProseMirror").click()
    page.keyboard.type("?jxan/ ")
    expect(page.locator(".ProseMirror")).to_contain_text("?jxan/")


def test_escape_leads_out_of_the_text(desk, drafts):
    page = desk()
    page.goto(reverse("admin:articles_article_change", args=[drafts[0].pk]))
    page.locator(".ProseMirror").click()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="By keyboard")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_of_keys_can_be_read_by_everybody(desk, drafts, width, scheme):
    page = desk(width, scheme)
    page.goto(LIST)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="By keyboard")
    expect(dialog).to_be_visible()
    page.screenshot(path=SHOTS / f"keyboard-help-{width}-{scheme}.png")
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_single_keys_can_be_turned_off_and_on_again(desk, drafts):
    page = desk()
    page.goto(LIST)
    page.keyboard.press("?")
    page.get_by_label("Single keys work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="By keyboard")).not_to_be_visible()
    page.locator(".desk-me summary").click()
    page.get_by_role("button", name="By keyboard").click()
    page.get_by_label("Single keys work").check()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="By keyboard")).to_be_visible()


def test_the_first_key_leads_past_what_stands_on_every_page(desk, drafts):
    page = desk()
    page.goto(LIST)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.screenshot(path=SHOTS / "keyboard-skip.png")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_the_enter_key_in_a_field_saves_and_takes_no_step(desk, drafts):
    page = desk()
    page.goto(reverse("admin:articles_article_change", args=[drafts[0].pk]))
    page.get_by_label("Kicker").fill("Vaults")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_have_text("Saved.")
    drafts[0].refresh_from_db()
    assert (drafts[0].kicker, drafts[0].status) == ("Vaults", "draft")
