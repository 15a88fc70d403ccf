"""Files that strangers send are judged by their content, and handed out as downloads alone."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from core import uploads
from core.tests import samples

_OPEN_XML = "application/vnd.openxmlformats-officedocument."


def check(data: bytes, **options) -> uploads.Kind:
    return uploads.check_upload(io.BytesIO(data), **options)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.pdf(), uploads.PDF),
        (samples.office(), uploads.DOCX),
        (samples.office(_OPEN_XML + "spreadsheetml.sheet.main+xml"), uploads.XLSX),
        (samples.office(_OPEN_XML + "presentationml.presentation.main+xml"), uploads.PPTX),
        (samples.odt(), uploads.ODT),
        (samples.picture("PNG"), uploads.PNG),
        (samples.picture("JPEG"), uploads.JPEG),
    ],
    ids=lambda value: value.extension if isinstance(value, uploads.Kind) else "",
)
def test_a_good_file_is_known_by_its_content(data, kind):
    assert check(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00 a program",
        b"#!/bin/sh\nrm -rf /",
        b"<!doctype html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"GIF89a nothing",
        b"just some words",
        samples.package({"a.txt": "a plain zip"}),
        samples.package({"[Content_Types].xml": '<!DOCTYPE x [<!ENTITY a "b">]><Types/>'}),
    ],
    ids=["exe", "script", "html", "svg", "gif", "text", "zip", "doctype"],
)
def test_a_file_of_no_welcome_kind_is_refused_whatever_it_is_called(data):
    with pytest.raises(ValidationError, match="of no kind that we can take") as refused:
        check(data)
    assert refused.value.code == "kind"


def test_a_kind_that_this_form_does_not_take_is_refused_with_those_it_takes():
    with pytest.raises(ValidationError, match="Welcome are PDF and JPEG"):
        check(samples.office(), kinds=[uploads.PDF, uploads.JPEG])


@pytest.mark.parametrize(
    "data",
    [
        samples.office("application/vnd.ms-word.document.macroEnabled.main+xml"),
        samples.office(**{"word/vbaProject.bin": b"macros"}),
        samples.office(**{"xl/macrosheets/sheet1.xml": "<macro/>"}),
        samples.office(**{"word/embeddings/oleObject1.bin": b"a program"}),
        samples.office(**{"word/activeX/activeX1.bin": b"a control"}),
        samples.odt(**{"Basic/Standard/Module1.xml": "<module/>"}),
    ],
    ids=["docm", "vba", "excel-4", "ole", "activex", "basic"],
)
def test_macros_and_programs_in_office_files_are_refused(data):
    with pytest.raises(ValidationError, match="macros or other programs"):
        check(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and then nothing",
        samples.picture("PNG")[:60],
        samples.picture("JPEG")[:200],
        samples.office()[:-30],
        samples.odt(**{"META-INF/manifest.xml": "<encryption-data/>"}),
        samples.package({"mimetype": "application/vnd.oasis.opendocument.text"}),
        samples.package({"[Content_Types].xml": "<Types"}),
    ],
    ids=["pdf", "png", "jpeg", "docx", "protected", "no-manifest", "broken-xml"],
)
def test_a_damaged_or_protected_file_is_refused_in_words(data):
    with pytest.raises(ValidationError, match="damaged"):
        check(data)


def test_old_office_formats_are_refused_with_what_to_do():
    with pytest.raises(ValidationError, match="save it as PDF"):
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_a_file_is_not_read_beyond_what_is_allowed():
    with pytest.raises(ValidationError, match="larger than 1") as refused:
        check(b"%PDF-" + b"\0" * 1024, max_bytes=1024)
    assert refused.value.code == "too-large"


def test_an_empty_file_is_called_empty():
    with pytest.raises(ValidationError, match="empty"):
        check(b"")


def test_a_zip_bomb_is_refused_by_what_it_says_of_its_size(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UNPACKED", 1_000_000)
    bomb = samples.package({"[Content_Types].xml": "<Types/>", "word/document.xml": b"\0" * (uploads.MAX_UNPACKED + 1)})
    assert len(bomb) < 3_000
    for kinds in (uploads.KINDS, [uploads.ZIP]):
        with pytest.raises(ValidationError, match="unpacks to more than"):
            check(bomb, kinds=kinds)


def test_a_zip_of_very_many_files_is_refused():
    with pytest.raises(ValidationError, match="unpacks"):
        check(samples.package({f"{number}.xml": "" for number in range(uploads.MAX_PARTS + 1)}))


def test_a_picture_bomb_is_refused_before_it_is_unpacked(settings):
    settings.IMAGE_MAX_PIXELS = 1_000_000
    head = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    with pytest.raises(ValidationError, match="pixels"):
        check(bomb + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("Annual report 2026.PDF", "Annual report 2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\plan.exe", "plan.pdf"),
        ("report\u202efdp.exe", "reportfdp.pdf"),
        ("a\r\nContent-Type: text/html\r\n.pdf", "html.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        (".pdf", "pdf.pdf"),
        ("…", "….pdf"),
        ("", "file.pdf"),
        ("x" * 400 + ".pdf", "x" * 114 + ".pdf"),
        ("Bericht für Zürich.pdf", "Bericht für Zürich.pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_could_mislead(given, cleaned):
    assert uploads.clean_name(given, uploads.PDF) == cleaned


def test_a_file_is_handed_out_as_a_download_that_no_browser_runs():
    response = uploads.serve_private(ContentFile(b"%PDF-", name="kept"), "A “plan”.pdf")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_kept_files_have_names_that_nobody_can_guess():
    first, second = (uploads.random_name("nominations", "Plan.PDF") for _ in range(2))
    assert first != second
    assert first.startswith("nominations/")
    assert first.endswith(".pdf")


def test_no_address_of_the_site_leads_to_a_kept_file(db, client, settings):
    name = uploads.private_storage().save("nominations/plan.pdf", ContentFile(samples.pdf()))
    assert (settings.PRIVATE_ROOT / name).exists()
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(("data", "kind"), [(samples.drawing(), uploads.SVG), (samples.office(), uploads.ZIP)])
def test_drawings_and_packed_files_are_taken_where_they_are_asked_for(data, kind):
    assert check(data, kinds=[uploads.SVG, uploads.ZIP]) == kind


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (samples.drawing("<script>x()</script>"), "a script"),
        (samples.drawing('<g onload="x()"/>'), "a script"),
        (samples.drawing("<foreignObject/>"), "a piece of a web page"),
        (samples.drawing('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="a.png"/>'), "a piece of a web page"),
        (samples.drawing('<a xlink:href="javascript:x()"/>'), "somewhere else"),
        (samples.drawing('<image href="https://elsewhere.example/a.png"/>'), "somewhere else"),
        (samples.drawing('<image href="data:image/svg+xml;base64,AA=="/>'), "somewhere else"),
        (samples.drawing('<g xml:base="https://elsewhere.example/"><use href="#a"/></g>'), "somewhere else"),
        (samples.drawing('<path fill="url(https://elsewhere.example/a.svg#b)"/>'), "somewhere else"),
        (samples.drawing("""<path style="fill: URL( 'https://elsewhere.example/a.svg#b')"/>"""), "somewhere else"),
        (samples.drawing("<style>@import 'https://elsewhere.example/a.css';</style>"), "somewhere else"),
        (samples.drawing("<style><![CDATA[g { mask: url(//elsewhere.example/a) }]]></style>"), "somewhere else"),
        (samples.drawing("<style>g { mask: image-set('https://elsewhere.example/a' 1x) }</style>"), "somewhere else"),
        (samples.drawing("<style>@im/**/port 'a'; g { mask: u\\72l(//elsewhere.example/a) }</style>"), "escapes"),
        (b'<?xml-stylesheet href="https://elsewhere.example/a.css"?>' + samples.drawing(), "instructions"),
        (samples.drawing('<g><animate attributeName="x" to="9"/></g>'), "moves"),
        (samples.drawing('<use href="#a"><set attributeName="href" to="https://elsewhere.example/"/></use>'), "moves"),
        (samples.drawing("<style>g { animation: spin 1s } @keyframes spin {}</style>"), "moves"),
        (samples.drawing('<path style="transition: fill 1s"/>'), "moves"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + samples.drawing("&a;"), "declarations of its own"),
        (b"<svg><path/></svg>", "no drawing"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>', "no drawing"),
        (samples.drawing("<g>"), "damaged"),
    ],
)
def test_a_file_that_is_more_than_a_drawing_or_is_damaged_is_refused_with_the_reason(data, says):
    with pytest.raises(ValidationError, match=says):
        check(data, kinds=[uploads.SVG, uploads.ZIP])


@pytest.mark.parametrize(
    "data",
    [
        samples.drawing('<style>.a { fill: url(#a); stroke: rgb(0, 0, 0) }</style><path class="a" fill="url(#b)"/>'),
        samples.drawing('<image href="data:image/png;base64,AA=="/><g transform="rotate(9) translate(1, 2)"/>'),
        samples.drawing('<i:view xmlns:i="http://www.inkscape.org/" i:file="C:\\drawings (old)\\a.svg"/>'),
        b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + samples.drawing(),
    ],
)
def test_drawings_are_taken_as_drawing_programs_write_them(data):
    assert check(data, kinds=[uploads.SVG]) == uploads.SVG
