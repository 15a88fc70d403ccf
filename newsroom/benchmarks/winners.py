"""Fills a database with award winners for the benchmarks: many, quickly, and with everything that lists show."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Organisation
from awards.models import AwardYear, Category, CategoryGroup, Programme, Winner
from core import estimates

YEARS, GROUPS, CATEGORIES, ORGANISATIONS = 15, 20, 200, 4_000
COUNTRIES = ("GB", "DE", "FR", "IT", "ES", "PT", "KE", "NG", "ZA", "EG", "IN", "SG", "JP", "BR", "MX", "US", "CA", "AU")
BATCH = 2_000
CITATION = "<p>" + "The bank paid on the day it had named, and said so before anybody asked. " * 4 + "</p>"
PAGES = {
    "winners": "/awards/winners/",
    "winners, filtered": "/awards/winners/?year=2020&category=category-7&country=KE",
    "winners, by a word of many": "/awards/winners/?q=bank",
    "winners, by a word of one": "/awards/winners/?q=n3999",
    "winners, by a word of none": "/awards/winners/?q=nobody",
    "winners of a year": "/awards/winners/2020/",
    "awards": "/awards/",
}


@transaction.atomic
def fill(count: int) -> None:
    """Adds announced winners over fifteen years until there are `count`."""
    Programme.objects.get_or_create(pk=1)
    now = timezone.now()
    years = [
        AwardYear.objects.get_or_create(
            year=2011 + number,
            defaults={
                "opens_at": now - timedelta(days=400 + number),
                "closes_at": now - timedelta(days=300 + number),
                "announced_at": now - timedelta(days=200 + number),
            },
        )[0]
        for number in range(YEARS)
    ]
    if not Category.objects.exists():
        groups = CategoryGroup.objects.bulk_create(
            CategoryGroup(name=f"Group {number}", position=number) for number in range(GROUPS)
        )
        Category.objects.bulk_create(
            Category(name=f"Category {number}", slug=f"category-{number}", group=groups[number % GROUPS])
            for number in range(CATEGORIES)
        )
        Category.objects.number_anew()
        Organisation.objects.bulk_create(
            (Organisation(name=f"Bank N{number}", slug=f"bank-n{number}") for number in range(ORGANISATIONS)),
            batch_size=BATCH,
        )
    categories, organisations = list(Category.objects.in_order()), list(Organisation.objects.all())
    for first in range(Winner.objects.count(), count, BATCH):
        winners = [
            Winner(
                award_year=years[number % YEARS],
                category=categories[number * 7 % CATEGORIES],
                organisation=organisations[number % len(organisations)],
                recipient=f"Person {number}",
                country=COUNTRIES[number % len(COUNTRIES)],
                slug=f"winner-{number}",
                citation=CITATION,
            )
            for number in range(first, min(first + BATCH, count))
        ]
        for winner in winners:
            winner.file()
        Winner.objects.bulk_create(winners)
    estimates.renew()
