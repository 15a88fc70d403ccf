from django.db import models

from core import root_slugs
from core.addresses import path_to
from core.models import HasAddress
from core.slugs import MAX_LENGTH
from images.models import Image


class Section(HasAddress):
    """A part of the paper: every article stands in exactly one."""

    class Colour(models.TextChoices):
        """Colours of the palette in static/css/tokens.css, each legible in light and dark."""

        PETROL = "petrol", "Petrol"
        BRICK = "brick", "Brick"
        OCHRE = "ochre", "Ochre"
        MOSS = "moss", "Moss"
        PLUM = "plum", "Plum"
        SLATE = "slate", "Slate"
        UMBER = "umber", "Umber"
        INDIGO = "indigo", "Indigo"

    class FrontPage(models.TextChoices):
        LEAD = "lead", "Its newest stories lead the page"
        BLOCK = "block", "Has a block of its own"
        HIDDEN = "hidden", "Only among the latest news"

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        unique=True,
        allow_unicode=True,
        help_text="The section is read at /address/. The old address keeps working when you change it.",
    )
    description = models.TextField(blank=True, help_text="One or two sentences under the section’s name.")
    colour = models.CharField(max_length=10, choices=Colour, default=Colour.PETROL)
    picture = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown at the top of the section, and when the section is shared.",
    )
    seo_title = models.CharField("title for search engines", max_length=70, blank=True)
    seo_description = models.CharField("description for search engines", max_length=170, blank=True)
    front_page = models.CharField("on the front page", max_length=10, choices=FrontPage, default=FrontPage.BLOCK)
    shows_most_read = models.BooleanField(
        "what is read most stands at its top", default=False, help_text="Above the stories of the section itself."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Sections are listed from the smallest number up.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("root", self.slug)

    def clean(self) -> None:
        root_slugs.check_free(self.slug, owner=self)
