"""The front page arranged in a real browser: by dragging, by the keyboard alone, on a telephone, without JavaScript."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from newsroom.models import Arrangement, BreakingNews
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

DESK = reverse("admin:front_page")


@pytest.fixture
def stories(article_factory, section_factory, image_factory):
    sections = [section_factory("Banking", position=1), section_factory("Finance", position=2)]
    picture, now = image_factory(), timezone.now()
    return [
        article_factory(
            f"Story {number}",
            section=sections[number % 2],
            hero=picture if number % 3 == 0 else None,
            published_at=now - timedelta(minutes=number + 1),
        )
        for number in range(24)
    ]


def place(page: Page, name: str):
    return page.locator("li.place").filter(has=page.get_by_text(name, exact=True))


def on_the_page(page: Page) -> list[str]:
    page.goto("/")
    return page.locator(".opening .card-lead h2, .opening .card-second h2").all_inner_texts()


def test_stories_and_strips_are_dragged_to_their_places_previewed_published_and_undone(desk, stories):
    page = desk(height=2400)  # all of the desk, for Playwright scrolls in the middle of dragging
    page.goto(DESK)
    place(page, "Finance, 1").locator("label").first.drag_to(place(page, "Lead"))
    expect(page.locator("#said")).to_have_text("‘Story 15’ is pinned: Lead.")
    expect(place(page, "Lead")).to_contain_text("Story 15")
    place(page, "Lead").locator("label").first.drag_to(place(page, "Second row, 2"))
    expect(page.locator("#said")).to_have_text("‘Story 15’ moved to: Second row, 2.")
    expect(place(page, "Lead")).to_contain_text("Story 0")

    strips = page.locator("li.strip")
    strips.filter(has_text="Finance").first.locator(".strip-head").drag_to(strips.filter(has_text="Banking").first)
    expect(page.locator("#said")).to_have_text("Finance stands before Banking.")
    page.get_by_role("checkbox", name="Opinion").check()
    expect(page.locator("li.strip").filter(has_text="Opinion")).to_contain_text("Nothing stands here.")

    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator("iframe[name=front-page-preview]")
    expect(preview.locator(".opening-seconds h2").nth(1)).to_have_text("Story 15")
    page.get_by_label("Phone").check()
    assert page.locator("iframe").bounding_box()["width"] == 390
    page.get_by_label("Dark").check()
    expect(preview.locator(":root")).to_have_css("background-color", "rgb(18, 23, 28)")
    page.screenshot(path=SHOTS / "front-page-desk-preview.png", full_page=True)
    assert not Arrangement.objects.exists()

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Published.")
    assert on_the_page(page) == ["Story 0", "Story 1", "Story 15", "Story 2", "Story 3"]
    assert page.locator(".block-title").all_inner_texts() == ["Finance", "Banking"]

    page.goto(DESK)
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.locator(".messages")).to_contain_text("Brought back")
    assert on_the_page(page)[2] == "Story 2"


def test_the_keyboard_alone_finds_a_story_pins_it_and_publishes(desk, stories):
    page = desk()
    page.goto(DESK)
    page.get_by_label("Words of its headline").focus()
    page.keyboard.type("Story 17")
    found = page.locator("#found").get_by_role("radio")
    expect(found).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(found).to_be_focused()
    page.keyboard.press("Space")
    put = page.get_by_role("button", name="Put the chosen story here: Lead")
    expect(put).to_be_visible()
    for _ in range(30):
        if put.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(put).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("‘Story 17’ is pinned: Lead.")
    expect(place(page, "Lead").get_by_role("radio")).to_be_focused()

    down = page.get_by_role("button", name="Move down: Banking")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Finance stands before Banking.")
    expect(page.get_by_role("button", name="Move down: Banking")).to_be_focused()

    page.get_by_role("button", name="Publish", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Published.")
    assert on_the_page(page)[0] == "Story 17"


def test_escape_puts_a_story_back_that_was_taken(desk, stories):
    page = desk()
    page.goto(DESK)
    page.get_by_role("radio", name="Story 2 Banking").check()
    expect(page.locator(".place-put:visible").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".place-put:visible")).to_have_count(0)


def test_without_javascript_every_press_loads_the_page_and_nothing_is_missing(desk, stories):
    page = desk(javascript=False)
    page.goto(DESK)
    page.get_by_role("radio", name="Story 2 Banking").check()
    page.get_by_role("button", name="Put the chosen story here: Lead").click()
    expect(page.locator(".messages")).to_contain_text("‘Story 2’ is pinned: Lead.")
    page.get_by_label("Words of its headline").fill("Story 9")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("Story 9")
    page.get_by_role("button", name="Publish", exact=True).click()
    assert on_the_page(page)[0] == "Story 2"


def test_an_ended_session_asks_for_the_password_in_place_and_loses_nothing(desk, stories):
    page = desk()
    page.goto(DESK)
    page.get_by_role("button", name="Pin here: Story 3", exact=True).click()
    expect(page.locator("#said")).to_have_text("‘Story 3’ is pinned: Second row, 3.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_label("Password of editor").fill("a long enough secret")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".messages")).to_contain_text("Published.")
    assert Arrangement.objects.get().plan.pins


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_can_be_used_by_everybody_while_it_is_in_use(desk, stories, editor, width, scheme):
    page = desk(width, scheme)
    page.goto(DESK)
    page.get_by_role("button", name="Pin here: Story 2", exact=True).click()
    page.get_by_role("checkbox", name="Opinion").check()
    page.get_by_label("Words of its headline").fill("Story 1")
    expect(page.locator("#found li")).to_have_count(10)
    expect(place(page, "Second row, 2")).to_contain_text("Pinned")
    page.get_by_role("radio", name="Story 4 Banking").check()
    page.get_by_text("Publish later").click()
    found = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    page.screenshot(path=SHOTS / f"front-page-desk-{width}-{scheme}.png", full_page=True)
    assert found == []


def test_who_is_overtaken_sees_both_on_one_page(desk, stories, editor):
    page = desk(390)
    page.goto(DESK)
    page.get_by_role("button", name="Pin here: Story 2", exact=True).click()
    expect(page.locator("#said")).to_contain_text("is pinned")
    Arrangement.objects.arrange(Arrangement(content={}).plan, by=editor, base=0)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Edda Torvald arranged the page meanwhile")
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.screenshot(path=SHOTS / "front-page-desk-overtaken.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_breaking_news_stands_over_a_page_without_moving_it(reader, stories, width, scheme):
    text = "The central bank of Solmarena raises its rate by half a point, the first step in four years, and says why"
    BreakingNews.objects.create(text=text, article=stories[0])
    page = reader(width, scheme)
    page.goto("/")
    bar = page.get_by_role("complementary", name="Breaking news")
    expect(bar).to_contain_text(text)
    assert bar.bounding_box()["height"] < (60 if width > 400 else 100)
    assert violations(page) == []
    page.screenshot(path=SHOTS / f"breaking-news-{width}-{scheme}.png")
    bar.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Story 0")
