from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from awards.nominations import links
from core.signed_links import BrokenLink, ForgedLink

if TYPE_CHECKING:
    from awards.models import AwardYear, Nomination

KEPT_AFTER_DEADLINE = timedelta(days=30)
"""How long drafts that were never submitted are kept after the deadline; the page promises it."""
KEPT_UNTOUCHED = timedelta(days=14)
"""How long an address is kept whose owner never filled in anything: perhaps somebody else typed it."""


def _table(model: str) -> Any:
    """The manager of another model of this app; the models import this module, so it cannot import them."""
    return apps.get_model("awards", model)._default_manager


class NominationQuerySet(QuerySet["Nomination"]):
    def of_address(self, email: str) -> NominationQuerySet:
        return self.filter(email__iexact=email)

    @transaction.atomic
    def begin(self, year: AwardYear, email: str) -> list[Nomination]:
        """What this address has begun in the year, the oldest first; one untouched draft is always among it."""
        _table("AwardYear").select_for_update().only("pk").get(pk=year.pk)  # who presses twice begins one draft
        begun = list(self.filter(award_year=year).of_address(email).order_by("pk"))
        if untouched := next((each for each in begun if each.is_untouched), None):
            untouched.saved_at = timezone.now()
            untouched.save(update_fields=["saved_at"])
        else:
            begun.append(self.create(award_year=year, email=email))
        return begun

    def of_link(self, value: Any) -> Nomination:
        """The nomination that a mailed link leads to. Raises BrokenLink where it no longer leads in."""
        try:
            reference, version, owner = value
        except (TypeError, ValueError):
            raise ForgedLink from None
        nomination = self.select_related("award_year__programme").filter(reference=reference).first()
        if nomination is None:
            raise BrokenLink("This nomination has been deleted. Drafts are deleted some weeks after the deadline.")
        if version != nomination.token_version or owner != links.owner(nomination.email):
            raise BrokenLink("This link was replaced by a newer one. Please use the link in the latest mail.")
        return nomination

    def for_board(self) -> NominationQuerySet:
        """What a card or a line shows, in a fixed number of queries; answers stay unread."""
        entries = _table("NominationEntry").select_related("category").order_by("category__number")
        return (
            self.select_related("award_year", "organisation")
            .prefetch_related(Prefetch("entries", entries))
            .annotate(file_count=Count("files", distinct=True), note_count=Count("notes", distinct=True))
            .defer("answers", "consent_text")
        )

    def sent_in(self) -> NominationQuerySet:
        """What staff look after: everything that was submitted once."""
        return self.exclude(state=self.model.State.DRAFT)

    def forgettable(self, at: datetime | None = None) -> NominationQuerySet:
        """Drafts whose time is over: never submitted long after the deadline, or never filled in at all."""
        at = at or timezone.now()
        drafts = self.filter(state=self.model.State.DRAFT)
        untouched = Q(organisation_name="", contact_name="", answers={}, entries=None, files=None)
        return drafts.filter(
            Q(award_year__closes_at__lte=at - KEPT_AFTER_DEADLINE) | Q(saved_at__lte=at - KEPT_UNTOUCHED) & untouched
        )
