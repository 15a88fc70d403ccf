from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class SubscriberExportQuerySet(models.QuerySet["SubscriberExport"]):
    def forget(self, email: str, name: str) -> None:
        """Keeps that somebody was looked for and taken, but not whom."""
        about = Q(selection__icontains=email)
        if name:
            about |= Q(selection__icontains=name)
        self.filter(about).update(selection="Somebody who has been erased since")


class SubscriberExport(models.Model):
    """A download of subscribers: who took what, and when."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    at = models.DateTimeField("when", default=timezone.now, editable=False)
    selection = models.CharField(max_length=300, editable=False)
    rows = models.PositiveIntegerField(null=True, editable=False, help_text="Empty where the download broke off.")

    objects = SubscriberExportQuerySet.as_manager()

    class Meta:
        verbose_name = "export of subscribers"
        verbose_name_plural = "exports of subscribers"
        ordering = ["-at", "-pk"]
        permissions = [("export_subscriber", "Can download subscribers as a file")]

    def __str__(self) -> str:
        return f"{self.selection}, {self.at:%d.%m.%Y}"
