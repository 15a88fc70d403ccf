"""Where pages are kept: of which host, with how long an address, by several threads at once, and while Redis hangs."""

import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

import pytest
from django.http import HttpResponse

from core import page_stores
from core.page_cache import public_page
from core.page_stores import Entry, MemoryStore, SharedStore
from newsroom.tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)


class Counting:
    """A site that says on its pages how it was asked, and counts how often."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        said = (
            f"{environ.get('HTTP_HOST')} {environ['wsgi.url_scheme']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        )
        request = type("Request", (), {"method": environ["REQUEST_METHOD"], "META": environ})()
        response = public_page(lambda request: HttpResponse(said))(request)
        start_response("200 OK", list(response.items()))
        return [response.content]


@pytest.fixture
def site() -> Counting:
    return Counting()


@pytest.fixture(params=["memory", "redis"])
def server(request, site, monkeypatch) -> Server:
    store = MemoryStore(10_000_000)
    if request.param == "redis":
        monkeypatch.setattr(page_stores, "code_stamp", token_hex)  # what other tests have left there is not looked at
        store = SharedStore(request.getfixturevalue("redis_url"), store)
    return Server(site, store)


def entry(size: int = 2_000, keep_for: float = 60) -> Entry:
    return Entry("200 OK", [], b"x" * size, "abc", time.time() + keep_for)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"host": "paper.example"}, {"host": "other.example"}),
        ({"host": "paper.example"}, {"host": "paper.example:8443"}),
        ({"host": "paper.example"}, {"host": "paper.example', '/page/"}),
    ],
)
def test_two_hosts_never_share_a_page(server, site, one, other):
    assert server("/page/", **one).text == f"{one['host']} http /page/?"
    assert server("/page/", **other).text == f"{other['host']} http /page/?"
    assert server("/page/", **one).text == f"{one['host']} http /page/?"
    assert site.asked == 2


def test_neither_do_two_addresses_that_read_alike_when_written_one_after_the_other(server):
    assert server("/a/?b=c").text.endswith("/a/?b=c")
    assert server("/a/%3Fb=c").text.endswith("/a/?b=c?")


@pytest.mark.parametrize(
    "address", ["/page/?q=" + "x" * 400, "/" + "x" * 3000 + "/", "/?" + "utm_a=b&" * 5000 + "q=1" * 200]
)
def test_a_very_long_address_is_answered_and_not_kept(server, site, address):
    assert server(address).status == server(address).status == 200
    assert site.asked == 2


def test_of_a_long_address_that_is_all_marks_of_campaigns_the_page_is_kept(server, site):
    server("/page/")
    assert server("/page/?" + "&".join(f"utm_{number}={'x' * 90}" for number in range(500))).status == 200
    assert site.asked == 1


@pytest.fixture
def hanging():
    """The address of a Redis that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def test_while_redis_hangs_pages_come_quickly_and_from_memory(site, hanging):
    server = Server(site, SharedStore(hanging, MemoryStore(10_000_000)))
    began = time.monotonic()
    for number in range(20):
        assert server(f"/page/{number}/").status == 200
        assert server(f"/page/{number}/").status == 200
    assert time.monotonic() - began < 1.0
    assert site.asked == 20


@pytest.fixture
def _nervous():
    """Lets threads interrupt each other as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_nervous")
def test_threads_that_keep_the_same_pages_at_once_take_no_room_from_others():
    room_for = 20
    store = MemoryStore(room_for * 5_000)  # an entry counts as 5,000 bytes

    def work(number: int) -> None:
        for turn in range(3_000):
            key = ("page", turn % 3)
            store.put(key, entry(keep_for=-1 if turn % 7 == 0 else 60))
            store.get(key)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    for number in range(room_for):
        store.put(("other", number), entry())
    assert all(store.get(("other", number)) for number in range(room_for))
    store.put(("one", "more"), entry())
    assert store.get(("other", 0)) is None
