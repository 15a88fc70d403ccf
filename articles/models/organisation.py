from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django_countries.fields import CountryField

from articles.names import name_key
from articles.querysets import OrganisationQuerySet
from articles.validators import validate_links, validate_sentences
from core.addresses import path_to
from core.models import HasAddress
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH, free_slug
from images.models import Image


class Organisation(HasAddress):
    """A bank, a company, an authority: written about in articles, and a winner of awards.

    Two that turn out to be one are merged (articles/merging.py).
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="Its page is /organisations/address/. Left empty, it is made from the name.",
    )
    other_names = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_sentences],
        help_text="Earlier names, abbreviations, other spellings; it is found by them too.",
    )
    country = CountryField(blank=True)
    logo = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    description = RichTextField(blank=True)
    links = models.JSONField(default=list, blank=True, validators=[validate_links])

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(
            Organisation.objects.exclude(pk=self.pk), self.name, otherwise="organisation"
        )
        super().save(*args, **kwargs)
        self._keep_names()

    def get_absolute_url(self) -> str:
        return path_to("organisation", self.slug)

    def add_names(self, names: Iterable[str]) -> None:
        """Adds other names, unsaved, that it does not have yet in some spelling or other."""
        known = {name_key(name) for name in (self.name, *self.other_names)}
        for name in names:
            if (key := name_key(name)) not in known:
                known.add(key)
                self.other_names = [*self.other_names, name]

    def _keep_names(self) -> None:
        keys = {key for name in (self.name, *self.other_names) if (key := name_key(name))}
        there = set(self.names.values_list("key", flat=True))
        self.names.filter(key__in=there - keys).delete()
        OrganisationName.objects.bulk_create(OrganisationName(organisation=self, key=key) for key in keys - there)


class OrganisationName(models.Model):
    """A name of an organisation as it is looked up (articles/names.py); kept in step by the organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    key = models.CharField(max_length=400, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="organisation_has_a_name_once")]

    def __str__(self) -> str:
        return self.key
