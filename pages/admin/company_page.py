from django.contrib import admin

from core.admin import ModelAdmin
from pages.models import CompanyPage


@admin.register(CompanyPage)
class CompanyPageAdmin(ModelAdmin):
    list_display = ["title", "slug", "is_public", "updated_at"]
    list_filter = ["is_public"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"], "classes": ["manuscript"]}),
        ("For readers", {"fields": ["is_public", "updated_at"], "classes": ["side"]}),
        ("Address and search", {"fields": ["slug", "seo_description"], "classes": ["side"]}),
    ]
