"""Feeds: RSS 2.0 with the whole text, and the same as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from core.addresses import absolute
from core.models import SiteSettings
from core.page_cache import public_page

ITEMS = 30

_LINK = re.compile(r'\b(src|href)="/(?!/)')
_PULL_QUOTE = re.compile(r'<aside class="pull-quote">(.*?)</aside>', re.DOTALL)
_ONLY_FOR_PAGES = re.compile(
    r' (?:srcset|sizes|loading|decoding|fetchpriority|tabindex)="[^"]*"|</?picture>|<source\b[^>]*>'
)


def for_readers_elsewhere(html: str) -> str:
    """The text of a page, with addresses that lead here from anywhere, and quotations that are seen to be some without
    our styles."""
    html = _PULL_QUOTE.sub(r"<blockquote>\1</blockquote>", html)
    return _LINK.sub(rf'\1="{settings.SITE_URL}/', _ONLY_FOR_PAGES.sub("", html))


def current_site() -> SiteSettings:
    return SiteSettings.objects.first() or SiteSettings()


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


class PublicFeed(Feed):
    """The newest of something; `as_json()` is the view of the same as JSON.

    Subclasses say of what: `items`, `item_title`, `item_description`, `item_guid`, and in `item_extra_kwargs` the
    `authors` by their names, the address of a `picture` (or nothing), and the whole text as `html`. Items have
    `published_at` and an address.
    """

    feed_type = RssWithText
    language = settings.LANGUAGE_CODE
    item_guid_is_permalink = False

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
        """What the feed is of; None where there is one feed alone."""
        return None

    def feed_url(self, subject: Any) -> str:
        return self.address

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())

    def item_pubdate(self, item: Any) -> Any:
        return item.published_at
