"""The hand: flat fills, outlines, and the engraver's lines that swell where the shade is deep.

All functions return SVG elements as text. A tone is a number from 0 (no line) to 1 (lines touch), or a function of a
place that gives one. Light falls from the upper left in every picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from .shapes import WIDTH, Point, Shape, Tone, blend, clamp, swell

THINNEST = 0.5
"""Width in pixels below which an engraved line is left out."""


def _closed(shapes: Iterable[Sequence[Point]]) -> str:
    return "".join("M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in shape]) + "Z" for shape in shapes)


def fill(colour: str, *shapes: Sequence[Point], opacity: float = 1) -> str:
    """Flat colour; where shapes of one call overlap twice, a hole appears (even-odd)."""
    veil = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<path fill="{colour}" fill-rule="evenodd"{veil} d="{_closed(shapes)}"/>'


def lines(colour: str, width: float, *paths: Sequence[Point], cap: str = "butt") -> str:
    """Open lines of one width."""
    data = "".join("M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in path]) for path in paths)
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="{cap}" '
        f'stroke-linejoin="round" d="{data}"/>'
    )


def outline(colour: str, width: float, *shapes: Sequence[Point]) -> str:
    """Closed lines of one width."""
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round" d="{_closed(shapes)}"/>'
    )


def plate(colour: str, ink: str, *shapes: Sequence[Point], width: float = 3) -> str:
    """A flat shape with its outline: the usual beginning of a thing."""
    return (
        f'<path fill="{colour}" fill-rule="evenodd" stroke="{ink}" stroke-width="{width:g}" '
        f'stroke-linejoin="round" d="{_closed(shapes)}"/>'
    )


def _widths(points: Sequence[Point], gap: float, tone: Tone | float) -> list[float]:
    """How wide a line among lines `gap` apart must be at its points to give the tone."""
    if callable(tone):
        return [gap * clamp(tone(x, y), 0, 0.92) for x, y in points]
    return [gap * tone] * len(points)


def _cut(points: Sequence[Point], widths: Sequence[float], strokes: list[Shape]) -> None:
    """Add the visible runs of one engraved line, each tapering to a point where it fades."""
    run: list[Point] = []
    sizes: list[float] = []
    for i, (point, width) in enumerate(zip(points, widths, strict=True)):
        if width >= THINNEST:
            if not run and i:
                run, sizes = [points[i - 1]], [0.0]
            run.append(point)
            sizes.append(width)
        elif run:
            run.append(point)
            sizes.append(0.0)
            strokes.append(swell(run, sizes))
            run, sizes = [], []
    if len(run) > 1:
        strokes.append(swell(run, sizes))


def engrave(colour: str, paths: Iterable[Sequence[Point]], gap: float, tone: Tone | float) -> str:
    """Given lines, each as wide as the tone asks where lines lie `gap` apart."""
    strokes: list[Shape] = []
    for path in paths:
        _cut(path, _widths(path, gap, tone), strokes)
    return f'<path fill="{colour}" d="{_closed(strokes)}"/>' if strokes else ""


def hatch(
    colour: str,
    shapes: Sequence[Sequence[Point]],
    angle: float,
    gap: float,
    tone: Tone | float,
    *,
    step: float = 22,
    taper: float = 5,
) -> str:
    """Parallel lines inside shapes (even-odd), at an angle in degrees, `gap` apart, as wide as the tone asks."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    edges = []
    for shape in shapes:
        along = [(x * cos + y * sin, y * cos - x * sin) for x, y in shape]
        edges += [(a, b) for a, b in zip(along, along[1:] + along[:1], strict=True) if a[1] != b[1]]
    if not edges:
        return ""
    edges = [(a, b) if a[1] < b[1] else (b, a) for a, b in edges]
    edges.sort(key=lambda edge: edge[0][1])
    highest = max(edge[1][1] for edge in edges)
    strokes: list[Shape] = []
    active: list[tuple[Point, Point]] = []
    upcoming = 0
    row = math.ceil(edges[0][0][1] / gap)
    while row * gap < highest:
        v = row * gap
        while upcoming < len(edges) and edges[upcoming][0][1] <= v:
            active.append(edges[upcoming])
            upcoming += 1
        active = [edge for edge in active if edge[1][1] > v]
        crossings = sorted(a[0] + (b[0] - a[0]) * (v - a[1]) / (b[1] - a[1]) for a, b in active)
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            length = end - start
            if length < 2:
                continue
            tip = min(taper, length / 3)
            inner = max(1, int((length - 2 * tip) / step)) if callable(tone) else 1
            places = [start, *(start + tip + (length - 2 * tip) * i / inner for i in range(inner + 1)), end]
            points = [(u * cos - v * sin, u * sin + v * cos) for u in places]
            widths = _widths(points, gap, tone)
            if taper:
                widths[0] = min(widths[0], 0.6)
                widths[-1] = min(widths[-1], 0.6)
            _cut(points, widths, strokes)
        row += 1
    return f'<path fill="{colour}" d="{_closed(strokes)}"/>' if strokes else ""


def shaded(
    colour: str,
    ink: str,
    shape: Sequence[Point],
    angle: float,
    gap: float,
    tone: Tone | float,
    *,
    width: float = 3,
    step: float = 22,
    taper: float = 5,
) -> str:
    """A plate and the lines that model it: most things in a picture."""
    return plate(colour, ink, shape, width=width) + hatch(ink, [shape], angle, gap, tone, step=step, taper=taper)


def stipple(colour: str, rng: random.Random, places: Iterable[Point], size: float, tone: Tone | float = 1) -> str:
    """Small cut dots at the places, as large as the tone asks."""
    marks: list[Shape] = []
    for x, y in places:
        radius = size * (tone(x, y) if callable(tone) else tone) * rng.uniform(0.7, 1.2)
        if radius > 0.4:
            marks.append([(x - radius, y), (x, y - radius * 0.8), (x + radius, y), (x, y + radius * 0.8)])
    return f'<path fill="{colour}" d="{_closed(marks)}"/>' if marks else ""


def ramp(start: Point, end: Point, first: float, last: float) -> Tone:
    """A tone that changes evenly from one point to another and stays the same beyond them."""
    (ax, ay), (bx, by) = start, end
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    return lambda x, y: first + (last - first) * clamp(((x - ax) * dx + (y - ay) * dy) / square)


def raised(tone: Tone, least: float, share: float = 1) -> Tone:
    """A tone that never falls below `least`, with a share of another on top."""
    return lambda x, y: least + share * tone(x, y)


def roundness(across: float) -> float:
    """The tone of a round body at a place from -1 (lit edge) to 1 (shaded edge), with a little reflected light."""
    across = clamp(across, -1, 1)
    lit = math.cos(math.asin(across) + 0.55)
    tone = clamp(0.92 - 1.02 * lit, 0, 0.9)
    return tone * (1 - 0.45 * clamp((across - 0.86) / 0.14))


def barrel(left: float, right: float) -> Tone:
    """The tone of an upright cylinder between two edges."""
    middle, half = (left + right) / 2, (right - left) / 2
    return lambda x, y: roundness((x - middle) / half)


def ball(cx: float, cy: float, radius: float, depth: float = 0.85) -> Tone:
    """The tone of a sphere."""

    def tone(x: float, y: float) -> float:
        u, v = (x - cx) / radius, (y - cy) / radius
        height = math.sqrt(max(0.0, 1 - u * u - v * v))
        lit = -0.52 * u - 0.58 * v + 0.63 * height
        return clamp(0.95 - 1.15 * lit, 0, 1) * depth

    return tone


def tube(
    colour: str, ink: str, path: Sequence[Point], radii: Sequence[float] | float, *, count: int = 9, side: int = 1
) -> str:
    """A pipe along a line: its body and the engraved lines that follow it round every bend.

    `side` is 1 if the shade lies to the right of somebody who walks along the line, -1 if to the left.
    """
    sizes = [radii] * len(path) if isinstance(radii, int | float) else list(radii)
    body = swell(path, [2 * r for r in sizes])
    half = len(path)
    right, left = body[:half], body[half:][::-1]
    strokes: list[Shape] = []
    for i in range(count):
        across = -1 + 2 * (i + 0.5) / count
        tone = roundness(across)
        share = (1 + across * side) / 2
        strokes.append(swell(blend(left, right, share), [2 * r / count * tone for r in sizes]))
    return plate(colour, ink, body, width=2.5) + fill(ink, *strokes)


def mirrored(art: str) -> str:
    """A scene seen from its other side."""
    return f'<g transform="translate({WIDTH} 0) scale(-1 1)">{art}</g>'


def clouds(colour: str, rng: random.Random, top: float, bottom: float, count: int = 5) -> str:
    """Banks of cloud between two heights, each a pile of level strokes on a straight base."""
    strokes: list[Shape] = []
    for i in range(count):
        cx = WIDTH * (i + rng.uniform(0.1, 0.9)) / count
        base = rng.uniform(top + 60, bottom)
        reach = rng.uniform(110, 260)
        rows = rng.randint(3, 6)
        drift = rng.uniform(-30, 30)
        for row in range(rows):
            half = reach * (1 - row / rows) ** 0.6 * rng.uniform(0.75, 1)
            x, y = cx + drift * row, base - row * 15
            thick = rng.uniform(6, 10)
            strokes.append(
                swell(
                    [(x - half, y), (x - half * 0.6, y), (x + half * 0.5, y), (x + half, y)], [0.5, thick, thick, 0.5]
                )
            )
    return fill(colour, *strokes)


def sky(colour: str, shapes: Sequence[Sequence[Point]], top: float, bottom: float, *, gap: float = 13) -> str:
    """The level lines in which every open background is cut: strong at `top`, gone at `bottom`."""
    return hatch(colour, shapes, 0, gap, ramp((0, top), (0, bottom), 0.42, 0.04), step=400, taper=0)
