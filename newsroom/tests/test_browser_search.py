"""Searching in a real browser: with the keyboard alone, with suggestions, and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from newsroom.tests.browser import needs_a_browser, violations

pytestmark = needs_a_browser


@pytest.fixture
def stories(paper, article_factory):
    for number, title in enumerate(("Clearing houses open", "Clearing is slow", "A lantern of its own")):
        article_factory(title, standfirst="A vault.", published_at=timezone.now() - timedelta(hours=number + 1))
    return paper


def field(page: Page):
    return page.get_by_label("Words to look for")


def test_a_story_is_found_and_opened_with_the_keyboard_alone(reader, stories):
    page = reader()
    page.goto("/")
    link = page.get_by_role("banner").get_by_role("link", name="Search")
    link.focus()
    page.keyboard.press("Enter")
    field(page).focus()
    page.keyboard.type("lantern")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/search/?q=lantern&section=&kind=&from=&to=&sort=")
    expect(page.get_by_role("status").filter(has_text="result")).to_contain_text("1 result")
    result = page.locator(".result-title a")
    expect(result).to_have_text("A lantern of its own")
    result.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A lantern of its own")


def test_suggestions_are_chosen_with_the_arrow_keys(reader, stories):
    page = reader()
    page.goto("/search/")
    field(page).focus()
    page.keyboard.type("clear")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.get_by_role("combobox", name="Words to look for")).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []

    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    expect(field(page)).to_have_attribute("aria-activedescendant", options.nth(0).get_attribute("id"))
    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".suggestion[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Clearing is slow")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(reader, stories):
    page = reader()
    page.goto("/search/")
    field(page).focus()
    page.keyboard.type("clear")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("clear")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_suggestion_can_be_pressed(reader, stories):
    page = reader(360)
    page.goto("/search/")
    field(page).press_sequentially("clear")
    page.get_by_role("option", name="Clearing houses open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clearing houses open")


def test_without_an_answer_the_form_works_as_it_is(reader, stories):
    page = reader()
    page.route("**/search/suggest/**", lambda route: route.fulfill(status=500, body="no"))
    page.goto("/search/")
    field(page).press_sequentially("clear")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".result")).to_have_count(2)


def test_without_javascript_one_searches_and_narrows_it_down(reader, stories):
    page = reader(javascript=False)
    page.goto("/search/")
    field(page).fill("vault")
    page.get_by_text("Narrow it down").click()
    section = page.locator("select[name=section]")
    section.select_option("Banking")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".result-title").first).to_be_visible()
    expect(section).to_have_value("banking")
    expect(field(page)).to_have_value("vault")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_state_of_the_page_is_accessible_and_fits(reader, stories, width, scheme):
    page = reader(width, scheme)
    for query in ("", "?q=vault", "?q=vault&section=banking&tag=cash", "?q=clearign", "?q=the", "?q=vault&section=no"):
        page.goto(f"/search/{query}")
        assert violations(page) == [], query
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), query
