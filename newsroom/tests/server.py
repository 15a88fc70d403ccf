"""The site as its web server asks it: through the page cache, in one process or several."""

import gzip
import io

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from core.page_cache import PageCache
from core.page_stores import MemoryStore


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes):
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}
        self.raw = body

    @property
    def text(self) -> str:
        coding = self.headers.get("content-encoding", "")
        decoded = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)(self.raw)
        return decoded.decode()


class Server:
    """One process that serves the site."""

    def __init__(self, application=None, store=None):
        self.application = PageCache(application or WSGIHandler(), store or MemoryStore(10_000_000))

    def __call__(self, address: str, method: str = "GET", **headers: str) -> Answer:
        head: list = []
        environ = RequestFactory(headers=headers).generic(method, address).environ | {"wsgi.errors": io.StringIO()}
        body = self.application(environ, lambda status, headers, exc_info=None: head.extend([status, headers]))
        try:
            return Answer(*head, b"".join(body))
        finally:
            getattr(body, "close", lambda: None)()
