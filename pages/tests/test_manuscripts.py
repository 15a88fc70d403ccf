import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from pages import manuscripts
from pages.tests.conftest import open_document, word_file


def paragraph(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_words_and_headings_of_a_word_document_are_taken():
    body = paragraph("First.") + paragraph("A heading", "Heading2") + "<w:p/>" + paragraph("Last &amp; least.")
    kind, text = manuscripts.read(word_file(body))
    assert (kind.extension, text) == ("docx", "First.\n\n## A heading\n\nLast & least.")


def test_the_words_and_headings_of_an_open_document_are_taken():
    body = "<text:p>First <text:span>one</text:span>.</text:p><text:h>A heading</text:h><text:p/><text:p>Last.</text:p>"
    kind, text = manuscripts.read(open_document(body))
    assert (kind.extension, text) == ("odt", "First one.\n\n## A heading\n\nLast.")


def test_of_an_open_document_neither_deleted_words_nor_notes_nor_comments_are_taken():
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    deleted = "<text:tracked-changes><text:deletion><text:p>Our secret.</text:p></text:deletion></text:tracked-changes>"
    comment = f"<office:annotation {office}><text:p>Is this true?</text:p></office:annotation>"
    note = "<text:note><text:note-citation>1</text:note-citation><text:p>A source.</text:p></text:note>"
    body = f"{deleted}<text:p>One{comment},<text:line-break/>two<text:s/>and{note} three.</text:p>"
    assert manuscripts.read(open_document(body))[1] == "One, two and three."


def test_of_a_word_document_each_word_is_taken_once_where_it_stands_now():
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    moved = "<w:moveFrom><w:r><w:t>Moved. </w:t></w:r></w:moveFrom>"
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    twice = f"<mc:AlternateContent {compatibility}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p>{moved}<w:r><w:t>First.</w:t>{twice}</mc:AlternateContent></w:r></w:p>"
    body += "<w:p><w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>"
    assert manuscripts.read(word_file(body))[1] == "First.\n\nIn a box.\n\nMoved."


def test_a_document_of_boxes_within_boxes_without_end_is_refused():
    depth = 5000
    with pytest.raises(ValidationError, match="damaged"):
        manuscripts.read(word_file("<w:a>" * depth + "</w:a>" * depth))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_taken_whatever_wrote_it(encoding):
    kind, text = manuscripts.read(io.BytesIO("Größe\r\n\r\n\r\n\r\nund Maß".encode(encoding)))
    assert (kind.extension, text) == ("txt", "Größe\n\nund Maß")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty"),
        (b"MZ\x90\x00\x03", "Please save it as Word"),
        (b"{\\rtf1 Hello}", "Please save it as Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "Please save it as Word"),
        (b"   \n ", "no text in this file"),
        (b"x" * (manuscripts.LONGEST + 1), "more than 60,000 characters"),
        (b"x" * (manuscripts.LARGEST_FILE + 1), "larger than 10.0"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data, said):
    with pytest.raises(ValidationError) as refused:
        manuscripts.read(io.BytesIO(data))
    assert said in refused.value.messages[0].replace("\xa0", " ")


def test_entities_that_multiply_are_refused():
    head = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(ValidationError, match="damaged"):
        manuscripts.read(word_file(paragraph("&b;"), head=head))


def test_a_document_that_unpacks_to_too_much_is_refused():
    with pytest.raises(ValidationError):
        manuscripts.read(word_file(paragraph("x" * (manuscripts.LARGEST_PART + 1))))


def test_a_document_without_words_is_refused():
    with pytest.raises(ValidationError, match="no text in this file"):
        manuscripts.read(word_file("<w:p/>"))


def test_a_program_in_the_clothes_of_a_text_is_no_text():
    with pytest.raises(ValidationError):
        manuscripts.read(SimpleUploadedFile("article.txt", b"#!/bin/sh\x00\x01\x02"))


def test_markdown_becomes_clean_html():
    html = manuscripts.as_html("One *two*.\n\n## Three\n\n- four\n\n<b onclick=x>five</b> [six](javascript:x)")
    assert "<em>two</em>" in html
    assert "<h2>Three</h2>" in html
    assert "<li>four</li>" in html
    assert "<b" not in html
    assert "href" not in html
