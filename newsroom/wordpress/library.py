"""The portal's pictures: taken into the library where their files are given, and found again by what texts say."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from core.models import ImportedItem, OldAddress
from images.intake import take_in
from images.models import Image
from newsroom.wordpress.home import upload_key
from newsroom.wordpress.media import Media, Outside
from newsroom.wordpress.plan import File, Plan
from newsroom.wordpress.progress import Progress
from newsroom.wordpress.report import Report
from newsroom.wordpress.words import file_in_words

PICTURES = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic|ico)\Z", re.IGNORECASE)
REHEARSED = 0
"""Stands for the id of a picture that a dry run would take in."""


class Library:
    def __init__(self, plan: Plan, media: Media, report: Report, *, dry_run: bool):
        self.plan = plan
        self.media = media
        self.report = report
        self.dry_run = dry_run
        self._by_key: dict[str, int | None] = {}
        """Pictures that texts show but the export does not list."""
        self._came_before = lru_cache(maxsize=10_000)(self._look_up)

    def take_in_all(self, progress: Progress) -> None:
        """Every attachment that is a picture whose file is given; each is kept at once."""
        total = self.plan.file_count()
        for number, file in enumerate(self.plan.files(), 1):
            progress.show(number, total, "files")
            self._take(file)

    def _take(self, file: File) -> None:
        if file.image is not None:
            self.report.already["pictures"] += 1
        elif not PICTURES.search(file.key or file.address.partition("?")[0]):
            self.report.left_out("files that are not pictures; links to them are kept as they are", file.address)
        else:
            pk = self._add(
                file.key, file.address, alt=file.alt, caption=file.caption, title=file.title, key=f"post {file.number}",
                paths=[file.path, f"/?attachment_id={file.number}"],
            )  # fmt: skip
            if pk is not None:
                self.plan.came_in(file.number, pk)

    def _add(
        self, upload: str, address: str, *, alt: str, caption: str, title: str, key: str, paths: list[str]
    ) -> int | None:
        """The id of the picture in our library, if its file is given and is one that can be taken."""
        name = upload or address
        try:
            path = self.media.find(upload)
        except Outside:
            self.report.left_out("pictures whose file lies outside the folder given by --media", name)
            return None
        if path is None:
            if self.media.root is None:
                self.report.left_out("pictures: no files were given (--media DIR, a copy of wp-content/uploads)", name)
            else:
                self.report.left_out("pictures whose file is not in the folder given by --media", name)
            return None
        if not alt:
            self.report.changed(
                "pictures without alternative text, described by their caption, title or file name", name
            )
        words = alt or caption or title or file_in_words(address)
        try:
            image = self._kept(path, words[:300], caption)
        except ValidationError as error:
            self.report.left_out(f"pictures that cannot be taken: {' '.join(error.messages)}", name)
            return None
        except OSError as error:
            self.report.left_out(f"pictures whose file cannot be read: {error.strerror}", name)
            return None
        self.report.came_in["pictures"] += 1
        if image is None:
            return REHEARSED
        home = self.plan.home
        uploaded = home.path(address) or ""
        with transaction.atomic():
            ImportedItem.objects.keep(home.source, [(key, image)])
            spellings = [each for path in (*paths, uploaded) for each in home.spellings(path)]
            if "/uploads/" not in uploaded:
                spellings += home.spellings(f"/wp-content/uploads/{upload}")
            OldAddress.objects.remember_all(dict.fromkeys(spellings, image))
        return image.pk

    def _kept(self, path: Path, alt: str, caption: str) -> Image | None:
        with path.open("rb") as file:
            if self.dry_run:
                take_in(file)
                return None
            return Image.objects.add(file, alt=alt, caption=caption)

    # -- What texts ask ------------------------------------------------------------

    def picture(self, number: int, address: str, alt: str) -> int | None:
        """The picture with this address; its number decides only where the address says nothing else."""
        upload = upload_key(address)
        if upload:
            if file := self.plan.file_by_key(upload):
                return file.image
            if upload not in self._by_key:
                self._by_key[upload] = self._unlisted(upload, address, alt)
            if self._by_key[upload] is not None:
                return self._by_key[upload]
        if number and (not address or self._is_same(number, address)):
            file = self.plan.file(number)
            return file.image if file else self._came_before(f"post {number}")
        return None

    def _unlisted(self, upload: str, address: str, alt: str) -> int | None:
        """A picture of a text that the export has no attachment for, as when posts were exported alone."""
        before = self._came_before(f"upload {upload}"[:250])
        if before is not None or self.media.root is None or not PICTURES.search(upload):
            return before
        try:
            if self.media.find(upload) is None:
                return None
        except Outside:
            pass
        return self._add(upload, address, alt=alt, caption="", title="", key=f"upload {upload}"[:250], paths=[])

    def _is_same(self, number: int, address: str) -> bool:
        """Whether the attachment of this number is the file at the address, in whichever size."""
        file = self.plan.file(number)
        if file is None:
            return self.plan.home.path(address) is not None
        return file_in_words(file.address).casefold() == file_in_words(address).casefold()

    def _look_up(self, key: str) -> int | None:
        known = ImportedItem.objects.known(self.plan.home.source, [key])
        pk = known[key][1] if key in known else None
        return pk if pk and Image.objects.filter(pk=pk).exists() else None
