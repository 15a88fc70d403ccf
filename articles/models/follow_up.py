from datetime import timedelta

from django.db import models
from django.utils import timezone

from articles.querysets import FollowUpQuerySet
from articles.querysets.follow_up import LATE_AFTER


class FollowUp(models.Model):
    """What remains to be done in the background when an article appears: looking once more for what is like it.

    A row stands for what is still to be done, or was done late; what was done in time leaves none.
    """

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="follow_up")
    due_at = models.DateTimeField(help_text="When the article appears.")
    done_at = models.DateTimeField(null=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="follow_up_to_be_done"),
            models.Index(fields=["done_at"], condition=models.Q(done_at__isnull=False), name="follow_up_done_late"),
        ]

    def __str__(self) -> str:
        return f"{self.article}, due {self.due_at:%d %B %Y, %H:%M}"

    @property
    def lateness(self) -> timedelta:
        """How long after the article appeared it was done, or has not been done yet; less than nothing before."""
        return (self.done_at or timezone.now()) - self.due_at

    @property
    def is_late(self) -> bool:
        return self.lateness >= LATE_AFTER
