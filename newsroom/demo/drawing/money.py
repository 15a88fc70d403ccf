"""Money and what keeps it: coins, cards, banknote engraving, vaults, locks and scales."""

from __future__ import annotations

import math
import random

from .ornament import braid, lattice, ring
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Shape, arc, disc, rect, rounded, sector, shift, spread, turn
from .strokes import ball, barrel, engrave, fill, hatch, lines, mirrored, outline, plate, raised, ramp, sky


def coin_stack(
    palette: Palette, rng: random.Random, x: float, base: float, radius: float, count: int, colour: str
) -> str:
    """A pile of coins seen from a little above; `base` is the level of its lowest edge's middle."""
    flat, thick = radius * 0.3, radius * 0.24
    art = []
    y = base
    cx = x
    for _ in range(count):
        cx = x + rng.uniform(-1, 1) * radius * 0.05
        y -= thick
        rounding = barrel(cx - radius, cx + radius)
        side = arc(cx, y + thick, radius, flat, 0, 180) + arc(cx, y, radius, flat, 180, 0)
        reeds: list[Shape] = []
        for angle in spread(4, 176, int(radius / 3.4)):
            px = cx + radius * math.cos(math.radians(angle))
            py = y + flat * math.sin(math.radians(angle))
            reeds.append([(px, py + thick * 0.16), (px, py + thick * 0.5), (px, py + thick * 0.9)])
        art += [
            plate(colour, palette.ink, side),
            engrave(palette.ink, reeds, radius * 0.066, raised(rounding, 0.2)),
            plate(colour, palette.ink, arc(cx, y, radius, flat)),
        ]
    face = arc(cx, y, radius * 0.8, flat * 0.8)
    art += [
        fill(mix(colour, palette.light, 0.45), arc(cx, y, radius, flat)),
        outline(palette.ink, 3, arc(cx, y, radius, flat)),
        outline(palette.ink, 2, face),
        lattice(mix(colour, palette.ink, 0.6), (cx, y), radius * 0.5, radius * 0.24, 9, flat=0.3, strands=4, width=1.4),
        hatch(palette.ink, [arc(cx, y, radius, flat)], 0, 8, ramp((cx, y), (cx + radius, y + flat), 0, 0.5)),
    ]
    return "".join(art)


def coins(rng: random.Random, palette: Palette) -> str:
    """Piles of coins on a table and one large coin standing on its edge."""
    horizon = 640
    gold = palette.first
    table = rect(0, horizon, WIDTH, HEIGHT - horizon)
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, horizon)], 0, horizon),
        fill(palette.floor, table),
        hatch(palette.ink, [table], 0, 12, ramp((0, horizon), (0, HEIGHT), 0.32, 0.04), step=900),
    ]
    rises = rng.choice((1, -1))
    heights = sorted(rng.sample(range(3, 13), 3))[::rises]
    left_coin = rises == 1
    places = [(600, 0.92), (975, 1.0), (1380, 1.1)] if left_coin else [(1020, 0.92), (640, 1.0), (230, 1.1)]
    if not left_coin:
        heights.reverse()
    for (x, size), count in zip(places, heights, strict=True):
        radius = 165 * size
        base = 815 + (size - 1) * 420
        shadow = arc(x + radius * 1.0, base + 8, radius * 1.7, radius * 0.3)
        art += [
            hatch(palette.ink, [shadow], 0, 9, 0.7, step=900),
            coin_stack(palette, rng, x, base, radius, count, palette.light if size == 1.0 else gold),
        ]
    cx, cy, r = (330, 690, 300) if left_coin else (1290, 690, 300)
    edge = 34 if left_coin else -34
    colour = palette.second
    art += [
        hatch(palette.ink, [arc(cx + 190, cy + r - 6, 330, 44)], 0, 9, 0.75, step=900),
        plate(mix(colour, palette.ink, 0.35), palette.ink, disc(cx + edge, cy - 4, r)),
        hatch(palette.ink, [disc(cx + edge, cy - 4, r)], 0, 9, 0.5, step=900),
        plate(colour, palette.ink, disc(cx, cy, r), width=4),
        outline(palette.ink, 3, disc(cx, cy, r * 0.9)),
        outline(palette.ink, 2, disc(cx, cy, r * 0.87)),
        lattice(palette.light, (cx, cy), r * 0.56, r * 0.2, 16, strands=8, width=2),
        lattice(palette.ink, (cx, cy), r * 0.56, r * 0.25, 24, strands=3, width=1.6),
        plate(colour, palette.ink, disc(cx, cy, r * 0.3)),
        lattice(palette.light, (cx, cy), r * 0.15, r * 0.1, 7, strands=6, width=2),
        hatch(palette.ink, [disc(cx, cy, r)], 45, 11, ball(cx, cy, r * 1.25, 0.75)),
    ]
    return "".join(art)


def guilloche(rng: random.Random, palette: Palette) -> str:
    """The ornament of a banknote, magnified until its rosette is a landscape of petals."""
    cx, cy = rng.choice((590, 1030)), rng.uniform(480, 600)
    petals = rng.choice((8, 10, 12))
    wave = rng.uniform(0, 6)
    field: list[Shape] = []
    for row in range(60):
        y = -20 + row * 19
        field.append([(x, y + 13 * math.sin(x / 95 + row * 0.23 + wave)) for x in spread(-10, WIDTH + 10, 60)])
    dark = mix(palette.ground, palette.ink, 0.6)
    far_x, far_y = (WIDTH - 90, 190) if cx < 810 else (90, 190)
    half = math.pi / petals
    wide = [ring(cx, cy, 455, 62, petals * 2, phase) for phase in (0, math.pi)]
    flower = [ring(cx, cy, 310, 120, petals, phase) for phase in (0, math.pi)]
    return "".join(
        [
            engrave(palette.faint, field, 19, lambda x, y: 0.22 + 0.12 * math.sin(x / 190 + y / 260 + wave)),
            braid(palette.first, (-40, cy + 330), (WIDTH + 40, cy + 230), 165, 7, strands=10, width=3, swells=3),
            braid(palette.second, (-40, cy - 290), (WIDTH + 40, cy - 400), 120, 8, strands=8, width=3, swells=4),
            *[fill(dark, ring(far_x, far_y, 250, 40, petals, phase)) for phase in (0, math.pi)],
            lattice(palette.first, (far_x, far_y), 200, 70, petals, strands=6, width=3),
            fill(palette.second, ring(far_x, far_y, 115, 30, petals // 2, 0)),
            lattice(palette.light, (far_x, far_y), 75, 46, petals // 2, strands=6, width=3),
            *[fill(dark, shape) for shape in wide],
            *[outline(palette.light, 4, shape) for shape in wide],
            lattice(palette.first, (cx, cy), 418, 74, petals * 2, strands=4, width=3),
            *[fill(palette.second, shape) for shape in flower],
            fill(palette.first, *flower),
            *[outline(palette.light, 5, shape) for shape in flower],
            lattice(palette.light, (cx, cy), 310, 86, petals, strands=4, width=3),
            fill(dark, ring(cx, cy, 205, 34, petals, half)),
            lattice(palette.light, (cx, cy), 150, 72, petals, strands=6, width=3),
            fill(palette.first, ring(cx, cy, 84, 22, petals // 2, 0)),
            lattice(palette.ink, (cx, cy), 52, 34, petals // 2, strands=5, width=3),
        ]
    )


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
        art += [
            plate(box_colours[i], palette.ink, stack),
            hatch(palette.ink, [stack], 0, 15, ramp((x - 62, 0), (x + 62, 0), 0.2, 0.7)),
        ]
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
        *[
            plate(palette.light, palette.ink, b)
            + hatch(palette.ink, [b], 0, 7, ramp((0, b[0][1]), (0, b[0][1] + 40), 0.1, 0.8))
            for b in bolts
        ],
        plate(mix(palette.second, palette.ink, 0.5), palette.ink, rim, width=4),
        hatch(palette.ink, [rim], 0, 9, lambda x, y: 0.25 + 0.55 * abs((y - cy) / r)),
        plate(palette.second, palette.ink, face, width=4),
        hatch(palette.ink, [face], 45, 13, ball(dx, cy, r * 1.05, 0.7)),
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
            plate(palette.first, palette.ink, disc(ex, ey, 28)),
            hatch(palette.ink, [disc(ex, ey, 28)], 45, 7, ball(ex, ey, 28)),
        ]
    art += [
        plate(palette.first, palette.ink, arc(dx, cy, 52, 76), width=4),
        hatch(palette.ink, [arc(dx, cy, 52, 76)], 45, 8, ball(dx, cy, 80)),
    ]
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def card(rng: random.Random, palette: Palette) -> str:
    """Two payment cards thrown on a table, the upper one large enough to show its engraving."""
    tilt = rng.choice((-14, -11, 11, 14))
    width, height = 1130, 700
    left, top = 810 - width / 2 + rng.uniform(-40, 40), 540 - height / 2

    def placed(shape: Shape, angle: float, dx: float = 0, dy: float = 0) -> Shape:
        return shift(turn(shape, angle, (810, 540)), dx, dy)

    body = rounded(left, top, width, height, 52)
    back_angle = -tilt * 1.9
    back = placed(body, back_angle, rng.choice((-120, 150)), -90)
    front = placed(body, tilt)
    shadow_back, shadow_front = shift(back, 34, 42), shift(front, 34, 46)
    stripe = placed(rect(left, top + 90, width, 120), back_angle, back[0][0] - placed(body, back_angle)[0][0], -90)

    waves: list[Shape] = []
    phase = rng.uniform(0, 6)
    for row in range(34):
        y = top + 20 + row * (height - 40) / 33
        waves.append(
            [
                (x, min(max(y + 46 * math.sin((x - left) / 130 + row * 0.13 + phase), top + 10), top + height - 10))
                for x in spread(left + 10, left + width - 10, 56)
            ]
        )
    waves = [placed(w, tilt) for w in waves]
    chip = rounded(left + 110, top + 235, 170, 132, 22)
    cy = top + 301
    contacts = [[(left + 110, y), (left + 162, y)] for y in (cy - 24, cy + 24)]
    contacts += [[(left + 228, y), (left + 280, y)] for y in (cy - 24, cy + 24)]
    contacts += [[(left + 162, top + 235), (left + 162, top + 367)], [(left + 228, top + 235), (left + 228, top + 367)]]
    digits = [rounded(left + 110 + group * 225 + i * 45, top + 440, 30, 52, 10) for group in range(4) for i in range(4)]
    rosette = placed([(left + width - 215, top + 235)], tilt)[0]
    radio = [placed(arc(left + 310, cy, q, q, -42, 42), tilt) for q in (34, 62, 90, 118)]
    return "".join(
        [
            hatch(palette.faint, [CANVAS], 0, 14, ramp((0, 0), (WIDTH, HEIGHT), 0.12, 0.5), step=60, taper=0),
            hatch(palette.ink, [shadow_back], 45, 11, 0.62, step=900),
            plate(palette.second, palette.ink, back, width=4),
            hatch(palette.ink, [back], tilt * -1.9, 12, ramp((300, 0), (1300, 900), 0.1, 0.5)),
            fill(palette.ink, stripe),
            hatch(palette.ink, [shadow_front], 45, 10, 0.72, step=900),
            plate(palette.first, palette.ink, front, width=4),
            engrave(mix(palette.first, palette.ink, 0.75), waves, 20, ramp((300, 200), (1300, 900), 0.1, 0.62)),
            fill(palette.first, disc(*rosette, 158)),
            lattice(palette.light, rosette, 108, 44, 18, strands=8, width=2.2),
            lattice(palette.light, rosette, 44, 24, 8, strands=6, width=2),
            plate(palette.light, palette.ink, placed(chip, tilt), width=4),
            hatch(
                palette.ink,
                [placed(chip, tilt)],
                45 + tilt,
                9,
                ramp(placed(chip, tilt)[30], placed(chip, tilt)[10], 0, 0.4),
            ),
            lines(palette.ink, 4, *[placed(c, tilt) for c in contacts]),
            lines(palette.light, 11, *radio, cap="round"),
            fill(palette.ink, *[shift(placed(d, tilt), 4, 5) for d in digits]),
            fill(palette.light, *[placed(d, tilt) for d in digits]),
            lines(palette.light, 18, placed([(left + 112, top + 572), (left + 470, top + 572)], tilt)),
            lines(palette.light, 12, placed([(left + 112, top + 618), (left + 330, top + 618)], tilt)),
        ]
    )


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
            plate(palette.second, palette.ink, arc(cx, cy + 110, 400, 520), width=4),
            hatch(palette.ink, [arc(cx, cy + 110, 400, 520)], 45, 12, ball(cx, cy + 110, 560, 0.8)),
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


def scales(rng: random.Random, palette: Palette) -> str:
    """A balance with coins in one pan and a block in the other, not quite level."""
    lean = rng.choice((-1, 1)) * rng.uniform(5, 10)
    px, py, arm = 810 + rng.uniform(-50, 50), 235, 540
    a = math.radians(lean)
    horizon = 900
    table = rect(0, horizon, WIDTH, HEIGHT - horizon)
    art = [
        fill(palette.haze, disc(px, py + 190, 430)),
        engrave(
            palette.faint,
            [arc(px, py + 190, q, q, 0, 360, 80) for q in range(450, 1200, 21)],
            21,
            ramp((0, 0), (0, 1000), 0.4, 0.06),
        ),
        fill(palette.floor, table),
        hatch(palette.ink, [table], 0, 12, ramp((0, horizon), (0, HEIGHT), 0.4, 0.1), step=900),
    ]
    column: Shape = [(px - 20, py), (px + 20, py), (px + 34, 830), (px - 34, 830)]
    foot = arc(px, 905, 250, 46)
    plinth: Shape = [(px - 120, 830), (px + 120, 830), (px + 190, 905), (px - 190, 905)]
    art += [
        hatch(palette.ink, [arc(px + 190, 930, 330, 44)], 0, 9, 0.7, step=900),
        plate(palette.first, palette.ink, foot),
        hatch(palette.ink, [foot], 0, 9, ramp((px - 200, 0), (px + 240, 0), 0.1, 0.75)),
        plate(palette.first, palette.ink, plinth),
        hatch(palette.ink, [plinth], 90, 10, barrel(px - 190, px + 190)),
        plate(palette.first, palette.ink, column),
        hatch(palette.ink, [column], 90, 7, barrel(px - 34, px + 34)),
    ]
    for cy, rx, ry in ((830, 66, 30), (560, 44, 26), (330, 40, 24)):
        art += [
            plate(palette.first, palette.ink, arc(px, cy, rx, ry)),
            hatch(palette.ink, [arc(px, cy, rx, ry)], 90, 7, barrel(px - rx, px + rx)),
        ]
    for side in (-1, 1):
        ex, ey = px + side * arm * math.cos(a), py + side * arm * math.sin(a)
        drop = 400
        pan_y = ey + drop
        rx = 235
        for k in (-0.92, 0.05, 0.92):
            art += [lines(palette.line, 5, [(ex, ey), (ex + k * rx, pan_y + (18 if k == 0.05 else 0))])]
        heavy = (side * lean) > 0
        if heavy:
            art.append(coin_stack(palette, rng, ex - 74, pan_y + 22, 92, rng.choice((6, 7, 8)), palette.second))
            art.append(coin_stack(palette, rng, ex + 98, pan_y + 30, 86, rng.choice((3, 4)), palette.second))
        else:
            front = [(ex - 118, pan_y - 150), (ex + 30, pan_y - 122), (ex + 30, pan_y + 36), (ex - 118, pan_y + 14)]
            flank = [(ex + 30, pan_y - 122), (ex + 128, pan_y - 158), (ex + 128, pan_y + 10), (ex + 30, pan_y + 36)]
            top = [(ex - 118, pan_y - 150), (ex - 14, pan_y - 184), (ex + 128, pan_y - 158), (ex + 30, pan_y - 122)]
            art += [
                plate(palette.light, palette.ink, top),
                plate(palette.light, palette.ink, front),
                hatch(palette.ink, [front], 10, 11, 0.25),
                plate(palette.light, palette.ink, flank),
                hatch(palette.ink, [flank], 90, 8, 0.65),
            ]
        bowl = arc(ex, pan_y, rx, 118, 0, 180) + arc(ex, pan_y, rx, 34, 180, 0)
        art += [
            plate(palette.light, palette.ink, bowl, width=4),
            engrave(
                palette.ink,
                [
                    [(ex + rx * math.cos(t), pan_y + q * math.sin(t)) for t in spread(0.02, math.pi - 0.02, 26)]
                    for q in spread(44, 112, 8)
                ],
                12,
                barrel(ex - rx, ex + rx),
            ),
            lines(palette.line, 5, [(ex, ey), (ex + 0.05 * rx, pan_y + 18)]),
            plate(palette.first, palette.ink, disc(ex, ey, 20)),
        ]
    beam: Shape = [
        (px - arm, py - 9),
        (px - 90, py - 30),
        (px, py - 52),
        (px + 90, py - 30),
        (px + arm, py - 9),
        (px + arm, py + 9),
        (px + 90, py + 20),
        (px, py + 30),
        (px - 90, py + 20),
        (px - arm, py + 9),
    ]
    beam = turn(beam, lean, (px, py))
    needle = turn([(px - 9, py), (px + 9, py), (px, py + 210)], lean, (px, py))
    art += [
        plate(palette.first, palette.ink, beam, width=4),
        hatch(palette.ink, [beam], lean, 8, ramp((0, py - 60), (0, py + 60), 0, 0.8)),
        plate(palette.second, palette.ink, needle),
        plate(palette.light, palette.ink, disc(px, py, 46), width=4),
        hatch(palette.ink, [disc(px, py, 46)], 45, 8, ball(px, py, 46)),
        plate(palette.first, palette.ink, disc(px, py - 84, 34), width=4),
        hatch(palette.ink, [disc(px, py - 84, 34)], 45, 7, ball(px, py - 84, 34)),
    ]
    return "".join(art)
