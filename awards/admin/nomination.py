"""Nominations as staff see them: a list, a board by state, and each as a dossier on which they work."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.models import Organisation
from awards.models import AwardYear, Category, Nomination, Winner
from awards.nominations.board import columns
from awards.nominations.export import lines
from awards.nominations.querysets import NominationQuerySet
from awards.nominations.refusals import Refused
from awards.words import country_name
from core.admin import ModelAdmin
from core.audit import Action
from core.models import AuditEntry
from core.moments import in_words
from core.staff import signed_in
from core.uploads import serve_private


class CategoryFilter(admin.SimpleListFilter):
    """The categories that somebody is nominated in."""

    title = "category"
    parameter_name = "category"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        used = Category.objects.filter(entries__isnull=False).distinct().order_by("name")
        return [(str(category.pk), category.name) for category in used]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        return queryset.filter(entries__category=int(value)) if value.isdecimal() else queryset


class CountryFilter(admin.SimpleListFilter):
    """The countries that nominations come from."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        codes = Nomination.objects.sent_in().order_by().values_list("country", flat=True).distinct()
        return sorted(((code, country_name(code)) for code in codes if code), key=lambda named: named[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(country=self.value()) if self.value() else queryset


class MatchFilter(admin.SimpleListFilter):
    title = "organisation"
    parameter_name = "known"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "Matched"), ("no", "Not matched yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in {"yes", "no"}:
            return queryset.filter(organisation__isnull=self.value() == "no")
        return queryset


DONE = {
    "move": "Moved to another state.",
    "note": "A note was added.",
    "match": "Matched to another organisation.",
    "organisation": "An organisation was made of it.",
    "winner": "Entered as a winner.",
    "link": "A new link was mailed.",
}
"""What the audit log says of each thing that is done with one."""


@admin.register(Nomination)
class NominationAdmin(ModelAdmin):
    """Drafts are their writers' own: staff see how many there are, and nothing of them."""

    actions = None
    names_strangers = True
    rows_fold = True
    list_display = ["nominee", "state_word", "entered_in", "country_name", "contact_name", "sent_at"]
    list_display_links = ["nominee"]
    list_filter = ["award_year", "state", CategoryFilter, CountryFilter, MatchFilter]
    search_fields = ["organisation_name", "organisation__name", "contact_name", "email", "reference"]
    search_help_text = "Organisation, contact, e-mail address or reference."
    ordering = ["-submitted_at", "-pk"]

    # -- Who may ---------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_export_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).has_perm("awards.export_nomination")

    # -- The list --------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> NominationQuerySet:
        return cast(NominationQuerySet, super().get_queryset(request)).sent_in().for_board()

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_export": self.has_export_permission(request)})

    @admin.display(description="organisation", ordering="organisation_name")
    def nominee(self, nomination: Nomination) -> SafeString:
        return format_html(
            '<span class="row-title">{}</span> <span class="row-note">{} · {}</span>',
            nomination.organisation_name,
            nomination.reference,
            nomination.award_year_id,
        )

    @admin.display(description="state", ordering="state")
    def state_word(self, nomination: Nomination) -> SafeString:
        return format_html('<span class="state {}">{}</span>', nomination.state, nomination.get_state_display())

    @admin.display(description="categories")
    def entered_in(self, nomination: Nomination) -> str:
        return ", ".join(str(entry) for entry in nomination.entries.all())

    @admin.display(description="country", ordering="country")
    def country_name(self, nomination: Nomination) -> str:
        return country_name(str(nomination.country))

    @admin.display(description="submitted", ordering="submitted_at")
    def sent_at(self, nomination: Nomination) -> str:
        return in_words(nomination.submitted_at) if nomination.submitted_at else "–"

    # -- Pages of its own --------------------------------------------------------

    def get_urls(self) -> list:
        own: list[tuple[str, Callable, str]] = [
            ("board/", self.board_view, "board"),
            ("export/", self.export_view, "export"),
            ("<int:pk>/act/<str:verb>/", require_POST(self.act_view), "act"),
            ("<int:pk>/files/<int:file_pk>/", self.file_view, "file"),
        ]
        pages = [
            path(route, self.admin_site.admin_view(view), name=f"awards_nomination_{name}") for route, view, name in own
        ]
        return pages + super().get_urls()

    def board_view(self, request: HttpRequest) -> HttpResponse:
        """A year's nominations in columns by state."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        years = list(AwardYear.objects.with_programme())
        year = next((each for each in years if str(each.year) == request.GET.get("year")), None) or next(
            (each for each in years if each.is_open), years[0] if years else None
        )
        shown = Nomination.objects.filter(award_year=year).sent_in()
        category = request.GET.get("category", "")
        if category.isdecimal():
            shown = shown.filter(entries__category=int(category))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Nominations {year}" if year else "Nominations",
            "opts": self.opts,
            "year": year,
            "years": years,
            "category": category,
            "categories": Category.objects.filter(entries__nomination__award_year=year).distinct().order_by("name"),
            "columns": columns(shown),
            "drafts": Nomination.objects.filter(award_year=year, state=Nomination.State.DRAFT).count(),
            "states": [(state.value, state.label) for state in Nomination.STAFFS],
            "may_change": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/awards/nomination/board.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        nomination = self.get_object(request, object_id)
        if nomination is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, nomination):
            raise PermissionDenied
        return self._dossier(request, nomination)

    def _dossier(self, request: HttpRequest, nomination: Nomination, problem: str = "") -> HttpResponse:
        """Everything about one nomination; what was typed into one of its forms is still there after a problem."""
        sought = request.GET.get("organisation", "").strip()
        context = {
            **self.admin_site.each_context(request),
            "title": str(nomination),
            "opts": self.opts,
            "nomination": nomination,
            "entries": nomination.entries.select_related("category__group", "winner").order_by("category__number"),
            "files": nomination.files.all(),
            "notes": nomination.notes.select_related("written_by"),
            "events": nomination.events.select_related("by"),
            "states": [(state.value, state.label) for state in Nomination.STAFFS if state != nomination.state],
            "places": Winner.Place.choices,
            "sought": sought,
            "candidates": nomination.candidates(sought),
            "problem": problem,
            "typed": request.POST,
            "may_change": self.has_change_permission(request),
            "may_delete": self.has_delete_permission(request),
            "may_add_winner": signed_in(request).has_perm("awards.add_winner"),
            "may_add_organisation": signed_in(request).has_perm("articles.add_organisation"),
        }
        return TemplateResponse(
            request, "admin/awards/nomination/dossier.html", context, status=422 if problem else 200
        )

    # -- What is done ------------------------------------------------------------

    def act_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Does one thing with a nomination, then shows the page it was asked from; where refused, the dossier."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        nomination = get_object_or_404(self.get_queryset(request), pk=pk)
        acts: dict[str, Callable[[HttpRequest, Nomination], str]] = {
            "move": self._move,
            "note": self._note,
            "match": self._match,
            "organisation": self._make_organisation,
            "winner": self._make_winner,
            "link": self._send_link,
        }
        if verb not in acts:
            raise Http404
        try:
            said = acts[verb](request, nomination)
        except Refused as refusal:
            return self._dossier(request, get_object_or_404(self.get_queryset(request), pk=pk), str(refusal))
        self.log_change(request, nomination, DONE[verb])
        self.message_user(request, said, messages.SUCCESS)
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = reverse("admin:awards_nomination_change", args=[pk])
        return HttpResponseRedirect(back)

    def _move(self, request: HttpRequest, nomination: Nomination) -> str:
        to, reason = request.POST.get("to", ""), request.POST.get("reason", "").strip()
        nomination.move(to, by=signed_in(request), reason=reason, seen=request.POST.get("seen"))
        return f"{nomination}: now ‘{Nomination.State(to).label}’."

    def _note(self, request: HttpRequest, nomination: Nomination) -> str:
        nomination.add_note(request.POST.get("text", "").strip(), by=signed_in(request))
        return "The note is kept."

    def _match(self, request: HttpRequest, nomination: Nomination) -> str:
        chosen = request.POST.get("organisation", "")
        organisation = get_object_or_404(Organisation, pk=chosen) if chosen.isdecimal() else None
        nomination.match(organisation, by=signed_in(request))
        return f"This is {organisation}." if organisation else "It is no longer matched to an organisation."

    def _make_organisation(self, request: HttpRequest, nomination: Nomination) -> str:
        if not signed_in(request).has_perm("articles.add_organisation"):
            raise PermissionDenied
        made = nomination.make_organisation(by=signed_in(request))
        address = reverse("admin:articles_organisation_change", args=[made.pk])
        return format_html('The organisation <a href="{}">{}</a> was made.', address, made)

    def _make_winner(self, request: HttpRequest, nomination: Nomination) -> str:
        if not signed_in(request).has_perm("awards.add_winner"):
            raise PermissionDenied
        chosen = request.POST.get("entry", "")
        entry = get_object_or_404(nomination.entries, pk=int(chosen) if chosen.isdecimal() else 0)
        commended = request.POST.get("place") == str(Winner.Place.HIGHLY_COMMENDED)
        place = Winner.Place.HIGHLY_COMMENDED if commended else Winner.Place.WINNER
        winner = entry.make_winner(by=signed_in(request), place=place)
        address = reverse("admin:awards_winner_change", args=[winner.pk])
        return format_html('Entered: <a href="{}">{}</a>. Add the citation and a picture there.', address, winner)

    def _send_link(self, request: HttpRequest, nomination: Nomination) -> str:
        nomination.send_new_link(by=signed_in(request))
        return f"A new link was mailed to {nomination.email}; earlier ones no longer work."

    # -- What is taken out ---------------------------------------------------------

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows with its filters, as CSV."""
        if not (self.has_view_permission(request) and self.has_export_permission(request)):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        AuditEntry.objects.note(Action.DOWNLOADED, by=signed_in(request), name="Nominations")
        response = StreamingHttpResponse(lines(cast(NominationQuerySet, rows)), content_type="text/csv; charset=utf-8")
        name = f"nominations-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def file_view(self, request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        nomination = get_object_or_404(self.get_queryset(request), pk=pk)
        file = get_object_or_404(nomination.files, pk=file_pk)
        return serve_private(file.file, file.name)
