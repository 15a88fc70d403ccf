"""What else stands in the awards' part of the site: texts, testimonials, files, questions."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.urls import reverse

from awards.models import MediaFile, Programme, Question, Testimonial
from core import edition
from core.tests import samples


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.pdf(), "pdf"),
        (samples.picture("PNG"), "png"),
        (samples.picture("JPEG"), "jpg"),
        (samples.drawing(), "svg"),
        (samples.package({"logo": b"x"}), "zip"),
    ],
)
@pytest.mark.django_db
def test_a_file_is_kept_as_what_it_is_and_named_by_its_content(content, kind):
    file = MediaFile.objects.create(title="A file", file=ContentFile(content, name="whatever.exe"))
    assert (file.kind, file.size) == (kind, len(content))
    assert file.file.name.endswith(f".{kind}")
    with default_storage.open(file.file.name) as kept:
        assert kept.read() == content


@pytest.mark.django_db
def test_the_reason_stands_at_the_field_in_the_admin(editor_client):
    fields = {"title": "Logo", "position": "0", "file": ContentFile(b"MZ\x90", name="logo.png")}
    response = editor_client.post(reverse("admin:awards_mediafile_add"), fields)
    assert "of no kind" in response.context["adminform"].form.errors["file"][0]
    assert not MediaFile.objects.exists()


@pytest.mark.django_db
def test_a_kind_that_nobody_knows_is_refused_by_the_database():
    file = MediaFile.objects.create(title="A file", file=ContentFile(samples.pdf(), name="a.pdf"))
    with pytest.raises(IntegrityError):
        MediaFile.objects.filter(pk=file.pk).update(kind="exe")


@pytest.mark.django_db
def test_the_media_room_offers_what_is_public_for_download(read):
    for title, is_public in (("Wordmark, gold", True), ("Secret", False)):
        MediaFile.objects.create(title=title, file=ContentFile(samples.pdf(), name="a.pdf"), is_public=is_public)
    page = read("/awards/media-room/")
    assert page.texts("h2.file-title") == ["Wordmark, gold"]
    assert "wordmark-gold.pdf" in page.values("download")


@pytest.mark.django_db
def test_what_the_programme_says_of_itself_stands_on_its_pages(client):
    Programme.objects.create(
        name="Meridian Awards",
        standfirst="Given for work.",
        about="<p>Since <em>2011</em>.</p>",
        email="a@paper.example",
    )
    home, about = client.get("/awards/").text, client.get("/awards/about/").text
    assert "Given for work." in home
    assert "<p>Since <em>2011</em>.</p>" in about
    assert "mailto:a@paper.example" in about


@pytest.mark.django_db
def test_a_time_zone_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="is no time zone"):
        Programme(name="A", time_zone="Europe/Atlantis").full_clean()


@pytest.mark.django_db
def test_testimonials_and_questions_stand_in_their_order_and_hidden_ones_do_not(read):
    for position, name in ((2, "Second"), (1, "First")):
        Testimonial.objects.create(name=name, quote="It was fair.", position=position)
        Question.objects.create(question=f"{name}?", answer="<p>Yes.</p>", position=position)
    Testimonial.objects.create(name="Hidden", quote="No.", is_public=False)
    assert read("/awards/testimonials/").texts("span.testimonial-name") == ["First", "Second"]
    assert read("/awards/").texts("span.testimonial-name") == ["First"]
    assert read("/awards/faq/").texts("h2.question") == ["First?", "Second?"]


@pytest.mark.django_db
def test_everything_readers_see_starts_an_edition(
    programme, award_year_factory, category_factory, django_assert_max_num_queries
):
    category, year = category_factory(), award_year_factory()
    rows = [
        programme,
        year,
        category,
        category.group,
        Testimonial.objects.create(name="A", quote="B"),
        Question.objects.create(question="A?", answer="<p>B</p>"),
        MediaFile.objects.create(title="A", file=ContentFile(samples.pdf(), name="a.pdf")),
    ]
    for row in rows:
        before = edition.current()
        row.save()
        assert edition.current() > before, row
