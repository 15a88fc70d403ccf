"""The city: towers, houses, bank facades, stairs, meeting rooms and bridges."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, arc, clamp, disc, rect, spread, swell
from .space import View
from .strokes import barrel, clouds, engrave, fill, hatch, lines, mirrored, outline, plate, raised, ramp, sky


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
        plate(mix(colour, palette.ink, 0.55), palette.ink, flank, width=3.5),
        hatch(palette.ink, [flank], 90, 9, 0.6, step=900),
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


def skyline(rng: random.Random, palette: Palette) -> str:
    """Towers on a waterfront before a low sun, the nearest cropped by the edge."""
    base = 850
    sun_x, sun_y, sun_r = rng.uniform(420, 1200), rng.uniform(300, 420), rng.uniform(210, 270)
    art = [
        sky(palette.faint, [CANVAS], 0, base),
        fill(palette.glow, disc(sun_x, sun_y, sun_r)),
        hatch(
            palette.ground,
            [disc(sun_x, sun_y, sun_r)],
            0,
            26,
            ramp((0, sun_y - 40), (0, sun_y + sun_r), 0, 0.6),
            step=900,
            taper=0,
        ),
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
    order = list(range(len(towers)))
    rng.shuffle(order)
    for i in order:
        tx, w, h = towers[i]
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


def colonnade(rng: random.Random, palette: Palette) -> str:
    """The front of an old bank from the foot of its stairs; somebody small goes in."""
    stone = palette.light
    count = 5
    pitch = 345
    first = rng.uniform(-60, 60)
    top, base = 300, 850
    wall = rect(0, top, WIDTH, base - top)
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, 320)], 0, 330),
        fill(palette.shade, wall),
        hatch(palette.ink, [wall], 90, 11, 0.55, step=900, taper=0),
    ]
    door = rng.choice((1, 2))
    dx = first + pitch * (door + 0.5)
    art += [
        plate(palette.first, palette.ink, rect(dx - 78, 430, 156, base - 430), width=5),
        hatch(palette.light, [rect(dx - 78, 430, 156, base - 430)], 90, 26, 0.22, step=900),
        lines(palette.ink, 5, [(dx, 430), (dx, base)], [(dx - 78, 560), (dx + 78, 560)]),
    ]
    for i in range(count + 1):
        x = first + pitch * i
        half = 86
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
        shadow: Shape = [(x + half, top), (x + half + 95, top), (x + half + 95, base), (x + half, base)]
        tone = barrel(x - half * 0.95, x + half * 0.95)
        art += [
            hatch(palette.ink, [shadow], 90, 11, ramp((x + half, 0), (x + half + 95, 0), 0.9, 0.6), step=900, taper=0),
            plate(stone, palette.ink, shaft, width=4),
            engrave(palette.ink, flutes, 20, raised(tone, 0.12, 0.8)),
            plate(stone, palette.ink, rect(x - half - 26, base - 36, 2 * half + 52, 38), width=4),
            plate(
                stone,
                palette.ink,
                [
                    (x - half * 0.86, top + 94),
                    (x - half - 30, top + 46),
                    (x + half + 30, top + 46),
                    (x + half * 0.86, top + 94),
                ],
                width=4,
            ),
            hatch(
                palette.ink,
                [
                    [
                        (x - half * 0.86, top + 94),
                        (x - half - 30, top + 46),
                        (x + half + 30, top + 46),
                        (x + half * 0.86, top + 94),
                    ]
                ],
                0,
                9,
                ramp((0, top + 40), (0, top + 96), 0.05, 0.75),
            ),
            plate(stone, palette.ink, rect(x - half - 38, top, 2 * half + 76, 48), width=4),
            hatch(
                palette.ink, [rect(x - half - 26, base - 36, 2 * half + 52, 38)], 90, 9, barrel(x - 2 * half, x + half)
            ),
        ]
    entablature = rect(-10, top - 118, WIDTH + 20, 120)
    apex = first + pitch * 2 + 40
    gable: Shape = [(apex - 1250, top - 118), (apex, top - 500), (apex + 1250, top - 118)]
    inner: Shape = [(apex - 1020, top - 146), (apex, top - 452), (apex + 1020, top - 146)]
    art += [
        plate(stone, palette.ink, gable, width=4),
        plate(mix(palette.second, palette.ink, 0.2), palette.ink, inner, width=4),
        hatch(palette.ink, [inner], 0, 12, ramp((0, 0), (0, top - 140), 0.72, 0.3), step=900),
        plate(stone, palette.ink, entablature, width=4),
        plate(stone, palette.ink, rect(-10, top - 142, WIDTH + 20, 30), width=4),
        hatch(palette.ink, [rect(0, top - 112, WIDTH, 24)], 0, 8, 0.6, step=900, taper=0),
    ]
    for k in range(10):
        tx = first + pitch * k / 2 - 42
        art.append(hatch(palette.ink, [rect(tx, top - 84, 84, 72)], 90, 28, 0.35, step=900, taper=0))
    steps = spread(base, HEIGHT, 6)
    for i, (upper, lower) in enumerate(pairwise(steps)):
        tread = rect(-10, upper, WIDTH + 20, lower - upper)
        art += [
            plate(stone, palette.ink, tread, width=4),
            hatch(
                palette.ink,
                [rect(-10, upper + (lower - upper) * 0.36, WIDTH + 20, (lower - upper) * 0.64)],
                0,
                9,
                0.3 + 0.06 * i,
                step=900,
                taper=0,
            ),
        ]
    fx, fy = dx + rng.choice((-120, 110)), steps[3]
    art += [
        fill(palette.ink, [(fx, fy - 2), (fx + 210, fy + 74), (fx + 240, fy + 74), (fx + 34, fy - 2)], opacity=0.8),
        _walker(palette, fx, fy, 172),
    ]
    return "".join(art)


def _walker(palette: Palette, x: float, y: float, height: float) -> str:
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


def staircase(rng: random.Random, palette: Palette) -> str:
    """A spiral stair seen from its top, turning down into the dark."""
    cx, cy = 810 + rng.choice((-130, 130)), 560
    hand = rng.choice((1, -1))
    start = rng.uniform(0, 360)
    per_turn, turns = 26, 3
    total = per_turn * turns
    art = [fill(palette.ink, CANVAS)]

    def scale(step: float) -> float:
        return 0.968**step

    def spot(step: float, radius: float) -> Point:
        a = math.radians(start + hand * 360 * step / per_turn)
        drift = 1 - scale(step)
        return (
            cx + 60 * drift + radius * scale(step) * math.cos(a),
            cy - 50 * drift + radius * scale(step) * math.sin(a),
        )

    inner, outer = 420, 1190
    for step in range(total, -14, -1):
        a0, a1 = step, step + 1.04
        tread = [
            spot(a0, inner),
            spot(a0, outer),
            *[spot(a0 + (a1 - a0) * t, outer) for t in (0.35, 0.7)],
            spot(a1, outer),
            spot(a1, inner),
        ]
        riser = [spot(a0, inner), spot(a0, outer), spot(a0 + 0.24, outer * 0.985), spot(a0 + 0.24, inner * 0.985)]
        depth = clamp(step / total)
        runner = [spot(a0, 610), spot(a0, 1000), spot(a1, 1000), spot(a1, 610)]
        a = math.degrees(math.atan2(tread[1][1] - tread[0][1], tread[1][0] - tread[0][0]))
        facing = 0.5 - 0.5 * math.cos(math.radians(start + hand * 360 * step / per_turn + 135))
        art += [
            plate(mix(palette.light, palette.ink, 0.72 * depth), palette.ink, tread, width=3),
            plate(mix(palette.first, palette.ink, 0.62 * depth), palette.ink, runner, width=2),
            hatch(palette.ink, [tread], a, max(5, 15 * scale(step)), 0.1 + 0.5 * facing, step=900),
            fill(palette.ink, riser, opacity=0.82),
        ]
    rail = [spot(s / 3, inner * 1.0) for s in range(total * 3, -45, -1)]
    widths = [0.968 ** (s / 3) for s in range(total * 3, -45, -1)]
    posts = [[spot(s, inner * 0.995), spot(s + 0.2, inner * 0.93)] for s in range(-13, total)]
    low = [spot(s / 3 + 0.2, inner * 0.93) for s in range(total * 3, -45, -1)]
    return "".join(
        [
            *art,
            lines(palette.ink, 5, *posts),
            fill(palette.ink, swell(rail, [w * 46 for w in widths])),
            fill(palette.second, swell(low, [w * 34 for w in widths])),
            fill(palette.light, swell(low, [w * 7 for w in widths])),
        ]
    )


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
    panes = []
    ww, wh = w * 0.22, h * 0.27
    for px in (0.16, 0.62):
        for py in (0.12, 0.56):
            if not (py > 0.5 and px > 0.5):
                panes.append(rect(x + w * px, y - h + h * py, ww, wh))
    door = rect(x + w * 0.6, y - h * 0.46, w * 0.26, h * 0.46 + 20)
    bars = [[(p[0][0] + ww / 2, p[0][1]), (p[0][0] + ww / 2, p[2][1])] for p in panes]
    bars += [[(p[0][0], p[0][1] + wh / 2), (p[1][0], p[0][1] + wh / 2)] for p in panes]
    return "".join(
        [
            plate(mix(roof, palette.ink, 0.3), palette.ink, chimney, *pots),
            hatch(palette.ink, [chimney], 0, 6 * size, 0.4, step=900),
            plate(wall, palette.ink, front),
            hatch(palette.ink, [front], 0, 12 * size, ramp((x, 0), (x + w, 0), 0.04, 0.4), step=110),
            plate(roof, palette.ink, top, width=3.5),
            hatch(palette.ink, [top], 63 if gabled else 90, 9 * size, ramp((x, 0), (x + w, 0), 0.2, 0.75), step=60),
            plate(palette.ink, wall, *panes, width=3 * size),
            lines(wall, 2 * size, *bars),
            plate(roof, palette.ink, door),
            hatch(palette.ink, [rect(x - 5, y - h, w + 10, 12 * size)], 0, 4, 0.8, step=900, taper=0),
        ]
    )


def boardroom(rng: random.Random, palette: Palette) -> str:
    """A long table and empty chairs before a window on the city."""
    view = View(810 + rng.choice((-210, 210)), 400, 1.62, 1000)
    back, front, half, ceiling = 8.6, 1.0, 3.1, 3.15
    bx0, by0 = view(-half, ceiling, back)
    bx1, by1 = view(half, 0, back)
    floor = view.quad((-half, 0, back), (half, 0, back), (half, 0, front), (-half, 0, front))
    left = view.quad((-half, 0, back), (-half, ceiling, back), (-half, ceiling, front), (-half, 0, front))
    right = view.quad((half, 0, back), (half, ceiling, back), (half, ceiling, front), (half, 0, front))
    art = [
        fill(palette.haze, CANVAS),
        plate(palette.shade, palette.ink, floor),
        engrave(palette.ink, [[view(x, 0, z) for z in (back, 4, 2, front)] for x in spread(-half, half, 23)], 12, 0.35),
        plate(palette.ground, palette.ink, left),
        hatch(palette.ink, [left], 90, 13, ramp((0, 0), (bx0, 0), 0.2, 0.5), step=900, taper=0),
        plate(palette.ground, palette.ink, right),
        hatch(palette.ink, [right], 90, 13, ramp((bx1, 0), (WIDTH, 0), 0.62, 0.4), step=900, taper=0),
        plate(palette.light, palette.ink, rect(bx0, by0, bx1 - bx0, by1 - by0)),
    ]
    window_bottom = view(0, 0.55, back)[1]
    art += [
        hatch(
            palette.ink,
            [rect(bx0, by0, bx1 - bx0, window_bottom - by0)],
            0,
            9,
            ramp((0, by0), (0, window_bottom), 0.4, 0.02),
            step=900,
            taper=0,
        )
    ]
    x = bx0
    while x < bx1:
        w = min(rng.uniform(32, 76), bx1 - x)
        block = rect(x, window_bottom - rng.uniform(50, 200), w, 400)
        block = [(px, min(py, window_bottom)) for px, py in block]
        art += [
            plate(palette.second, palette.ink, block, width=2),
            hatch(palette.ink, [block], rng.choice((0, 90)), 8, 0.4, step=900),
        ]
        x += w
    art += [
        plate(palette.shade, palette.ink, rect(bx0, window_bottom, bx1 - bx0, by1 - window_bottom)),
        lines(palette.ink, 9, *[[(x, by0), (x, window_bottom)] for x in spread(bx0, bx1, 6)]),
        outline(palette.ink, 9, rect(bx0, by0, bx1 - bx0, window_bottom - by0)),
    ]
    for z in (7.2, 5.5, 4.1, 3.0):
        for s in (-1, 1):
            lamp = view.quad(
                (s * 0.75 - 0.28, ceiling, z),
                (s * 0.75 + 0.28, ceiling, z),
                (s * 0.75 + 0.28, ceiling, z - 0.35),
                (s * 0.75 - 0.28, ceiling, z - 0.35),
            )
            art.append(fill(palette.light, lamp))
    seats = (6.9, 5.75, 4.75, 3.85, 3.05, 2.35)
    gone = (rng.choice(seats[1:4]), rng.choice((-1, 1)))
    table_z, th, tw = (7.5, 1.62), 0.78, 0.86
    for z in seats:
        for s in (-1, 1):
            if (z, s) != gone:
                art.append(
                    _chair(
                        palette,
                        view,
                        s * 1.22,
                        z,
                        0.5,
                        palette.second if (z, s) == (gone[0], -gone[1]) else palette.first,
                    )
                )
    top = view.quad(
        (-tw * 0.9, th, table_z[0]), (tw * 0.9, th, table_z[0]), (tw, th, table_z[1]), (-tw, th, table_z[1])
    )
    edge = view.quad(
        (-tw, th, table_z[1]), (tw, th, table_z[1]), (tw, th - 0.1, table_z[1]), (-tw, th - 0.1, table_z[1])
    )
    art += [
        fill(
            palette.ink,
            view.quad(
                (-tw * 0.7, th, table_z[0]),
                (tw * 0.7, th, table_z[0]),
                (tw * 0.7, 0, table_z[1]),
                (-tw * 0.7, 0, table_z[1]),
            ),
        ),
        plate(palette.light, palette.ink, top, width=4),
        plate(mix(palette.light, palette.ink, 0.5), palette.ink, edge, width=4),
        hatch(palette.ink, [top], 0, 12, ramp((0, top[0][1]), (0, top[2][1]), 0.02, 0.5), step=900, taper=0),
        engrave(palette.light, [[view(x, th, z) for z in (7.4, 4, 2)] for x in (-0.5, -0.3, 0.1, 0.34)], 22, 0.4),
    ]
    for z in (6.6, 5.4, 4.3, 3.3, 2.5):
        for s in (-1, 1):
            sheet = view.quad(
                (s * 0.5, th, z + 0.2),
                (s * 0.5 + 0.24, th, z + 0.2),
                (s * 0.5 + 0.24, th, z - 0.2),
                (s * 0.5, th, z - 0.2),
            )
            art.append(plate("#FFFDF8", palette.ink, sheet, width=2))
    return "".join(art)


def _chair(palette: Palette, view: View, x: float, z: float, width: float, colour: str) -> str:
    """A chair at the table's side, turned to it."""
    side = 1 if x > 0 else -1
    back = view.quad(
        (x, 1.2, z + width / 2), (x, 1.2, z - width / 2), (x, 0.62, z - width / 2), (x, 0.62, z + width / 2)
    )
    posts = [[view(x, 1.0, q), view(x - side * 0.04, 0.48, q)] for q in (z + width * 0.3, z - width * 0.3)]
    seat = view.quad(
        (x, 0.48, z + width / 2),
        (x - side * 0.5, 0.48, z + width / 2),
        (x - side * 0.5, 0.48, z - width / 2),
        (x, 0.48, z - width / 2),
    )
    gap = 28 / z
    foot = [[view(x - side * 0.25, 0.48, z), view(x - side * 0.25, 0.05, z)]]
    return (
        lines(palette.ink, 30 / z, *foot, *posts)
        + plate(mix(colour, palette.ink, 0.3), palette.ink, seat)
        + plate(colour, palette.ink, back)
        + hatch(palette.ink, [back], 90, max(gap, 4), 0.2 if side > 0 else 0.55, step=900)
    )


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
                high, low = deck_h - 0.3, deck_h - 2.9
                truss.append([place(a, side, high if i % 2 else low), place(b, side, low if i % 2 else high)])
            art += [
                engrave(palette.ink, truss, 9, 0.6),
                lines(palette.ink, 3, [place(s, side, deck_h - 0.5) for s in ways]),
            ]
        for t in reversed(towers):
            for low, high, half in ((-1, tower_h + 1.5, 1.5),):
                leg = [
                    place(t, side - half, low),
                    place(t, side - half, high),
                    place(t, side + half, high),
                    place(t, side + half, low),
                ]
                flank = [
                    place(t, side + half, low),
                    place(t, side + half, high),
                    place(t + 5, side + half, high),
                    place(t + 5, side + half, low),
                ]
                art += [
                    plate(palette.first, palette.ink, leg, width=4),
                    hatch(palette.ink, [leg], 90, 9, 0.3, step=900),
                    plate(mix(palette.first, palette.ink, 0.55), palette.ink, flank, width=4),
                ]
            if side == -5:
                for h in (24, 36, 50):
                    beam = [place(t, -5, h), place(t, -5, h + 2.4), place(t, 5, h + 2.4), place(t, 5, h)]
                    art += [
                        plate(palette.first, palette.ink, beam, width=3),
                        hatch(palette.ink, [beam], 0, 8, 0.5, step=900),
                    ]
        hang = [
            [place(s, side, cable(s)), place(s, side, deck_h)]
            for s in (-8 + 3 * i for i in range(60))
            if cable(s) > deck_h
        ]
        rope = [place(s, side, cable(s)) for s in ways if cable(s) > deck_h - 3]
        art += [lines(palette.line, 2.2, *hang), lines(palette.ink, 15, rope), lines(palette.light, 8, rope)]
    scene = "".join(art)
    return mirrored(scene) if flip else scene
