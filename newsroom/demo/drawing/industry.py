"""Energy and heavy industry: turbines, solar fields, pipelines, steelworks."""

from __future__ import annotations

import math
import random

from .palette import Palette, mix
from .shapes import CANVAS, HEIGHT, WIDTH, Point, Shape, Tone, arc, clamp, curve, disc, noise, rect, spread, swell, turn
from .space import View
from .strokes import ball, barrel, clouds, engrave, fill, hatch, lines, mirrored, outline, plate, ramp, sky, tube
from .transport import water


def _turbine(palette: Palette, x: float, base: float, height: float, angle: float, colour: str) -> str:
    """A wind turbine with its rotor turned to us."""
    top = base - height
    w = height * 0.03
    mast: Shape = [(x - w * 0.5, top), (x + w * 0.5, top), (x + w, base), (x - w, base)]
    reach = height * 0.62
    art = [
        plate(colour, palette.ink, mast),
        hatch(palette.ink, [mast], 90, max(4, w / 3.2), barrel(x - w * 0.9, x + w)),
    ]
    for k in range(3):
        blade: Shape = [
            (x - reach * 0.018, top),
            (x - reach * 0.042, top - reach * 0.16),
            (x - reach * 0.022, top - reach * 0.6),
            (x - reach * 0.002, top - reach),
            (x + reach * 0.016, top - reach * 0.98),
            (x + reach * 0.024, top - reach * 0.3),
            (x + reach * 0.02, top),
        ]
        back: Shape = [
            (x + reach * 0.002, top - 4),
            (x, top - reach * 0.96),
            (x + reach * 0.016, top - reach * 0.98),
            (x + reach * 0.024, top - reach * 0.3),
            (x + reach * 0.02, top),
        ]
        spin = angle + 120 * k
        art += [
            plate(colour, palette.ink, turn(blade, spin, (x, top))),
            hatch(palette.ink, [turn(back, spin, (x, top))], spin, max(4, reach / 70), 0.62, step=900),
        ]
    art += [
        plate(colour, palette.ink, disc(x, top, height * 0.028)),
        hatch(palette.ink, [disc(x, top, height * 0.028)], 45, 5, ball(x, top, height * 0.028)),
    ]
    return "".join(art)


def _gusts(phase: float) -> Tone:
    """Light and dark patches that wander over a hillside."""
    return lambda x, y: 0.1 + 0.5 * max(0.0, math.sin(x / 230 + phase + y / 300))


def wind_turbines(rng: random.Random, palette: Palette) -> str:
    """Turbines stand in a line out to sea, or over hills, the nearest cropped by the sheet."""
    at_sea = rng.random() < 0.5
    flip = rng.random() < 0.5
    horizon = 800
    sun = (1080, 420, 200)
    gusts: list[Shape] = []
    for row in range(34):
        y = 30 + row * 24
        gusts.append(
            [
                (x, y + 15 * math.sin(x / 210 + row * 0.32) + 8 * math.sin(x / 90 + row))
                for x in spread(-20, WIDTH + 20, 50)
            ]
        )
    phase = rng.uniform(0, 6)
    art = [
        engrave(palette.faint, gusts, 20, lambda x, y: 0.03 + 0.4 * max(0.0, math.sin(x / 260 + y / 120 + phase))),
        fill(palette.glow, disc(*sun)),
        engrave(
            palette.ground,
            gusts[14:26],
            20,
            lambda x, y: 0.6 * clamp((y - 360) / 240) if math.hypot(x - sun[0], y - sun[1]) < sun[2] else 0,
        ),
    ]
    spots = [(1310, 250), (1120, 330), (860, 470)]
    if at_sea:
        art.append(water(palette, rng, horizon, glow=sun[0]))
        for x, h in spots:
            base = horizon + 12 + (h - 200) * 0.32
            art += [
                _turbine(palette, x, base, h * 1.08, rng.uniform(0, 120), palette.light),
                fill(palette.second, rect(x - h * 0.045, base - h * 0.09, h * 0.09, h * 0.1)),
            ]
        art += [
            _turbine(palette, 430, 1130, 800, rng.uniform(8, 40), palette.light),
            fill(palette.second, rect(396, 1000, 68, 120)),
        ]
    else:
        layers = (
            (horizon - 60, 60, palette.haze, 0.5),
            (horizon + 30, 80, palette.second, 1.1),
            (horizon + 150, 70, palette.shade, 1.8),
        )
        for i, (y0, amp, colour, freq) in enumerate(layers):
            ridge = noise(rng.uniform(0, 30), 0.7)
            crest = [(x, y0 + amp * ridge(x * freq / 640)) for x in spread(-20, WIDTH + 20, 50)]
            body = [*crest, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]
            follow = [[(x, y + k * 15 + k * k * 0.5) for x, y in crest] for k in range(1, 20)]
            art += [plate(colour, palette.ink, body, width=4), engrave(palette.ink, follow, 15, _gusts(phase + i))]
            if i < 2:
                x, h = spots[2 - i] if i else spots[2]
                spot = crest[round((x + 20) / (WIDTH + 40) * (len(crest) - 1))]
                art.append(
                    _turbine(
                        palette, spot[0], spot[1] + 8, h * (0.9 if i == 0 else 1.35), rng.uniform(0, 120), palette.light
                    )
                )
            if i == 1:
                art.append(_turbine(palette, 430, 1130, 800, rng.uniform(8, 40), palette.light))
    scene = "".join(art)
    return mirrored(scene) if flip else scene


def solar_field(rng: random.Random, palette: Palette) -> str:
    """Rows of panels run to the horizon under a sun that fills the sky with its rays."""
    horizon = 440
    sx, sy, sr = rng.choice((520, 1100)), 300, 150
    view = View(WIDTH - sx, horizon, 5.2, 1000)
    rays = [
        [(sx + q * math.cos(a), sy + q * math.sin(a)) for q in (sr + 26, sr + 120, 640, 1400)]
        for a in spread(0, math.tau, 97)
    ]
    rays = [[p for p in ray if p[1] < horizon + 60] for ray in rays]
    land = rect(0, horizon, WIDTH, HEIGHT)
    hills = [
        *curve(
            [
                (-20, horizon),
                (260, horizon - 64),
                (610, horizon - 18),
                (980, horizon - 84),
                (1350, horizon - 30),
                (1660, horizon - 60),
                (1660, horizon + 8),
            ]
        ),
        (-20, horizon + 8),
    ]
    art = [
        engrave(palette.glow, [r for r in rays if len(r) > 1], 30, 0.3),
        plate(palette.glow, palette.ink, disc(sx, sy, sr), width=4),
        *[outline(palette.ink, 3, disc(sx, sy, q)) for q in (sr * 0.86, sr * 0.7, sr * 0.52)],
        plate(palette.haze, palette.ink, hills),
        hatch(palette.ink, [hills], 70, 10, 0.24, step=900),
        fill(palette.floor, land),
        hatch(palette.ink, [land], 0, 11, ramp((0, horizon), (0, HEIGHT), 0.5, 0.1), step=900, taper=0),
    ]
    depth_rows = [6.2 * 1.33**i for i in range(9)]
    for z in reversed(depth_rows):
        low, high = 0.6, 0.6 + 0.17 * 9
        span = z * 1.0 + 3
        x = -math.ceil(span / 6.4) * 6.4
        while x < span:
            x0, x1 = x + 0.2, x + 6.0
            panel = [view(x0, low, z), view(x1, low, z), view(x1, high, z + 1.5), view(x0, high, z + 1.5)]
            if any(-30 < px < WIDTH + 30 for px, _ in panel):
                foot = [[view(q, low + 0.6, z + 0.7), view(q, 0, z + 0.7)] for q in (x0 + 0.9, x1 - 0.9)]
                shadow = [
                    view(x0, 0, z + 0.2),
                    view(x1, 0, z + 0.2),
                    view(x1 + 1.0, 0, z + 1.3),
                    view(x0 + 1.0, 0, z + 1.3),
                ]
                cells = [
                    [view(x0 + (x1 - x0) * k / 6, low, z), view(x0 + (x1 - x0) * k / 6, high, z + 1.5)]
                    for k in range(1, 6)
                ]
                cells += [
                    [
                        view(x0, low + (high - low) * k / 3, z + 0.5 * k),
                        view(x1, low + (high - low) * k / 3, z + 0.5 * k),
                    ]
                    for k in (1, 2)
                ]
                width = max(1.2, 26 / z)
                art += [
                    fill(palette.ink, shadow, opacity=0.85),
                    lines(palette.ink, max(2, 70 / z), *foot),
                    plate(palette.water, palette.ink, panel, width=width + 1),
                    hatch(
                        palette.ink,
                        [panel],
                        0,
                        max(4, 60 / z),
                        ramp((panel[3][0], panel[3][1]), (panel[1][0], panel[1][1] + 1), 0.05, 0.62),
                        step=60,
                    )
                    if z < 24
                    else "",
                    lines(palette.light, width, *cells),
                ]
                glare = [
                    view(x0 + 0.5, low, z),
                    view(x0 + 1.4, low, z),
                    view(x0 + 2.8, high, z + 1.5),
                    view(x0 + 1.9, high, z + 1.5),
                ]
                art.append(fill(palette.light, glare, opacity=0.55))
            x += 6.4
    return "".join(art)


def pipeline(rng: random.Random, palette: Palette) -> str:
    """Three pipes come over the hills, bend once and pass under our feet."""
    flip = rng.random() < 0.5
    horizon = 400
    land_colour = palette.floor
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
        plate(land_colour, palette.ink, land),
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
            for step in (0, 1):
                off = step * radii[i] * 0.3
                start, end = (
                    (x + ux * off, y + uy * off),
                    (x + ux * (off + radii[i] * 0.24), y + uy * (off + radii[i] * 0.24)),
                )
                art.append(tube(mix(colour, palette.ink, 0.25), palette.ink, [start, end], r, count=11, side=-1))
    path, radii = way(0)
    vx, vy = path[34][0] + 10, path[34][1] - radii[34] - 120
    art += [
        tube(palette.light, palette.ink, [(vx, vy + 10), (vx, vy + 190)], 24, count=6, side=-1),
        outline(palette.ink, 36, arc(vx, vy, 128, 60)),
        outline(palette.first, 24, arc(vx, vy, 128, 60)),
        lines(
            palette.ink,
            24,
            *[
                [(vx - 128 * math.cos(a), vy - 60 * math.sin(a)), (vx + 128 * math.cos(a), vy + 60 * math.sin(a))]
                for a in (0.5, 1.55, 2.6)
            ],
        ),
        lines(
            palette.first,
            14,
            *[
                [(vx - 128 * math.cos(a), vy - 60 * math.sin(a)), (vx + 128 * math.cos(a), vy + 60 * math.sin(a))]
                for a in (0.5, 1.55, 2.6)
            ],
        ),
        plate(palette.light, palette.ink, arc(vx, vy, 34, 20)),
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
        plate(mix(palette.second, palette.ink, 0.35), palette.ink, furnace, width=4),
        hatch(palette.ink, [furnace], 90, 10, barrel(655, 905)),
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
    roofs: Shape = [(1120, base), (1120, hall_y)]
    for k in range(5):
        x = 1120 + k * 130
        roofs += [(x, hall_y), (x + 92, hall_y - 96), (x + 130, hall_y)]
    roofs += [(1780, hall_y), (1780, base)]
    art += [
        plate(palette.shade, palette.ink, roofs, width=4),
        hatch(palette.ink, [roofs], 90, 12, 0.5, step=900),
        *[fill(palette.glow, rect(1150 + k * 92, 720, 52, 96)) for k in range(6)],
        *[hatch(palette.ink, [rect(1150 + k * 92, 720, 52, 96)], 0, 16, 0.3, step=900) for k in range(6)],
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
    bucket: Shape = [(-60, 490), (200, 560), (270, 690), (190, 800), (-60, 760)]
    sparks = [
        [(mould_x + q * math.cos(a), 930 + 0.8 * q * math.sin(a)) for q in (d, d + rng.uniform(14, 44))]
        for a, d in ((rng.uniform(math.pi * 1.02, math.pi * 1.98), rng.uniform(40, 270)) for _ in range(90))
    ]
    art += [
        fill(palette.light, *[swell([a, b], [7, 0.5]) for a, b in sparks]),
        fill(palette.glow, pour),
        lines(palette.light, 11, [(lip[0] + 8 - 50 * t**0.5, lip[1] + 250 * t) for t in spread(0, 1, 14)]),
        plate(palette.ink, palette.light, bucket, width=4),
        hatch(palette.light, [bucket], 70, 11, ramp((-60, 480), (240, 790), 0.5, 0.05), step=40),
        fill(palette.glow, [(196, 566), (264, 690), (300, 704), (282, 668), (226, 560)]),
        plate(palette.light, palette.ink, [(150, 950), (360, 950), (336, 1050), (174, 1050)], width=4),
        hatch(palette.ink, [[(150, 950), (360, 950), (336, 1050), (174, 1050)]], 90, 10, barrel(150, 360)),
        fill(palette.glow, arc(255, 950, 104, 16)),
    ]
    scene = "".join(art)
    return mirrored(scene) if flip else scene
