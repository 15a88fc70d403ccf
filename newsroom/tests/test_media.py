import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from conftest import picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret():
    """A file beside the uploads, which nobody may read."""
    project.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    file = project.MEDIA_ROOT.parent / "secret.txt"
    file.write_text("the secret")
    return file


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.webp", "image/webp"), ("a.jpg", "image/jpeg"), ("a.png", "image/png"), ("a.pdf", "application/pdf")],
)
def test_an_upload_is_served_as_what_it_is_and_kept_for_ever(client, name, kind):
    default_storage.save(f"images/{name}", ContentFile(b"content"))
    response = client.get(f"/media/images/{name}")
    assert (response.status_code, body(response)) == (200, b"content")
    assert response["Content-Type"] == kind
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js"])
def test_an_upload_that_could_run_is_shut_in(client, name):
    default_storage.save(name, ContentFile(b"<script>alert(1)</script>"))
    response = client.get(f"/media/{name}")
    assert body(response) == b"<script>alert(1)</script>"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "images/../../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "%2e%2e%2fsecret.txt",
        "..%5csecret.txt",
        "./../secret.txt",
        "images/%2e%2e/%2e%2e/secret.txt",
    ],
)
def test_nothing_outside_the_uploads_can_be_read(client, secret, path):
    response = client.get(f"/media/{path}")
    assert response.status_code in {400, 404}
    assert b"the secret" not in body(response)


def test_an_absolute_path_is_not_read(client, secret):
    for address in (f"/media/{secret}", f"/media//{secret}"):
        response = client.get(address)
        assert response.status_code in {400, 404}
        assert b"the secret" not in body(response)


@pytest.mark.parametrize("path", ["missing.webp", "images/", "images", "%00", "a%00.webp", "x" * 5000])
def test_what_is_no_file_is_not_found(client, path):
    default_storage.save("images/a.webp", ContentFile(b"content"))
    assert client.get(f"/media/{path}").status_code == 404


def test_a_web_server_in_front_can_do_it_instead(client, settings):
    default_storage.save("a.webp", ContentFile(b"content"))
    settings.SERVE_MEDIA = False
    assert client.get("/media/a.webp").status_code == 404


def test_a_picture_of_the_library_is_served_in_all_its_sizes(client, image_factory):
    image = image_factory(file=picture_file(900, 600))
    addresses = [address for shape in ("card", "whole", "square") for address, _, _ in image.renditions(shape)]
    assert len(addresses) > 6
    for address in addresses:
        response = client.get(address)
        assert response["Content-Type"] == "image/webp"
        assert body(response)[8:12] == b"WEBP"
