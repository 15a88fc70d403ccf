"""Things one measures, speaks and shelters with: clock, dial, compass, globe, microphone, umbrella, glassware."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .coastlines import LANDS
from .ornament import lattice
from .palette import Palette, mix
from .shapes import (
    CANVAS,
    HEIGHT,
    WIDTH,
    Shape,
    arc,
    clamp,
    curve,
    disc,
    noise,
    rect,
    rounded,
    sector,
    shift,
    spread,
    swell,
    turn,
)
from .strokes import ball, barrel, engrave, fill, hatch, lines, mirrored, outline, plate, ramp, roundness, sky, tube


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
            plate(palette.second, palette.ink, disc(cx, cy, 40), width=4),
            hatch(palette.ink, [disc(cx, cy, 40)], 45, 7, ball(cx, cy, 40)),
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
        plate(palette.second, palette.ink, disc(cx, cy, 104), width=5),
        hatch(palette.ink, [disc(cx, cy, 104)], 45, 10, ball(cx, cy, 110)),
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
        radius = 34 * k
        contours.append(
            [
                (
                    hx
                    + radius
                    * (1 + 0.16 * wave(2.2 * math.sin(a) + k * 0.07) + 0.08 * other(3 * math.cos(a)))
                    * 1.25
                    * math.cos(a),
                    hy
                    + radius
                    * (1 + 0.16 * wave(2.2 * math.sin(a) + k * 0.07) + 0.08 * other(3 * math.cos(a)))
                    * math.sin(a),
                )
                for a in spread(0, math.tau, 90)
            ]
        )
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
            angle = heading + a + (turn_by if turn_by != 0 else 0)
            main = turn_by == 0 and a == 0
            size = length * (1.08 if main else 1)
            tip = _ray(cx, cy, angle, 0, r * size)[1]
            left = _ray(cx, cy, angle - step / 2 if step == 90 else angle - 22.5, 0, r * waist)[1]
            right = _ray(cx, cy, angle + step / 2 if step == 90 else angle + 22.5, 0, r * waist)[1]
            dark_side = [(cx, cy), right, tip]
            art += [
                plate(palette.first if main else colour, palette.ink, [(cx, cy), left, tip], width=3),
                plate(mix(palette.first if main else colour, palette.ink, 0.25), palette.ink, dark_side, width=3),
                hatch(palette.ink, [dark_side], angle - 90, 8, 0.62, step=900),
            ]
    art += [
        plate(palette.light, palette.ink, disc(cx, cy, 48), width=4),
        lattice(palette.ink, (cx, cy), 26, 14, 8, strands=4, width=1.6),
    ]
    return "".join(art)


def globe(rng: random.Random, palette: Palette) -> str:
    """The earth in an engraver's latitudes: land where the lines are heavy, trade as arcs above it."""
    cx, cy, r = rng.choice((690, 930)), 560, 480
    middle_lon, tilt = (rng.choice((-40, 10, 20, 75, 100)) + rng.uniform(-8, 8), math.radians(rng.uniform(14, 24)))
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
        plate(palette.second, palette.ink, disc(cx, cy, r), width=5),
        hatch(palette.ink, [disc(cx, cy, r)], 45, 10, lambda x, y: 0.75 * shadow(x, y)),
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
                * max(0.0, math.cos(math.atan2(y - cy, x - cx) * 1.0)) ** 2
                * (0.55 + 0.45 * math.sin(math.hypot(x - cx, y - cy) / 62 + phase))
            ),
        ),
        engrave(palette.faint, waves, 34, 0.07),
    ]
    head = rounded(cx - w, cy - h, 2 * w, 2 * h, w)
    about = (cx, cy)
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
            plate(palette.second, palette.ink, rect(cx - 46, stem_top - 6, 92, 92)),
            hatch(palette.ink, [rect(cx - 46, stem_top - 6, 92, 92)], 90, 8, barrel(cx - 46, cx + 46)),
            plate(palette.light, palette.ink, head, width=6),
            engrave(palette.ink, mesh, 20, lambda x, y: 0.16 + 0.5 * tone(x, y)),
            engrave(palette.ink, ribs, 30, lambda x, y: 0.24 + 0.62 * tone(x, y)),
            hatch(palette.ink, [head], 90, 10, lambda x, y: clamp(tone(x, y) - 0.34, 0, 0.7)),
            outline(palette.ink, 6, head),
            plate(palette.second, palette.ink, band, width=5),
            hatch(palette.ink, [band], 90, 9, tone),
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
    sx, sy = turn([(cx, stem_top + 84)], lean, about)[0]
    stand = rect(sx - 30, sy - 10, 60, 500)
    body = "".join(
        [
            *art,
            plate(palette.first, palette.ink, stand),
            hatch(palette.ink, [stand], 90, 7, barrel(sx - 30, sx + 30)),
            f'<g transform="rotate({lean:.1f} {cx} {cy})">{inside}</g>',
        ]
    )
    return mirrored(body) if flip else body


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
    sticks = rect(cx - 9, top - 40, 18, 690)
    rim_y = top + high
    angles = spread(-90, 90, 7)
    ribs = []
    for angle in angles:
        s = math.sin(math.radians(angle))
        ribs.append(
            [(cx + half * s * math.sin(t), rim_y - high * math.cos(t) * 1.0) for t in spread(0.0, math.pi / 2, 22)]
        )
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
            [
                (sticks[0][0], rim_y - 44),
                (sticks[1][0], rim_y - 44),
                (cx + 9, ground_y - 190),
                (cx - 9, ground_y - 190),
            ],
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
                plate(colour, palette.ink, front, width=4),
                hatch(palette.ink, [front], 90, 9, ramp((x, 0), (x + w, 0), 0.05, 0.5), step=900),
                plate(mix(palette.ground, palette.ink, 0.75), palette.ink, roof, width=4),
                hatch(palette.line, [roof], 90, 12, 0.16, step=900),
                fill(palette.ink, *panes, rect(x + w * 0.4, ground_y - 52, 32, 52)),
            ]
        x += w + 12
    art += [tube(palette.second, palette.ink, hook, 15, count=5)]
    return "".join(art)


def _vessel(
    palette: Palette, cx: float, base: float, profile: list[tuple[float, float]], colour: str, level: float
) -> str:
    """A glass from its profile (height above the table, half width), filled up to `level`, seen nearly level."""
    flat = 0.15
    smooth = curve(profile, detail=7)
    right = [(cx + w, base - y) for y, w in smooth]
    left = [(cx - w, base - y) for y, w in smooth]
    mouth_y, mouth = right[-1][1], profile[-1][1]
    foot = profile[0][1]
    body = (
        left
        + arc(cx, mouth_y, mouth, mouth * flat, 180, 360, 24)
        + right[::-1]
        + arc(cx, base, foot, foot * flat, 0, 180, 20)
    )
    filled = [(y, w * 0.95) for y, w in smooth if profile[2][0] < y < level]
    art = [fill(palette.light, body, opacity=0.34)]
    if filled:
        top_y, top_w = filled[-1]
        drink = (
            [(cx - w, base - y) for y, w in filled]
            + arc(cx, base - top_y, top_w, top_w * flat, 180, 0, 20)
            + [(cx + w, base - y) for y, w in reversed(filled)]
        )
        surface = arc(cx, base - top_y, top_w, top_w * flat)
        art += [
            fill(colour, drink, opacity=0.92),
            plate(mix(colour, palette.light, 0.35), palette.ink, surface, width=2.5),
        ]
    meridians = []
    for k in range(1, 22):
        across = -math.cos(math.pi * k / 22)
        meridians.append(
            [(cx + w * across, base - y + w * flat * math.sqrt(max(0, 1 - across * across))) for y, w in smooth]
        )
    widest = max(w for _, w in smooth)
    parallels = [arc(cx, base - y, w, w * flat, 0, 180, 16) for y, w in smooth[:: max(2, len(smooth) // 14)]]

    def tone(x: float, y: float) -> float:
        across = (x - cx) / widest
        return clamp(0.06 + 0.75 * roundness(clamp(across * 1.05, -1, 1)) + 0.25 * clamp(-across - 0.72) * 3, 0, 0.85)

    glint = [(cx - w * 0.62, base - y) for y, w in smooth if w > widest * 0.45]
    art += [
        engrave(palette.ink, meridians, widest / 10, tone),
        engrave(palette.ink, parallels, 12, lambda x, y: 0.5 * tone(x, y)),
        fill(
            palette.light,
            swell(glint, [16 * math.sin(math.pi * i / max(1, len(glint) - 1)) for i in range(len(glint))]),
        )
        if len(glint) > 3
        else "",
        lines(palette.ink, 5, left, right),
        lines(palette.ink, 4, arc(cx, base, foot, foot * flat, 0, 180, 24)),
        outline(palette.ink, 4, arc(cx, mouth_y, mouth, mouth * flat)),
        lines(palette.light, 3, arc(cx, mouth_y + 3, mouth - 4, mouth * flat - 2, 15, 165, 24)),
    ]
    return "".join(art)


def glass(rng: random.Random, palette: Palette) -> str:
    """Blown glass on a table, one vessel before the other."""
    flip = rng.random() < 0.5
    horizon = 760
    table = rect(0, horizon, WIDTH, HEIGHT)
    kinds: dict[str, list[tuple[float, float]]] = {
        "goblet": [(0, 150), (26, 60), (60, 20), (250, 18), (300, 70), (380, 172), (520, 205), (680, 168)],
        "carafe": [(0, 190), (40, 212), (160, 236), (330, 178), (470, 76), (600, 62), (720, 78), (790, 122)],
        "vase": [(0, 130), (60, 150), (300, 128), (480, 96), (640, 104), (780, 190), (830, 236)],
        "bowl": [(0, 120), (24, 60), (60, 46), (90, 120), (160, 240), (260, 290), (330, 296)],
        "flask": [(0, 200), (60, 252), (180, 270), (310, 200), (390, 80), (470, 54), (640, 54), (690, 72)],
    }
    names = rng.sample(sorted(kinds), 3)
    names.sort(key=lambda name: -kinds[name][-1][0])
    spots = [(470, 880), (860, 925), (1240, 970)]
    art = [
        sky(palette.faint, [rect(0, 0, WIDTH, horizon)], 0, horizon),
        fill(palette.floor, table),
        hatch(palette.ink, [table], 0, 12, ramp((0, horizon), (0, HEIGHT), 0.34, 0.06), step=900, taper=0),
    ]
    colours = [palette.first, palette.second, palette.first]
    for name, (x, base) in zip(names, spots, strict=True):
        width = kinds[name][0][1]
        art.append(
            hatch(palette.ink, [turn(arc(x + 330, base + 4, 390, width * 0.16), 4, (x, base))], 0, 8, 0.7, step=900)
        )
    for name, (x, base), colour in zip(names, spots, colours, strict=True):
        profile = kinds[name]
        art.append(
            _vessel(palette, x + rng.uniform(-20, 20), base, profile, colour, profile[-1][0] * rng.uniform(0.45, 0.8))
        )
    scene = "".join(art)
    return mirrored(scene) if flip else scene
