from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.querysets import RevisionQuerySet
from core.richtext import plain_text


class Revision(models.Model):
    """The content of an article as somebody had it in front of them: who, when, and everything.

    One follows on another, and the newest is what editors see. One that was written over an older version while
    somebody saved a newer one stands *beside* the article, until its writer puts both together (articles/writing.py).
    """

    class Kind(models.TextChoices):
        SAVED = "saved", "Saved"
        AUTOSAVED = "autosaved", "Saved by itself"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAVED)
    beside = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        related_name="written_over",
        help_text="The version it was written over, where somebody had saved a newer one meanwhile.",
    )
    snapshot = models.JSONField(help_text="See articles/snapshots.py.")
    unfinished = models.JSONField(
        default=dict, help_text="What stood in fields in which it could not stay, as typed. Only of what saved itself."
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="revision_newest_of_article")]

    def __str__(self) -> str:
        return f"{self.snapshot.get('title', '')} ({self.created_at:%d %B %Y, %H:%M})"

    @property
    def words(self) -> int:
        """How long the text was."""
        return len(plain_text(self.snapshot.get("body", "")).split())
