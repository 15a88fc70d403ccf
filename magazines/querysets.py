from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

from django.apps import apps
from django.core.files import File
from django.db.models import Exists, F, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article

if TYPE_CHECKING:
    from magazines.models import ContentsEntry, Issue, IssuePage, IssuePdf  # noqa: F401


def _table(model: str) -> Any:
    """The manager of another model of this app; the models import this module, so it cannot import them."""
    return apps.get_model("magazines", model)._default_manager


def by_year(issues: Iterable[Issue]) -> list[tuple[int, list[Issue]]]:
    """The issues, which come newest first, under their years."""
    return [(year, list(those)) for year, those in groupby(issues, key=lambda issue: issue.date.year)]


class IssueQuerySet(QuerySet["Issue"]):
    def public(self, at: datetime | None = None) -> IssueQuerySet:
        """Issues a reader may see at the given moment (default: now)."""
        return self.filter(published_at__lte=at or timezone.now())

    def in_state(self, state: str) -> IssueQuerySet:
        """Issues whose `state` is the given word, in small letters, now."""
        match state:
            case "draft":
                return self.filter(published_at=None)
            case "scheduled":
                return self.filter(published_at__gt=timezone.now())
            case _:
                return self.public()

    def newest_first(self) -> IssueQuerySet:
        return self.order_by("-date", "-pk")

    def for_cover(self) -> IssueQuerySet:
        """With what a cover is drawn from: the chosen picture, or the first page of the PDF."""
        first = _table("IssuePage").filter(position=1).select_related("pdf").defer("text")
        return (
            self.select_related("cover", "pdf")
            .prefetch_related(Prefetch("pdf__pages", queryset=first, to_attr="first_page"))
            .defer("letter")
        )

    def with_what_comes_in(self) -> IssueQuerySet:
        """Each with `is_being_made` and `was_refused`, of a file that readers do not see yet."""
        files = _table("IssuePdf").filter(issue=OuterRef("pk"), ready_at=None)
        return self.annotate(
            is_being_made=Exists(files.filter(problem="")), was_refused=Exists(files.exclude(problem=""))
        )

    def for_page(self) -> IssueQuerySet:
        """Everything the issue's own page shows of the issue itself."""
        return self.for_cover().defer(None).prefetch_related(Prefetch("contents", _table("ContentsEntry").for_page()))

    def neighbours(self, issue: Issue) -> tuple[Issue | None, Issue | None]:
        """The public issue before the given one and the one after it, by date."""
        others = self.public().for_cover()
        older = others.filter(date__lte=issue.date).exclude(date=issue.date, pk__gte=issue.pk)
        newer = others.filter(date__gte=issue.date).exclude(date=issue.date, pk__lte=issue.pk)
        return older.newest_first().first(), newer.order_by("date", "pk").first()

    def next_moment(self, after: datetime) -> datetime | None:
        """When the next scheduled issue appears."""
        return self.filter(published_at__gt=after).aggregate(next=Min("published_at"))["next"]


class ContentsEntryQuerySet(QuerySet["ContentsEntry"]):
    def with_pages(self) -> ContentsEntryQuerySet:
        """Each with `page`: the position of the page it begins on; None where the PDF has no such page."""
        pages = _table("IssuePage").filter(pdf=OuterRef("issue__pdf"), label=OuterRef("page_label"))
        return self.annotate(page=Subquery(pages.order_by("position").values("position")[:1]))

    def for_page(self) -> ContentsEntryQuerySet:
        """In their order, with their pages and those of their articles that readers may see."""
        articles = Article.objects.public().for_cards()
        return self.with_pages().prefetch_related(Prefetch("article", queryset=articles)).order_by("position", "pk")

    def on_page(self, position: int) -> list[ContentsEntry]:
        """Those that begin on the page; where none does, the one that began last before it."""
        entries: list[Any] = list(self.for_page())
        last = max((entry.page for entry in entries if entry.page and entry.page <= position), default=0)
        return [entry for entry in entries if last and entry.page == last]

    def printed(self) -> ContentsEntryQuerySet:
        """Lines of public issues whose article is on the site, those of the newest issue first."""
        return (
            self.filter(article__isnull=False, issue__published_at__lte=timezone.now())
            .select_related("issue")
            .defer("issue__letter")
            .with_pages()
            .order_by("-issue__date", "position")
        )


class IssuePdfQuerySet(QuerySet["IssuePdf"]):
    def public(self) -> IssuePdfQuerySet:
        """Files that stand for a public issue now."""
        return self.filter(read_in__published_at__lte=timezone.now())

    def in_the_making(self) -> IssuePdfQuerySet:
        return self.filter(ready_at=None, problem="")

    def add_file(self, issue: Issue, file: IO[bytes], name: str) -> IssuePdf:
        """Keeps the file where nobody finds it; its pages are not made yet."""
        pdf = self.model(issue=issue, name=name[-200:])
        content = File(file)
        pdf.size = content.size
        pdf.file.save(f"magazines/{pdf.key}.pdf", content)
        return pdf


class IssuePageQuerySet(QuerySet["IssuePage"]):
    def public(self, at: datetime | None = None) -> IssuePageQuerySet:
        """Pages a reader may see: of public issues, and of the file that stands for them now."""
        return self.filter(pdf__issue__published_at__lte=at or timezone.now(), pdf=F("pdf__issue__pdf")).select_related(
            "pdf__issue"
        )

    def of(self, issue: Issue) -> IssuePageQuerySet:
        """The pages readers see of the issue, in their order; their texts stay unread."""
        return self.filter(pdf=issue.pdf_id).select_related("pdf__issue").defer("text").order_by("position")

    def around(self, position: int, reach: int) -> IssuePageQuerySet:
        """Those at most `reach` pages away."""
        return self.filter(position__range=(max(1, position - reach), position + reach))
