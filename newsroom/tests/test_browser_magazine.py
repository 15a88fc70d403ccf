"""An issue from its PDF to its readers, in a real browser. Screenshots: var/e2e/."""

import re
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from playwright.sync_api import CDPSession, Page, expect

from magazines.models import Issue, IssuePdf
from magazines.tasks import make_pages
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

PRINTED = """
<style>
@page { size: 148mm 210mm; margin: 15mm }
h1 { break-before: page }
h1:first-of-type { break-before: auto }
</style>
<h1>The Quay Gazette</h1><p>Number seventy-nine</p>
<h1>A vault closes</h1><p>The vault in Solmarena closed on Tuesday, and nobody came to see it.</p>
<h1>Letters</h1><p>Dear editor, you are mistaken about the harbour.</p>
"""


@pytest.fixture
def foreign_pdf(chromium, tmp_path):
    """A PDF that the browser printed."""
    page = chromium.new_page()
    page.set_content(PRINTED)
    path = tmp_path / "gazette.pdf"
    page.pdf(path=path, prefer_css_page_size=True, outline=True, tagged=True)
    page.close()
    return path


@pytest.fixture
def worker(monkeypatch):
    """Does what is enqueued in a thread of its own once it is told to begin."""
    begin, threads = threading.Event(), []

    def work(pdf_id: int) -> None:
        begin.wait(30)
        make_pages.call(pdf_id)
        connection.close()

    def enqueue(task, pdf_id: int) -> None:
        threads.append(threading.Thread(target=work, args=[pdf_id]))
        threads[-1].start()

    monkeypatch.setattr(type(make_pages), "enqueue", enqueue)
    yield begin
    begin.set()
    for thread in threads:
        thread.join()


def test_a_pdf_is_uploaded_watched_published_read_by_keys_and_searched(desk, reader, foreign_pdf, worker):
    screen = desk()
    screen.goto("/admin/magazines/issue/add/")
    screen.get_by_role("textbox", name="Number").fill("79")
    screen.get_by_label("Title", exact=True).fill("The vault closes")
    screen.get_by_label("PDF", exact=True).set_input_files(foreign_pdf)
    screen.get_by_role("button", name="Save", exact=True).click()
    progress = screen.locator("pages-progress")
    expect(progress).to_contain_text("The pages will be made in a moment.")
    screen.screenshot(path=SHOTS / "issue-in-the-making.png", full_page=True)
    worker.set()
    expect(progress).to_contain_text("3 pages are ready.", timeout=60_000)

    screen.reload()
    screen.get_by_role("button", name="Take the contents from its outline").click()
    expect(screen.locator(".messages")).to_contain_text("3 lines taken from the PDF’s outline.")
    assert violations(screen) == []
    screen.get_by_role("button", name="Publish now").click()
    expect(screen.locator(".messages")).to_contain_text("Published.")

    page = reader()
    page.goto("/magazines/")
    page.get_by_role("link", name="Read the issue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Page 1 of 3")
    page.wait_for_load_state()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"/magazines/issue-79/read/2/$"))
    expect(page.locator(".page-text")).to_contain_text("The vault in Solmarena closed on Tuesday")
    page.locator(".sheet img").evaluate("image => image.decode()")
    page.screenshot(path=SHOTS / "issue-page.png")
    assert violations(page) == []
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"/read/1/$"))
    page.goto("/magazines/issue-79/read/#page=3")
    expect(page).to_have_url(re.compile(r"/read/3/$"))
    page.get_by_label("Find in this issue").fill("solmarena")
    page.keyboard.press("ArrowLeft")  # which moves in the field, and turns nothing
    page.keyboard.press("Enter")
    expect(page.locator(".hit mark")).to_have_text("Solmarena")
    page.get_by_role("link", name="Page 2").click()
    expect(page.locator(".page-text mark")).to_have_text("Solmarena")


def test_an_issue_is_read_and_searched_without_javascript(reader, foreign_pdf, issue_with_pages):
    page = reader(360, javascript=False)
    page.goto("/magazines/issue-80/read/1/")
    page.get_by_role("link", name="Page 2", exact=True).first.click()
    expect(page.locator(".page-text")).to_contain_text("The vault in Solmarena")
    page.get_by_label("Find in this issue").fill("harbour")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".hit mark")).to_have_text("harbour")


@pytest.fixture
def issue_with_pages(foreign_pdf):
    issue = Issue.objects.create(number="80", title="Without a script")
    issue.publish()
    with foreign_pdf.open("rb") as file:
        issue.take_pdf(file, "gazette.pdf")
    assert IssuePdf.objects.get().ready_at
    return issue


# -- Under a finger: a swipe turns the page, and whatever else fingers do is left alone ------------

Point = tuple[float, float]


class Fingers:
    """Moves fingers over the screen of a phone, as the system would report them."""

    def __init__(self, session: CDPSession):
        self.session = session

    def _say(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def drag(self, *ways: tuple[Point, Point], steps: int = 8) -> None:
        """Puts a finger down at the start of each way, moves all together, and lifts them."""
        down: list[Point] = []
        for start, _ in ways:
            down.append(start)
            self._say("touchStart", *down)
        for step in range(1, steps + 1):
            share = step / steps
            self._say("touchMove", *((x + (to - x) * share, y + (on - y) * share) for (x, y), (to, on) in ways))
        self._say("touchEnd")


@pytest.fixture
def phone(browse) -> Callable[..., tuple[Page, Fingers]]:
    """Page 2 of an issue on a phone, and the fingers over it."""

    def open_phone(position: int = 2):
        page = browse(width=360, has_touch=True, is_mobile=True, bypass_csp=True)  # for wait_for_function
        page.add_init_script("turned = false; addEventListener('click', () => { turned = true })")
        page.goto(f"/magazines/issue-80/read/{position}/")
        page.wait_for_function("!!customElements.get('issue-reader')")
        page.locator(".sheet img").evaluate("image => image.decode()")
        return page, Fingers(page.context.new_cdp_session(page))

    return open_phone


def stays(page: Page, position: int = 2) -> None:
    """Nothing turned the page: no link was pressed up to now."""
    assert page.evaluate("turned") is False
    expect(page).to_have_url(re.compile(rf"/read/{position}/$"))


def comes_to(page: Page, position: int) -> None:
    """The page was turned to another, which is ready to be turned in its turn."""
    expect(page).to_have_url(re.compile(rf"/read/{position}/$"))
    page.wait_for_function("!!customElements.get('issue-reader')")


def test_a_swipe_turns_the_page_forwards_and_back(issue_with_pages, phone):
    page, fingers = phone()
    fingers.drag(((300, 400), (80, 410)))
    comes_to(page, 3)
    fingers.drag(((80, 400), (300, 390)))
    comes_to(page, 2)
    fingers.drag(((80, 400), (300, 390)))
    comes_to(page, 1)


def test_a_swipe_beyond_the_last_page_stays_there(issue_with_pages, phone):
    page, fingers = phone(3)
    fingers.drag(((300, 400), (80, 400)))
    stays(page, 3)


def test_scrolling_down_scrolls_and_turns_nothing(issue_with_pages, phone):
    page, fingers = phone()
    fingers.drag(((200, 600), (150, 250)), steps=20)
    page.wait_for_function("scrollY > 200")
    stays(page)


def test_a_slanting_or_a_short_move_turns_nothing(issue_with_pages, phone):
    page, fingers = phone()
    fingers.drag(((280, 500), (180, 430)))
    stays(page)
    fingers.drag(((200, 400), (150, 400)))
    stays(page)


def test_pinching_zooms_and_turns_nothing_and_neither_does_moving_about_the_enlarged_page(issue_with_pages, phone):
    page, fingers = phone()
    fingers.drag(((170, 400), (40, 400)), ((190, 400), (320, 400)), steps=20)
    page.wait_for_function("visualViewport.scale > 1.5")
    stays(page)
    fingers.drag(((300, 400), (80, 400)))
    stays(page)


def test_a_finger_that_goes_through_the_small_pages_or_the_words_one_looks_for_turns_nothing(issue_with_pages, phone):
    page, fingers = phone()
    field = page.get_by_label("Find in this issue")
    field.fill("a rather long question about the harbour of Solmarena")
    for part in (field, page.locator(".strip")):
        part.evaluate("part => part.scrollIntoView({ behavior: 'instant', block: 'center' })")
        box = part.bounding_box()
        middle = box["y"] + box["height"] / 2
        fingers.drag(((box["x"] + box["width"] - 20, middle), (40, middle)))
        stays(page)
