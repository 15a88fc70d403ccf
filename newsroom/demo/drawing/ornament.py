"""Guilloche: the turned lines of banknotes, for coins, cards, seals and dials."""

from __future__ import annotations

import math

from .shapes import Point, Shape, spread
from .strokes import lines


def ring(
    cx: float, cy: float, radius: float, swing: float, petals: int, phase: float, flat: float = 1, count: int = 0
) -> Shape:
    """One wave bent to a circle, open line with its end on its beginning."""
    count = count or max(60, petals * 12)
    points: Shape = []
    for turn in spread(0, math.tau, count + 1):
        r = radius + swing * math.cos(petals * turn + phase)
        points.append((cx + r * math.cos(turn), cy + r * flat * math.sin(turn)))
    return points


def lattice(
    colour: str,
    centre: Point,
    radius: float,
    swing: float,
    petals: int,
    *,
    strands: int = 6,
    width: float = 1.6,
    flat: float = 1,
    count: int = 0,
) -> str:
    """A ring woven of waves that are shifted against each other."""
    cx, cy = centre
    phases = [math.tau * i / strands for i in range(strands)]
    return lines(colour, width, *[ring(cx, cy, radius, swing, petals, p, flat, count) for p in phases])


def braid(
    colour: str,
    start: Point,
    end: Point,
    swing: float,
    waves: float,
    *,
    strands: int = 8,
    width: float = 1.6,
    swells: float = 1,
) -> str:
    """A straight band woven of waves between two points; it grows and shrinks `swells` times."""
    (ax, ay), (bx, by) = start, end
    length = math.hypot(bx - ax, by - ay)
    nx, ny = (ay - by) / length, (bx - ax) / length
    paths: list[Shape] = []
    steps = spread(0, 1, int(waves * 14) + 2)
    for strand in range(strands):
        phase = math.tau * strand / strands
        path: Shape = []
        for t in steps:
            height = swing * (0.45 + 0.55 * math.sin(math.pi * swells * t) ** 2)
            off = height * math.sin(math.tau * waves * t + phase)
            path.append((ax + (bx - ax) * t + nx * off, ay + (by - ay) * t + ny * off))
        paths.append(path)
    return lines(colour, width, *paths)
