from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from core.models import ShownToReaders
from images.models.former_file import FormerFile
from images.querysets import SOON, ImageQuerySet
from images.renditions import AVIF, SHAPES, WEBP, Format, discard, make_renditions, rendition_name, stem

_SHARE = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))]


class Image(ShownToReaders):
    """A picture of the library, with what must be said about it wherever it is shown."""

    file = models.ImageField(
        "picture",
        upload_to="images/%Y/%m/",
        width_field="width",
        height_field="height",
        help_text="JPEG, PNG, WebP, GIF or AVIF; at least 1320 pixels wide if it is to lead a page.",
    )
    alt = models.CharField(
        "alternative text",
        max_length=300,
        help_text="What it shows, for readers who cannot see it: ‘Two dealers at a desk, one on the telephone’.",
    )
    caption = models.CharField(
        max_length=400, blank=True, help_text="Shown under the picture; an article can say it differently."
    )
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it: ‘Photograph: A. Person’.")
    source = models.CharField(
        max_length=200, blank=True, help_text="The agency or person it came from, and under which number. Not shown."
    )
    rights = models.CharField(
        max_length=400, blank=True, help_text="What we may do with it: ‘Web only, one article’. Not shown."
    )
    rights_end = models.DateField(
        "last day",
        null=True,
        blank=True,
        help_text="Afterwards it is no longer offered, and marked wherever it is used. Left empty, there is none.",
    )
    focal_x = models.DecimalField(
        "focal point, from the left",
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.5"),
        validators=_SHARE,
        help_text="0 is the left edge, 1 the right. What lies here is never cut off.",
    )
    focal_y = models.DecimalField(
        "focal point, from the top",
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.5"),
        validators=_SHARE,
        help_text="0 is the upper edge, 1 the lower.",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False, db_index=True)
    avif_folder = models.CharField(
        max_length=120, blank=True, editable=False, help_text="The folder whose renditions are there as AVIF too."
    )
    uploaded_at = models.DateTimeField("uploaded", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "picture"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(
                fields=["rights_end"], condition=models.Q(rights_end__isnull=False), name="image_whose_rights_end"
            ),
            models.Index(fields=["-id"], condition=models.Q(avif_folder=""), name="image_without_avif"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="image_has_alternative_text"),
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="image_focal_point_is_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt

    # -- What may be done with it ----------------------------------------------------

    @property
    def rights_ended(self) -> bool:
        """Whether it may not be shown any longer."""
        return self.rights_end is not None and self.rights_end < timezone.localdate()

    @property
    def rights_end_soon(self) -> bool:
        today = timezone.localdate()
        return self.rights_end is not None and today <= self.rights_end < today + SOON

    @property
    def rights_said(self) -> str:
        """Until when it may be shown: ‘rights ended on 3 March 2026’; empty where there is no end."""
        if self.rights_end is None:
            return ""
        return f"rights {'ended' if self.rights_ended else 'end'} on {date_format(self.rights_end, 'j F Y')}"

    @property
    def warning(self) -> str:
        """What must be said of it wherever somebody uses it, in a sentence."""
        if self.rights_ended:
            return f"The {self.rights_said}: it may not be shown any longer. Please choose another picture."
        return f"The {self.rights_said}." if self.rights_end_soon else ""

    # -- What may happen to it -------------------------------------------------------

    def save(self, *args, **kwargs):
        """Also where it has another file or focal point: what it had before stays for a while for pages that are kept
        elsewhere, in a browser or on a proxy."""
        before = Image.objects.filter(pk=self.pk).first() if self.pk else None
        if self.avif_folder and not self.has_avif:
            self.avif_folder = ""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before and before.folder != self.folder:
                is_file = before.file.name != self.file.name
                FormerFile.objects.create(image=self, file=str(before.file), folder="" if is_file else before.folder)
        self._make(WEBP)

    def delete(self, *args, **kwargs):
        """With all files that it ever had."""
        files = {str(self.file), *self.former_files.values_list("file", flat=True)}
        deleted = super().delete(*args, **kwargs)
        for file in files:
            transaction.on_commit(partial(discard, file))
        return deleted

    # -- Its renditions --------------------------------------------------------------

    def get_absolute_url(self) -> str:
        return self.url("whole")

    @property
    def folder(self) -> str:
        """Where the renditions lie. A new file or focal point gives new names, so they may be cached for ever."""
        return f"{stem(str(self.file.name))}/{self.focal_x * 100:.0f}x{self.focal_y * 100:.0f}"

    @property
    def has_avif(self) -> bool:
        """Whether every rendition is there as AVIF too."""
        return self.avif_folder == self.folder

    def _make(self, kind: Format) -> None:
        original, size, focal = str(self.file.name), (self.width, self.height), (self.focal_x, self.focal_y)
        make_renditions(original, size, self.folder, focal, kind)

    def make_avif(self) -> None:
        """Makes the small files that take long; pages offer them from then on."""
        self._make(AVIF)
        unchanged = Image.objects.filter(pk=self.pk, file=self.file.name, focal_x=self.focal_x, focal_y=self.focal_y)
        unchanged.update(avif_folder=self.folder)

    def renditions(self, shape: str, kind: Format = WEBP) -> Iterator[tuple[str, int, int]]:
        """Address, width and height of every size of the shape, smallest first."""
        form = SHAPES[shape]
        for width, height in form.sizes(self.width, self.height):
            yield default_storage.url(rendition_name(self.folder, form, width, kind)), width, height

    def url(self, shape: str) -> str:
        """The address of the largest rendition of the shape."""
        return list(self.renditions(shape))[-1][0]
