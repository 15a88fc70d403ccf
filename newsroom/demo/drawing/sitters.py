"""Who sits for a portrait, and where the head is on the paper.

The head is a small relief, a rounded form with the hills and hollows of a face, lit from the upper left.
Coordinates are in heads: the origin midway between crown and chin, x to the right, y down, the chin at 1.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from .palette import Palette, mix
from .shapes import Point, Shape, clamp, curve, spread

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


SKIN = {"pale": None, "tan": "#E3BE94", "brown": "#B98659"}
"""Tones of skin by their names; the palest is the lightest colour of the sheet."""


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
    skin_colour: str
    hair_colour: str
    fair: bool
    cloth_colour: str

    @property
    def away(self) -> int:
        """The side the sitter turns away from, where the ear shows: -1 is the left of the paper."""
        return -1 if self.turn > 0 else 1

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

    def trace(self, *places: Point) -> Shape:
        """A line over the face, through places as `place` takes them."""
        return [self.place(turn, y) for turn, y in places]

    def contour(self, top: float = -1.04, bottom: float = 1.02) -> tuple[Shape, Shape]:
        """The left and the right edge of the head between two heights, from above downwards."""
        levels = [(top + bottom) / 2 - (bottom - top) / 2 * math.cos(math.pi * t) for t in spread(0, 1, 36)]
        left = [(self.middle(y) - self.half(y), y) for y in levels]
        return left, [(self.middle(y) + self.half(y), y) for y in levels]

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


def sitter(
    rng: random.Random, palette: Palette, hair: str, glasses: bool, beard: bool, clothing: str, skin: str
) -> Sitter:
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
        skin_colour=SKIN[skin] or palette.light,
        hair_colour=mix(palette.light, palette.ink, 0.3) if fair else rng.choice(dark),
        fair=fair,
        cloth_colour=rng.choice(cloths),
    )


class Easel:
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
