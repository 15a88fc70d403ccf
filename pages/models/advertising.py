from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from core import uploads
from core.models import ShownToReaders
from pages.querysets import MediaKitQuerySet

LARGEST_MEDIA_KIT = 50 * 1024 * 1024  # bytes


class AdvertisingFormat(ShownToReaders):
    """A kind of advertisement that can be booked, as the page about advertising lists it."""

    name = models.CharField(max_length=80, unique=True)
    description = models.CharField(max_length=300, blank=True, help_text="What it is, in one or two sentences.")
    sizes = models.CharField(max_length=200, blank=True, help_text="‘970 × 250 and 300 × 250 pixels’; ‘210 × 280 mm’")
    placement = models.CharField("where it stands", max_length=200, blank=True)
    price_note = models.CharField("price", max_length=120, blank=True, help_text="‘from £48 per thousand views’")
    position = models.PositiveSmallIntegerField(default=0, help_text="Listed from the smallest number up.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


def media_kit_path(kit: "MediaKit", filename: str) -> str:
    """A place named by the content, because files of the media folder are kept by browsers for ever."""
    digest = uploads.digest(kit.file.file)
    return f"media-kits/{digest[:16]}/{slugify(PurePath(filename).stem) or 'media-kit'}.pdf"


class MediaKit(ShownToReaders):
    """Prices, audience and deadlines as a PDF to download. Readers are offered the newest."""

    title = models.CharField(max_length=80, help_text="‘Media kit 2027’")
    file = models.FileField("PDF", upload_to=media_kit_path, max_length=200)
    size = models.PositiveIntegerField("bytes", default=0, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MediaKitQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self._state.adding and self.file:
            check_media_kit(self.file.file)

    def save(self, *args, **kwargs):
        self.size = self.file.size
        super().save(*args, **kwargs)


def check_media_kit(file: File) -> None:
    """Raises ValidationError, for the field `file`, where the file is no PDF or too large."""
    try:
        uploads.check_upload(file, kinds=[uploads.PDF], max_bytes=LARGEST_MEDIA_KIT)
    except ValidationError as problem:
        raise ValidationError({"file": problem.messages}) from None
