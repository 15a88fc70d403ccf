from django.db import models
from django.urls import reverse
from django_countries.fields import CountryField

from articles.validators import validate_links
from core.models import HasAddress
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH, free_slug
from images.models import Image


class Organisation(HasAddress):
    """A bank, a company, an authority: written about in articles, and a winner of awards."""

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
        default=list, blank=True, help_text="Earlier names, abbreviations, other spellings; it is found by them too."
    )
    country = CountryField(blank=True)
    logo = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    description = RichTextField(blank=True)
    links = models.JSONField(default=list, blank=True, validators=[validate_links])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(
            Organisation.objects.exclude(pk=self.pk), self.name, otherwise="organisation"
        )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])
