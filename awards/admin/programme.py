from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from awards.forms import ProgrammeForm
from awards.models import Category, CategoryGroup, Programme
from core.admin import ModelAdmin


@admin.register(Programme)
class ProgrammeAdmin(ModelAdmin):
    """One row, opened directly."""

    form = ProgrammeForm
    fieldsets = [
        (None, {"fields": ["name", "standfirst", "about"]}),
        ("Time and questions", {"fields": ["time_zone", "email"], "classes": ["side"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Programme | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row, _ = Programme.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:awards_programme_change", args=[row.pk]))

    def response_change(self, request: HttpRequest, obj: Programme) -> HttpResponse:
        self.message_user(request, "The programme is saved; readers see it now.", messages.SUCCESS)
        return HttpResponseRedirect(request.path)


@admin.register(CategoryGroup)
class CategoryGroupAdmin(ModelAdmin):
    list_display = ["name", "position", "categories_count"]
    list_editable = ["position"]
    ordering = ["position", "name"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(category_count=Count("categories"))

    @admin.display(description="categories", ordering="category_count")
    def categories_count(self, group: CategoryGroup) -> int:
        return group.category_count  # type: ignore[attr-defined]


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    """Categories by group, in the order in which readers see them."""

    actions = None  # a category is deleted one at a time, while nobody has won it
    list_display = ["name", "group", "is_open", "position", "winners_count"]
    list_editable = ["is_open", "position"]
    list_filter = ["is_open", "group"]
    list_select_related = ["group"]
    list_per_page = 200
    ordering = ["number", "name"]
    search_fields = ["name", "group__name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        ("Where it stands", {"fields": ["group", "position", "is_open", "slug"], "classes": ["side"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(winner_count=Count("winners"))

    @admin.display(description="winners", ordering="winner_count")
    def winners_count(self, category: Category) -> int:
        return category.winner_count  # type: ignore[attr-defined]
