import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from pages.models import Department, Enquiry, MediaKit

pytestmark = pytest.mark.django_db

# The smallest file that PDFium opens (ISO 32000-2, 7.5).
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"
)


def test_the_formats_are_listed_with_size_place_and_price(read, banner):
    listed = read("/advertising/").one(".formats").text
    for said in ("Banner", "970 × 250 pixels", "Over sections", "from £46"):
        assert said in listed


def test_an_enquiry_goes_to_the_department_that_takes_advertising(client, banner, department, advertising_department):
    response = client.post(
        "/advertising/",
        {
            "name": "Bram Buyer", "company": "Example Bank", "email": "bram@bank.example", "formats": [banner.pk],
            "message": "All of January.",
        },
    )  # fmt: skip
    assert response.status_code == 303
    enquiry = Enquiry.objects.get()
    assert enquiry.kind == "advertising"
    assert enquiry.department == advertising_department
    assert list(enquiry.formats.all()) == [banner]
    assert str(enquiry) == "Advertising: Example Bank"


def test_an_enquiry_comes_in_where_there_are_neither_formats_nor_departments(client):
    response = client.post(
        "/advertising/",
        {"name": "Bram Buyer", "company": "Example Bank", "email": "bram@bank.example", "message": "All of January."},
    )
    assert response.status_code == 303
    assert Enquiry.objects.get().department is None


def test_the_newest_media_kit_is_offered(read):
    for title in ("Media kit 2026", "Media kit 2027"):
        MediaKit.objects.create(title=title, file=SimpleUploadedFile("kit.pdf", PDF))
    offered = read("/advertising/").one(".media-kit")
    assert "Media kit 2027" in offered.text
    assert offered.values("href")[0].startswith("/media/media-kits/")


def test_a_media_kit_that_is_no_pdf_is_refused():
    with pytest.raises(ValidationError) as refused:
        MediaKit(title="Kit", file=SimpleUploadedFile("kit.pdf", b"MZ\x90\x00")).full_clean()
    assert "Welcome are PDF" in refused.value.message_dict["file"][0]


def test_two_departments_cannot_both_take_advertising(advertising_department):
    with pytest.raises(ValidationError) as refused:
        Department(name="Sales", email="sales@paper.example", takes_advertising=True).full_clean()
    assert "takes the enquiries about advertising already" in str(refused.value)
