from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from awards.forms import MediaFileForm
from awards.models import MediaFile, Question, Testimonial
from core.admin import ModelAdmin
from images.admin import ChoosesImages


@admin.register(Testimonial)
class TestimonialAdmin(ChoosesImages, ModelAdmin):
    list_display = ["name", "role", "organisation", "is_public", "position"]
    list_editable = ["is_public", "position"]
    search_fields = ["name", "organisation", "quote"]
    ordering = ["position", "pk"]
    fieldsets = [
        (None, {"fields": ["quote", "name", "role", "organisation"]}),
        ("For readers", {"fields": ["is_public", "position"], "classes": ["side"]}),
        ("Picture", {"fields": ["picture"], "classes": ["side"]}),
    ]


@admin.register(MediaFile)
class MediaFileAdmin(ModelAdmin):
    form = MediaFileForm
    view_on_site = False
    list_display = ["title", "kind", "size_in_words", "is_public", "position"]
    list_editable = ["is_public", "position"]
    search_fields = ["title", "description"]
    ordering = ["position", "pk"]
    fieldsets = [
        (None, {"fields": ["title", "description", "file"]}),
        ("For readers", {"fields": ["is_public", "position"], "classes": ["side"]}),
    ]

    @admin.display(description="size", ordering="size")
    def size_in_words(self, file: MediaFile) -> str:
        return filesizeformat(file.size)


@admin.register(Question)
class QuestionAdmin(ModelAdmin):
    list_display = ["question", "position"]
    list_editable = ["position"]
    search_fields = ["question", "answer"]
    ordering = ["position", "pk"]
    fieldsets = [
        (None, {"fields": ["question", "answer"]}),
        ("Where it stands", {"fields": ["position"], "classes": ["side"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        last = Question.objects.order_by("-position").first()
        return {"position": last.position + 1 if last else 0} | super().get_changeform_initial_data(request)
