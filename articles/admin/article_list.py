"""The list of articles: its rows, its columns and its filters."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article
from articles.querysets import ArticleQuerySet
from core.admin import CappedPaginator, StateFilter
from core.moments import in_words
from core.staff import signed_in


class ArticlePaginator(CappedPaginator):
    """Looks for the ids of all rows that it counts, which an index alone answers in its order, and then reads those of
    the page: articles are long, and SQLite would rather read and sort all of them. So a search for a rare word goes
    through them once."""

    @cached_property
    def ids(self) -> list[int]:
        return list(cast(QuerySet, self.object_list).values_list("pk", flat=True)[: self.CAP])

    @cached_property
    def count(self) -> int:
        return len(self.ids)

    def page(self, number: int | str) -> Page:
        page = super().page(number)
        first = (page.number - 1) * self.per_page
        page.object_list = cast(QuerySet, self.object_list).filter(pk__in=self.ids[first : first + self.per_page])
        return page


class ArticleChangeList(ChangeList):
    """Reads for every row what its columns show, in a fixed number of queries, and leaves the texts unread."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        articles = cast(ArticleQuerySet, super().get_queryset(request, exclude_parameters))
        if not cast(Any, self.model_admin).sees_all(request):
            articles = articles.touched_by(signed_in(request))
        return articles.for_list().with_bylines()

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.multi_page:  # Django would ask for all of them anew
            self.result_list = self.paginator.page(1).object_list


class ArticleStateFilter(StateFilter):
    states = {
        state.lower(): state
        for state in (
            *("Draft", "In review", "Approved", "Scheduled", "Published", "Expired"),
            *("Withdrawn", "Retracted", "In the bin"),
        )
    }

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        """What lies in the bin shows itself only to who asks for it."""
        articles = cast(ArticleQuerySet, super().queryset(request, queryset))
        return articles if self.value() == Article.Status.BINNED.label.lower() else articles.outside_the_bin()


class Columns:
    """How the list shows an article."""

    @admin.display(description="picture", empty_value="")
    def picture(self, article: Article) -> SafeString | str:
        if not article.hero:
            return ""
        src, width, height = next(article.hero.renditions("card"))
        return format_html('<img src="{}" width="{}" height="{}" alt="" loading="lazy">', src, width, height)

    @admin.display(description="headline", ordering="title")
    def headline(self, article: Article) -> SafeString:
        label = (
            format_html(' <span class="row-label {}">{}</span>', article.label.tone, article.label.text)
            if article.label
            else ""
        )
        return format_html(
            '<span class="row-title">{}</span> <span class="row-note">{}</span>{}',
            article.title,
            article.section,
            label,
        )

    @admin.display(description="state", ordering="status")
    def state_word(self, article: Article) -> SafeString:
        note = "with changes not published yet" if article.has_unpublished_changes else ""
        if article.gone_at:
            note = f"deleted for good {in_words(article.gone_at)}"
        return format_html(
            '<span class="state {}">{}</span> <span class="row-note">{}</span>',
            article.state.lower(),
            article.state,
            note,
        )

    @admin.display(description="by")
    def writers(self, article: Article) -> str:
        return article.credited_to

    @admin.display(description="published", ordering="published_at")
    def when(self, article: Article) -> str:
        return in_words(article.published_at) if article.published_at else "–"

    @admin.display(description="last saved", ordering="saved_at")
    def saved(self, article: Article) -> str:
        return in_words(article.saved_at)
