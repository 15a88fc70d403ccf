from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connections
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.utils import timezone

from core import keyset

if TYPE_CHECKING:
    from articles.models import Article, Author, Section, Tag

PAGE_SIZE = 24


class AuthorQuerySet(QuerySet):
    def with_public_articles(self) -> AuthorQuerySet:
        """Authors of whom a reader can read something now."""
        articles = apps.get_model("articles", "Article").objects
        return self.filter(Exists(articles.public().filter(authors=OuterRef("pk"))))


class TagQuerySet(QuerySet):
    def in_use(self) -> TagQuerySet:
        """Tags under which a reader finds something now."""
        articles = apps.get_model("articles", "Article").objects
        return self.filter(Exists(articles.public().filter(tagged__tag=OuterRef("pk"))))

    def most_used(self, count: int) -> TagQuerySet:
        """The tags that stand on most articles, in the order of the alphabet."""
        busiest = self.annotate(uses=Count("tagged_articles")).filter(uses__gt=0).order_by("-uses", "name")[:count]
        return self.filter(pk__in=list(busiest.values_list("pk", flat=True))).order_by("name")

    def by_letter(self) -> dict[str, list[Tag]]:
        """The tags in use, under their first letters; what does not begin with a letter comes first, under '#'."""
        letters: dict[str, list[Tag]] = {}
        for tag in sorted(self.in_use(), key=lambda tag: tag.name.casefold()):
            first = tag.name[:1].upper()
            letters.setdefault(first if first.isalpha() else "#", []).append(tag)
        return dict(sorted(letters.items(), key=lambda item: (item[0] != "#", item[0])))


class ArticleQuerySet(QuerySet):
    def public(self, at: datetime | None = None) -> ArticleQuerySet:
        """Articles a reader may see at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(status=self.model.Status.PUBLISHED, published_at__lte=at).exclude(expires_at__lte=at)

    def in_section(self, section: Section) -> ArticleQuerySet:
        return self.filter(section=section)

    def by_author(self, author: Author) -> ArticleQuerySet:
        return self.filter(authors=author)

    def with_tag(self, tag: Tag) -> ArticleQuerySet:
        return self.filter(tags=tag)

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_cards(self) -> ArticleQuerySet:
        """What a card in a list shows, in a fixed number of queries; the texts of the pages stay unread."""
        return self.select_related("section", "hero").defer("body", "summary", "takeaways", "questions")

    def with_bylines(self) -> ArticleQuerySet:
        """Also the authors, in the order in which each article names them."""
        authorships = self.model.authors.through.objects.select_related("author__picture").order_by("position")
        return self.prefetch_related(Prefetch("authorships", queryset=authorships))

    def for_page(self) -> ArticleQuerySet:
        """Everything the article's own page shows of the article itself."""
        return self.select_related("section", "hero").with_bylines().prefetch_related("tags")

    def any_of(self, *lists: ArticleQuerySet) -> ArticleQuerySet:
        """The articles that are in one of the given lists, each of which may be ordered and cut to a length.

        One query, however many lists; each list is answered from its own index. (Django's `union()` does not take
        lists with a length on SQLite, and OR between such subqueries makes PostgreSQL read the whole table.)
        """
        connection = connections[self.db]
        parts, params = [], []
        for each in lists:
            sql, part_params = each.values("pk").query.get_compiler(connection=connection).as_sql()
            parts.append(f"SELECT * FROM ({sql}) AS part{len(parts)}")
            params.extend(part_params)
        return self.filter(pk__in=RawSQL(" UNION ALL ".join(parts), params))

    def around(self, article: Article, *, more: int) -> ArticleQuerySet:
        """What the foot of an article's page needs: its hand-picked related articles, the newest of its section, and its neighbours there.

        Rows carry `related_position`, which is None for all that are not hand-picked.
        """
        public = type(self)(self.model, using=self._db).public()
        beside = public.in_section(article.section).exclude(pk=article.pk)
        picks = self.model.related.through.objects.filter(article=article)
        lists = [public.filter(pk__in=picks.values("to")), beside.newest_first()[:more]]
        if article.published_at:
            lists += [
                beside.filter(published_at__lte=article.published_at).exclude(
                    published_at=article.published_at, pk__gt=article.pk
                ).newest_first()[:1],
                beside.filter(published_at__gte=article.published_at).exclude(
                    published_at=article.published_at, pk__lt=article.pk
                ).order_by("published_at", "pk")[:1],
            ]
        return (
            self.any_of(*lists)
            .annotate(related_position=Subquery(picks.filter(to=OuterRef("pk")).values("position")[:1]))
            .newest_first()
        )

    def page(self, params: QueryDict, *, size: int = PAGE_SIZE) -> keyset.Page[Article]:
        """The page of an archive that the query string asks for, newest first."""
        return keyset.page_of(self, params, date="published_at", size=size)
