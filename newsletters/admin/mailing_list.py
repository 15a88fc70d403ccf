from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin import ModelAdmin
from newsletters.growth import counts_of, growth_chart
from newsletters.models import Consent, MailingList

CHART_KEPT = 3600  # seconds; a year's curve changes little by the hour


class ListsWithCounts(ChangeList):
    """Each list with its `counts`."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for each in self.result_list:
            each.counts = counts_of(each)


@admin.register(MailingList)
class MailingListAdmin(ModelAdmin):
    list_display = ["called", "subscribed", "pending", "unsubscribed", "for_readers", "language"]
    actions = None
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["position", "name"]
    fieldsets = [
        (None, {"fields": ["name", "description", "language"]}),
        ("Signing up", {"fields": ["is_public", "double_opt_in"], "classes": ["side"]}),
        ("Where it stands", {"fields": ["position", "slug"], "classes": ["side"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListsWithCounts

    @admin.display(description="list", ordering="name")
    def called(self, mailing_list: MailingList) -> SafeString:
        return format_html(
            '<span class="row-title">{}</span> <span class="row-note">{}</span>',
            mailing_list.name,
            mailing_list.description,
        )

    @admin.display(description="subscribed")
    def subscribed(self, mailing_list: MailingList) -> str:
        return f"{mailing_list.counts['subscribed']:,}"  # type: ignore[attr-defined]

    @admin.display(description="waiting")
    def pending(self, mailing_list: MailingList) -> str:
        return f"{mailing_list.counts['pending']:,}"  # type: ignore[attr-defined]

    @admin.display(description="left")
    def unsubscribed(self, mailing_list: MailingList) -> str:
        return f"{mailing_list.counts['unsubscribed']:,}"  # type: ignore[attr-defined]

    @admin.display(description="for readers")
    def for_readers(self, mailing_list: MailingList) -> str:
        return "They choose it" if mailing_list.is_public else "Only staff add to it"

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        chart = cache.get_or_set("growth-of-lists", self._growth, CHART_KEPT)
        return super().changelist_view(request, {"chart": chart} | (extra_context or {}))

    def _growth(self) -> SafeString:
        return growth_chart(MailingList.objects.all(), "Subscriptions to all lists, over a year")

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        if mailing_list := context["original"]:
            chart = growth_chart(MailingList.objects.filter(pk=mailing_list.pk), "Subscribers over a year")
            context |= {"chart": chart, "counts": counts_of(mailing_list)}
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: MailingList | None = None) -> bool:
        """A list that anybody was ever on stays: the consent ledger speaks of it."""
        if obj and (obj.subscriptions.exists() or Consent.objects.filter(mailing_list=obj).exists()):
            return False
        return super().has_delete_permission(request, obj)
