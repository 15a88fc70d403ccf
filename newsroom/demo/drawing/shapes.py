"""Outlines: the flat geometry that everything else fills, hatches and projects.

A point is a pair of pixels, x to the right and y downwards; a shape is the list of points of a closed outline, and a
line the same without the last side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

Point = tuple[float, float]
Shape = list[Point]
Tone = Callable[[float, float], float]

WIDTH, HEIGHT = 1620, 1080
CANVAS: Shape = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]


def spread(start: float, end: float, count: int) -> list[float]:
    """`count` numbers at equal distances, both ends included."""
    return [start + (end - start) * i / (count - 1) for i in range(count)]


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return low if value < low else high if value > high else value


def rect(x: float, y: float, width: float, height: float) -> Shape:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def arc(cx: float, cy: float, rx: float, ry: float, start: float = 0, end: float = 360, count: int = 0) -> Shape:
    """Points along an ellipse; angles in degrees, clockwise from three o'clock."""
    count = count or max(6, int(abs(end - start) * math.sqrt(max(rx, ry)) / 90) + 2)
    turns = [math.radians(a) for a in spread(start, end, count)]
    return [(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in turns]


def disc(cx: float, cy: float, radius: float) -> Shape:
    return arc(cx, cy, radius, radius)


def sector(cx: float, cy: float, inner: float, outer: float, start: float, end: float) -> Shape:
    """A piece of a ring, or a slice of a disc if `inner` is 0."""
    return arc(cx, cy, outer, outer, start, end) + arc(cx, cy, inner, inner, end, start)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Shape:
    """A rectangle with round corners, as cards, phones and chairs have them."""
    right, bottom = x + width - radius, y + height - radius
    left, top = x + radius, y + radius
    corners = ((right, top, -90), (right, bottom, 0), (left, bottom, 90), (left, top, 180))
    return [point for cx, cy, turn in corners for point in arc(cx, cy, radius, radius, turn, turn + 90, 9)]


def curve(points: Sequence[Point], *, closed: bool = False, detail: int = 8) -> Shape:
    """A smooth line through the points (Catmull-Rom)."""
    count = len(points)
    result: Shape = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, count - 1)]
        for step in range(detail):
            t = step / detail
            weights = (
                -0.5 * t + t * t - 0.5 * t**3,
                1 - 2.5 * t * t + 1.5 * t**3,
                0.5 * t + 2 * t * t - 1.5 * t**3,
                -0.5 * t * t + 0.5 * t**3,
            )
            result.append(
                (
                    sum(w * q[0] for w, q in zip(weights, (a, b, c, d), strict=True)),
                    sum(w * q[1] for w, q in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    if not closed:
        result.append(points[-1])
    return result


def turn(points: Iterable[Point], angle: float, about: Point = (0, 0)) -> Shape:
    """The points turned clockwise by an angle in degrees."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    ax, ay = about
    return [(ax + (x - ax) * cos - (y - ay) * sin, ay + (x - ax) * sin + (y - ay) * cos) for x, y in points]


def shift(points: Iterable[Point], dx: float, dy: float) -> Shape:
    return [(x + dx, y + dy) for x, y in points]


def swell(points: Sequence[Point], widths: Sequence[float]) -> Shape:
    """The outline of a stroke whose width changes along its way, as a graver cuts it."""
    left: Shape = []
    right: Shape = []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ax, ay = points[i - 1] if i else points[0]
        bx, by = points[i + 1] if i < last else points[last]
        length = math.hypot(bx - ax, by - ay) or 1
        nx, ny = (ay - by) / length * widths[i] / 2, (bx - ax) / length * widths[i] / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def ribbon(points: Sequence[Point], width: float) -> Shape:
    """The outline of a stroke of one width with mitred joints."""
    left: Shape = []
    right: Shape = []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        normals = []
        for j in (i - 1, i):
            if 0 <= j < last:
                (ax, ay), (bx, by) = points[j], points[j + 1]
                length = math.hypot(bx - ax, by - ay) or 1
                normals.append(((ay - by) / length, (bx - ax) / length))
        nx = sum(n[0] for n in normals) / len(normals)
        ny = sum(n[1] for n in normals) / len(normals)
        scale = width / 2 / max(nx * nx + ny * ny, 0.3)
        left.append((x + nx * scale, y + ny * scale))
        right.append((x - nx * scale, y - ny * scale))
    return left + right[::-1]


def blend(first: Sequence[Point], second: Sequence[Point], share: float) -> Shape:
    """The line that lies `share` of the way from the first line to the second, point by point."""
    return [(ax + (bx - ax) * share, ay + (by - ay) * share) for (ax, ay), (bx, by) in zip(first, second, strict=True)]


def noise(seed: float, rough: float = 1.0) -> Callable[[float], float]:
    """A smooth, never repeating wave between about -1 and 1, for ridges and waves."""

    def value(x: float) -> float:
        return (
            0.55 * math.sin(x + seed * 1.7)
            + 0.28 * math.sin(x * 2.3 * rough + seed * 4.1)
            + 0.17 * math.sin(x * 5.1 * rough + seed * 2.9)
        )

    return value
