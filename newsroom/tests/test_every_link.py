from urllib.parse import urldefrag

import pytest

from core.tests import markup
from pages.models import MenuItem

pytestmark = pytest.mark.django_db


def visit(client, address: str) -> tuple[int, set[str]]:
    """What the page answers; the addresses of this site to which it leads, and of what it loads."""
    response = client.get(address)
    if response.streaming:
        list(response.streaming_content)  # to its end, which closes the file
    if response.streaming or not response["Content-Type"].startswith("text/html"):  # a feed, a calendar, a badge
        return response.status_code, set()
    page = markup.read(response.text)
    srcset = [part.split()[0] for value in page.values("srcset") for part in value.split(",")]
    found = [urldefrag(each)[0] for each in [*page.values("href"), *page.values("src"), *srcset]]
    path = address.partition("?")[0]
    inner = {f"{path}{each}" if each.startswith("?") else each for each in found if each.startswith(("/", "?"))}
    return response.status_code, inner


def crawl(client, start: str = "/") -> dict[str, int]:
    """What every page and picture answers that can be reached from the start."""
    seen: dict[str, int] = {}
    waiting = {start}
    while waiting:
        address = waiting.pop()
        seen[address], found = visit(client, address)
        waiting |= {each for each in found if not each.startswith("/static/")} - set(seen)
    return seen


def test_every_page_can_be_reached_from_the_front_page_and_every_link_answers(client, paper):
    answers = crawl(client)
    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert set(paper.pages.values()) <= set(answers)


def test_the_crawl_would_notice_a_dead_link(client):
    MenuItem.objects.create(menu="legal", label="Dead", address="/no-such-page/")
    assert crawl(client)["/no-such-page/"] == 404
