from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from articles.forms import SectionForm
from articles.models import Article, Section
from core.admin import ModelAdmin
from images.admin import ChoosesImages


@admin.register(Section)
class SectionAdmin(ChoosesImages, ModelAdmin):
    form = SectionForm
    actions = None  # a section is deleted one at a time, when nothing stands in it
    list_display = ["name", "slug", "front_page", "position", "articles_count"]
    ordering = ["position", "name"]
    list_editable = ["position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "description", "picture"]}),
        (
            "Where it stands",
            {
                "description": "Once the front page has been arranged at its desk, that decides what stands on it.",
                "fields": ["front_page", "shows_most_read", "position", "colour", "slug"],
                "classes": ["side"],
            },
        ),
        ("For search engines", {"fields": ["seo_title", "seo_description"], "classes": ["side"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description="articles", ordering="article_count")
    def articles_count(self, section: Section) -> int:
        return section.article_count  # type: ignore[attr-defined]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        section = self.get_object(request, object_id)
        if section and self.has_delete_permission(request, section) and (count := section.article_count):
            theirs = f"{reverse('admin:articles_article_changelist')}?section__id__exact={section.pk}"
            binned = section.articles.filter(status=Article.Status.BINNED).count()
            message = format_html(
                '‘{}’ cannot be deleted while {} in it{}. <a href="{}">Move them to another section</a> first.',
                section,
                "1 article stands" if count == 1 else f"{count} articles stand",
                f", {binned} of them in the bin" if binned else "",
                theirs,
            )
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_section_change", args=[section.pk]))
        return super().delete_view(request, object_id, extra_context)
