"""What everybody who works in the admin can set for themselves: in which time zone it tells them the time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from core import time_zones
from core.forms import ModelForm
from core.models import User
from core.staff import signed_in


class MySettingsForm(ModelForm):
    class Meta:
        model = User
        fields = ["time_zone"]
        labels = {"time_zone": "Your time zone"}
        widgets = {"time_zone": forms.Select}
        help_texts = {
            "time_zone": "In it you read and type the times of the admin. Readers’ pages, letters and files that you "
            "download are in the time of the paper."
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        of_the_paper = f"As the paper: {time_zones.place_of(timezone.get_default_timezone())}"
        self.fields["time_zone"].widget.choices = [("", of_the_paper), *time_zones.choices()]


def urls(site: AdminSite) -> list[URLPattern]:
    def my_settings(request: HttpRequest) -> HttpResponse:
        user = signed_in(request)
        form = MySettingsForm(request.POST or None, instance=user)
        if form.is_valid():
            User.objects.filter(pk=user.pk).update(time_zone=form.cleaned_data["time_zone"])
            place = time_zones.place_of(time_zones.zone_of(user) or timezone.get_default_timezone())
            messages.success(request, f"Times are told in {place} time now.")
            return HttpResponseRedirect(reverse("admin:index"))
        context = site.each_context(request) | {"form": form, "title": "Your settings"}
        return render(request, "admin/my_settings.html", context, status=422 if form.errors else 200)

    return [path("my-settings/", site.admin_view(my_settings), name="my_settings")]
