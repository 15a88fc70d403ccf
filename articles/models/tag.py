from django.db import models
from django.utils.text import slugify
from taggit.models import ItemBase, TagBase

from articles.querysets import TagQuerySet
from core.addresses import path_to
from core.models import HasAddress

MAX_TAGS = 12
"""So many an article has at most."""


class Tag(HasAddress, TagBase):
    """What an article is about, across sections."""

    description = models.TextField(blank=True, help_text="One or two sentences on the tag’s page.")

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_to("tag", self.slug)

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify(tag, allow_unicode=True) or "tag"
        return slug if i is None else f"{slug}-{i}"


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_has_a_tag_once")]
