"""Loads the awards of the demo. What is there already stays as it is."""

import io
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Organisation
from awards import badges
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
from newsroom.demo import drawing

FOLDER = Path(__file__).parent
PAST_YEARS = (3, 2, 1)
"""How many years ago each of the past rounds was."""


def load_awards() -> Iterator[tuple[str, int, int]]:
    """A programme in full use. Where a year of awards exists, somebody works with them, and nothing is added."""
    if not AwardYear.objects.exists():
        _load()
        count = Winner.objects.count()
        yield "Awards", count, count


@transaction.atomic
def _load() -> None:
    about = _read("programme")
    programme, _ = Programme.objects.get_or_create(pk=1)
    for name in ("name", "time_zone", "email", "standfirst", "about"):
        setattr(programme, name, about[name])
    programme.save()
    _load_categories()
    _load_years(about["dates"], programme.zone)
    _load_winners()
    _load_testimonials(about["testimonials"])
    for position, question in enumerate(about["questions"]):
        Question.objects.create(position=position, **question)
    _load_media_files()


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _load_categories() -> None:
    for place, listed in enumerate(_read("categories")["groups"]):
        group, _ = CategoryGroup.objects.get_or_create(name=listed["name"], defaults={"position": place})
        for position, (name, description) in enumerate(listed["categories"]):
            Category.objects.get_or_create(
                name=name, defaults={"group": group, "description": description, "position": position}
            )


def _load_years(dates: Iterable[dict[str, Any]], zone: ZoneInfo) -> None:
    """The present year, open since forty days and for fifty more, and the past ones."""
    today = timezone.now().astimezone(zone).date()

    def moment(days: int, at: time) -> datetime:
        return datetime.combine(today + timedelta(days=days), at, zone)

    for ago in PAST_YEARS:
        back = -365 * ago
        AwardYear.objects.create(
            year=today.year - ago,
            opens_at=moment(back - 40, time(9)),
            closes_at=moment(back + 50, time(18)),
            announced_at=moment(back + 131, time(21)),
        )
    year = AwardYear.objects.create(
        year=today.year,
        opens_at=moment(-40, time(9)),
        closes_at=moment(50, time(18)),
        announced_at=moment(131, time(21)),
    )
    for each in dates:
        KeyDate.objects.create(
            award_year=year,
            label=each["label"],
            starts_on=_day(today, each["days"]),
            ends_on=_day(today, each["until"]) if "until" in each else None,
            time=each.get("at"),
            note=each.get("note", ""),
        )


def _day(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _load_winners() -> None:
    for name, country, description in _read("organisations")["organisations"]:
        Organisation.objects.get_or_create(
            name=name, defaults={"country": country, "description": f"<p>{description}</p>"}
        )
    listed = _read("winners")["winners"]
    organisations = {
        each.name: each for each in Organisation.objects.filter(name__in={w["organisation"] for w in listed})
    }
    categories = {each.name: each for each in Category.objects.all()}
    illustrated = {w["picture_of"] for w in listed if "picture_of" in w}
    pictures = {each.slug: each.hero for each in Article.objects.filter(slug__in=illustrated).select_related("hero")}
    years = {each.year: each for each in AwardYear.objects.all()}
    this_year = max(years)
    for each in listed:
        Winner.objects.create(
            award_year=years[this_year - each["years_ago"]],
            category=categories[each["category"]],
            organisation=organisations[each["organisation"]],
            recipient=each.get("recipient", ""),
            place=Winner.Place.HIGHLY_COMMENDED if each.get("highly_commended") else Winner.Place.WINNER,
            country=each.get("country", ""),
            region=each.get("region", ""),
            picture=pictures.get(each.get("picture_of", "")),
            citation=f"<p>{each['citation']}</p>",
        )


def _load_testimonials(listed: Iterable[dict[str, Any]]) -> None:
    for position, each in enumerate(listed):
        picture = None
        if looks := each.pop("portrait", None):
            drawn = drawing.draw_portrait(each["name"], **looks)
            picture = Image.objects.add(
                io.BytesIO(drawn), alt=f"Line portrait of {each['name']}", credit="Illustration: Meridian"
            )
        Testimonial.objects.create(position=position, picture=picture, **each)


def _load_media_files() -> None:
    """The wordmark as SVG and PNG, and a sheet about the badge."""
    wordmark = (FOLDER / "wordmark.svg").read_text(encoding="utf-8")
    guidelines = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False)).compile(
        input=(FOLDER / "media-kit.typ").read_bytes(), format="pdf"
    )
    files = [
        ("Using the badge", "One page on where the badge may be shown, and how.", guidelines, "pdf"),
        (
            "Wordmark, for print",
            "The name of the awards in gold, as a drawing that can be set at any size.",
            wordmark.encode(),
            "svg",
        ),
        (
            "Wordmark, for the web",
            "The same on paper white, 1,800 pixels wide.",
            badges.rendered(wordmark, 600, 150),
            "png",
        ),
    ]
    for position, (title, description, content, kind) in enumerate(files):
        MediaFile.objects.create(
            title=title, description=description, position=position, file=ContentFile(content, name=f"file.{kind}")
        )
