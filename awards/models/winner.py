from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField

from articles.models import Organisation
from awards.models.category import Category
from awards.models.year import AwardYear
from awards.querysets import WinnerQuerySet
from awards.words import country_name, folded
from core.models import HasAddress
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH, free_slug
from images.models import Image


class Winner(HasAddress):
    """An award that was won: by whom, in which year and category, and why.

    Readers see it from the announcement of its year on, or from a moment of its own.
    """

    class Place(models.IntegerChoices):
        WINNER = 1, "Winner"
        HIGHLY_COMMENDED = 2, "Highly commended"

    award_year = models.ForeignKey(AwardYear, models.PROTECT, related_name="winners", verbose_name="year")
    category = models.ForeignKey(Category, models.PROTECT, related_name="winners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="wins")
    recipient = models.CharField(
        "person", max_length=120, blank=True, help_text="Where the award goes to a person: the name."
    )
    place = models.PositiveSmallIntegerField(choices=Place, default=Place.WINNER)
    country = CountryField(blank=True, help_text="For which country the award was given, if for one.")
    region = models.CharField(max_length=60, blank=True, help_text="Or the region: ‘Asia Pacific’.")
    citation = RichTextField(blank=True, help_text="Why the judges chose it.")
    picture = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    announced_at = models.DateTimeField(
        "shown from",
        null=True,
        blank=True,
        help_text="Left empty, readers see it when the winners of its year are announced.",
    )
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        blank=True,
        allow_unicode=True,
        help_text="Left empty, it is made from organisation and category.",
    )
    order = models.PositiveIntegerField(editable=False, default=0)
    """Its place within a year: by category, winners first. Lists come in this order from one index."""
    words = models.TextField(editable=False, default="")
    """What a search finds it by, folded (awards/words.py)."""

    objects = WinnerQuerySet.as_manager()

    class Meta:
        ordering = ["-award_year_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award_year", "slug"], name="winner_has_an_address"),
            models.UniqueConstraint(
                fields=["award_year", "category", "organisation", "recipient", "country", "region"],
                name="an_award_is_won_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-award_year", "order", "id"], name="winner_in_order"),
            models.Index(fields=["country"], name="winner_by_country"),
        ]

    def __str__(self) -> str:
        return f"{self.won_by}, {self.category} {self.award_year_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.file()
        self.slug = self.slug or free_slug(
            Winner.objects.filter(award_year=self.award_year_id).exclude(pk=self.pk),
            f"{self.organisation.name} {self.category.name}",
            otherwise="winner",
        )
        super().save(*args, **kwargs)

    def announce(self, at: datetime | None = None) -> None:
        """Shows it to readers from the given moment on (default: now), whenever its year is announced."""
        self.announced_at = at or timezone.now()
        self.save()

    def file(self) -> None:
        """Notes where it stands in lists and what a search finds it by."""
        self.order = self.category.number * 10 + self.place
        named = [self.organisation.name, *self.organisation.other_names, self.recipient, self.category.name]
        self.words = folded(" ".join([*named, self.region, country_name(str(self.country))]))

    def get_absolute_url(self) -> str:
        return reverse("winner", args=[self.award_year_id, self.slug])

    @property
    def won_by(self) -> str:
        """The person, or else the organisation."""
        return self.recipient or self.organisation.name

    @property
    def commended(self) -> str:
        """‘Highly commended’, or nothing where it won."""
        return "" if self.place == self.Place.WINNER else self.get_place_display()

    @property
    def award(self) -> str:
        """What was won, in full: ‘Best Retail Bank, Kenya’."""
        return f"{self.category.name}, {self.where}" if self.where else self.category.name

    @property
    def where(self) -> str:
        """The country or region it was given for, or nothing."""
        return country_name(str(self.country)) or self.region

    @property
    def shown_from(self) -> datetime | None:
        """When readers see it first; None while that is not known."""
        return self.announced_at or self.award_year.announced_at
