"""Money and what weighs it: coins, cards, banknote engraving and scales."""

from __future__ import annotations

import math
import random

from .ornament import braid, lattice, ring
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Shape, arc, disc, rect, rounded, shift, spread, turn
from .strokes import ball, barrel, engrave, fill, hatch, lines, outline, plate, raised, ramp, shaded, sky


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
        shadow = arc(x + radius, base + 8, radius * 1.7, radius * 0.3)
        art += [
            hatch(palette.ink, [shadow], 0, 9, 0.7, step=900),
            coin_stack(palette, rng, x, base, radius, count, palette.light if size == 1.0 else gold),
        ]
    cx, cy, r = (330, 690, 300) if left_coin else (1290, 690, 300)
    edge = 34 if left_coin else -34
    colour = palette.second
    art += [
        hatch(palette.ink, [arc(cx + 190, cy + r - 6, 330, 44)], 0, 9, 0.75, step=900),
        shaded(mix(colour, palette.ink, 0.35), palette.ink, disc(cx + edge, cy - 4, r), 0, 9, 0.5, step=900),
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
    chip = placed(rounded(left + 110, top + 235, 170, 132, 22), tilt)
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
            shaded(palette.second, palette.ink, back, tilt * -1.9, 12, ramp((300, 0), (1300, 900), 0.1, 0.5), width=4),
            fill(palette.ink, stripe),
            hatch(palette.ink, [shadow_front], 45, 10, 0.72, step=900),
            plate(palette.first, palette.ink, front, width=4),
            engrave(mix(palette.first, palette.ink, 0.75), waves, 20, ramp((300, 200), (1300, 900), 0.1, 0.62)),
            fill(palette.first, disc(*rosette, 158)),
            lattice(palette.light, rosette, 108, 44, 18, strands=8, width=2.2),
            lattice(palette.light, rosette, 44, 24, 8, strands=6, width=2),
            shaded(palette.light, palette.ink, chip, 45 + tilt, 9, ramp(chip[30], chip[10], 0, 0.4), width=4),
            lines(palette.ink, 4, *[placed(c, tilt) for c in contacts]),
            lines(palette.light, 11, *radio, cap="round"),
            fill(palette.ink, *[shift(placed(d, tilt), 4, 5) for d in digits]),
            fill(palette.light, *[placed(d, tilt) for d in digits]),
            lines(palette.light, 18, placed([(left + 112, top + 572), (left + 470, top + 572)], tilt)),
            lines(palette.light, 12, placed([(left + 112, top + 618), (left + 330, top + 618)], tilt)),
        ]
    )


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
        shaded(palette.first, palette.ink, foot, 0, 9, ramp((px - 200, 0), (px + 240, 0), 0.1, 0.75)),
        shaded(palette.first, palette.ink, plinth, 90, 10, barrel(px - 190, px + 190)),
        shaded(palette.first, palette.ink, column, 90, 7, barrel(px - 34, px + 34)),
    ]
    for cy, rx, ry in ((830, 66, 30), (560, 44, 26), (330, 40, 24)):
        art += [shaded(palette.first, palette.ink, arc(px, cy, rx, ry), 90, 7, barrel(px - rx, px + rx))]
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
                shaded(palette.light, palette.ink, front, 10, 11, 0.25),
                shaded(palette.light, palette.ink, flank, 90, 8, 0.65),
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
        shaded(palette.first, palette.ink, beam, lean, 8, ramp((0, py - 60), (0, py + 60), 0, 0.8), width=4),
        plate(palette.second, palette.ink, needle),
        shaded(palette.light, palette.ink, disc(px, py, 46), 45, 8, ball(px, py, 46), width=4),
        shaded(palette.first, palette.ink, disc(px, py - 84, 34), 45, 7, ball(px, py - 84, 34), width=4),
    ]
    return "".join(art)
