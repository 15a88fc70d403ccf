"""A programme with years, categories and winners, for the tests of the awards."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Organisation
from awards.imports import work
from awards.models import AwardYear, Category, CategoryGroup, Nomination, Programme, Winner, WinnerImport

numbers = count(1)


@pytest.fixture
def programme(db) -> Programme:
    return Programme.objects.create(
        name="Meridian Banking & Finance Awards", time_zone="Europe/London", email="awards@paper.example"
    )


@pytest.fixture
def award_year_factory(db):
    """Makes a year that is open for nominations; `stage="planned"`, `"judging"` or `"announced"` moves its dates."""

    def make(year: int = 2026, stage: str = "open", **fields) -> AwardYear:
        now, day = timezone.now(), timedelta(days=1)
        opens, closes = {
            "planned": (now + 10 * day, now + 40 * day),
            "open": (now - 10 * day, now + 20 * day),
            "judging": (now - 40 * day, now - 10 * day),
            "announced": (now - 90 * day, now - 60 * day),
        }[stage]
        if stage == "announced":
            fields.setdefault("announced_at", now - 5 * day)
        return AwardYear.objects.create(year=year, **{"opens_at": opens, "closes_at": closes} | fields)

    return make


@pytest.fixture
def category_factory(db):
    def make(name: str = "", *, group: str = "Banking", **fields) -> Category:
        row, _ = CategoryGroup.objects.get_or_create(name=group)
        return Category.objects.create(group=row, name=name or f"Best Bank number {next(numbers)}", **fields)

    return make


@pytest.fixture
def organisation_factory(db):
    def make(name: str = "", **fields) -> Organisation:
        return Organisation.objects.create(name=name or f"Bank number {next(numbers)}", **fields)

    return make


@pytest.fixture
def winner_factory(db, award_year_factory, category_factory, organisation_factory):
    """Makes a winner of 2025, which was announced, unless told otherwise."""

    def make(organisation="", *, category="", award_year=None, **fields) -> Winner:
        if award_year is None:
            award_year = AwardYear.objects.filter(year=2025).first() or award_year_factory(2025, "announced")
        if isinstance(organisation, str):
            organisation = Organisation.objects.filter(name=organisation).first() or organisation_factory(organisation)
        if isinstance(category, str):
            category = Category.objects.filter(name=category).first() or category_factory(category)
        fields.setdefault("citation", "<p>It opened on Sundays.</p>")
        return Winner.objects.create(award_year=award_year, organisation=organisation, category=category, **fields)

    return make


@pytest.fixture
def nomination_factory(db, award_year_factory, category_factory):
    """Makes a complete draft of the open year; `submitted=True` hands it in."""

    def make(organisation: str = "", *, submitted=False, categories=None, award_year=None, **fields) -> Nomination:
        if award_year is None:
            award_year = AwardYear.objects.filter(year=2026).first() or award_year_factory()
        if categories is None:
            categories = [Category.objects.first() or category_factory()]
        number = next(numbers)
        fields.setdefault("email", f"nominator{number}@bank.example")
        fields.setdefault("country", "PT")
        fields.setdefault("contact_name", "Benedita Quartilho")
        fields.setdefault("answers", {each["question"]: "It did." for each in award_year.nomination_questions})
        nomination = Nomination.objects.create(
            award_year=award_year, organisation_name=organisation or f"Bank number {number}", **fields
        )
        nomination.categories.set(categories)
        if submitted:
            nomination.submit(agrees=True)
            nomination.refresh_from_db()
        return nomination

    return make


# -- Winners from a file ------------------------------------------------------------

WINNERS_HEAD = "year,category,organisation,person,place,country,region,group,citation\n"
EIGHT_WINNERS = [
    f"2025,{category},Bank {number},,,,,Trading" for number in range(4) for category in ("Best Bank", "Best Broker")
]


@pytest.fixture
def known(award_year_factory, category_factory):
    """The year 2025 and the category 'Best Bank'."""
    award_year_factory(2025, "announced")
    category_factory("Best Bank")


@pytest.fixture
def upload(known):
    """A file that was uploaded, and its lines looked at."""

    def make(*lines: str) -> WinnerImport:
        job = WinnerImport.objects.upload(ContentFile((WINNERS_HEAD + "\n".join(lines)).encode(), name="winners.csv"))
        job.refresh_from_db()
        assert job.state == "checked"
        return job

    return make


@pytest.fixture
def bring_in(upload):
    def ask(*lines: str) -> WinnerImport:
        job = upload(*lines)
        job.bring_in()
        job.refresh_from_db()
        assert job.state == "imported"
        return job

    return ask


@pytest.fixture
def by_hand(settings, monkeypatch):
    """Lines are worked off two by two, when somebody takes the work up."""

    def begin() -> None:
        monkeypatch.setattr(work, "BATCH", 2)
        settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}

    return begin
