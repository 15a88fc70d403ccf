"""Which versions of an article, who is at it, and what has been said of it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from articles import workflow
from articles.querysets.tables import table
from core.time_zones import place_of

if TYPE_CHECKING:
    from articles.models import Article, ArticleEvent, Presence, Revision  # noqa: F401
    from core.models import User

THINNING = [
    (timedelta(days=30), None),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(hours=1), timedelta(minutes=10)),
]
"""Of what saved itself longer ago than this, the last of every such span stays, of each writer and article."""

GONE_AFTER = timedelta(seconds=70)
"""A page that is open says so every twenty seconds, in the background as seldom as once a minute."""


class RevisionQuerySet(QuerySet["Revision"]):
    def in_line(self) -> RevisionQuerySet:
        """Versions of which each follows on the one before; the last is the article as editors see it."""
        return self.filter(is_beside=False)

    def beside(self, by: User | None) -> RevisionQuerySet:
        """What somebody wrote over older versions while others went on, newest first."""
        return self.filter(is_beside=True, created_by=by)

    def left_beside(self, by: User) -> RevisionQuerySet:
        """What somebody wrote beside the article and has not put together with it since, newest first."""
        later = self.in_line().filter(created_by=by, kind=self.model.Kind.SAVED, pk__gt=OuterRef("pk"))
        return self.beside(by).exclude(Exists(later))

    def began_with(self, base: int) -> Revision | None:
        """The version with that id, or where it has been thinned out, the one before: what was changed between them
        then counts as changed by both sides, which is no conflict."""
        return self.in_line().filter(pk__lte=base).first()

    def needed(self) -> RevisionQuerySet:
        """What editors or readers see now, what others are shown, and what somebody's text was written over."""
        articles = table("Article").filter(Q(latest_revision=OuterRef("pk")) | Q(live_revision=OuterRef("pk")))
        shown = table("PreviewLink").filter(revision=OuterRef("pk"))
        return self.filter(
            Exists(articles) | Exists(shown) | Exists(table("Revision").filter(written_over=OuterRef("pk")))
        )

    def thin(self) -> int:
        """Deletes what saved itself and is needed no more, by the rule of `THINNING`; returns how many. What somebody
        saved by hand, or gave a name, stays for ever."""
        now = timezone.now()
        old = self.filter(kind=self.model.Kind.AUTOSAVED, name="", created_at__lt=now - THINNING[-1][0])
        rows = old.exclude(pk__in=old.needed().values("pk")).order_by("-pk")
        kept, gone = set(), []
        for pk, at, *whose in rows.values_list("pk", "created_at", "article", "created_by", "written_over").iterator():
            every = next(every for age, every in THINNING if at < now - age)
            span = every and (*whose, at.timestamp() // every.total_seconds())
            if span is None or span in kept:
                gone.append(pk)
            kept.add(span)
        for batch in batched(gone, 500):
            self.filter(pk__in=batch).delete()
        return len(gone)


class PresenceQuerySet(QuerySet["Presence"]):
    def note(self, article: Article, user: User, *, wrote: bool = False) -> None:
        """Notes that somebody has the article open at this moment, or writes in it."""
        now = timezone.now()
        self.update_or_create(
            article=article, user=user, defaults={"seen_at": now} | ({"wrote_at": now} if wrote else {})
        )

    def others_at(self, article: Article, user: User) -> PresenceQuerySet:
        """Who besides the given person has the article open now."""
        return self.at_work(user).filter(article=article)

    def at_work(self, user: User) -> PresenceQuerySet:
        """Who besides the given person has which article open now."""
        here = self.filter(seen_at__gt=timezone.now() - GONE_AFTER).exclude(user=user)
        return here.select_related("user", "article").order_by("user__last_name", "pk")

    def no_longer_needed(self) -> PresenceQuerySet:
        return self.filter(seen_at__lt=timezone.now() - GONE_AFTER)


class ArticleEventQuerySet(QuerySet["ArticleEvent"]):
    def moved(self, article: Article, was: datetime | None, to: datetime, *, by: User) -> None:
        """Notes that somebody planned an article for another moment; told by the clock of the paper, for everybody."""
        paper = timezone.get_default_timezone()
        old, new = (when and date_format(timezone.localtime(when, paper), "D j M Y, H:i") for when in (was, to))
        text = f"From {old} to {new}" if old else f"To {new}"
        self.create(article=article, by=by, step=workflow.MOVED, text=f"{text}, {place_of(paper)} time.")

    def timeline(self) -> ArticleEventQuerySet:
        """With who did it, the oldest first."""
        return self.select_related("by").order_by("pk")

    def mentioning(self, user: User) -> ArticleEventQuerySet:
        """Where somebody else calls upon the given person, newest first; not where they have answered since."""
        answers = self.filter(article=OuterRef("article"), by=user, pk__gt=OuterRef("pk"))
        about = self.filter(mentions=user).exclude(article__status=table("Article").model.Status.BINNED)
        return about.exclude(Exists(answers)).select_related("article", "by").order_by("-pk")
