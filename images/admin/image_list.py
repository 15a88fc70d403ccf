"""The library as a contact sheet: which pictures, and what is said of each."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from images.models import Image
from images.querysets import SOON, ImageQuerySet


class ImageChangeList(ChangeList):
    """All pictures; in the window in which one is chosen, those that may be shown."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        images = cast(ImageQuerySet, super().get_queryset(request, exclude_parameters))
        return images.offered() if self.is_popup else images

    def get_results(self, request: HttpRequest) -> None:
        """Which of a page are in use is asked of these alone: in the same query, SQLite asked it of all that match."""
        super().get_results(request)
        images = list(self.result_list)
        used = {*Image.objects.filter(pk__in=[image.pk for image in images]).used().values_list("pk", flat=True)}
        for image in images:
            image.is_used = image.pk in used
        self.result_list = images


class QuestionFilter(admin.SimpleListFilter):
    """Pictures of which a question of their queryset is true."""

    questions: dict[str, tuple[str, str]]
    """By the word in the address: what it is called, and the method that asks it."""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(word, said) for word, (said, _) in self.questions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        _, ask = self.questions.get(self.value() or "", ("", "all"))
        return getattr(queryset, ask)()


class RightsFilter(QuestionFilter):
    title = "rights"
    parameter_name = "rights"
    questions = {
        "ended": ("Ended", "whose_rights_ended"),
        "soon": (f"End within {SOON.days} days", "whose_rights_end_soon"),
        "offered": ("May be shown", "offered"),
    }


class UseFilter(QuestionFilter):
    title = "use"
    parameter_name = "use"
    questions = {"used": ("In use", "used"), "unused": ("Not in use", "unused")}
