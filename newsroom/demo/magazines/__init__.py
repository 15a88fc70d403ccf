"""The demo's ten issues. Their words are loaded at once; what takes long is printed in the background (press.py)."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from magazines.models import ContentsEntry, Issue
from newsroom.demo.magazines.press import print_issue

FOLDER = Path(__file__).parent


def load_issues() -> Iterator[tuple[str, int, int]]:
    """Loads those issues that are missing, telling after each how far it is."""
    known = set(Issue.objects.values_list("number", flat=True))
    described = tomllib.loads((FOLDER / "issues.toml").read_text(encoding="utf-8"))["issues"]
    missing = [each for each in described if each["number"] not in known]
    for done, each in enumerate(missing, start=1):
        with transaction.atomic():
            _load_issue(each)
        yield "Issues", done, len(missing)


def _load_issue(described: dict[str, Any]) -> None:
    day = first_day_of_quarter(described["quarters_ago"], timezone.localdate())
    issue = Issue.objects.create(
        number=described["number"],
        title=described["title"],
        date=day,
        cover_lines=described["cover_lines"],
        letter=described["letter"],
    )
    issue.set_contents(
        _entry(position, slug, described["online"]) for position, slug in enumerate(described["articles"])
    )
    issue.publish(at=timezone.make_aware(datetime.combine(day, time(7))))
    look = {key: described[key] for key in ("motif", "seed", "layout")}
    print_issue.enqueue(issue.pk, look, described["articles"])


def _entry(position: int, slug: str, online: bool) -> ContentsEntry:
    article = Article.objects.with_bylines().get(slug=slug)
    return ContentsEntry(
        position=position, title=article.title, author=article.credited_to, article=article if online else None
    )


def first_day_of_quarter(quarters_ago: int, today: date) -> date:
    """The day on which the newest issue but so many appeared: the first of March, June,
    September or December."""
    months = today.year * 12 + today.month - 1
    newest = months - (months + 1) % 3
    year, month = divmod(newest - 3 * quarters_ago, 12)
    return date(year, month + 1, 1)
