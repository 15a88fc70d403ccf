"""What may be put into the media room: files whose content is what they say, and that cannot run anything."""

import io
import zipfile
from typing import IO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from core import uploads

KINDS = {"pdf": "PDF", "png": "PNG", "jpg": "JPEG", "svg": "SVG", "zip": "ZIP"}
MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024  # bytes, of everything in a ZIP file

_RUNS = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"})
_PICTURES = ("#", "data:image/png;", "data:image/jpeg;")
"""How an address within a drawing may begin: in the drawing itself, or with a picture that it carries."""


def kind_of(file: IO[bytes]) -> str:
    """One of `KINDS`, by the content of the file. Raises ValidationError, in words for whoever chose it, where it is
    not fit."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    file.seek(0)
    if len(data) <= MAX_BYTES:
        if data.startswith(b"PK\x03\x04"):
            return _zip(data)
        if b"<svg" in data[:4096]:
            return _svg(data)
    return uploads.check_upload(file, kinds=(uploads.PDF, uploads.PNG, uploads.JPEG), max_bytes=MAX_BYTES).extension


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ValidationError("This ZIP file is damaged. Please pack it again.") from None
    if unpacked > MAX_UNPACKED:
        raise ValidationError(f"This ZIP file unpacks to more than {filesizeformat(MAX_UNPACKED)}.")
    return "zip"


def _svg(data: bytes) -> str:
    """A drawing and nothing else: no script, no entity, nothing fetched from elsewhere."""
    refused: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2].lower() in _RUNS:
            refused.append("a script")
        for key, value in attributes.items():
            attribute = key.rpartition(":")[2].lower()
            if attribute.startswith("on"):
                refused.append("a script")
            if attribute == "href" and not value.strip().startswith(_PICTURES):
                refused.append("a link to somewhere else")

    def declaration(*args: object) -> None:
        refused.append("declarations of its own")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = declaration
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise ValidationError("This SVG file is damaged: it is not well-formed XML.") from None
    if refused:
        raise ValidationError(f"This SVG file holds {refused[0]}. Please export it as a plain drawing.")
    return "svg"
