"""What comes in as a picture: checked by its content, turned upright, stripped of metadata, and re-encoded.

Nothing of a stranger's file is kept but its pixels, so a file that lies about its kind or carries a script, a
location or a second file behind the picture cannot be served.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from PIL import Image as Pillow
from PIL import ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
LONGEST_SIDE = 3200  # pixels; larger pictures are scaled down


@dataclass(frozen=True)
class Intake:
    """A picture as it will be kept."""

    content: ContentFile
    width: int
    height: int
    digest: str
    """SHA-256 of the file as it was given, so that the same file is recognised when it comes again."""


def take_in(file: IO[bytes]) -> Intake:
    """Reads the file as a picture. Raises ValidationError, in words for whoever chose it, where it is not fit."""
    data = file.read(settings.IMAGE_MAX_BYTES + 1)
    if len(data) > settings.IMAGE_MAX_BYTES:
        raise ValidationError(
            f"This file is larger than {filesizeformat(settings.IMAGE_MAX_BYTES)}. Please save a smaller version of it."
        )
    picture = _open(data)
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    picture = ImageOps.exif_transpose(picture).convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept, extension = io.BytesIO(), "png" if has_alpha else "jpg"
    if has_alpha:
        picture.save(kept, "PNG")
    else:
        picture.save(kept, "JPEG", quality=92)
    digest = hashlib.sha256(data).hexdigest()
    return Intake(ContentFile(kept.getvalue(), name=f"{digest[:16]}.{extension}"), *picture.size, digest)


def _open(data: bytes) -> Pillow.Image:
    try:
        picture = Pillow.open(io.BytesIO(data), formats=FORMATS)
        # The head of the file says how large it is; nothing has been unpacked yet.
        if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
            raise ValidationError(
                f"This picture has {picture.width} × {picture.height} pixels, more than the "
                f"{settings.IMAGE_MAX_PIXELS // 1_000_000} million we can take. Please scale it down."
            )
        picture.load()
    except Pillow.DecompressionBombError:
        raise ValidationError("This picture unpacks to far more pixels than we can take.") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(
            "This file is not a picture we can read. JPEG, PNG, WebP, GIF and AVIF are welcome."
        ) from None
    return picture
