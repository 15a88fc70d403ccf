"""A small newsroom with one of everything, and a browser, for tests that look at the site as a whole."""

from __future__ import annotations

import os

import pytest
import redis
from playwright.sync_api import sync_playwright

from newsroom.tests.browser import CHROMIUM, SWITCHES
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
