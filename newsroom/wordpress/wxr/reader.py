"""The file of an export: opened, decoded, freed of what XML forbids, and fed to the parser piece by piece."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from newsroom.wordpress.wxr.parsing import MARKUP, Parsing
from newsroom.wordpress.wxr.records import Record, Refused

CHUNK = 256 * 1024  # bytes read at a time

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_UTF16 = (
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"),
)  # fmt: skip
_MEANT = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Encodings by whose names larger ones are meant, as browsers know."""
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
_NO_CHARACTERS = re.compile(
    rb"\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|"
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[\da-fA-F]|[dD][89a-fA-F][\da-fA-F]{2}));"
)
"""U+FFFE, U+FFFF, halves of characters (surrogates), and references to these and to control characters."""
_UNFINISHED = re.compile(rb"(?:\xef\xbf?|\xed[\xa0-\xbf]?|&[#\w]{0,20})\Z")


class Reader:
    """The records of an export file. Iterating reads the file from its beginning; it can be done again.

    Raises Refused at the first thing that is wrong with it.
    """

    def __init__(self, path: Path):
        self.path = path
        self.size = 0
        """Bytes."""
        self.position = 0
        """Bytes read so far."""
        self.stripped = 0
        """Characters that XML does not allow, left out. WordPress writes those that people paste into their texts."""
        self.skipped = 0
        """Bytes before the beginning of the XML: what a plugin printed into the file, usually a PHP warning."""

    def __iter__(self) -> Iterator[Record]:
        self.position = self.stripped = self.skipped = 0
        with self._open() as file:
            head, decoder = self._head(file)
            parsing = Parsing()
            chunk = head
            held = b""
            while True:
                last = not chunk
                data = self._decoded(chunk, decoder, last=last) if decoder else chunk
                data = held + data
                held = b"" if last or not (match := _UNFINISHED.search(data[-24:])) else match[0]
                if held:
                    data = data[: -len(held)]
                parsing.feed(self._legal(data), last=last)
                yield from parsing.done()
                if last:
                    break
                chunk = self._more(file)
            yield from parsing.rest()

    def _open(self) -> IO[bytes]:
        if self.path.is_dir():
            raise Refused(f"{self.path} is a folder. Please name the export file itself (it ends in .xml).")
        try:
            file = self.path.open("rb")
            self.size = self.path.stat().st_size
        except FileNotFoundError:
            raise Refused(f"There is no file {self.path}.") from None
        except OSError as error:
            raise Refused(f"{self.path} cannot be read: {error.strerror}.") from None
        return file

    def _more(self, file: IO[bytes]) -> bytes:
        try:
            chunk = file.read(CHUNK)
        except OSError as error:
            raise Refused(f"{self.path} cannot be read: {error.strerror}.") from None
        self.position += len(chunk)
        return chunk

    def _decoded(self, chunk: bytes, decoder: codecs.IncrementalDecoder, *, last: bool) -> bytes:
        try:
            return decoder.decode(chunk, last).encode()
        except UnicodeError as error:
            raise Refused(
                f"The file is not encoded as it says, or was damaged: {error} (in the {CHUNK // 1024} KB before byte "
                f"{self.position:,})."
            ) from None

    def _head(self, file: IO[bytes]) -> tuple[bytes, codecs.IncrementalDecoder | None]:
        """The first chunk from `<` on, and what decodes it where it is not UTF-8."""
        head = self._more(file)
        if not head.strip():
            raise Refused(f"{self.path} is empty.")
        if head.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")):
            raise Refused(f"{self.path} is compressed. Please unpack it first.")
        for mark, encoding in _UTF16:
            if head.startswith(mark):
                return head.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE), _decoder(encoding)
        head = head.removeprefix(codecs.BOM_UTF8).lstrip()
        beginning = head.find(b"<?xml", 0, 64 * 1024)
        if beginning > 0:
            self.skipped, head = beginning, head[beginning:]
        if head[:20].lower().startswith(b"<!doctype html"):
            raise Refused(f"{MARKUP['html']}.")
        if not head.startswith(b"<"):
            raise Refused(f"{self.path} is not an XML file, so it is not a WordPress export.")
        declared = _DECLARED.match(head)
        encoding = declared[1].decode("ascii") if declared else "utf-8"
        try:
            name = codecs.lookup(encoding).name
        except LookupError:
            raise Refused(f"{self.path} says it is encoded as ‘{encoding}’, which is not known here.") from None
        return head, None if name in {"utf-8", "ascii"} else _decoder(_MEANT.get(name, name))

    def _legal(self, data: bytes) -> bytes:
        legal = data.translate(None, _CONTROL)
        self.stripped += len(data) - len(legal)
        if b"\xef\xbf" in legal or b"&#" in legal or b"\xed" in legal:
            legal, count = _NO_CHARACTERS.subn(b"", legal)
            self.stripped += count
        return legal


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    try:
        b"<".decode(encoding)
    except UnicodeError:
        pass  # half a character of it; but characters it has
    except LookupError:
        raise Refused(f"The file says it is encoded as ‘{encoding}’, which no text is.") from None
    return codecs.getincrementaldecoder(encoding)("strict")
