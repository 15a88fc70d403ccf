from __future__ import annotations

import re

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles import workflow
from articles.querysets import ArticleEventQuerySet

_MENTION = re.compile(r"(?<![\w@])@([\w.+-]*\w)")


class ArticleEvent(models.Model):
    """A line in the timeline of an article: a step that somebody took, or what they say about it to the others."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    step = models.CharField(max_length=10, blank=True, help_text="Its name in articles/workflow.py; none of a remark.")
    text = models.TextField(blank=True, max_length=4000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in")

    objects = ArticleEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(step="") | ~models.Q(text=""), name="event_says_something")
        ]

    def __str__(self) -> str:
        return self.text or self.said

    @property
    def said(self) -> str:
        """The step in words; nothing of a remark."""
        return workflow.DONE.get(self.step, "")

    @property
    def named(self) -> list[str]:
        """The names behind @ in the text."""
        return _MENTION.findall(self.text)
