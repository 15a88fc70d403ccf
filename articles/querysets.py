from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections, transaction
from django.db.models import Count, Exists, Expression, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject, Lower
from django.http import QueryDict
from django.utils import timezone

from articles import likeness
from articles.aggregates import JSONList
from articles.names import name_key
from core import keyset

if TYPE_CHECKING:
    from articles.models import Article, Author, Authorship, MostRead, Organisation, ReadCount, Section, Tag, Vocabulary  # noqa: F401
    from core.models import User

PAGE_SIZE = 24
MAYBE_LIKE = 40
"""How many articles of each list are compared with another."""
RECENT, RECENT_COMPARED_EVERY, COMPARED_EVERY = timedelta(days=30), timedelta(hours=20), timedelta(days=60)
HOUR = timedelta(hours=1)
READS_KEPT = timedelta(days=8)
TEXTS = ("body", "summary", "takeaways", "questions")
"""The long columns of an article, which lists leave unread."""


def _table(model: str) -> Any:
    """The manager of another model of this app; the models import this module, so it cannot import them."""
    return apps.get_model("articles", model)._default_manager


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
        articles = _table("Article")
        return self.filter(Exists(articles.public().filter(authors=OuterRef("pk"))))


class AuthorshipQuerySet(QuerySet["Authorship"]):
    def with_authors(self) -> AuthorshipQuerySet:
        """Also the authors and their pictures, in the order in which an article names them."""
        return self.select_related("author__picture").order_by("position")


def _subjects() -> Subquery:
    """The organisations of an article as [{"name": …, "slug": …}], read along with it."""
    theirs = _table("Organisation").filter(articles=OuterRef("pk")).order_by().values("articles")
    return Subquery(theirs.annotate(all=JSONList(JSONObject(name="name", slug="slug"))).values("all"))


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
        """The tags in use, from A to Z."""
        return _by_letter(self.in_use())


class OrganisationQuerySet(QuerySet["Organisation"]):
    def known_as(self, *names: str) -> OrganisationQuerySet:
        """Organisations that have one of the given names, in whatever spelling, as their name or another name."""
        keys = [key for name in names if (key := name_key(name))]
        return self.filter(Exists(_table("OrganisationName").filter(organisation=OuterRef("pk"), key__in=keys)))

    def searched(self, words: str) -> OrganisationQuerySet:
        """Organisations of which one name contains the given words, however they are spelt."""
        found = Q(name__icontains=words)
        if key := name_key(words):
            found |= Q(Exists(_table("OrganisationName").filter(organisation=OuterRef("pk"), key__contains=key)))
        return self.filter(found)

    def countries(self) -> list[str]:
        """The codes of the countries they are in."""
        return list(self.exclude(country="").order_by("country").values_list("country", flat=True).distinct())

    def with_something_to_show(self, *elsewhere: QuerySet) -> OrganisationQuerySet:
        """Organisations of which a reader learns something: a description, articles, or what the given lists of ids
        know of them."""
        written_about = Exists(_table("Article").public().filter(organisations=OuterRef("pk")))
        known = (Q(pk__in=ids) for ids in elsewhere)
        return self.filter(reduce(or_, known, ~Q(description="") | Q(written_about)))

    def by_letter(self) -> dict[str, list[Organisation]]:
        return _by_letter(self)


class ReadCountQuerySet(QuerySet["ReadCount"]):
    def add(self, counts: Mapping[tuple[int, datetime], int]) -> None:
        """Adds what was counted for articles within hours; what readers cannot see is left out."""
        known = set(_table("Article").public().filter(pk__in={pk for pk, _ in counts}).values_list("pk", flat=True))
        rows = sorted((pk, hour) for pk, hour in counts if pk in known)  # in one order everywhere: no deadlock
        with transaction.atomic():
            self.bulk_create((self.model(article_id=pk, hour=hour) for pk, hour in rows), ignore_conflicts=True)
            for pk, hour in rows:
                self.filter(article=pk, hour=hour).update(count=F("count") + counts[pk, hour])

    def most_read(self, since: datetime, places: int) -> list[int]:
        """Ids of the public articles read most in the hours that end after the given moment, most read first.

        What is paid for is not among them, since readers can be bought.
        """
        totals = self.filter(hour__gt=since - HOUR).values("article").annotate(reads=Sum("count"))
        ids = list(totals.order_by("-reads", "-article").values_list("article", flat=True)[: 5 * places])
        articles = _table("Article")
        public = articles.public().filter(sponsorship=articles.model.Sponsorship.NONE).in_bulk(ids)
        return [pk for pk in ids if pk in public][:places]

    def no_longer_needed(self) -> ReadCountQuerySet:
        """Counts of hours that lie further back than the longest list looks."""
        return self.filter(hour__lt=timezone.now() - READS_KEPT)


class MostReadQuerySet(QuerySet["MostRead"]):
    def lists(self) -> dict[str, list[Article]]:
        """For each period the articles that are read most in it, for cards, in two queries."""
        places = list(self.order_by("period", "position").values_list("period", "article"))
        articles = _table("Article").public().for_cards().in_bulk({pk for _, pk in places})
        lists: dict[str, list[Article]] = {}
        for period, pk in places:
            if pk in articles:
                lists.setdefault(period, []).append(articles[pk])
        return lists

    def rank(self) -> bool:
        """Makes the lists anew from what was counted; whether that changed them."""
        now = timezone.now()
        before = set(self.values_list("period", "position", "article"))
        after = {
            (period, position, pk)
            for period in self.model.Period
            for position, pk in enumerate(_table("ReadCount").most_read(now - period.length, self.model.PLACES))
        }
        if before == after:
            return False
        with transaction.atomic():
            self.all().delete()
            self.bulk_create(
                self.model(period=period, position=position, article_id=pk) for period, position, pk in sorted(after)
            )
        return True


class VocabularyQuerySet(QuerySet["Vocabulary"]):
    def read(self, articles: Iterable[Article]) -> None:
        """Keeps the words of the given articles, anew where they were read before."""
        self.bulk_create(
            (self.model(article=article, words=likeness.words_of(article)) for article in articles),
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["words"],
        )

    def profiles(self, articles: Sequence[int]) -> dict[int, likeness.Profile]:
        """What each of the given articles is about; those that were never read for their words are read now."""
        words = dict(self.filter(article__in=articles).values_list("article", "words"))
        if unread := [pk for pk in articles if pk not in words]:
            texts = _table("Article").filter(pk__in=unread).only("title", "standfirst", "summary", "body")
            self.read(texts)
            words |= self.filter(article__in=unread).values_list("article", "words")
        tags = _grouped(_table("TaggedArticle").filter(content_object__in=articles), "content_object", "tag")
        links = _table("Article").model.organisations.through.objects.filter(article__in=articles)
        organisations = _grouped(links, "article", "organisation")
        return {pk: likeness.profile(each, tags[pk], organisations[pk]) for pk, each in words.items()}

    def for_comparing(self) -> VocabularyQuerySet:
        return self.select_related("article").defer(*(f"article__{field}" for field in TEXTS))

    def due_again(self) -> VocabularyQuerySet:
        """Those that should be compared once more, the longest overdue first: beside recent articles more appears every
        day, beside old ones now and then."""
        now = timezone.now()
        recent = Q(compared_at__lt=now - RECENT_COMPARED_EVERY, article__published_at__gt=now - RECENT)
        return self.filter(recent | Q(compared_at__lt=now - COMPARED_EVERY)).order_by("compared_at")


def _grouped(rows: QuerySet, key: str, value: str) -> defaultdict[int, list[int]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in rows.order_by().values_list(key, value):
        groups[one].append(other)
    return groups


class ArticleQuerySet(QuerySet["Article"]):
    def public(self, at: datetime | Expression | None = None) -> ArticleQuerySet:
        """Articles a reader may see at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(status=self.model.Status.PUBLISHED, published_at__lte=at).exclude(expires_at__lte=at)

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
            case "expired":
                return published.filter(published_at__lte=at, expires_at__lte=at)
            case _:
                return self.filter(status=state)

    def touched_by(self, user: User) -> ArticleQuerySet:
        """Articles that the user began, or over which their name stands."""
        named = _table("Authorship").filter(article=OuterRef("pk"), author__user=user)
        return self.filter(Q(created_by=user) | Exists(named))

    def in_section(self, section: Section | int) -> ArticleQuerySet:
        return self.filter(section=section)

    def by_author(self, author: Author) -> ArticleQuerySet:
        return self.filter(authors=author)

    def with_tag(self, tag: Tag) -> ArticleQuerySet:
        return self.filter(tags=tag)

    def about(self, organisation: Organisation) -> ArticleQuerySet:
        return self.filter(organisations=organisation)

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_cards(self) -> ArticleQuerySet:
        """What a card in a list shows, in a fixed number of queries; the texts of the pages stay unread."""
        return self.select_related("section", "hero").defer(*TEXTS)

    def with_bylines(self) -> ArticleQuerySet:
        """Also the authors, in the order in which each article names them."""
        return self.prefetch_related(Prefetch("authorships", queryset=_table("Authorship").with_authors()))

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
        picks = _table("RelatedArticle").filter(article=article).order_by()
        likenesses = _table("RelatedBySubject").filter(article=article).order_by()
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
        tagged = _table("TaggedArticle").order_by("-pk").values("content_object")
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
        compared = _table("Vocabulary").filter(article=OuterRef("pk"), compared_at__isnull=False)
        return self.filter(~Exists(compared), status=self.model.Status.PUBLISHED).newest_first()

    def page(self, params: QueryDict, *, size: int = PAGE_SIZE) -> keyset.Page[Article]:
        """The page of an archive that the query string asks for, newest first."""
        return keyset.page_of(self, params, date="published_at", size=size)
