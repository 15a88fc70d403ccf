from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, DateField, DateTimeField, QuerySet, TimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from awards.forms import AwardYearForm, DateInput, KeyDateForm, TimeInput, ZonedDateTimeField, ZonedDateTimeInput
from awards.models import AwardYear, KeyDate, Programme
from awards.moments import zone_name
from awards.standing import sentence
from core.admin import ModelAdmin


class KeyDateInline(admin.StackedInline):
    model = KeyDate
    form = KeyDateForm
    formfield_overrides = {DateField: {"widget": DateInput}, TimeField: {"widget": TimeInput}}
    template = "admin/awards/awardyear/key_dates.html"
    extra = 2


@admin.register(AwardYear)
class AwardYearAdmin(ModelAdmin):
    """The rounds of the awards. Moments are shown and typed in the time zone of the programme."""

    form = AwardYearForm
    inlines = [KeyDateInline]
    actions = None
    change_form_template = "admin/awards/awardyear/change_form.html"
    list_display = ["year", "stage_word", "opens", "closes", "announced", "winners_count"]
    list_select_related = ["programme"]
    formfield_overrides = {DateTimeField: {"form_class": ZonedDateTimeField, "widget": ZonedDateTimeInput}}
    fieldsets = [(None, {"fields": ["year", "opens_at", "closes_at", "announced_at"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("programme").annotate(winner_count=Count("winners"))

    def get_readonly_fields(self, request: HttpRequest, obj: AwardYear | None = None) -> list[str]:
        return ["year"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: AwardYear | None = None) -> list:
        zone = zone_name(Programme.objects.current().zone)
        return [
            (None, {"fields": self.fieldsets[0][1]["fields"], "description": f"All times are {zone}."}),
            ("Nominations", {"fields": ["nomination_questions", "nomination_consent"]}),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The edit page, drawn and read in the time of the programme."""
        with timezone.override(Programme.objects.current().zone):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if isinstance(response, TemplateResponse) else response

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        if year := context["original"]:
            now = timezone.now()
            context["standing"] = sentence(year, now)
            context["may_announce"] = (
                self.has_change_permission(request, year)
                and year.stage_at(now) == AwardYear.Stage.JUDGING
                and year.winners.exists()
            )
        return super().render_change_form(request, context, *args, **kwargs)

    # -- The list --------------------------------------------------------------

    @admin.display(description="stage")
    def stage_word(self, year: AwardYear) -> SafeString:
        return format_html('<span class="state stage-{}">{}</span>', year.stage, year.stage.label)

    @admin.display(description="nominations open", ordering="opens_at")
    def opens(self, year: AwardYear) -> str:
        return _moment(year.opens_at, year)

    @admin.display(description="nominations close", ordering="closes_at")
    def closes(self, year: AwardYear) -> str:
        return _moment(year.closes_at, year)

    @admin.display(description="winners announced", ordering="announced_at")
    def announced(self, year: AwardYear) -> str:
        return _moment(year.announced_at, year)

    @admin.display(description="winners", ordering="winner_count")
    def winners_count(self, year: AwardYear) -> SafeString:
        address = f"{reverse('admin:awards_winner_changelist')}?award_year__year__exact={year.pk}"
        return format_html('<a href="{}">{}</a>', address, year.winner_count)  # type: ignore[attr-defined]

    # -- Announcing --------------------------------------------------------------

    def get_urls(self) -> list:
        announce = self.admin_site.admin_view(require_POST(self.announce_view))
        return [path("<int:year>/announce/", announce, name="awards_awardyear_announce"), *super().get_urls()]

    def announce_view(self, request: HttpRequest, year: int) -> HttpResponse:
        found = get_object_or_404(AwardYear, year=year)
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        try:
            found.announce()
        except ValidationError as problem:
            self.message_user(request, " ".join(problem.messages), messages.ERROR)
        else:
            self.log_change(request, found, "Winners announced.")
            done = format_html(
                'The winners of {} are announced. <a href="{}">See them on the site</a>.',
                found,
                found.get_absolute_url(),
            )
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:awards_awardyear_change", args=[found.pk]))


def _moment(moment: datetime | None, year: AwardYear) -> str:
    """In the time of the programme, as short as a column is."""
    return date_format(moment.astimezone(year.programme.zone), "j M Y, H:i") if moment else "–"
