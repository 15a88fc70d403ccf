"""A suspension bridge."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .palette import Palette, mix
from .shapes import HEIGHT, WIDTH, Point, clamp, disc, rect, spread
from .space import View
from .strokes import engrave, fill, hatch, lines, mirrored, plate, ramp, shaded, sky


def bridge(rng: random.Random, palette: Palette) -> str:
    """A suspension bridge comes out of the distance and passes overhead."""
    flip = rng.random() < 0.5
    horizon = 760
    view = View(330, horizon, 6, 1000)
    sun = (480, 560, 170)
    water = rect(0, horizon, WIDTH, HEIGHT - horizon)
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, horizon)], 0, horizon),
        fill(palette.glow, disc(*sun)),
        hatch(palette.ground, [disc(*sun)], 0, 24, ramp((0, 480), (0, 740), 0, 0.65), step=900, taper=0),
        fill(
            palette.haze,
            [
                (0, horizon),
                (0, horizon - 60),
                (160, horizon - 105),
                (420, horizon - 40),
                (700, horizon - 78),
                (1010, horizon - 20),
                (WIDTH, horizon - 50),
                (WIDTH, horizon),
            ],
        ),
        fill(palette.water, water),
    ]
    waves = []
    for i in range(26):
        y = horizon + 8 + 312 * (i / 25) ** 1.5
        amp = 1 + 7 * (i / 25)
        waves.append([(x, y + amp * math.sin(x / (30 + 70 * i / 25) + i * 2.1)) for x in range(-20, WIDTH + 40, 34)])
    phase = rng.uniform(0, 6)
    art.append(
        engrave(
            palette.light,
            waves,
            16,
            lambda x, y: 0.06 + 0.3 * max(0, math.sin(x / 210 + y / 37 + phase)) + 0.3 * clamp(1 - abs(x - 480) / 190),
        )
    )

    def place(s: float, side: float, height: float) -> Point:
        """On the bridge: `s` metres along from the near bank, `side` to the right of its axis."""
        return view(33 + side - 33.5 * s / 130, height, 15 + s)

    deck_h, tower_h = 16, 52
    towers = (14, 92, 170)

    def cable(s: float) -> float:
        if s < towers[0]:
            return tower_h - (towers[0] - s) * 0.9
        for a, b in pairwise(towers):
            if a <= s <= b:
                t = (s - a) / (b - a)
                return deck_h + 3 + (tower_h - deck_h - 3) * (2 * t - 1) ** 2
        return tower_h - (s - towers[-1]) * 0.5

    ways = spread(-9, 230, 120)
    for side in (5, -5):
        deck_top = [place(s, side, deck_h) for s in ways]
        deck_low = [place(s, side, deck_h - 3.2) for s in ways]
        if side == -5:
            under = [place(s, 5, deck_h - 3.2) for s in ways]
            art += [
                fill(mix(palette.first, palette.ink, 0.75), deck_low + under[::-1]),
                plate(palette.first, palette.ink, deck_top + deck_low[::-1], width=4),
            ]
            truss = []
            nodes = [-9 + 3.4 * i for i in range(70)]
            for i, (a, b) in enumerate(pairwise(nodes)):
                start, end = (0.3, 2.9) if i % 2 else (2.9, 0.3)
                truss.append([place(a, side, deck_h - start), place(b, side, deck_h - end)])
            art += [
                engrave(palette.ink, truss, 9, 0.6),
                lines(palette.ink, 3, [place(s, side, deck_h - 0.5) for s in ways]),
            ]
        for t in reversed(towers):
            low, high = -1, tower_h + 1.5
            near, far = side - 1.5, side + 1.5
            leg = [place(t, near, low), place(t, near, high), place(t, far, high), place(t, far, low)]
            flank = [place(t, far, low), place(t, far, high), place(t + 5, far, high), place(t + 5, far, low)]
            art += [
                shaded(palette.first, palette.ink, leg, 90, 9, 0.3, width=4, step=900),
                plate(mix(palette.first, palette.ink, 0.55), palette.ink, flank, width=4),
            ]
            if side == -5:
                for h in (24, 36, 50):
                    beam = [place(t, -5, h), place(t, -5, h + 2.4), place(t, 5, h + 2.4), place(t, 5, h)]
                    art += [shaded(palette.first, palette.ink, beam, 0, 8, 0.5, width=3, step=900)]
        hang = [
            [place(s, side, cable(s)), place(s, side, deck_h)]
            for s in (-8 + 3 * i for i in range(60))
            if cable(s) > deck_h
        ]
        rope = [place(s, side, cable(s)) for s in ways if cable(s) > deck_h - 3]
        art += [lines(palette.line, 2.2, *hang), lines(palette.ink, 15, rope), lines(palette.light, 8, rope)]
    scene = "".join(art)
    return mirrored(scene) if flip else scene
