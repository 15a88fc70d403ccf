"""Many pictures at once: by a script one after the other, and without one, four in a form."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from conftest import picture_file
from core.models import User
from core.tests import markup
from images.models import Image

pytestmark = pytest.mark.django_db

UPLOAD = reverse("admin:images_image_upload")


def sent(*rows: dict, **about_all) -> dict:
    fields = {"form-TOTAL_FORMS": 4, "form-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        fields |= {f"form-{number}-{name}": value for name, value in row.items()}
    return fields | about_all


def by_script(client, row: dict, **about_all):
    fields = sent(row, **about_all) | {"form-TOTAL_FORMS": 1}
    return client.post(UPLOAD, fields, headers={"Accept": "application/json"})


def test_one_after_the_other_comes_in_with_its_words_and_those_of_all(editor_client, editor):
    row = {"file": picture_file(), "alt": "A door", "caption": "At noon"}
    response = by_script(editor_client, row, credit="A. Person", source="Agency", rights="Web", rights_end="2031-05-01")
    image = Image.objects.get()
    assert response.json() == {"change": reverse("admin:images_image_change", args=[image.pk])}
    assert (image.alt, image.caption, image.credit, image.source) == ("A door", "At noon", "A. Person", "Agency")
    assert (image.rights, str(image.rights_end), image.uploaded_by) == ("Web", "2031-05-01", editor)
    assert image.url("card")


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ({"alt": "A door"}, "file", "required"),
        ({"file": "picture", "alt": " "}, "alt", "required"),
        ({"file": "letter", "alt": "A door"}, "file", "not a picture we can read"),
    ],
)
def test_a_refused_one_is_told_by_field(editor_client, row, field, said):
    files = {"picture": picture_file(), "letter": picture_file()}
    files["letter"].file.seek(0)
    files["letter"].file.write(b"Dear editor")
    files["letter"].seek(0)
    response = by_script(editor_client, row | ({"file": files[row["file"]]} if "file" in row else {}))
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {field}
    assert said in response.json()["errors"][field]
    assert not Image.objects.exists()


def test_what_is_said_of_all_must_be_right_before_anything_comes_in(editor_client):
    response = by_script(editor_client, {"file": picture_file(), "alt": "A door"}, rights_end="tomorrow")
    assert set(response.json()["errors"]) == {"rights_end"}
    assert not Image.objects.exists()


def test_the_same_file_again_leads_to_the_picture_that_is_there(editor_client, image_factory):
    file = picture_file()
    known = image_factory(file=file)
    file.seek(0)
    answer = by_script(editor_client, {"file": file, "alt": "Again"}).json()
    assert "in the library already" in answer["errors"]["file"]
    assert "<" not in answer["errors"]["file"]
    assert answer["known"] == reverse("admin:images_image_change", args=[known.pk])


def test_without_a_script_several_come_in_with_one_form(editor_client):
    rows = [{"file": picture_file(), "alt": f"Door {number}"} for number in range(3)]
    response = editor_client.post(UPLOAD, sent(*rows, credit="A. Person"), follow=True)
    assert "3 pictures are in the library now." in response.text
    assert {image.alt for image in Image.objects.filter(credit="A. Person")} == {"Door 0", "Door 1", "Door 2"}


def test_without_a_script_what_is_refused_stays_as_it_was_typed_and_the_others_come_in(editor_client):
    rows = [{"file": picture_file(), "alt": "A door"}, {"file": picture_file(), "alt": "", "caption": "Keep me"}]
    response = editor_client.post(UPLOAD, sent(*rows, credit="A. Person"))
    assert [image.alt for image in Image.objects.all()] == ["A door"]
    page = markup.read(response.text)
    assert page.values("value").count("Keep me") == 1
    assert "A. Person" in page.values("value")
    assert len(page.all("fieldset.upload-row")) == 1


def test_a_form_with_nothing_in_it_adds_nothing(editor_client):
    assert editor_client.post(UPLOAD, sent()).status_code == 200
    assert not Image.objects.exists()


def test_a_form_that_was_tampered_with_adds_nothing(editor_client):
    for fields in ({}, {"credit": "A. Person"}, {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0", "credit": "A"}):
        response = editor_client.post(UPLOAD, fields, headers={"Accept": "application/json"})
        assert response.json()["errors"] == {"file": "Nothing was sent."}


def test_whoever_may_not_add_pictures_cannot(client):
    reader = User.objects.create_user("letters", is_staff=True)
    reader.groups.add(Group.objects.get(name="Readers’ desk"))
    client.force_login(reader)
    assert by_script(client, {"file": picture_file(), "alt": "A door"}).status_code == 403
    assert not Image.objects.exists()
