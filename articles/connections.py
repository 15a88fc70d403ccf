"""What other parts of the portal know of an article or an organisation: where it was printed, which award it won.

They stand above this app, so they give their knowledge to it: they register when they are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from articles.models import Article, Organisation


@dataclass(frozen=True)
class Connection:
    """One line on a page: ‘Issue 79, page 12’ or ‘Best Retail Bank, 2025’, with the address it leads to."""

    text: str
    url: str
    detail: str = ""
    when: date | None = None


_of_articles: list[Callable[[Article], list[Connection]]] = []
_of_organisations: list[Callable[[Organisation], list[Connection]]] = []
_organisations: list[Callable[[], QuerySet]] = []


def register_for_articles(source: Callable[[Article], list[Connection]]) -> None:
    """Adds a source of lines 'Also in …' on the page of an article; it asks at most one query, and
    that only once in an edition."""
    if source not in _of_articles:
        _of_articles.append(source)


def register_for_organisations(source: Callable[[Organisation], list[Connection]]) -> None:
    """Adds a source of awards on the page of an organisation; it asks at most one query."""
    if source not in _of_organisations:
        _of_organisations.append(source)


def register_organisations(ids: Callable[[], QuerySet]) -> None:
    """Adds a source of ids of organisations about which a page elsewhere has something to say now."""
    if ids not in _organisations:
        _organisations.append(ids)


def of_article(article: Article) -> list[Connection]:
    return [connection for source in _of_articles for connection in source(article)]


def of_organisation(organisation: Organisation) -> list[Connection]:
    """Newest first."""
    found = [connection for source in _of_organisations for connection in source(organisation)]
    return sorted(found, key=lambda connection: connection.when or date.min, reverse=True)


def organisations_elsewhere() -> list[QuerySet]:
    """Lists of ids of the organisations that stand on other pages than articles."""
    return [ids() for ids in _organisations]
