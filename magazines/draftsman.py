"""Reads a stranger's PDF, in a process of its own: `python -m magazines.draftsman look|draw PATH …`.

A PDF is a program of sorts, and the library that runs it is written in C++. So it runs without settings, secrets and
database, with bounds on memory and time, and when it falls only this process falls. `magazines/drawing.py` starts it
and reads what it says: a JSON object a line.
"""

import contextlib
import hashlib
import io
import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image as Pillow
from pypdfium2 import raw

from magazines.page_text import plain, text_of
from magazines.renditions import file_name, full_size, sizes

MOST_PAGES = 1000
MOST_MEMORY = 1024**3  # bytes of address space
LOOK_SECONDS, DRAW_SECONDS = 30, 60
"""For looking at the whole file, and for drawing one page."""
SHORTEST_SIDE, LONGEST_SIDE = 36, 14_400  # points, of which 72 are an inch; 14,400 is what a PDF may have itself
MOST_ELONGATED = 5
OUTLINE_DEPTH, OUTLINE_LENGTH = 3, 500
QUALITY = 80

DAMAGED = "This file is damaged, or not a PDF at all. Please export it again."
LOCKED = "This PDF is locked with a password. Please export it without one."


class Unfit(Exception):  # noqa: N818
    """The file cannot be taken; the message says why, in words for whoever chose it."""


def main(task: str, path: str, *rest: str) -> None:
    _set_bounds()
    try:
        if task == "look":
            signal.alarm(LOOK_SECONDS)
            _say(look(path))
        else:
            folder, positions = rest
            document = _open(path)
            for position in map(int, positions.split(",")):
                signal.alarm(DRAW_SECONDS)
                _say(draw(document, position, Path(folder)))
    except Unfit as problem:
        _say({"problem": str(problem)})


def look(path: str) -> dict[str, Any]:
    """How many pages the file has, and its outline. Raises Unfit."""
    document = _open(path)
    count = len(document)
    if count > MOST_PAGES:
        raise Unfit(f"This PDF has {count:,} pages; we can take {MOST_PAGES:,}.")
    for index in range(count):
        _check_size(document, index)
    return {"pages": count, "outline": list(_outline(document, count))}


def draw(document: pypdfium2.PdfDocument, position: int, folder: Path) -> dict[str, Any]:
    """Writes the pictures of a page into the folder; returns what else there is to know of it. Raises Unfit."""
    across, up = _check_size(document, position - 1)
    try:
        page = document[position - 1]
        width, height = full_size(across, up)
        bitmap = page.render(scale=width / across, rev_byteorder=True)
        picture = bitmap.to_pil().convert("RGB")
        text = text_of(page)
        page.close()
    except (pypdfium2.PdfiumError, MemoryError):
        raise Unfit(f"Page {position} of this PDF cannot be drawn. Please export the file again.") from None
    width, height = picture.size
    digest = ""
    for size in reversed(sizes(width, height)):
        if size != picture.size:  # each from the one before it, which is quicker
            picture = picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2)
        made = io.BytesIO()
        picture.save(made, "WEBP", quality=QUALITY, method=2)
        file_name(folder, position, size[0]).write_bytes(made.getvalue())
        digest = digest or hashlib.sha256(made.getvalue()).hexdigest()[:16]
    label = plain(document.get_page_label(position - 1))[:20]
    return {"position": position, "label": label, "text": text, "width": width, "height": height, "digest": digest}


def _open(path: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Unfit(LOCKED if locked else DAMAGED) from None


def _check_size(document: pypdfium2.PdfDocument, index: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(index)
    except pypdfium2.PdfiumError:
        raise Unfit(f"Page {index + 1} of this PDF is damaged. Please export the file again.") from None
    short, long = sorted((width, height))
    if not (short >= SHORTEST_SIDE and long <= LONGEST_SIDE and long <= MOST_ELONGATED * short):
        raise Unfit(
            f"Page {index + 1} of this PDF measures {width / 72 * 25.4:,.0f} × {height / 72 * 25.4:,.0f} mm, "
            "which is no page of a magazine."
        )
    return width, height


def _outline(document: pypdfium2.PdfDocument, count: int) -> Any:
    for number, heading in enumerate(document.get_toc(max_depth=OUTLINE_DEPTH)):
        if number == OUTLINE_LENGTH:
            return
        target = heading.get_dest()
        index = target.get_index() if target else None
        title = plain(heading.get_title())[:300]
        if title and index is not None and 0 <= index < count:
            yield {"title": title, "page": index + 1, "level": heading.level}


def _set_bounds() -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows no bound on memory
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
