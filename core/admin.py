import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import django_tasks_db.admin  # noqa: F401  (registers its model, which has a better screen below)
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import construct_change_message, quote, unquote
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.tasks import TaskResultStatus
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django_tasks_db.models import DBTaskResult

from core import time_zones
from core.audit import Action
from core.forms import FileWidget, ListForm, LocalDateTimeField, LocalDateTimeInput, ModelForm, RichTextWidget
from core.models import AuditEntry, OldAddress, SiteSettings, User
from core.moments import in_words
from core.richtext import RichTextField


class CappedPaginator(Paginator):
    """Pages of a list that counts no further than `CAP` rows; whoever needs the rest searches or filters."""

    CAP = 5000

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return rows.order_by()[: self.CAP].count() if isinstance(rows, models.QuerySet) else min(self.CAP, len(rows))


def signed_in(request: HttpRequest) -> User:
    """Who works here; the admin lets in nobody else."""
    return cast(User, request.user)


class ModelAdmin(admin.ModelAdmin):
    """What every screen of the admin shares."""

    form = ModelForm
    empty_value_display = "–"
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    formfield_overrides = {
        RichTextField: {"widget": RichTextWidget},
        models.DateTimeField: {"form_class": LocalDateTimeField, "widget": LocalDateTimeInput},
        models.ImageField: {"widget": FileWidget},
    }
    rights: tuple[str, ...] = ()
    """Fields that say what somebody may do: the audit log has in words how they were and how they are."""
    names_strangers = False
    """Whether its rows are called by what people outside of the house are called, or wrote. The audit log leaves that
    out, so that whoever is forgotten is forgotten there too."""

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": ListForm} | kwargs)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """One by one: what goes with a row (its files, the search index, the edition) is known to its own `delete`."""
        for row in queryset:
            row.delete()

    # -- The audit log -------------------------------------------------------------

    def log(self, request: HttpRequest, action: Action, obj: models.Model, detail: str = "") -> None:
        """Notes what somebody did with a row."""
        name = f"{capfirst(self.opts.verbose_name)} {obj.pk}" if self.names_strangers else ""
        AuditEntry.objects.note(action, obj, by=signed_in(request), name=name, detail=detail)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        self.log(request, Action.ADDED, obj)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        """Notes what was changed: Django's list of fields, or words. To save without a change is nothing."""
        if message:
            words = LogEntry(change_message=json.dumps(message)).get_change_message()
            self.log(request, Action.CHANGED, obj, message if isinstance(message, str) else words)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        for row in queryset:
            self.log(request, Action.DELETED, row)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What a page sends along by itself is nothing that somebody changed; rights are logged in words."""
        names = [each for each in form.changed_data if not (each in form.fields and form[each].is_hidden)]
        told = SimpleNamespace(fields=form.fields, changed_data=[each for each in names if each not in self.rights])
        return construct_change_message(cast(Any, told), formsets, add)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = [name for name in self.rights if name in form.changed_data]
        if words := [
            f"{form[name].label}: {_said(form.get_initial_for_field(form.fields[name], name))} → "
            f"{_said(form.cleaned_data[name])}."
            for name in changed
        ]:
            self.log(request, Action.RIGHTS, form.instance, " ".join(words))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """What the audit log knows of a row, newest first."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = Paginator(AuditEntry.objects.about(obj), self.list_per_page).get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "subtitle": str(obj),
            "object": obj,
            "opts": self.opts,
            "page": page,
        }
        return TemplateResponse(request, "admin/object_history.html", context | (extra_context or {}))


def _said(value: Any) -> str:
    """The value of a right in words: yes or no, or names."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    value = value or []
    return ", ".join(_permission(each) if isinstance(each, Permission) else str(each) for each in value) or "none"


def _permission(permission: Permission) -> str:
    return f"{permission.content_type.app_labeled_name.partition(' | ')[0]}: {permission.name.removeprefix('Can ')}"


class StateFilter(admin.SimpleListFilter):
    """Rows by their state. A screen names the states; its queryset's `in_state` knows which rows each of them means."""

    title = "state"
    parameter_name = "state"
    states: Mapping[str, str]
    """What each is called, by its word in addresses."""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(self.states.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet:
        state = self.value()
        return queryset.in_state(state) if state in self.states else queryset


class UserForm(ModelForm, UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            self.fields["time_zone"].widget = forms.Select(choices=[("", "As the paper"), *time_zones.choices()])


class NewUserForm(ModelForm, AdminUserCreationForm):
    pass


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    form, add_form = UserForm, NewUserForm
    rights = ("is_active", "is_staff", "is_superuser", "groups")
    change_user_password_template = "admin/core/user/change_password.html"  # noqa: S105
    list_display = ["display_name", "username", "email", "is_active", "is_staff", "last_login"]
    list_display_links = ["display_name"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    filter_horizontal = []
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = [
        (None, {"fields": ["first_name", "last_name", "email", "username", "time_zone", "password"]}),
        ("What they may do", {"fields": ["is_active", "is_staff", "is_superuser", "groups"], "classes": ["side"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "password1", "password2"]}),
        ("What they may do", {"fields": ["is_staff", "groups"], "classes": ["side"]}),
    ]

    @admin.display(description="name", ordering="last_name")
    def display_name(self, user: User) -> str:
        return str(user)


class PermissionsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, permission: Permission) -> str:
        return _permission(permission)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    search_fields = ["name"]
    rights = ("permissions",)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest | None, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField:
        types = ContentType.objects.get_for_models(*admin.site._registry).values()
        ours = Permission.objects.filter(content_type__in=types).select_related("content_type")
        ours = ours.order_by("content_type__app_label", "content_type__model", "name")
        return PermissionsField(ours, required=False, label=db_field.verbose_name.capitalize())


@admin.register(SiteSettings)
class SiteSettingsAdmin(ModelAdmin):
    """One row, opened directly."""

    fieldsets = [
        ("The name of the paper", {"fields": ["name", "short_name", "tagline", "logo", "description"]}),
        ("The footer", {"fields": ["about", "editorial_disclosure", "advertiser_disclosure"]}),
        ("The publisher", {"fields": ["publisher", "first_year", "address", "email"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row, _ = SiteSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:core_sitesettings_change", args=[row.pk]))

    def response_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        self.message_user(request, "The site settings are saved; readers see them now.", messages.SUCCESS)
        return HttpResponseRedirect(request.path)


@admin.register(OldAddress)
class OldAddressAdmin(ModelAdmin):
    """The memory of addresses: made by themselves when something moves; one can be looked up or forgotten here."""

    list_display = ["path", "leads_to", "content_type"]
    list_filter = ["content_type"]
    list_select_related = ["content_type"]
    search_fields = ["path"]
    fields = ["path", "content_type", "leads_to"]
    readonly_fields = ["path", "content_type", "leads_to"]
    ordering = ["path"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("target")

    @admin.display(description="leads to")
    def leads_to(self, old: OldAddress) -> str:
        return old.target.get_absolute_url() if old.target else "nothing any more"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OldAddress | None = None) -> bool:
        return False


admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class BackgroundWorkAdmin(ModelAdmin):
    """What the workers have to do, are doing and have done of late; what failed can be tried again.

    What a task was given stays unseen: letters to people are among it.
    """

    names_strangers = True
    list_display = ["what", "status", "enqueued_at", "started_at", "finished_at"]
    list_filter = ["status", "task_path"]
    fields = ["what", "status", "enqueued_at", "started_at", "finished_at", "traceback"]
    readonly_fields = ["what", "status", "enqueued_at", "started_at", "finished_at", "traceback"]
    ordering = ["-enqueued_at"]
    actions = ["try_again"]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"heading": "Background work"} | (extra_context or {}))

    @admin.display(ordering="task_path")
    def what(self, result: DBTaskResult) -> str:
        return result.task_name.replace("_", " ").capitalize()

    @admin.action(description="Try again", permissions=["change"])
    def try_again(self, request: HttpRequest, results: models.QuerySet) -> None:
        failed = results.filter(status=TaskResultStatus.FAILED)
        for result in failed:
            self.log_change(request, result, "Tried again.")
        count = failed.update(
            status=TaskResultStatus.READY, started_at=None, finished_at=None, worker_ids=[], traceback=""
        )
        self.message_user(request, f"{count} failed task(s) will be tried again.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class KindFilter(admin.SimpleListFilter):
    """Which kind of thing, of those that have a screen."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        kinds = ContentType.objects.get_for_models(*model_admin.admin_site._registry)
        named = ((str(kind.pk), capfirst(str(model._meta.verbose_name))) for model, kind in kinds.items())
        return sorted(named, key=lambda each: each[1])

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        kind = self.value() or ""
        return queryset.filter(content_type=int(kind)) if kind.isdecimal() else queryset


class SinceFilter(admin.SimpleListFilter):
    title = "when"
    parameter_name = "days"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("1", "Last 24 hours"), ("7", "Last 7 days"), ("30", "Last 30 days"), ("365", "Last year")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        days = self.value() or ""
        if not days.isdecimal() or len(days) > 4:
            return queryset
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(days)))


class AuditChangeList(ChangeList):
    """Finds out which of the things on the page are still there: one question for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        entries: dict[ContentType, list[AuditEntry]] = defaultdict(list)
        for entry in self.result_list:
            entry.leads_to = ""
            if entry.content_type and entry.object_id:
                entries[entry.content_type].append(entry)
        for kind, theirs in entries.items():
            model = kind.model_class()
            if model is None or not self.model_admin.admin_site.is_registered(model):
                continue
            there = model._base_manager.filter(pk__in={entry.object_id for entry in theirs})
            ids = {str(pk) for pk in there.values_list("pk", flat=True)}
            page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            for entry in theirs:
                if entry.object_id in ids:
                    entry.leads_to = reverse(page, args=[quote(entry.object_id)])  # type: ignore[attr-defined]


@admin.register(AuditEntry)
class AuditEntryAdmin(ModelAdmin):
    """Who did what. Read by superusers, and by a group that is given the right to; changed by nobody."""

    actions = None
    list_display = ["when", "who", "what", "thing"]
    list_display_links = None
    list_filter = ["action", SinceFilter, KindFilter, "by"]
    list_select_related = ["content_type"]
    search_fields = ["object_name", "by_name"]
    search_help_text = "The name of a thing or of a person."
    sortable_by = []
    fields = ["when", "who", "what", "thing"]
    readonly_fields = ["when", "who", "what", "thing"]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"heading": "Audit log"} | (extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AuditChangeList

    @admin.display(description="when")
    def when(self, entry: AuditEntry) -> str:
        return in_words(entry.at)

    @admin.display(description="who")
    def who(self, entry: AuditEntry) -> str:
        return entry.who

    @admin.display(description="what")
    def what(self, entry: AuditEntry) -> SafeString:
        words = '<span class="state {}">{}</span> <span class="row-note">{}</span>'
        return format_html(words, entry.action, entry.get_action_display(), entry.detail)

    @admin.display(description="with")
    def thing(self, entry: AuditEntry) -> SafeString | str:
        kind = entry.content_type.name if entry.content_type else ""
        name = entry.object_name
        if address := getattr(entry, "leads_to", ""):
            name = format_html('<a href="{}">{}</a>', address, name)
        return format_html('{} <span class="row-note">{}</span>', name, kind) if name else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
