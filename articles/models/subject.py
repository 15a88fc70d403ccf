from typing import Any

from django.db import models, transaction
from django.utils import timezone

from articles import likeness
from articles.models.article import Article
from articles.querysets import VocabularyQuerySet


class Vocabulary(models.Model):
    """The words that say what an article is about, with how often it uses each (articles/likeness.py)."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="vocabulary")
    words = models.JSONField(default=dict)
    compared_at = models.DateTimeField(
        null=True, db_index=True, help_text="When the article was last compared with others, if it was."
    )

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vocabularies"

    def __str__(self) -> str:
        return " ".join(self.words)

    @transaction.atomic
    def compare(self) -> bool:
        """Compares its article with those that may be like it, and keeps the most alike; whether that is news.

        What is paid for is not among them: an advertiser stands beside a story where an editor says so, or not at all.
        """
        now = timezone.now()
        Vocabulary.objects.select_for_update().get(pk=self.pk)  # two comparisons of one article would mix their lists
        dates: dict[int, Any] = dict(Article.objects.maybe_like(self.article).values_list("pk", "published_at"))
        profiles = Vocabulary.objects.profiles([self.pk, *dates])
        alike = likeness.most_alike(self.pk, profiles, dates | {self.pk: self.article.published_at or now})
        before = list(RelatedBySubject.objects.filter(article=self.pk).values_list("to", flat=True))
        RelatedBySubject.objects.filter(article=self.pk).delete()
        RelatedBySubject.objects.bulk_create(
            RelatedBySubject(article_id=self.pk, to_id=pk, score=score) for pk, score in alike
        )
        self.compared_at = now
        self.save(update_fields=["compared_at"])
        return before != [pk for pk, _ in alike]


class RelatedBySubject(models.Model):
    """An article like another, found by comparing them. Editors’ own choice is `RelatedArticle`, which goes before."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="likenesses")
    to = models.ForeignKey(Article, models.CASCADE, related_name="+")
    score = models.FloatField(help_text="From 0 to 1.")

    class Meta:
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["article", "to"], name="article_is_like_another_once"),
            models.CheckConstraint(condition=~models.Q(article=models.F("to")), name="article_is_not_like_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.to} ({self.score:.2f})"
