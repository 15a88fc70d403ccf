from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.db.models import QuerySet

from images.intake import take_in

if TYPE_CHECKING:
    from images.models import Image


class ImageQuerySet(QuerySet["Image"]):
    def add(self, file: IO[bytes], *, alt: str, **fields) -> Image:
        """Takes a file into the library, or returns the picture that came from the same file before.

        Raises ValidationError where the file is not a picture.
        """
        taken = take_in(file)
        if known := self.filter(digest=taken.digest).first():
            return known
        image = self.model(alt=alt, width=taken.width, height=taken.height, digest=taken.digest, **fields)
        image.file.save(str(taken.content.name), taken.content, save=False)
        image.save()
        return image
