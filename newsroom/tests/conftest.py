"""A small newsroom with one of everything, and a browser, for tests that look at the site as a whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta

import pytest
import redis
from django.utils import timezone
from playwright.sync_api import sync_playwright

from articles.models import Article, Section
from core.models import SiteSettings
from newsroom.tests.browser import CHROMIUM, SWITCHES
from newsroom.tests.wxr_files import bring_in, export
from pages.models import CompanyPage, MenuItem

BODY = """
<p>The vault closed on <strong>Tuesday</strong>. <a href="https://example.com/report">The report</a> says why.</p>
<h2>What was in it</h2><p>Nothing, for <em>years</em>.</p>
<blockquote><p>So it goes.</p></blockquote>
<ul><li>One<ol><li>One and a half</li></ol></li><li>Two</li></ul>
<table><thead><tr><th>Year</th><th>Notes, bn</th><th>Withdrawals</th>
<th>Deposits</th><th>Branches</th><th>Vaults</th></tr></thead>
<tbody><tr><td>2024</td><td>1,204.5</td><td>880,120.4</td><td>760,001.9</td><td>1,204</td><td>12</td></tr>
<tr><td>2025</td><td>–</td><td>790,412.0</td><td>741,220.3</td><td>1,118</td><td>11</td></tr></tbody></table>
<h3>Afterwards</h3>
<pre><code>a long line of code that goes on and on and on and on and on and on and on</code></pre><hr>
<figure data-image="{image}"><figcaption>The door, <em>closed</em></figcaption></figure>
<figure data-embed="https://vimeo.com/123456"><figcaption>A film in the text</figcaption></figure>
"""


@dataclass(frozen=True)
class Paper:
    """The newsroom's pages by their kinds, each the path of one."""

    pages: dict[str, str]
    not_found: str = "/no-such-page/"


@pytest.fixture(scope="module")
def chromium():
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def paper(article_factory, author_factory, image_factory) -> Paper:
    SiteSettings.objects.create(
        name="Meridian Banking Review",
        short_name="Meridian",
        tagline="Money, read closely",
        description="News of banks.",
        about="<p>We report on banks.</p>",
        publisher="Meridian Press",
        address="1 Quay Street",
        first_year=2010,
        editorial_disclosure="<p>How we work.</p>",
        advertiser_disclosure="<p>What is paid for.</p>",
    )
    pictures = [
        image_factory(alt=f"Picture {number}", caption="A caption", credit="Photograph: A. Person")
        for number in range(3)
    ]
    sections = _sections(pictures[0])
    _menus(sections)
    authors = [
        author_factory(
            "Ada Person", role="Correspondent", short_bio="She reports.", bio="<p>She reports.</p>", picture=pictures[1]
        ),
        author_factory(
            "Berta Person", email="berta@paper.example", links=[{"label": "Blog", "url": "https://b.example/"}]
        ),
    ]
    made = [
        article_factory(
            section=sections[slug],
            hero=pictures[number % 3] if number % 2 else None,
            standfirst="Why one should read on.",
            kicker="Cash",
            authors=authors[: 1 + number % 2],
            tags=["Cash", f"Tag {number % 7}"],
            kind="opinion" if number == 3 else "news",
        )
        for slug, count in {"top-stories": 6, "banking": 26, "finance": 8, "trading": 3}.items()
        for number in range(count)
    ]
    full = article_factory(
        "Vault closes for good",
        section=sections["banking"],
        hero=pictures[2],
        kicker="Cash",
        standfirst="Nobody came to see it.",
        summary="It closed.\n\nNobody came.",
        body=BODY.format(image=pictures[0].pk),
        dateline="Solmarena",
        byline="A. Guest, treasurer",
        reporting_credits="Reporting by A. Person",
        takeaways=["Cash is leaving.", "Vaults follow."],
        questions=[{"question": "Why now?", "answer": "It was empty."}],
        authors=authors,
        tags=["Cash", "Branches"],
        related=made[:3],
        updated_at=timezone.now(),
        published_at=timezone.now() - timedelta(hours=3),
    )
    film = article_factory(
        section=sections["trading"], kind="video", hero=pictures[1], video_url="https://youtu.be/abcdefghijk"
    )
    paid = article_factory(
        section=sections["finance"],
        sponsorship="sponsored",
        sponsor_name="Example Bank",
        sponsor_url="https://bank.example/",
        hero=pictures[0],
    )
    bare = article_factory(section=sections["finance"])
    return Paper(
        {
            "front page": "/",
            "section": "/banking/",
            "older stories": f"/banking/?{Article.objects.public().in_section(sections['banking']).page({}).older}",
            "empty section": "/empty/",
            "latest news": "/latest-news/",
            "article": full.get_absolute_url(),
            "film": film.get_absolute_url(),
            "paid piece": paid.get_absolute_url(),
            "bare article": bare.get_absolute_url(),
            "tags": "/tags/",
            "tag": "/tags/cash/",
            "authors": "/authors/",
            "author": "/authors/ada-person/",
            "company page": "/about-us/",
            "sitemap": "/sitemap/",
        }
    )


def _sections(picture) -> dict[str, Section]:
    made = {}
    for position, (name, colour) in enumerate(
        {"Top Stories": "petrol", "Banking": "brick", "Finance": "ochre", "Trading": "indigo", "Empty": "moss"}.items()
    ):
        slug = name.lower().replace(" ", "-")
        made[slug] = Section.objects.create(
            name=name,
            slug=slug,
            colour=colour,
            position=position,
            description=f"All about {name}.",
            picture=picture if name == "Banking" else None,
            front_page="lead" if name == "Top Stories" else "block",
        )
    return made


def _menus(sections: dict[str, Section]) -> None:
    about = CompanyPage.objects.create(
        title="About us", slug="about-us", standfirst="Who we are.", body="<h2>Where we are</h2><p>On the quay.</p>"
    )
    for section in sections.values():
        MenuItem.objects.create(menu="header", section=section)
        MenuItem.objects.create(menu="sections", section=section)
    MenuItem.objects.create(menu="company", page=about)
    MenuItem.objects.create(menu="company", label="Latest News", address="/latest-news/")
    MenuItem.objects.create(menu="company", label="Write to us", address="mailto:desk@paper.example")
    MenuItem.objects.create(menu="legal", label="Sitemap", address="/sitemap/")
    MenuItem.objects.create(menu="legal", label="Tags", address="/tags/")


@pytest.fixture
def redis_url() -> str:
    """A Redis on this machine; a test that needs one is skipped, saying so, where there is none."""
    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=0.5).ping()
    except redis.RedisError:
        pytest.skip(f"no Redis answers at {url}")
    return url


@pytest.fixture
def run(tmp_path):
    """Imports an export of the given items; its report comes back."""
    return lambda *parts, options=(), **head: bring_in(tmp_path, export(*parts, **head), *options)
