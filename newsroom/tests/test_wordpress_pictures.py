from unicodedata import normalize
from urllib.parse import quote

import pytest
from django.core.management import CommandError

from articles.models import Article
from conftest import picture_file
from core.models import ImportedItem, OldAddress
from images.models import Image
from newsroom.tests.wxr_files import attachment, bring_in, export, item

pytestmark = pytest.mark.django_db

UPLOADS = "https://old.example/wp-content/uploads"


@pytest.fixture
def media(tmp_path):
    """A copy of wp-content/uploads with some files."""
    root = tmp_path / "copy" / "wp-content" / "uploads"
    (root / "2014" / "03").mkdir(parents=True)
    for name in ("hall.png", "desk.png", "unlisted.png"):
        (root / "2014" / "03" / name).write_bytes(picture_file().read())
    (root / "2014" / "03" / "broken.jpg").write_bytes(b"not a picture")
    return root


@pytest.fixture
def run(tmp_path, media):
    return lambda *parts, options=(), folder=None: bring_in(
        tmp_path, export(*parts), "--media", str(folder or media), *options
    )


@pytest.mark.parametrize("above", [0, 1, 2])
def test_the_folder_may_be_named_from_above(run, media, above):
    folder = media if above == 0 else media.parents[above - 1]
    run(attachment(5, "2014/03/hall.png", alt="The hall"), folder=folder)
    assert Image.objects.get().alt == "The hall"


def test_pictures_lead_their_articles_and_stand_in_texts(run):
    run(
        item(
            "With pictures",
            f'[caption id="x"]<img class="wp-image-6" src="{UPLOADS}/2014/03/desk-300x200.png" /> At work[/caption]',
            meta={"_thumbnail_id": "5"},
        ),
        attachment(5, "2014/03/hall.png", alt="The hall", caption="The <b>hall</b>"),
        attachment(6, "2014/03/desk.png", title="A desk"),
    )
    article = Article.objects.get()
    assert (article.hero.alt, article.hero.caption) == ("The hall", "The hall")
    desk = Image.objects.get(alt="A desk")
    assert article.body == f'<figure data-image="{desk.pk}"><figcaption>At work</figcaption></figure>'
    assert article.live_revision.snapshot["hero_id"] == article.hero_id


@pytest.mark.parametrize(
    "address",
    [
        "/wp-content/uploads/2014/03/hall.png", "/wp-content/uploads/2014/03/hall-300x200.png",
        "/wp-content/uploads/2014/03/hall-scaled.png", "/?attachment_id=5", "/file-5/",
    ],
)  # fmt: skip
def test_old_addresses_of_pictures_lead_to_them(run, client, address):
    run(attachment(5, "2014/03/hall.png"))
    response = client.get(address)
    assert response.status_code == 301
    assert response["Location"] == Image.objects.get().get_absolute_url()


def test_links_to_pictures_stay_on_the_site_where_the_picture_came_in(run):
    run(
        item(content=f'<a href="{UPLOADS}/2014/03/hall.png">one</a> <a href="{UPLOADS}/a.pdf">two</a>'),
        attachment(5, "2014/03/hall.png"),
        attachment(6, "a.pdf"),
    )
    body = Article.objects.get().body
    assert 'href="/wp-content/uploads/2014/03/hall.png"' in body
    assert f'href="{UPLOADS}/a.pdf"' in body


def test_a_picture_that_the_export_does_not_list_is_taken_from_the_folder(run):
    run(item(content=f'<img src="{UPLOADS}/2014/03/unlisted-150x150.png" alt="A chart">'))
    assert Article.objects.get().body == f'<figure data-image="{Image.objects.get(alt="A chart").pk}"></figure>'


@pytest.mark.parametrize(("kept", "named"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_accents_of_file_names_may_be_written_either_way(run, media, kept, named):
    (media / normalize(kept, "börse.png")).write_bytes(picture_file().read())
    run(item(content=f'<img src="{UPLOADS}/{quote(normalize(named, "börse-300x200.png"))}" alt="A hall">'))
    assert Image.objects.get().alt == "A hall"


def test_a_picture_without_a_description_is_described_as_well_as_can_be(run):
    report = run(attachment(5, "2014/03/hall.png", title=""))
    assert Image.objects.get().alt == "hall"
    assert "without alternative text" in report


def test_what_is_missing_or_no_picture_is_reported(run):
    report = run(
        attachment(5, "2014/03/broken.jpg"), attachment(6, "2014/03/gone.jpg"), attachment(7, "2014/03/talk.mp3"),
        item(meta={"_thumbnail_id": "6"}),
    )  # fmt: skip
    assert not Image.objects.exists()
    for words in ("not a picture we can read", "gone.jpg", f"{UPLOADS}/2014/03/talk.mp3", "main pictures whose file"):
        assert words in report


@pytest.mark.parametrize("path", ["../../../secret.png", "2014/03/../../../../secret.png", "2014/03/link.png"])
def test_nothing_outside_the_folder_is_read(run, media, tmp_path, path):
    (tmp_path / "secret.png").write_bytes(picture_file().read())
    (tmp_path / "copy" / "secret.png").write_bytes(picture_file().read())
    (media / "2014" / "03" / "link.png").symlink_to(tmp_path / "secret.png")
    report = run(attachment(5, path))
    assert not Image.objects.exists()
    assert "outside the folder" in report


def test_a_second_run_takes_no_picture_twice(run):
    parts = attachment(5, "2014/03/hall.png"), item(content=f'<img src="{UPLOADS}/2014/03/unlisted.png">', number=8)
    run(*parts)
    before = Image.objects.count(), ImportedItem.objects.count(), OldAddress.objects.count()
    report = run(*parts)
    assert (Image.objects.count(), ImportedItem.objects.count(), OldAddress.objects.count()) == before
    assert "1  pictures" in report


def test_pictures_that_came_in_before_are_known_to_texts_that_come_later(run, tmp_path):
    run(attachment(5, "2014/03/hall.png"))
    bring_in(tmp_path, export(item(content=f'<img class="wp-image-5" src="{UPLOADS}/2014/03/hall.png">')))
    assert "data-image" in Article.objects.get().body


def test_a_dry_run_takes_nothing_in(run, settings):
    report = run(attachment(5, "2014/03/hall.png"), attachment(6, "2014/03/broken.jpg"), options=["--dry-run"])
    assert "1  pictures" in report
    assert "not a picture we can read" in report
    assert not Image.objects.exists()
    assert not settings.MEDIA_ROOT.exists()


def test_a_folder_that_is_not_there_is_refused(run, tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        run(item(), folder=tmp_path / "nowhere")
