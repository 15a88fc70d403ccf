"""Who outside is shown which draft?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models import PreviewLink  # noqa: F401

REMEMBERED = timedelta(days=30)
"""So long after its end it can be seen in the admin for whom a link was."""


class PreviewLinkQuerySet(QuerySet["PreviewLink"]):
    def long_ended(self) -> PreviewLinkQuerySet:
        return self.filter(ends_at__lt=timezone.now() - REMEMBERED)
