from urllib.parse import urldefrag

import pytest

from core.tests import markup
from pages.models import MenuItem

pytestmark = pytest.mark.django_db


def links(client, address: str) -> set[str]:
    """The addresses of this site to which the page leads, and of what it loads."""
    response = client.get(address)
    if response.streaming or not response["Content-Type"].startswith("text/html"):  # a feed, a calendar, a badge
        return set()
    page = markup.read(response.text)
    srcset = [part.split()[0] for value in page.values("srcset") for part in value.split(",")]
    found = [urldefrag(each)[0] for each in [*page.values("href"), *page.values("src"), *srcset]]
    path = address.partition("?")[0]
    return {f"{path}{each}" if each.startswith("?") else each for each in found if each.startswith(("/", "?"))}


def crawl(client, start: str = "/") -> dict[str, set[str]]:
    """Every page of the site that can be reached from the start, and where each leads."""
    seen: dict[str, set[str]] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/media/", "/static/")):
            continue
        seen[address] = links(client, address)
        waiting.extend(seen[address])
    return seen


def answers(client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        list(response.streaming_content)  # to its end, which closes the file
    return response.status_code


def test_every_page_can_be_reached_from_the_front_page_and_every_link_answers(client, paper):
    pages = crawl(client)
    targets = set().union(*pages.values())
    dead = {
        address: code
        for address in targets
        if not address.startswith("/static/") and (code := answers(client, address)) != 200
    }
    assert dead == {}
    assert set(paper.pages.values()) <= set(pages)


def test_the_crawl_would_notice_a_dead_link(client):
    MenuItem.objects.create(menu="legal", label="Dead", address="/no-such-page/")
    assert answers(client, "/no-such-page/") == 404
    assert "/no-such-page/" in links(client, "/")
