"""The badge that a winner may show elsewhere, drawn from what it won: as SVG, and as PNG made of that.

Text stays text, in whatever serif the reader has, so every line is measured generously and set small enough to fit.
"""

from __future__ import annotations

import hashlib
import math
import re
import threading
from functools import cache

import typst
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from awards.models import Winner

WIDTH, HEIGHT = 400, 500
PNG_SCALE = 3
_TEXT_WIDTH = 312
_SIZES = (30, 27, 24, 21, 18, 16, 14, 12, 10, 9)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Widths of Georgia, the widest of the usual serifs, as shares of the size; what is not listed is a whole one.
_WIDTHS = {
    each: width
    for signs, width in {
        " '’‘.,:;|ijl!": 0.32,
        'frtsIJ()[]-/"“”': 0.46,
        "aceoxzvyknhbdpqug1234567890?–&": 0.64,
        "ABCDEFGKLPRSTUVXYZ": 0.78,
        "HNOQ": 0.86,
    }.items()
    for each in signs
}


def width_of(text: str, size: float) -> float:
    """How wide the text is at most, in pixels."""
    return sum(_WIDTHS.get(each, 1.05) for each in text) * size


def lines_of(text: str, size: float, width: float = _TEXT_WIDTH) -> list[str]:
    """The text in lines that are no wider than that; a word that is wider by itself is parted."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        for piece in _pieces(word, size, width):
            joined = f"{current} {piece}".strip()
            if width_of(joined, size) <= width:
                current = joined
            else:
                lines.append(current)
                current = piece
    return [*lines, current] if current else lines


def _pieces(word: str, size: float, width: float) -> list[str]:
    if width_of(word, size) <= width:
        return [word]
    pieces = [""]
    for each in word:
        if width_of(f"{pieces[-1]}{each}-", size) > width:
            if pieces[-1][-1:].islower():  # of a script that parts words so
                pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += each
    return pieces


def block(text: str, *, largest: int, height: float) -> tuple[int, list[str]]:
    """The largest size, and the lines, in which the text fits into the height; a word is parted only if it must be."""
    text = _NOT_XML.sub("", text)
    widest = max((width_of(word, 1) for word in text.split()), default=0)
    sizes = [size for size in _SIZES if size <= largest]
    for size in [size for size in sizes if widest * size <= _TEXT_WIDTH] + sizes:
        lines = lines_of(text, size)
        if len(lines) * size * 1.2 <= height:
            return size, _balanced(text, size, len(lines), widest * size)
    return size, lines[: int(height / size / 1.2)]


def _balanced(text: str, size: float, count: int, widest: float) -> list[str]:
    """That many lines, as equal in width as words allow, the widest of which has the given width."""
    for share in range(30, 100, 5):
        width = _TEXT_WIDTH * share / 100
        if width >= min(widest, _TEXT_WIDTH) and len(lines := lines_of(text, size, width)) == count:
            return lines
    return lines_of(text, size)


def svg(winner: Winner) -> str:
    """The badge as a drawing of WIDTH × HEIGHT."""
    parts: list[dict[str, object]] = []

    def put(text: str, *, top: float, height: float, largest: int, kind: str) -> None:
        size, lines = block(text, largest=largest, height=height)
        first = top + (height - len(lines) * size * 1.2) / 2 + size
        parts.extend(
            {"text": line, "size": size, "y": f"{first + number * size * 1.2:.1f}", "kind": kind}
            for number, line in enumerate(lines)
        )

    put(winner.award_year.programme.name, top=40, height=50, largest=21, kind="name")
    put(winner.get_place_display(), top=274, height=30, largest=21, kind="place")
    put(winner.award, top=308, height=92, largest=27, kind="award")
    put(winner.won_by, top=410, height=52, largest=18, kind="winner")
    title = _NOT_XML.sub("", f"{winner.won_by}: {winner.award}, {winner.award_year_id}")
    context = {"winner": winner, "title": title, "parts": parts, "rosette": rosette()} | {
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render_to_string("awards/badge.svg", context)


@cache
def rosette() -> list[str]:
    """The engraved ring around the year, as paths: one wave, turned a little each time."""
    strands, waves, points = 9, 16, 240
    paths = []
    for strand in range(strands):
        turn = 2 * math.pi * strand / strands / waves
        around = (2 * math.pi * step / points for step in range(points))
        at = [(angle, 71 + 9 * math.sin(waves * (angle + turn))) for angle in around]
        steps = " ".join(f"{200 + r * math.cos(angle):.1f} {184 + r * math.sin(angle):.1f}" for angle, r in at)
        paths.append(f"M{steps}Z")
    return paths


def png(winner: Winner) -> bytes:
    """The badge as a picture, three times as large. Made once and then read from the media store."""
    drawing = svg(winner)
    name = f"awards/badges/{hashlib.sha256(drawing.encode()).hexdigest()[:24]}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    picture = rendered(drawing, WIDTH, HEIGHT)
    default_storage.save(name, ContentFile(picture))
    return picture


_one_at_a_time = threading.Lock()


def rendered(drawing: str, width: int, height: int) -> bytes:
    """An SVG of the given size as PNG, three times as large."""
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt, height: {height}pt)'
    )
    with _one_at_a_time:
        made = _compiler().compile(input=page.encode(), format="png", ppi=72 * PNG_SCALE, sys_inputs={"svg": drawing})
    if not isinstance(made, bytes):
        raise RuntimeError(f"typst made several pages of one drawing of {width} × {height}.")
    return made


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all badges; it sets them in the serif that comes with typst, other scripts in the system’s."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=True, include_embedded_fonts=True))
