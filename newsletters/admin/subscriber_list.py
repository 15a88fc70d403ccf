"""The list of subscribers: its rows, its columns and its filters, each answered from an index."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.admin import StateFilter
from core.moments import in_words
from newsletters.models import MailingList, Subscriber, Subscription
from newsletters.querysets import SubscriberQuerySet

STATES = {"subscribed": "Subscribed", "pending": "Waits for confirmation", "left": "Left"}
BLOCKED = "blocked"
TONES = {"Subscribed": "published", "Waits for confirmation": "scheduled", "Left": "expired", "Blocked": "withdrawn"}
"""The colour in which the admin shows a state, by the class of a state that has it already."""
SOURCES_KEPT = 300  # seconds


def in_database(state: str) -> str:
    return Subscription.State.UNSUBSCRIBED if state == "left" else state


def is_recent(since: str | None) -> bool:
    """Whether so few signed up in that time that one rather looks through them than through a whole list."""
    return 0 < SinceFilter.DAYS.get(since or "", 0) <= 30


def standing_of(subscriber: Subscriber) -> str:
    """How a person stands to us as a whole, in a word."""
    if subscriber.suppressed_at:
        return "Blocked"
    states = {each.state for each in subscriber.subscriptions.all()}
    for state, word in STATES.items():
        if in_database(state) in states:
            return word
    return "On no list"


def list_in(params: Mapping[str, str]) -> int | None:
    """The key of the list that an address names; nothing where it names none, or nonsense."""
    chosen = params.get(ListFilter.parameter_name, "")
    return int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None


class ListFilter(admin.SimpleListFilter):
    """Who stands to a list as the other filter says; without it, who is subscribed."""

    title = "list"
    parameter_name = "list"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(pk), name) for pk, name in MailingList.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = list_in(request.GET)
        if chosen is None:
            return queryset
        state = request.GET.get(SubscriberStateFilter.parameter_name, "")
        subscribers = cast(SubscriberQuerySet, queryset)
        if state == BLOCKED:
            return subscribers.filter(subscriptions__mailing_list=chosen)
        in_state = in_database(state) if state in STATES else "subscribed"
        if is_recent(request.GET.get(SinceFilter.parameter_name)):
            return subscribers.standing_to(chosen, in_state)
        return subscribers.on_list(chosen, in_state)


class SubscriberStateFilter(StateFilter):
    states = STATES | {BLOCKED: "Blocked"}

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        state, subscribers = self.value() or "", cast(SubscriberQuerySet, queryset)
        if state == BLOCKED:
            return subscribers.suppressed()
        if state not in STATES or list_in(request.GET) is not None:
            return queryset
        return subscribers.in_state(in_database(state))


class SourceFilter(admin.SimpleListFilter):
    title = "source"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        sources = cache.get_or_set("subscriber-sources", Subscriber.objects.sources, SOURCES_KEPT)
        return [(source, source) for source in sources or []]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(source=self.value()) if self.value() else queryset


class SinceFilter(admin.SimpleListFilter):
    title = "signed up"
    parameter_name = "since"
    DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("day", "In the last 24 hours"),
            ("week", "In the last 7 days"),
            ("month", "In the last 30 days"),
            ("year", "In the last year"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        days = self.DAYS.get(self.value() or "")
        return queryset.filter(created_at__gte=timezone.now() - timedelta(days=days)) if days else queryset


class SubscriberChangeList(ChangeList):
    """Newest first, along whichever index answers the filters, so that no million rows are sorted for fifty."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        subscribers = cast(SubscriberQuerySet, super().get_queryset(request, exclude_parameters))
        return subscribers.for_list().order_by(*self._order())

    def _order(self) -> list[str]:
        since = self.params.get(SinceFilter.parameter_name)
        if list_in(self.params) is not None and not is_recent(since):
            return ["-subscriptions__subscriber_id"]
        if since:
            return ["-created_at", "-pk"]
        return ["-pk"]

    @property
    def selection(self) -> str:
        """What is set, in words: ‘List: Daily Brief, state: Left, search: ada’."""
        parts = []
        for spec in self.filter_specs:
            words = [str(choice["display"]) for choice in list(spec.choices(self))[1:] if choice["selected"]]
            parts += [f"{spec.title}: {word}" for word in words]
        if self.query:
            parts.append(f"search: {self.query}")
        text = ", ".join(parts)
        return text[:1].upper() + text[1:] if text else "All subscribers"


class Columns:
    """How the list shows a subscriber."""

    @admin.display(description="address")
    def address(self, subscriber: Subscriber) -> SafeString:
        return format_html(
            '<span class="row-address">{}</span> <span class="row-note">{}</span>', subscriber.email, subscriber.name
        )

    @admin.display(description="state")
    def state_word(self, subscriber: Subscriber) -> SafeString:
        word = standing_of(subscriber)
        return format_html('<span class="state {}">{}</span>', TONES.get(word, ""), word)

    @admin.display(description="lists")
    def lists(self, subscriber: Subscriber) -> SafeString | str:
        return (
            format_html_join(
                ", ",
                '<span class="on-list {}">{}{}</span>',
                (
                    (each.state, each.mailing_list.name, _IN_BRACKETS.get(each.state, ""))
                    for each in subscriber.subscriptions.all()
                ),
            )
            or "–"
        )

    @admin.display(description="source")
    def came_from(self, subscriber: Subscriber) -> str:
        return subscriber.source or "–"

    @admin.display(description="signed up")
    def when(self, subscriber: Subscriber) -> str:
        return in_words(subscriber.created_at)


_IN_BRACKETS = {"pending": " (waits)", "unsubscribed": " (left)"}
