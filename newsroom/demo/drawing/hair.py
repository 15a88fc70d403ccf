"""Hair and beards, cut in strands that gleam where the light falls."""

from __future__ import annotations

import math
import random

from .palette import Palette, mix
from .shapes import Shape, arc, blend, clamp, curve, disc, spread, swell
from .sitters import Easel, Sitter
from .strokes import engrave, fill, lines, plate

HAIR = ("short", "long", "bun", "curly", "bald", "bob")


def hair_behind(palette: Palette, who: Sitter, easel: Easel) -> str:
    """The hair behind neck and skull."""
    if who.hair in ("long", "bob"):
        low = 1.9 if who.hair == "long" else 0.86
        w = who.half(-0.2) + 0.2
        mass = easel.head(
            curve(
                [
                    (-w * 0.7, -0.4),
                    (-w - 0.02, 0.2),
                    (-w, low),
                    (0, low + 0.08),
                    (w, low),
                    (w + 0.02, 0.2),
                    (w * 0.7, -0.4),
                ],
                detail=6,
            )
        )
        return fill(mix(who.hair_colour, palette.ink, 0.55), mass)
    if who.hair == "bun":
        side = who.away
        bx, by, r = side * 0.2, -1.17, 0.3
        knot = easel.head(arc(bx, by, r, r, 0, 360, 48))
        rounds = [
            easel.head(arc(bx + 0.026 * k * side, by + 0.01 * k, r * (1 - k * 0.13), r * (1 - k * 0.13), 0, 360, 34))
            for k in range(7)
        ]
        gx, gy = easel.head([(bx, by)])[0]
        line = mix(who.hair_colour, palette.light, 0.6)
        return plate(who.hair_colour, palette.ink, knot, width=3.5) + engrave(
            line, rounds, 0.05 * easel.size, lambda x, y: 0.1 + 0.6 * clamp((gx - x + gy - y) / (0.5 * easel.size))
        )
    return ""


def hair_in_front(rng: random.Random, palette: Palette, who: Sitter, easel: Easel) -> str:
    """The hair that falls in front of the head."""
    part = rng.choice((-1, 1)) * rng.uniform(0.12, 0.52)
    m = 0.28 * math.sin(who.turn)
    root, crown = (part * 0.75 + m * 0.6, -0.72), (part * 0.4, -1.15)
    w = who.half(-0.2)
    if who.hair == "bald":
        return _fringe(palette, who, easel)
    if who.hair == "curly":
        return _curls(rng, palette, who, easel)
    art = []
    for side in (-1, 1):
        temple = w * (0.93 if side * who.turn < 0 else 0.99)
        near = side * temple + m * 0.2
        if who.hair in ("short", "bun"):
            end_y = 0.12 if who.hair == "short" else -0.02
            inner = [
                root,
                (side * 0.4 + m * 0.5, -0.66),
                (near * 0.82, -0.5),
                (near * 0.88, -0.22),
                (near * 0.97, end_y),
            ]
            full = 0.05 if who.hair == "short" else 0.02
            outer = [
                crown,
                (side * 0.38 + crown[0] * 0.3, -1.07),
                (side * 0.62, -0.86),
                (side * (w + full), -0.54),
                (side * (w + full), -0.24),
                (side * (w + 0.01), end_y + 0.02),
            ]
        elif who.hair == "bob":
            inner = [root, (side * 0.44 + m * 0.5, -0.5), (near * 0.86, -0.14), (near * 0.86, 0.3), (near * 0.72, 0.72)]
            outer = [
                crown,
                (side * 0.4 + crown[0] * 0.3, -1.07),
                (side * 0.68, -0.82),
                (side * (w + 0.15), -0.4),
                (side * (w + 0.24), 0.2),
                (side * (w + 0.1), 0.86),
            ]
        else:
            inner = [
                root,
                (side * 0.46 + m * 0.5, -0.46),
                (near * 0.9, 0.0),
                (near * 0.92, 0.6),
                (near * 0.98, 1.1),
                (near * 0.86, 1.75),
            ]
            outer = [
                crown,
                (side * 0.4 + crown[0] * 0.3, -1.07),
                (side * 0.68, -0.82),
                (side * (w + 0.12), -0.4),
                (side * (w + 0.2), 0.3),
                (side * (w + 0.3), 1.0),
                (side * (w + 0.2), 1.9),
            ]
        art.append(_strands(palette, who, _sampled(inner), _sampled(outer), 15, easel))
    return "".join(art)


def _strands(palette: Palette, who: Sitter, inner: Shape, outer: Shape, count: int, easel: Easel) -> str:
    """A lock of hair between two lines that run from its root to its end."""
    size = easel.size
    shape = easel.head(inner + outer[::-1])
    line = palette.ink if who.fair else mix(who.hair_colour, palette.light, 0.62)
    paths = [easel.head(blend(inner, outer, share)) for share in spread(0.03, 0.97, count)]
    gaps = [math.dist(a, b) * size / count for a, b in zip(inner, outer, strict=True)]
    gx, gy = easel.head([(-0.36, -0.86)])[0]

    def tone(x: float, y: float) -> float:
        gleam = math.exp(-(((x - gx) / (0.62 * size)) ** 2) - ((y - gy) / (0.4 * size)) ** 2)
        low = 0.5 * math.exp(
            -(((x - easel.cx + 0.55 * size) / (0.4 * size)) ** 2) - ((y - easel.cy - 0.75 * size) / (0.55 * size)) ** 2
        )
        lit = clamp(gleam + low)
        return 0.66 - 0.46 * lit if who.fair else 0.2 + 0.5 * lit

    strands = [swell(path, [gap * tone(*point) for gap, point in zip(gaps, path, strict=True)]) for path in paths]
    return plate(who.hair_colour, palette.ink, shape, width=3.5) + fill(line, *strands)


def _sampled(points: Shape, count: int = 28) -> Shape:
    """The smooth line through the points, as `count` points."""
    smooth = curve(points, detail=10)
    return [smooth[round(i)] for i in spread(0, len(smooth) - 1, count)]


def _fringe(palette: Palette, who: Sitter, easel: Easel) -> str:
    """What a bald head keeps at the side it turns away from."""
    side = who.away
    w = who.half(-0.1)
    inner = _sampled([(side * w * 0.97, -0.36), (side * w * 0.9, -0.16), (side * w * 0.95, 0.12)])
    outer = _sampled([(side * w * 0.985, -0.4), (side * (w + 0.05), -0.2), (side * (w + 0.02), 0.12)])
    return _strands(palette, who, inner, outer, 7, easel)


def _curls(rng: random.Random, palette: Palette, who: Sitter, easel: Easel) -> str:
    """A head of curls, each a disc cut in rounds."""
    w = who.half(-0.2)
    size = easel.size
    line = palette.ink if who.fair else mix(who.hair_colour, palette.light, 0.62)
    art = []
    spots: list[tuple[float, float, float]] = []
    rings = (
        (w + 0.14, 1.1, 0.2, spread(-194, 14, 15)),
        (w + 0.02, 1.0, 0.18, spread(-176, -4, 13)),
        (w - 0.16, 0.86, 0.15, spread(-150, -30, 9)),
    )
    for ring, (rx, ry, r, angles) in enumerate(rings):
        for a in map(math.radians, angles):
            if ring == 1 and math.sin(a) > -0.35 and math.cos(a) * who.turn > 0:
                continue
            spots.append(
                (
                    rx * math.cos(a) + rng.uniform(-0.03, 0.03),
                    -0.06 + ry * math.sin(a) + rng.uniform(-0.03, 0.03),
                    r * rng.uniform(0.85, 1.15),
                )
            )
    for x, y, r in spots:
        centre = easel.head([(x, y)])[0]
        rounds = [
            arc(centre[0], centre[1], r * size * q, r * size * q, turn_by, turn_by + 250, 14)
            for q, turn_by in ((0.82, 110), (0.58, 140), (0.34, 170))
        ]
        lit = math.exp(-(((x + 0.4) / 0.6) ** 2) - ((y + 0.9) / 0.5) ** 2)
        art += [
            fill(who.hair_colour, disc(*centre, r * size)),
            engrave(line, rounds, r * size * 0.24, 0.6 - 0.4 * lit if who.fair else 0.16 + 0.4 * lit),
        ]
    return "".join(art)


def full_beard(palette: Palette, who: Sitter, easel: Easel) -> str:
    """A short full beard that leaves the lips free."""
    left, right = who.contour(0.1)
    grown_left, grown_right = (
        [(x + side * (0.015 + 0.03 * clamp((y - 0.2) / 0.5)), y + 0.07 * clamp((y - 0.6) / 0.4)) for x, y in edge]
        for side, edge in ((-1, left), (1, right))
    )
    top = [
        grown_right[0],
        *curve(
            who.trace(
                (1.0, 0.34),
                (0.62, 0.5),
                (0.3, 0.5),
                (0.1, 0.485),
                (0, 0.505),
                (-0.1, 0.485),
                (-0.3, 0.5),
                (-0.62, 0.5),
                (-1.0, 0.34),
            ),
            detail=6,
        ),
        grown_left[0],
    ]
    reach = 0.27 * who.mouth
    gap = curve(
        who.trace(
            (-reach, 0.6),
            (-0.1, 0.58),
            (0, 0.588),
            (0.1, 0.58),
            (reach, 0.6),
            (reach * 0.55, 0.675),
            (0, 0.692),
            (-reach * 0.55, 0.675),
        ),
        closed=True,
        detail=5,
    )
    shape, lips = easel.head(grown_left + grown_right[::-1] + top), easel.head(gap)
    line = palette.ink if who.fair else mix(who.hair_colour, palette.light, 0.55)
    size = easel.size
    hairs: list[Shape] = []
    for turn in spread(-1.5, 1.5, 52):
        start = 0.5 + 0.03 * abs(turn) if abs(turn) < 0.75 else 0.5 - 0.5 * (abs(turn) - 0.75)
        for y in spread(start + 0.02, 0.93, 9):
            if not (abs(turn) < 0.34 and 0.53 < y < 0.73):
                a, b = who.place(turn, y), who.place(turn * 0.97, y + 0.075)
                hairs.append(easel.head([a, blend([a], [b], 0.5)[0], b]))
    return "".join(
        [
            plate(who.hair_colour, palette.ink, shape, lips, width=3),
            engrave(line, hairs, size * 0.017, lambda x, y: 0.6 - 0.42 * clamp((x - easel.cx) / (0.8 * size) + 0.5)),
            lines(
                palette.ink,
                size * 0.016,
                easel.head(curve(who.trace((-reach, 0.606), (0, 0.618), (reach, 0.606)), detail=6)),
            ),
        ]
    )
