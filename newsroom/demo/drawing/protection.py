"""What keeps safe: the vault, the lock and the umbrella."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .ornament import lattice
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Shape, arc, clamp, disc, rect, rounded, sector, spread
from .strokes import ball, engrave, fill, hatch, lines, mirrored, outline, plate, ramp, roundness, shaded, sky, tube


def vault(rng: random.Random, palette: Palette) -> str:
    """A round vault door stands half open; there is light behind it."""
    flip = rng.random() < 0.5
    cx, cy, r = 1010, 540, 420
    art = [
        hatch(palette.faint, [CANVAS], 90, 14, lambda x, y: 0.12 + 0.3 * abs(math.sin(x / 270)), step=200, taper=0),
        lines(
            palette.ink, 4, *[[(x, 0), (x, HEIGHT)] for x in (170, 1545)], *[[(0, y), (WIDTH, y)] for y in (70, 1010)]
        ),
        fill(palette.ink, *[disc(x, y, 11) for x in spread(40, WIDTH - 40, 12) for y in (35, 1045)]),
        plate(palette.shade, palette.ink, disc(cx, cy, r + 92), width=4),
        engrave(
            palette.ink,
            [
                [(cx + q * math.cos(a), cy + q * math.sin(a)) for q in (r, r + 40, r + 90)]
                for a in spread(0, math.tau, 181)
            ],
            15,
            lambda x, y: 0.3 + 0.5 * (0.5 + 0.5 * math.cos(math.atan2(y - cy, x - cx) + 2.4)),
        ),
        plate(palette.light, palette.ink, disc(cx, cy, r + 24), width=4),
        fill(palette.first, disc(cx, cy, r)),
    ]
    rays = [
        [(cx + 60 + q * math.cos(a), cy - 20 + q * math.sin(a)) for q in (60, 160, 300, 520)]
        for a in spread(0, math.tau, 140)
    ]
    inside = [[p for p in ray if math.hypot(p[0] - cx, p[1] - cy) < r - 4] for ray in rays]
    art += [
        engrave(palette.light, [ray for ray in inside if len(ray) > 1], 13, 0.45),
        plate(mix(palette.first, palette.ink, 0.78), palette.ink, sector(cx, cy, 0, r, 28, 152)),
        hatch(palette.first, [sector(cx, cy, 0, r, 30, 150)], 0, 17, 0.2, step=900),
    ]
    box_colours = [palette.light, palette.second, palette.light]
    for i, x in enumerate((cx - 30, cx + 120, cx + 255)):
        h = (250, 340, 190)[i]
        stack = rect(x - 62, cy + 210 - h, 124, h)
        art += [shaded(box_colours[i], palette.ink, stack, 0, 15, ramp((x - 62, 0), (x + 62, 0), 0.2, 0.7))]
    dx, squeeze = 470, 0.62
    door_rx = r * squeeze
    thick = 120
    rim = arc(dx + thick, cy, door_rx * 0.98, r * 0.98)
    face = arc(dx, cy, door_rx, r)
    bolts = []
    for angle in range(-80, 81, 20):
        a = math.radians(angle)
        bx, by = dx + thick * 0.7 + door_rx * math.cos(a), cy + r * math.sin(a)
        bolts.append(rounded(bx - 20, by - 17, 92, 34, 10))
    art += [
        hatch(palette.ink, [arc(dx + 250, cy + 60, door_rx, r)], 45, 10, 0.62, step=900),
        *[shaded(palette.light, palette.ink, b, 0, 7, ramp((0, b[0][1]), (0, b[0][1] + 40), 0.1, 0.8)) for b in bolts],
        plate(mix(palette.second, palette.ink, 0.5), palette.ink, rim, width=4),
        hatch(palette.ink, [rim], 0, 9, lambda x, y: 0.25 + 0.55 * abs((y - cy) / r)),
        shaded(palette.second, palette.ink, face, 45, 13, ball(dx, cy, r * 1.05, 0.7), width=4),
        outline(palette.ink, 4, arc(dx, cy, door_rx * 0.86, r * 0.86), arc(dx, cy, door_rx * 0.82, r * 0.82)),
        fill(
            palette.light,
            *[disc(dx + door_rx * 0.92 * math.cos(a), cy + r * 0.92 * math.sin(a), 9) for a in spread(0, math.tau, 25)],
        ),
        plate(palette.light, palette.ink, arc(dx, cy, door_rx * 0.5, r * 0.5), width=4),
        lattice(palette.ink, (dx, cy), door_rx * 0.42, door_rx * 0.06, 30, flat=1 / squeeze, strands=4, width=1.5),
    ]
    for angle in (15, 87, 159, 231, 303):
        a = math.radians(angle + rng.uniform(-4, 4))
        ex, ey = dx + door_rx * 0.66 * math.cos(a), cy + r * 0.66 * math.sin(a)
        art += [
            lines(palette.ink, 34, [(dx, cy), (ex, ey)], cap="round"),
            lines(palette.first, 25, [(dx, cy), (ex, ey)], cap="round"),
            shaded(palette.first, palette.ink, disc(ex, ey, 28), 45, 7, ball(ex, ey, 28)),
        ]
    art += [shaded(palette.first, palette.ink, arc(dx, cy, 52, 76), 45, 8, ball(dx, cy, 80), width=4)]
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def keyhole(rng: random.Random, palette: Palette) -> str:
    """A keyhole in a turned metal plate, and a wide country behind it."""
    cx, cy = 810 + rng.choice((-170, 0, 170)), 410
    r, foot = 205, 235
    rings = [arc(cx, cy + 60, q, q, 0, 360, 110) for q in range(330, 1300, 24)]
    beam = rng.uniform(0, 6.28)
    slot: Shape = [*arc(cx, cy, r, r, 118, 422), (cx + foot * 0.86, cy + 560), (cx - foot * 0.86, cy + 560)]
    horizon = cy + 70
    bay: Shape = [
        *arc(cx, cy, r, r, 20, 62),
        (cx + foot * 0.86, cy + 560),
        (cx - foot * 0.86, cy + 560),
        *arc(cx, cy, r, r, 118, 160),
    ]
    town: list[Shape] = []
    left = cx - 186.0
    while left < cx + 150:
        broad = rng.uniform(26, 52)
        tall = rng.uniform(30, 70) + 90 * max(0.0, 1 - abs(left + broad / 2 - cx) / 150)
        town.append(rect(left, horizon - tall, broad, tall + 3))
        left += broad + rng.choice((0, 4))
    ripples = [
        [(x, y + 3 * math.sin(x / 21 + y)) for x in spread(cx - 205, cx + 205, 40)]
        for y in spread(horizon + 14, cy + 552, 30)
    ]

    def inside(x: float, y: float) -> bool:
        """Whether a ripple can be seen through the hole."""
        neck, narrow = cy + r * 0.88, r * 0.47
        if y < neck:
            half = math.sqrt(max(0.0, r * r - (y - cy) ** 2))
        else:
            half = narrow + (foot * 0.86 - narrow) * (y - neck) / (cy + 560 - neck)
        return abs(x - cx) < half - 8

    sun = disc(cx + 46, cy - 84, 66)
    return "".join(
        [
            fill(palette.floor, CANVAS),
            engrave(
                palette.faint,
                rings,
                24,
                lambda x, y: 0.12 + 0.62 * abs(math.cos(math.atan2(y - cy - 60, x - cx) - beam)) ** 3,
            ),
            hatch(palette.ink, [disc(cx + 30, cy + 150, 470)], 45, 11, 0.5, step=900),
            shaded(
                palette.second, palette.ink, arc(cx, cy + 110, 400, 520), 45, 12, ball(cx, cy + 110, 560, 0.8), width=4
            ),
            lattice(palette.light, (cx, cy + 110), 345, 26, 60, strands=4, width=1.8, flat=1.32),
            plate(palette.light, palette.ink, slot, width=34),
            fill(palette.light, slot),
            fill(palette.glow, sun),
            hatch(palette.ink, [slot], 0, 12, ramp((0, cy - r), (0, horizon), 0.5, 0.03), step=900),
            fill(palette.water, bay),
            engrave(
                palette.light,
                ripples,
                15,
                lambda x, y: (0.12 + 0.5 * max(0.0, 1 - abs(x - cx - 46) / 70)) if inside(x, y) else 0,
            ),
            plate(palette.ink, palette.light, *town, width=2),
            outline(palette.ink, 8, slot),
            lines(palette.light, 4, arc(cx, cy, r + 13, r + 13, 130, 300)),
        ]
    )


def umbrella(rng: random.Random, palette: Palette) -> str:
    """One umbrella keeps the rain off a row of houses."""
    cx, top, half, high = 810 + rng.uniform(-110, 110), 150, 560, 390
    ground_y = 930
    lean = rng.uniform(10, 16) * rng.choice((-1, 1))
    slope = math.tan(math.radians(lean))
    rain: list[Shape] = []
    for _ in range(330):
        x, y = rng.uniform(-200, WIDTH + 200), rng.uniform(-80, HEIGHT)
        length = rng.uniform(50, 130)
        rain.append([(x, y), (x - slope * length * 0.6, y + length * 0.6), (x - slope * length, y + length)])

    def sheltered(x: float, y: float) -> bool:
        """Under the canopy, where the rain does not fall."""
        if y < top + 60:
            return False
        edge = top + high
        cut = slope * (y - edge) if y > edge else 0
        rim = half * math.sqrt(clamp((y - top) / high)) if y < edge else half
        return cx - rim - cut - 10 < x < cx + rim - cut + 10

    rain = [drop for drop in rain if not any(sheltered(x, y) for x, y in drop)]
    land = rect(0, ground_y, WIDTH, HEIGHT - ground_y)
    art = [
        sky(palette.faint, [CANVAS], 0, ground_y),
        engrave(palette.line, rain, 16, lambda x, y: 0.36),
        fill(palette.shade, land),
        hatch(palette.ink, [land], 0, 11, ramp((0, ground_y), (0, HEIGHT), 0.6, 0.2), step=900, taper=0),
    ]
    rim_y = top + high
    ribs = []
    for angle in spread(-90, 90, 7):
        s = math.sin(math.radians(angle))
        ribs.append([(cx + half * s * math.sin(t), rim_y - high * math.cos(t)) for t in spread(0, math.pi / 2, 22)])
    for i, (a, b) in enumerate(pairwise(ribs)):
        (ax, ay), (bx, by) = a[-1], b[-1]
        scallop = [(ax + (bx - ax) * t, ay + (by - ay) * t - 46 * math.sin(math.pi * t)) for t in spread(0, 1, 12)]
        panel = a + scallop + b[::-1]
        colour = palette.first if i % 2 == 0 else palette.light
        middle = (i - 2.5) / 3
        follow = [
            [
                (pa[0] + (pb[0] - pa[0]) * q, pa[1] + (pb[1] - pa[1]) * q - 46 * math.sin(math.pi * q) * (k / 21) ** 3)
                for k, (pa, pb) in enumerate(zip(a, b, strict=True))
            ]
            for q in spread(0.06, 0.94, 10)
        ]
        shade = 0.06 + 0.3 * roundness(middle)
        art += [
            plate(colour, palette.ink, panel, width=5),
            engrave(
                palette.ink,
                follow,
                max(6.0, abs(bx - ax) / 10),
                ramp((0, top + high * 0.25), (0, top + high), shade, shade + 0.5 * (0.5 + shade)),
            ),
        ]
    art += [
        plate(palette.second, palette.ink, rect(cx - 9, top - 46, 18, 52)),
        plate(palette.second, palette.ink, disc(cx, top - 52, 17)),
        plate(
            palette.second,
            palette.ink,
            [(cx - 9, rim_y - 44), (cx + 9, rim_y - 44), (cx + 9, ground_y - 190), (cx - 9, ground_y - 190)],
        ),
    ]
    hook = [(cx, ground_y - 250), (cx, ground_y - 110), *arc(cx + 46, ground_y - 110, 46, 46, 180, 10, 14)]
    x = cx - 400
    colours = [palette.light, palette.second, palette.light, palette.first, palette.light]
    rng.shuffle(colours)
    for colour in colours:
        w, h = 150, rng.uniform(120, 190)
        if abs(x + w / 2 - cx - 20) > 100:
            front = rect(x, ground_y - h, w, h)
            roof = [(x - 10, ground_y - h), (x + w / 2, ground_y - h - 82), (x + w + 10, ground_y - h)]
            panes = [rect(x + w * p, ground_y - h + 28, 30, 38) for p in (0.18, 0.62)]
            art += [
                shaded(colour, palette.ink, front, 90, 9, ramp((x, 0), (x + w, 0), 0.05, 0.5), width=4, step=900),
                plate(mix(palette.ground, palette.ink, 0.75), palette.ink, roof, width=4),
                hatch(palette.line, [roof], 90, 12, 0.16, step=900),
                fill(palette.ink, *panes, rect(x + w * 0.4, ground_y - 52, 32, 52)),
            ]
        x += w + 12
    art += [tube(palette.second, palette.ink, hook, 15, count=5)]
    return "".join(art)
