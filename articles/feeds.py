"""Feeds: RSS 2.0 with the whole text, and the same as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.figures import draw_figures, images_in
from articles.models import Article, Author, Section, Tag
from core.addresses import absolute
from core.models import SiteSettings
from core.page_cache import public_page

ITEMS = 30

_LINK = re.compile(r'\b(src|href)="/(?!/)')
_ONLY_FOR_PAGES = re.compile(r' (?:srcset|sizes|loading|decoding|fetchpriority|tabindex)="[^"]*"')


class RssWithText(Rss201rev2Feed):
    """RSS whose items carry their whole text (`content:encoded` of RSS Content) and their picture (Media RSS)."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if item["picture"]:
            handler.addQuickElement("media:content", attrs={"url": item["picture"], "medium": "image"})
        handler.addQuickElement("content:encoded", item["html"])


class JsonFeed(SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False, indent=1).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        known = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["html"],
            "image": item["picture"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]) if item["updateddate"] else "",
            "authors": [{"name": name} for name in item["authors"]],
            "tags": list(item["categories"]),
        }
        return {name: value for name, value in known.items() if value}


class ArticleFeed(Feed):
    """The newest articles of something; subclasses say of what. `as_json()` is the view of the same as JSON."""

    feed_type = RssWithText
    language = settings.LANGUAGE_CODE

    @classmethod
    def as_view(cls) -> Callable[..., HttpResponse]:
        """A view that makes a feed of its own for every request, since a feed remembers what it was asked for."""
        return public_page(lambda request, **kwargs: cls()(request, **kwargs))

    @classmethod
    def as_json(cls) -> Callable[..., HttpResponse]:
        return type(cls.__name__, (cls,), {"feed_type": JsonFeed}).as_view()  # type: ignore[attr-defined]

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.address = absolute(request.path)
        return self.subject(**kwargs)

    def subject(self, slug: str = "") -> Any:
        """What the feed is of; None for the whole paper."""
        return None

    def articles(self, subject: Any) -> QuerySet[Article]:
        return Article.objects.public()

    # -- The feed --------------------------------------------------------------

    def title(self, subject: Any) -> str:
        name = _site().name
        return f"{subject} – {name}" if subject else name

    def description(self, subject: Any) -> str:
        return getattr(subject, "description", "") or getattr(subject, "short_bio", "") or _site().description

    def link(self, subject: Any) -> str:
        return absolute(subject.get_absolute_url() if subject else reverse("front-page"))

    def feed_url(self, subject: Any) -> str:
        return self.address

    def items(self, subject: Any) -> Iterable[Article]:
        found = self.articles(subject).select_related("section", "hero").with_bylines().prefetch_related("tags")  # type: ignore[attr-defined]
        articles = list(found.newest_first()[:ITEMS])
        images = images_in(article.body for article in articles)
        for article in articles:
            article.drawn = draw_figures(article.body, images)
        return articles

    # -- Its items -------------------------------------------------------------

    def item_title(self, article: Article) -> str:
        return f"{article.label.text}: {article.title}" if article.label else article.title

    def item_description(self, article: Article) -> str:
        return article.description

    def item_link(self, article: Article) -> str:
        return absolute(article.get_absolute_url())

    def item_guid(self, article: Article) -> str:
        return f"{settings.SITE_URL}/?article={article.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, article: Article) -> Any:
        return article.published_at

    def item_updateddate(self, article: Article) -> Any:
        return article.updated_at

    def item_categories(self, article: Article) -> list[str]:
        return [article.section.name, *(tag.name for tag in article.tags.all())]

    def item_extra_kwargs(self, article: Article) -> dict[str, Any]:
        authors = [author.name for author in article.byline_authors]
        return {
            "authors": [*authors, article.byline] if article.byline else authors,
            "picture": absolute(article.hero.url("card")) if article.hero else "",
            "html": _for_readers_elsewhere(article),
        }


def _for_readers_elsewhere(article: Article) -> str:
    """The whole text, with addresses that lead here from anywhere."""
    standfirst = f"<p><em>{article.standfirst}</em></p>" if article.standfirst else ""
    film = f'<p><a href="{article.film.page}">Film: {article.title}</a></p>' if article.film else ""
    text = _ONLY_FOR_PAGES.sub("", f"{standfirst}{film}{article.drawn}")  # type: ignore[attr-defined]
    return _LINK.sub(rf'\1="{settings.SITE_URL}/', text)


def _site() -> SiteSettings:
    return SiteSettings.objects.first() or SiteSettings()


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
