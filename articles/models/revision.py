from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from articles.querysets import RevisionQuerySet
from core.richtext import plain_text

if TYPE_CHECKING:
    from core.models import User


LONGEST_NAME = 80


class Revision(models.Model):
    """The content of an article as somebody had it in front of them: who, when, and everything.

    One follows on another, and the newest is what editors see. One that was written over an older version while
    somebody saved a newer one stands *beside* the article, until its writer puts both together.
    """

    class Kind(models.TextChoices):
        SAVED = "saved", "Saved"
        AUTOSAVED = "autosaved", "Saved by itself"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAVED)
    window = models.CharField(
        max_length=36, blank=True, help_text="The open page that it comes from, by the name this page has for itself."
    )
    is_beside = models.BooleanField(
        default=False, help_text="Written over an older version while somebody saved a newer one; not in the article."
    )
    written_over = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="+", help_text="Of what stands beside: that older version."
    )
    name = models.CharField(
        max_length=LONGEST_NAME, blank=True, help_text="‘As the lawyers saw it’. One that has a name stays."
    )
    snapshot = models.JSONField(help_text="See articles/snapshots.py.")
    unfinished = models.JSONField(
        default=dict, help_text="What stood in fields in which it could not stay, as typed. Only of what saved itself."
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["article", "-id"], name="revision_newest_of_article"),
            models.Index(fields=["created_at"], condition=models.Q(kind="autosaved"), name="revision_autosaved"),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot.get('title', '')} ({self.created_at:%d %B %Y, %H:%M})"

    def call(self, name: str) -> None:
        """Gives it a name, or none."""
        self.name = name.strip()[:LONGEST_NAME]
        self.save(update_fields=["name"])

    @property
    def words(self) -> int:
        """How long the text was."""
        return len(plain_text(self.snapshot.get("body", "")).split())

    def is_from(self, window: str, user: User | None) -> bool:
        """Whether it saved itself in that open page of theirs, and so holds nothing but what they had there."""
        own = bool(window and user) and (self.window, self.created_by) == (window, user)
        return own and self.kind == self.Kind.AUTOSAVED

    @property
    def by_whom(self) -> str:
        return str(self.created_by) if self.created_by else "somebody"

    @property
    def came_from(self) -> Revision | None:
        """The version that its writer had in front of them; None of the first."""
        if self.is_beside:
            return self.written_over
        return self.article.revisions.in_line().filter(pk__lt=self.pk).first()

    def says_the_same_as(self, other: Revision) -> bool:
        return (self.snapshot, self.unfinished, self.written_over_id) == (
            other.snapshot,
            other.unfinished,
            other.written_over_id,
        )
