"""What the rich-text editor asks while somebody writes: articles to link to, and what is at an address."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve

from articles.admin.pages import Pages
from articles.models import Article
from articles.posts import post_at
from articles.querysets import ArticleQuerySet
from articles.video import film_at
from core.moments import in_words
from core.old_addresses import new_address

FOUND = 10
"""So many articles are offered."""
NAMED = 100
"""So many are described at once, of those that a text refers to."""


class References(Pages):
    """The part of the articles' admin that answers the editor. Nobody learns of an article that they could not read."""

    def references_view(self, request: HttpRequest) -> HttpResponse:
        """As JSON: articles by words (`?term=`), those with the given numbers (`?id=…&id=…`), or what is at an address
        (`?address=`): one of our articles, or a film or post on a site that we know."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        articles = cast(ArticleQuerySet, self.get_queryset(request)).select_related("section").defer("body")
        address = request.GET.get("address", "").strip()
        if "id" in request.GET:
            ids = [pk for pk in request.GET.getlist("id") if pk.isdecimal() and len(pk) < 19]
            found = list(articles.filter(pk__in=ids[:NAMED]))
        elif address:
            found = list(articles.filter(slug=slug)) if (slug := _slug_of(request, address)) else []
        else:
            # Of the last that were saved, readers' first: a sort is stable.
            latest = articles.searched(request.GET.get("term", "")[:200]).order_by("-saved_at", "-pk")[:FOUND]
            found = sorted(latest, key=lambda article: not article.is_public)
        return JsonResponse({"results": [_about(article) for article in found], "embed": _embed(address)})

    def get_urls(self) -> list:
        return [self.address("references/", self.references_view, "references"), *super().get_urls()]


def _about(article: Article) -> dict[str, Any]:
    moment = article.published_at or article.saved_at
    return {
        "id": article.pk,
        "text": article.title,
        "note": f"{article.section} · {article.state} · {in_words(moment)}",
        "state": article.state,
        "public": article.is_public,
    }


def _slug_of(request: HttpRequest, address: str) -> str:
    """The last part of the address of an article of ours, also by an earlier address; nothing for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.netloc and parts.netloc not in {request.get_host(), urlsplit(settings.SITE_URL).netloc}:
        return ""
    for where in (parts.path, new_address(parts.path) or ""):
        try:
            match = resolve(where)
        except Resolver404:
            continue
        if match.url_name == "article" and Article.objects.filter(slug=match.kwargs["slug"]).exists():
            return match.kwargs["slug"]
    return ""


def _embed(address: str) -> str:
    """Who shows the film or post at the address."""
    if film := film_at(address):
        return film.host
    return post.site if (post := post_at(address)) else ""
