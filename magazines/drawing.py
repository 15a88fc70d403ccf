"""Looks at PDFs and draws their pages, through a process that may fall without harm (`magazines/draftsman.py`)."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat

from magazines import renditions

MOST_BYTES = 300 * 1024 * 1024
_HEAD = 1024  # bytes among which the mark of a PDF must stand


class Refused(Exception):  # noqa: N818
    """The file cannot be taken; the message says why, in words for whoever chose it."""


@dataclass(frozen=True)
class Facts:
    pages: int
    outline: list[dict[str, Any]]


@dataclass(frozen=True)
class Drawn:
    """A page as it was drawn, with its pictures by width, in files that somebody else removes."""

    position: int
    label: str
    text: str
    width: int
    height: int
    digest: str
    pictures: dict[int, Path]


@contextmanager
def on_disk(file: IO[bytes]) -> Iterator[Path]:
    """The path under which the file can be read; of a copy, where it lies in memory or on another machine."""
    if path := _path_of(file):
        yield Path(path)
        return
    with NamedTemporaryFile(suffix=".pdf") as copy:
        file.seek(0)
        while chunk := file.read(1024 * 1024):
            copy.write(chunk)
        copy.flush()
        file.seek(0)
        yield Path(copy.name)


def _path_of(file: IO[bytes]) -> str | None:
    if isinstance(file, TemporaryUploadedFile):
        return file.temporary_file_path()
    if isinstance(file, FieldFile):
        with suppress(NotImplementedError):
            return file.path
    return None


def check(file: IO[bytes], size: int) -> Facts:
    """What a file that was just given holds. Raises Refused where it is not fit to be an issue."""
    if size > MOST_BYTES:
        raise Refused(f"This file has {filesizeformat(size)}; we can take {filesizeformat(MOST_BYTES)}.")
    file.seek(0)
    if b"%PDF-" not in file.read(_HEAD):
        raise Refused("This file is not a PDF.")
    with on_disk(file) as path:
        return look_at(path)


def look_at(path: Path) -> Facts:
    """How many pages the file has, and its outline. Raises Refused."""
    (said,) = _draftsman("look", str(path), until="This file takes too long to open.")
    return Facts(said["pages"], said["outline"])


def draw(path: Path, positions: Iterable[int], folder: Path) -> Generator[Drawn, None, None]:
    """Draws the pages one after the other; each is there as soon as it is drawn. Raises Refused."""
    wanted = list(positions)
    upcoming = iter(wanted)
    arguments = ("draw", str(path), str(folder), ",".join(map(str, wanted)))
    for said in _draftsman(*arguments, until="Page {} of this PDF takes too long to draw.", pages=upcoming):
        sizes = renditions.sizes(said["width"], said["height"])
        pictures = {width: renditions.file_name(folder, said["position"], width) for width, _ in sizes}
        yield Drawn(**said, pictures=pictures)


def _draftsman(*arguments: str, until: str, pages: Iterator[int] | None = None) -> Iterator[dict[str, Any]]:
    """What the process says, a line at a time. Raises Refused with its reason, or where it falls."""
    process = subprocess.Popen(  # noqa: S603  (our own module; the paths are ours)
        [sys.executable, "-m", "magazines.draftsman", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ.get("PATH", "")},  # none of our secrets
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        page = next(pages, None) if pages else None
        for line in process.stdout or ():
            said = json.loads(line)
            if "problem" in said:
                raise Refused(said["problem"])
            yield said
            page = next(pages, None) if pages else None
        code = process.wait()
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
    if code == -signal.SIGALRM:
        raise Refused(until.format(page))
    if code:
        part = f"Page {page} of this PDF" if page else "This PDF"
        raise Refused(f"{part} cannot be read, or needs more memory than we can give it. Please export the file again.")
