import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from conftest import picture_file
from images.intake import take_in
from images.models import Image

pytestmark = pytest.mark.django_db

ADD = reverse("admin:images_image_add")


def sent(file, **fields) -> dict:
    return {"file": file, "alt": "A bank’s front door", "focal_x": "0.5", "focal_y": "0.5"} | fields


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def errors_of(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises the given size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_an_upload_is_kept_with_its_size_and_its_owner(editor_client, editor):
    editor_client.post(ADD, sent(picture_file(900, 600), caption="Noon"))
    image = Image.objects.get()
    assert (image.width, image.height, image.caption, image.uploaded_by) == (900, 600, "Noon", editor)
    assert image.url("card")


def test_a_picture_needs_alternative_text_and_what_was_typed_stays(editor_client):
    response = editor_client.post(ADD, sent(picture_file(), alt="", credit="Photograph: A. Person"))
    assert set(errors_of(response)) == {"alt"}
    assert "Photograph: A. Person" in response.text


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (upload("letter.png", b"Dear editor, this is no picture."), "not a picture we can read"),
        (
            upload("page.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            "not a picture we can read",
        ),
        (upload("torn.png", picture_file().read()[:200]), "not a picture we can read"),
        (upload("bomb.png", png_that_claims(60_000, 60_000)), "pixels"),
        (upload("empty.png", b""), "empty"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(editor_client, file, reason):
    response = editor_client.post(ADD, sent(file, caption="Do not lose me"))
    assert reason in " ".join(errors_of(response)["file"])
    assert "Do not lose me" in response.text
    assert not Image.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused_with_their_number(editor_client, settings):
    settings.IMAGE_MAX_PIXELS = 900 * 600 - 1
    response = editor_client.post(ADD, sent(picture_file(900, 600)))
    assert "900 × 600 pixels" in errors_of(response)["file"][0]
    assert not Image.objects.exists()


def test_a_picture_of_just_as_many_pixels_as_we_take_comes_in(editor_client, settings):
    settings.IMAGE_MAX_PIXELS = 900 * 600
    editor_client.post(ADD, sent(picture_file(900, 600)))
    assert Image.objects.get().width == 900


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(editor_client, settings):
    settings.IMAGE_MAX_BYTES = 1000
    response = editor_client.post(ADD, sent(picture_file(kind="BMP")))
    assert "larger than" in errors_of(response)["file"][0]


def test_the_same_file_again_leads_to_the_picture_that_is_there(editor_client):
    file = picture_file()
    editor_client.post(ADD, sent(file))
    file.seek(0)
    response = editor_client.post(ADD, sent(file))
    known = Image.objects.get()
    assert reverse("admin:images_image_change", args=[known.pk]) in errors_of(response)["file"][0]


def test_another_file_replaces_the_picture(editor_client, image_factory):
    image = image_factory()
    change = reverse("admin:images_image_change", args=[image.pk])
    before = image.file.name
    editor_client.post(change, sent(picture_file(700, 700), alt="Another door"))
    image.refresh_from_db()
    assert (image.width, image.height, image.alt) == (700, 700, "Another door")
    assert image.file.name != before


def test_without_another_file_the_picture_stays(editor_client, image_factory):
    image = image_factory()
    digest = image.digest
    fields = sent("", alt="Better words")
    editor_client.post(reverse("admin:images_image_change", args=[image.pk]), fields)
    image.refresh_from_db()
    assert (image.alt, image.digest) == ("Better words", digest)


def test_nothing_but_pixels_is_kept():
    picture = Pillow.new("RGB", (40, 20))
    exif = Pillow.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "where I live"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    file.write(b"<script>alert(1)</script>")
    file.seek(0)
    taken = take_in(file)
    kept = taken.content.read()
    assert (taken.width, taken.height) == (20, 40)
    assert b"where I live" not in kept
    assert b"<script>" not in kept


def test_a_transparent_picture_stays_transparent():
    file = io.BytesIO()
    Pillow.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    assert Pillow.open(take_in(file).content).mode == "RGBA"


def test_taking_in_says_why_not():
    with pytest.raises(ValidationError, match="not a picture"):
        take_in(io.BytesIO(b"words"))


def test_the_library_adds_a_file_once(image_factory):
    file = picture_file()
    first = image_factory(file=file)
    file.seek(0)
    assert Image.objects.add(file, alt="Again") == first


def test_the_library_is_a_grid_that_a_popup_chooses_from(editor_client, image_factory):
    image = image_factory(alt="Two dealers")
    page = editor_client.get(reverse("admin:images_image_changelist"), {"_popup": 1, "q": "dealers"}).text
    assert f'data-popup-opener="{image.pk}"' in page


def test_what_is_known_of_a_picture_is_told_to_staff_only(client, editor_client, image_factory):
    image = image_factory(alt="Two dealers")
    about = reverse("admin:images_image_about", args=[image.pk])
    assert editor_client.get(about).json()["alt"] == "Two dealers"
    client.logout()
    assert client.get(about).status_code == 302


def test_a_picture_that_leads_an_article_is_not_deleted(editor_client, image_factory, article_factory):
    image = image_factory()
    article = article_factory(hero=image)
    response = editor_client.post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"}, follow=True)
    assert "cannot be deleted" in response.text
    assert f'Article: main picture: <a href="{change(article)}">{article}</a>' in response.text
    assert Image.objects.exists()
