"""Feeds of articles: of the whole paper, a section, a tag, an author."""

from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime

from articles.figures import draw_figures, references_in
from articles.models import Article, Author, PublicNote, Section, Tag
from articles.querysets import ArticleQuerySet
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
        found = cast(ArticleQuerySet, self.articles(subject).select_related("section", "hero"))
        found = found.with_bylines().prefetch_related("tags", "public_notes")  # type: ignore[misc]
        articles: list[Any] = list(found.newest_first()[:ITEMS])
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
    notes = format_html_join("", "<p><strong>{} ({})</strong>: {}</p>", map(_note, article.public_notes.all()))
    return for_readers_elsewhere(f"{notes}{standfirst}{film}{article.drawn}")  # type: ignore[attr-defined]


def _note(note: PublicNote) -> tuple[str, str, str]:
    return note.get_kind_display(), date_format(localtime(note.published_at), "j F Y"), note.text


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


class CorrectionsFeed(PublicFeed):
    """What readers were told of changes to articles, the newest first."""

    def title(self, subject: None) -> str:
        return f"Corrections – {current_site().name}"

    def description(self, subject: None) -> str:
        return "What we corrected, updated and retracted after it was published."

    def link(self, subject: None) -> str:
        return absolute(reverse("corrections"))

    def items(self, subject: None) -> Iterable[PublicNote]:
        return PublicNote.objects.public()[:ITEMS]

    def item_title(self, note: PublicNote) -> str:
        return f"{note.get_kind_display()}: {note.article.title}"

    def item_description(self, note: PublicNote) -> str:
        return note.text

    def item_guid(self, note: PublicNote) -> str:
        return f"{settings.SITE_URL}/?correction={note.pk}"

    def item_categories(self, note: PublicNote) -> list[str]:
        return [note.article.section.name]

    def item_extra_kwargs(self, note: PublicNote) -> dict[str, Any]:
        return {"authors": [], "picture": "", "html": format_html("<p>{}</p>", note.text)}
