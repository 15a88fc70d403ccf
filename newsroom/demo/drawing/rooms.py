"""Rooms from within: the boardroom, the spiral stair, the server hall and the cinema."""

from __future__ import annotations

import math
import random

from .figures import listener, visitor
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, clamp, disc, rect, spread, swell
from .space import View
from .strokes import engrave, fill, hatch, lines, outline, plate, ramp, shaded


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
        shaded(palette.ground, palette.ink, left, 90, 13, ramp((0, 0), (bx0, 0), 0.2, 0.5), step=900, taper=0),
        shaded(palette.ground, palette.ink, right, 90, 13, ramp((bx1, 0), (WIDTH, 0), 0.62, 0.4), step=900, taper=0),
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
        art += [shaded(palette.second, palette.ink, block, rng.choice((0, 90)), 8, 0.4, width=2, step=900)]
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
        + shaded(colour, palette.ink, back, 90, max(gap, 4), 0.2 if side > 0 else 0.55, step=900)
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
    rail = [spot(s / 3, inner) for s in range(total * 3, -45, -1)]
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


def server_hall(rng: random.Random, palette: Palette) -> str:
    """The aisle between two walls of servers; somebody at its end."""
    view = View(810 + rng.choice((-190, 190)), 500, 1.6, 900)
    half, top, near, far = 1.25, 3.0, 0.9, 15.0
    edges = [near * (far / near) ** (i / 11) for i in range(12)]
    art = [fill(palette.shade, CANVAS)]
    floor = view.quad((-half, 0, far), (half, 0, far), (half, 0, near), (-half, 0, near))
    roof = view.quad((-half, top, far), (half, top, far), (half, top, near), (-half, top, near))
    end = view.quad((-half, 0, far), (half, 0, far), (half, top, far), (-half, top, far))
    art += [
        plate(palette.ground, palette.ink, floor),
        plate(palette.shade, palette.ink, roof),
        engrave(
            palette.ink, [[view(-half, 0, z), view(half, 0, z)] for z in (1.0 + 0.45 * i for i in range(31))], 12, 0.3
        ),
        engrave(palette.ink, [[view(x, 0, z) for z in (far, 4, 2, near)] for x in spread(-half, half, 7)], 12, 0.4),
        engrave(
            palette.light,
            [[view(x, 0, z) for z in (far, 5, 2.5, 1.4)] for x in (-0.34, -0.22, 0.16, 0.3)],
            30,
            ramp((0, 560), (0, 1000), 0.5, 0.04),
        ),
        plate(palette.first, palette.ink, end, width=4),
        hatch(palette.light, [end], 90, 12, 0.45, step=900),
    ]
    for z0, z1 in zip(edges[::2], edges[1::2], strict=True):
        art.append(
            fill(
                palette.light,
                view.quad(
                    (-0.42, top, z0),
                    (0.42, top, z0),
                    (0.42, top, z0 + (z1 - z0) * 0.75),
                    (-0.42, top, z0 + (z1 - z0) * 0.75),
                ),
            )
        )
    racks = [near + 0.95 * i for i in range(16)]
    for side in (-1, 1):
        x = side * half
        for i in range(len(racks) - 2, -1, -1):
            z0, z1 = racks[i], racks[i + 1]
            depth = clamp(i / 14)
            front = view.quad((x, 0, z0), (x, top, z0), (x, top, z1), (x, 0, z1))
            marked = rng.random() < 0.12
            colour = palette.second if marked else mix(palette.ink, palette.ground, 0.15 + 0.35 * depth)
            art.append(plate(colour, palette.line if palette.dark else palette.ground, front, width=2.5))
            inset = 0.1
            rows = 15 if i < 6 else 9
            slots: list[Shape] = []
            lights: list[Shape] = []
            glows: list[Shape] = []
            for row in range(rows):
                y0 = 0.14 + (top - 0.3) * row / rows
                y1 = y0 + (top - 0.3) / rows * 0.74
                slots.append(
                    view.quad((x, y0, z0 + inset), (x, y1, z0 + inset), (x, y1, z1 - inset), (x, y0, z1 - inset))
                )
                for k in range(5):
                    if rng.random() < 0.5:
                        a = z0 + inset + 0.05 + 0.12 * k
                        (lights if rng.random() < 0.72 else glows).append(
                            view.quad(
                                (x, y0 + 0.04, a), (x, y1 - 0.04, a), (x, y1 - 0.04, a + 0.05), (x, y0 + 0.04, a + 0.05)
                            )
                        )
            art += [fill(palette.ink, *slots), fill(palette.light, *lights), fill(palette.first, *glows)]
            if side == 1:
                art.append(hatch(palette.ink, [front], 90, 9, 0.28, step=900))
    art.append(visitor(palette, *view(-0.18, 0, 8.5), 1.75 * 900 / 8.5))
    return "".join(art)


def screen(rng: random.Random, palette: Palette) -> str:
    """A film runs before an audience: the beam, the screen, the backs of heads."""
    left, top, width, height = 235 + rng.uniform(-60, 60), 110, 1150, 640
    right, bottom = left + width, top + height
    cx, cy = left + width / 2, top + height / 2
    picture = rect(left, top, width, height)
    ridge_base = bottom - 150
    phase = rng.uniform(0, 6)
    art = [
        fill(palette.shade, CANVAS),
        hatch(
            palette.ink,
            [CANVAS],
            90,
            12,
            lambda x, y: 0.35 + 0.4 * clamp(math.hypot((x - cx) / 900, (y - cy) / 640)),
            step=90,
            taper=0,
        ),
        plate(palette.light, palette.ink, picture, width=8),
        hatch(palette.first, [picture], 0, 14, ramp((0, top), (0, ridge_base), 0.75, 0.05), step=900, taper=0),
    ]
    for layer, colour in enumerate(
        (mix(palette.second, palette.light, 0.45), palette.second, mix(palette.second, palette.ink, 0.55))
    ):
        crest = [
            (
                x,
                ridge_base
                + layer * 48
                - 74
                * (0.6 + math.sin(x / (140 - layer * 18) + phase + layer * 2) * 0.6 + 0.4 * math.sin(x / 61 + layer)),
            )
            for x in spread(left, right, 46)
        ]
        body = [*crest, (right, bottom), (left, bottom)]
        art += [
            plate(colour, palette.ink, body, width=3),
            hatch(
                palette.ink,
                [body],
                (60, 90, 120)[layer],
                11,
                ramp((0, ridge_base - 100), (0, bottom), 0.45, 0.1),
                step=40,
            ),
        ]
    r = 158
    play: Shape = [(cx - r * 0.36, cy - r * 0.56), (cx + r * 0.62, cy), (cx - r * 0.36, cy + r * 0.56)]
    art += [
        outline(palette.ink, 8, picture),
        plate(palette.ink, palette.light, disc(cx, cy, r), width=7),
        fill(palette.light, play),
        hatch(palette.ink, [play], 0, 11, ramp((cx - r * 0.4, 0), (cx + r * 0.6, 0), 0.0, 0.6), step=20),
    ]
    glow = [(left - 30, bottom + 26), (right + 30, bottom + 26), (WIDTH + 60, HEIGHT + 10), (-60, HEIGHT + 10)]
    art.append(hatch(palette.light, [glow], 0, 13, ramp((0, bottom), (0, HEIGHT), 0.5, 0.06), step=900))
    for row, (y, size) in enumerate(((940, 0.82), (1075, 1.12))):
        pitch = 190 * size
        x = -pitch * rng.uniform(0.2, 0.9)
        while x < WIDTH + pitch:
            if rng.random() < 0.86 or row == 0:
                art.append(listener(rng, palette, x + rng.uniform(-12, 12), y + rng.uniform(-14, 14), size))
            x += pitch
    return "".join(art)
