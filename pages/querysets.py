from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from pages.models import CompanyPage, MenuItem  # noqa: F401  (named in quotes below)


class CompanyPageQuerySet(QuerySet["CompanyPage"]):
    def public(self) -> CompanyPageQuerySet:
        """Pages a reader may see."""
        return self.filter(is_public=True)


class MenuItemQuerySet(QuerySet["MenuItem"]):
    def shown(self) -> MenuItemQuerySet:
        """Entries whose target can be read, in their order, with what their links need."""
        return (
            self.filter(Q(page__isnull=True) | Q(page__is_public=True))
            .select_related("section", "page")
            .order_by("menu", "position", "pk")
        )
