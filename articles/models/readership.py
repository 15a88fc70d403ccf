from datetime import timedelta

from django.db import models

from articles.models.article import Article
from articles.querysets import MostReadQuerySet, ReadCountQuerySet


class ReadCount(models.Model):
    """How often an article was read within one hour. Nothing is kept of who read it (articles/readership.py)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="read_counts")
    hour = models.DateTimeField(help_text="The moment at which the hour begins.")
    count = models.PositiveIntegerField(default=0)

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="article_is_counted_once_an_hour")]
        indexes = [models.Index(fields=["hour", "article", "count"], name="reads_of_an_hour")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.count} ({self.hour:%d %B %Y, %H:%M})"


class MostRead(models.Model):
    """A place in a list of what is read most."""

    class Period(models.TextChoices):
        HOUR = "hour", "Last hour"
        DAY = "day", "Last 24 hours"
        WEEK = "week", "Last seven days"

        @property
        def length(self) -> timedelta:
            return {self.HOUR: timedelta(hours=1), self.DAY: timedelta(days=1), self.WEEK: timedelta(weeks=1)}[self]

    PLACES = 10

    period = models.CharField(max_length=4, choices=Period)
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")

    objects = MostReadQuerySet.as_manager()

    class Meta:
        ordering = ["period", "position"]
        constraints = [
            models.UniqueConstraint(fields=["period", "position"], name="most_read_has_one_article_in_a_place"),
            models.UniqueConstraint(fields=["period", "article"], name="most_read_has_an_article_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_period_display()}, {self.position + 1}: {self.article}"
