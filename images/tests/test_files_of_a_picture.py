"""The files of a picture: made once, in two formats, and kept for a while after others took their place."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from PIL import ImageOps

from conftest import picture_file
from core.tests import markup
from images import tasks
from images.models import FormerFile, Image
from images.querysets import KEPT
from images.renditions import AVIF, SHAPES
from images.templatetags.pictures import picture

pytestmark = pytest.mark.django_db

MEDIA = "/media/"


def name_of(address: str) -> str:
    return address.removeprefix(MEDIA)


def addresses(image: Image) -> list[str]:
    return [address for shape in SHAPES for address, *_ in image.renditions(shape)]


def are_there(found: list[str]) -> bool:
    (answer,) = {default_storage.exists(name_of(each)) for each in found}
    return answer


def replace(client, image: Image, **fields) -> None:
    fields = {"alt": "A door", "focal_x": "0.5", "focal_y": "0.5"} | fields
    response = client.post(reverse("admin:images_image_change", args=[image.pk]), fields)
    assert response.status_code == 302, response.context["adminform"].form.errors
    image.refresh_from_db()


def later(**when) -> None:
    """As many days later as former files are kept, the worker clears up."""
    FormerFile.objects.update(left_at=timezone.now() - KEPT - timedelta(hours=1))
    tasks.clear_former_files.call()


# -- Another file in its place -------------------------------------------------------------


def test_after_another_file_the_old_addresses_answer_for_pages_kept_elsewhere(editor_client, image_factory):
    image = image_factory(file=picture_file(900, 600), caption="Noon", credit="A. Person")
    before = addresses(image)
    replace(editor_client, image, file=picture_file(600, 900), caption="Noon", credit="A. Person")
    assert set(before).isdisjoint(addresses(image))
    assert are_there(before)
    assert are_there(addresses(image))
    assert (image.caption, image.credit, image.height) == ("Noon", "A. Person", 900)


def test_long_after_another_file_came_the_old_one_is_gone(editor_client, image_factory):
    image = image_factory()
    before, original = addresses(image), image.file.name
    replace(editor_client, image, file=picture_file(200, 300))
    tasks.clear_former_files.call()
    assert are_there(before)
    later()
    assert not are_there(before)
    assert not default_storage.exists(original)
    assert are_there(addresses(image))
    assert not FormerFile.objects.exists()


def test_long_after_the_focal_point_moved_the_old_crops_are_gone_and_the_file_is_not(editor_client, image_factory):
    image = image_factory()
    before = addresses(image)
    replace(editor_client, image, focal_x="0.25")
    later()
    assert not are_there(before)
    assert are_there([image.file.url, *addresses(image)])


def test_a_focal_point_that_came_back_keeps_its_crops(editor_client, image_factory):
    image = image_factory()
    replace(editor_client, image, focal_x="0.25")
    replace(editor_client, image, focal_x="0.5")
    later()
    assert are_there(addresses(image))


def test_a_file_that_came_back_is_kept(editor_client, image_factory):
    image = image_factory()
    before = image.file.name
    replace(editor_client, image, file=picture_file(200, 300))
    image.file = before
    image.save()
    later()
    assert default_storage.exists(before)


def test_words_alone_make_no_file_anew(editor_client, image_factory, monkeypatch):
    image = image_factory()
    monkeypatch.setattr(ImageOps, "fit", lambda *_, **__: pytest.fail("a crop was made"))
    replace(editor_client, image, alt="Better words")
    assert not FormerFile.objects.exists()


def test_a_deleted_picture_leaves_no_file_behind(
    editor_client, image_factory, django_capture_on_commit_callbacks, settings
):
    image = image_factory()
    replace(editor_client, image, file=picture_file(200, 300))
    replace(editor_client, image, focal_x="0.1")
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


# -- Small files ----------------------------------------------------------------------------


def drawn(image: Image) -> markup.Element:
    return markup.read(render_to_string("components/picture.html", picture(image, "card", sizes="100vw")))


def test_the_worker_makes_every_size_small_too_and_pages_offer_it(image_factory):
    image = image_factory(file=picture_file(900, 600))
    assert drawn(image).all("source") == []
    tasks.make_avif.call()
    image.refresh_from_db()
    (source,) = drawn(image).all("source")
    assert source.attributes["type"] == "image/avif"
    offered = [each.split() for each in source.attributes["srcset"].split(", ")]
    assert [width for _, width in offered] == ["240w", "480w", "800w", "900w"]
    for address, width in offered:
        with default_storage.open(name_of(address)) as file:
            made = Pillow.open(file)
            assert (made.format, f"{made.width}w") == ("AVIF", width)


def test_every_browser_finds_the_picture_as_before(image_factory):
    image = image_factory(file=picture_file(900, 600))
    before = drawn(image).one("img").attributes
    tasks.make_avif.call()
    image.refresh_from_db()
    assert drawn(image).one("img").attributes == before


def test_a_picture_that_changes_is_offered_small_only_when_that_is_made(editor_client, image_factory):
    image = image_factory()
    tasks.make_avif.call()
    for change in ({"focal_x": "0.25"}, {"file": picture_file(200, 300)}):
        replace(editor_client, image, **change)
        assert not image.has_avif
        tasks.make_avif.call()
        image.refresh_from_db()
        assert image.has_avif
        assert are_there([address for address, *_ in image.renditions("square", AVIF)])


def test_a_picture_whose_file_is_gone_does_not_keep_the_others_waiting(editor_client, image_factory):
    image, lost = image_factory(), image_factory()
    default_storage.delete(lost.file.name)
    tasks.make_avif.call()
    tasks.make_avif.call()
    assert [each.has_avif for each in Image.objects.filter(pk__in=[image.pk, lost.pk]).order_by("pk")] == [True, False]
    replace(editor_client, lost, file=picture_file(200, 300))
    tasks.make_avif.call()
    lost.refresh_from_db()
    assert lost.has_avif


def test_words_alone_take_no_small_file_away(editor_client, image_factory):
    image = image_factory()
    tasks.make_avif.call()
    replace(editor_client, image, alt="Better words")
    assert image.has_avif


def test_crops_keep_the_focal_point_in_sight(image_factory):
    """A red mark at the lower right edge of a tall picture stays in what is cut out round it."""
    tall = Pillow.new("RGB", (300, 1200), "white")
    tall.paste("red", (250, 1150, 300, 1200))
    file = picture_file()
    file.seek(0)
    file.truncate()
    tall.save(file, "PNG")
    file.seek(0)
    image = image_factory(file=file, focal_x=Decimal(1), focal_y=Decimal(1))
    with default_storage.open(name_of(image.url("square"))) as made:
        red, green, _ = Pillow.open(made).convert("RGB").getpixel((290, 290))
    assert red > 200
    assert green < 60
