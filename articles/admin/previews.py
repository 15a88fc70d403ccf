"""An article as readers will see it: for staff in a frame beside the form, and for somebody outside by a link."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles import preview, workflow
from articles.admin.pages import Pages
from articles.forms import ArticleForm, PreviewLinkForm
from articles.models import Article, PreviewLink, Revision
from core.frames import shown_in_a_frame
from core.moments import in_words
from core.staff import signed_in


class Previews(Pages):
    """The part of the articles' admin that has to do with previews."""

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The newest version or the one asked for (`?revision=`), as a desk's screen or a telephone shows it."""
        article = self.visible(request, pk)
        asked = self.asked_for(request, article)
        address = reverse("admin:articles_article_page", args=[pk]) + (f"?revision={asked.pk}" if asked else "")
        context = {"title": "Preview", "row": Article.objects.get(pk=pk), "asked": asked, "address": address}
        return self.page(request, "preview", article, context)

    @method_decorator(shown_in_a_frame)
    def page_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The real page, for a frame: with what is stored, or with what is in a form that is sent."""
        article = self.visible(request, pk)
        if request.method == "POST":
            context = preview.context_of(article, self._in_the_form(request, pk))
            return JsonResponse({"page": render_to_string("articles/article.html", context, request)})
        revision = self.asked_for(request, article) or article.latest_revision
        return render(request, "articles/article.html", preview.context_of(article, revision))

    def _in_the_form(self, request: HttpRequest, pk: int) -> Revision:
        """What somebody has typed so far, stored nowhere."""
        article = self.visible(request, pk)
        form_class = cast(type[ArticleForm], self.get_form(request, article, change=True))
        form = form_class(request.POST, instance=article)
        form.is_valid()
        return Revision(article=article, snapshot=form.snapshot())

    # -- For somebody outside --------------------------------------------------------

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who outside has a link to the article; and a new one, to the newest version."""
        article = self._shown_by(request, pk)
        form = PreviewLinkForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            link = article.show_to(form.cleaned_data["whom"], by=signed_in(request), ends_at=form.ends_at)
            self.message_user(request, f"A link for {link.whom}, until {in_words(link.ends_at)}. Copy it below.")
            return HttpResponseRedirect(request.path)
        links = article.preview_links.select_related("revision", "created_by")
        return self.page(
            request, "links", article, {"title": "Show it to somebody outside", "form": form, "links": links}
        )

    def take_back_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        article = self._shown_by(request, pk)
        found = get_object_or_404(PreviewLink, pk=link, article=article)
        found.take_back()
        self.log_change(request, article, "Took back a link for somebody outside.")
        self.message_user(request, f"The link for {found.whom} leads nowhere any more.")
        return HttpResponseRedirect(reverse("admin:articles_article_links", args=[pk]))

    def _shown_by(self, request: HttpRequest, pk: int) -> Article:
        """The article, where somebody may let others see it: editors any, contributors what they may write."""
        article = get_object_or_404(Article.objects.select_related("latest_revision"), pk=pk)
        if not workflow.may_write(signed_in(request), article):
            raise PermissionDenied
        return article

    def get_urls(self) -> list:
        return [
            self.address("<int:pk>/preview/", self.preview_view, "preview"),
            self.address("<int:pk>/preview/page/", self.page_view, "page"),
            self.address("<int:pk>/links/", self.links_view, "links"),
            self.address("<int:pk>/links/<int:link>/take-back/", require_POST(self.take_back_view), "take_back_link"),
            *super().get_urls(),
        ]
