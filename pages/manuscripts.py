"""The text of an article as a guest sends it: typed, or in the file of a word processor.

It is kept as Markdown, which a guest can go on editing without any program, and read as clean HTML.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from markdown_it import MarkdownIt

from core import uploads
from core.richtext import clean

KINDS = (uploads.DOCX, uploads.ODT)
PLAIN = uploads.Kind("plain text (txt, md)", "txt", "text/plain")
WELCOME = (*KINDS, PLAIN)
LONGEST = 60_000  # characters
LARGEST_FILE = 10 * 1024 * 1024  # bytes
LARGEST_PART = 20 * 1024 * 1024  # bytes of the text within an office file, unpacked

_markdown = MarkdownIt("commonmark", {"html": False})
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def as_html(text: str) -> str:
    """The manuscript as clean HTML."""
    return clean(_markdown.render(text))


def read(file: IO[bytes]) -> tuple[uploads.Kind, str]:
    """What a file is, and its text as Markdown.

    Raises ValidationError, in words for whoever chose it, where it is of no kind we take, or holds no text.
    """
    plain = _plain_text(file)
    if plain is None:
        kind = _office_kind(file)
        text = _text_of(file, kind)
    else:
        kind, text = PLAIN, plain
    text = re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise ValidationError("We found no text in this file. Please paste the text into the field instead.")
    if len(text) > LONGEST:
        raise ValidationError(f"The text in this file has more than {LONGEST:,} characters. Please shorten it.")
    return kind, text


def _plain_text(file: IO[bytes]) -> str | None:
    """The text, where the file is nothing but text in Unicode."""
    file.seek(0)
    data = file.read(LARGEST_FILE + 1)
    file.seek(0)
    if not data or len(data) > LARGEST_FILE or data.startswith((b"%PDF-", b"{\\rtf")):
        return None
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _office_kind(file: IO[bytes]) -> uploads.Kind:
    try:
        return uploads.check_upload(file, kinds=KINDS, max_bytes=LARGEST_FILE)
    except ValidationError as problem:
        if problem.code != "kind":
            raise
        raise ValidationError(
            f"We cannot take the text out of this kind of file. Please save it as {uploads.in_words(WELCOME)}."
        ) from None


def _text_of(file: IO[bytes], kind: uploads.Kind) -> str:
    part, paragraphs = (
        ("word/document.xml", _word_paragraphs) if kind is uploads.DOCX else ("content.xml", _open_paragraphs)
    )
    try:
        with zipfile.ZipFile(file) as package, package.open(part) as opened:
            data = opened.read(LARGEST_PART + 1)
        return "\n\n".join(paragraphs(_parsed(data)))
    except (KeyError, ValueError, SyntaxError, RuntimeError, OSError, EOFError, zipfile.BadZipFile, zlib.error):
        raise ValidationError("This file cannot be read; it seems to be damaged. Please save it again.") from None
    finally:
        file.seek(0)


def _parsed(data: bytes) -> ElementTree.Element:
    """The XML of an office file. Raises ValueError for what no office program writes, entities above all."""
    if len(data) > LARGEST_PART or b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data:
        raise ValueError
    return ElementTree.fromstring(data.decode())  # noqa: S314  (no entities)


def _within(element: ElementTree.Element, *left_out: str) -> Iterator[ElementTree.Element]:
    """The element and all that is in it, in the order of reading, without those that are left out."""
    yield element
    for child in element:
        if child.tag not in left_out:
            yield from _within(child, *left_out)


_NOT_OF_WORD = (f"{_WORD}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""What was there before it was moved, and what older programs show instead of what stands beside it."""


def _word_paragraphs(root: ElementTree.Element) -> Iterator[str]:
    """Paragraphs of a Word document (ECMA-376, part 1, 17.3), headings as headings."""
    for paragraph in _within(root, *_NOT_OF_WORD):
        if paragraph.tag != f"{_WORD}p":
            continue
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        words = "".join(_word_text(paragraph)).strip()
        if words:
            is_heading = style is not None and style.get(f"{_WORD}val", "").lower().startswith("heading")
            yield f"## {words}" if is_heading else words


def _word_text(paragraph: ElementTree.Element) -> Iterator[str]:
    """The words of a paragraph, without those of text boxes in it, which are paragraphs of their own."""
    for element in _within(paragraph, *_NOT_OF_WORD, f"{_WORD}txbxContent"):
        if element.tag == f"{_WORD}t":
            yield element.text or ""
        elif element.tag in {f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"}:
            yield " "


_NOT_OF_OPEN = (
    f"{_OPEN}tracked-changes",
    f"{_OPEN}note",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
)
"""What was deleted, notes, and the comments of whoever read it before."""


def _open_paragraphs(root: ElementTree.Element) -> Iterator[str]:
    """Paragraphs and headings of an OpenDocument text (OASIS OpenDocument 1.3, part 3, 5.1)."""
    for element in _within(root, *_NOT_OF_OPEN):
        if element.tag in {f"{_OPEN}p", f"{_OPEN}h"}:
            words = " ".join("".join(_open_text(element)).split())
            if words:
                yield f"## {words}" if element.tag == f"{_OPEN}h" else words


def _open_text(element: ElementTree.Element) -> Iterator[str]:
    """The words of a paragraph; without those of frames in it, which are paragraphs of their own."""
    yield element.text or ""
    for child in element:
        if child.tag in {f"{_OPEN}s", f"{_OPEN}tab", f"{_OPEN}line-break"}:
            yield " "
        elif child.tag not in {*_NOT_OF_OPEN, f"{_OPEN}p", f"{_OPEN}h"}:
            yield from _open_text(child)
        yield child.tail or ""
