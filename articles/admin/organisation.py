from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django_countries import countries
from django_countries.fields import Country

from articles.forms import MergeForm, OrganisationForm
from articles.merging import merge, side
from articles.models import Organisation
from articles.querysets import OrganisationQuerySet
from core.admin import ModelAdmin
from images.admin import ChoosesImages


class CountryFilter(admin.SimpleListFilter):
    """The countries that occur."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        names = ((code, countries.name(code)) for code in Organisation.objects.countries())
        return sorted(names, key=lambda named: named[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(country=self.value()) if self.value() else queryset


@admin.register(Organisation)
class OrganisationAdmin(ChoosesImages, ModelAdmin):
    form = OrganisationForm
    list_display = ["name", "also_known_as", "country_name", "articles_count"]
    list_filter = [CountryFilter]
    search_fields = ["name"]
    search_help_text = "Any of its names."
    ordering = ["name"]
    actions = ["merge_selected"]
    fieldsets = [
        (None, {"fields": ["name", "other_names", "description", "links"]}),
        ("Who it is", {"fields": ["country", "logo"], "classes": ["side"]}),
        ("Address", {"fields": ["slug"], "classes": ["side"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        rows = cast(OrganisationQuerySet, queryset)
        return (rows.searched(search_term) if search_term.strip() else rows), False

    @admin.display(description="also known as")
    def also_known_as(self, organisation: Organisation) -> str:
        return ", ".join(organisation.other_names)

    @admin.display(description="country", ordering="country")
    def country_name(self, organisation: Organisation) -> str:
        return cast(Country, organisation.country).name

    @admin.display(description="articles", ordering="article_count")
    def articles_count(self, organisation: Organisation) -> int:
        return organisation.article_count  # type: ignore[attr-defined]

    # -- Making one of several -----------------------------------------------------

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description="Merge into one …", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, organisations: QuerySet) -> HttpResponse:
        query = urlencode({"organisations": list(organisations.values_list("pk", flat=True))}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:articles_organisation_merge')}?{query}")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name="articles_organisation_merge"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        extra = {"may_merge": self.has_merge_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, extra)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """First which organisations are one and which of them is kept, then what that moves, then the doing."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        form = MergeForm(request.POST if request.method == "POST" else request.GET)
        chosen: list[Organisation] = form.cleaned_data.get("organisations", []) if form.is_valid() else []
        keep = form.cleaned_data.get("keep")
        duplicates = [each for each in chosen if each != keep]
        problem = ""
        if request.method == "POST" and keep and duplicates:
            try:
                merge(keep, duplicates)
            except ValidationError as obstacle:
                problem = " ".join(obstacle.messages)
            else:
                self.log_deletions(request, duplicates)
                return self._merged(request, keep, duplicates)
        elif "keep" in form.data and not (keep and duplicates):
            problem = "Choose at least two organisations, and say which of them is kept."
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": "Merge organisations",
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "sides": [side(each) for each in chosen],
            "keep": keep if duplicates else None,
            "moving": [side(each) for each in duplicates] if keep else [],
            "problem": problem,
        }
        return TemplateResponse(request, "admin/articles/organisation/merge.html", context)

    def _merged(self, request: HttpRequest, keep: Organisation, duplicates: list[Organisation]) -> HttpResponse:
        names = ", ".join(f"‘{each.name}’" for each in duplicates)
        self.log_change(request, keep, f"Merged with {names}.")
        self.message_user(
            request, f"{names} and ‘{keep.name}’ are one now; old addresses lead to it.", messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:articles_organisation_change", args=[keep.pk]))
