"""Which authors, tags and organisations?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from articles.names import name_key
from articles.querysets.tables import table

if TYPE_CHECKING:
    from articles.models import Author, Authorship, Organisation, Tag  # noqa: F401


def _by_letter[T: (Organisation, Tag)](rows: Iterable[T]) -> dict[str, list[T]]:
    """Rows under their first letters; what does not begin with a letter comes first, under '#'."""
    letters: dict[str, list[T]] = {}
    for row in sorted(rows, key=lambda row: row.name.casefold()):
        first = row.name[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(row)
    return dict(sorted(letters.items(), key=lambda item: (item[0] != "#", item[0])))


class AuthorQuerySet(QuerySet["Author"]):
    def with_public_articles(self) -> AuthorQuerySet:
        """Authors of whom a reader can read something now."""
        articles = table("Article")
        return self.filter(Exists(articles.public().filter(authors=OuterRef("pk"))))


class AuthorshipQuerySet(QuerySet["Authorship"]):
    def with_authors(self) -> AuthorshipQuerySet:
        """Also the authors and their pictures, in the order in which an article names them."""
        return self.select_related("author__picture").order_by("position")


class TagQuerySet(QuerySet["Tag"]):
    def in_use(self) -> TagQuerySet:
        """Tags under which a reader finds something now."""
        articles = table("Article")
        return self.filter(Exists(articles.public().filter(tagged__tag=OuterRef("pk"))))

    def named(self, names: Iterable[str]) -> TagQuerySet:
        """Tags with one of the given names, in capitals or not."""
        return self.annotate(lowered=Lower("name")).filter(lowered__in=[name.lower() for name in names])

    def most_used(self, count: int) -> TagQuerySet:
        """The tags that stand on most articles, in the order of the alphabet."""
        busiest = self.annotate(uses=Count("tagged_articles")).filter(uses__gt=0).order_by("-uses", "name")[:count]
        return self.filter(pk__in=list(busiest.values_list("pk", flat=True))).order_by("name")

    def by_letter(self) -> dict[str, list[Tag]]:
        """The tags in use, from A to Z."""
        return _by_letter(self.in_use())


class OrganisationQuerySet(QuerySet["Organisation"]):
    def known_as(self, *names: str) -> OrganisationQuerySet:
        """Organisations that have one of the given names, in whatever spelling, as their name or another name."""
        keys = [key for name in names if (key := name_key(name))]
        return self.filter(Exists(table("OrganisationName").filter(organisation=OuterRef("pk"), key__in=keys)))

    def searched(self, words: str) -> OrganisationQuerySet:
        """Organisations of which one name contains the given words, however they are spelt."""
        found = Q(name__icontains=words)
        if key := name_key(words):
            found |= Q(Exists(table("OrganisationName").filter(organisation=OuterRef("pk"), key__contains=key)))
        return self.filter(found)

    def countries(self) -> list[str]:
        """The codes of the countries they are in."""
        return list(self.exclude(country="").order_by("country").values_list("country", flat=True).distinct())

    def with_something_to_show(self, *elsewhere: QuerySet) -> OrganisationQuerySet:
        """Organisations of which a reader learns something: a description, articles, or what the given lists of ids
        know of them."""
        written_about = Exists(table("Article").public().filter(organisations=OuterRef("pk")))
        known = (Q(pk__in=ids) for ids in elsewhere)
        return self.filter(reduce(or_, known, ~Q(description="") | Q(written_about)))

    def by_letter(self) -> dict[str, list[Organisation]]:
        return _by_letter(self)
