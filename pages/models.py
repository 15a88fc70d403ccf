from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from articles.models import Section
from core import root_slugs
from core.models import HasAddress, ShownToReaders
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH
from pages.querysets import CompanyPageQuerySet, MenuItemQuerySet


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


class MenuItem(ShownToReaders):
    """An entry of a menu: it leads to a section, a company page, or any address."""

    class Menu(models.TextChoices):
        HEADER = "header", "Header: the sections"
        COMPANY = "company", "Footer: company"
        SECTIONS = "sections", "Footer: sections"
        AWARDS = "awards", "Footer: awards"
        LEGAL = "legal", "Footer: last line"

    menu = models.CharField(max_length=10, choices=Menu)
    position = models.PositiveSmallIntegerField(default=0, help_text="Entries are listed from the smallest number up.")
    label = models.CharField(max_length=60, blank=True, help_text="Left empty, the name of the section or page.")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True)
    page = models.ForeignKey(CompanyPage, models.CASCADE, null=True, blank=True)
    address = models.CharField(
        max_length=300,
        blank=True,
        validators=[RegexValidator(r"^(/(?!/)|https://|mailto:)", "An address begins with / or https://.")],
        help_text="Of any other page: /latest-news/, or https://…",
    )

    objects = MenuItemQuerySet.as_manager()

    class Meta:
        ordering = ["menu", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section__isnull=False, page__isnull=True, address="")
                | models.Q(section__isnull=True, page__isnull=False, address="")
                | (models.Q(section__isnull=True, page__isnull=True) & ~models.Q(address="")),
                name="menu_item_leads_to_one_place",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What the entry says."""
        return self.label or str(self.section or self.page or self.address)

    @property
    def url(self) -> str:
        target = self.section or self.page
        return target.get_absolute_url() if target else self.address

    def clean(self) -> None:
        if [bool(self.section), bool(self.page), bool(self.address)].count(True) != 1:
            raise ValidationError("Choose one place to lead to: a section, a page, or an address.")
        if self.address and not self.label:
            raise ValidationError({"label": "An address needs a label for readers."})
