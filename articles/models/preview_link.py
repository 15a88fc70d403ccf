from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from articles.models.revision import Revision
from articles.querysets import PreviewLinkQuerySet
from core import signed_links
from core.addresses import absolute


class PreviewLink(models.Model):
    """A link by which somebody outside, a lawyer or somebody who is quoted, sees one version of an article before its
    readers do. It ends by itself, and can be taken back."""

    PURPOSE = "preview"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(Revision, models.RESTRICT, related_name="+")
    whom = models.CharField("for whom", max_length=120, help_text="‘The bank’s press office’; only we see it.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ends_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0, help_text="How often.")
    opened_at = models.DateTimeField(null=True, help_text="When last.")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"A link for {self.whom}"

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[signed_links.token(self.PURPOSE, self.pk)])

    @property
    def address(self) -> str:
        """What is sent to somebody."""
        return absolute(self.get_absolute_url())

    @property
    def is_open(self) -> bool:
        return self.taken_back_at is None and self.ends_at > timezone.now()

    def take_back(self) -> None:
        if self.is_open:
            self.taken_back_at = timezone.now()
            self.save(update_fields=["taken_back_at"])

    def note_opened(self) -> None:
        type(self).objects.filter(pk=self.pk).update(opened=F("opened") + 1, opened_at=timezone.now())
