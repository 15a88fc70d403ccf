from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from articles.models import Article

if TYPE_CHECKING:
    from core.models import User
    from pages import models

SPAM_KEPT = timedelta(days=30)
UNCONFIRMED_KEPT = timedelta(days=7)
OPENING = 160  # characters of a letter that a list shows


class CompanyPageQuerySet(QuerySet["models.CompanyPage"]):
    def public(self) -> CompanyPageQuerySet:
        """Pages a reader may see."""
        return self.filter(is_public=True)

    def text_at(self, slug: str) -> models.CompanyPage | None:
        """What stands above the form at this address; None where nobody wrote anything, or it is hidden."""
        return self.public().filter(slug=slug).first()


class MenuItemQuerySet(QuerySet["models.MenuItem"]):
    def shown(self) -> MenuItemQuerySet:
        """Entries whose target can be read, in their order, with what their links need."""
        return (
            self.filter(Q(page__isnull=True) | Q(page__is_public=True))
            .select_related("section", "page")
            .order_by("menu", "position", "pk")
        )


class DepartmentQuerySet(QuerySet["models.Department"]):
    def for_advertising(self) -> models.Department | None:
        """Where enquiries about advertising go."""
        return self.filter(takes_advertising=True).first()


class MediaKitQuerySet(QuerySet["models.MediaKit"]):
    def current(self) -> models.MediaKit | None:
        """The one that readers are offered."""
        return self.first()


class EnquiryQuerySet(QuerySet["models.Enquiry"]):
    def waiting(self) -> EnquiryQuerySet:
        """What somebody has yet to answer."""
        return self.filter(state__in=["new", "open"])

    def in_state(self, state: str) -> EnquiryQuerySet:
        """Letters in the given state, or 'all'."""
        return self if state == "all" else self.filter(state=state)

    def assigned_to(self, user: User) -> EnquiryQuerySet:
        return self.filter(assigned_to=user)

    def for_inbox(self) -> EnquiryQuerySet:
        """What a list shows: the first words of each, and its people, in one query."""
        return (
            self.select_related("department", "assigned_to").annotate(opening=Left("message", OPENING)).defer("message")
        )

    def to_forget(self, at: datetime | None = None) -> EnquiryQuerySet:
        """Those that were kept for as long as the form promised: spam is kept for a month."""
        now = at or timezone.now()
        kept = timedelta(days=settings.CORRESPONDENCE_KEPT_DAYS)
        return self.filter(Q(touched_at__lt=now - kept) | Q(state="spam", touched_at__lt=now - SPAM_KEPT))


class GuestPostQuerySet(QuerySet["models.GuestPost"]):
    def confirmed(self) -> GuestPostQuerySet:
        """Those whose sender has shown that the address is his or hers; editors see no others."""
        return self.exclude(state="unconfirmed")

    def waiting(self) -> GuestPostQuerySet:
        """What no editor has decided on yet."""
        return self.filter(state="received")

    def in_state(self, state: str) -> GuestPostQuerySet:
        """Those that are 'received', 'with-editors', 'published' or 'declined'."""
        match state:
            case "with-editors":
                return self.with_editors()
            case "published":
                return self.published()
            case _:
                return self.filter(state=state)

    def published(self) -> GuestPostQuerySet:
        """Those that readers can read now."""
        return self.filter(state="taken", draft__in=Article.objects.public())

    def with_editors(self) -> GuestPostQuerySet:
        """Those that an editor has taken and readers cannot read yet."""
        return self.filter(state="taken").exclude(draft__in=Article.objects.public())

    def for_inbox(self) -> GuestPostQuerySet:
        """What a list shows, in one query, without the texts."""
        return self.select_related("draft__section", "taken_by").defer("text", "draft__body")

    def to_forget(self, at: datetime | None = None) -> GuestPostQuerySet:
        """Those that nobody confirmed in time, and those declined whose time is over."""
        now = at or timezone.now()
        kept = timedelta(days=settings.CORRESPONDENCE_KEPT_DAYS)
        return self.filter(
            Q(state="unconfirmed", touched_at__lt=now - UNCONFIRMED_KEPT)
            | Q(state="declined", touched_at__lt=now - kept)
        )
