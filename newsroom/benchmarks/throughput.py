"""Requests per second of one article page: the app server beside nginx with the same bytes as a file, in one run.

Needs `wrk` and `nginx`; where one is missing, nothing is measured and that is said.
"""

import contextlib
import getpass
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

ROUNDS = 5
SECONDS = 3
CLIENTS = 16


class Throughput(NamedTuple):
    """Requests per second, medians of the rounds."""

    nginx: float
    cached: float
    not_modified: float
    uncached: float


def missing_tools() -> list[str]:
    return [name for name in ("wrk", "nginx") if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")]


def measure(folder: Path, address: str) -> Throughput:
    """Each round asks all four after each other, so that what else the machine does hits them alike."""
    with _served({}) as cached, _served({"PAGE_CACHE_BYTES": "0"}) as uncached:
        request = urllib.request.Request(f"{cached}{address}")  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body, validator = answer.read(), answer.headers["ETag"]
        with _nginx(folder, body) as file:
            rounds = [
                Throughput(
                    _requests_per_second(f"{file}/page.html"),
                    _requests_per_second(f"{cached}{address}"),
                    _requests_per_second(f"{cached}{address}", f"If-None-Match: {validator}"),
                    _requests_per_second(f"{uncached}{address}"),
                )
                for _ in range(ROUNDS)
            ]
    return Throughput(*(statistics.median(column) for column in zip(*rounds, strict=True)))


def _requests_per_second(address: str, *headers: str) -> float:
    command = [
        "wrk",
        "-t2",
        f"-c{CLIENTS}",
        f"-d{SECONDS}s",
        *(part for each in headers for part in ("-H", each)),
        address,
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if not found or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"Not every answer of {address} was a page:\n{told}")
    return float(found[1])


@contextlib.contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    """The site on a port of its own, as `make demo` serves it."""
    port = _free_port()
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}" if connection.vendor == "sqlite" else _postgres_url(database)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "error"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "newsroom.wsgi:application"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "DATABASE_POOL": "1"} | environment,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def _nginx(folder: Path, body: bytes) -> Iterator[str]:
    root = folder / "nginx"
    root.mkdir()
    (root / "page.html").write_bytes(body)
    port = _free_port()
    (root / "nginx.conf").write_text(
        f"user {getpass.getuser()}; daemon off; worker_processes 2; pid {root}/pid; error_log {root}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; sendfile on; server {{ listen 127.0.0.1:{port}; root {root}; }} }}\n"
    )
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    process = subprocess.Popen([nginx, "-c", str(root / "nginx.conf")])  # noqa: S603
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _postgres_url(database: dict) -> str:
    who = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    return f"postgres://{who}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing answers on port {port}.")
