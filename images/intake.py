"""What comes in as a picture: checked by its content, turned upright, stripped of metadata, and re-encoded in the
colours of the web.

Nothing of a stranger's file is kept but its pixels, so a file that lies about its kind or carries a script, a
location or a second file behind the picture cannot be served.
"""

import hashlib
import io
import struct
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from PIL import Image as Pillow
from PIL import ImageCms

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
LONGEST_SIDE = 3200  # pixels; larger pictures are scaled down
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
"""Brands by which the pictures of telephones name themselves (ISO/IEC 23008-12, annex B)."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
"""What a camera notes of how it was held, and how the picture is turned upright (Exif 3.0, tag 274)."""


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
    has_alpha = picture.has_transparency_data
    profile = picture.info.get("icc_profile")
    picture = _in_eight_bits(_upright(picture), has_alpha)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = _in_colours_of_the_web(picture, profile).convert("RGBA" if has_alpha else "RGB")
    picture.info.clear()  # of which Pillow would write comments and profiles into the new file
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
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error):  # RuntimeError: of AVIF
        raise ValidationError(_why_not(data)) from None
    return picture


def _why_not(data: bytes) -> str:
    """What whoever chose a file that is no picture for us can do about it."""
    if b"<svg" in data[:4096].lower():
        why = "an SVG drawing can carry programs. Please export it as PNG."
    elif data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        why = "browsers do not show HEIC. Please export it as JPEG."
    elif data.startswith((b"II*\0", b"MM\0*")):
        why = "browsers do not show TIFF and raw files. Please export it as JPEG."
    else:
        why = "JPEG, PNG, WebP, GIF and AVIF are welcome."
    return f"This file is not a picture we can read: {why}"


def _upright(picture: Pillow.Image) -> Pillow.Image:
    """As it was seen through the camera. Notes of the camera that cannot be read are as good as none."""
    try:
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, struct.error):
        turn = None
    return picture if turn is None else picture.transpose(turn)


def _in_eight_bits(picture: Pillow.Image, has_alpha: bool) -> Pillow.Image:
    """In a mode that can be scaled down well: no palette, and the many greys of 16 bits as those of 8."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if picture.mode in {"1", "P", "PA"} or (has_alpha and picture.mode in {"L", "RGB"}):
        return picture.convert("RGBA" if has_alpha else "RGB")
    return picture


def _in_colours_of_the_web(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """The colours as sRGB, which is what browsers take those of a picture without a profile for. A profile that is
    broken, or made for other colours than the picture has, is as good as none."""
    if not profile:
        return picture
    try:
        given = ImageCms.getOpenProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        seen = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return seen or picture
