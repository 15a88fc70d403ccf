"""Where articles of the site were printed, for their pages (articles/connections.py)."""

from collections import defaultdict
from typing import Any

from articles.connections import Connection
from articles.models import Article
from core.edition import per_edition
from magazines.models import ContentsEntry


def printed_in(article: Article) -> list[Connection]:
    """In which public issues the article was printed, and on which page."""
    return _all().get(article.pk, [])


@per_edition
def _all() -> dict[int, list[Connection]]:
    """By article; a few dozen lines for each issue, so one question for all pages of an edition."""
    found: dict[int, list[Connection]] = defaultdict(list)
    entry: Any
    for entry in ContentsEntry.objects.printed():
        issue = entry.issue
        page = f", page {entry.page_label}" if entry.page_label else ""
        address = issue.page_url(entry.page) if entry.page else issue.get_absolute_url()
        found[entry.article_id].append(Connection(f"issue {issue.number}{page}", address, issue.when, issue.date))
    return dict(found)
