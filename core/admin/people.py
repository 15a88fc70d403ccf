"""Who works here, and what their groups may do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest

from core import time_zones
from core.admin.base import ModelAdmin, permission_in_words
from core.forms import ModelForm
from core.models import User


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
        return permission_in_words(permission)


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
