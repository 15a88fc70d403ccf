"""Small people with their backs to us, who give a scene its size."""

from __future__ import annotations

import random

from .palette import Palette
from .shapes import arc, curve, disc, rect, shift
from .strokes import engrave, fill, hatch, lines, ramp


def walker(palette: Palette, x: float, y: float, height: float) -> str:
    """A person in a coat, seen from behind and far away; (x, y) is where the feet stand."""
    h = height
    coat = [
        (x - 0.15 * h, y - 0.28 * h),
        (x - 0.14 * h, y - 0.72 * h),
        (x - 0.05 * h, y - 0.83 * h),
        (x + 0.05 * h, y - 0.83 * h),
        (x + 0.14 * h, y - 0.72 * h),
        (x + 0.16 * h, y - 0.28 * h),
    ]
    legs = [
        [(x - 0.11 * h, y - 0.3 * h), (x - 0.005 * h, y - 0.3 * h), (x - 0.03 * h, y), (x - 0.11 * h, y)],
        [
            (x + 0.005 * h, y - 0.3 * h),
            (x + 0.12 * h, y - 0.3 * h),
            (x + 0.11 * h, y - 0.05 * h),
            (x + 0.04 * h, y - 0.05 * h),
        ],
    ]
    bag = rect(x + 0.15 * h, y - 0.42 * h, 0.17 * h, 0.15 * h)
    return (
        fill(palette.ink, *legs)
        + fill(palette.ink, coat)
        + hatch(palette.light, [coat], 90, 6, ramp((x - 0.16 * h, 0), (x, 0), 0.42, 0.0))
        + fill(palette.ink, arc(x, y - 0.91 * h, 0.062 * h, 0.085 * h))
        + fill(palette.second, bag)
    )


def visitor(palette: Palette, x: float, y: float, height: float) -> str:
    """A person at the far end of an aisle, on a polished floor; (x, y) is where the feet stand."""
    h = height
    coat = [
        (x - 0.15 * h, y - 0.78 * h),
        (x + 0.13 * h, y - 0.78 * h),
        (x + 0.11 * h, y),
        (x + 0.02 * h, y),
        (x, y - 0.4 * h),
        (x - 0.03 * h, y),
        (x - 0.12 * h, y),
    ]
    reflection = [(x - 0.12 * h, y), (x + 0.11 * h, y), (x + 0.3 * h, y + 0.9 * h), (x - 0.3 * h, y + 0.9 * h)]
    return (
        fill(palette.ink, coat)
        + fill(palette.ink, arc(x - 0.01 * h, y - 0.89 * h, 0.068 * h, 0.09 * h))
        + hatch(palette.ink, [reflection], 0, 8, 0.5, step=900)
    )


def listener(rng: random.Random, palette: Palette, x: float, y: float, size: float) -> str:
    """The back of a head and its shoulders, rimmed with light from the front."""
    s = size * rng.uniform(0.93, 1.06)
    w = 52 * s
    body = curve(
        [
            (x - 108 * s, y + 150),
            (x - 100 * s, y + 12 * s),
            (x - 34 * s, y - 36 * s),
            (x + 34 * s, y - 36 * s),
            (x + 100 * s, y + 12 * s),
            (x + 108 * s, y + 150),
        ],
        detail=6,
    )
    head = arc(x, y - 96 * s, w, 68 * s)
    neck = rect(x - 24 * s, y - 60 * s, 48 * s, 50 * s)
    art = [fill(palette.ink, body), fill(palette.ink, neck), fill(palette.ink, head)]
    if rng.random() < 0.4:
        art.append(fill(palette.ink, disc(x + rng.choice((-3, 3)), y - 168 * s, 26 * s)))
    rim = arc(x, y - 96 * s, w * 0.93, 68 * s * 0.93, 200, 340, 16)
    shoulder = [p for p in body if p[1] < y + 60]
    art += [
        engrave(palette.first, [shift(rim, 0, k * 7) for k in range(3)], 8, 0.36),
        lines(palette.first, 3.5, shoulder),
    ]
    return "".join(art)
