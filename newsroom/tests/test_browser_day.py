"""A newsroom's day through the admin, with a server of its own that is killed in the middle of it, and no worker."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from core.tests import markup
from newsroom.tests.browser import SHOTS, needs_a_browser, until, violations

pytestmark = needs_a_browser[::2]  # without a database of the tests: the house has its own

SECRET = "a long enough secret"
PEOPLE = {"casimir": "Contributors", "edda": "Editors", "priscilla": "Publishers"}
FURNISH = f"""
from django.contrib.auth.models import Group
from articles.models import Article, Author, Section
from core.models import SiteSettings, User
SiteSettings.objects.create(name="Meridian")
for name in ("Banking", "Trading"):
    Section.objects.create(name=name, slug=name.lower())
for username, group in {PEOPLE!r}.items():
    user = User.objects.create_user(username, password={SECRET!r}, is_staff=True, first_name=username.title())
    user.groups.add(Group.objects.get(name=group))
before = {{"summary": "It did.", "video_url": "https://vimeo.com/76979871", "body": "<p>It opened.</p>"}}
Article.objects.create(title="A bank opens a branch", section=Section.objects.first(), **before).publish(by=None)
Author.objects.create(name="Casimir Inkling", user=User.objects.get(username="casimir"))
"""


class House:
    """A newsroom in a folder of its own. It can be killed like any other process, and started again."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = known | {
            "NEWSROOM_VAR": str(folder),
            "SITE_URL": self.address,
            "DEBUG": "1",
            "LOG_LEVEL": "ERROR",
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("shell", "-v0", "-c", FURNISH)
        self.start()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws"]
        command += [
            "--blocking-threads",
            "4",
            "--port",
            str(self.port),
            "--log-level",
            "warning",
            "newsroom.wsgi:application",
        ]
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True
        )
        until(lambda: self.answers("/healthz"))

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def answers(self, path: str) -> HTTPResponse | None:
        """What a reader gets, who follows no redirection; None where nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        with suppress(OSError):
            connection.request("GET", path)
            return connection.getresponse()
        return None

    def reads(self, path: str) -> str:
        answer = self.answers(path)
        return answer.read().decode() if answer and answer.status == 200 else ""


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.kill()


@pytest.fixture
def sits_down(chromium, house):
    """Somebody at a computer of their own, signed in."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    contexts = []

    def sign_in(username: str) -> Page:
        contexts.append(chromium.new_context(base_url=house.address, locale="en-GB", timezone_id=settings.TIME_ZONE))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(SECRET)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Your desk")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()


def look(page: Page, name: str) -> None:
    """Keeps how the screen looks at a desk and on a telephone, for somebody to look at; nothing reaches beyond it."""
    for width, height in ((390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SHOTS / f"day-{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
    assert violations(page) == [], name


def first_story(house: House) -> str:
    """What leads the front page."""
    return markup.read(house.reads("/")).one("article.card-lead").one("h2").text


def write(page: Page, words: str) -> None:
    """At the end of the text."""
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def is_saved(page: Page) -> None:
    expect(page.locator("#kept")).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=30_000)


def press(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(said)


def test_a_day_of_a_newsroom(house, sits_down):
    # A contributor writes; the server is killed in the middle of a sentence.
    casimir = sits_down("casimir")
    look(casimir, "1-contributors-desk")
    casimir.get_by_role("link", name="New article").click()
    casimir.get_by_label("Headline").fill("Clearing house passes its drill")
    casimir.get_by_label("Section", exact=True).select_option("Banking")
    write(casimir, "The clearing house ran its drill on Tuesday.")
    is_saved(casimir)
    article = casimir.url
    house.kill()
    write(casimir, " It took eleven hours.")
    expect(casimir.locator("#kept")).to_contain_text("The server does not answer", timeout=30_000)
    look(casimir, "2-the-server-is-away")
    casimir.close(run_before_unload=False)
    house.start()
    casimir = casimir.context.new_page()
    casimir.goto(article)
    offer = casimir.locator(".kept-offer")
    expect(offer).to_contain_text("This browser kept what you wrote here")
    look(casimir, "3-what-the-browser-kept")
    offer.get_by_role("button", name="Use it").click()
    expect(casimir.locator(".ProseMirror")).to_contain_text("It took eleven hours.")

    # An editor has it open at the same time, and both save.
    edda = sits_down("edda")
    edda.goto(article)
    expect(edda.locator("#others")).to_contain_text("has this article open too")
    edda.get_by_label("Standfirst").fill("Nobody failed, for once.")
    look(edda, "4-two-at-once")
    press(edda, "Save draft", "Saved.")
    write(casimir, " Every member took part.")
    press(casimir, "Send to review", "Saved together with what Edda saved meanwhile.")
    expect(casimir.locator(".timeline")).to_contain_text("Sent to review.")

    # It is sent back, mended, and approved; a step that lacks something leads to the field.
    edda.goto("/admin/")
    look(edda, "5-editors-desk")
    edda.get_by_role("link", name="Clearing house passes its drill").first.click()
    expect(edda.locator(".ProseMirror")).to_contain_text("Every member took part.")
    assert edda.get_by_label("Standfirst").input_value() == "Nobody failed, for once."
    edda.get_by_label("A note for the others").fill("@casimir Which members?")
    press(edda, "Send back", "Sent back to its writer.")
    casimir.goto("/admin/")
    expect(casimir.get_by_text("calls upon you")).to_contain_text("Which members?")
    casimir.goto(article)
    write(casimir, " There are 43 of them.")
    press(casimir, "Send to review", "Sent to review.")
    edda.goto(article)
    edda.get_by_role("button", name="Approve", exact=True).click()
    refused = edda.locator(".error-links")
    expect(refused).to_contain_text("An article needs a quick summary.")
    expect(edda.locator(".kept-offer")).to_have_count(0)
    look(edda, "6-a-refused-step")
    refused.get_by_role("link", name="Quick summary").click()
    edda.get_by_label("Quick summary").fill("The drill took eleven hours and 43 members passed.")
    edda.get_by_role("textbox", name="Film").fill("https://vimeo.com/76979871")
    press(edda, "Approve", "Approved.")

    # A publisher schedules it; it appears on the second, and no worker runs.
    priscilla = sits_down("priscilla")
    priscilla.goto(article)
    moment = datetime.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    if moment - datetime.now() < timedelta(seconds=15):
        moment += timedelta(minutes=1)
    priscilla.get_by_label("Publish at").fill(f"{moment:%Y-%m-%dT%H:%M}")
    press(priscilla, "Publish", "Scheduled. It appears by itself")
    look(priscilla, "7-scheduled")
    address = "/banking/clearing-house-passes-its-drill/"
    assert house.reads(address) == ""
    assert "passes its drill" not in house.reads("/")
    appeared = until(lambda: house.reads(address), at_most=90)
    assert timedelta(0) <= appeared - moment < timedelta(seconds=2)
    assert "passes its drill" in house.reads("/")

    # Something was wrong; readers are told.
    priscilla.goto(article)
    priscilla.locator(".ProseMirror").get_by_text("It took eleven hours.").click()
    write(priscilla, " One sat out.")
    priscilla.get_by_label("What readers are told").select_option("A correction: something was wrong")
    priscilla.get_by_label("In a sentence or two").fill("One member of 43 did not take part.")
    look(priscilla, "8-a-correction")
    press(priscilla, "Publish changes", "Published.")
    assert "One sat out." in house.reads(address)
    assert "One member of 43 did not take part." in house.reads(address)
    assert "One member of 43 did not take part." in house.reads("/corrections/")

    # That was not so: the version before comes back.
    priscilla.get_by_role("link", name="History").click()
    look(priscilla, "9-history")
    priscilla.get_by_role("link", name="What changed").first.click()
    expect(priscilla.locator("ins")).to_contain_text("One sat out.")
    look(priscilla, "10-comparison")
    priscilla.get_by_role("button", name=re.compile("Go back to")).first.click()
    expect(priscilla.locator(".messages")).to_contain_text("is the newest again")
    assert "One sat out." in house.reads(address)
    press(priscilla, "Publish changes", "Published.")
    assert "One sat out." not in house.reads(address)

    # Address and section change; who comes to the old one is led on.
    priscilla.get_by_text("Address and search").click()
    priscilla.get_by_label("Address", exact=True).fill("drill-passed")
    priscilla.get_by_label("Section", exact=True).select_option("Trading")
    press(priscilla, "Publish changes", "Published.")
    led = house.answers(address)
    assert led
    assert (led.status, led.headers["Location"]) == (301, "/trading/drill-passed/")
    assert "passes its drill" in house.reads("/trading/drill-passed/")

    # The front page is rearranged.
    assert first_story(house) == "Clearing house passes its drill"
    priscilla.goto("/admin/front-page/")
    priscilla.get_by_label("Words of its headline").fill("opens a branch")
    priscilla.locator("#found").get_by_role("radio").check()
    priscilla.get_by_role("button", name="Put the chosen story here: Lead").click()
    expect(priscilla.locator("#said")).to_have_text("‘A bank opens a branch’ is pinned: Lead.")
    look(priscilla, "11-front-page-desk")
    press(priscilla, "Publish", "Published.")
    assert first_story(house) == "A bank opens a branch"
