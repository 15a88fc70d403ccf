"""Things written on paper: the account book and the sealed document."""

from __future__ import annotations

import math
import random

from .ornament import braid, lattice
from .palette import Palette, mix
from .shapes import CANVAS, Point, Shape, arc, curve, disc, rect, shift, spread, turn
from .strokes import ball, engrave, fill, hatch, lines, outline, plate, ramp, shaded


def ledger(rng: random.Random, palette: Palette) -> str:
    """An open account book lies across the table, ruled and filled in, with a pen on it."""
    tilt = rng.choice((-9, -6, 6, 9))
    centre: Point = (810 + rng.uniform(-60, 60), 560)

    def at(u: float, v: float) -> Point:
        """The place of (u, v) on the spread; u from -1 to 1 across both pages, v from 0 to 1 down."""
        half = 660 + 170 * v
        rise = 78 * math.sin(math.pi * min(1, abs(u) * 1.1) ** 0.55) * (1 - 0.2 * v)
        return turn([(centre[0] + u * half, 190 + 700 * v - rise)], tilt, centre)[0]

    def strip(u0: float, v0: float, u1: float, v1: float) -> Shape:
        across = spread(u0, u1, 20)
        return [at(u, v0) for u in across] + [at(u, v1) for u in reversed(across)]

    pages = [strip(-1, 0, 0, 1), strip(0, 0, 1, 1)]
    cover = [at(-1.04, -0.03), at(1.04, -0.03), at(1.04, 1.09), at(-1.04, 1.09)]
    art = [
        hatch(palette.faint, [CANVAS], tilt + 90, 15, ramp((0, 0), (1620, 1080), 0.14, 0.5), step=70, taper=0),
        hatch(palette.ink, [shift(cover, 40, 52)], 45, 11, 0.68, step=900),
        plate(palette.first, palette.ink, cover, width=4),
    ]
    for layer in range(7, 0, -1):
        art += [plate(palette.light, palette.ink, *[shift(page, 0, layer * 7) for page in pages], width=2)]
    art += [plate(palette.light, palette.ink, *pages)]
    rules = [[at(u, v) for u in spread(s * 0.05, s * 0.96, 14)] for v in spread(0.14, 0.95, 17) for s in (-1, 1)]
    columns = [u for s in (-1, 1) for u in (s * 0.05, s * 0.34, s * 0.6, s * 0.64, s * 0.9)]
    art += [
        lines(mix(palette.light, palette.ink, 0.4), 1.6, *rules),
        lines(palette.second, 3, *[[at(u, v) for v in (0.06, 0.95)] for u in columns]),
    ]
    entries: list[Shape] = []
    last = rng.randrange(9, 14)
    for side in (-1, 1):
        for row, v in enumerate(spread(0.165, 0.925, 16)):
            if side == 1 and row > last:
                continue
            for first, width in ((0.09, 0.2), (0.38, 0.17), (0.68, 0.17)):
                start = first if side == 1 else -first - width
                length = width * rng.uniform(0.45, 1)
                begin = start + (width - length if first > 0.3 else 0)
                entries.append([at(u, v + 0.006 * math.sin(u * 190)) for u in spread(begin, begin + length, 14)])
    art += [
        lines(palette.ink, 9, *entries),
        hatch(palette.ink, [strip(0.0, 0, 0.22, 1)], 90 + tilt, 9, ramp(at(0, 0.5), at(0.2, 0.5), 0.72, 0)),
        hatch(palette.ink, [strip(-0.16, 0, 0, 1)], 90 + tilt, 9, ramp(at(-0.14, 0.5), at(0, 0.5), 0, 0.5)),
        hatch(palette.ink, [strip(0.8, 0, 1, 1)], 90 + tilt, 9, ramp(at(0.82, 0.5), at(1, 0.5), 0, 0.3)),
        fill(palette.second, [at(-0.012, 0), at(0.02, 0), at(0.05, 1.16), at(0.028, 1.12), at(0.0, 1.17)]),
    ]
    nib = at(0.36, 0.165 + 0.0507 * last)
    angle = rng.uniform(-34, -24)
    barrel_shape = [(0, 0), (70, -13), (92, -24), (520, -30), (640, -22), (640, 22), (520, 30), (92, 24), (70, 13)]
    pen = shift(turn(barrel_shape, angle), *nib)
    collar = shift(turn(rect(92, -25, 30, 50), angle), *nib)
    cap = shift(turn(rect(330, -30, 26, 60), angle), *nib)
    shadow = shift(turn(barrel_shape, angle + 7), nib[0] + 8, nib[1] + 8)
    dark = palette.ink if palette.first != palette.ink else palette.second
    art += [
        hatch(palette.ink, [shadow], 45, 9, 0.66, step=900),
        plate(mix(palette.first, palette.ink, 0.25), dark, pen, width=4),
        hatch(
            palette.ink,
            [pen],
            angle,
            8,
            lambda x, y: 0.1 + 0.011 * max(0, (y - nib[1]) - math.tan(math.radians(angle)) * (x - nib[0]) + 14),
        ),
        plate(palette.second, palette.ink, collar, cap),
        plate(palette.light, palette.ink, shift(turn([(0, 0), (70, -13), (92, -24), (92, 24), (70, 13)], angle), *nib)),
    ]
    return "".join(art)


def document(rng: random.Random, palette: Palette) -> str:
    """A deed with a wax seal, lying over another, cropped by the table's edge."""
    tilt = rng.choice((-10, -7, 7, 10))
    x0, y0, width, height = 330 + rng.uniform(-50, 50), 110, 960, 1200
    about = (810, 540)
    sheet = turn(rect(x0, y0, width, height), tilt, about)
    under = shift(turn(rect(x0, y0, width, height), -tilt * 1.3, about), 90, 60)
    ends = [x0 + width - 130 - rng.random() ** 2 * 320 for _ in range(15)]
    text = [
        turn([(x0 + 130, y), (end, y)], tilt, about)
        for y, end in zip(spread(y0 + 330, y0 + 1050, 15), ends, strict=True)
    ]
    heading = [
        turn([(x0 + 130, y0 + 205), (x0 + 600, y0 + 205)], tilt, about),
        turn([(x0 + 130, y0 + 258), (x0 + 450, y0 + 258)], tilt, about),
    ]
    band = turn([(x0 + 60, y0 + 92), (x0 + width - 60, y0 + 92)], tilt, about)
    curl = turn([(x0 + width - 190, y0), (x0 + width, y0 + 170), (x0 + width - 215, y0 + 205)], tilt, about)
    corner = turn([(x0 + width - 190, y0 - 6), (x0 + width + 8, y0 - 8), (x0 + width + 6, y0 + 172)], tilt, about)
    seal = turn([(x0 + width - 250, y0 + 640)], tilt, about)[0]
    r = 176
    blob = curve(
        [
            (seal[0] + q * math.cos(a), seal[1] + q * math.sin(a))
            for a, q in ((t, r * rng.uniform(0.93, 1.14)) for t in spread(0, math.tau, 15)[:-1])
        ],
        closed=True,
    )
    tails = [
        turn(
            [
                (seal[0] - 90, seal[1] + 60),
                (seal[0] - 8, seal[1] + 90),
                (seal[0] - 20, seal[1] + 390),
                (seal[0] - 72, seal[1] + 340),
                (seal[0] - 132, seal[1] + 380),
            ],
            tilt,
            seal,
        ),
        turn(
            [
                (seal[0] + 6, seal[1] + 90),
                (seal[0] + 92, seal[1] + 60),
                (seal[0] + 150, seal[1] + 350),
                (seal[0] + 88, seal[1] + 330),
                (seal[0] + 42, seal[1] + 386),
            ],
            tilt,
            seal,
        ),
    ]
    cx, cy = seal
    return "".join(
        [
            hatch(palette.faint, [CANVAS], 0, 14, ramp((0, 0), (1620, 1080), 0.5, 0.1), step=70, taper=0),
            hatch(palette.ink, [shift(under, 34, 40)], 45, 11, 0.6, step=900),
            plate(palette.second if palette.dark else palette.floor, palette.ink, under, width=4),
            hatch(palette.ink, [under], -tilt * 1.3, 13, 0.22, step=900),
            hatch(palette.ink, [shift(sheet, 30, 38)], 45, 10, 0.7, step=900),
            plate(palette.light, palette.ink, sheet, width=4),
            braid(palette.first, band[0], band[1], 44, 14, strands=8, width=2, swells=7),
            lines(palette.ink, 30, heading[0]),
            lines(palette.ink, 16, heading[1]),
            lines(mix(palette.light, palette.ink, 0.82), 11, *text),
            hatch(palette.ink, [sheet], 90 + tilt, 12, ramp((x0 + 500, 0), (x0 + width + 60, 200), 0, 0.26)),
            fill(palette.ground, corner),
            shaded(mix(palette.light, palette.ink, 0.1), palette.ink, curl, 45 + tilt, 8, 0.4),
            hatch(palette.ink, [shift(t, 14, 16) for t in tails], 45, 9, 0.6, step=900),
            plate(palette.second, palette.ink, *tails),
            hatch(palette.ink, tails, 90 + tilt, 10, ramp((0, cy + 60), (0, cy + 360), 0.6, 0.15)),
            hatch(palette.ink, [shift(blob, 20, 26)], 45, 9, 0.75, step=900),
            shaded(palette.first, palette.ink, blob, 45, 11, ball(cx, cy, r * 1.25, 0.9), width=4),
            fill(mix(palette.first, palette.ink, 0.22), disc(cx, cy, r * 0.76)),
            engrave(
                palette.ink,
                [arc(cx, cy, r * 0.76, r * 0.76, 0, 360, 60)],
                12,
                lambda x, y: 0.15 + (0.8 if x + y < cx + cy else 0),
            ),
            lattice(palette.light, (cx, cy), r * 0.48, r * 0.2, 12, strands=6, width=2.2),
            lattice(palette.light, (cx, cy), r * 0.16, r * 0.1, 5, strands=4, width=2.2),
            outline(palette.light, 3, disc(cx, cy, r * 0.72)),
        ]
    )
