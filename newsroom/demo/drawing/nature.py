"""Land and sea."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, clamp, curve, disc, noise, rect, spread, swell, turn
from .strokes import clouds, engrave, fill, hatch, lines, mirrored, plate, ramp, shaded, sky


def fields(rng: random.Random, palette: Palette) -> str:
    """Ploughed strips over rolling ground, and ears of grain close enough to touch."""
    flip = rng.random() < 0.5
    horizon = 400
    art = [sky(palette.faint, [rect(0, 0, WIDTH, horizon + 60)], 0, horizon + 60), clouds(palette.light, rng, 60, 330)]
    ridges = []
    for y0, amp, stretch in ((horizon, 42, 420), (horizon + 90, 60, 520), (horizon + 240, 70, 640)):
        wave = noise(rng.uniform(0, 30), 0.5)
        ridges.append([(x, y0 + amp * wave(x / stretch)) for x in spread(-20, WIDTH + 20, 60)])
    colours = [palette.haze, palette.second, palette.floor]
    for i, crest in enumerate(ridges):
        body = [*crest, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]
        art.append(plate(colours[i], palette.ink, body, width=4))
        vanish = (rng.uniform(300, 1300), horizon - 260 - 40 * i)
        strips = 9 if i < 2 else 7
        corners = spread(-900, WIDTH + 900, strips + 1)
        for k, (a, b) in enumerate(pairwise(corners)):
            tint = (palette.light, None, palette.first, None)[(k + i) % 4]

            def at(bottom_x: float, share: float, vanish: Point = vanish, crest: Shape = crest) -> Point:
                """A place on the slope: from the crest (0) down to the sheet's edge (1), along lines that meet."""
                low = HEIGHT + 40
                start = 0.0
                x_top = vanish[0] + (bottom_x - vanish[0]) * (crest[0][1] - vanish[1]) / (low - vanish[1])
                place = clamp((x_top + 20) / (WIDTH + 40)) * (len(crest) - 1)
                low_i = min(int(place), len(crest) - 2)
                crest_y = crest[low_i][1] + (crest[low_i + 1][1] - crest[low_i][1]) * (place - low_i)
                y = crest_y + (low - crest_y) * share + start
                return (vanish[0] + (bottom_x - vanish[0]) * (y - vanish[1]) / (low - vanish[1]), y)

            shares = spread(0, 1, 8)
            if tint:
                edge = [at(q, 0) for q in spread(a, b, 9)]
                strip = [*edge, *[at(b, s) for s in shares[1:]], *[at(a, s) for s in reversed(shares)]]
                art.append(plate(tint, palette.ink, strip, width=3))
            rows = [[at(q, s) for s in shares] for q in spread(a, b, 13 if i < 2 else 9)[:-1]]
            strength = (0.34, 0.2, 0.5, 0.26)[(k + i) % 4]
            art.append(
                engrave(
                    palette.ink, rows, 15 + 8 * i, ramp((0, horizon), (0, horizon + 420), 0.35 * strength, strength)
                )
            )
        if i == 1:
            x, y = crest[44]
            art.append(_trees(rng, palette, x, y))
    for stem_x, height, lean in ((1395, 700, -5), (1490, 860, 4), (1280, 560, -12), (1590, 640, 9), (1180, 420, -16)):
        art.append(
            _ear(
                palette,
                stem_x + rng.uniform(-16, 16),
                HEIGHT + 30,
                height + rng.uniform(-40, 40),
                lean + rng.uniform(-3, 3),
            )
        )
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def _trees(rng: random.Random, palette: Palette, x: float, y: float) -> str:
    """Three poplars and the barn they shelter."""
    art = [
        plate(palette.light, palette.ink, rect(x + 20, y - 34, 96, 50)),
        plate(palette.first, palette.ink, [(x + 10, y - 34), (x + 36, y - 74), (x + 104, y - 74), (x + 126, y - 34)]),
        hatch(palette.ink, [[(x + 10, y - 34), (x + 36, y - 74), (x + 104, y - 74), (x + 126, y - 34)]], 90, 8, 0.5),
    ]
    for k in range(3):
        tx, h = x - 30 - k * 42, rng.uniform(130, 190)
        crown = curve(
            [(tx, y - h), (tx + 22, y - h * 0.55), (tx + 12, y - 8), (tx - 12, y - 8), (tx - 22, y - h * 0.55)],
            closed=True,
            detail=6,
        )
        art += [shaded(palette.shade, palette.ink, crown, 90, 7, ramp((tx - 22, 0), (tx + 22, 0), 0.1, 0.85), step=30)]
    return "".join(art)


def _ear(palette: Palette, x: float, base: float, height: float, lean: float) -> str:
    """An ear of grain on its stalk, with its awns."""
    top = base - height
    size = 1.25 * min(1.0, 0.5 + height / 1400)
    parts: list[str] = []
    stalk = swell(
        [(x + 26 * math.sin(t * 2.2) * (1 - t), base - height * t) for t in spread(0, 1, 16)],
        [15 * size - 6 * t for t in spread(0, 1, 16)],
    )
    parts.append(plate(palette.first, palette.ink, stalk))
    awns, grains, cuts = [], [], []
    for k in range(9):
        y = top + k * 36 * size
        for side in (-1, 1):
            kernel = curve(
                [
                    (0, 0),
                    (26 * size, -24 * size),
                    (30 * size, -66 * size),
                    (12 * size, -92 * size),
                    (-4 * size, -50 * size),
                ],
                closed=True,
                detail=5,
            )
            kernel = turn(kernel, 14)
            kernel = [(x + side * px, y + py + 30) for px, py in kernel]
            grains.append(kernel)
            tip = (x + side * 30 * size, y - 60 * size)
            awns.append(
                [tip, (tip[0] + side * 36 * size, tip[1] - 90 * size), (tip[0] + side * 58 * size, tip[1] - 190 * size)]
            )
            cuts.append(
                [
                    (x + side * 8 * size, y + 18),
                    (x + side * 22 * size, y - 10 * size),
                    (x + side * 28 * size, y - 44 * size),
                ]
            )
    parts.append(lines(palette.ink, 6, *awns))
    parts.append(lines(palette.first, 3, *awns))
    for kernel in reversed(grains):
        parts.append(plate(palette.first, palette.ink, kernel, width=3.5))
        middle = sum(p[0] for p in kernel) / len(kernel)
        parts.append(
            hatch(
                palette.ink,
                [kernel],
                82 if middle > x else 98,
                6,
                ramp((middle - 16, 0), (middle + 20, 0), 0.05, 0.75),
                step=20,
            )
        )
    parts.append(engrave(palette.ink, cuts, 8, 0.5))
    return f'<g transform="rotate({lean:.1f} {x:.0f} {base:.0f})">{"".join(parts)}</g>'


def sea(rng: random.Random, palette: Palette) -> str:
    """Open water under a low sun, one sail on it; the swell is cut line by line."""
    flip = rng.random() < 0.5
    horizon = rng.uniform(360, 440)
    sun = (rng.uniform(480, 700), horizon - rng.uniform(40, 110), 170)
    water_shape = rect(0, horizon, WIDTH, HEIGHT)
    art = [
        sky(palette.faint, [CANVAS], 0, horizon + 80),
        fill(palette.glow, disc(*sun)),
        hatch(palette.ground, [disc(*sun)], 0, 20, ramp((0, sun[1] - 80), (0, horizon), 0, 0.6), step=900, taper=0),
        fill(palette.water, water_shape),
    ]
    count = 15
    phase = rng.uniform(0, 6)
    sail_row = 4
    for i in range(count):
        near = i / (count - 1)
        y0 = horizon + 6 + (HEIGHT - horizon + 60) * near**1.55
        amp = 3 + 62 * near**1.2
        length = 90 + 520 * near
        shift_by = phase + i * 2.4

        def height(
            x: float, amp: float = amp, length: float = length, shift_by: float = shift_by, y0: float = y0
        ) -> float:
            """The crest of this wave: sharp tops, wide troughs."""
            s = math.sin(x / length * 3.1 + shift_by)
            return y0 - amp * (1 - abs(s)) ** 1.25 * 1.5 - amp * 0.22 * math.sin(x / length * 7.3 + shift_by * 2)

        crest = [(x, height(x)) for x in spread(-20, WIDTH + 20, 86)]
        body = [*crest, (WIDTH + 20, HEIGHT + 30), (-20, HEIGHT + 30)]
        colour = mix(palette.water, palette.ink, 0.22 * (i % 2) + 0.24 * near)
        depth = 12 + 150 * near
        rows = max(3, int(depth / (6 + 5 * near)))
        follow = [[(x, y + (k + 0.6) * depth / rows + 2) for x, y in crest] for k in range(rows)]
        gap = depth / rows

        def tone(x: float, y: float, height=height, depth: float = depth, sun_x: float = sun[0]) -> float:
            below = (y - height(x)) / depth
            rising = height(x + 12) - height(x - 12)
            lit = clamp(0.5 - rising / 26)
            return clamp((1 - below) * (0.12 + 0.62 * lit), 0, 0.75) + 0.25 * clamp(
                1 - abs(x - sun_x) / (150 + 130 * below)
            )

        art += [
            fill(colour, body),
            engrave(palette.light, follow, gap, tone),
            lines(palette.light, 1.5 + 3.5 * near, crest),
        ]
        if i == sail_row:
            x = sun[0] + 560
            art.append(_sail(palette, x, height(x) + 14))
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def _sail(palette: Palette, x: float, y: float) -> str:
    """A cutter close to the wind."""
    hull: Shape = [(x - 86, y - 26), (x + 96, y - 34), (x + 62, y + 6), (x - 62, y + 6)]
    main: Shape = [
        (x + 2, y - 300),
        *curve([(x + 2, y - 300), (x - 60, y - 150), (x - 120, y - 46)], detail=5),
        (x + 2, y - 42),
    ]
    jib: Shape = [
        (x + 14, y - 270),
        *curve([(x + 14, y - 270), (x + 54, y - 140), (x + 100, y - 48)], detail=5),
        (x + 14, y - 52),
    ]
    parts = [
        shaded(palette.light, palette.ink, main, 80, 10, ramp((x - 120, 0), (x + 4, 0), 0.0, 0.5), step=30),
        shaded(palette.first, palette.ink, jib, 100, 10, ramp((x + 10, 0), (x + 100, 0), 0.5, 0.1), step=30),
        lines(palette.ink, 6, [(x + 8, y - 316), (x + 8, y - 28)]),
        shaded(palette.light, palette.ink, hull, 0, 8, ramp((0, y - 34), (0, y + 6), 0.1, 0.8), step=60),
    ]
    return f'<g transform="rotate(7 {x:.0f} {y:.0f})">{"".join(parts)}</g>'
