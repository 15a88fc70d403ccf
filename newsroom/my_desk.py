"""One's own desk on the start page: the articles one works on, those that wait for one, and who is at which now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from articles import workflow
from articles.models import Article, ArticleEvent, Presence
from core.models import User
from newsroom.waiting import Waiting

LONGEST = 5
"""So many articles stand in each list; the list of articles has the others."""


@dataclass(frozen=True)
class Pile:
    heading: str
    articles: Iterable[Article]
    nothing: str
    moment: str = "saved"
    """Which moment stands with each article: `saved` or `published`."""


def piles_of(user: User) -> list[Pile]:
    """The lists that somebody's role needs, the most urgent first; none for those who write and edit nothing."""
    articles = Article.objects.for_cards().with_bylines()
    own = articles.touched_by(user).order_by("-saved_at")
    piles = []
    if user.has_perm(workflow.REVIEW_ALL):
        waits = articles.in_state("in review").order_by("saved_at")
        piles.append(Pile("To be reviewed", waits[:LONGEST], "Nothing waits for review."))
    if user.has_perm(workflow.PUBLISH):
        approved = articles.in_state("approved").order_by("saved_at")
        piles.append(Pile("Approved, to be published", approved[:LONGEST], "Nothing approved waits."))
    if user.has_perm(workflow.EDIT) or user.has_perm(workflow.WRITE_OWN):
        piles.append(Pile("Your drafts", own.in_state("draft")[:LONGEST], "You have no drafts."))
    if not user.has_perm(workflow.REVIEW_ALL) and user.has_perm(workflow.WRITE_OWN):
        piles.append(Pile("Yours, in review", own.in_state("in review")[:LONGEST], "Nothing of yours is in review."))
    if user.has_perm("articles.view_article"):
        scheduled = articles.in_state("scheduled").order_by("published_at")
        piles.append(Pile("Scheduled", scheduled[:LONGEST], "Nothing is scheduled.", "published"))
    return piles


def just_published(user: User) -> Pile | None:
    """What went live last: of all for editors, of their own for contributors."""
    articles = Article.objects.public().for_cards().with_bylines().newest_first()
    if user.has_perm("articles.view_article"):
        return Pile("Just published", articles[:LONGEST], "Nothing has been published yet.", "published")
    if user.has_perm(workflow.WRITE_OWN):
        return Pile(
            "Yours, published", articles.touched_by(user)[:LONGEST], "Nothing of yours is out yet.", "published"
        )
    return None


def calls_upon(user: User) -> list[Waiting]:
    """Where others name somebody in a timeline and wait for an answer."""
    return [
        Waiting(
            f"{event.by or 'Somebody'} calls upon you in ‘{event.article}’: {event.text[:120]}",
            f"{reverse('admin:articles_article_change', args=[event.article_id])}#timeline",
        )
        for event in ArticleEvent.objects.mentioning(user)[:LONGEST]
    ]


def at_work(user: User) -> Iterable[Presence]:
    """Who else has which article open now, for those who see all articles."""
    return Presence.objects.at_work(user) if user.has_perm("articles.view_article") else []
