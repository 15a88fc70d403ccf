from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import IO, TYPE_CHECKING

from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet
from django.utils import timezone

from images.intake import take_in
from images.renditions import discard, discard_folder

if TYPE_CHECKING:
    from images.models import FormerFile, Image  # noqa: F401

SOON = timedelta(days=30)
"""Rights that end within this time are said to end soon."""

NOT_TO_BE_HAD = "-"
"""In place of the folder of a picture whose small files cannot be made."""

KEPT = timedelta(days=30)
"""So long the addresses of a file answer after another took its place."""


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

    def offered(self) -> ImageQuerySet:
        """Pictures that may be chosen: all whose rights have not ended."""
        return self.filter(Q(rights_end=None) | Q(rights_end__gte=timezone.localdate()))

    def whose_rights_ended(self, on: date | None = None) -> ImageQuerySet:
        """Pictures that may not be shown on the given day (default: today)."""
        return self.filter(rights_end__lt=on or timezone.localdate())

    def whose_rights_end_soon(self) -> ImageQuerySet:
        today = timezone.localdate()
        return self.filter(rights_end__gte=today, rights_end__lt=today + SOON)

    def searched(self, words: str) -> ImageQuerySet:
        """Pictures that have each of the words in what is said of them."""
        found = self
        for word in words.split():
            said = (Q(**{f"{field}__icontains": word}) for field in ("alt", "caption", "credit", "source", "rights"))
            found = found.filter(reduce(or_, said))
        return found

    def used(self) -> ImageQuerySet:
        """Pictures that stand anywhere, for readers or in a version to come."""
        return self.filter(self._is_used())

    def unused(self) -> ImageQuerySet:
        return self.filter(~self._is_used())

    def _is_used(self) -> Q:
        """In a text, or by a foreign key of whichever model; each is looked up in an index."""
        used = Q()
        for relation in self.model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ManyToOneRel) and relation.related_model._meta.model_name != "formerfile":
                rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
                used |= Q(Exists(rows))
        return used

    def without_avif(self) -> ImageQuerySet:
        """Pictures whose small files have not been made yet, newest first."""
        return self.filter(avif_folder="").order_by("-pk")


class FormerFileQuerySet(QuerySet["FormerFile"]):
    def clear(self) -> int:
        """Deletes the files that nobody asks for any more, and that are not in use again; returns how many."""
        over = self.filter(left_at__lt=timezone.now() - KEPT).select_related("image")
        for former in over:
            if former.folder:
                if former.folder != former.image.folder:
                    discard_folder(former.folder)
            elif former.file != former.image.file.name:
                discard(former.file)
            former.delete()
        return len(over)
