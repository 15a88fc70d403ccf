"""Issues of the magazine and their pages in the words of schema.org, for search engines (JSON-LD)."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.structured_data import Data, breadcrumbs, publisher
from core.addresses import absolute
from core.models import SiteSettings
from magazines.models import Issue, IssuePage


def issue(issue: Issue, site: SiteSettings) -> Data:
    """An issue of `for_page()`, with what stands in it."""
    return {
        "@type": "PublicationIssue",
        "issueNumber": issue.number,
        "name": issue.title,
        "description": issue.description,
        "datePublished": issue.date.isoformat(),
        "image": absolute(issue.cover_address),
        "url": absolute(issue.get_absolute_url()),
        "pagination": f"1–{issue.pdf.page_count}" if issue.pdf else None,
        "isPartOf": {
            "@type": "Periodical",
            "@id": f"{settings.SITE_URL}/#magazine",
            "name": site.name,
            "url": absolute(reverse("magazines")),
            "publisher": publisher(site),
        },
        "publisher": publisher(site),
        "hasPart": [_entry(entry) for entry in issue.contents.all()],
    }


def _entry(entry: Any) -> Data:
    """A line of the contents, as `ContentsEntryQuerySet.for_page` brings it."""
    return {
        "@type": "Article",
        "headline": entry.title,
        "author": {"@type": "Person", "name": entry.author} if entry.author else None,
        "pageStart": entry.page_label,
        "url": absolute(entry.article.get_absolute_url()) if entry.article else None,
    }


def issue_breadcrumbs(issue: Issue, *further: tuple[str, str]) -> Data:
    """The way to the issue, and on to a page of it."""
    return breadcrumbs(
        ("Magazine", reverse("magazines")), (f"Issue {issue.number}", issue.get_absolute_url()), *further
    )


def pages_breadcrumbs(issue: Issue) -> Data:
    return issue_breadcrumbs(issue, ("All pages", issue.reader_url))


def page_breadcrumbs(page: IssuePage) -> Data:
    return issue_breadcrumbs(page.issue, (str(page), page.get_absolute_url()))
