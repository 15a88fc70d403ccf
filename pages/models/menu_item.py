from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from articles.models import Section
from core.models import ShownToReaders
from pages.models.company_page import CompanyPage
from pages.querysets import MenuItemQuerySet


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
