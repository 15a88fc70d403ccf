"""Machines that count: the chip, the server hall, the telephone, the screen and the network."""

from __future__ import annotations

import math
import random

from .money import coin_stack
from .ornament import lattice
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, arc, clamp, curve, disc, rect, ribbon, rounded, shift, spread
from .space import Table, View
from .strokes import ball, engrave, fill, hatch, lines, mirrored, outline, plate, ramp


def chip(rng: random.Random, palette: Palette) -> str:
    """A chip on its board like a building in a city of copper tracks."""
    table = Table(810 + rng.uniform(-50, 50), 40, 1.0, 0.5)
    copper = palette.first
    art = [hatch(palette.ink, [CANVAS], 30, 13, ramp((0, 0), (WIDTH, HEIGHT), 0.1, 0.5), step=80, taper=0)]
    low, high = 330, 730
    tracks: list[Shape] = []
    pads: list[Shape] = []
    for side in range(4):
        for i, offset in enumerate(spread(low + 34, high - 34, 9)):
            middle = i - 4
            run = 70 + 24 * (4 - abs(middle)) + rng.choice((0, 30))
            bend = middle * rng.choice((26, 34)) if middle else 0
            far = 900 if rng.random() < 0.7 else run + abs(bend) + rng.uniform(60, 200)
            path = [(0.0, offset), (run, offset), (run + abs(bend), offset + bend), (far, offset + bend)]
            if far < 900:
                pads.append([path[-1]])
            placed = []
            for out, along in path:
                if side == 0:
                    placed.append(table(high + out, along))
                elif side == 1:
                    placed.append(table(along, high + out))
                elif side == 2:
                    placed.append(table(low - out, along))
                else:
                    placed.append(table(along, low - out))
            tracks.append(placed)
            if far < 900:
                pads[-1] = [placed[-1]]
    art += [lines(palette.ink, 17, *[shift(t, 0, 6) for t in tracks]), lines(copper, 11, *tracks)]
    for ((px, py),) in pads:
        art += [plate(copper, palette.ink, arc(px, py, 22, 13)), fill(palette.ink, arc(px, py, 9, 5))]
    for x, y, w, d, h in (
        (120, 170, 90, 60, 60),
        (820, 240, 60, 110, 80),
        (250, 850, 120, 56, 50),
        (90, 640, 56, 100, 70),
        (560, 90, 110, 54, 60),
    ):
        if rng.random() < 0.85:
            art.append(table.box(palette, (x, y, 0), (w, d, h), (palette.light, palette.light, palette.light), gap=8))
    shadow = table.quad(
        (high, low + 20, 0),
        (high + 66, low + 66, 0),
        (high + 66, high + 66, 0),
        (low + 66, high + 66, 0),
        (low + 20, high, 0),
    )
    art.append(hatch(palette.ink, [shadow], 0, 9, 0.78, step=900))
    for offset in spread(low + 34, high - 34, 9):
        for leg in (
            [
                table(high - 6, offset - 9, 44),
                table(high + 26, offset - 9, 44),
                table(high + 36, offset - 9, 0),
                table(high + 36, offset + 9, 0),
                table(high + 26, offset + 9, 44),
                table(high - 6, offset + 9, 44),
            ],
            [
                table(offset - 9, high - 6, 44),
                table(offset - 9, high + 26, 44),
                table(offset - 9, high + 36, 0),
                table(offset + 9, high + 36, 0),
                table(offset + 9, high + 26, 44),
                table(offset + 9, high - 6, 44),
            ],
        ):
            art.append(plate(palette.light, palette.ink, leg))
    body = mix(palette.ink, palette.ground, 0.25)
    art.append(
        table.box(
            palette,
            (low, low, 26),
            (high - low, high - low, 62),
            (body, mix(palette.ink, palette.ground, 0.5), palette.ink),
            gap=9,
        )
    )
    z = 88
    margin = 52
    inner = table.patch(low + margin, low + margin, high - low - 2 * margin, high - low - 2 * margin, z)
    cx, cy = table((low + high) / 2, (low + high) / 2, z)
    art += [
        plate(palette.second, palette.ink, inner, width=4),
        hatch(palette.ink, [inner], 30, 12, ramp(table(low, low, z), table(high, high, z), 0.05, 0.6)),
        lines(
            mix(palette.second, palette.light, 0.55),
            2.5,
            *[[table(low + margin, v, z), table(high - margin, v, z)] for v in spread(low + margin, high - margin, 9)],
            *[[table(v, low + margin, z), table(v, high - margin, z)] for v in spread(low + margin, high - margin, 9)],
        ),
        plate(
            palette.light,
            palette.ink,
            table.patch(low + 130, low + 130, high - low - 260, high - low - 260, z),
            width=4,
        ),
        lattice(palette.second, (cx, cy), 62, 22, 12, strands=6, width=2, flat=0.577),
        fill(palette.light, arc(*table(low + 28, low + 28, z), 14, 8)),
    ]
    return "".join(art)


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
    px, py = view(-0.18, 0, 8.5)
    h = 1.75 * 900 / 8.5
    art += [
        fill(
            palette.ink,
            [
                (px - 0.15 * h, py - 0.78 * h),
                (px + 0.13 * h, py - 0.78 * h),
                (px + 0.11 * h, py),
                (px + 0.02 * h, py),
                (px, py - 0.4 * h),
                (px - 0.03 * h, py),
                (px - 0.12 * h, py),
            ],
        ),
        fill(palette.ink, arc(px - 0.01 * h, py - 0.89 * h, 0.068 * h, 0.09 * h)),
        hatch(
            palette.ink,
            [[(px - 0.12 * h, py), (px + 0.11 * h, py), (px + 0.3 * h, py + 0.9 * h), (px - 0.3 * h, py + 0.9 * h)]],
            0,
            8,
            0.5,
            step=900,
        ),
    ]
    return "".join(art)


def phone(rng: random.Random, palette: Palette) -> str:
    """A telephone lies on the table; coins pile up on its screen."""
    flip = rng.random() < 0.5
    table = Table(720, 120, 1.08, 0.42)
    width, length, thick = 470, 1000, 46

    def slab(grow: float, z: float) -> Shape:
        return [
            table(120 + x, 30 + y, z) for x, y in rounded(-grow, -grow, width + 2 * grow, length + 2 * grow, 74 + grow)
        ]

    def on(x: float, y: float) -> Point:
        return table(120 + x, 30 + y, thick)

    screen = [on(x, y) for x, y in rounded(24, 24, width - 48, length - 48, 54)]
    art = [
        hatch(palette.faint, [CANVAS], 0, 14, ramp((0, 0), (0, HEIGHT), 0.5, 0.08), step=900, taper=0),
        hatch(palette.ink, [shift(slab(6, 0), 60, 44)], 0, 10, 0.72, step=900),
    ]
    for z in range(0, thick, 6):
        art.append(
            plate(
                mix(palette.light, palette.ink, 0.25 + 0.3 * (z == 0)),
                palette.ink,
                slab(0, z),
                width=3 if z in (0,) else 0.8,
            )
        )
    art += [
        plate(palette.light, palette.ink, slab(0, thick), width=4),
        plate(mix(palette.ink, palette.ground, 0.12), palette.ink, screen, width=4),
        hatch(palette.first, [screen], -22, 14, ramp(on(width, 0), on(0, length), 0.08, 0.34)),
        fill(palette.light, [on(x, y) for x, y in rounded(width / 2 - 62, 46, 124, 22, 11)]),
    ]
    bars = [rng.uniform(0.25, 1) for _ in range(7)]
    base_y = 560
    for i, share in enumerate(bars):
        x = 62 + i * 51
        bar = [on(x, base_y), on(x + 34, base_y), on(x + 34, base_y - 300 * share), on(x, base_y - 300 * share)]
        art.append(plate(palette.second if i == 4 else palette.light, palette.ink, bar, width=2.5))
    art.append(lines(palette.light, 3, *[[on(52, y), on(width - 52, y)] for y in spread(200, base_y, 5)]))
    rows = [[on(62, y), on(62 + rng.uniform(120, 250), y)] for y in (650, 730)]
    art += [lines(palette.light, 15, *rows)]
    tap = on(width / 2 + 10, 850)
    for r in (150, 118, 86):
        art.append(outline(palette.light, 3, arc(tap[0], tap[1], r * 1.35, r * 0.66)))
    cx, cy = tap
    art += [
        hatch(palette.ink, [arc(cx + 105, cy + 34, 190, 46)], 0, 8, 0.72, step=900),
        coin_stack(palette, rng, cx, cy + 50, 118, rng.choice((5, 6, 7)), palette.first),
    ]
    for sx, sy, n, colour in ((1370, 760, rng.choice((8, 9, 10)), palette.second), (1190, 905, 3, palette.first)):
        art += [
            hatch(palette.ink, [arc(sx + 130, sy - 4, 230, 42)], 0, 9, 0.7, step=900),
            coin_stack(palette, rng, sx, sy, 128, n, colour),
        ]
    scene = "".join(art)
    return mirrored(scene) if flip else scene


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
                art.append(_listener(rng, palette, x + rng.uniform(-12, 12), y + rng.uniform(-14, 14), size))
            x += pitch
    return "".join(art)


def _listener(rng: random.Random, palette: Palette, x: float, y: float, size: float) -> str:
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


def network(rng: random.Random, palette: Palette) -> str:
    """Bodies of different weight hang on their ties to one centre, like the parts of an orrery."""
    hub = (rng.choice((600, 1020)), rng.uniform(500, 580))
    rings = (215, 360, 505, 660, 820, 990)
    art = [
        fill(palette.haze, disc(*hub, 660)),
        fill(palette.ground, disc(*hub, 505)),
        fill(palette.haze, disc(*hub, 360)),
    ]
    for r in rings:
        art.append(lines(palette.faint, 3, arc(*hub, r, r, 0, 360, 120)))
    art.append(engrave(palette.faint, [arc(*hub, q, q, 0, 360, 120) for q in range(1010, 1700, 18)], 18, 0.3))
    bodies: list[tuple[Point, float]] = []
    start = rng.uniform(0, 360)
    for i, r in enumerate(rings[:5]):
        count = (3, 4, 5, 6, 7)[i]
        for k in range(count):
            a = math.radians(start + i * 47 + 360 * k / count + rng.uniform(-16, 16))
            spot = (hub[0] + r * math.cos(a), hub[1] + r * math.sin(a))
            if -40 < spot[0] < WIDTH + 40 and -40 < spot[1] < HEIGHT + 40:
                size = float(rng.choice((22, 30, 30, 44, 62, 84) if i else (24, 34)))
                if all(math.hypot(spot[0] - b[0][0], spot[1] - b[0][1]) > size + b[1] + 34 for b in bodies):
                    bodies.append((spot, size))
    ties: list[tuple[Point, Point, bool]] = []
    for spot, size in bodies:
        inner = [
            b
            for b in bodies
            if math.hypot(b[0][0] - hub[0], b[0][1] - hub[1]) < math.hypot(spot[0] - hub[0], spot[1] - hub[1]) - 90
        ]
        if size > 40 or not inner:
            ties.append((hub, spot, True))
        if inner:
            nearest = min(inner, key=lambda b: math.hypot(b[0][0] - spot[0], b[0][1] - spot[1]))
            ties.append((nearest[0], spot, False))
    for (ax, ay), (bx, by), heavy in ties:
        if heavy:
            art += [
                fill(palette.ink, ribbon([(ax, ay), (bx, by)], 24)),
                fill(palette.first, ribbon([(ax, ay), (bx, by)], 14)),
            ]
        else:
            length = math.hypot(bx - ax, by - ay)
            nx, ny = (ay - by) / length * 6, (bx - ax) / length * 6
            art.append(
                lines(
                    palette.line, 3, [(ax + nx, ay + ny), (bx + nx, by + ny)], [(ax - nx, ay - ny), (bx - nx, by - ny)]
                )
            )
    for i, ((x, y), size) in enumerate(bodies):
        colour = palette.second if size > 40 and i % 2 else palette.light
        art += [
            plate(colour, palette.ink, disc(x, y, size), width=4),
            hatch(palette.ink, [disc(x, y, size)], 45, max(6, size / 7), ball(x, y, size * 1.05, 0.95)),
        ]
    art += [
        hatch(palette.ink, [disc(hub[0] + 26, hub[1] + 30, 150)], 45, 9, 0.7, step=900),
        plate(palette.first, palette.ink, disc(*hub, 150), width=5),
        lattice(palette.light, hub, 96, 42, 14, strands=8, width=2.2),
        hatch(palette.ink, [disc(*hub, 150)], 45, 10, ball(*hub, 156, 0.95)),
        plate(palette.light, palette.ink, disc(*hub, 44), width=4),
        hatch(palette.ink, [disc(*hub, 44)], 45, 7, ball(*hub, 48)),
    ]
    return "".join(art)
