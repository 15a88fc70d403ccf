"""The sizes in which a picture is shown: few named shapes and widths, made once, named by content and focal point."""

import io
from dataclasses import dataclass
from decimal import Decimal

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


def rendition_name(folder: str, shape: Shape, width: int) -> str:
    return f"{folder}/{shape.name}-{width}.webp"


def make_renditions(original: str, folder: str, focal: tuple[Decimal, Decimal]) -> None:
    """Writes every rendition of the stored picture that is not there yet. Safe to run twice."""
    with default_storage.open(original) as file:
        picture = Pillow.open(file)
        picture.load()
    for shape in SHAPES.values():
        *smaller, largest = shape.sizes(*picture.size)
        cropped = ImageOps.fit(
            picture, largest, Pillow.Resampling.LANCZOS, centering=(float(focal[0]), float(focal[1]))
        )
        for size in (largest, *smaller):
            name = rendition_name(folder, shape, size[0])
            if not default_storage.exists(name):
                scaled = cropped if size == largest else cropped.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3)
                made = io.BytesIO()
                scaled.save(made, "WEBP", quality=80, method=2)
                default_storage.save(name, ContentFile(made.getvalue()))
