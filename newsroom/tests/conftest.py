"""A small newsroom with one of everything, and a browser, for tests that look at the site as a whole."""

from __future__ import annotations

import os

import pytest
import redis
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, sync_playwright

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
def desk(chromium, live_server, client, editor):
    """Opens a browser in which the editor is signed in; at the end no page may have complained on its console."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    client.force_login(editor)
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def watch(page: Page) -> None:
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{page.url}: {said.text} {said.location}") if said.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def open_page(width: int = 1280, scheme: str = "light", *, signed_in: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, locale="en-GB"
        )
        if signed_in:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def keep_letters(settings, tmp_path) -> None:
    """Keeps letters as files in place of sending them, as a site does that has no mail server."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": tmp_path / "letters"}}}


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
