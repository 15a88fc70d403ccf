"""Feeds of articles: of the whole paper, a section, a tag, an author."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from articles.figures import draw_figures, references_in
from articles.models import Article, Author, Section, Tag
from core.addresses import absolute
from core.feeds import ITEMS, PublicFeed, current_site, for_readers_elsewhere


class ArticleFeed(PublicFeed):
    """The newest articles of something; subclasses say of what."""

    def articles(self, subject: Any) -> QuerySet[Article]:
        return Article.objects.public()

    # -- The feed --------------------------------------------------------------

    def title(self, subject: Any) -> str:
        name = current_site().name
        return f"{subject} – {name}" if subject else name

    def description(self, subject: Any) -> str:
        about = getattr(subject, "description", "") or getattr(subject, "short_bio", "")
        return about or current_site().description

    def link(self, subject: Any) -> str:
        return absolute(subject.get_absolute_url() if subject else reverse("front-page"))

    def items(self, subject: Any) -> Iterable[Article]:
        found = self.articles(subject).select_related("section", "hero").with_bylines().prefetch_related("tags")  # type: ignore[attr-defined]
        articles = list(found.newest_first()[:ITEMS])
        references = references_in(article.body for article in articles)
        for article in articles:
            article.drawn = draw_figures(article.body, references)
        return articles

    # -- Its items -------------------------------------------------------------

    def item_title(self, article: Article) -> str:
        return f"{article.label.text}: {article.title}" if article.label else article.title

    def item_description(self, article: Article) -> str:
        return article.description

    def item_guid(self, article: Article) -> str:
        return f"{settings.SITE_URL}/?article={article.pk}"

    def item_updateddate(self, article: Article) -> Any:
        return article.updated_at

    def item_categories(self, article: Article) -> list[str]:
        return [article.section.name, *(tag.name for tag in article.tags.all())]

    def item_extra_kwargs(self, article: Article) -> dict[str, Any]:
        authors = [author.name for author in article.byline_authors]
        return {
            "authors": [*authors, article.byline] if article.byline else authors,
            "picture": absolute(article.hero.url("card")) if article.hero else "",
            "html": _whole_text(article),
        }


def _whole_text(article: Article) -> str:
    standfirst = format_html("<p><em>{}</em></p>", article.standfirst) if article.standfirst else ""
    film = format_html('<p><a href="{}">Film: {}</a></p>', article.film.page, article.title) if article.film else ""
    return for_readers_elsewhere(f"{standfirst}{film}{article.drawn}")  # type: ignore[attr-defined]


class LatestFeed(ArticleFeed):
    """The whole paper."""


class SectionFeed(ArticleFeed):
    def subject(self, slug: str = "") -> Section:
        return get_object_or_404(Section, slug=slug)

    def articles(self, section: Section) -> QuerySet[Article]:
        return Article.objects.public().in_section(section)


class TagFeed(ArticleFeed):
    def subject(self, slug: str = "") -> Tag:
        return get_object_or_404(Tag, slug=slug)

    def articles(self, tag: Tag) -> QuerySet[Article]:
        return Article.objects.public().with_tag(tag)


class AuthorFeed(ArticleFeed):
    def subject(self, slug: str = "") -> Author:
        return get_object_or_404(Author, slug=slug)

    def articles(self, author: Author) -> QuerySet[Article]:
        return Article.objects.public().by_author(author)
