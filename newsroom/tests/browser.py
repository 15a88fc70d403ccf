"""A real browser for tests: where it is, how it is started, and what it finds wrong with a page."""

import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = Path(settings.BASE_DIR) / "var" / "e2e"

needs_a_browser = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="No Chromium here; install one: apt-get install -y chromium"),
]


def violations(page: Page) -> list[str]:
    """What axe finds inaccessible, a line for each place."""
    # Without `preload`, axe would fetch our stylesheets again and look for what they import beside the page.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def until(happens: Callable[[], object], *, at_most: float = 60) -> datetime:
    """The moment at which it happens."""
    end = time.monotonic() + at_most
    while not happens():
        assert time.monotonic() < end, "It never happened."
        time.sleep(0.05)
    return datetime.now()
