from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles.forms import AuthorForm
from articles.models import Author
from core.admin import ModelAdmin
from images.admin import ChoosesImages


@admin.register(Author)
class AuthorAdmin(ChoosesImages, ModelAdmin):
    form = AuthorForm
    list_display = ["name", "role", "user", "articles_count"]
    list_select_related = ["user"]
    search_fields = ["name", "role"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "role", "short_bio", "bio"]}),
        ("Where readers find them", {"fields": ["email", "links"]}),
        ("Picture", {"fields": ["picture"], "classes": ["side"]}),
        ("Address and account", {"fields": ["slug", "user"], "classes": ["side"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(article_count=Count("authorships"))

    @admin.display(description="articles", ordering="article_count")
    def articles_count(self, author: Author) -> int:
        return author.article_count  # type: ignore[attr-defined]
