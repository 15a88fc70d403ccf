"""Instruments that measure time, pressure and the earth: clock, dial, compass and globe."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .coastlines import LANDS
from .ornament import lattice
from .palette import Palette, mix
from .shapes import CANVAS, WIDTH, Shape, arc, clamp, disc, noise, sector, shift, spread, turn
from .strokes import ball, engrave, fill, hatch, lines, outline, plate, ramp, shaded


def _ray(cx: float, cy: float, angle: float, inner: float, outer: float) -> Shape:
    """A line from a centre outwards; the angle in degrees, clockwise from twelve o'clock."""
    a = math.radians(angle - 90)
    return [(cx + r * math.cos(a), cy + r * math.sin(a)) for r in (inner, outer)]


def _hand(cx: float, cy: float, angle: float, length: float, width: float) -> Shape:
    """A tapering hand of a clock or dial, with its short tail."""
    shape: Shape = [
        (cx - width / 2, cy + length * 0.16),
        (cx - width * 0.3, cy - length * 0.9),
        (cx, cy - length),
        (cx + width * 0.3, cy - length * 0.9),
        (cx + width / 2, cy + length * 0.16),
    ]
    return turn(shape, angle, (cx, cy))


def clock(rng: random.Random, palette: Palette) -> str:
    """A station clock too large for the sheet; the time between its hands is marked."""
    cx, cy, r = rng.choice((700, 920)), 560, 610
    hour = rng.choice((8, 9, 10, 11, 1, 2))
    minute = rng.choice((8, 12, 17, 22)) if hour > 6 else rng.choice((33, 38, 46))
    hour_angle, minute_angle = hour * 30 + minute / 2, minute * 6
    start, end = sorted((hour_angle, minute_angle))
    if end - start > 180:
        start, end = end, start + 360
    ticks: list[Shape] = []
    bars: list[Shape] = []
    for i in range(60):
        inner = r * (0.80 if i % 5 == 0 else 0.86)
        (bars if i % 5 == 0 else ticks).append(_ray(cx, cy, i * 6, inner, r * 0.92))
    rays = [
        [(cx + q * math.cos(a), cy + q * math.sin(a)) for q in spread(r + 66, 1500, 6)]
        for a in spread(0, math.tau, 200)
    ]
    wedge = sector(cx, cy, 0, r * 0.76, start - 90, end - 90)
    return "".join(
        [
            engrave(palette.faint, rays, 22, lambda x, y: 0.12 + 0.4 * clamp((x - cx + y - cy) / 1400 + 0.4)),
            hatch(palette.ink, [disc(cx + 44, cy + 52, r + 60)], 45, 11, 0.62, step=900),
            plate(palette.second, palette.ink, disc(cx, cy, r + 58), width=4),
            engrave(
                palette.ink,
                [arc(cx, cy, q, q, 0, 360, 120) for q in spread(r + 8, r + 52, 5)],
                11,
                lambda x, y: clamp(0.42 + 0.5 * ((x - cx) + (y - cy)) / r / 1.3, 0.06, 0.85),
            ),
            plate(palette.light, palette.ink, disc(cx, cy, r), width=6),
            fill(palette.first, wedge),
            hatch(palette.ink, [wedge], 45, 13, lambda x, y: 0.1 + 0.5 * math.hypot(x - cx, y - cy) / r),
            lines(palette.ink, 7, *ticks),
            lines(palette.ink, 26, *bars),
            outline(palette.ink, 3, disc(cx, cy, r * 0.945), disc(cx, cy, r * 0.76)),
            lattice(mix(palette.light, palette.ink, 0.55), (cx, cy), r * 0.24, r * 0.1, 24, strands=6, width=1.6),
            hatch(palette.ink, [disc(cx, cy, r)], 45, 14, ramp((cx - 60, cy - 60), (cx + 430, cy + 430), 0, 0.34)),
            hatch(palette.ink, [shift(_hand(cx, cy, hour_angle, r * 0.52, 58), 18, 24)], 45, 8, 0.65, step=900),
            hatch(palette.ink, [shift(_hand(cx, cy, minute_angle, r * 0.8, 40), 18, 24)], 45, 8, 0.65, step=900),
            plate(palette.ink, palette.light, _hand(cx, cy, hour_angle, r * 0.52, 58), width=4),
            plate(palette.ink, palette.light, _hand(cx, cy, minute_angle, r * 0.8, 40), width=4),
            shaded(palette.second, palette.ink, disc(cx, cy, 40), 45, 7, ball(cx, cy, 40), width=4),
        ]
    )


def dial(rng: random.Random, palette: Palette) -> str:
    """A pressure gauge, cropped like a close-up, its needle near the red."""
    cx, cy, r = 810 + rng.uniform(-70, 70), 900, 790
    reading = rng.choice((rng.uniform(38, 62), rng.uniform(-40, 20)))
    zones = ((-105, -20, palette.light), (-20, 35, mix(palette.light, palette.first, 0.5)), (35, 105, palette.first))
    art = [
        hatch(palette.faint, [CANVAS], 90, 14, ramp((0, 0), (WIDTH, 0), 0.16, 0.5), step=900, taper=0),
        hatch(palette.ink, [disc(cx + 40, cy + 46, r + 60)], 45, 11, 0.6, step=900),
        plate(palette.second, palette.ink, disc(cx, cy, r + 58), width=4),
        engrave(
            palette.ink,
            [arc(cx, cy, q, q, 150, 390, 90) for q in spread(r + 8, r + 52, 5)],
            11,
            lambda x, y: clamp(0.42 + 0.55 * ((x - cx) + (y - cy)) / r, 0.06, 0.88),
        ),
        plate(palette.light, palette.ink, disc(cx, cy, r), width=6),
    ]
    for start, end, colour in zones:
        band = sector(cx, cy, r * 0.66, r * 0.84, start - 90, end - 90)
        art.append(plate(colour, palette.ink, band, width=4))
        tone = 0.1 if colour == palette.light else 0.28 if start < 30 else 0.5
        art.append(
            engrave(
                palette.ink,
                [_ray(cx, cy, a, r * 0.67, r * 0.83) for a in spread(start + 0.6, end - 0.6, int((end - start) / 1.3))],
                14,
                tone,
            )
        )
    ticks = [_ray(cx, cy, a, r * 0.86, r * 0.91) for a in spread(-105, 105, 43)]
    bars = [_ray(cx, cy, a, r * 0.86, r * 0.955) for a in spread(-105, 105, 15)]
    art += [
        lines(palette.ink, 5, *ticks),
        lines(palette.ink, 15, *bars),
        outline(palette.ink, 3, disc(cx, cy, r * 0.6)),
        lattice(mix(palette.light, palette.ink, 0.5), (cx, cy), r * 0.44, r * 0.12, 36, strands=6, width=1.6),
        lattice(mix(palette.light, palette.ink, 0.5), (cx, cy), r * 0.25, r * 0.05, 20, strands=6, width=1.6),
        hatch(palette.ink, [disc(cx, cy, r)], 45, 14, ramp((cx, cy - 300), (cx + 500, cy + 200), 0, 0.38)),
        hatch(palette.ink, [shift(_hand(cx, cy, reading, r * 0.9, 74), 24, 32)], 45, 9, 0.66, step=900),
        plate(palette.ink, palette.light, _hand(cx, cy, reading, r * 0.9, 74), width=4),
        shaded(palette.second, palette.ink, disc(cx, cy, 104), 45, 10, ball(cx, cy, 110), width=5),
        plate(palette.light, palette.ink, disc(cx, cy, 34), width=4),
    ]
    return "".join(art)


def compass(rng: random.Random, palette: Palette) -> str:
    """A compass rose laid over the contour lines of a chart."""
    cx, cy, r = rng.choice((620, 1000)), 545, 450
    heading = rng.uniform(-32, 32)
    wave = noise(rng.uniform(0, 30), 1.2)
    other = noise(rng.uniform(0, 30), 0.8)
    hx, hy = (1330, 250) if cx < 810 else (290, 260)
    contours: list[Shape] = []
    for k in range(1, 34):
        contour = []
        for a in spread(0, math.tau, 90):
            radius = 34 * k * (1 + 0.16 * wave(2.2 * math.sin(a) + k * 0.07) + 0.08 * other(3 * math.cos(a)))
            contour.append((hx + radius * 1.25 * math.cos(a), hy + radius * math.sin(a)))
        contours.append(contour)
    art = [
        fill(palette.haze, contours[8]),
        fill(palette.floor, contours[4]),
        *[lines(palette.faint, 5 if k % 5 == 4 else 2.2, c) for k, c in enumerate(contours)],
        hatch(palette.ink, [disc(cx + 34, cy + 40, r)], 45, 11, 0.6, step=900),
        plate(palette.light, palette.ink, disc(cx, cy, r), width=5),
    ]
    degrees = [_ray(cx, cy, heading + a, r * 0.9, r * 0.96) for a in range(0, 360, 3)]
    tens = [_ray(cx, cy, heading + a, r * 0.86, r * 0.96) for a in range(0, 360, 15)]
    art += [
        lines(palette.ink, 4, *degrees),
        lines(palette.ink, 9, *tens),
        outline(palette.ink, 3, disc(cx, cy, r * 0.97), disc(cx, cy, r * 0.84), disc(cx, cy, r * 0.81)),
        lattice(mix(palette.light, palette.second, 0.75), (cx, cy), r * 0.62, r * 0.13, 32, strands=8, width=1.8),
    ]
    for turn_by, length, waist, colour in (
        (22.5, 0.6, 0.12, palette.second),
        (45, 0.74, 0.16, palette.first),
        (0, 1.12, 0.2, palette.light),
    ):
        step = 45 if turn_by == 22.5 else 90
        for a in range(0, 360, step):
            angle = heading + a + turn_by
            main = turn_by == 0 and a == 0
            fore = palette.first if main else colour
            tip = _ray(cx, cy, angle, 0, r * length * (1.08 if main else 1))[1]
            left = _ray(cx, cy, angle - step / 2, 0, r * waist)[1]
            right = _ray(cx, cy, angle + step / 2, 0, r * waist)[1]
            dark_side = [(cx, cy), right, tip]
            art += [
                plate(fore, palette.ink, [(cx, cy), left, tip]),
                shaded(mix(fore, palette.ink, 0.25), palette.ink, dark_side, angle - 90, 8, 0.62, step=900),
            ]
    art += [
        plate(palette.light, palette.ink, disc(cx, cy, 48), width=4),
        lattice(palette.ink, (cx, cy), 26, 14, 8, strands=4, width=1.6),
    ]
    return "".join(art)


def globe(rng: random.Random, palette: Palette) -> str:
    """The earth in an engraver's latitudes: land where the lines are heavy, trade as arcs above it."""
    cx, cy, r = rng.choice((690, 930)), 560, 480
    middle_lon, tilt = rng.choice((-40, 10, 20, 75, 100)) + rng.uniform(-8, 8), math.radians(rng.uniform(14, 24))
    sin_t, cos_t = math.sin(tilt), math.cos(tilt)

    def where(lon: float, lat: float, lift: float = 1) -> tuple[float, float, float]:
        lam, phi = math.radians(lon - middle_lon), math.radians(lat)
        x, y, z = math.cos(phi) * math.sin(lam), math.sin(phi), math.cos(phi) * math.cos(lam)
        return cx + r * lift * x, cy - r * lift * (y * cos_t - z * sin_t), y * sin_t + z * cos_t

    def visible(points: list[tuple[float, float]]) -> list[Shape]:
        runs: list[Shape] = [[]]
        for lon, lat in points:
            x, y, depth = where(lon, lat)
            if depth > 0:
                runs[-1].append((x, y))
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if len(run) > 1]

    grid = [run for lon in range(-180, 180, 15) for run in visible([(lon, lat) for lat in range(-84, 85, 6)])]
    grid += [
        run
        for lat in range(-75, 76, 15)
        for run in visible([(lon, lat) for lon in range(int(middle_lon) - 110, int(middle_lon) + 111, 5)])
    ]
    land: list[Shape] = []
    for lat in spread(-56, 78, 75):
        for first, last in _land_at(lat):
            count = max(2, int((last - first) / 2.5) + 1)
            land += visible([(lon, lat) for lon in spread(first, last, count)])
    shadow = ball(cx, cy, r * 1.05, 0.85)
    halo = [arc(cx, cy, q, q, 0, 360, 100) for q in range(r + 30, 1500, 22)]
    art = [
        engrave(palette.faint, halo, 22, lambda x, y: 0.08 + 0.4 * clamp(math.hypot(x - cx, y - cy) / 1100)),
        shaded(palette.second, palette.ink, disc(cx, cy, r), 45, 10, lambda x, y: 0.75 * shadow(x, y), width=5),
        lines(mix(palette.second, palette.light, 0.5), 2, *grid),
        engrave(palette.light, land, 13, lambda x, y: clamp(0.98 - 0.5 * shadow(x, y), 0.3, 0.9)),
        outline(palette.ink, 5, disc(cx, cy, r)),
    ]
    ports = [(lon + middle_lon, lat) for lon, lat in ((-48, 40), (-8, 52), (38, 26), (50, -12), (-22, -24), (14, 4))]
    rng.shuffle(ports)
    for (lon0, lat0), (lon1, lat1) in pairwise(ports):
        path = []
        for t in spread(0, 1, 30):
            x, y, _ = where(lon0 + (lon1 - lon0) * t, lat0 + (lat1 - lat0) * t, 1 + 0.32 * math.sin(math.pi * t))
            path.append((x, y))
        art += [lines(palette.ink, 15, path), lines(palette.first, 9, path)]
    for lon, lat in ports:
        x, y, _ = where(lon, lat)
        art += [plate(palette.first, palette.ink, disc(x, y, 20), width=4), fill(palette.light, disc(x, y, 8))]
    return "".join(art)


def _land_at(lat: float) -> list[tuple[float, float]]:
    """Where a parallel crosses land, as pairs of longitudes from west to east."""
    spans: list[tuple[float, float]] = []
    for shape in LANDS:
        crossings = []
        for (ax, ay), (bx, by) in zip(shape, shape[1:] + shape[:1], strict=True):
            if (ay > lat) != (by > lat):
                crossings.append(ax + (bx - ax) * (lat - ay) / (by - ay))
        crossings.sort()
        spans += list(zip(crossings[::2], crossings[1::2], strict=False))
    return spans
