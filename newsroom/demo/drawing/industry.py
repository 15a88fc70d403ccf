"""Heavy industry: pipelines and steelworks."""

from __future__ import annotations

import math
import random

from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, arc, clamp, curve, noise, rect, spread, swell
from .strokes import barrel, clouds, engrave, fill, hatch, lines, mirrored, outline, plate, ramp, shaded, sky, tube


def pipeline(rng: random.Random, palette: Palette) -> str:
    """Three pipes come over the hills, bend once and pass under our feet."""
    flip = rng.random() < 0.5
    horizon = 400
    ridge = noise(rng.uniform(0, 30), 0.8)
    crest = [(x, horizon + 46 * ridge(x / 330)) for x in spread(-20, WIDTH + 20, 50)]
    land = [*crest, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]
    furrows = [[(x, y + 9 * k + 1.15 * k * k) for x, y in crest] for k in range(1, 21)]
    phase = rng.uniform(0, 6)
    far = [(x, horizon - 70 + 60 * ridge(x / 210 + 9)) for x in spread(-20, WIDTH + 20, 50)]
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, horizon)], 0, horizon),
        clouds(palette.light, rng, 40, 270),
        plate(palette.haze, palette.ink, [*far, (WIDTH + 20, HEIGHT), (-20, HEIGHT)]),
        hatch(palette.faint, [[*far, (WIDTH + 20, 520), (-20, 520)]], 60, 12, 0.35, step=900),
        plate(palette.floor, palette.ink, land),
        engrave(palette.ink, furrows, 17, lambda x, y: 0.06 + 0.5 * max(0.0, math.sin(x / 300 + y / 170 + phase))),
    ]
    shared = spread(0, 1, 46)

    def way(offset: float) -> tuple[Shape, list[float]]:
        """The centre line of one pipe and its radius: small at the hills, huge at our feet."""
        path: Shape = []
        radii: list[float] = []
        for t in shared:
            grow = t**2.1
            x = 1190 - 60 * t - 300 * math.sin(math.pi * t) * (1 - t) + offset * (0.05 + 1.28 * grow) - 470 * grow
            y = horizon + 4 + 830 * grow + 40 * math.sin(math.pi * t)
            path.append((x, y))
            radii.append(7 + 128 * grow)
        return path, radii

    colours = (palette.first, palette.light, palette.second)
    for offset in (-420, 0, 420):
        path, radii = way(offset)
        fall = [(x + r * 1.5, y + r * 0.35) for (x, y), r in zip(path, radii, strict=True)]
        art.append(hatch(palette.ink, [swell(fall, [2 * r for r in radii])], 0, 10, 0.72, step=900))
    for offset, colour in zip((-420, 0, 420), colours, strict=True):
        path, radii = way(offset)
        art.append(tube(colour, palette.ink, path, radii, count=13, side=-1))
        for i in (16, 24, 31, 37, 42):
            (ax, ay), (bx, by) = path[i - 1], path[i + 1]
            length = math.hypot(bx - ax, by - ay)
            ux, uy = (bx - ax) / length, (by - ay) / length
            r = radii[i] * 1.16
            x, y = path[i]
            for off in (0, radii[i] * 0.3):
                through = off + radii[i] * 0.24
                start, end = (x + ux * off, y + uy * off), (x + ux * through, y + uy * through)
                art.append(tube(mix(colour, palette.ink, 0.25), palette.ink, [start, end], r, count=11, side=-1))
    path, radii = way(0)
    vx, vy = path[34][0] + 10, path[34][1] - radii[34] - 120
    spokes = [
        [(vx - 128 * math.cos(a), vy - 60 * math.sin(a)), (vx + 128 * math.cos(a), vy + 60 * math.sin(a))]
        for a in (0.5, 1.55, 2.6)
    ]
    art += [
        tube(palette.light, palette.ink, [(vx, vy + 10), (vx, vy + 190)], 24, count=6, side=-1),
        outline(palette.ink, 36, arc(vx, vy, 128, 60)),
        outline(palette.first, 24, arc(vx, vy, 128, 60)),
        lines(palette.ink, 24, *spokes),
        lines(palette.first, 14, *spokes),
        plate(palette.light, palette.ink, arc(vx, vy, 34, 20)),
    ]
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def steelworks(rng: random.Random, palette: Palette) -> str:
    """A furnace hall with its stacks smoking; a ladle pours in the foreground."""
    flip = rng.random() < 0.5
    base = 900
    drift = rng.uniform(260, 420)
    art = [sky(palette.faint, [CANVAS], 0, base)]
    stacks = ((300, 300, 40), (450, 380, 46), (1010, 250, 44))
    for x, top, w in stacks:
        art.append(_plume(rng, palette.light if palette.dark else palette.haze, palette.ink, x, top, w * 0.95, drift))
    for x, top, w in stacks:
        stack = [(x - w * 0.72, top), (x + w * 0.72, top), (x + w, base), (x - w, base)]
        bands = [
            [
                (x - w * 0.76, top + 30 + k * 70),
                (x + w * 0.76, top + 30 + k * 70),
                (x + w * 0.8, top + 62 + k * 70),
                (x - w * 0.8, top + 62 + k * 70),
            ]
            for k in (0, 1)
        ]
        art += [
            plate(palette.second, palette.ink, stack),
            plate(palette.light, palette.ink, *bands),
            hatch(palette.ink, [stack], 90, 9, barrel(x - w, x + w)),
            plate(palette.second, palette.ink, rect(x - w * 0.86, top - 12, w * 1.72, 20)),
        ]
    furnace = [
        (650, base),
        (668, 640),
        (700, 560),
        (690, 430),
        (730, 340),
        (730, 250),
        (830, 250),
        (830, 340),
        (870, 430),
        (860, 560),
        (892, 640),
        (910, base),
    ]
    art += [
        shaded(mix(palette.second, palette.ink, 0.35), palette.ink, furnace, 90, 10, barrel(655, 905), width=4),
        *[
            plate(palette.light, palette.ink, rect(640 + k, y, 280 - 2 * k, 16))
            for k, y in ((24, 640), (44, 555), (62, 425), (92, 335))
        ],
        tube(palette.second, palette.ink, curve([(830, 270), (960, 250), (1120, 420), (1290, 700)]), 26, count=7),
        lines(palette.ink, 7, [(560, base), (720, 300)], [(596, base), (756, 300)]),
        lines(
            palette.ink,
            4,
            *[[(560 + t * 160, base - t * 600), (596 + t * 160, base - t * 600)] for t in spread(0.02, 0.98, 18)],
        ),
    ]
    hall_y = 640
    windows = [rect(1150 + k * 92, 720, 52, 96) for k in range(6)]
    roofs: Shape = [(1120, base), (1120, hall_y)]
    for k in range(5):
        x = 1120 + k * 130
        roofs += [(x, hall_y), (x + 92, hall_y - 96), (x + 130, hall_y)]
    roofs += [(1780, hall_y), (1780, base)]
    art += [
        shaded(palette.shade, palette.ink, roofs, 90, 12, 0.5, width=4, step=900),
        *[fill(palette.glow, window) for window in windows],
        *[hatch(palette.ink, [window], 0, 16, 0.3, step=900) for window in windows],
    ]
    floor = rect(0, base, WIDTH, HEIGHT - base)
    mould_x = 250
    art += [
        fill(palette.ink, floor),
        hatch(
            palette.glow,
            [floor],
            0,
            12,
            lambda x, y: 0.55 * clamp(1 - math.hypot((x - mould_x) / 620, (y - 960) / 190)),
            step=30,
            taper=0,
        ),
    ]
    lip: Point = (282, 700)
    pour = swell(
        [(lip[0] + 12 - 50 * t**0.5, lip[1] + 250 * t) for t in spread(0, 1, 14)],
        [44 - 14 * t for t in spread(0, 1, 14)],
    )
    mould: Shape = [(150, 950), (360, 950), (336, 1050), (174, 1050)]
    bucket: Shape = [(-60, 490), (200, 560), (270, 690), (190, 800), (-60, 760)]
    sparks = [
        [(mould_x + q * math.cos(a), 930 + 0.8 * q * math.sin(a)) for q in (d, d + rng.uniform(14, 44))]
        for a, d in ((rng.uniform(math.pi * 1.02, math.pi * 1.98), rng.uniform(40, 270)) for _ in range(90))
    ]
    art += [
        fill(palette.light, *[swell([a, b], [7, 0.5]) for a, b in sparks]),
        fill(palette.glow, pour),
        lines(palette.light, 11, [(lip[0] + 8 - 50 * t**0.5, lip[1] + 250 * t) for t in spread(0, 1, 14)]),
        shaded(palette.ink, palette.light, bucket, 70, 11, ramp((-60, 480), (240, 790), 0.5, 0.05), width=4, step=40),
        fill(palette.glow, [(196, 566), (264, 690), (300, 704), (282, 668), (226, 560)]),
        shaded(palette.light, palette.ink, mould, 90, 10, barrel(150, 360), width=4),
        fill(palette.glow, arc(255, 950, 104, 16)),
    ]
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def _plume(rng: random.Random, colour: str, ink: str, x: float, y: float, size: float, drift: float) -> str:
    """Smoke from a stack: billows that grow as they drift, cut in round lines."""
    art = []
    puffs = []
    for i in range(9):
        t = i / 8
        r = size * (0.5 + 1.9 * t)
        puffs.append((x + drift * t**1.4 + rng.uniform(-1, 1) * size * 0.5 * t, y - r * 0.2 - 330 * t**0.8, r))
    for px, py, r in reversed(puffs):
        blob = curve(
            [
                (px + r * q * math.cos(a), py + r * q * 0.82 * math.sin(a))
                for a, q in ((a, rng.uniform(0.92, 1.1)) for a in spread(0, math.tau, 10)[:-1])
            ],
            closed=True,
            detail=5,
        )
        rounds = [arc(px, py, r * q, r * q * 0.82, -50, 150, 26) for q in spread(0.25, 0.95, max(4, int(r / 13)))]
        art += [
            plate(colour, ink, blob, width=3),
            engrave(ink, rounds, 13, ramp((px, py), (px + 0.44 * r, py + 0.735 * r), 0, 0.62)),
        ]
    return "".join(art)
