"""Measures what docs/performance.md promises, in a database of its own: `make bench`.

    python -m newsroom.benchmarks                      everything but the last two, which take long
    python -m newsroom.benchmarks winners throughput   these parts
    python -m newsroom.benchmarks --scale 0.01 pages   with a hundredth of the rows

Parts: pages, import, throughput, winners, related, desk, magazine; subscribers and search.

DATABASE_URL may name a PostgreSQL server; SQLite otherwise. Times are compared with each other within one run, since
machines differ. Ends with status 1 where a promise is not kept.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

folder = tempfile.TemporaryDirectory(prefix="newsroom-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ |= {"NEWSROOM_VAR": folder.name, "DATABASE_POOL": "0", "LOG_LEVEL": "ERROR", "SITE_URL": "http://localhost"}
django.setup()

import brotli  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from articles.models import Article, Section  # noqa: E402
from articles.querysets.article import PAGE_SIZE  # noqa: E402
from core import edition  # noqa: E402
from newsroom.benchmarks import archive, desk, magazine, related, search, subscribers, throughput, winners  # noqa: E402
from newsroom.benchmarks.wxr import write_wxr  # noqa: E402

SMALL, LARGE = 100, 100_000
PAGE_500 = 499

kept = True
scale = 1.0


def scaled(count: int) -> int:
    return max(1, int(count * scale))


def promise(what: str, figure: float, limit: float, unit: str = "", *, at_least: bool = False) -> None:
    """Prints a figure beside its limit, and remembers when it is beyond."""
    global kept
    holds = figure >= limit if at_least else figure <= limit
    kept = kept and holds
    bound = "at least" if at_least else "at most"
    print(f"  {'kept  ' if holds else 'BROKEN'}  {what:<58} {figure:>10,.2f} {unit:<8} ({bound} {limit:g})", flush=True)


def queries(client: Client, path: str) -> int:
    """How many a page takes in a process that has answered before; the look at the edition included."""
    client.get(path)
    edition.look_again()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path  # noqa: S101
    return len(captured)


def milliseconds(call: Callable[[], object], rounds: int = 15) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def pages(client: Client) -> dict[str, str]:
    article = Article.objects.public().newest_first()[40]
    return {
        "front page": "/",
        "section": article.section.get_absolute_url(),
        "article": article.get_absolute_url(),
        "latest news": "/latest-news/",
        "tag": "/tags/tag-7/",
        "author": "/authors/author-3/",
    }


def page_500(client: Client, section: Section) -> str:
    """The address of page 500, found as a reader would: its cursor is the last story of page 499."""
    rows = Article.objects.public().in_section(section).newest_first()
    last = min(PAGE_SIZE * PAGE_500, rows.count() - PAGE_SIZE) - 1
    row = rows[last]
    return f"{section.get_absolute_url()}?before={row.published_at:%Y%m%dT%H%M%S.%f}-{row.pk}"


def measure_pages() -> None:
    many_articles = scaled(LARGE)
    print(f"Filling it with {SMALL} and then {many_articles:,} articles …", flush=True)
    client = Client(HTTP_HOST="localhost")
    budgets = {"front page": 10, "section": 10, "article": 6, "latest news": 10, "tag": 10, "author": 10}
    archive.fill(SMALL)
    few = {name: queries(client, path) for name, path in pages(client).items()}
    archive.fill(many_articles)
    many = {name: queries(client, path) for name, path in pages(client).items()}
    print("\nQueries a page, in a process that has answered before")
    for name, budget in budgets.items():
        promise(f"{name}, {SMALL} articles", few[name], budget)
        promise(f"{name}, {many_articles:,} articles", many[name], few[name])

    print("\nTime a page takes at the server, in milliseconds (median)")
    for name, path in pages(client).items():
        print(f"          {name:<58} {milliseconds(partial(client.get, path)):>10.2f} ms", flush=True)
    archive.arrange_front_page()
    promise("front page with pins and every strip, queries", queries(client, "/"), few["front page"])
    promise("front page with pins and every strip", milliseconds(partial(client.get, "/")), 300, "ms")
    section = Section.objects.get(slug="section-1")
    first, deep = section.get_absolute_url(), page_500(client, section)
    promise(
        "page 500 of a section against page 1",
        milliseconds(partial(client.get, deep)) / milliseconds(partial(client.get, first)),
        1.5,
        "times",
    )

    print("\nSizes, in kilobytes")
    html = client.get(pages(client)["article"]).content
    promise("HTML of an article page", len(html) / 1000, 60, "kB")
    promise("CSS of the site, compressed", compressed("css", r"static/css/(?!admin|preview)[\w-]+\.css"), 30, "kB")
    promise("own JavaScript of the site, compressed", compressed("js", r"static/js/[\w-]+\.js"), 10, "kB")


def measure_import() -> None:
    posts = scaled(LARGE) // 5
    print(f"\nImport of {posts:,} posts from WordPress")
    file = Path(folder.name) / "export.xml"
    write_wxr(file, posts)
    start = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        call_command("import_wordpress", str(file), stdout=nowhere, stderr=nowhere)
    promise("posts a second", posts / (time.perf_counter() - start), 300, at_least=True)


def measure_throughput() -> None:
    print("\nAn article page, in requests a second, beside nginx with the same bytes as a file")
    if missing := throughput.missing_tools():
        print(f"          not measured: {' and '.join(missing)} cannot be found")
        return
    archive.fill(SMALL)
    article = Article.objects.public().newest_first()[40]
    found = throughput.measure(Path(folder.name), article.get_absolute_url())
    print(f"          {'nginx, a file':<58} {found.nginx:>10,.0f} /s")
    print(f"          {'rendered anew each time':<58} {found.uncached:>10,.0f} /s")
    promise("from memory, against nginx", found.cached / found.nginx, 0.5, at_least=True)
    promise("304, against the whole page from memory", found.not_modified / found.cached, 1, at_least=True)


def measure_winners() -> None:
    count = scaled(20_000)
    print(f"\nThe winners’ pages with {count:,} winners")
    winners.fill(count)
    client = Client(HTTP_HOST="localhost")
    for name, path in winners.PAGES.items():
        promise(f"{name}, queries", queries(client, path), 10)
        promise(name, milliseconds(partial(client.get, path)), 100, "ms")


def measure_related() -> None:
    count = scaled(LARGE)
    print(f"\nRelated stories among {count:,} articles")
    archive.fill(count)
    related.give_words()
    print(f"          {'to find those like one':<58} {related.milliseconds_an_article():>10.2f} ms", flush=True)


def measure_desk() -> None:
    count = scaled(LARGE)
    print(f"\nThe admin with {count:,} articles and {count * desk.VERSIONS:,} versions of them")
    desk.fill(count)
    client = desk.client()
    for name, path in desk.PAGES.items():
        promise(f"{name}, queries", queries(client, path), 20)
        promise(name, milliseconds(partial(client.get, path)), 300, "ms")
    for name, ratio in desk.ratios(milliseconds, client).items():
        promise(f"{name} of {desk.MANY:,} versions, against one", ratio, 1.3, "times")


def measure_magazine() -> None:
    print(f"\nA PDF of {magazine.PAGES} pages")
    taken = magazine.measure()
    promise("ready to be read after", taken["seconds"], magazine.SECONDS, "s")
    promise("memory of worker and drawing process", taken["megabytes"], magazine.MEGABYTES, "MB")


def measure_subscribers() -> None:
    count = scaled(1_000_000)
    subscribers.measure_pages(promise, milliseconds, Client(HTTP_HOST="localhost"), count)
    subscribers.measure_import(promise, count)


def measure_search() -> None:
    count = scaled(1_000_000 if connection.vendor == "postgresql" else 200_000)
    print(f"\nSearch in {count:,} articles, the whole page, in milliseconds (median)", flush=True)
    search.fill(count)
    for name, figure in search.medians(Client(HTTP_HOST="localhost")).items():
        promise(name, figure, 150, "ms")


PARTS = {
    "pages": measure_pages,
    "import": measure_import,
    "throughput": measure_throughput,
    "winners": measure_winners,
    "related": measure_related,
    "desk": measure_desk,
    "magazine": measure_magazine,
    "subscribers": measure_subscribers,
    "search": measure_search,  # the last: see newsroom/benchmarks/search.py
}
LONG = {"subscribers", "search"}


def compressed(kind: str, pattern: str) -> float:
    base = settings.BASE_DIR
    files = sorted(
        path
        for path in (base / "static" / kind).glob(f"*.{kind}")
        if re.fullmatch(pattern, str(path.relative_to(base)))
    )
    return sum(len(brotli.compress(path.read_bytes())) for path in files) / 1000


def main() -> None:
    global scale
    parser = argparse.ArgumentParser(prog="python -m newsroom.benchmarks")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the rows to measure with (default: 1)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    scale = options.scale
    print(f"Database: {connection.vendor}.", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    for name, measure in PARTS.items():
        if name in (options.parts or set(PARTS) - LONG):
            measure()


if __name__ == "__main__":
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder.name) / "bench.sqlite3")
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        main()
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
        folder.cleanup()
    sys.exit(0 if kept else 1)
