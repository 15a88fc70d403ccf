from django.db import models

from articles.models import Article
from core.models import ShownToReaders
from magazines.models.issue import Issue
from magazines.querysets import ContentsEntryQuerySet


class ContentsEntry(ShownToReaders):
    """A line of an issue's contents."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    page_label = models.CharField("page", max_length=20, blank=True, help_text="As printed: ‘12’, ‘iv’.")
    author = models.CharField(max_length=200, blank=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="printed_in", verbose_name="article on the site"
    )

    objects = ContentsEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "line of the contents"
        verbose_name_plural = "contents"
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="contents_entry_has_a_title")]

    def __str__(self) -> str:
        return self.title
