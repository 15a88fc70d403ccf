"""Things that move goods: ships, the port that loads them, and the railway."""

from __future__ import annotations

import math
import random

from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, arc, clamp, curve, disc, rect, spread
from .space import Projection, View
from .strokes import clouds, engrave, fill, hatch, lines, mirrored, plate, ramp, shaded, sky, stipple


def water(palette: Palette, rng: random.Random, top: float, *, glow: float | None = None, rows: int = 22) -> str:
    """The sea from its horizon to the lower edge, in lines that widen towards us; light lies on it at `glow`."""
    phase = rng.uniform(0, 6)
    body = rect(0, top, WIDTH, HEIGHT - top)
    waves: list[Shape] = []
    for i in range(rows):
        near = i / (rows - 1)
        y = top + 7 + (HEIGHT - top) * near**1.45
        waves.append(
            [
                (x, y + (1 + 8 * near) * math.sin(x / (34 + 70 * near) + i * 2.3 + phase))
                for x in range(-20, WIDTH + 40, 32)
            ]
        )

    def tone(x: float, y: float) -> float:
        shine = 0.5 * clamp(1 - abs(x - glow) / 190) if glow is not None else 0
        return 0.05 + 0.3 * max(0.0, math.sin(x / 190 + y / 41 + phase)) + shine

    return (
        fill(palette.water, body)
        + hatch(palette.ink, [body], 0, 10, ramp((0, top), (0, HEIGHT), 0.1, 0.5), step=900, taper=0)
        + engrave(palette.light, waves, 15, tone)
    )


def containers(
    rng: random.Random,
    palette: Palette,
    x: float,
    base: float,
    size: tuple[float, float],
    columns: int,
    heights: list[int],
) -> str:
    """Stacked steel boxes, seen from the side; `heights` says how many lie in each column."""
    width, height = size
    art = []
    colours = [palette.first, palette.second, palette.light, palette.light, mix(palette.ground, palette.ink, 0.4)]
    last = ""
    for column in range(columns):
        for level in range(heights[column]):
            colour = rng.choice([c for c in colours if c != last])
            last = colour
            box = rect(x + column * width, base - (level + 1) * height, width - 4, height - 3)
            art += [shaded(colour, palette.ink, box, 90, width / 13, 0.36, step=900)]
    return "".join(art)


def ship(rng: random.Random, palette: Palette) -> str:
    """A container ship fills the sheet from edge to edge; a tug goes before it."""
    flip = rng.random() < 0.5
    horizon = 770
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, horizon)], 0, horizon),
        clouds(palette.light, rng, 90, 520),
        water(palette, rng, horizon, glow=300),
    ]
    deck = 560
    heights = [rng.randint(3, 5) for _ in range(9)]
    heights[0] = 2
    heights[1] = 3
    art.append(containers(rng, palette, 640, deck + 6, (122, 70), 9, heights))
    hull: Shape = [
        (372, 470),
        (560, 500),
        (620, deck),
        (WIDTH + 20, deck),
        (WIDTH + 20, 900),
        (520, 900),
        (486, 830),
        (455, 700),
    ]
    band: Shape = [(478, 800), (WIDTH + 20, 800), (WIDTH + 20, 900), (520, 900), (486, 830)]
    art += [
        plate(palette.first, palette.ink, hull, width=5),
        hatch(
            palette.ink,
            [hull],
            90,
            14,
            lambda x, y: clamp(0.72 - (x - 420) / 900, 0.08, 0.75) + 0.22 * clamp((y - 650) / 250),
            step=60,
            taper=0,
        ),
        fill(palette.ink, band),
        lines(palette.light, 7, [(482, 796), (WIDTH, 796)]),
        lines(palette.light, 5, [(398, 500), (566, 528), (628, deck + 26), (WIDTH, deck + 26)]),
        fill(palette.ink, arc(520, 600, 17, 22)),
        lines(palette.ink, 9, [(520, 600), (512, 690)]),
    ]
    foam: list[Shape] = []
    for i in range(9):
        y = 880 + i * 9
        foam.append(
            [
                (x, y + 8 * math.sin(x / 40 + i) - 26 * math.exp(-(((x - 505) / 70) ** 2)))
                for x in spread(430 - i * 26, 900 + i * 90, 40)
            ]
        )
    art.append(engrave(palette.light, foam, 15, lambda x, y: 0.65 * clamp(1.1 - (x - 430) / 800)))
    tx, ty = 130, 905
    tug: Shape = [(tx - 14, ty - 46), (tx + 36, ty - 30), (tx + 190, ty - 36), (tx + 182, ty + 18), (tx + 24, ty + 18)]
    cabin = rect(tx + 62, ty - 92, 78, 60)
    art += [
        lines(palette.light, 3, curve([(tx + 186, ty - 36), (330, 800), (500, 615)])),
        plate(palette.light, palette.ink, cabin),
        fill(palette.ink, rect(tx + 70, ty - 82, 62, 18)),
        plate(palette.second, palette.ink, rect(tx + 100, ty - 138, 22, 48)),
        shaded(palette.second, palette.ink, tug, 90, 9, 0.4, step=900),
        engrave(
            palette.light,
            [
                [(x, ty + 20 + k * 10 + 4 * math.sin(x / 19 + k)) for x in spread(tx - 50, tx + 300, 20)]
                for k in range(3)
            ],
            13,
            0.55,
        ),
    ]
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def port(rng: random.Random, palette: Palette) -> str:
    """Quay cranes over stacked containers, one box in the air."""
    flip = rng.random() < 0.5
    quay = 900
    sun = (1230, 330, 165)
    art = [
        sky(palette.faint, [CANVAS], 0, quay),
        fill(palette.glow, disc(*sun)),
        hatch(palette.ground, [disc(*sun)], 0, 22, ramp((0, 300), (0, 500), 0, 0.65), step=900, taper=0),
    ]
    steel = palette.second
    art.append(
        _crane(palette, 1080, quay, 0.62, mix(palette.ground, palette.line, 0.45), rng.uniform(0.2, 0.7), palette.light)
    )
    art.append(
        _crane(
            palette,
            720,
            quay,
            0.8,
            mix(palette.ground, palette.line, 0.7) if palette.dark else mix(palette.ground, palette.ink, 0.6),
            rng.uniform(0.2, 0.7),
            palette.light,
        )
    )
    art.append(water(palette, rng, quay - 30, rows=10))
    art.append(_crane(palette, 250, quay + 20, 1.12, steel, rng.uniform(0.35, 0.6), palette.first))
    heights = [rng.randint(1, 4) for _ in range(9)]
    art.append(containers(rng, palette, 830, quay + 26, (146, 84), 6, heights))
    front = rect(-10, quay + 22, WIDTH + 20, 60)
    art += [
        shaded(palette.light, palette.ink, front, 0, 10, 0.4, width=4, step=900, taper=0),
        fill(palette.ink, *[rect(x, quay + 46, 46, 70) for x in range(30, WIDTH, 190)]),
    ]
    art.append(containers(rng, palette, -60, quay + 24, (146, 84), 2, [rng.randint(1, 2), 1]))
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def _crane(palette: Palette, x: float, base: float, size: float, steel: str, reach: float, load: str) -> str:
    """A ship-to-shore crane with its boom out to the right; `reach` is how far out the load hangs."""
    s = size

    def at(px: float, py: float) -> Point:
        return (x + px * s, base - py * s)

    def beam(a: Point, b: Point, width: float) -> Shape:
        (ax, ay), (bx, by) = at(*a), at(*b)
        length = math.hypot(bx - ax, by - ay)
        nx, ny = (ay - by) / length * width * s / 2, (bx - ax) / length * width * s / 2
        return [(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny)]

    parts = [
        beam((60, 0), (90, 560), 26),
        beam((330, 0), (300, 560), 26),
        beam((75, 250), (315, 250), 22),
        beam((80, 250), (302, 540), 14),
        beam((300, 560), (205, 790), 18),
        beam((90, 560), (205, 790), 18),
    ]
    boom = beam((-170, 560), (960, 560), 40)
    stays = [[at(205, 790), at(940, 575)], [at(205, 790), at(600, 575)], [at(205, 790), at(-160, 575)]]
    lx = 400 + 480 * reach
    cabin = [at(lx - 40, 540), at(lx + 40, 540), at(lx + 40, 500), at(lx - 40, 500)]
    drop = 210
    box = [at(lx - 78, drop + 84), at(lx + 78, drop + 84), at(lx + 78, drop), at(lx - 78, drop)]
    ropes = [[at(lx - 34, 500), at(lx - 62, drop + 84)], [at(lx + 34, 500), at(lx + 62, drop + 84)]]
    house = [at(-120, 630), at(40, 630), at(40, 580), at(-120, 580)]
    lattice_lines = []
    for i in range(28):
        a, b = -160 + i * 40, -120 + i * 40
        lattice_lines.append([at(a, 576 if i % 2 else 544), at(b, 544 if i % 2 else 576)])
    return "".join(
        [
            lines(steel, 6 * s, *stays),
            *[plate(steel, palette.ink, part) for part in parts],
            *[hatch(palette.ink, [part], 90, 8 * s + 1, 0.34, step=900) for part in parts],
            plate(steel, palette.ink, boom),
            lines(palette.ink, 5 * s, *lattice_lines),
            plate(steel, palette.ink, house),
            plate(palette.light, palette.ink, cabin),
            lines(palette.line, 4 * s, *ropes),
            shaded(load, palette.ink, box, 90, 13 * s, 0.4, step=900),
        ]
    )


def railway(rng: random.Random, palette: Palette) -> str:
    """Tracks bend to the horizon under their wires; a train comes."""
    flip = rng.random() < 0.5
    horizon = 430
    view = View(690, horizon, 2.4, 1000)
    bend = rng.uniform(0.006, 0.011)

    def at(x: float, y: float, z: float) -> Point:
        return view(x + bend * z * z, y, z)

    land = rect(0, horizon, WIDTH, HEIGHT - horizon)
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, horizon)], 0, horizon),
        clouds(palette.light, rng, 60, 330),
        fill(
            palette.haze,
            [
                *curve(
                    [
                        (-20, horizon),
                        (160, horizon - 70),
                        (420, horizon - 30),
                        (760, horizon - 95),
                        (1150, horizon - 40),
                        (1700, horizon - 110),
                        (1700, horizon + 8),
                    ]
                ),
                (-20, horizon + 8),
            ],
        ),
        fill(palette.floor, land),
        hatch(palette.ink, [land], 0, 12, ramp((0, horizon), (0, HEIGHT), 0.55, 0.12), step=900, taper=0),
    ]
    far = [1.35 * 1.09**i for i in range(44)]
    centres = (-4.2, 0.0, 4.2)
    bed = [at(-6.6, 0, z) for z in reversed(far)] + [at(6.8, 0, z) for z in far]
    art.append(fill(mix(palette.shade, palette.ground, 0.25), bed))
    stones = []
    for _ in range(1500):
        z = 2.2 * math.exp(rng.random() * 2.3)
        stones.append(at(rng.uniform(-6.4, 6.6), 0, z))
    art.append(
        stipple(
            palette.light,
            rng,
            [p for p in stones if 0 < p[1] < HEIGHT + 9 and -9 < p[0] < WIDTH + 9],
            4.2,
            lambda x, y: 0.25 + 0.6 * (y - horizon) / 650,
        )
    )
    for c in centres:
        sleepers = []
        z = 2.0
        while z < 34:
            sleepers.append(
                [at(c - 1.35, 0, z), at(c + 1.35, 0, z), at(c + 1.35, 0, z + 0.3), at(c - 1.35, 0, z + 0.3)]
            )
            z += 0.72
        art.append(fill(palette.ink, *sleepers))
        for r in (-0.75, 0.75):
            left = [at(c + r - 0.06, 0.14, z) for z in far]
            right = [at(c + r + 0.06, 0.14, z) for z in far]
            side = [at(c + r + 0.06, 0.0, z) for z in far]
            art += [fill(palette.ink, left + side[::-1]), fill(palette.light, left + right[::-1])]
    masts = [4.6 * 1.55**i for i in range(6)]
    for z in reversed(masts):
        w = 0.13
        posts = [[at(x - w, 0, z), at(x - w, 7.4, z), at(x + w, 7.4, z), at(x + w, 0, z)] for x in (-7.2, 7.4)]
        beam = [at(-7.4, 7.0, z), at(7.6, 7.0, z), at(7.6, 6.55, z), at(-7.4, 6.55, z)]
        art += [plate(palette.ink, palette.ink, *posts, width=1), plate(palette.ink, palette.ink, beam, width=1)]
        art.append(
            fill(
                palette.line,
                *[
                    [at(c - 0.08, 6.6, z), at(c + 0.08, 6.6, z), at(c + 0.08, 5.6, z), at(c - 0.08, 5.6, z)]
                    for c in centres
                ],
            )
        )
    wires = [[at(c, 5.6 if i else 6.35, z) for z in far] for c in centres for i in (0, 1)]
    art.append(lines(palette.ink, 3, *wires))
    art.append(_train(palette, at, 4.2 if rng.random() < 0.3 else -4.2, 9.0))
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def _train(palette: Palette, at: Projection, centre: float, z: float) -> str:
    """The front of a train on the track at `centre`, `z` metres away, with its coaches behind it."""
    half, high = 1.5, 3.9
    art = []
    back = [z * 1.06**i for i in range(22)]
    for s in (-half, half):
        side = [at(centre + s, 0.5, q) for q in back] + [at(centre + s, high, q) for q in reversed(back)]
        glass = [at(centre + s, 2.1, q) for q in back] + [at(centre + s, 3.1, q) for q in reversed(back)]
        art += [plate(mix(palette.second, palette.ink, 0.4), palette.ink, side), fill(palette.ink, glass)]
        art.append(hatch(palette.ink, [side], 90, 9, 0.5, step=900))
    nose = [
        (-half, 0.35),
        (half, 0.35),
        (half, 3.0),
        (half * 0.86, 3.7),
        (half * 0.5, 4.05),
        (-half * 0.5, 4.05),
        (-half * 0.86, 3.7),
        (-half, 3.0),
    ]
    screen = [
        (-half * 0.82, 2.15),
        (half * 0.82, 2.15),
        (half * 0.74, 3.35),
        (half * 0.4, 3.62),
        (-half * 0.4, 3.62),
        (-half * 0.74, 3.35),
    ]
    face = [at(centre + x, y, z) for x, y in nose]
    window = [at(centre + x, y, z) for x, y in screen]
    skirt = [at(centre + x, y, z) for x, y in ((-half, 0.35), (half, 0.35), (half, 0.95), (-half, 0.95))]
    scale = 1000 / z
    lamps = [disc(*at(centre + x, 1.5, z), 0.17 * scale) for x in (-1.05, 1.05)]
    halo = [disc(*at(centre + x, 1.5, z), 0.3 * scale) for x in (-1.05, 1.05)]
    (left, _), (right, _) = at(centre - half, 0, z), at(centre + half, 0, z)
    art += [
        shaded(palette.second, palette.ink, face, 90, 9, ramp((left, 0), (right, 0), 0.05, 0.7), width=4, step=40),
        plate(palette.ink, palette.ink, window, skirt),
        hatch(palette.light, [window], 60, 13, ramp((left, 0), (right, 0), 0.5, 0), step=30),
        fill(palette.ink, *halo),
        fill(palette.light, *lamps),
        fill(
            palette.ink,
            [at(centre - 0.5, 4.0, z), at(centre + 0.5, 4.0, z), at(centre + 0.1, 5.5, z), at(centre - 0.1, 5.5, z)],
            opacity=0.9,
        ),
    ]
    return "".join(art)
