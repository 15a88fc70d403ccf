"""What else the newsroom has: a magazine, awards, newsletters, and readers who write."""

from __future__ import annotations

import io
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Pillow

from articles.models import Article, Organisation
from awards.models import (
    AwardYear,
    Category,
    CategoryGroup,
    KeyDate,
    MediaFile,
    Programme,
    Question,
    Testimonial,
    Winner,
)
from images.models import Image
from magazines.models import Issue
from magazines.renditions import sizes
from newsletters.models import MailingList
from pages.models import AdvertisingFormat, Department, MediaKit

PDF = b"%PDF-1.7 made up"
PAGES = ("The cover: a vault", "Contents\nLetters, 3", "Letters\nDear editor, you are mistaken about the harbour.")


# -- The magazine -------------------------------------------------------------------------


def print_magazine(pictures: list[Image]) -> dict[str, str]:
    """Three issues: one with pages, one with a cover alone, one with neither."""
    now = timezone.now()
    Issue.objects.create(number="77", title="Salt", date=date(2025, 11, 1), published_at=now)
    Issue.objects.create(number="78", title="Tides", date=date(2026, 5, 1), published_at=now, cover=pictures[0])
    issue = Issue.objects.create(
        number="79",
        title="The vaults of Solmarena",
        date=date(2026, 8, 1),
        date_label="Autumn 2026",
        cover_lines=["Who still wants cash", "Letters from the harbour"],
        letter="<p>Dear readers, this is the <em>last</em> vault.</p>",
        published_at=now,
    )
    issue.contents.create(
        position=1,
        title="A vault closes",
        page_label="1",
        author="Ada Person",
        article=Article.objects.get(title="Vault closes for good"),
    )
    issue.contents.create(position=2, title="Letters", page_label="3")
    _give_pages(issue)
    return {
        "magazines": "/magazines/",
        "issue": issue.get_absolute_url(),
        "issue without pages": "/magazines/issue-77/",
        "all pages of an issue": issue.reader_url,
        "found in an issue": f"{issue.reader_url}?q=harbour",
        "page of an issue": issue.page_url(2),
    }


def _give_pages(issue: Issue) -> None:
    """What making the pages of a PDF leaves behind."""
    pdf = issue.pdfs.add_file(issue, ContentFile(PDF), "issue.pdf")
    for position, text in enumerate(PAGES, start=1):
        page = pdf.pages.create(
            position=position, label=str(position), text=text, width=1600, height=2133, digest=f"{position:016}"
        )
        for width, height in sizes(page.width, page.height):
            drawn = io.BytesIO()
            Pillow.new("RGB", (width, height), "#d9cfbc").save(drawn, "WEBP", method=0)
            default_storage.save(page.rendition_name(width), ContentFile(drawn.getvalue()))
    pdf.page_count = len(PAGES)
    pdf.outline = [{"title": "The cover", "page": 1, "level": 0}, {"title": "Letters", "page": 3, "level": 0}]
    pdf.save()
    pdf.finish()


# -- The awards ---------------------------------------------------------------------------


def run_awards(pictures: list[Image]) -> dict[str, str]:
    """A year that takes nominations, and one whose winners are known."""
    now, day = timezone.now(), timedelta(days=1)
    Programme.objects.create(
        name="Meridian Awards",
        standfirst="For banks that do what they say.",
        about="<h2>Who judges</h2><p>Seven people.</p>",
        email="awards@paper.example",
    )
    open_year = AwardYear.objects.create(year=2026, opens_at=now - 10 * day, closes_at=now + 20 * day)
    KeyDate.objects.create(award_year=open_year, label="Judges meet", starts_on=(now + 30 * day).date())
    announced = AwardYear.objects.create(
        year=2025, opens_at=now - 400 * day, closes_at=now - 300 * day, announced_at=now - 200 * day
    )
    Question.objects.create(question="Does it cost anything?", answer="<p>No. <strong>Never.</strong></p>")
    Question.objects.create(question="Who judges?", answer="<p>Seven people.</p><ul><li>None is paid.</li></ul>")
    Testimonial.objects.create(
        quote="We came for the dinner and stayed for the judges’ reasons.",
        name="Benedita Quartilho",
        role="Treasurer",
        organisation="Bank of Solmarena",
        picture=pictures[2],
    )
    Testimonial.objects.create(quote="A fair hearing.", name="Otto Lindqvist")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    MediaFile.objects.create(title="Logo", description="For light grounds.", file=ContentFile(drawing, "logo.svg"))
    winner = _give_awards(announced, pictures[0])
    return {
        "awards": "/awards/",
        "about the awards": "/awards/about/",
        "timetable of the awards": "/awards/timetable/",
        "testimonials": "/awards/testimonials/",
        "media room": "/awards/media-room/",
        "questions about the awards": "/awards/faq/",
        "nominate": "/awards/nominate/",
        "winners": "/awards/winners/",
        "winners of a year": announced.get_absolute_url(),
        "winner": winner.get_absolute_url(),
    }


def _give_awards(year: AwardYear, picture: Image) -> Winner:
    banking = CategoryGroup.objects.create(name="Banking")
    people = CategoryGroup.objects.create(name="People", position=1)
    retail = Category.objects.create(group=banking, name="Best Retail Bank", description="Whoever opens on Sundays.")
    person = Category.objects.create(group=people, name="Banker of the Year")
    bank = Organisation.objects.get(name="Bank of Solmarena")
    other = Organisation.objects.create(name="Calderfell Trust", country="GB")
    Winner.objects.create(award_year=year, category=retail, organisation=other, country="GB", place=2)
    Winner.objects.create(award_year=year, category=person, organisation=bank, recipient="Benedita Quartilho")
    return Winner.objects.create(
        award_year=year,
        category=retail,
        organisation=bank,
        country="PT",
        citation="<p>It opened on <em>Sundays</em>.</p>",
        picture=picture,
    )


# -- Letters ------------------------------------------------------------------------------


def take_letters() -> dict[str, str]:
    """Newsletters, and whom one can write to."""
    MailingList.objects.create(name="Daily Brief", slug="daily-brief", description="Five stories, every morning.")
    MailingList.objects.create(name="The Week", slug="the-week", description="What mattered, on Fridays.", position=1)
    Department.objects.create(name="Corrections", email="corrections@paper.example", description="What is wrong.")
    Department.objects.create(name="Advertising", email="ads@paper.example", takes_advertising=True)
    AdvertisingFormat.objects.create(
        name="Banner",
        description="Across the page.",
        sizes="970 × 250 pixels",
        placement="Over sections",
        price_note="from £46",
    )
    MediaKit.objects.create(title="Media kit 2027", file=ContentFile(PDF, "media-kit.pdf"))
    return {
        "newsletters": "/newsletter/",
        "contact": "/contact-us/",
        "advertising": "/advertising/",
        "submit a post": "/submit-post/",
    }
