"""Small files of every kind that strangers send, good and bad."""

import io
import zipfile

from PIL import Image as Pillow

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf() -> bytes:
    """A PDF of one empty page."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of the given parts, as office files are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(main: str = _WORD, **parts: str | bytes) -> bytes:
    """An office file whose main part has the given content type."""
    types = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    return package({"[Content_Types].xml": types, "word/document.xml": "<document/>"} | parts)


def odt(**parts: str | bytes) -> bytes:
    return package(
        {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<manifest/>"} | parts
    )


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Pillow.new("RGB", (40, 30), "#0b5c6b").save(made, kind)
    return made.getvalue()


def drawing(content: str = '<path d="M0 0"/><use xlink:href="#a"/>') -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{content}</svg>'
    ).encode()
