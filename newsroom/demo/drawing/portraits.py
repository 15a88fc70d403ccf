"""Likenesses: an author in a square, somebody being interviewed across a wide sheet."""

from __future__ import annotations

import math
import random

from .clothing import CLOTHING, clothes
from .faces import ear, face, features, neck, spectacles
from .hair import HAIR, full_beard, hair_behind, hair_in_front
from .palette import Palette
from .shapes import arc, clamp, disc, rect
from .sitters import Easel, Sitter, sitter
from .strokes import engrave, fill, hatch, ramp


def bust(rng: random.Random, palette: Palette, who: Sitter, cx: float, cy: float, size: float) -> str:
    """Head, neck and shoulders; (cx, cy) is the middle of the head, `size` the distance from there to the chin."""
    easel = Easel(cx, cy, size, rng.uniform(-4, 4))
    return "".join(
        [
            hair_behind(palette, who, easel),
            neck(palette, who, easel),
            clothes(palette, who, easel),
            ear(palette, who, easel) if who.hair in ("short", "bald", "bun") else "",
            face(palette, who, easel),
            features(palette, who, easel),
            full_beard(palette, who, easel) if who.beard else "",
            hair_in_front(rng, palette, who, easel),
            spectacles(palette, who, easel) if who.glasses else "",
        ]
    )


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
    rng: random.Random, palette: Palette, side: int, hair: str, glasses: bool, beard: bool, clothing: str, skin: str
) -> str:
    """A square likeness, `side` pixels wide."""
    who = sitter(rng, palette, hair, glasses, beard, clothing, skin)
    cx, cy = side * (0.5 - 0.03 * math.copysign(1, who.turn)), side * 0.435
    return _backdrop(rng, palette, cx, cy, side, side) + bust(rng, palette, who, cx, cy, side * 0.275)


def portrait(rng: random.Random, palette: Palette) -> str:
    """Somebody who is being interviewed, to one side of the picture, looking across it."""
    hair = rng.choice(HAIR)
    beard = hair in ("short", "bald") and rng.random() < 0.45
    who = sitter(rng, palette, hair, rng.random() < 0.4, beard, rng.choice(CLOTHING), "pale")
    cx = 810 - math.copysign(190, who.turn)
    return _backdrop(rng, palette, cx, 440, 1620, 1080) + bust(rng, palette, who, cx, 488, 312)
