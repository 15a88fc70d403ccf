"""The demo’s front page as its publisher has arranged it: strips, pins, a change for tomorrow, and news that breaks."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Section
from core.models import User
from newsroom.front_page.plan import (
    AWARDS,
    MAGAZINE,
    MOST_READ,
    NEWSLETTER,
    OPINION,
    TOP,
    VIDEO,
    Choice,
    Pin,
    Place,
    Plan,
    strip_of,
)
from newsroom.models import Arrangement, BreakingNews

STRIPS = [
    *(MOST_READ, "interviews", OPINION, "business", "finance", MAGAZINE, "banking", "technology", VIDEO),
    *("investing", "trading", NEWSLETTER, "headlines", "trends", AWARDS, "research-reports", "press-release"),
]
"""Sections by their addresses. Films have a strip across all sections, so that of the section ‘Videos’ is put away."""


def load_front_page() -> None:
    """Nothing, where somebody has arranged the page already."""
    if Arrangement.objects.exists() or BreakingNews.objects.exists():
        return
    publisher = User.objects.filter(username="publisher").first()
    sections = {section.slug: section for section in Section.objects.all()}
    tomorrow = (timezone.localtime() + timedelta(days=1)).replace(hour=7, minute=0, second=0, microsecond=0)
    names = [strip_of(sections[name]) if name in sections else name for name in STRIPS]
    plan = Plan(strips=(*(Choice(name, True) for name in names), Choice(strip_of(sections["videos"]), False)))
    pinned = Plan(
        {
            Place(TOP, 2): Pin(_story("interview-langstrom-default-drill"), tomorrow),
            Place(strip_of(sections["technology"]), 0): Pin(_story("ehrlingen-lumenfold-reads-credit-files")),
        },
        plan.strips,
    )
    morning = pinned.put(_story("greyhaven-proposes-harbour-flood-pool"), Place(TOP, 0))
    with transaction.atomic():
        Arrangement.objects.arrange(plan, by=publisher, base=0, note="Films, opinion and the other rooms on the page")
        Arrangement.objects.arrange(pinned, by=publisher, base=1, note="The interview stays until the morning")
        Arrangement.objects.arrange(morning, by=publisher, base=2, at=tomorrow, note="The flood pool leads")
        BreakingNews.objects.create(
            text="Ferrisholm and Ludworth members to vote on merger in ten weeks",
            article_id=_story("ferrisholm-ludworth-agree-merger"),
        )


def _story(slug: str) -> int:
    return Article.objects.only("pk").get(slug=slug).pk
