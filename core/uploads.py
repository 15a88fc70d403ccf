"""Files that strangers send: checked by their content, kept where no address leads, handed out only as downloads.

A form asks `check_upload`; a model keeps the file in a `FileField` with `storage=private_storage` and
`upload_to=random_name("folder")`; the view that hands it out, behind a permission check, returns `serve_private`.
"""

import hashlib
import io
import re
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePath
from secrets import token_hex
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

import pypdfium2
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.csp import CSP
from django.utils.functional import LazyObject
from PIL import Image as Pillow

from core import drawings

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # bytes that a ZIP file may become, which every office file is
MAX_PARTS = 5000  # files within one
LONGEST_NAME = 120  # characters
LONGEST_ENDING = 12  # characters, of the name under which a file is kept
_LONGEST_LIST = 1024 * 1024  # bytes of the list of parts within an office file


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken."""

    name: str
    extension: str
    content_type: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
PDF = Kind("PDF", "pdf", "application/pdf")
DOCX = Kind("Word (docx)", "docx", _OPEN_XML + "wordprocessingml.document")
XLSX = Kind("Excel (xlsx)", "xlsx", _OPEN_XML + "spreadsheetml.sheet")
PPTX = Kind("PowerPoint (pptx)", "pptx", _OPEN_XML + "presentationml.presentation")
ODT = Kind("OpenDocument text (odt)", "odt", "application/vnd.oasis.opendocument.text")
JPEG = Kind("JPEG", "jpg", "image/jpeg")
PNG = Kind("PNG", "png", "image/png")
KINDS = (PDF, DOCX, XLSX, PPTX, ODT, JPEG, PNG)
"""What a form takes unless it names others."""
SVG = Kind("SVG", "svg", "image/svg+xml")
ZIP = Kind("ZIP", "zip", "application/zip")
"""A drawing without programs, and files packed together, whatever they are: only where they are asked for."""


# -- Taking in -----------------------------------------------------------------


def check_upload(file: IO[bytes], *, kinds: Collection[Kind] = KINDS, max_bytes: int = MAX_BYTES) -> Kind:
    """What the file is, by its content alone; whatever its name or the browser says is not asked.

    Raises ValidationError, in words for whoever chose the file, where it is too large, empty, damaged, protected by a
    password, carries macros or programs, or is of no kind that is welcome. Afterwards the file can be read again from
    its beginning.
    """
    file.seek(0)
    data = file.read(max_bytes + 1)
    file.seek(0)
    if len(data) > max_bytes:
        raise ValidationError(
            f"This file is larger than {filesizeformat(max_bytes)}. Please send a smaller one.", code="too-large"
        )
    if not data:
        raise ValidationError("This file is empty.", code="empty")
    kind = _kind_of(data, kinds)
    if kind is None or kind not in kinds:
        raise ValidationError(
            f"This file is of no kind that we can take, whatever its name says. Welcome are {in_words(kinds)}.",
            code="kind",
        )
    return kind


def in_words(kinds: Collection[Kind]) -> str:
    """The kinds as a sentence lists them: 'PDF, JPEG and PNG'."""
    *others, last = (kind.name for kind in kinds)
    return f"{', '.join(others)} and {last}" if others else last


def accept(kinds: Collection[Kind]) -> str:
    """The kinds for the `accept` attribute of a file field."""
    return ",".join(f".{kind.extension}" for kind in kinds)


def clean_name(name: str, kind: Kind) -> str:
    """The name a stranger gave, without path, control or direction characters, ending as the kind does."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(each for each in name if unicodedata.category(each)[0] != "C")
    stem = re.sub(r'[<>:"|?*\s]+', " ", PurePath(name).stem).strip(" .")
    return f"{stem[: LONGEST_NAME - 6].strip(' .') or 'file'}.{kind.extension}"


def digest(file: IO[bytes]) -> str:
    """The SHA-256 of the file, by which the same one is recognised when it comes again."""
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return found


# -- Keeping and handing out -----------------------------------------------------


class _PrivateStorage(LazyObject):
    def _setup(self) -> None:
        self._wrapped = storages["private"]


_private = _PrivateStorage()


def private_storage() -> Storage:
    """Where such files are kept, for the `storage` of a FileField; it stands in migrations by name."""
    return _private  # type: ignore[return-value]


def random_name(folder: str, given: str) -> str:
    """A place within the folder that nobody can guess, of the given name nothing but its ending.

    An `upload_to` is a function of the app: `return random_name("nominations", filename)`.
    """
    return f"{folder}/{token_hex(16)}{PurePath(given).suffix.lower()[:LONGEST_ENDING]}"


def serve_private(file: File, name: str) -> FileResponse:
    """The file as a download: browsers neither show it, nor guess what it is, nor run what is in it."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    response.headers["Content-Security-Policy"] = f"default-src {CSP.NONE}; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


# -- What a file is --------------------------------------------------------------


def _kind_of(data: bytes, kinds: Collection[Kind]) -> Kind | None:
    if ZIP in kinds and data.startswith(_ZIP_START):
        return _archive(data)
    if SVG in kinds and b"<svg" in data[:4096]:
        return _drawing(data)
    for start, kind_of in _STARTS:
        if data.startswith(start):
            return kind_of(data)
    return None


_pdfium = threading.Lock()
"""PDFium must not be used by two threads at once (pypdfium2, 'Incompatibility with threading')."""


def _pdf(data: bytes) -> Kind:
    with _pdfium:
        try:
            with pypdfium2.PdfDocument(data) as document:
                pages = len(document)
        except pypdfium2.PdfiumError as problem:
            if problem.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
                raise ValidationError("This PDF asks for a password. Please send it without one.") from None
            raise _damaged(PDF) from None
    if not pages:
        raise _damaged(PDF)
    return PDF


def _picture(data: bytes) -> Kind:
    kind = PNG if data.startswith(b"\x89PNG") else JPEG
    try:
        picture = Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        # The head of the file says how large it is; nothing has been unpacked yet.
        if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
            raise ValidationError(
                f"This picture has {picture.width} × {picture.height} pixels, more than the "
                f"{settings.IMAGE_MAX_PIXELS // 1_000_000} million we can take. Please scale it down.",
                code="too-large",
            )
        picture.load()
    except Pillow.DecompressionBombError:
        raise ValidationError("This picture unpacks to far more pixels than we can take.", code="too-large") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise _damaged(kind) from None
    return kind


def _archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _names(package)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _damaged(ZIP) from None
    return ZIP


def _names(package: zipfile.ZipFile) -> set[str]:
    """Of all that is in the package; refuses one that would become too much."""
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ValidationError(
            f"This file unpacks to more than {filesizeformat(MAX_UNPACKED)}. Please send a smaller one.",
            code="too-large",
        )
    return {part.filename for part in parts}


def _office(data: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = _names(package)
            _refuse_programs(names)
            if "mimetype" in names and _part(package, "mimetype").strip() == ODT.content_type.encode():
                return _open_document(_part(package, "META-INF/manifest.xml"))
            return _open_xml(_part(package, "[Content_Types].xml")) if "[Content_Types].xml" in names else None
    # RuntimeError: a part is encrypted, or packed in a manner that no office program uses. KeyError: one is missing.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError, SyntaxError):
        raise ValidationError("This file is damaged or protected. Please save it again and send that.") from None


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of one part; no more is unpacked, whatever the file says of its size."""
    with package.open(name) as part:
        return part.read(_LONGEST_LIST)


def _open_xml(content_types: bytes) -> Kind | None:
    """Which of Office's kinds a package is: the list of its parts names the main one (ECMA-376, part 2, 10.1.2)."""
    if b"<!DOCTYPE" in content_types:  # which such a list never has, and which could blow up its reader
        return None
    found = {part.get("ContentType", "") for part in ElementTree.fromstring(content_types)}  # noqa: S314
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in found):
        raise _with_programs()
    return next((kind for kind in (DOCX, XLSX, PPTX) if f"{kind.content_type}.main+xml" in found), None)


def _open_document(manifest: bytes) -> Kind:
    """OpenDocument says in its manifest which parts are encrypted (OpenDocument 1.3, part 2, 4.3)."""
    if b"encryption-data" in manifest:
        raise RuntimeError
    return ODT


_PROGRAMS = re.compile(
    r"vbaProject|vbaData|/macrosheets/|/activeX/|/embeddings/[^/]+\.(bin|exe|js|vbs)$"  # Office
    r"|^Basic/.+/(?!script-l[bc]\.xml$)|^Scripts/",  # OpenDocument
    re.IGNORECASE,
)


def _refuse_programs(names: Collection[str]) -> None:
    if any(_PROGRAMS.search(name) for name in names):
        raise _with_programs()


def _old_office(data: bytes) -> Kind | None:
    raise ValidationError(
        "This file has the format of old office programs, or asks for a password. "
        "Please save it as PDF or in today’s format, without a password.",
        code="kind",
    )


def _with_programs() -> ValidationError:
    return ValidationError(
        "This file carries macros or other programs, which we do not take. Please save it without them, or as PDF.",
        code="programs",
    )


def _drawing(data: bytes) -> Kind:
    try:
        drawings.check(data)
    except expat.ExpatError:
        raise _damaged(SVG) from None
    return SVG


def _damaged(kind: Kind) -> ValidationError:
    return ValidationError(
        f"This file begins like {kind.name} but cannot be read; it seems to be damaged. Please save it again.",
        code="damaged",
    )


_ZIP_START = b"PK\x03\x04"
_STARTS: list[tuple[bytes, Callable[[bytes], Kind | None]]] = [
    (b"%PDF-", _pdf),
    (b"\x89PNG\r\n\x1a\n", _picture),
    (b"\xff\xd8\xff", _picture),
    (_ZIP_START, _office),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _old_office),
]
