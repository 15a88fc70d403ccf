"""What the pages of an article have in common that it has in the admin beside Django's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from articles.models import Article, Revision


class Pages(admin.ModelAdmin):
    def address(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

    def page(
        self, request: HttpRequest, name: str, article: Article, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """The page of that name, over which the article's headline stands."""
        shared = self.admin_site.each_context(request) | {"opts": self.opts, "article": article}
        context = shared | {"subtitle": article.title} | context
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context, status=status)

    def visible(self, request: HttpRequest, pk: int | str) -> Article:
        """The article with its newest revision on it, for whoever may see it."""
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def asked_for(self, request: HttpRequest, article: Article, name: str = "revision") -> Revision | None:
        """The version that the query asks for by the name, if any."""
        asked = request.GET.get(name, "")
        if not asked:
            return None
        if not asked.isdecimal():
            raise Http404
        return get_object_or_404(article.revisions.select_related("created_by", "written_over"), pk=asked)
