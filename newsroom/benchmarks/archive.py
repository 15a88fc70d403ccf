"""Fills a database with articles for the benchmarks: many, quickly, and with everything that pages show."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Author, Authorship, Section, Tag, TaggedArticle
from core import estimates
from core.models import SiteSettings
from newsroom.front_page import Place, Plan
from newsroom.front_page.plan import OPINION, TOP, VIDEO, Choice, places_in, strip_of
from newsroom.models import Arrangement
from pages.models import MenuItem

SECTIONS = 12
BATCH = 5_000
BODY = "<p>" + "The bank said on Tuesday that it had set aside more for loans that may not be repaid. " * 8 + "</p>"


def fill(count: int) -> None:
    """Adds published articles, a minute apart, until there are `count`; with two authors and three tags each."""
    sections = [
        Section.objects.get_or_create(
            slug=f"section-{number}", defaults={"name": f"Section {number}", "position": number}
        )[0]
        for number in range(SECTIONS)
    ]
    authors = [Author.objects.get_or_create(slug=f"author-{n}", defaults={"name": f"Author {n}"})[0] for n in range(40)]
    tags = [Tag.objects.get_or_create(slug=f"tag-{n}", defaults={"name": f"Tag {n}"})[0] for n in range(200)]
    if not MenuItem.objects.exists():
        SiteSettings.objects.create(name="A paper with an archive")
        for section in sections:
            MenuItem.objects.create(menu=MenuItem.Menu.HEADER, section=section)
            MenuItem.objects.create(menu=MenuItem.Menu.SECTIONS, section=section)
    start, there = timezone.now(), Article.objects.count()
    for first in range(there, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        with transaction.atomic():
            articles = Article.objects.bulk_create(
                Article(
                    title=f"Lenders report result number {number} of a long year",
                    slug=f"result-{number}",
                    section=sections[number % SECTIONS],
                    standfirst="Profits rose, and so did the sums set aside for bad loans.",
                    summary="Profits rose. So did the sums set aside. The dividend is unchanged.",
                    body=BODY * 6,
                    takeaways=["Profits rose.", "The dividend is unchanged."],
                    questions=[{"question": "Why?", "answer": "Because rates did."}],
                    status=Article.Status.PUBLISHED,
                    published_at=start - timedelta(minutes=number),
                    word_count=600,
                )
                for number in numbers
            )
            Authorship.objects.bulk_create(
                Authorship(article=article, author=authors[(number + step) % 40], position=step)
                for number, article in zip(numbers, articles, strict=True)
                for step in range(2)
            )
            TaggedArticle.objects.bulk_create(
                TaggedArticle(content_object=article, tag=tags[(number * 7 + step) % 200])
                for number, article in zip(numbers, articles, strict=True)
                for step in range(3)
            )
    estimates.renew()


def arrange_front_page() -> None:
    """Pins old stories in every place of the front page, and puts every strip there is on it."""
    sections = list(Section.objects.all())
    plan = Plan().in_full(sections)
    plan = Plan(strips=tuple(Choice(name, True) for name, _ in plan.strips))
    slots = [TOP, OPINION, VIDEO, *map(strip_of, sections)]
    places = [Place(slot, number) for slot in slots for number in range(places_in(slot) - 1)]
    old = Article.objects.public().order_by("published_at", "pk").values_list("pk", flat=True)
    for pk, place in zip(old, places, strict=False):
        plan = plan.put(pk, place)
    Arrangement.objects.arrange(plan, by=None, base=0)
