"""Where pages are kept: in the memory of the process, and in Redis for all processes where that is configured."""

import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import redis
from django.apps import apps as django_apps
from django.conf import settings

logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
Key = tuple[Hashable, ...]

_ROUGHLY = 2_000  # bytes that an entry takes beside its texts


@dataclass
class Entry:
    """A page as it was answered. Its compressed forms are made when they are first asked for."""

    status: str
    headers: Headers
    body: bytes
    validator: str
    keep_until: float
    """Seconds since 1970."""
    encoded: dict[str, tuple[str, Headers, Headers, bytes]] = field(default_factory=dict)
    """By content coding: the validator, the headers of a 304 and of a 200, the body."""

    @property
    def is_over(self) -> bool:
        return time.time() >= self.keep_until


class Store(Protocol):
    def get(self, key: Key) -> Entry | None: ...
    def put(self, key: Key, entry: Entry) -> None: ...


class MemoryStore:
    """The pages asked for last, in this process, up to so many bytes, compressed forms included."""

    def __init__(self, most_bytes: int):
        self.most_bytes = most_bytes
        self._entries: OrderedDict[Key, tuple[Entry, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Entry | None:
        kept = self._entries.get(key)
        if kept is None:
            return None
        if kept[0].is_over:
            with self._lock:
                self._drop(key)
            return None
        try:
            self._entries.move_to_end(key)
        except KeyError:  # dropped by another thread meanwhile
            return None
        return kept[0]

    def put(self, key: Key, entry: Entry) -> None:
        size = int(len(entry.body) * 1.5) + _ROUGHLY  # compressed forms come to about half of the text
        if size > self.most_bytes // 10:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = (entry, size)
            self._bytes += size
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: Key) -> None:
        """Only with the lock: what is counted and what is there must change together."""
        if kept := self._entries.pop(key, None):
            self._bytes -= kept[1]


class SharedStore:
    """Pages in Redis, which all processes of all machines that run the same code read; those read last also in memory.

    While Redis cannot be reached, each process keeps its own.
    """

    RETRY_AFTER = 5.0  # seconds

    def __init__(self, url: str, memory: MemoryStore):
        self.memory = memory
        self._redis = redis.Redis.from_url(url, socket_timeout=0.25, socket_connect_timeout=0.25)
        self._prefix = f"newsroom:page:{code_stamp()}:"
        self._silent_until = 0.0

    def get(self, key: Key) -> Entry | None:
        if entry := self.memory.get(key):
            return entry
        packed = self._try("get", self._name(key))
        if not packed:
            return None
        head, _, body = packed.partition(b"\n")
        known = json.loads(head)
        known["headers"] = [(name, value) for name, value in known["headers"]]
        entry = Entry(body=body, **known)
        if entry.is_over:
            return None
        self.memory.put(key, entry)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        self.memory.put(key, entry)
        seconds = int(entry.keep_until - time.time())
        if seconds > 0:
            head = {name: getattr(entry, name) for name in ("status", "headers", "validator", "keep_until")}
            self._try("set", self._name(key), json.dumps(head).encode() + b"\n" + entry.body, ex=seconds)

    def _name(self, key: Key) -> str:
        return self._prefix + blake2b(repr(key).encode(), digest_size=16).hexdigest()

    def _try(self, command: str, *arguments, **options):
        if time.monotonic() < self._silent_until:
            return None
        try:
            return getattr(self._redis, command)(*arguments, **options)
        except redis.RedisError as problem:
            logger.warning("Redis cannot be used for pages: %s", problem)
            self._silent_until = time.monotonic() + self.RETRY_AFTER
            return None


def code_stamp() -> str:
    """Tells one state of the code from another: pages that were made by other templates are not ours."""
    digest = blake2b(digest_size=8)
    apps = [Path(config.path) for config in django_apps.get_app_configs()]
    ours = [path for path in apps if path.parent == settings.BASE_DIR]
    for folder in [settings.BASE_DIR / "templates", *ours]:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in {".py", ".html"}):
            digest.update(path.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.exists() else b"")
    return digest.hexdigest()


def store_of_settings() -> Store:
    memory = MemoryStore(settings.PAGE_CACHE_BYTES)
    return SharedStore(settings.REDIS_URL, memory) if settings.REDIS_URL else memory
