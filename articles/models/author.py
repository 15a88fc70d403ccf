from django.conf import settings
from django.db import models

from articles.querysets import AuthorQuerySet
from articles.validators import validate_links
from core.addresses import path_to
from core.models import HasAddress
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH, free_slug
from images.models import Image


class Author(HasAddress):
    """Somebody whose name stands over articles, with a page of their own."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The author’s page is /authors/address/. Left empty, it is made from the name.",
    )
    role = models.CharField(max_length=120, blank=True, help_text="‘Banking correspondent’.")
    short_bio = models.CharField(max_length=240, blank=True, help_text="One sentence, for the list of authors.")
    bio = RichTextField("biography", blank=True)
    picture = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField("public e-mail address", blank=True, help_text="Shown on the author’s page.")
    links = models.JSONField(default=list, blank=True, validators=[validate_links])
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The account with which this author signs in here, if any. New articles then begin with their name.",
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(Author.objects.exclude(pk=self.pk), self.name, otherwise="author")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_to("author", self.slug)
