from __future__ import annotations

from typing import Any

from django.db import models

from awards.querysets import CategoryQuerySet
from core.models import ShownToReaders
from core.slugs import MAX_LENGTH, free_slug


class CategoryGroup(ShownToReaders):
    """Categories of one kind, as they stand together in lists: ‘Banking’, ‘Leadership’."""

    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Groups are listed from the smallest number up.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Category.objects.number_anew()


class Category(ShownToReaders):
    """What an award is given for, year after year. One that is no longer given is closed and keeps its winners."""

    group = models.ForeignKey(CategoryGroup, models.PROTECT, related_name="categories")
    name = models.CharField(max_length=120, unique=True, help_text="‘Best Retail Bank’.")
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="Names it in addresses. Left empty, it is made from the name.",
    )
    description = models.TextField(blank=True, help_text="What the judges look for, in two or three sentences.")
    is_open = models.BooleanField(
        "takes nominations", default=True, help_text="While nominations are open, one can nominate for it."
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Within the group, from the smallest number up; the same number: by name."
    )
    number = models.PositiveIntegerField(default=0, editable=False)
    """Its place among all categories, from 1; kept by `number_anew`."""

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["number", "name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or free_slug(Category.objects.exclude(pk=self.pk), self.name, otherwise="category")
        renamed = self.pk and not Category.objects.filter(pk=self.pk, name=self.name).exists()
        super().save(*args, **kwargs)
        Category.objects.number_anew()
        self.refresh_from_db(fields=["number"])
        if renamed:
            self.winners.refile()
