"""Glassware."""

from __future__ import annotations

import math
import random

from .palette import Palette, mix
from .shapes import HEIGHT, WIDTH, arc, clamp, curve, rect, swell, turn
from .strokes import engrave, fill, hatch, lines, mirrored, outline, plate, ramp, roundness, sky


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
