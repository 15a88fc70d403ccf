from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from core.models import ShownToReaders
from images.querysets import ImageQuerySet
from images.renditions import SHAPES, make_renditions, rendition_name

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
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="image_has_alternative_text"),
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="image_focal_point_is_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        make_renditions(str(self.file.name), self._folder, (self.focal_x, self.focal_y))

    def get_absolute_url(self) -> str:
        return self.url("whole")

    @property
    def _folder(self) -> str:
        """Where the renditions lie. A new file or focal point gives new names, so they may be cached for ever."""
        stem = str(self.file.name).rpartition(".")[0]
        return f"{stem}/{self.focal_x * 100:.0f}x{self.focal_y * 100:.0f}"

    def renditions(self, shape: str) -> Iterator[tuple[str, int, int]]:
        """Address, width and height of every size of the shape, smallest first."""
        form = SHAPES[shape]
        for width, height in form.sizes(self.width, self.height):
            yield default_storage.url(rendition_name(self._folder, form, width)), width, height

    def url(self, shape: str) -> str:
        """The address of the largest rendition of the shape."""
        return list(self.renditions(shape))[-1][0]
