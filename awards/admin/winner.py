from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.admin.winner_import import ImportsWinners
from awards.models import Winner
from awards.querysets import WinnerQuerySet
from core.admin import ModelAdmin, StateFilter
from core.moments import in_words
from images.admin import ChoosesImages


class WinnerChangeList(ChangeList):
    """Reads for every row what its columns show, in one query, and leaves the citations unread."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        winners = cast(WinnerQuerySet, super().get_queryset(request, exclude_parameters))
        return winners.for_list().select_related("award_year")


class WinnerStateFilter(StateFilter):
    states = {"shown": "Shown to readers", "waiting": "Not shown yet"}


@admin.register(Winner)
class WinnerAdmin(ImportsWinners, ChoosesImages, ModelAdmin):
    change_list_template = "admin/awards/winner/change_list.html"
    list_display = ["award", "won_by_whom", "award_year", "where", "state_word"]
    list_filter = ["award_year", WinnerStateFilter, "place", "category__group"]
    ordering = ["-award_year_id", "order", "pk"]
    search_fields = ["words"]  # says that there is a search; `get_search_results` is how
    search_help_text = "Names of organisations and people, categories, countries."
    autocomplete_fields = ["organisation", "category"]
    actions = ["show_now"]
    fieldsets = [
        (None, {"fields": ["award_year", "category", "organisation", "recipient", "citation"]}),
        ("What it was given for", {"fields": ["place", "country", "region"], "classes": ["side"]}),
        ("For readers", {"fields": ["announced_at", "slug"], "classes": ["side"]}),
        ("Picture", {"fields": ["picture"], "classes": ["side"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[WinnerChangeList]:
        return WinnerChangeList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return cast(WinnerQuerySet, queryset).matching(search_term), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = Winner.objects.order_by("-pk").values_list("award_year", flat=True).first()
        return {"award_year": newest} | super().get_changeform_initial_data(request)

    # -- The list --------------------------------------------------------------

    @admin.display(description="award", ordering="order")
    def award(self, winner: Winner) -> SafeString:
        return format_html(
            '<span class="row-title">{}</span> <span class="row-note">{}</span>',
            winner.category,
            winner.commended or winner.category.group,
        )

    @admin.display(description="winner", ordering="organisation__name")
    def won_by_whom(self, winner: Winner) -> SafeString:
        of = winner.organisation.name if winner.recipient else ""
        return format_html('{} <span class="row-note">{}</span>', winner.won_by, of)

    @admin.display(description="country")
    def where(self, winner: Winner) -> str:
        return winner.where

    @admin.display(description="state")
    def state_word(self, winner: Winner) -> SafeString:
        moment = winner.shown_from
        if moment and moment <= timezone.now():
            return format_html('<span class="state published">{}</span>', "Shown")
        when = in_words(moment) if moment else "when the year is announced"
        return format_html('<span class="state scheduled">Waiting</span> <span class="row-note">{}</span>', when)

    @admin.action(description="Show to readers now", permissions=["change"])
    def show_now(self, request: HttpRequest, winners: QuerySet) -> None:
        waiting = winners.exclude(pk__in=Winner.objects.public().values("pk"))
        count = 0
        for winner in waiting.select_related("category", "organisation"):
            winner.announce()
            self.log_change(request, winner, "Shown to readers.")
            count += 1
        self.message_user(request, f"{count} winner(s) are shown now.", messages.SUCCESS)
