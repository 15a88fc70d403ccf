from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import root_slugs
from core.models import HasAddress
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH
from pages.querysets import CompanyPageQuerySet


class CompanyPage(HasAddress):
    """A page about the publisher itself, read at `/<slug>/`: About Us, Privacy, Terms."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(
        "address", max_length=MAX_LENGTH, unique=True, allow_unicode=True, help_text="The page is read at /address/."
    )
    standfirst = models.TextField(blank=True, help_text="One or two sentences under the title.")
    body = RichTextField("text", blank=True)
    seo_description = models.CharField("description for search engines", max_length=320, blank=True)
    is_public = models.BooleanField("readers can see it", default=True)
    updated_at = models.DateTimeField("last updated", default=timezone.now)

    objects = CompanyPageQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("root", args=[self.slug])

    def clean(self) -> None:
        root_slugs.check_free(self.slug, owner=self)
