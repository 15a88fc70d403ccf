from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from core.admin import ModelAdmin
from core.audit import Action
from core.models import AuditEntry
from core.staff import signed_in
from newsletters.admin.forms import BY_STAFF, VERBS, EraseForm, NewSubscriberForm, PersonForm
from newsletters.admin.subscriber_list import (
    TONES,
    Columns,
    ListFilter,
    SinceFilter,
    SourceFilter,
    SubscriberChangeList,
    SubscriberStateFilter,
    standing_of,
)
from newsletters.exports import as_csv
from newsletters.models import Consent, Refused, Subscriber, SubscriberExport
from newsletters.models.imports import KEPT
from newsletters.querysets import SubscriberQuerySet

NEWEST = 300
"""Lines of the record that one page shows; nobody has more by living."""


@admin.register(Subscriber)
class SubscriberAdmin(Columns, ModelAdmin):
    """Nothing of a person is edited here: what happens to a person is done by verbs, which write the ledger."""

    actions = None
    names_strangers = True
    rows_fold = True
    list_display = ["address", "state_word", "lists", "came_from", "when"]
    list_filter = [ListFilter, SubscriberStateFilter, SourceFilter, SinceFilter]
    sortable_by = []
    search_fields = ["email"]  # which shows the field; `get_search_results` answers it
    search_help_text = (
        "The beginning of an address or of a last name, both names, or a domain as in @bank.example. "
        "Words within an address are not found."
    )

    # -- Who may ---------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        """Nobody is simply deleted: the record of consent would not say so. Erasing is a page of its own."""
        return False

    def may_erase(self, request: HttpRequest) -> bool:
        return signed_in(request).has_perm("newsletters.delete_subscriber")

    def may_export(self, request: HttpRequest) -> bool:
        return signed_in(request).has_perm("newsletters.export_subscriber")

    # -- The list --------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SubscriberChangeList]:
        return SubscriberChangeList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_export": self.may_export(request)} | (extra_context or {}))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name="newsletters_subscriber_export"),
            path("<int:pk>/erase/", view(self.erase_view), name="newsletters_subscriber_erase"),
            path("<int:pk>/do/<slug:verb>/", view(self.verb_view), name="newsletters_subscriber_verb"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows, as a file; taken by POST, since every download is logged."""
        if not self.may_export(request):
            raise PermissionDenied
        cl = cast(SubscriberChangeList, self.get_changelist_instance(request))
        subscribers = cast(SubscriberQuerySet, cl.get_queryset(request))
        if request.method == "POST":
            log = SubscriberExport.objects.create(by=signed_in(request), selection=cl.selection[:300])
            AuditEntry.objects.note(Action.DOWNLOADED, by=signed_in(request), name=f"Download of subscribers {log.pk}")
            return StreamingHttpResponse(
                as_csv(subscribers, log),
                content_type="text/csv; charset=utf-8",
                headers={
                    "Content-Disposition": f'attachment; filename="subscribers-{timezone.localdate():%Y-%m-%d}.csv"',
                    "Cache-Control": "private, no-store",
                    "X-Content-Type-Options": "nosniff",
                },
            )
        count = self.paginator(subscribers, self.list_per_page).count
        context = {
            "title": "Download subscribers",
            "selection": cl.selection,
            "count": count,
            "is_capped": count >= self.paginator.CAP,
            "back": f"{reverse('admin:newsletters_subscriber_changelist')}?{request.GET.urlencode()}",
        }
        return self._page(request, "admin/newsletters/subscriber/export.html", context)

    # -- A new one ---------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """Somebody who agreed elsewhere: on a card, at a desk, by telephone."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewSubscriberForm(request.POST or None)
        if form.is_valid():
            try:
                subscriber = form.add(by=signed_in(request))
            except Refused as problem:
                form.add_error("email", str(problem))
            else:
                self.log_addition(request, subscriber, "")
                self.message_user(request, f"{subscriber} is subscribed.", messages.SUCCESS)
                return HttpResponseRedirect(_page_of(subscriber))
        context = {"title": "New subscriber", "form": form}
        return self._page(request, "admin/newsletters/subscriber/add.html", context)

    # -- One person --------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """Everything in sight: lists, the whole record, and what can be done."""
        subscriber = self.get_object(request, object_id)
        if subscriber is None:
            return super().change_view(request, object_id)  # which says so
        return self._person(request, subscriber)

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        subscriber = self._found(pk)
        if not self.has_change_permission(request, subscriber):
            raise PermissionDenied
        form_class = next((each for each in VERBS if each.verb == verb), None)
        if form_class is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(_page_of(subscriber))
        form = form_class(request.POST, subscriber=subscriber)
        if form.is_valid():
            try:
                form.do(by=signed_in(request))
            except Refused as problem:
                form.add_error(None, str(problem))
            else:
                self.log_change(request, subscriber, form.done)
                self.message_user(request, form.done, messages.SUCCESS)
                return HttpResponseRedirect(_page_of(subscriber))
        return self._person(request, subscriber, form)

    def _person(self, request: HttpRequest, subscriber: Subscriber, answered: PersonForm | None = None) -> HttpResponse:
        """The page of a person; `answered` is the form that could not be accepted."""
        if not self.has_view_permission(request, subscriber):
            raise PermissionDenied
        forms = [
            answered if isinstance(answered, each) else each(subscriber=subscriber)
            for each in VERBS
            if self.has_change_permission(request, subscriber)
        ]
        word = standing_of(subscriber)
        ledger = Consent.objects.filter(subscriber=subscriber).select_related("mailing_list", "by")
        context = {
            "title": subscriber.email,
            "subscriber": subscriber,
            "word": word,
            "tone": TONES.get(word, ""),
            "subscriptions": subscriber.subscriptions.select_related("mailing_list").order_by("mailing_list"),
            "ledger": ledger[:NEWEST],
            "forms": [form for form in forms if form is answered or form.offered()],
            "answered": answered,
            "may_erase": self.may_erase(request),
            "address_change": getattr(subscriber, "address_change", None),
        }
        return self._page(request, "admin/newsletters/subscriber/person.html", context)

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        subscriber = self._found(pk)
        if not self.may_erase(request):
            raise PermissionDenied
        form = EraseForm(request.POST or None)
        if form.is_valid():
            self.log_deletions(request, [subscriber])
            subscriber.erase(by=signed_in(request), source=BY_STAFF, note=form.cleaned_data["note"])
            self.message_user(request, "Erased. Nothing here names this person any more.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:newsletters_subscriber_changelist"))
        context = {"title": "Erase a person", "subscriber": subscriber, "form": form, "days": KEPT.days}
        return self._page(request, "admin/newsletters/subscriber/erase.html", context)

    def _found(self, pk: int) -> Subscriber:
        subscriber = Subscriber.objects.for_list().filter(pk=pk).first()
        if subscriber is None:
            raise Http404("This subscriber is no longer here.")
        return subscriber

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), "opts": self.opts, **context}
        )


def _page_of(subscriber: Subscriber) -> str:
    return reverse("admin:newsletters_subscriber_change", args=[subscriber.pk])
