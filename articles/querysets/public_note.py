"""What have readers been told of changes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import QueryDict

from articles.querysets.tables import table
from core import keyset

if TYPE_CHECKING:
    from articles.models import PublicNote

PAGE_SIZE = 30


class PublicNoteQuerySet(QuerySet["PublicNote"]):
    def public(self) -> PublicNoteQuerySet:
        """Of articles that have a page for readers, be it that they were retracted."""
        articles = table("Article").public() | table("Article").retracted()
        return self.filter(article__in=articles).select_related("article__section")

    def page(self, params: QueryDict) -> keyset.Page[PublicNote]:
        """The page of all of them that the query string asks for, newest first."""
        return keyset.page_of(self, params, date="published_at", size=PAGE_SIZE)
