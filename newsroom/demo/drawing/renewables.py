"""Power from wind and sun."""

from __future__ import annotations

import math
import random

from .palette import Palette
from .shapes import HEIGHT, WIDTH, Shape, Tone, clamp, curve, disc, noise, rect, spread, turn
from .space import View
from .strokes import ball, barrel, engrave, fill, hatch, lines, mirrored, outline, plate, ramp, shaded
from .transport import water


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
                x, h = spots[2 - i]
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


def _turbine(palette: Palette, x: float, base: float, height: float, angle: float, colour: str) -> str:
    """A wind turbine with its rotor turned to us."""
    top = base - height
    w = height * 0.03
    mast: Shape = [(x - w * 0.5, top), (x + w * 0.5, top), (x + w, base), (x - w, base)]
    reach = height * 0.62
    art = [shaded(colour, palette.ink, mast, 90, max(4, w / 3.2), barrel(x - w * 0.9, x + w))]
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
    art += [shaded(colour, palette.ink, disc(x, top, height * 0.028), 45, 5, ball(x, top, height * 0.028))]
    return "".join(art)


def _gusts(phase: float) -> Tone:
    """Light and dark patches that wander over a hillside."""
    return lambda x, y: 0.1 + 0.5 * max(0.0, math.sin(x / 230 + phase + y / 300))


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
        shaded(palette.haze, palette.ink, hills, 70, 10, 0.24, step=900),
        fill(palette.floor, land),
        hatch(palette.ink, [land], 0, 11, ramp((0, horizon), (0, HEIGHT), 0.5, 0.1), step=900, taper=0),
    ]
    depth_rows = [6.2 * 1.33**i for i in range(9)]
    for z in reversed(depth_rows):
        low, high = 0.6, 0.6 + 0.17 * 9
        span = z + 3
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
