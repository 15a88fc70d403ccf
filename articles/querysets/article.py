"""Which articles?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Exists, Expression, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.http import QueryDict
from django.utils import timezone

from articles import workflow
from articles.aggregates import JSONList
from articles.querysets.tables import table
from core import keyset
from core.models import OldAddress
from core.slugs import free_slug
from images.models import ImageUse

if TYPE_CHECKING:
    from articles.models import Article, Author, Organisation, Section, Tag
    from core.models import User
    from images.querysets import ImageQuerySet

PAGE_SIZE = 24
MAYBE_LIKE = 40
"""How many articles of each list are compared with another."""
TEXTS = ("body", "summary", "takeaways", "questions")
"""The long columns of an article, which lists leave unread."""


def in_any_section(slug: str) -> str:
    """Under which address an article’s slug is remembered: as it is unique, an article is found by it whatever section
    it stood in, and whatever that was called."""
    return f"/-/{slug}/"


class ArticleQuerySet(QuerySet["Article"]):
    def public(self, at: datetime | Expression | None = None) -> ArticleQuerySet:
        """Articles a reader may see at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(status=self.model.Status.PUBLISHED, published_at__lte=at).exclude(expires_at__lte=at)

    def retracted(self) -> ArticleQuerySet:
        """Articles whose pages say nothing any more but why they were retracted."""
        return self.filter(status=self.model.Status.RETRACTED)

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment at which an article appears, or disappears, by itself."""
        published = self.filter(status=self.model.Status.PUBLISHED)
        moments = (
            published.filter(**{f"{field}__gt": after}).order_by(field).values_list(field, flat=True).first()
            for field in ("published_at", "expires_at")
        )
        return min(filter(None, moments), default=None)

    def in_state(self, state: str, at: datetime | None = None) -> ArticleQuerySet:
        """Articles whose `state` is the given word, in small letters, at the given moment (default: now)."""
        at = at or timezone.now()
        published = self.filter(status=self.model.Status.PUBLISHED)
        match state:
            case "scheduled":
                return published.filter(published_at__gt=at)
            case "published":
                return self.public(at)
            case "in review":
                return self.filter(status=self.model.Status.REVIEW)
            case "in the bin":
                return self.filter(status=self.model.Status.BINNED)
            case "expired":
                return published.filter(published_at__lte=at, expires_at__lte=at)
            case _:
                return self.filter(status=state)

    def free_slug(self, title: str) -> str:
        """An address for the title that no article of these has, and that none has left: those lead to it for ever."""
        left: set[str] = set()
        while slug := free_slug(self, title, otherwise="article", but=left):
            if not OldAddress.objects.filter(path=in_any_section(slug)).exists():
                break
            left.add(slug)
        return slug

    def planned(self, start: datetime, end: datetime) -> ArticleQuerySet:
        """Articles that appeared between two moments, will appear, or are meant to: what is not out yet follows its
        newest revision, so its date is the plan."""
        return self.filter(
            status__in=[*workflow.ON_THE_WAY, workflow.PUBLISHED], published_at__gte=start, published_at__lt=end
        )

    def ending(self, start: datetime, end: datetime) -> ArticleQuerySet:
        """Articles that readers see until a moment between the two."""
        return self.filter(status=workflow.PUBLISHED, expires_at__gte=start, expires_at__lt=end)

    def overdue(self) -> ArticleQuerySet:
        """Articles that were meant to be out by now and have not been published."""
        return self.filter(status__in=workflow.ON_THE_WAY, published_at__lte=timezone.now())

    def without_a_date(self) -> ArticleQuerySet:
        """Articles that are on their way to readers and not planned yet; drafts may be anything."""
        return self.filter(status__in=[workflow.REVIEW, workflow.APPROVED], published_at=None)

    def outside_the_bin(self) -> ArticleQuerySet:
        """Articles that somebody works on or reads."""
        return self.exclude(status=self.model.Status.BINNED)

    def to_be_deleted(self) -> ArticleQuerySet:
        """What has lain in the bin for so long that it comes back no more."""
        return self.filter(status=self.model.Status.BINNED, binned_at__lt=timezone.now() - workflow.IN_THE_BIN)

    def touched_by(self, user: User) -> ArticleQuerySet:
        """Articles that the user began, or over which their name stands."""
        named = table("Authorship").filter(article=OuterRef("pk"), author__user=user)
        return self.filter(Q(created_by=user) | Exists(named))

    def searched(self, words: str) -> ArticleQuerySet:
        """Articles that have each of the words in their headline, their standfirst, or an author's name."""
        found = self
        for word in words.split():
            named = table("Authorship").filter(article=OuterRef("pk"), author__name__icontains=word)
            found = found.filter(Q(title__icontains=word) | Q(standfirst__icontains=word) | Exists(named))
        return found

    def for_list(self) -> ArticleQuerySet:
        """What the admin's list shows, in a fixed number of queries. Nothing is joined, so that the rows of a page are
        read in the order of an index, however many others there are."""
        return self.defer(*TEXTS).prefetch_related("section", "hero")

    def begun_in(self, window: str, user: User) -> ArticleQuerySet:
        """The new article that an open page of somebody's has saved by itself already."""
        begun = table("Revision").filter(article=OuterRef("pk"), window=window, created_by=user)
        return self.filter(Exists(begun), created_by=user) if window else self.none()

    def in_section(self, section: Section | int) -> ArticleQuerySet:
        return self.filter(section=section)

    def by_author(self, author: Author) -> ArticleQuerySet:
        return self.filter(authors=author)

    def with_tag(self, tag: Tag) -> ArticleQuerySet:
        return self.filter(tags=tag)

    def about(self, organisation: Organisation) -> ArticleQuerySet:
        return self.filter(organisations=organisation)

    def showing(self, images: ImageQuerySet) -> ArticleQuerySet:
        """Articles that one of the pictures leads, or in whose text it stands."""
        kind = ContentType.objects.get_for_model(self.model)
        texts = ImageUse.objects.filter(content_type=kind, is_planned=False, image__in=images)
        return self.any_of(self.model.objects.filter(hero__in=images).order_by(), texts.values("object_id"))

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_cards(self) -> ArticleQuerySet:
        """What a card in a list shows, in a fixed number of queries; the texts of the pages stay unread."""
        return self.select_related("section", "hero").defer(*TEXTS)

    def with_bylines(self) -> ArticleQuerySet:
        """Also the authors, in the order in which each article names them."""
        return self.prefetch_related(Prefetch("authorships", queryset=table("Authorship").with_authors()))

    def for_page(self) -> ArticleQuerySet:
        """What the article's own page shows of it, but for its authors and tags.

        Rows carry `subjects`: name and address of the organisations that the article is about.
        """
        return self.annotate(subjects=_subjects()).select_related("section", "hero")

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

    def around(self, article: Any, section: Any, moment: Any, at: Any) -> ArticleQuerySet:
        """What stands around an article because of itself, in one query: its hand-picked related articles, those found
        to be like it, and its neighbours in its section, before and after the moment of its publication.

        Rows carry `related_position`, which is None for all that are not hand-picked, and `likeness`, None for all that
        were not found to be like it. Takes ids and moments, or places for them (core/prepared.py).
        """
        picks = table("RelatedArticle").filter(article=article).order_by()
        likenesses = table("RelatedBySubject").filter(article=article).order_by()
        others = self.public(at).exclude(pk=article).in_section(section)
        same_instant = {"published_at": moment}
        older = others.filter(published_at__lte=moment).exclude(**same_instant, pk__gt=article)
        newer = others.filter(published_at__gte=moment).exclude(**same_instant, pk__lt=article)
        return (
            self.public(at)
            .any_of(
                picks.values("to"),
                likenesses.values("to"),
                older.newest_first()[:1],
                newer.order_by("published_at", "pk")[:1],
            )
            .annotate(
                related_position=Subquery(picks.filter(to=OuterRef("pk")).values("position")),
                likeness=Subquery(likenesses.filter(to=OuterRef("pk")).values("score")),
            )
            .newest_first()
        )

    def maybe_like(self, article: Article) -> ArticleQuerySet:
        """A few hundred articles that may be like the given one, from short lists: what was tagged last as it is, what
        is about the same organisations, what stands around it in its section, and the newest of the paper."""
        moment = article.published_at or timezone.now()
        others = self.model.objects.using(self.db).public().exclude(pk=article.pk)
        section = others.in_section(article.section_id)
        tagged = table("TaggedArticle").order_by("-pk").values("content_object")
        linked = self.model.organisations.through.objects.order_by("-pk").values("article")
        lists: list[QuerySet] = [
            section.filter(published_at__lte=moment).newest_first()[:MAYBE_LIKE],
            section.filter(published_at__gt=moment).order_by("published_at", "pk")[:MAYBE_LIKE],
            others.newest_first()[:MAYBE_LIKE],
        ]
        lists += [tagged.filter(tag=pk)[:MAYBE_LIKE] for pk in article.tags.order_by().values_list("pk", flat=True)]
        organisations = article.organisations.order_by().values_list("pk", flat=True)
        lists += [linked.filter(organisation=pk)[:MAYBE_LIKE] for pk in organisations]
        return others.filter(sponsorship=self.model.Sponsorship.NONE).any_of(*lists)

    def never_compared(self) -> ArticleQuerySet:
        """Published articles for which nobody has looked yet for others like them, newest first."""
        compared = table("Vocabulary").filter(article=OuterRef("pk"), compared_at__isnull=False)
        return self.filter(~Exists(compared), status=self.model.Status.PUBLISHED).newest_first()

    def page(self, params: QueryDict, *, size: int = PAGE_SIZE) -> keyset.Page[Article]:
        """The page of an archive that the query string asks for, newest first."""
        return keyset.page_of(self, params, date="published_at", size=size)


def _subjects() -> Subquery:
    """The organisations of an article as [{"name": …, "slug": …}], read along with it."""
    theirs = table("Organisation").filter(articles=OuterRef("pk")).order_by().values("articles")
    return Subquery(theirs.annotate(all=JSONList(JSONObject(name="name", slug="slug"))).values("all"))
