"""A small newsroom with one of everything, and a browser, for tests that look at the site as a whole."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from articles.models import Article, Section
from newsroom.tests.browser import CHROMIUM, SHOTS, SWITCHES
from newsroom.tests.paper import Paper, make_paper
from newsroom.tests.wxr_files import bring_in, export


@pytest.fixture(scope="module")
def chromium():
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, live_server):
    """Opens a window of a browser that nobody has used before, as wide as it is told, as by somebody who has zoomed in.

    At the end no page may have complained on its console, but for a form that was sent back, nor may it have missed
    anything; other sites cannot be reached.
    """
    SHOTS.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def watch(page: Page) -> None:
        page.on("console", lambda said: is_complaint(said) and complaints.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: is_missed(request) and complaints.append(f"{page.url}: {request.url}"))

    def open_page(
        width: int = 1280,
        scheme: str = "light",
        *,
        height: int = 800,
        javascript: bool = True,
        zoom: int = 1,
        **device: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width // zoom, "height": height // zoom},
            device_scale_factor=zoom,
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="en-GB",
            **device,
        )
        contexts.append(context)
        context.route(lambda address: not address.startswith((live_server.url, "data:")), lambda route: route.abort())
        context.on("page", watch)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


EXPECTED = ("422 (Unprocessable", "409 (Conflict", "502 (Bad Gateway")
"""Forms that are sent back, two people who changed the same, and a server that a test takes away."""


def is_complaint(said: ConsoleMessage) -> bool:
    return said.type == "error" and not any(each in said.text for each in EXPECTED)


def is_missed(request: Request) -> bool:
    """What a page gives up when it is left, or when it becomes a download, is not missed."""
    return request.failure != "net::ERR_ABORTED"


@pytest.fixture
def reader(browse):
    """Opens a window for a reader, who is given no cookie on any page."""
    contexts: list[BrowserContext] = []

    def open_page(*args, **options) -> Page:
        page = browse(*args, **options)
        contexts.append(page.context)
        return page

    yield open_page
    assert [context.cookies() for context in contexts] == [[]] * len(contexts)


@pytest.fixture
def desk(browse, live_server, client, editor):
    """Opens a window in which the editor is signed in."""
    client.force_login(editor)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }

    def open_page(*args, **options) -> Page:
        page = browse(*args, **options)
        page.context.add_cookies([cookie])
        return page

    return open_page


@pytest.fixture
def keep_letters(settings, tmp_path) -> None:
    """Keeps letters as files in place of sending them, as a site does that has no mail server."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": tmp_path / "letters"}}}


@pytest.fixture
def write_stories(db):
    """Makes many published stories at once, a minute apart, 'Story 0' the newest; of the sections and kinds in turn."""

    def make(count: int, sections: list[Section], kinds: tuple[str, ...] = ("news",)) -> list[Article]:
        now = timezone.now()
        return Article.objects.bulk_create(
            Article(
                title=f"Story {number}",
                slug=f"story-{number}",
                section=sections[number % len(sections)],
                kind=kinds[number % len(kinds)],
                status=Article.Status.PUBLISHED,
                published_at=now - timedelta(minutes=number + 1),
            )
            for number in range(count)
        )

    return make


@pytest.fixture
def paper(article_factory, author_factory, image_factory) -> Paper:
    return make_paper(article_factory, author_factory, image_factory)


@pytest.fixture
def redis_url() -> str:
    """A Redis on this machine; a test that needs one is skipped, saying so, where there is none."""
    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=0.5).ping()
    except redis.RedisError:
        pytest.skip(f"no Redis answers at {url}")
    return url


@pytest.fixture
def run(tmp_path):
    """Imports an export of the given items; its report comes back."""
    return lambda *parts, options=(), **head: bring_in(tmp_path, export(*parts, **head), *options)
