"""What the workers have to do, are doing and have done of late."""

from __future__ import annotations

import django_tasks_db.admin  # noqa: F401  (registers its model, which has a better screen below)
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core.admin.base import ModelAdmin

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
