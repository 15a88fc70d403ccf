from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils import timezone

from core import keyset

if TYPE_CHECKING:
    from articles.models import Article, Author, Section, Tag
    from core.models import User

PAGE_SIZE = 24


def _table(model: str) -> Any:
    """The manager of another model of this app; the models import this module, so it cannot import them."""
    return apps.get_model("articles", model)._default_manager


class AuthorQuerySet(QuerySet["Author"]):
    def with_public_articles(self) -> AuthorQuerySet:
        """Authors of whom a reader can read something now."""
        articles = _table("Article")
        return self.filter(Exists(articles.public().filter(authors=OuterRef("pk"))))


class TagQuerySet(QuerySet["Tag"]):
    def in_use(self) -> TagQuerySet:
        """Tags under which a reader finds something now."""
        articles = _table("Article")
        return self.filter(Exists(articles.public().filter(tagged__tag=OuterRef("pk"))))

    def named(self, names: Iterable[str]) -> TagQuerySet:
        """Tags with one of the given names, in capitals or not."""
        return self.annotate(lowered=Lower("name")).filter(lowered__in=[name.lower() for name in names])

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


class ArticleQuerySet(QuerySet["Article"]):
    def public(self, at: datetime | None = None) -> ArticleQuerySet:
        """Articles a reader may see at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(status=self.model.Status.PUBLISHED, published_at__lte=at).exclude(expires_at__lte=at)

    def in_state(self, state: str, at: datetime | None = None) -> ArticleQuerySet:
        """Articles whose `state` is the given word at the given moment (default: now)."""
        at = at or timezone.now()
        published = self.filter(status=self.model.Status.PUBLISHED)
        match state:
            case "Scheduled":
                return published.filter(published_at__gt=at)
            case "Published":
                return self.public(at)
            case "Expired":
                return published.filter(published_at__lte=at, expires_at__lte=at)
            case _:
                return self.filter(status=state.lower())

    def touched_by(self, user: User) -> ArticleQuerySet:
        """Articles that the user began, or over which their name stands."""
        named = _table("Authorship").filter(article=OuterRef("pk"), author__user=user)
        return self.filter(Q(created_by=user) | Exists(named))

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
        authorships = _table("Authorship").select_related("author__picture").order_by("position")
        return self.prefetch_related(Prefetch("authorships", queryset=authorships))

    def for_page(self) -> ArticleQuerySet:
        """Everything the article's own page shows of the article itself."""
        return self.select_related("section", "hero").with_bylines().prefetch_related("tags")  # type: ignore[misc]

    def any_of(self, *lists: QuerySet) -> ArticleQuerySet:
        """The articles that are in one of the given lists, each of which may be ordered and cut to a length.

        A list is of articles, or of rows of another table, reduced to the ids of articles by `values()`.

        One query, however many lists; each list is answered from its own index. (Django's `union()` does not take
        lists with a length on SQLite, and OR between such subqueries makes PostgreSQL read the whole table.)
        """
        connection = connections[self.db]
        parts: list[str] = []
        params: list[Any] = []
        for each in lists:
            try:
                ids = each.values("pk") if isinstance(each, ArticleQuerySet) else each
                sql, part_params = ids.query.get_compiler(connection=connection).as_sql()
            except EmptyResultSet:  # a list that Django knows to be empty without asking
                continue
            parts.append(f"SELECT * FROM ({sql}) AS part{len(parts)}")  # noqa: S608  (compiled by Django, parameters apart)
            params.extend(part_params)
        if not parts:
            return self.none()
        return self.filter(pk__in=RawSQL(" UNION ALL ".join(parts), params))  # noqa: S611

    def around(self, article: Article, *, more: int, latest: int) -> ArticleQuerySet:
        """What stands around an article on its page, in one query: its hand-picked related articles, the newest of its
        section that are not among them, its neighbours there, and the newest of the paper.

        Rows carry `related_position`, which is None for all that are not hand-picked.
        """
        others = self.model.objects.using(self.db).public().exclude(pk=article.pk)
        section = others.in_section(article.section)
        picks = _table("RelatedArticle").filter(article=article)
        lists: list[QuerySet] = [
            picks.values("to"),
            section.exclude(pk__in=picks.values("to")).newest_first()[:more],
            others.newest_first()[:latest],
        ]
        if moment := article.published_at:
            same_instant = {"published_at": moment}
            older = section.filter(published_at__lte=moment).exclude(**same_instant, pk__gt=article.pk)
            newer = section.filter(published_at__gte=moment).exclude(**same_instant, pk__lt=article.pk)
            lists += [older.newest_first()[:1], newer.order_by("published_at", "pk")[:1]]
        return (
            self.public()
            .any_of(*lists)
            .annotate(related_position=Subquery(picks.filter(to=OuterRef("pk")).values("position")[:1]))
            .newest_first()
        )

    def page(self, params: QueryDict, *, size: int = PAGE_SIZE) -> keyset.Page[Article]:
        """The page of an archive that the query string asks for, newest first."""
        return keyset.page_of(self, params, date="published_at", size=size)
