"""Where an article comes from that was not written here, as its edit page tells editors.

Apps above register, when they are ready, what they know.
"""

from collections.abc import Callable

from articles.connections import Connection
from articles.models import Article

_sources: list[Callable[[Article], list[Connection]]] = []


def register(source: Callable[[Article], list[Connection]]) -> None:
    """Adds a source; it asks at most one query, and its addresses are in the admin."""
    if source not in _sources:
        _sources.append(source)


def of(article: Article) -> list[Connection]:
    return [connection for source in _sources for connection in source(article)]
