"""The calendar in a real browser: dragging to another day, the same by keyboard, and by whose clock. Screenshots:
var/e2e/."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from core.models import User
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

CALENDAR = reverse("admin:articles_article_calendar")


def morning(days: int) -> datetime:
    """Seven o’clock in so many days."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(7)))


def week_of(moment: datetime) -> str:
    return f"{CALENDAR}?week={timezone.localdate(moment):%G-W%V}"


def entry(page: Page, title: str):
    return page.locator("li.entry", has_text=title)


def day(page: Page, moment: datetime):
    return page.locator(f"[data-day='{timezone.localdate(moment)}']")


@pytest.fixture
def monday() -> int:
    """In how many days the week after the next begins."""
    return 14 - timezone.localdate().weekday()


def test_an_article_is_dragged_to_another_day_and_keeps_its_time(desk, article_factory, monday):
    article = article_factory("Coming", published_at=morning(monday))
    page = desk()
    page.goto(week_of(morning(monday)))
    entry(page, "Coming").drag_to(day(page, morning(monday + 3)))
    page.wait_for_load_state()
    expect(page.locator(".messages")).to_contain_text("‘Coming’ appears")
    expect(day(page, morning(monday + 3))).to_contain_text("Coming")
    page.screenshot(path=SHOTS / "calendar-dragged.png", full_page=True)
    article.refresh_from_db()
    assert article.published_at == morning(monday + 3)


def test_the_same_by_keyboard_also_to_another_minute(desk, article_factory, monday):
    article = article_factory("Being read", status="review")
    page = desk()
    page.goto(week_of(morning(monday)))
    summary = entry(page, "Being read").locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(entry(page, "Being read").get_by_label("To which day")).to_be_visible()
    page.keyboard.press("Escape")
    expect(entry(page, "Being read").get_by_label("To which day")).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(entry(page, "Being read").get_by_label("To which day")).to_be_focused()
    entry(page, "Being read").get_by_label("To which day").fill(str(timezone.localdate(morning(monday + 1))))
    entry(page, "Being read").get_by_label("At").fill("08:40")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".messages")).to_contain_text("‘Being read’ is planned for")
    article.refresh_from_db()
    assert article.published_at == morning(monday + 1) + timedelta(hours=1, minutes=40)


def test_nothing_is_let_go_over_a_day_that_is_over(desk, article_factory):
    article = article_factory("Coming", published_at=morning(2))
    page = desk()
    page.goto(CALENDAR + f"?month={timezone.localdate(morning(2)):%Y-%m}")
    over = page.locator("td.over").first
    if over.count():
        entry(page, "Coming").drag_to(over)
        expect(page.locator(".messages")).to_have_count(0)
    article.refresh_from_db()
    assert article.published_at == morning(2)


def test_it_works_without_javascript(desk, article_factory, monday):
    article_factory("Coming", published_at=morning(monday))
    page = desk(javascript=False)
    page.goto(week_of(morning(monday)))
    page.locator("summary", has_text="Move").click()
    page.get_by_label("To which day").fill(str(timezone.localdate(morning(monday + 4))))
    page.locator("form").get_by_role("button", name="Move").click()
    page.wait_for_load_state()
    expect(day(page, morning(monday + 4))).to_contain_text("Coming")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_crowded_calendar_can_be_used_by_everybody(desk, article_factory, width, scheme):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " + "borrows again " * 6
    for number in range(9):
        article_factory(f"{long} {number}", published_at=morning(1) + timedelta(hours=number % 3))
        article_factory(status=("draft", "review", "approved")[number % 3], published_at=morning(number - 4))
        article_factory(status="review")
    article_factory("Offer", published_at=morning(-9), expires_at=morning(2))
    page = desk(width, scheme)
    for kind, value in (("month", "%Y-%m"), ("week", "%G-W%V"), ("day", "%Y-%m-%d")):
        page.goto(f"{CALENDAR}?{kind}={timezone.localdate(morning(1)):{value}}")
        page.wait_for_load_state("networkidle")
        page.locator("main summary", has_text="Move").first.click()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert violations(page) == []
        page.screenshot(path=SHOTS / f"calendar-{kind}-{width}-{scheme}.png", full_page=True)


def test_who_sits_elsewhere_is_offered_their_own_time_once(desk, editor, article_factory):
    article_factory("Coming", published_at=morning(1))
    page = desk(timezone_id="Asia/Tokyo")
    page.goto("/admin/")
    offer = page.locator("zone-offer")
    expect(offer).to_contain_text("Your computer goes by Tokyo time; the times here are those of London.")
    page.screenshot(path=SHOTS / "zone-offer.png")
    offer.get_by_role("button", name="Leave it so").click()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(offer).to_be_hidden()
    page.evaluate("localStorage.clear()")
    page.reload()
    offer.get_by_role("button", name="Go by Tokyo time").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".messages")).to_contain_text("Times are told in Tokyo time now.")
    expect(offer).to_be_hidden()
    page.goto(CALENDAR + f"?month={timezone.localdate(morning(1)):%Y-%m}")
    there = morning(1).astimezone(ZoneInfo("Asia/Tokyo"))
    expect(entry(page, "Coming").first).to_contain_text(f"{there:%H:%M}")


def test_who_sits_where_the_paper_is_is_offered_nothing(desk):
    page = desk(timezone_id="Europe/Guernsey")
    page.goto("/admin/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("zone-offer")).to_be_hidden()


def test_the_clock_beside_a_date_goes_on(desk, editor, article_factory):
    User.objects.filter(pk=editor.pk).update(time_zone="Asia/Tokyo")
    article = article_factory(status="draft", published_at=morning(1))
    page = desk()
    page.clock.install(time="2026-12-01T05:03:20Z")
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    clock = page.locator(".field-published_at zone-clock")
    expect(clock).to_have_text("14:03")
    page.clock.run_for(60_000)
    expect(clock).to_have_text("14:04")
    expect(page.locator(".field-published_at input[type=datetime-local]")).to_have_value(
        f"{morning(1).astimezone(ZoneInfo('Asia/Tokyo')):%Y-%m-%dT%H:%M}"
    )
    page.locator(".edit-side").screenshot(path=SHOTS / "date-in-tokyo.png")
    assert Article.objects.get().published_at == morning(1)
