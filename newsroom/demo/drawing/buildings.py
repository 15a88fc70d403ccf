"""Buildings from outside: office towers, terraced houses and the front of a bank."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .figures import walker
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Shape, clamp, disc, rect, spread, swell
from .strokes import barrel, clouds, engrave, fill, hatch, lines, plate, raised, ramp, shaded, sky


def skyline(rng: random.Random, palette: Palette) -> str:
    """Towers on a waterfront before a low sun, the nearest cropped by the edge."""
    base = 850
    sun_x, sun_y, sun_r = rng.uniform(420, 1200), rng.uniform(300, 420), rng.uniform(210, 270)
    sun = disc(sun_x, sun_y, sun_r)
    sinking = ramp((0, sun_y - 40), (0, sun_y + sun_r), 0, 0.6)
    art = [
        sky(palette.faint, [CANVAS], 0, base),
        fill(palette.glow, sun),
        hatch(palette.ground, [sun], 0, 26, sinking, step=900, taper=0),
    ]
    x = -30.0
    far: list[Shape] = []
    while x < WIDTH:
        w = rng.uniform(50, 130)
        far.append(rect(x, base - rng.uniform(130, 380), w, 500))
        x += w
    art += [fill(palette.haze, block) for block in far]
    art += [hatch(palette.faint, [block], 90, 12, 0.3, step=900) for block in far]
    peak = rng.uniform(480, 1140)
    towers = []
    x = -rng.uniform(20, 90)
    while x < WIDTH:
        w = rng.uniform(125, 235)
        rise = 1 - clamp(abs(x + w / 2 - peak) / 760)
        towers.append((x, w, 200 + 470 * rise * rng.uniform(0.7, 1.15) + rng.uniform(0, 130)))
        x += w * rng.uniform(0.82, 1.1)
    rng.shuffle(towers)
    for tx, w, h in towers:
        colour = rng.choice((palette.light, palette.light, palette.light, palette.second, palette.haze))
        art.append(_tower(rng, palette, tx, w, min(h, 800), base, colour))
    water = rect(0, base, WIDTH, HEIGHT - base)
    glints: list[Shape] = []
    for _ in range(130):
        y = base + 16 + 205 * rng.random() ** 1.3
        gx = rng.uniform(-40, WIDTH) if rng.random() < 0.55 else rng.gauss(sun_x, 120)
        length = rng.uniform(40, 170) * (0.5 + (y - base) / 200)
        glints.append([(gx, y), (gx + length / 2, y), (gx + length, y)])
    art += [
        fill(palette.water, water),
        fill(palette.ink, rect(0, base - 6, WIDTH, 20)),
        hatch(palette.ink, [water], 0, 11, ramp((0, base), (0, HEIGHT), 0.75, 0.25), step=900, taper=0),
        fill(palette.glow, *[swell(glint, [0.6, 6.7, 0.6]) for glint in glints]),
    ]
    return "".join(art)


def _tower(
    rng: random.Random, palette: Palette, x: float, width: float, height: float, base: float, colour: str
) -> str:
    """An office tower: a lit front with windows and a flank in shade."""
    split = width * rng.uniform(0.5, 0.68)
    top = base - height
    slant = rng.choice((0, 0, 0, 60, -50))
    front = [(x, base), (x, top + max(slant, 0)), (x + split, top + max(-slant, 0)), (x + split, base)]
    flank = [
        (x + split, base),
        (x + split, top + max(-slant, 0)),
        (x + width, top + 34 + max(-slant, 0)),
        (x + width, base),
    ]
    art = [
        plate(colour, palette.ink, front, width=3.5),
        shaded(mix(colour, palette.ink, 0.55), palette.ink, flank, 90, 9, 0.6, width=3.5, step=900),
    ]
    kind = rng.choice(("floors", "piers", "windows"))
    inner_top = top + abs(slant) + 26
    if kind == "floors":
        body = rect(x + 12, inner_top, split - 24, base - inner_top)
        art.append(hatch(palette.ink, [body], 0, 22, ramp((0, inner_top), (0, base), 0.42, 0.62), step=900, taper=0))
    elif kind == "piers":
        body = rect(x + 10, inner_top, split - 20, base - inner_top)
        art.append(hatch(palette.ink, [body], 90, 17, ramp((0, inner_top), (0, base), 0.3, 0.62), step=60, taper=0))
    else:
        columns = max(2, int((split - 24) / 34))
        step = (split - 24) / columns
        panes = [
            rect(x + 12 + c * step + step * 0.18, inner_top + r * 42, step * 0.64, 24)
            for c in range(columns)
            for r in range(int((base - inner_top) / 42))
            if rng.random() < 0.9
        ]
        art.append(fill(palette.ink, *panes))
    if slant == 0 and rng.random() < 0.5:
        art.append(
            fill(palette.ink, rect(x + split * 0.48, top - 90, 7, 92), rect(x + split * 0.3, top - 16, split * 0.4, 18))
        )
    return "".join(art)


def houses(rng: random.Random, palette: Palette) -> str:
    """Terraced houses climb a hill in rows; one of them stands out."""
    art = [sky(palette.faint, [CANVAS], 0, 620), clouds(palette.light, rng, 40, 210)]
    rows = ((400, 150, 0.7), (590, 205, 0.85), (830, 290, 1.2), (1130, 400, 1.7))
    marked_row = rng.choice((1, 2))
    for r, (ground_y, height, size) in enumerate(rows):
        slope = rng.choice((-1, 1)) * rng.uniform(0.02, 0.07)
        x = -rng.uniform(40, 150) * size
        marked_x = rng.uniform(560, 900)
        done = False
        while x < WIDTH:
            w = rng.uniform(150, 195) * size
            y = ground_y + (x - 810) * slope
            marked = r == marked_row and not done and x + w > marked_x
            done = done or marked
            wall_colour = (
                palette.second
                if marked
                else rng.choice((palette.light, palette.light, palette.haze, mix(palette.light, palette.ground, 0.45)))
            )
            roof_colour = palette.first if marked or rng.random() < 0.25 else mix(palette.ground, palette.ink, 0.7)
            h = height * rng.uniform(0.9, 1.12)
            art.append(_house(rng, palette, x, y, w, h, size, wall_colour, roof_colour))
            x += w
    return "".join(art)


def _house(
    rng: random.Random, palette: Palette, x: float, y: float, w: float, h: float, size: float, wall: str, roof: str
) -> str:
    """One house of a terrace: gable or eaves to the street, windows, a door, a chimney."""
    deep = 170 * size
    front = rect(x, y - h, w, deep + h)
    gabled = rng.random() < 0.5
    pitch = h * (0.55 if gabled else 0.42)
    top = (
        [(x - 5, y - h), (x + w / 2, y - h - pitch), (x + w + 5, y - h)]
        if gabled
        else [(x - 5, y - h), (x + 0.08 * w, y - h - pitch), (x + w - 0.08 * w, y - h - pitch), (x + w + 5, y - h)]
    )
    cw = w * 0.15
    cx = x + w * rng.choice((0.16, 0.68))
    chimney = rect(cx, y - h - pitch * 1.18, cw, pitch)
    pots = [rect(cx + cw * k, y - h - pitch * 1.36, cw * 0.22, pitch * 0.2) for k in (0.1, 0.62)]
    ww, wh = w * 0.22, h * 0.27
    panes = [rect(x + w * px, y - h + h * py, ww, wh) for px, py in ((0.16, 0.12), (0.16, 0.56), (0.62, 0.12))]
    door = rect(x + w * 0.6, y - h * 0.46, w * 0.26, h * 0.46 + 20)
    bars = [[(p[0][0] + ww / 2, p[0][1]), (p[0][0] + ww / 2, p[2][1])] for p in panes]
    bars += [[(p[0][0], p[0][1] + wh / 2), (p[1][0], p[0][1] + wh / 2)] for p in panes]
    return "".join(
        [
            plate(mix(roof, palette.ink, 0.3), palette.ink, chimney, *pots),
            hatch(palette.ink, [chimney], 0, 6 * size, 0.4, step=900),
            shaded(wall, palette.ink, front, 0, 12 * size, ramp((x, 0), (x + w, 0), 0.04, 0.4), step=110),
            plate(roof, palette.ink, top, width=3.5),
            hatch(palette.ink, [top], 63 if gabled else 90, 9 * size, ramp((x, 0), (x + w, 0), 0.2, 0.75), step=60),
            plate(palette.ink, wall, *panes, width=3 * size),
            lines(wall, 2 * size, *bars),
            plate(roof, palette.ink, door),
            hatch(palette.ink, [rect(x - 5, y - h, w + 10, 12 * size)], 0, 4, 0.8, step=900, taper=0),
        ]
    )


def colonnade(rng: random.Random, palette: Palette) -> str:
    """The front of an old bank from the foot of its stairs; somebody small goes in."""
    stone = palette.light
    pitch, half = 345, 86
    first = rng.uniform(-60, 60)
    top, base = 300, 850
    wall = rect(0, top, WIDTH, base - top)
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, 320)], 0, 330),
        fill(palette.shade, wall),
        hatch(palette.ink, [wall], 90, 11, 0.55, step=900, taper=0),
    ]
    dx = first + pitch * (rng.choice((1, 2)) + 0.5)
    door = rect(dx - 78, 430, 156, base - 430)
    art += [
        plate(palette.first, palette.ink, door, width=5),
        hatch(palette.light, [door], 90, 26, 0.22, step=900),
        lines(palette.ink, 5, [(dx, 430), (dx, base)], [(dx - 78, 560), (dx + 78, 560)]),
    ]
    for i in range(6):
        x = first + pitch * i
        shaft: Shape = [
            (x - half * 0.86, top + 92),
            (x + half * 0.86, top + 92),
            (x + half, base - 34),
            (x - half, base - 34),
        ]
        flutes = []
        for k in range(1, 12):
            across = -math.cos(math.pi * k / 12)
            flutes.append([(x + across * half * q, y) for y, q in ((top + 96, 0.86), (580, 0.93), (base - 36, 1.0))])
        foot = rect(x - half - 26, base - 36, 2 * half + 52, 38)
        capital = [
            (x - half * 0.86, top + 94),
            (x - half - 30, top + 46),
            (x + half + 30, top + 46),
            (x + half * 0.86, top + 94),
        ]
        shadow: Shape = [(x + half, top), (x + half + 95, top), (x + half + 95, base), (x + half, base)]
        tone = barrel(x - half * 0.95, x + half * 0.95)
        art += [
            hatch(palette.ink, [shadow], 90, 11, ramp((x + half, 0), (x + half + 95, 0), 0.9, 0.6), step=900, taper=0),
            plate(stone, palette.ink, shaft, width=4),
            engrave(palette.ink, flutes, 20, raised(tone, 0.12, 0.8)),
            plate(stone, palette.ink, foot, width=4),
            shaded(stone, palette.ink, capital, 0, 9, ramp((0, top + 40), (0, top + 96), 0.05, 0.75), width=4),
            plate(stone, palette.ink, rect(x - half - 38, top, 2 * half + 76, 48), width=4),
            hatch(palette.ink, [foot], 90, 9, barrel(x - 2 * half, x + half)),
        ]
    apex = first + pitch * 2 + 40
    gable: Shape = [(apex - 1250, top - 118), (apex, top - 500), (apex + 1250, top - 118)]
    inner: Shape = [(apex - 1020, top - 146), (apex, top - 452), (apex + 1020, top - 146)]
    art += [
        plate(stone, palette.ink, gable, width=4),
        plate(mix(palette.second, palette.ink, 0.2), palette.ink, inner, width=4),
        hatch(palette.ink, [inner], 0, 12, ramp((0, 0), (0, top - 140), 0.72, 0.3), step=900),
        plate(stone, palette.ink, rect(-10, top - 118, WIDTH + 20, 120), width=4),
        plate(stone, palette.ink, rect(-10, top - 142, WIDTH + 20, 30), width=4),
        hatch(palette.ink, [rect(0, top - 112, WIDTH, 24)], 0, 8, 0.6, step=900, taper=0),
    ]
    for k in range(10):
        tx = first + pitch * k / 2 - 42
        art.append(hatch(palette.ink, [rect(tx, top - 84, 84, 72)], 90, 28, 0.35, step=900, taper=0))
    steps = spread(base, HEIGHT, 6)
    for i, (upper, lower) in enumerate(pairwise(steps)):
        tread = rect(-10, upper, WIDTH + 20, lower - upper)
        riser = rect(-10, upper + (lower - upper) * 0.36, WIDTH + 20, (lower - upper) * 0.64)
        art += [
            plate(stone, palette.ink, tread, width=4),
            hatch(palette.ink, [riser], 0, 9, 0.3 + 0.06 * i, step=900, taper=0),
        ]
    fx, fy = dx + rng.choice((-120, 110)), steps[3]
    art += [
        fill(palette.ink, [(fx, fy - 2), (fx + 210, fy + 74), (fx + 240, fy + 74), (fx + 34, fy - 2)], opacity=0.8),
        walker(palette, fx, fy, 172),
    ]
    return "".join(art)
