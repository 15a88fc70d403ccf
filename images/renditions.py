"""The sizes in which a picture is shown: few named shapes and widths, made once, named by content and focal point."""

import io
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import ImageOps


@dataclass(frozen=True)
class Shape:
    """A form in which pictures are shown: its proportions (None: the picture's own) and its widths in pixels."""

    name: str
    ratio: float | None
    widths: tuple[int, ...]

    def sizes(self, width: int, height: int) -> list[tuple[int, int]]:
        """Width and height of every rendition made of a picture of the given size; nothing is enlarged."""
        ratio = self.ratio or width / height
        widest = min(width, round(height * ratio))
        widths = [each for each in self.widths if each < widest]
        if len(widths) < len(self.widths):
            widths.append(widest)
        return [(each, max(1, round(each / ratio))) for each in widths]


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("card", 3 / 2, (240, 480, 800, 1320)),
        Shape("whole", None, (480, 960, 1440)),
        Shape("square", 1.0, (112, 224, 448)),
    )
}


@dataclass(frozen=True)
class Format:
    """A kind of file, and how much it may lose."""

    extension: str
    options: dict[str, Any] = field(hash=False)


WEBP = Format("webp", {"quality": 80, "method": 2})
"""Made at once, and shown by every browser."""
AVIF = Format("avif", {"quality": 60, "speed": 6, "max_threads": 1})
"""Looks the same, and is half as large; made in the background (docs/performance.md)."""


def stem(file: str) -> str:
    """What the names of all files made of the given one begin with."""
    return file.rpartition(".")[0]


def rendition_name(folder: str, shape: Shape, width: int, kind: Format) -> str:
    return f"{folder}/{shape.name}-{width}.{kind.extension}"


def make_renditions(
    original: str, size: tuple[int, int], folder: str, focal: tuple[Decimal, Decimal], kind: Format
) -> None:
    """Writes every rendition of the stored picture, which has the given size, that is not there yet. Safe to run
    twice."""
    missing = [
        (shape, each)
        for shape in SHAPES.values()
        for each in shape.sizes(*size)
        if not default_storage.exists(rendition_name(folder, shape, each[0], kind))
    ]
    if not missing:
        return
    with default_storage.open(original) as file:
        picture = Pillow.open(file)
        picture.load()
    centering = float(focal[0]), float(focal[1])
    for shape, sizes in groupby(missing, itemgetter(0)):
        cropped = ImageOps.fit(picture, shape.sizes(*size)[-1], Pillow.Resampling.LANCZOS, centering=centering)
        for _, each in sizes:
            scaled = (
                cropped.resize(each, Pillow.Resampling.LANCZOS, reducing_gap=3) if each != cropped.size else cropped
            )
            made = io.BytesIO()
            scaled.save(made, kind.extension, **kind.options)
            default_storage.save(rendition_name(folder, shape, each[0], kind), ContentFile(made.getvalue()))


def discard(file: str) -> None:
    """Deletes a stored picture with all its renditions."""
    discard_folder(stem(file))
    default_storage.delete(file)


def discard_folder(folder: str) -> None:
    """Deletes the files in the folder and in those within it."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for each in folders:
        discard_folder(f"{folder}/{each}")
    for each in files:
        default_storage.delete(f"{folder}/{each}")
    default_storage.delete(folder)
