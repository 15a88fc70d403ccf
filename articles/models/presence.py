from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.querysets import PresenceQuerySet
from core.moments import time_of_day


class Presence(models.Model):
    """That somebody has an article open in the admin. Its page says so again and again while it is in sight."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)
    wrote_at = models.DateTimeField(null=True, help_text="When something of theirs last saved itself.")

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once_for_each_person")]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self) -> str:
        wrote = f" and wrote at {time_of_day(self.wrote_at)}" if self.wrote_at else ""
        return f"{self.user} has this article open too{wrote}."
