"""Fills a database with very many articles that can be found, and says how long it takes to find them.

Everything is written by the database itself, from a few thousand texts whose words are as unevenly common as in a
newspaper; a million articles by way of their models would take hours. For the same reason PostgreSQL reads each text
only once, after which its columns no longer fill themselves: measure nothing else in this database afterwards.
"""

import random
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section
from core import estimates
from core.search.facets import WEEK

TEXTS, WORDS = 2_000, 300
BATCH = 20_000
MINUTES_APART = 7  # a million articles reach back thirteen years

IN_HALF, ALSO_IN_HALF, RARE, ONE_IN_A_HUNDRED = "lenders", "deposits", "zeppelin", "dividend"

QUESTIONS = {
    "a word in half of all articles": f"q={IN_HALF}",
    "a word in one of a hundred": f"q={ONE_IN_A_HUNDRED}",
    "a word in one of ten thousand": f"q={RARE}",
    "a word that nobody wrote": "q=unheardof",
    "two words, each in half": f"q={IN_HALF}+{ALSO_IN_HALF}",
    "a frequent and a rare word": f"q={IN_HALF}+{RARE}",
    "a phrase of two frequent words": f"q=%22{IN_HALF}+{ALSO_IN_HALF}%22",
    "a frequent word without another": f"q={IN_HALF}+-{ALSO_IN_HALF}",
    "a frequent word in a section": f"q={IN_HALF}&section=section-3",
    "a rare word in a section": f"q={RARE}&section=section-3",
    "a frequent word of last year": f"q={IN_HALF}&from={{last_year}}-01-01&to={{last_year}}-12-31",
    "a frequent word, newest first": f"q={IN_HALF}&sort=newest",
    "page 20 of a frequent word": f"q={IN_HALF}&page=20",
    "all interviews of a section": "section=section-3&kind=interview",
}


def fill(count: int, progress: Callable[[int], None] = lambda done: None) -> None:
    """Adds published articles until there are `count`, each of them in the index; as many seconds as it takes."""
    for number in range(12):
        Section.objects.get_or_create(slug=f"section-{number}", defaults={"name": f"Section {number}"})
    sections = list(Section.objects.filter(slug__startswith="section-").order_by("pk").values_list("pk", flat=True))
    _make_texts()
    first = (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for column in ("vector", "title_vector"):
                cursor.execute(f"ALTER TABLE core_searchentry ALTER COLUMN {column} DROP EXPRESSION IF EXISTS")
                cursor.execute(f"DROP INDEX core_search_{column}")
    for start in range(first, first + count, BATCH):
        _write(start, min(start + BATCH, first + count), sections)
        progress(start)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('articles_article', 'id'), %s)", [first + count])
            cursor.execute("SET maintenance_work_mem = '1GB'")
            for column in ("vector", "title_vector"):
                cursor.execute(f"CREATE INDEX core_search_{column} ON core_searchentry USING gin ({column})")
        cursor.execute("DROP TABLE bench_texts")
    estimates.renew()


def medians(client: Client, rounds: int = 9) -> dict[str, float]:
    """Milliseconds that the page takes at the server for each of the questions."""
    last_year = str(timezone.localdate().year - 1)
    return {
        name: _median(partial(client.get, f"/search/?{asked.format(last_year=last_year)}"), rounds)
        for name, asked in QUESTIONS.items()
    } | {"suggestions for three letters": _median(partial(client.get, "/search/suggest/?q=len"), rounds)}


def _median(call: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def _make_texts() -> None:
    """A table of texts, of words of which the commonest stands in nearly all and most in hardly any."""
    chance = random.Random(7)  # noqa: S311
    syllables = [consonant + vowel for consonant in "bklmnrstv" for vowel in "aeio"]
    vocabulary = list({"".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(40_000)})
    frequency = [1 / (rank + 8) for rank in range(len(vocabulary))]
    rows = []
    for number in range(TEXTS):
        words = chance.choices(vocabulary, frequency, k=WORDS)
        if number % 2:
            words.insert(chance.randrange(WORDS), IN_HALF)
        if number % 4 < 2:
            words.insert(chance.randrange(WORDS), ALSO_IN_HALF)
        if number % 40 == 1:
            words.insert(10, f"{IN_HALF} {ALSO_IN_HALF}")
        if number % 100 == 7:
            words.insert(20, ONE_IN_A_HUNDRED)
        rows.append((number, " ".join(words[:9]).capitalize(), " ".join(words[9:35]), " ".join(words)))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_texts")
        cursor.execute("CREATE TABLE bench_texts (number integer PRIMARY KEY, title text, standfirst text, body text)")
        cursor.executemany("INSERT INTO bench_texts VALUES (%s, %s, %s, %s)", rows)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE bench_texts ADD COLUMN title_read tsvector, ADD COLUMN all_read tsvector")
            cursor.execute("""
                UPDATE bench_texts SET
                    title_read = setweight(to_tsvector('newsroom_english', title), 'A'),
                    all_read = setweight(to_tsvector('newsroom_english', title), 'A')
                        || setweight(to_tsvector('newsroom_english', standfirst), 'B')
                        || to_tsvector('newsroom_english', body)
            """)


def _write(start: int, end: int, sections: list[int]) -> None:
    """Writes the articles with these ids, and their entries in the index."""
    now = timezone.now()
    numbers = (
        "WITH RECURSIVE numbers(n) AS (SELECT CAST(%s AS bigint) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < %s)"
    )
    if connection.vendor == "postgresql":
        moment = f"%s::timestamptz - n * interval '{MINUTES_APART} minutes'"
        week = f"floor(extract(epoch FROM {moment}) / {WEEK})::bigint"
        epoch = now.isoformat()
    else:
        moment = f"strftime('%%Y-%%m-%%d %%H:%%M:%%S', %s, '-' || (n * {MINUTES_APART}) || ' minutes')"
        week = f"CAST(strftime('%%s', {moment}) AS INTEGER) / {WEEK}"
        epoch = now.strftime("%Y-%m-%d %H:%M:%S")
    section = (
        f"CASE n / 7 %% {len(sections)} " + " ".join(f"WHEN {i} THEN {pk}" for i, pk in enumerate(sections)) + " END"
    )
    kind = "CASE n / 3 %% 10 WHEN 3 THEN 'interview' WHEN 4 THEN 'opinion' ELSE 'news' END"
    rare = f"CASE WHEN n %% 10000 = 17 THEN ' {RARE}' ELSE '' END"
    text = f"bench_texts ON bench_texts.number = (n * 7919) %% {TEXTS}"
    empty = [
        "hero_caption", "kicker", "video_url", "byline", "dateline", "reporting_credits", "sponsor_name", "sponsor_url",
        "sponsor_label", "seo_title", "seo_description", "summary", "body",
    ]  # fmt: skip
    facets = f"'kindx' || {kind} || 'x0 sectionx' || {section} || 'x0 weekx' || ({week}) || 'x0'"
    read = ["", ""]
    if connection.vendor == "postgresql":
        words = f"array_to_tsvector(string_to_array(facets || {rare}, ' '))"
        read = [", vector, title_vector", f", all_read || {words}, title_read || {words}"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO articles_article (id, title, slug, standfirst, section_id, kind, takeaways, questions,
                sponsorship, status, published_at, created_at, saved_at, word_count, {", ".join(empty)})
            {numbers} SELECT n, title || ' ' || n, 'story-' || n, standfirst, {section}, {kind}, '[]', '[]',
                'none', 'published', {moment}, {moment}, {moment}, {WORDS}, {", ".join(["''"] * len(empty))}
            FROM numbers JOIN {text}
            """,  # noqa: S608
            [start, end, epoch, epoch, epoch],
        )
        cursor.execute(
            f"""
            INSERT INTO core_searchentry (source, object_id, published_at, facets, title, names, summary, text{read[0]})
            {numbers} SELECT 'article', n, moment, facets, title || ' ' || n, 'Author ' || n %% 40, standfirst,
                body || {rare}{read[1]}
            FROM (SELECT n, {moment} AS moment, {facets} AS facets FROM numbers) AS written JOIN {text}
            """,  # noqa: S608
            [start, end, epoch, epoch],
        )
