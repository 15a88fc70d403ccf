"""Files that lie, that would blow up, that carry what must not be served, or whose colours are not those of the web."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import ImageCms

from images.intake import take_in

RED, GREEN = (255, 0, 0), (0, 255, 0)


def saved(picture: Pillow.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def photo(kind: str = "JPEG", **options) -> bytes:
    return saved(Pillow.effect_noise((64, 48), 40).convert("RGB"), kind, **options)


def png(width: int, height: int, *, depth: int = 8, colours: int = 2, pixels: bytes = b"", extra: bytes = b"") -> bytes:
    """Put together by hand; the head says what it is told, whatever the pixels are."""
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", zlib.compress(pixels, 9))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(name, content)
    return file.getvalue()


def kept(file: bytes) -> Pillow.Image:
    return Pillow.open(take_in(io.BytesIO(file)).content)


def bytes_kept(file: bytes) -> bytes:
    return take_in(io.BytesIO(file)).content.read()


def is_about(found: tuple[int, ...] | float, expected: tuple[int, ...], *, within: int = 4) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= within for one, other in zip(found, expected, strict=True))


# -- What lies or blows up -------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "not a picture we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "an SVG drawing"),
        (b"<?xml version='1.0'?>\n<!-- drawn -->\n<SVG onload='alert(1)'/>", "an SVG drawing"),
        (packed("page.html", b"<script>alert(1)</script>"), "not a picture we can read"),
        (b"%PDF-1.7", "not a picture we can read"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (saved(Pillow.new("RGB", (9, 9)), "TIFF"), "TIFF"),
        (b"GIF89a" + bytes(3), "not a picture we can read"),
        (b"", "not a picture we can read"),
    ],
)
def test_what_only_calls_itself_a_picture_is_refused_with_what_to_do(file, said):
    with pytest.raises(ValidationError, match=said):
        take_in(io.BytesIO(file))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_that_ends_too_early_is_refused(kind):
    whole = photo(kind)
    with pytest.raises(ValidationError, match="not a picture we can read"):
        take_in(io.BytesIO(whole[: len(whole) * 2 // 3]))


def test_a_picture_that_is_damaged_within_is_refused():
    damaged = photo("AVIF").replace(b"av01", b"av99")
    with pytest.raises(ValidationError, match="not a picture we can read"):
        take_in(io.BytesIO(damaged))


def test_a_small_file_of_900_million_pixels_is_refused_before_it_unpacks():
    bomb = png(30_000, 30_000, pixels=bytes(30_000_000))
    assert len(bomb) < 50_000
    with pytest.raises(ValidationError, match="pixels"):
        take_in(io.BytesIO(bomb))


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_text_within_a_picture_that_unpacks_without_end_is_refused(kind):
    bomb = png(4, 4, pixels=bytes(52), extra=chunk(kind, b"a\0\0" + zlib.compress(bytes(100_000_000), 9)))
    with pytest.raises(ValidationError, match="not a picture we can read"):
        take_in(io.BytesIO(bomb))


# -- What must not be kept -------------------------------------------------------


def test_where_a_picture_was_taken_is_not_kept():
    exif = Pillow.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    exif[0x010F] = "A maker of cameras"
    given = photo(exif=exif.tobytes())
    assert Pillow.open(io.BytesIO(given)).getexif().get_ifd(0x8825)[2] == (51.0, 30.0, 26.0)
    assert not kept(given).getexif()
    assert b"A maker of cameras" not in bytes_kept(given)


def test_a_script_in_the_notes_of_the_camera_is_not_kept():
    exif = Pillow.Exif()
    exif[0x010E] = "<script>alert(document.cookie)</script>"
    given = photo(exif=exif.tobytes(), comment=b"<?php system($_GET['c']); ?>")
    assert b"<script>" in given
    assert b"<script>" not in bytes_kept(given)
    assert b"<?php" not in bytes_kept(given)


def test_a_picture_that_is_a_page_as_well_is_kept_as_a_picture_alone():
    given = photo() + b"<html><script>alert(1)</script></html>"
    assert b"<html>" not in bytes_kept(given)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_notes_of_the_camera_that_cannot_be_read_do_no_harm():
    picture = Pillow.effect_noise((64, 48), 40)
    for exif in (b"Exif\0\0nonsense", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(9)):
        assert kept(saved(picture, "JPEG", exif=exif)).size == (64, 48)


# -- How it must look --------------------------------------------------------------


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_kept_upright_however_the_camera_was_held(orientation):
    """Red is the upper left corner as it is seen."""
    upright = Pillow.new("RGB", (64, 32), "white")
    upright.paste(RED, (0, 0, 16, 16))
    undo = {
        2: Pillow.Transpose.FLIP_LEFT_RIGHT,
        3: Pillow.Transpose.ROTATE_180,
        4: Pillow.Transpose.FLIP_TOP_BOTTOM,
        5: Pillow.Transpose.TRANSPOSE,
        6: Pillow.Transpose.ROTATE_90,
        7: Pillow.Transpose.TRANSVERSE,
        8: Pillow.Transpose.ROTATE_270,
    }
    held = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    picture = kept(saved(held, "PNG", exif=exif.tobytes()))
    assert picture.size == (64, 32)
    assert is_about(picture.getpixel((4, 4)), RED)


def profile_in_which_red_is_green() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"swap").replace(b"gXYZ", b"rXYZ").replace(b"swap", b"gXYZ")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colours_of_a_picture_with_a_profile_are_those_that_the_profile_means(kind):
    """As with a picture in Display P3 or Adobe RGB."""
    given = saved(Pillow.new("RGB", (32, 32), RED), kind, icc_profile=profile_in_which_red_is_green())
    picture = kept(given)
    assert is_about(picture.getpixel((9, 9)), GREEN, within=12)
    assert "icc_profile" not in picture.info


@pytest.mark.parametrize(
    "profile", [b"nonsense" * 40, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_that_is_broken_or_of_other_colours_is_left_aside(profile):
    picture = kept(saved(Pillow.new("RGB", (32, 32), RED), "PNG", icc_profile=profile))
    assert is_about(picture.getpixel((9, 9)), RED)
    assert "icc_profile" not in picture.info


def test_colours_for_print_become_those_of_the_screen():
    picture = kept(saved(Pillow.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG"))
    assert picture.mode == "RGB"
    assert is_about(picture.getpixel((9, 9)), RED)


def test_the_greys_of_a_picture_of_16_bits_stay_apart():
    greys = [0, 0x4000, 0x8000, 0xFF00]
    row = b"\0" + b"".join(struct.pack(">H", grey) * 16 for grey in greys)
    picture = kept(png(64, 8, depth=16, colours=0, pixels=row * 8))
    found = [picture.getpixel((16 * number + 8, 4)) for number in range(4)]
    assert all(is_about(pixel, (grey >> 8,) * 3) for pixel, grey in zip(found, greys, strict=True))


def test_the_colours_of_a_picture_of_16_bits_are_kept():
    row = b"\0" + struct.pack(">HHH", 0xFFFF, 0x8000, 0x1000) * 8
    picture = kept(png(8, 8, depth=16, colours=2, pixels=row * 8))
    assert is_about(picture.getpixel((4, 4)), (255, 128, 16))


def test_of_a_picture_that_moves_the_first_image_is_kept():
    frames = [Pillow.new("RGB", (32, 32), colour) for colour in (RED, GREEN)]
    picture = kept(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert getattr(picture, "n_frames", 1) == 1
    assert is_about(picture.getpixel((9, 9)), RED)


def test_transparency_of_a_palette_is_kept():
    picture = Pillow.new("P", (20, 20), 0)
    picture.putpalette([*RED, *GREEN])
    assert kept(saved(picture, "GIF", transparency=0)).getpixel((5, 5))[3] == 0
