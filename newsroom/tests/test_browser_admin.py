"""The screens of every room of the admin, in a real browser, on a desk and on a telephone. Screenshots: var/e2e/."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page

from newsletters.models import MailingList, SubscriberImport
from newsroom.tests.browser import SHOTS, needs_a_browser, violations
from newsroom.tests.one_of_each import one_of_each, screens

pytestmark = needs_a_browser

FILE = b"email,name\nnew@bank.example,Ada Reader\nnot an address,Berta Reader\nnew@bank.example,Ada Reader\n"


@pytest.fixture
def rooms(editor, keep_letters) -> dict[str, str]:
    """The screens of a newsroom with something in every room, an import at each of its steps among them."""
    rows = one_of_each(editor)
    daily = MailingList.objects.get()
    checked, done = (SubscriberImport.objects.upload(ContentFile(FILE, "guests.csv"), by=editor) for _ in range(2))
    for job in (checked, done):
        job.check_lines(columns=job.columns, mailing_list=daily, consent="Signed at our desk", has_heading=True)
        job.refresh_from_db()
    done.bring_in()
    page = "admin:newsletters_subscriberimport_{}"
    return screens(rows) | {
        "import-checked": reverse(page.format("change"), args=[checked.pk]),
        "import-done": reverse(page.format("change"), args=[done.pk]),
        "import-report": reverse(page.format("report"), args=[done.pk]),
    }


def problems(page: Page, address: str) -> list[str]:
    response = page.goto(address)
    page.wait_for_load_state("networkidle")
    found = violations(page)
    if response.status != 200:
        found.append(f"answers {response.status}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_screen_of_every_room_can_be_used_by_everybody(desk, rooms, width, scheme):
    page = desk(width, scheme)
    found = []
    for name, address in rooms.items():
        found += [f"{name}: {each}" for each in problems(page, address)]
        page.screenshot(path=SHOTS / f"admin-{name}-{width}-{scheme}.png", full_page=True)
    assert not found, "\n".join(found)
