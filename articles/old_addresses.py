"""Families of addresses that portals on WordPress had, answered by slug where no import remembered the exact one."""

import re
from urllib.parse import unquote

from django.urls import resolve, reverse

from articles.models import Article, Author, Section, Tag
from articles.querysets.article import in_any_section
from core import old_addresses
from core.models import OldAddress
from core.root_slugs import RESERVED

_ARTICLE = re.compile(r"/(?:\d{4}/\d{2}/(?:\d{2}/)?|category/[-\w]+/|(?P<section>[-\w]+)/)?(?P<slug>[-\w]+)/")
_TERM = re.compile(r"/(?:category|tag)/(?:[-\w]+/)*?([-\w]+)/")
_FEED = re.compile(r"(/.+/)feed/(?:(?:rss2?|rdf|atom)/)?")
_AUTHOR = re.compile(r"/author/([-\w]+)/")


def article_section_tag_or_author(path: str) -> str | None:
    """The new address for `/<slug>/`, `/<section>/<slug>/`, `/YYYY/MM/DD/<slug>/`, `/category/…/`, `/tag/…/` and
    `/author/…/`."""
    if (match := _ARTICLE.fullmatch(path)) and match["section"] not in RESERVED:
        article = Article.objects.public().filter(slug=match["slug"]).select_related("section").first()
        if article:
            return article.get_absolute_url()
        for old in OldAddress.objects.filter(path=in_any_section(match["slug"])):
            if old.target and old.target.is_public:
                return old.target.get_absolute_url()
    if match := _TERM.fullmatch(path):
        models = (Section, Tag) if path.startswith("/category/") else (Tag, Section)
        for model in models:
            if row := model.objects.filter(slug=match[1]).first():
                return row.get_absolute_url()
    if match := _AUTHOR.fullmatch(path):
        author = Author.objects.filter(slug=match[1]).first()
        if author:
            return author.get_absolute_url()
    return None


def feed(path: str) -> str | None:
    """The feed of what the path led to with `/feed/` behind it, where that has one; of other things, their page."""
    match = _FEED.fullmatch(path)
    page = match and old_addresses.new_address(match[1])
    if not page:
        return None
    found = resolve(unquote(page))
    slug = found.kwargs.get("slug")
    if found.url_name == "root" and Section.objects.filter(slug=slug).exists():
        return reverse("section-feed", args=[slug])
    if found.url_name in {"tag", "author"}:
        return reverse(f"{found.url_name}-feed", args=[slug])
    return page
