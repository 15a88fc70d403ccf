from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from awards.words import folded
from core import edition

if TYPE_CHECKING:
    from articles.models import Organisation
    from awards.models import AwardYear, Category, Winner  # noqa: F401  (named in quotes below)

MAX_WORDS = 8  # of a search; more find nothing that fewer do not


def _table(model: str) -> Any:
    """The manager of another model of this app; the models import this module, so it cannot import them."""
    return apps.get_model("awards", model)._default_manager


class AwardYearQuerySet(QuerySet["AwardYear"]):
    def with_programme(self) -> AwardYearQuerySet:
        return self.select_related("programme")

    def open(self, at: datetime | None = None) -> AwardYearQuerySet:
        """Years that take nominations at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def announced(self, at: datetime | None = None) -> AwardYearQuerySet:
        """Years whose winners readers may see at the given moment (default: now)."""
        return self.filter(announced_at__lte=at or timezone.now())

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment at which a year opens, closes or is announced."""
        moments = (
            self.filter(**{f"{field}__gt": after}).order_by(field).values_list(field, flat=True).first()
            for field in ("opens_at", "closes_at", "announced_at")
        )
        return min(filter(None, moments), default=None)


class CategoryQuerySet(QuerySet["Category"]):
    def open(self) -> CategoryQuerySet:
        """Categories one can nominate for, while a year is open."""
        return self.filter(is_open=True).select_related("group")

    def won(self, at: datetime | None = None) -> CategoryQuerySet:
        """Categories with a winner whom readers may see."""
        return self.filter(Exists(_table("Winner").public(at).filter(category=OuterRef("pk"))))

    def in_order(self) -> CategoryQuerySet:
        return self.order_by("number").select_related("group")

    def number_anew(self) -> None:
        """Gives every category its place among all, by group and then within it, and files the winners accordingly."""
        stand = self.order_by("group__position", "group__name", "position", "name").values_list("pk", "number")
        moved = {pk: number for number, (pk, before) in enumerate(stand, start=1) if number != before}
        if not moved:
            return
        self.filter(pk__in=moved).update(number=Case(*(When(pk=pk, then=Value(new)) for pk, new in moved.items())))
        place = Subquery(self.model.objects.filter(pk=OuterRef("category")).values("number")[:1]) * 10 + F("place")
        _table("Winner").filter(category__in=moved).update(order=place)
        edition.bump()


class WinnerQuerySet(QuerySet["Winner"]):
    def public(self, at: datetime | None = None) -> WinnerQuerySet:
        """Winners whom readers may see at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(Q(announced_at__lte=at) | Q(announced_at__isnull=True, award_year__announced_at__lte=at))

    def in_state(self, state: str) -> WinnerQuerySet:
        """Winners who are 'shown' to readers now, or are 'waiting'."""
        return self.public() if state == "shown" else self.exclude(pk__in=_table("Winner").public().values("pk"))

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment at which a winner appears that has a moment of its own."""
        moments = self.filter(announced_at__gt=after).order_by("announced_at")
        return moments.values_list("announced_at", flat=True).first()

    def matching(self, text: str) -> WinnerQuerySet:
        """Winners with names or categories that have, for every word of the text, a word beginning with it."""
        return self.filter(*(Q(words__contains=f" {word}") for word in folded(text).split()[:MAX_WORDS]))

    def of(self, organisation: Organisation) -> WinnerQuerySet:
        return self.filter(organisation=organisation)

    def refile(self) -> None:
        """Notes anew what the winners are found by, after a name has changed."""
        winners = list(self.select_related("category", "organisation"))
        for winner in winners:
            winner.file()
        _table("Winner").bulk_update(winners, ["order", "words"], batch_size=500)

    def in_order(self) -> WinnerQuerySet:
        """The newest year first; within a year by category, winners before those who were commended."""
        return self.order_by("-award_year_id", "order", "pk")

    def below(self, year: int, order: int, pk: int) -> WinnerQuerySet:
        """Winners who stand further down, in order, than one with the given place."""
        # Written so that the index answers it: a range of years, less the first part of one.
        return self.filter(award_year__lte=year).exclude(
            Q(award_year=year) & (Q(order__lt=order) | Q(order=order, pk__lte=pk))
        )

    def above(self, year: int, order: int, pk: int) -> WinnerQuerySet:
        """Winners who stand further up, in order, than one with the given place."""
        return self.filter(award_year__gte=year).exclude(
            Q(award_year=year) & (Q(order__gt=order) | Q(order=order, pk__gte=pk))
        )

    def one_of_each_group(self) -> WinnerQuerySet:
        """The first winner of every group of categories."""
        place = Window(RowNumber(), partition_by="category__group", order_by=["-award_year_id", "order", "pk"])
        return self.annotate(place_in_group=place).filter(place_in_group=1)

    def for_list(self) -> WinnerQuerySet:
        """What a line of a list shows, in one query; texts stay unread."""
        texts = ("citation", "words", "category__description", "organisation__description", "organisation__links")
        return self.select_related("category__group", "organisation").defer(*texts)

    def for_page(self) -> WinnerQuerySet:
        """Everything the winner's own page shows."""
        return self.select_related("award_year__programme", "category__group", "organisation__logo", "picture")
