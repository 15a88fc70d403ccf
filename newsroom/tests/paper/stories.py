"""What the newsroom writes: sections, menus, stories, those who write them and those they are about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from articles.models import Article, MostRead, Organisation, Section
from images.models import Image
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
<aside class="pull-quote"><p>Nobody came to see it.</p>
<footer>Ada Person, <em>keeper of the vault</em></footer></aside>
<p>It held coins<sup class="note">Its <em>report</em>, <a href="https://example.com/report">page 14</a>.</sup> until
<a data-article="{article}">last year</a><sup class="note">Interview with the keeper.</sup>.</p>
<aside class="fact-box"><h3>The vault</h3><p>Built in 1912.</p><ul><li>Two doors</li><li>Eleven keys</li></ul></aside>
<figure data-article="{article}"><figcaption>The year before</figcaption></figure>
<figure data-embed="https://bsky.app/profile/vault.example/post/3kab"><figcaption>We are closed.</figcaption></figure>
"""


def make_sections(picture: Image) -> dict[str, Section]:
    """Sections by their slugs; one has no stories, and one shows what is read most."""
    colours = {
        "Top Stories": "petrol", "Banking": "brick", "Finance": "ochre", "Trading": "indigo", "Empty": "moss",
        "Popular": "plum",
    }  # fmt: skip
    made = {}
    for position, (name, colour) in enumerate(colours.items()):
        slug = name.lower().replace(" ", "-")
        made[slug] = Section.objects.create(
            name=name,
            slug=slug,
            colour=colour,
            position=position,
            description=f"All about {name}.",
            picture=picture if name == "Banking" else None,
            front_page="lead" if name == "Top Stories" else "block",
            shows_most_read=name == "Popular",
        )
    return made


def make_menus(sections: dict[str, Section]) -> None:
    about = CompanyPage.objects.create(
        title="About us", slug="about-us", standfirst="Who we are.", body="<h2>Where we are</h2><p>On the quay.</p>"
    )
    for section in sections.values():
        MenuItem.objects.create(menu="header", section=section)
        MenuItem.objects.create(menu="sections", section=section)
    MenuItem.objects.create(menu="company", page=about)
    for menu, label, address in [
        ("company", "Latest News", "/latest-news/"),
        ("company", "Newsletters", "/newsletter/"),
        ("company", "Contact us", "/contact-us/"),
        ("company", "Advertising", "/advertising/"),
        ("company", "Submit a post", "/submit-post/"),
        ("company", "Write to us", "mailto:desk@paper.example"),
        ("awards", "The awards", "/awards/"),
        ("awards", "Winners", "/awards/winners/"),
        ("legal", "Sitemap", "/sitemap/"),
        ("legal", "Tags", "/tags/"),
        ("legal", "Organisations", "/organisations/"),
        ("legal", "Search", "/search/"),
        ("legal", "On vaults", "/search/?q=vault"),
        ("legal", "On what nobody wrote about", "/search/?q=zeppelin"),
        ("legal", "On a page", "/magazines/issue-79/read/?q=harbour"),
    ]:
        MenuItem.objects.create(menu=menu, label=label, address=address)


def write_stories(
    sections: dict[str, Section], pictures: list[Image], article_factory: Callable, author_factory: Callable
) -> dict[str, str]:
    """Stories of every kind; comes back with the pages that show them."""
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
        for slug, count in {"top-stories": 6, "banking": 26, "finance": 8, "trading": 3, "popular": 2}.items()
        for number in range(count)
    ]
    bank = Organisation.objects.create(
        name="Bank of Solmarena",
        other_names=["Solmarena Savings"],
        country="PT",
        logo=pictures[1],
        description="<p>The oldest bank of the coast, founded on <em>salt</em>.</p>",
        links=[{"label": "Website", "url": "https://solmarena.example/"}],
    )
    full = article_factory(
        "Vault closes for good",
        section=sections["banking"],
        hero=pictures[2],
        kicker="Cash",
        standfirst="Nobody came to see it.",
        summary="It closed.\n\nNobody came.",
        body=BODY.format(image=pictures[0].pk, article=made[0].pk),
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
    full.organisations.add(bank)
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
    for period in MostRead.Period:
        for position, article in enumerate([full, *made[:4]]):
            MostRead.objects.create(period=period, position=position, article=article)
    return {
        "front page": "/",
        "section": "/banking/",
        "older stories": f"/banking/?{Article.objects.public().in_section(sections['banking']).page({}).older}",
        "empty section": "/empty/",
        "section with what is read most": "/popular/",
        "latest news": "/latest-news/",
        "article": full.get_absolute_url(),
        "film": film.get_absolute_url(),
        "paid piece": paid.get_absolute_url(),
        "bare article": bare.get_absolute_url(),
        "tags": "/tags/",
        "tag": "/tags/cash/",
        "authors": "/authors/",
        "author": "/authors/ada-person/",
        "organisations": "/organisations/",
        "organisation": bank.get_absolute_url(),
        "company page": "/about-us/",
        "sitemap": "/sitemap/",
        "search": "/search/",
        "search results": "/search/?q=vault",
        "search without results": "/search/?q=zeppelin",
    }
