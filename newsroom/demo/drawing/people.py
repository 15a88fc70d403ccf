"""People, cut as banknotes cut them: a modelled head, lit from the upper left, shaded by lines alone.

The head is a small relief, a rounded form with the hills and hollows of a face. The tone at each place follows from
the light, and the engraved lines swell with the tone; only lids, brows, nostrils and lips are drawn by hand.
Coordinates are in heads: the origin midway between crown and chin, x to the right, y down, the chin at 1.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from .palette import Palette, mix
from .shapes import Point, Shape, arc, blend, clamp, curve, disc, rect, spread, swell
from .strokes import engrave, fill, hatch, lines, outline, plate, ramp

HAIR = ("short", "long", "bun", "curly", "bald", "bob")
CLOTHING = ("jacket", "jumper", "shirt", "scarf")

_LIFT = 0.1
"""How much higher the shoulders sit than they are drawn; it sets the length of all necks."""

_HILLS = (
    # turn (radians from the middle of the face), y, spread of both, height; mirrored where the turn is not 0
    (0.44, 0.0, 0.19, 0.105, -0.115),
    (0.40, 0.025, 0.12, 0.055, 0.05),
    (0.36, -0.185, 0.24, 0.06, 0.035),
    (0.66, 0.24, 0.2, 0.14, 0.04),
    (0.13, 0.40, 0.06, 0.045, 0.045),
    (0.62, 0.52, 0.18, 0.16, -0.035),
    (0.0, 0.385, 0.095, 0.06, 0.065),
    (0.0, 0.59, 0.32, 0.13, 0.045),
    (0.0, 0.565, 0.2, 0.028, 0.018),
    (0.0, 0.668, 0.16, 0.035, 0.03),
    (0.0, 0.75, 0.2, 0.04, -0.025),
    (0.0, 0.90, 0.17, 0.085, 0.06),
)


def _widths() -> list[float]:
    """Half the width of a head at every two hundredth of its height, from the crown downwards."""
    levels = [
        (-1.04, 0.0),
        (-1.01, 0.2),
        (-0.93, 0.39),
        (-0.76, 0.565),
        (-0.48, 0.68),
        (-0.14, 0.71),
        (0.18, 0.685),
        (0.42, 0.62),
    ]
    levels += [(0.64, 0.515), (0.82, 0.385), (0.94, 0.245), (1.0, 0.12), (1.02, 0.0)]
    smooth = curve(levels, detail=40)
    result: list[float] = []
    upper = 0
    for step in range(413):
        y = -1.04 + step / 200
        while upper < len(smooth) - 2 and smooth[upper + 1][0] < y:
            upper += 1
        (y0, w0), (y1, w1) = smooth[upper], smooth[upper + 1]
        result.append(max(0.0, w0 + (w1 - w0) * clamp((y - y0) / (y1 - y0 or 1))))
    return result


_WIDTHS = _widths()


@dataclass(frozen=True)
class Sitter:
    """What makes one face this face."""

    turn: float
    broad: float
    jaw: float
    brow: float
    nose: float
    mouth: float
    smile: float
    hair: str
    glasses: bool
    beard: bool
    clothing: str
    hair_colour: str
    fair: bool
    cloth_colour: str

    def middle(self, y: float) -> float:
        """How far the axis of the face leans to the side it looks to, at a height."""
        return 0.22 * math.sin(self.turn) * clamp((y + 0.1) / 1.1) ** 1.3

    def half(self, y: float) -> float:
        """Half the width of the head at a height."""
        place = (clamp(y, -1.04, 1.019) + 1.04) * 200
        low = int(place)
        width = _WIDTHS[low] + (_WIDTHS[low + 1] - _WIDTHS[low]) * (place - low)
        return self.broad * width * (1 + (self.jaw - 1) * clamp((y - 0.1) / 0.5) * clamp((1.02 - y) / 0.1))

    def place(self, turn: float, y: float) -> Point:
        """Where a place of the face lies on the paper: `turn` in radians from the middle of the face."""
        return (self.middle(y) + self.half(y) * math.sin(clamp(turn + self.turn, -1.5, 1.5)), y)

    def relief(self, x: float, y: float) -> float:
        """How far the face stands out at a place."""
        width = self.half(y)
        if width <= 0:
            return 0.0
        across = clamp((x - self.middle(y)) / width, -0.999, 0.999)
        at = math.asin(across) - self.turn
        height = 0.95 * width * math.sqrt(1 - across * across)
        height -= 0.22 * max(0.0, -y - 0.35) ** 2 + 0.1 * max(0.0, y - 0.7) ** 2
        for turn, level, wide, tall, rise in _HILLS:
            down = (y - level) / tall
            if -2.6 < down < 2.6:
                sides = (turn, -turn) if turn else (0.0,)
                for side in sides:
                    off = (at - side) / wide
                    if -2.6 < off < 2.6:
                        height += rise * math.exp(-off * off - down * down)
        if -0.25 < y < 0.47:
            share = clamp((y + 0.14) / 0.5)
            off = at / (0.085 + 0.05 * share)
            if -2.6 < off < 2.6:
                fade = clamp((0.47 - y) / 0.06) * clamp((y + 0.25) / 0.12)
                height += fade * (0.035 + 0.13 * self.nose * share) * math.exp(-off * off)
        return height

    def shade(self, x: float, y: float) -> float:
        """The tone of the face at a place."""
        step = 0.012
        here = self.relief(x, y)
        dx = (self.relief(x + step, y) - here) / step
        dy = (self.relief(x, y + step) - here) / step
        lit = (0.56 * dx + 0.42 * dy + 0.72) / math.sqrt(1 + dx * dx + dy * dy)
        return clamp(0.98 - 1.12 * lit, 0, 0.9)


def sitter(rng: random.Random, palette: Palette, hair: str, glasses: bool, beard: bool, clothing: str) -> Sitter:
    """Somebody with the given hair and clothes; the rest is left to chance."""
    dark = (palette.ink, mix(palette.ink, "#A4482F", 0.34), mix(palette.ink, "#7A5F1B", 0.4))
    fair = rng.random() < 0.25
    cloths = [palette.first, palette.second, mix(palette.ink, palette.ground, 0.3), palette.light]
    return Sitter(
        turn=rng.choice((-1, 1)) * rng.uniform(0.2, 0.46),
        broad=rng.uniform(0.89, 1.0),
        jaw=rng.uniform(0.93, 1.12),
        brow=rng.uniform(0.75, 1.25),
        nose=rng.uniform(0.85, 1.15),
        mouth=rng.uniform(0.9, 1.12),
        smile=rng.uniform(0.0, 1.0),
        hair=hair,
        glasses=glasses,
        beard=beard,
        clothing=clothing,
        hair_colour=mix(palette.light, palette.ink, 0.3) if fair else rng.choice(dark),
        fair=fair,
        cloth_colour=rng.choice(cloths),
    )


class _Easel:
    """Places heads on the paper: where the sitter's head is, how large, and how it is inclined."""

    def __init__(self, cx: float, cy: float, size: float, lean: float) -> None:
        self.cx, self.cy, self.size = cx, cy, size
        self.cos, self.sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))

    def head(self, points: Shape) -> Shape:
        """Points of the head, which leans from the top of the spine."""
        result = []
        for x, y in points:
            dx, dy = x, y - 0.9
            result.append(
                (
                    self.cx + self.size * (dx * self.cos - dy * self.sin),
                    self.cy + self.size * (0.9 + dx * self.sin + dy * self.cos),
                )
            )
        return result

    def body(self, points: Shape) -> Shape:
        """Points of neck, shoulders and clothes, which stay upright."""
        return [(self.cx + self.size * x, self.cy + self.size * (y - _LIFT)) for x, y in points]


def bust(rng: random.Random, palette: Palette, who: Sitter, cx: float, cy: float, size: float) -> str:
    """Head, neck and shoulders; (cx, cy) is the middle of the head, `size` the distance from there to the chin."""
    easel = _Easel(cx, cy, size, rng.uniform(-4, 4))
    return "".join(
        [
            _hair_behind(palette, who, easel),
            _neck(palette, who, easel),
            _clothes(palette, who, easel),
            _ear(palette, who, easel) if who.hair in ("short", "bald", "bun") else "",
            _face(palette, who, easel),
            _features(palette, who, easel),
            _beard(palette, who, easel) if who.beard else "",
            _hair(rng, palette, who, easel),
            _glasses(palette, who, easel) if who.glasses else "",
        ]
    )


def _contour(who: Sitter, top: float = -1.04, bottom: float = 1.02) -> tuple[Shape, Shape]:
    """The left and the right edge of the head between two heights, from above downwards."""
    levels = [(top + bottom) / 2 - (bottom - top) / 2 * math.cos(math.pi * t) for t in spread(0, 1, 36)]
    return ([(who.middle(y) - who.half(y), y) for y in levels], [(who.middle(y) + who.half(y), y) for y in levels])


def _face(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """The head's form and its shading."""
    left, right = _contour(who)
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

    return plate(palette.light, palette.ink, head, width=4) + engrave(palette.ink, paths, gap * easel.size, tone)


def _features(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """Lids, irises, brows, nostrils and lips."""
    size = easel.size
    art: list[str] = []

    def stroke(points: Shape, widths: list[float]) -> str:
        return fill(
            palette.ink, swell(easel.head(curve(points, detail=6)), _stretched(widths, (len(points) - 1) * 6 + 1, size))
        )

    for side in (-1, 1):
        inner, outer = side * 0.21, side * 0.60
        lid = [
            who.place(inner, 0.035),
            who.place(side * 0.3, -0.028),
            who.place(side * 0.43, -0.042),
            who.place(side * 0.54, -0.012),
            who.place(outer, 0.03),
        ]
        lower = [
            who.place(outer, 0.03),
            who.place(side * 0.45, 0.062),
            who.place(side * 0.32, 0.06),
            who.place(inner, 0.035),
        ]
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
            stroke(
                [who.place(side * 0.24, -0.045), who.place(side * 0.4, -0.088), who.place(side * 0.57, -0.05)],
                [0.003, 0.011, 0.004],
            ),
        ]
        arch = [
            who.place(side * 0.15, -0.165),
            who.place(side * 0.3, -0.2),
            who.place(side * 0.48, -0.205),
            who.place(side * 0.66, -0.14),
        ]
        art.append(stroke(arch, [0.03 * who.brow, 0.05 * who.brow, 0.04 * who.brow, 0.006]))
        art.append(
            stroke(
                [who.place(side * 0.055, 0.445), who.place(side * 0.1, 0.43), who.place(side * 0.145, 0.445)],
                [0.006, 0.026, 0.008],
            )
        )
        wing = [who.place(side * 0.165, 0.35), who.place(side * 0.205, 0.4), who.place(side * 0.17, 0.45)]
        art.append(stroke(wing, [0.002, 0.011, 0.004]))
    lift = 0.012 + 0.03 * who.smile
    reach = 0.32 * who.mouth
    mouth = [
        who.place(-reach, 0.612 - lift),
        who.place(-reach * 0.5, 0.61),
        who.place(-0.06, 0.6),
        who.place(0, 0.608),
        who.place(0.06, 0.6),
        who.place(reach * 0.5, 0.61),
        who.place(reach, 0.612 - lift),
    ]
    upper = [
        who.place(-reach * 0.9, 0.604 - lift),
        who.place(-0.1, 0.562),
        who.place(0, 0.574),
        who.place(0.1, 0.562),
        who.place(reach * 0.9, 0.604 - lift),
    ]
    lip = easel.head(curve(upper, detail=6) + curve(mouth, detail=4)[::-1])
    art += [
        hatch(palette.ink, [lip], 80, size * 0.02, 0.62, step=900, taper=0),
        stroke(mouth, [0.012, 0.02, 0.026, 0.022, 0.026, 0.02, 0.012]),
        stroke(
            [who.place(-reach * 0.45, 0.705), who.place(0, 0.722), who.place(reach * 0.45, 0.705)],
            [0.002, 0.014, 0.002],
        ),
    ]
    for side in (-1, 1):
        fold = [who.place(side * 0.27, 0.41), who.place(side * 0.37, 0.5), who.place(side * 0.405, 0.57)]
        art.append(stroke(fold, [0.002, 0.009, 0.002]))
    return "".join(art)


def _stretched(widths: list[float], count: int, size: float) -> list[float]:
    """Widths given at a few places of a stroke, for all its points and in pixels."""
    result = []
    for place in spread(0, len(widths) - 1, count):
        low = min(int(place), len(widths) - 2)
        result.append((widths[low] + (widths[low + 1] - widths[low]) * (place - low)) * size)
    return result


def _ear(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """The ear on the side the sitter turns away from."""
    side = -1 if who.turn > 0 else 1
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
    return (
        plate(palette.light, palette.ink, shell, width=4)
        + hatch(palette.ink, [shell], 0, easel.size * 0.028, 0.42 if side > 0 else 0.14, step=900)
        + lines(palette.ink, 4, inner)
    )


def _neck(palette: Palette, who: Sitter, easel: _Easel) -> str:
    lean = who.middle(1)
    side = curve([(0.38, 0.35), (0.37, 0.92), (0.45, 1.22), (0.85, 1.46), (0.5, 1.9), (0.0, 2.1)], detail=6)
    shape = easel.body([(-x, y) for x, y in side] + side[::-1])
    chin = easel.cy + easel.size * 0.98
    size = easel.size

    def tone(x: float, y: float) -> float:
        across = (x - easel.cx - lean * size * 0.5) / (0.45 * size)
        cast = clamp(1.05 - (y - chin) / (0.27 * size) + 0.3 * across)
        return clamp(0.06 + 0.4 * clamp(across + 0.1) + 0.66 * cast, 0.04, 0.82)

    return plate(palette.light, palette.ink, shape, width=4) + hatch(
        palette.ink, [shape], -8, size * 0.03, tone, step=12
    )


def _clothes(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """Shoulders, and what is worn on them."""
    size = easel.size
    colour = who.cloth_colour
    light_cloth = colour == palette.light
    line = palette.ink
    depth = 3.4
    left_edge = curve([(-0.5, 1.22), (-0.95, 1.4), (-1.42, 1.62), (-1.7, 2.1), (-1.8, depth)], detail=7)
    right_edge = [(-x, y) for x, y in left_edge]

    def fabric(shape: Shape, angle: float, strength: float = 0.5) -> str:
        return hatch(
            line,
            [shape],
            angle,
            size * 0.042,
            lambda x, y: (
                0.1 + strength * clamp((x - easel.cx) / (1.5 * size) + 0.32) + 0.2 * clamp((y - easel.cy) / size - 2.2)
            ),
            step=26,
        )

    if who.clothing in ("jumper", "scarf"):
        neckline = curve([(-0.5, 1.22), (-0.3, 1.42), (0, 1.5), (0.3, 1.42), (0.5, 1.22)], detail=7)
        body = easel.body(left_edge[::-1] + neckline + right_edge)
        art = [plate(colour, palette.ink, body, width=4)]
        ribs = [easel.body([(x0, y0), (x0 * 1.06 + 0.05 * x0, y0 + 0.13)]) for x0, y0 in neckline[::1]]
        under = easel.body([(x * 1.13, y + 0.135) for x, y in neckline])
        folds = [
            easel.body(blend(left_edge, [(x * 0.01, y + 0.3) for x, y in left_edge], q)) for q in spread(0.03, 0.97, 22)
        ]
        folds += [
            easel.body(blend(right_edge, [(x * 0.01, y + 0.3) for x, y in right_edge], q))
            for q in spread(0.03, 0.97, 22)
        ]
        art += [
            engrave(line, folds, size * 0.06, lambda x, y: 0.1 + 0.5 * clamp((x - easel.cx) / (1.5 * size) + 0.3)),
            fill(colour, easel.body(neckline + [(x * 1.13, y + 0.135) for x, y in reversed(neckline)])),
            engrave(line, ribs, size * 0.03, 0.5),
            lines(palette.ink, 4, under, easel.body(neckline)),
        ]
        if who.clothing == "scarf":
            art.append(_scarf(palette, who, easel))
        return "".join(art)

    shirt_colour = palette.light if not light_cloth or who.clothing == "jacket" else colour
    chest = easel.body([*left_edge[::-1], (-0.5, 1.22), (0.0, 1.85), (0.5, 1.22), *right_edge])
    if who.clothing == "shirt":
        shirt_colour = colour
    art = [plate(shirt_colour, palette.ink, chest, width=4)]
    if who.clothing == "shirt":
        art += [
            fabric(chest, 78, 0.42),
            lines(palette.ink, 4, easel.body([(0.0, 1.85), (0.02, depth)]), easel.body([(0.11, 1.76), (0.13, depth)])),
            *[
                plate(palette.light, palette.ink, disc(*easel.body([(0.065, y)])[0], size * 0.028), width=3)
                for y in (2.08, 2.5, 2.92)
            ],
        ]
    for side in (-1, 1):
        collar = easel.body(
            [(side * 0.49, 1.08), (side * 0.44, 1.36), (side * 0.02, 1.86), (side * 0.36, 1.98), (side * 0.66, 1.42)]
        )
        art += [
            plate(shirt_colour, palette.ink, collar, width=4),
            hatch(line, [collar], 60 * side, size * 0.035, 0.42 if side > 0 else 0.14, step=900),
        ]
    if who.clothing == "jacket":
        tie = easel.body([(-0.1, 1.78), (0.1, 1.78), (0.08, 1.96), (0.15, depth), (-0.15, depth), (-0.08, 1.96)])
        if who.hair in ("short", "bald"):
            art += [
                plate(palette.second if colour != palette.second else palette.first, palette.ink, tie),
                hatch(line, [tie], 45, size * 0.035, 0.4, step=900),
            ]
        for side in (-1, 1):
            edge = left_edge if side < 0 else right_edge
            front = easel.body(
                [(side * 0.56, 1.2), (side * 0.6, 1.5), (side * 0.06, depth - 0.3), (side * 0.02, depth), *edge[::-1]]
            )
            lapel = easel.body(
                [
                    (side * 0.58, 1.16),
                    (side * 0.42, 1.6),
                    (side * 0.07, 2.9),
                    (side * 0.62, 2.15),
                    (side * 0.5, 1.98),
                    (side * 0.82, 1.86),
                    (side * 0.83, 1.36),
                ]
            )
            art += [
                plate(colour, palette.ink, front, width=4),
                fabric(front, 90 - 12 * side, 0.5),
                plate(colour, palette.ink, lapel, width=4),
                hatch(line, [lapel], 40 * side + 90, size * 0.04, 0.5 if side > 0 else 0.24, step=900),
            ]
    return "".join(art)


def _scarf(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """A scarf wound once, with one end hanging."""
    colour = palette.second if who.cloth_colour != palette.second else palette.first
    size = easel.size
    upper = curve([(-0.52, 0.98), (-0.3, 1.16), (0, 1.24), (0.3, 1.16), (0.52, 0.98)], detail=7)
    lower = curve([(-0.78, 1.3), (-0.46, 1.6), (0.0, 1.74), (0.46, 1.6), (0.78, 1.3)], detail=7)
    wrap = easel.body([*upper, *lower[::-1]])
    tail_left = curve([(0.1, 1.6), (0.02, 2.2), (0.1, 2.8), (0.06, 3.5)], detail=6)
    tail_right = curve([(0.56, 1.52), (0.62, 2.2), (0.7, 2.8), (0.74, 3.5)], detail=6)
    tail = easel.body(tail_left + tail_right[::-1])

    def tone(x: float, y: float) -> float:
        return 0.12 + 0.5 * clamp((x - easel.cx) / (0.9 * size) + 0.4)

    return "".join(
        [
            plate(colour, palette.ink, tail, width=4),
            engrave(
                palette.ink,
                [easel.body(blend(tail_left, tail_right, q)) for q in spread(0.06, 0.94, 12)],
                size * 0.055,
                tone,
            ),
            plate(colour, palette.ink, wrap, width=4),
            engrave(
                palette.ink,
                [easel.body(blend(upper, lower, q + 0.04 * math.sin(9 * q))) for q in spread(0.06, 0.94, 12)],
                size * 0.045,
                tone,
            ),
        ]
    )


def _strands(palette: Palette, who: Sitter, inner: Shape, outer: Shape, count: int, easel: _Easel) -> str:
    """A lock of hair between two lines that run from its root to its end."""
    size = easel.size
    shape = easel.head(inner + outer[::-1])
    line = mix(who.hair_colour, palette.light, 0.62) if not who.fair else palette.ink
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


def _hair(rng: random.Random, palette: Palette, who: Sitter, easel: _Easel) -> str:
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


def _hair_behind(palette: Palette, who: Sitter, easel: _Easel) -> str:
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
        side = -1 if who.turn > 0 else 1
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


def _fringe(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """What a bald head keeps at its sides."""
    art = []
    for side in (-1, 1):
        if side * who.turn < 0:
            w = who.half(-0.1)
            inner = _sampled([(side * w * 0.97, -0.36), (side * w * 0.9, -0.16), (side * w * 0.95, 0.12)])
            outer = _sampled([(side * w * 0.985, -0.4), (side * (w + 0.05), -0.2), (side * (w + 0.02), 0.12)])
            art.append(_strands(palette, who, inner, outer, 7, easel))
    return "".join(art)


def _curls(rng: random.Random, palette: Palette, who: Sitter, easel: _Easel) -> str:
    """A head of curls, each a disc cut in rounds."""
    w = who.half(-0.2)
    size = easel.size
    line = mix(who.hair_colour, palette.light, 0.62) if not who.fair else palette.ink
    art = []
    spots: list[tuple[float, float, float]] = []
    for ring, (rx, ry, r, count) in enumerate(
        ((w + 0.14, 1.1, 0.2, 15), (w + 0.02, 1.0, 0.18, 13), (w - 0.16, 0.86, 0.15, 9))
    ):
        for k in range(count):
            first, last = ((-194, 14), (-176, -4), (-150, -30))[ring]
            a = math.radians(first + (last - first) * k / (count - 1))
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


def _beard(palette: Palette, who: Sitter, easel: _Easel) -> str:
    """A short full beard that leaves the lips free."""
    left, right = _contour(who, 0.1, 1.02)
    grown_left = [(x - 0.015 - 0.03 * clamp((y - 0.2) / 0.5), y + 0.07 * clamp((y - 0.6) / 0.4)) for x, y in left]
    grown_right = [(x + 0.015 + 0.03 * clamp((y - 0.2) / 0.5), y + 0.07 * clamp((y - 0.6) / 0.4)) for x, y in right]
    top = [
        grown_right[0],
        *curve(
            [
                who.place(1.0, 0.34),
                who.place(0.62, 0.5),
                who.place(0.3, 0.5),
                who.place(0.1, 0.485),
                who.place(0, 0.505),
                who.place(-0.1, 0.485),
                who.place(-0.3, 0.5),
                who.place(-0.62, 0.5),
                who.place(-1.0, 0.34),
            ],
            detail=6,
        ),
        grown_left[0],
    ]
    reach = 0.27 * who.mouth
    gap = curve(
        [
            who.place(-reach, 0.6),
            who.place(-0.1, 0.58),
            who.place(0, 0.588),
            who.place(0.1, 0.58),
            who.place(reach, 0.6),
            who.place(reach * 0.55, 0.675),
            who.place(0, 0.692),
            who.place(-reach * 0.55, 0.675),
        ],
        closed=True,
        detail=5,
    )
    shape, lips = easel.head(grown_left + grown_right[::-1] + top), easel.head(gap)
    line = mix(who.hair_colour, palette.light, 0.55) if not who.fair else palette.ink
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
                easel.head(curve([who.place(-reach, 0.606), who.place(0, 0.618), who.place(reach, 0.606)], detail=6)),
            ),
        ]
    )


def _glasses(palette: Palette, who: Sitter, easel: _Easel) -> str:
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
    bridge = easel.head(curve([who.place(-0.15, 0.0), who.place(0, -0.035), who.place(0.15, 0.0)], detail=5))
    side = -1 if who.turn > 0 else 1
    arm = easel.head([who.place(side * 0.68, -0.03), (side * (who.half(0) - 0.0), -0.06)])
    return "".join([*art, outline(palette.ink, size * 0.036, *rims), lines(palette.ink, size * 0.036, bridge, arm)])


def _backdrop(rng: random.Random, palette: Palette, cx: float, cy: float, width: float, height: float) -> str:
    """The tinted ground behind a sitter: level lines, rings or slanting light."""
    area = rect(0, 0, width, height)
    kind = rng.choice(("level", "rings", "slant"))
    if kind == "level":
        return hatch(
            palette.faint, [area], 0, 13, lambda x, y: 0.1 + 0.42 * clamp((x - cx) / 900 + 0.45), step=60, taper=0
        )
    if kind == "rings":
        return fill(palette.haze, disc(cx, cy, height * 0.44)) + engrave(
            palette.faint,
            [arc(cx, cy, q, q, 0, 360, 110) for q in range(int(height * 0.46), int(width * 1.1), 17)],
            17,
            ramp((0, 0), (0, height), 0.42, 0.12),
        )
    return hatch(
        palette.faint,
        [area],
        -52,
        14,
        lambda x, y: 0.08 + 0.46 * (0.5 + 0.5 * math.sin((x + y * 0.8) / 210)),
        step=60,
        taper=0,
    )


def author(
    rng: random.Random, palette: Palette, side: int, hair: str, glasses: bool, beard: bool, clothing: str
) -> str:
    """A square likeness, `side` pixels wide."""
    who = sitter(rng, palette, hair, glasses, beard, clothing)
    cx, cy = side * (0.5 - 0.03 * math.copysign(1, who.turn)), side * 0.435
    return _backdrop(rng, palette, cx, cy, side, side) + bust(rng, palette, who, cx, cy, side * 0.275)


def portrait(rng: random.Random, palette: Palette) -> str:
    """Somebody who is being interviewed, to one side of the picture, looking across it."""
    hair = rng.choice(HAIR)
    beard = hair in ("short", "bald") and rng.random() < 0.45
    who = sitter(rng, palette, hair, rng.random() < 0.4, beard, rng.choice(CLOTHING))
    cx = 810 - math.copysign(190, who.turn)
    return _backdrop(rng, palette, cx, 440, 1620, 1080) + bust(rng, palette, who, cx, 488, 312)
