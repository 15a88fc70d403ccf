"""Which versions of an article?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

if TYPE_CHECKING:
    from articles.models import Revision
    from core.models import User


class RevisionQuerySet(QuerySet["Revision"]):
    def in_line(self) -> RevisionQuerySet:
        """Versions of which each follows on the one before; the last is the article as editors see it."""
        return self.filter(beside=None)

    def beside(self, base: Revision, by: User | None) -> RevisionQuerySet:
        """What somebody wrote over the given version while others went on, newest first."""
        return self.filter(beside=base, created_by=by)

    def began_with(self, base: int) -> Revision | None:
        """The version with that id, or where it has been thinned out, the one before: what was changed between them
        then counts as changed by both sides, which is no conflict."""
        return self.in_line().filter(pk__lte=base).first()
