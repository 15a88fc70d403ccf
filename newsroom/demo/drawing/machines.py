"""Machines that count, connect and listen: the chip, the telephone, the network and the microphone."""

from __future__ import annotations

import math
import random

from .money import coin_stack
from .ornament import lattice
from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, arc, clamp, disc, rect, ribbon, rounded, shift, spread, turn
from .space import Table
from .strokes import ball, barrel, engrave, fill, hatch, lines, mirrored, outline, plate, ramp, shaded, tube


def chip(rng: random.Random, palette: Palette) -> str:
    """A chip on its board like a building in a city of copper tracks."""
    table = Table(810 + rng.uniform(-50, 50), 40, 1.0, 0.5)
    copper = palette.first
    art = [hatch(palette.ink, [CANVAS], 30, 13, ramp((0, 0), (WIDTH, HEIGHT), 0.1, 0.5), step=80, taper=0)]
    low, high = 330, 730
    tracks: list[Shape] = []
    pads: Shape = []
    for side in range(4):
        for i, offset in enumerate(spread(low + 34, high - 34, 9)):
            middle = i - 4
            run = 70 + 24 * (4 - abs(middle)) + rng.choice((0, 30))
            bend = middle * rng.choice((26, 34)) if middle else 0
            far = 900 if rng.random() < 0.7 else run + abs(bend) + rng.uniform(60, 200)
            path = [(0.0, offset), (run, offset), (run + abs(bend), offset + bend), (far, offset + bend)]
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
                pads.append(placed[-1])
    art += [lines(palette.ink, 17, *[shift(t, 0, 6) for t in tracks]), lines(copper, 11, *tracks)]
    for px, py in pads:
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
                mix(palette.light, palette.ink, 0.25 + 0.3 * (z == 0)), palette.ink, slab(0, z), width=0.8 if z else 3
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
            shaded(colour, palette.ink, disc(x, y, size), 45, max(6, size / 7), ball(x, y, size * 1.05, 0.95), width=4)
        ]
    art += [
        hatch(palette.ink, [disc(hub[0] + 26, hub[1] + 30, 150)], 45, 9, 0.7, step=900),
        plate(palette.first, palette.ink, disc(*hub, 150), width=5),
        lattice(palette.light, hub, 96, 42, 14, strands=8, width=2.2),
        hatch(palette.ink, [disc(*hub, 150)], 45, 10, ball(*hub, 156, 0.95)),
        shaded(palette.light, palette.ink, disc(*hub, 44), 45, 7, ball(*hub, 48), width=4),
    ]
    return "".join(art)


def microphone(rng: random.Random, palette: Palette) -> str:
    """A studio microphone before the circles of its sound."""
    flip = rng.random() < 0.5
    cx, cy = 640, 420
    w, h = 205, 330
    lean = rng.uniform(-12, -6)
    waves = [arc(cx, cy, q, q, 0, 360, 110) for q in range(330, 1500, 34)]
    phase = rng.uniform(0, 6)
    art = [
        engrave(
            palette.first,
            waves,
            34,
            lambda x, y: (
                0.05
                + 0.42
                * max(0.0, math.cos(math.atan2(y - cy, x - cx))) ** 2
                * (0.55 + 0.45 * math.sin(math.hypot(x - cx, y - cy) / 62 + phase))
            ),
        ),
        engrave(palette.faint, waves, 34, 0.07),
    ]
    head = rounded(cx - w, cy - h, 2 * w, 2 * h, w)
    ribs: list[Shape] = []
    for y in spread(cy - h + 26, cy + h - 26, 19):
        edge = w - 12.0
        over = abs(y - cy) - (h - w)
        if over > 0:
            edge = math.sqrt(max(0, w * w - over * over)) - 12
        if edge > 20:
            ribs.append(
                [(cx + edge * math.sin(t), y + 16 * math.cos(t)) for t in spread(-math.pi / 2, math.pi / 2, 22)]
            )
    tone = barrel(cx - w, cx + w)
    mesh = [
        [
            (cx + w * 0.97 * math.sin(t) * q, y)
            for y, q in zip(
                spread(cy - h + 8, cy + h - 8, 25),
                [math.sqrt(max(0, 1 - max(0, abs(v) - (h - w)) ** 2 / w**2)) for v in spread(-h + 8, h - 8, 25)],
                strict=True,
            )
        ]
        for t in spread(-1.4, 1.4, 15)
    ]
    band = [(cx - w - 6, cy - 34), (cx + w + 6, cy - 34), (cx + w + 6, cy + 62), (cx - w - 6, cy + 62)]
    fork = arc(cx, cy, w + 74, h * 0.98, 6, 174, 40)
    stem_top = cy + h * 0.98
    inside = "".join(
        [
            tube(palette.second, palette.ink, fork, 25, count=6, side=-1),
            shaded(palette.second, palette.ink, rect(cx - 46, stem_top - 6, 92, 92), 90, 8, barrel(cx - 46, cx + 46)),
            plate(palette.light, palette.ink, head, width=6),
            engrave(palette.ink, mesh, 20, lambda x, y: 0.16 + 0.5 * tone(x, y)),
            engrave(palette.ink, ribs, 30, lambda x, y: 0.24 + 0.62 * tone(x, y)),
            hatch(palette.ink, [head], 90, 10, lambda x, y: clamp(tone(x, y) - 0.34, 0, 0.7)),
            outline(palette.ink, 6, head),
            shaded(palette.second, palette.ink, band, 90, 9, tone, width=5),
            *[plate(palette.first, palette.ink, disc(cx + k, cy + 14, 19)) for k in (-130, 0, 130)],
            *[
                plate(palette.first, palette.ink, disc(cx + s * (w + 74), cy + 14, 46), width=4)
                + hatch(
                    palette.ink, [disc(cx + s * (w + 74), cy + 14, 46)], 45, 8, ball(cx + s * (w + 74), cy + 14, 50)
                )
                for s in (-1, 1)
            ],
        ]
    )
    sx, sy = turn([(cx, stem_top + 84)], lean, (cx, cy))[0]
    stand = rect(sx - 30, sy - 10, 60, 500)
    body = "".join(
        [
            *art,
            shaded(palette.first, palette.ink, stand, 90, 7, barrel(sx - 30, sx + 30)),
            f'<g transform="rotate({lean:.1f} {cx} {cy})">{inside}</g>',
        ]
    )
    return mirrored(body) if flip else body
