from django.db import models

from articles.models.author import Author
from articles.querysets import AuthorshipQuerySet


class Authorship(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, models.CASCADE, related_name="authorships")
    position = models.PositiveSmallIntegerField(default=0)

    objects = AuthorshipQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="article_names_an_author_once")]

    def __str__(self) -> str:
        return str(self.author)


class RelatedArticle(models.Model):
    """An article that an editor has picked to stand beside another."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_links")
    to = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_to")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "to"], name="article_is_related_once")]

    def __str__(self) -> str:
        return str(self.to)
