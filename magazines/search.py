"""How issues of the magazine and the pages in them are found."""

from django.db.models import F

from core.richtext import plain_text
from core.search.sources import Document, Shown, Source
from magazines.models import ContentsEntry, Issue, IssuePage, IssuePdf
from magazines.querysets import IssuePageQuerySet, IssueQuerySet


def _issue_rows() -> IssueQuerySet:
    return Issue.objects.filter(published_at__isnull=False).prefetch_related("contents")


def _issue_document(issue: Issue) -> Document:
    if issue.published_at is None:
        raise ValueError(f"‘{issue}’ is not published, so it cannot be found.")
    return Document(
        title=f"{issue}: {issue.title}",
        published_at=issue.published_at,
        kind="magazine",
        summary=" · ".join(issue.cover_lines),
        text=" \n".join([plain_text(issue.letter), *(entry.title for entry in issue.contents.all())]),
        names=("magazine", issue.when),
    )


ISSUES = Source(
    name="issue",
    model=Issue,
    rows=_issue_rows,
    public=lambda: Issue.objects.public().defer("letter"),
    document=_issue_document,
    shown=lambda issue: Shown(
        url=issue.get_absolute_url(), over="Magazine", by=f"{issue}, {issue.when}", is_dated=False
    ),
    kinds={"magazine": "Magazine"},
    follows={ContentsEntry: "contents"},
)


def _page_rows() -> IssuePageQuerySet:
    """Pages of published issues, of the file that stands for them now."""
    published = IssuePage.objects.filter(pdf__issue__published_at__isnull=False, pdf=F("pdf__issue__pdf"))
    return published.select_related("pdf__issue")


def _page_document(page: IssuePage) -> Document:
    issue = page.pdf.issue
    if issue.published_at is None:
        raise ValueError(f"‘{issue}’ is not published, so its pages cannot be found.")
    # Without a title: a page is found by what stands on it, and must not be offered beside the headlines.
    return Document(title="", published_at=issue.published_at, kind="magazine", text=page.text, names=("magazine",))


def _page_shown(page: IssuePage) -> Shown:
    issue = page.pdf.issue
    return Shown(
        url=issue.page_url(page.position),
        title=f"{issue}, page {page.label}",
        over="Magazine · a page of the issue",
        by=f"{issue.title}, {issue.when}",
        is_dated=False,
    )


ISSUE_PAGES = Source(
    name="issue-page",
    model=IssuePage,
    rows=_page_rows,
    public=lambda: IssuePage.objects.public().defer("text"),
    document=_page_document,
    shown=_page_shown,
    kinds={"magazine": "Magazine"},
    follows={Issue: "pdf__issue", IssuePdf: "pdf"},
)
