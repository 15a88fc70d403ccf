"""What else stands in the awards' part of the site: words of former winners, files for the press, questions."""

from typing import IO, Any

from django.db import models
from django.utils.text import slugify

from core import uploads
from core.models import ShownToReaders
from core.richtext import RichTextField
from images.models import Image

MEDIA_KINDS = (uploads.PDF, uploads.PNG, uploads.JPEG, uploads.SVG, uploads.ZIP)
MEDIA_MAX_BYTES = 50 * 1024 * 1024
_CHOICES = {kind.extension: kind.name for kind in MEDIA_KINDS}


class Testimonial(ShownToReaders):
    """What somebody who took part says of the awards."""

    quote = models.TextField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    picture = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0, help_text="From the smallest number up.")
    is_public = models.BooleanField("readers can see it", default=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


def kind_of(file: IO[bytes]) -> uploads.Kind:
    """What a file for the media room is, by its content. Raises ValidationError where it is not fit."""
    return uploads.check_upload(file, kinds=MEDIA_KINDS, max_bytes=MEDIA_MAX_BYTES)


class MediaFile(ShownToReaders):
    """A file that anybody may download from the media room. Its kind is told by its content, not by its name."""

    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    file = models.FileField(upload_to="awards/", max_length=200, help_text="PDF, PNG, JPEG, SVG or ZIP.")
    kind = models.CharField(max_length=4, choices=_CHOICES, editable=False)
    size = models.PositiveIntegerField(editable=False)  # bytes
    position = models.PositiveSmallIntegerField(default=0, help_text="From the smallest number up.")
    is_public = models.BooleanField("readers can see it", default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=_CHOICES), name="media_file_is_of_a_known_kind")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def download_name(self) -> str:
        """What the file is called on the disk of whoever downloads it."""
        return f"{slugify(self.title) or 'file'}.{self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Names a new file by its content, since it may be kept for ever by browsers.

        Raises ValidationError where a new file is not fit."""
        if not self.file._committed:  # type: ignore[attr-defined]
            self.kind, self.size = kind_of(self.file.file).extension, self.file.size
            self.file.name = f"{uploads.digest(self.file.file)[:16]}.{self.kind}"
        super().save(*args, **kwargs)


class Question(ShownToReaders):
    """A question that people ask about the awards, and its answer."""

    question = models.CharField(max_length=200)
    answer = RichTextField()
    position = models.PositiveSmallIntegerField(default=0, help_text="From the smallest number up.")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.question
