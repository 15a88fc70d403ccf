import io
import zipfile
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.models import User
from pages.models import AdvertisingFormat, Department, Enquiry, GuestPost

numbers = count(1)

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


@pytest.fixture
def department(db) -> Department:
    return Department.objects.create(
        name="Corrections", email="corrections@paper.example", description="What is wrong."
    )


@pytest.fixture
def advertising_department(db) -> Department:
    return Department.objects.create(name="Advertising", email="ads@paper.example", takes_advertising=True)


@pytest.fixture
def banner(db) -> AdvertisingFormat:
    return AdvertisingFormat.objects.create(
        name="Banner", sizes="970 × 250 pixels", placement="Over sections", price_note="from £46"
    )


@pytest.fixture
def enquiry_factory(department):
    """A letter that came in, without the mails that a form would have sent."""

    def make(subject: str = "A wrong figure", **fields) -> Enquiry:
        given = {
            "department": department, "name": "Ada Reader", "email": "ada@reader.example", "subject": subject,
            "message": "It was seven, not eight.", "fingerprint": str(next(numbers)),
        }  # fmt: skip
        return Enquiry.objects.create(**given | fields)

    return make


@pytest.fixture
def vanishes(monkeypatch):
    """Lets the rows of a model be deleted by somebody else just before one of them is held."""

    def soon(model: type[Enquiry] | type[GuestPost]) -> None:
        hold = model._locked

        def too_late(row):
            model.objects.all().delete()
            return hold(row)

        monkeypatch.setattr(model, "_locked", too_late)

    return soon


@pytest.fixture
def guest_post_factory(db):
    """An article whose sender has confirmed the address; `state="unconfirmed"` leaves it unconfirmed."""

    def make(title: str = "Count the exceptions", **fields) -> GuestPost:
        given = {
            "name": "Wendela Guest", "about": "treasurer of Example Shipping", "email": "wendela@guest.example",
            "text": "First.\n\n## Then\n\nSecond.", "state": "received", "fingerprint": str(next(numbers)),
        } | fields  # fmt: skip
        if given["state"] != "unconfirmed":
            given.setdefault("confirmed_at", timezone.now())
        return GuestPost.objects.create(title=title, **given)

    return make


@pytest.fixture
def desk(member) -> User:
    return member("Readers’ desk", first_name="Delphine")


@pytest.fixture
def desk_client(client, desk):
    client.force_login(desk)
    return client


@pytest.fixture
def letter(department) -> dict[str, object]:
    """What a browser sends for a letter that is right in every field."""
    return {
        "department": department.pk,
        "name": "Ada Reader",
        "email": "ada@reader.example",
        "subject": "A wrong figure",
        "message": "It was seven, not eight.",
        "website": "",
    }


@pytest.fixture
def manuscript() -> dict[str, object]:
    """What a browser sends for an article that is right in every field."""
    return {
        "title": "Count the exceptions",
        "text": "First.\r\n\r\n## Then\r\n\r\nSecond.",
        "name": "Wendela Guest",
        "about": "treasurer of Example Shipping",
        "email": "wendela@guest.example",
        "interests": "",
        "own_work": "on",
        "licence": "on",
        "all_interests": "on",
        "website": "",
    }


def _package(name: str, parts: dict[str, str]) -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in parts.items():
            package.writestr(path, text)
    return SimpleUploadedFile(name, file.getvalue())


def word_file(body: str, name: str = "article.docx", *, head: str = "") -> SimpleUploadedFile:
    """A Word document with the given paragraphs, as XML of the namespace `w`."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}"/></Types>'
    document = f'{head}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _package(name, {"[Content_Types].xml": types, "word/document.xml": document})


def open_document(body: str, name: str = "article.odt") -> SimpleUploadedFile:
    content = f'<d xmlns:text="{_TEXT}">{body}</d>'
    mimetype = "application/vnd.oasis.opendocument.text"
    return _package(name, {"mimetype": mimetype, "META-INF/manifest.xml": "<manifest/>", "content.xml": content})
