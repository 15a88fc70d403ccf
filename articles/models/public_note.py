from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.models.revision import Revision
from articles.querysets import PublicNoteQuerySet
from core.models import ShownToReaders


class PublicNote(ShownToReaders):
    """What readers are told of a change to an article that they had read before: what is new, what was wrong, or why
    the whole of it was retracted. A typing error that is mended goes without."""

    class Kind(models.TextChoices):
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"
        RETRACTION = "retraction", "Retraction"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="public_notes", editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(
        max_length=1000, help_text="Readers see it with the article and among the corrections. Say what changed."
    )
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    revision = models.ForeignKey(
        Revision,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="The version that came with it.",
    )

    objects = PublicNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = "correction"
        indexes = [models.Index(fields=["-published_at", "-id"], name="note_newest")]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"

    def clean(self) -> None:
        self.text = self.text.strip()
        if not self.text:
            raise ValidationError({"text": _ASKED_FOR[self.kind]})

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#notes"


_ASKED_FOR: dict[str, str] = {
    PublicNote.Kind.UPDATE: "Say in a sentence what is new; readers see it with the article.",
    PublicNote.Kind.CORRECTION: "Say in a sentence what was wrong and what is right; readers see it with the article.",
    PublicNote.Kind.RETRACTION: "Say why; readers see it in place of the article.",
}
