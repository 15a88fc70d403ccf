"""The site for search engines: an index of sitemaps, each of at most 10,000 addresses, and the news of two days.

After sitemaps.org/protocol.html and Google's guide to news sitemaps.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import connections
from articles.models import Article, Author, Organisation, Section, Tag
from awards.models import AwardYear, Winner
from core.page_cache import public_page
from magazines.models import Issue, IssuePage
from newsroom.chrome import current_site
from pages.models import CompanyPage

PART = 10_000
NEWS_DAYS = 2
MOST_NEWS = 1_000
"""More than Google takes of one news sitemap it refuses."""


class ByNumber(Paginator):
    """Parts by the rows' own numbers, ten thousand to a part: nothing is counted or skipped, and old parts stay as they
    are. A part whose rows are gone is empty."""

    object_list: QuerySet

    @property
    def num_pages(self) -> int:
        return (self.object_list.order_by().aggregate(last=Max("pk"))["last"] or 0) // self.per_page + 1

    def page(self, number: float | str) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return Page(self.object_list.filter(pk__gte=first, pk__lt=first + self.per_page), number, self)

    def validate_number(self, number: float | str) -> int:
        try:
            number = int(number)
        except ValueError:
            raise EmptyPage from None
        if not 1 <= number <= self.num_pages:
            raise EmptyPage
        return number


class PublicSitemap(Sitemap):
    """Rows that readers see, by their numbers. Addresses begin with SITE_URL, whatever host was asked."""

    limit = PART
    protocol = settings.SITE_URL.partition("://")[0]

    def __init__(self, rows: Callable[[], QuerySet], changed: str = ""):
        self.rows = rows
        self.changed = changed

    def items(self) -> QuerySet:
        return self.rows().order_by("pk")

    @property
    def paginator(self) -> Paginator:
        return ByNumber(self.items(), self.limit)

    def get_domain(self, site: Any = None) -> str:
        return settings.SITE_URL.partition("://")[2]

    def lastmod(self, row: Any) -> datetime | None:
        return getattr(row, self.changed) if self.changed else None

    def get_latest_lastmod(self) -> None:
        """Not told: it would mean reading every row."""


class ArticleSitemap(PublicSitemap):
    def lastmod(self, article: Any) -> datetime | None:
        return article.updated_at or article.published_at


class FixedSitemap(PublicSitemap):
    """Pages that are there by their names rather than by rows."""

    def __init__(self, names: Iterable[str]):
        self.names = list(names)

    def items(self) -> list[str]:  # type: ignore[override]
        return self.names

    @property
    def paginator(self) -> Paginator:
        return Paginator(self.names, self.limit)

    def location(self, name: Any) -> str:
        return reverse(name)

    def lastmod(self, name: Any) -> None:
        return None


class NewsSitemap(PublicSitemap):
    """What was published in the last two days, without what was paid for."""

    def __init__(self) -> None:
        super().__init__(recent_news)

    @property
    def paginator(self) -> Paginator:
        return Paginator(list(self.rows()), MOST_NEWS)


def known_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.with_something_to_show(*connections.organisations_elsewhere())


def recent_news() -> QuerySet[Article]:
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    news = Article.objects.public().filter(published_at__gte=since, sponsorship=Article.Sponsorship.NONE)
    return news.select_related("section").newest_first()[:MOST_NEWS]


PAGES = [
    *("front-page", "latest-news", "tags", "authors", "organisations", "corrections", "sitemap", "newsletter"),
    *(
        "magazines",
        "awards",
        "awards-about",
        "awards-timetable",
        "nominate",
        "awards-testimonials",
        "awards-media-room",
    ),
    *("winners", "awards-faq", "contact-us", "advertising", "submit-post"),
]
"""The pages that every site has, by the names of their addresses."""

SITEMAPS: dict[str, Any] = {
    "pages": FixedSitemap(PAGES),
    "sections": PublicSitemap(Section.objects.all),
    "company": PublicSitemap(CompanyPage.objects.public, "updated_at"),
    "articles": ArticleSitemap(lambda: Article.objects.public().select_related("section")),
    "authors": PublicSitemap(Author.objects.with_public_articles),
    "tags": PublicSitemap(Tag.objects.in_use),
    "organisations": PublicSitemap(known_organisations),
    "issues": PublicSitemap(Issue.objects.public),
    "issue-pages": PublicSitemap(lambda: IssuePage.objects.public().defer("text", "pdf__issue__letter")),
    "award-years": PublicSitemap(AwardYear.objects.announced),
    "winners": PublicSitemap(lambda: Winner.objects.public().select_related("award_year")),
}


@public_page
def index(request: HttpRequest) -> HttpResponse:
    found = []
    for name, sitemap in SITEMAPS.items():
        address = settings.SITE_URL + reverse("sitemap-part", args=[name])
        found += [
            SitemapIndexItem(f"{address}?p={part}" if part > 1 else address)
            for part in range(1, sitemap.paginator.num_pages + 1)
        ]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


@public_page
def part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_view(request, SITEMAPS, section=section).render()


@public_page
def news(request: HttpRequest) -> HttpResponse:
    answer = sitemap_view(request, {"news": NewsSitemap()}, template_name="newsroom/news_sitemap.xml")
    answer.context_data = (answer.context_data or {}) | {"site": current_site()}
    return answer.render()


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    context = {"site_url": settings.SITE_URL}
    return render(request, "newsroom/robots.txt", context, content_type="text/plain; charset=utf-8")
