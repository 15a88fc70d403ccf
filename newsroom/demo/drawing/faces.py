"""Faces, cut as banknotes cut them: shaded by lines alone that swell with the tone.

The tone at each place follows from the light on the sitter's relief; only lids, brows, nostrils and lips are drawn by
hand.
"""

from __future__ import annotations

import math

from .palette import Palette, mix
from .shapes import Point, Shape, arc, clamp, curve, spread, swell
from .sitters import Easel, Sitter
from .strokes import engrave, fill, hatch, lines, outline, plate, shaded


def face(palette: Palette, who: Sitter, easel: Easel) -> str:
    """The head's form and its shading."""
    left, right = who.contour()
    head = easel.head(left + right[::-1])
    gap = 0.029
    paths: list[Shape] = []
    tones: dict[Point, float] = {}
    for row in range(int(2.02 / gap)):
        y = -1.02 + gap * row
        width = who.half(y)
        if width < 0.08:
            continue
        steps = max(8, int(width / 0.018))
        raw = [who.middle(y) + width * s for s in spread(-0.975, 0.975, steps)]
        bent = [
            (
                x,
                y
                + 0.05 * (1 - ((x - who.middle(y)) / width) ** 2)
                - 0.16 * (who.relief(x, y) - 0.95 * math.sqrt(max(0, width**2 - (x - who.middle(y)) ** 2))),
            )
            for x in raw
        ]
        path = easel.head(bent)
        for point, x in zip(path, raw, strict=True):
            tones[point] = who.shade(x, y)
        paths.append(path)

    def tone(x: float, y: float) -> float:
        return tones[(x, y)]

    return plate(who.skin_colour, palette.ink, head, width=4) + engrave(palette.ink, paths, gap * easel.size, tone)


def features(palette: Palette, who: Sitter, easel: Easel) -> str:
    """Lids, irises, brows, nostrils and lips."""
    size = easel.size
    art: list[str] = []

    def stroke(points: Shape, widths: list[float]) -> str:
        return fill(
            palette.ink, swell(easel.head(curve(points, detail=6)), _stretched(widths, (len(points) - 1) * 6 + 1, size))
        )

    for side in (-1, 1):
        inner, outer = side * 0.21, side * 0.60
        lid = who.trace(
            (inner, 0.035), (side * 0.3, -0.028), (side * 0.43, -0.042), (side * 0.54, -0.012), (outer, 0.03)
        )
        lower = who.trace((outer, 0.03), (side * 0.45, 0.062), (side * 0.32, 0.06), (inner, 0.035))
        white = easel.head(curve(lid, detail=5) + curve(lower, detail=5))
        iris_at = who.place(side * 0.4 - 0.05 * who.turn, 0.004)
        iris = easel.head(arc(iris_at[0], iris_at[1], 0.054, 0.056, 0, 360, 24))
        iris = [(x, max(y, easel.head([(iris_at[0], -0.04)])[0][1])) for x, y in iris]
        glint = easel.head(arc(iris_at[0] - 0.018, iris_at[1] - 0.016, 0.013, 0.013, 0, 360, 10))
        art += [
            fill(mix(palette.light, palette.ink, 0.06), white),
            fill(palette.ink, iris),
            fill(palette.light, glint),
            stroke(lid, [0.008, 0.03, 0.034, 0.03, 0.012]),
            stroke(lower, [0.006, 0.008, 0.006, 0.003]),
            stroke(who.trace((side * 0.24, -0.045), (side * 0.4, -0.088), (side * 0.57, -0.05)), [0.003, 0.011, 0.004]),
        ]
        arch = who.trace((side * 0.15, -0.165), (side * 0.3, -0.2), (side * 0.48, -0.205), (side * 0.66, -0.14))
        art.append(stroke(arch, [0.03 * who.brow, 0.05 * who.brow, 0.04 * who.brow, 0.006]))
        art.append(
            stroke(who.trace((side * 0.055, 0.445), (side * 0.1, 0.43), (side * 0.145, 0.445)), [0.006, 0.026, 0.008])
        )
        wing = who.trace((side * 0.165, 0.35), (side * 0.205, 0.4), (side * 0.17, 0.45))
        art.append(stroke(wing, [0.002, 0.011, 0.004]))
    lift = 0.012 + 0.03 * who.smile
    reach = 0.32 * who.mouth
    mouth = who.trace(
        (-reach, 0.612 - lift),
        (-reach * 0.5, 0.61),
        (-0.06, 0.6),
        (0, 0.608),
        (0.06, 0.6),
        (reach * 0.5, 0.61),
        (reach, 0.612 - lift),
    )
    upper = who.trace(
        (-reach * 0.9, 0.604 - lift), (-0.1, 0.562), (0, 0.574), (0.1, 0.562), (reach * 0.9, 0.604 - lift)
    )
    lip = easel.head(curve(upper, detail=6) + curve(mouth, detail=4)[::-1])
    art += [
        hatch(palette.ink, [lip], 80, size * 0.02, 0.62, step=900, taper=0),
        stroke(mouth, [0.012, 0.02, 0.026, 0.022, 0.026, 0.02, 0.012]),
        stroke(who.trace((-reach * 0.45, 0.705), (0, 0.722), (reach * 0.45, 0.705)), [0.002, 0.014, 0.002]),
    ]
    for side in (-1, 1):
        fold = who.trace((side * 0.27, 0.41), (side * 0.37, 0.5), (side * 0.405, 0.57))
        art.append(stroke(fold, [0.002, 0.009, 0.002]))
    return "".join(art)


def _stretched(widths: list[float], count: int, size: float) -> list[float]:
    """Widths given at a few places of a stroke, for all its points and in pixels."""
    result = []
    for place in spread(0, len(widths) - 1, count):
        low = min(int(place), len(widths) - 2)
        result.append((widths[low] + (widths[low + 1] - widths[low]) * (place - low)) * size)
    return result


def ear(palette: Palette, who: Sitter, easel: Easel) -> str:
    """The ear on the side the sitter turns away from."""
    side = who.away
    edge = who.half(0.1) - 0.02
    lobe = [
        (side * edge, -0.1),
        (side * (edge + 0.09), -0.16),
        (side * (edge + 0.13), -0.05),
        (side * (edge + 0.1), 0.12),
        (side * (edge + 0.05), 0.28),
        (side * (edge - 0.02), 0.27),
    ]
    shell = easel.head(curve(lobe, detail=6))
    inner = easel.head(
        curve(
            [
                (side * (edge + 0.03), -0.07),
                (side * (edge + 0.085), -0.08),
                (side * (edge + 0.07), 0.08),
                (side * (edge + 0.025), 0.15),
            ],
            detail=6,
        )
    )
    return shaded(
        who.skin_colour, palette.ink, shell, 0, easel.size * 0.028, 0.42 if side > 0 else 0.14, width=4, step=900
    ) + lines(palette.ink, 4, inner)


def neck(palette: Palette, who: Sitter, easel: Easel) -> str:
    """The neck, in the shadow of the chin."""
    lean = who.middle(1)
    side = curve([(0.38, 0.35), (0.37, 0.92), (0.45, 1.22), (0.85, 1.46), (0.5, 1.9), (0.0, 2.1)], detail=6)
    shape = easel.body([(-x, y) for x, y in side] + side[::-1])
    chin = easel.cy + easel.size * 0.98
    size = easel.size

    def tone(x: float, y: float) -> float:
        across = (x - easel.cx - lean * size * 0.5) / (0.45 * size)
        cast = clamp(1.05 - (y - chin) / (0.27 * size) + 0.3 * across)
        return clamp(0.06 + 0.4 * clamp(across + 0.1) + 0.66 * cast, 0.04, 0.82)

    return shaded(who.skin_colour, palette.ink, shape, -8, size * 0.03, tone, width=4, step=12)


def spectacles(palette: Palette, who: Sitter, easel: Easel) -> str:
    """Spectacles with a plain dark frame."""
    size = easel.size
    art = []
    rims = []
    for side in (-1, 1):
        inner, outer = who.place(side * 0.15, 0.02)[0], who.place(side * 0.68, 0.02)[0]
        cx, half = (inner + outer) / 2, abs(outer - inner) / 2
        rim = [
            (
                cx + half * math.copysign(abs(math.cos(t)) ** 0.72, math.cos(t)),
                0.02 + 0.155 * math.copysign(abs(math.sin(t)) ** 0.72, math.sin(t)),
            )
            for t in spread(0, math.tau, 40)
        ]
        rims.append(easel.head(rim))
        gleam = easel.head(
            [(cx - half * 0.5, 0.1), (cx - half * 0.05, -0.1), (cx + half * 0.2, -0.1), (cx - half * 0.25, 0.1)]
        )
        art.append(fill(palette.light, gleam, opacity=0.42))
    bridge = easel.head(curve(who.trace((-0.15, 0.0), (0, -0.035), (0.15, 0.0)), detail=5))
    side = who.away
    arm = easel.head([who.place(side * 0.68, -0.03), (side * who.half(0), -0.06)])
    return "".join([*art, outline(palette.ink, size * 0.036, *rims), lines(palette.ink, size * 0.036, bridge, arm)])
