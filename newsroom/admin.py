"""Breaking news in the admin. (The front page has a desk of its own: newsroom/front_page/desk.py.)"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article
from core.admin import ModelAdmin, StateFilter
from core.forms import ModelForm
from core.moments import in_words
from newsroom.models import BreakingNews

NEWEST = 60
"""So many stories are offered: news that breaks is about one of them."""


class StoryField(forms.ModelChoiceField):
    def label_from_instance(self, article: Article) -> str:
        when = in_words(article.published_at) if article.published_at else ""
        return f"{article} ({when})"


class BreakingNewsForm(ModelForm):
    article = StoryField(
        Article.objects.none(),
        label="Story",
        required=False,
        empty_label="None",
        help_text="Where the sentence leads, as soon as readers can see the story.",
    )

    class Meta:
        model = BreakingNews
        fields = ["text", "article", "address", "starts_at", "ends_at"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        out = Article.objects.filter(status=Article.Status.PUBLISHED)
        chosen = Article.objects.filter(pk=self.instance.article_id)
        lists = [out.newest_first()[:NEWEST], chosen] if self.instance.article_id else [out.newest_first()[:NEWEST]]
        self.fields["article"].queryset = Article.objects.any_of(*lists).newest_first()  # type: ignore[attr-defined]


class BreakingNewsStateFilter(StateFilter):
    states = {"running": "Running", "scheduled": "Scheduled", "over": "Over"}


@admin.register(BreakingNews)
class BreakingNewsAdmin(ModelAdmin):
    form = BreakingNewsForm
    actions = ["end_now"]
    list_display = ["text", "state_word", "from_when", "until_when"]
    list_filter = [BreakingNewsStateFilter]
    ordering = ["-starts_at", "-pk"]
    search_fields = ["text"]
    fieldsets = [
        (None, {"fields": ["text", "article", "address"]}),
        ("When", {"fields": ["starts_at", "ends_at"], "classes": ["side"]}),
    ]

    def save_model(self, request: HttpRequest, obj: BreakingNews, form: forms.ModelForm, change: bool) -> None:
        others = list(BreakingNews.objects.overlapping(obj))
        super().save_model(request, obj, form, change)
        for other in others:
            first = other if other.starts_at <= obj.starts_at else obj
            until = in_words(BreakingNews.objects.get(pk=first.pk).ends_at)
            said = f"Only one can stand over the pages at a time, so ‘{first}’ ends {until}."
            self.message_user(request, said, messages.WARNING)

    @admin.display(description="state")
    def state_word(self, news: BreakingNews) -> SafeString:
        return format_html('<span class="state {}">{}</span>', news.state.lower(), news.state)

    @admin.display(description="from", ordering="starts_at")
    def from_when(self, news: BreakingNews) -> str:
        return in_words(news.starts_at)

    @admin.display(description="until", ordering="ends_at")
    def until_when(self, news: BreakingNews) -> str:
        return in_words(news.ends_at)

    @admin.action(description="End now", permissions=["change"])
    def end_now(self, request: HttpRequest, news: Any) -> None:
        running = [each for each in news if each.state == "Running"]
        for each in running:
            each.end()
        said = f"Ended: {len(running)}. Readers no longer see it." if running else "None of these is running."
        self.message_user(request, said, messages.SUCCESS if running else messages.WARNING)
