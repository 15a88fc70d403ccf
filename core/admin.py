from collections.abc import Mapping
from typing import Any, cast

import django_tasks_db.admin  # noqa: F401  (registers its model, which has a better screen below)
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils.functional import cached_property
from django_tasks_db.models import DBTaskResult

from core import time_zones
from core.forms import FileWidget, ListForm, LocalDateTimeField, LocalDateTimeInput, ModelForm, RichTextWidget
from core.models import OldAddress, SiteSettings, User
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

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": ListForm} | kwargs)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """One by one: what goes with a row (its files, the search index, the edition) is known to its own `delete`."""
        for row in queryset:
            row.delete()


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
class UserAdmin(DjangoUserAdmin):
    form, add_form = UserForm, NewUserForm
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
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
        return f"{permission.content_type.app_labeled_name.partition(' | ')[0]}: {permission.name.removeprefix('Can ')}"


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    search_fields = ["name"]

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
        count = results.filter(status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, started_at=None, finished_at=None, worker_ids=[], traceback=""
        )
        self.message_user(request, f"{count} failed task(s) will be tried again.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
