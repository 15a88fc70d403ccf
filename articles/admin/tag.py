import taggit.admin
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles.models import Tag
from core.admin import ModelAdmin

admin.site.unregister(taggit.admin.Tag)  # tags of its own, which no article has


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name", "slug", "articles_count"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "description"]}), ("Address", {"fields": ["slug"], "classes": ["side"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(article_count=Count("tagged_articles"))

    @admin.display(description="articles", ordering="article_count")
    def articles_count(self, tag: Tag) -> int:
        return tag.article_count
