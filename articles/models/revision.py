from django.conf import settings
from django.db import models

from core.richtext import plain_text


class Revision(models.Model):
    """The content of an article as somebody saved it: who, when, and everything they had in front of them."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    snapshot = models.JSONField(help_text="See articles/snapshots.py.")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="revision_newest_of_article")]

    @property
    def words(self) -> int:
        """How long the text was."""
        return len(plain_text(self.snapshot.get("body", "")).split())

    def __str__(self) -> str:
        return f"{self.snapshot.get('title', '')} ({self.created_at:%d %B %Y, %H:%M})"
