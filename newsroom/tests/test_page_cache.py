"""Pages from memory: fast, never personal, and never older than what an editor has just done."""

import logging
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import edition, page_cache
from core.edition import Edition
from core.models import SiteSettings
from core.page_cache import public_page
from core.page_stores import MemoryStore, SharedStore
from newsroom.tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server():
    return Server()


def queries_of(server: Server, address: str) -> int:
    with CaptureQueriesContext(connection) as context:
        assert server(address).status == 200
    return len(context)


def test_a_page_that_was_read_is_answered_without_a_query(server, article_factory):
    address = article_factory().get_absolute_url()
    edition.bump()
    assert queries_of(server, address) > 1
    assert queries_of(server, address) == 0


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_it_is_the_same_page_in_every_coding(server, article_factory, coding):
    address = article_factory(title="Vault closes for good").get_absolute_url()
    plain = server(address).text
    answer = server(address, accept_encoding=coding)
    assert "Vault closes for good" in plain
    assert answer.text == plain
    assert answer.headers.get("content-encoding", "") == coding
    assert answer.headers["content-length"] == str(len(answer.raw))
    assert answer.headers["vary"] == "Accept-Encoding"


def test_who_has_the_page_already_is_told_so_in_a_few_bytes(server, article_factory):
    address = article_factory().get_absolute_url()
    known = server(address, accept_encoding="br").headers["etag"]
    for validator in (known, f"W/{known}", f'"other", {known}'):
        answer = server(address, accept_encoding="br", if_none_match=validator)
        assert (answer.status, answer.raw) == (304, b"")
        assert answer.headers["etag"] == known
    assert server(address, accept_encoding="br", if_none_match='"other"').status == 200


def test_head_has_the_headers_of_get_and_no_body(server):
    full = server("/latest-news/")
    head = server("/latest-news/", "HEAD")
    assert head.raw == b""
    assert head.headers == full.headers


def test_browsers_ask_each_time_and_caches_in_front_may_bridge_a_moment(server):
    headers = server("/").headers
    assert headers["cache-control"] == "public, max-age=0, s-maxage=1"
    assert "stale-while-revalidate=30" in headers["cdn-cache-control"]


def test_marks_of_advertising_campaigns_neither_multiply_pages_nor_stay_in_them(server):
    server("/latest-news/?utm_source=someone&fbclid=17")
    assert queries_of(server, "/latest-news/?utm_medium=mail&utm_source=another") == 0
    assert "utm_" not in server("/latest-news/?utm_source=someone").text


def test_an_editor_s_change_is_on_the_next_page_that_is_read(server, article_factory):
    article = article_factory(title="Before")
    assert "Before" in server("/").text
    article.save_revision({"title": "After"}, by=None)
    assert "Before" in server("/").text
    article.publish(by=None)
    assert "After" in server("/").text


def test_another_process_shows_the_change_within_a_second(server, article_factory, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(edition.time, "monotonic", lambda: now[0])
    article_factory(title="Before")
    edition.bump()
    assert "Before" in server("/").text
    SiteSettings.objects.bulk_create(
        [SiteSettings(pk=1, name="Changed elsewhere")]
    )  # by which this process learns nothing
    Edition.objects.update(number=edition.current() + 1)
    now[0] += 0.9
    assert "Changed elsewhere" not in server("/").text
    now[0] += 0.2
    assert "Changed elsewhere" in server("/").text


def test_a_scheduled_story_appears_on_the_second_and_leaves_on_the_second(server, article_factory, time_machine):
    time_machine.move_to("2026-03-02 11:59:59.5+00:00", tick=False)
    noon = timezone.now() + timedelta(seconds=0.5)
    article_factory(title="At noon", published_at=noon, expires_at=noon + timedelta(hours=1))
    edition.bump()
    assert "At noon" not in server("/").text
    time_machine.move_to(noon)
    assert "At noon" in server("/").text
    time_machine.move_to(noon + timedelta(minutes=59, seconds=59))
    assert "At noon" in server("/").text
    time_machine.move_to(noon + timedelta(hours=1))
    assert "At noon" not in server("/").text


def test_at_midnight_the_date_over_every_page_changes(server, time_machine):
    time_machine.move_to("2026-06-30 22:59:59+00:00", tick=False)  # one second to midnight in London
    assert "30 June 2026" in server("/").text
    time_machine.move_to("2026-06-30 23:00:00+00:00")
    assert "1 July 2026" in server("/").text


def test_who_is_signed_in_gets_and_leaves_nothing_personal(server, client, editor):
    client.force_login(editor)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    signed_in = server("/latest-news/", cookie=cookie)
    assert signed_in.text == server("/latest-news/").text
    assert "set-cookie" not in signed_in.headers
    assert "Torvald" not in signed_in.text


def test_the_admin_is_never_kept(server, client, editor):
    client.force_login(editor)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert "Torvald" in server("/admin/", cookie=cookie).text
    assert server("/admin/").status == 302


def _view(answer: HttpResponse, mark=public_page):
    """Django's handler, reduced to one view."""

    def application(environ, start_response):
        request = RequestFactory().get("/")
        request.META = environ
        response = mark(lambda request: answer)(request)
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        start_response(f"{response.status_code} OK", [*response.items(), *cookies])
        return [response.content]

    return application


def with_cookie() -> HttpResponse:
    answer = HttpResponse("yours")
    answer.set_cookie("who", "you")
    return answer


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie(),
        HttpResponse("yours", headers={"Vary": "Cookie"}),
        HttpResponse("yours", headers={"Cache-Control": "private"}),
        HttpResponse("yours", headers={"Content-Security-Policy": "script-src 'nonce-abc'"}),
    ],
)
def test_a_view_that_calls_its_page_public_and_gives_a_personal_answer_is_not_believed(answer, caplog):
    server = Server(_view(answer))
    with caplog.at_level(logging.ERROR):
        assert "etag" not in server("/page/").headers
    assert "is called a public page" in caplog.text


def test_pages_that_say_nothing_of_themselves_errors_and_private_pages_are_not_kept():
    for application in (
        _view(HttpResponse("a page"), mark=lambda view: view),
        _view(HttpResponse("gone", status=404)),
        _view(HttpResponse("yours"), mark=page_cache.private_page),
    ):
        assert "etag" not in Server(application)("/page/").headers


def test_what_was_sent_by_post_is_neither_answered_from_memory_nor_kept(server):
    server("/latest-news/")
    assert "etag" not in server("/latest-news/", "POST").headers


def test_pages_in_memory_can_be_read_while_the_database_is_away(server, monkeypatch):
    server("/latest-news/")
    monkeypatch.setattr(edition, "LOOK_EVERY", 0.0)

    def away() -> int:
        raise OperationalError("The database is away.")

    monkeypatch.setattr(edition, "current", away)
    assert server("/latest-news/").status == 200


def test_memory_has_a_bound_and_the_pages_read_last_stay():
    store = MemoryStore(100_000)
    entry = page_cache.Entry("200 OK", [], b"x" * 2000, "abc", time.time() + 60)
    for number in range(100):
        store.put(("page", number), entry)
        store.get(("page", 0))
    assert store.get(("page", 0))
    assert store.get(("page", 99))
    assert store.get(("page", 1)) is None


def test_two_processes_share_their_pages_through_redis(article_factory, redis_url):
    address = article_factory().get_absolute_url()
    one, two = (Server(store=SharedStore(redis_url, MemoryStore(10_000_000))) for _ in range(2))
    first = one(address, accept_encoding="br")
    assert queries_of(two, address) == 0
    second = two(address, accept_encoding="br")
    assert (second.text, second.headers) == (first.text, first.headers)


def test_without_redis_each_process_keeps_its_own(article_factory):
    address = article_factory().get_absolute_url()
    alone = Server(store=SharedStore("redis://127.0.0.1:9/0", MemoryStore(10_000_000)))  # where nobody listens
    alone(address)
    assert queries_of(alone, address) == 0
