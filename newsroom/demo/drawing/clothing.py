"""What people wear on their shoulders: jackets, jumpers, shirts and scarves."""

from __future__ import annotations

import math

from .palette import Palette
from .shapes import Shape, blend, clamp, curve, disc, spread
from .sitters import Easel, Sitter
from .strokes import engrave, fill, hatch, lines, plate, shaded

CLOTHING = ("jacket", "jumper", "shirt", "scarf")


_DEPTH = 3.4
"""Where clothes end, below the edge of every picture."""

_LEFT = curve([(-0.5, 1.22), (-0.95, 1.4), (-1.42, 1.62), (-1.7, 2.1), (-1.8, _DEPTH)], detail=7)
_RIGHT = [(-x, y) for x, y in _LEFT]


def clothes(palette: Palette, who: Sitter, easel: Easel) -> str:
    """Shoulders, and what is worn on them."""
    match who.clothing:
        case "jumper":
            return _jumper(palette, who, easel)
        case "scarf":
            return _jumper(palette, who, easel) + _scarf(palette, who, easel)
        case "shirt":
            return _shirt(palette, who.cloth_colour, easel, buttoned=True)
        case _:
            return _shirt(palette, palette.light, easel) + _jacket(palette, who, easel)


def _fabric(palette: Palette, easel: Easel, shape: Shape, angle: float, strength: float) -> str:
    """The weave of a cloth, darker towards the right and below."""
    size = easel.size
    return hatch(
        palette.ink,
        [shape],
        angle,
        size * 0.042,
        lambda x, y: (
            0.1 + strength * clamp((x - easel.cx) / (1.5 * size) + 0.32) + 0.2 * clamp((y - easel.cy) / size - 2.2)
        ),
        step=26,
    )


def _jumper(palette: Palette, who: Sitter, easel: Easel) -> str:
    """A knitted jumper with a ribbed round neck."""
    size = easel.size
    neckline = curve([(-0.5, 1.22), (-0.3, 1.42), (0, 1.5), (0.3, 1.42), (0.5, 1.22)], detail=7)
    under = [(x * 1.13, y + 0.135) for x, y in neckline]
    ribs = [easel.body([(x, y), (x * 1.11, y + 0.13)]) for x, y in neckline]
    folds = [
        easel.body(blend(edge, [(x * 0.01, y + 0.3) for x, y in edge], q))
        for edge in (_LEFT, _RIGHT)
        for q in spread(0.03, 0.97, 22)
    ]
    return "".join(
        [
            plate(who.cloth_colour, palette.ink, easel.body(_LEFT[::-1] + neckline + _RIGHT), width=4),
            engrave(
                palette.ink, folds, size * 0.06, lambda x, y: 0.1 + 0.5 * clamp((x - easel.cx) / (1.5 * size) + 0.3)
            ),
            fill(who.cloth_colour, easel.body(neckline + under[::-1])),
            engrave(palette.ink, ribs, size * 0.03, 0.5),
            lines(palette.ink, 4, easel.body(under), easel.body(neckline)),
        ]
    )


def _shirt(palette: Palette, colour: str, easel: Easel, *, buttoned: bool = False) -> str:
    """A shirt with its collar; the buttons show where no jacket is worn over it."""
    size = easel.size
    chest = easel.body([*_LEFT[::-1], (-0.5, 1.22), (0.0, 1.85), (0.5, 1.22), *_RIGHT])
    art = [plate(colour, palette.ink, chest, width=4)]
    if buttoned:
        seams = [easel.body([(0.0, 1.85), (0.02, _DEPTH)]), easel.body([(0.11, 1.76), (0.13, _DEPTH)])]
        buttons = easel.body([(0.065, y) for y in (2.08, 2.5, 2.92)])
        art += [
            _fabric(palette, easel, chest, 78, 0.42),
            lines(palette.ink, 4, *seams),
            *[plate(palette.light, palette.ink, disc(*button, size * 0.028), width=3) for button in buttons],
        ]
    for side in (-1, 1):
        collar = easel.body(
            [(side * 0.49, 1.08), (side * 0.44, 1.36), (side * 0.02, 1.86), (side * 0.36, 1.98), (side * 0.66, 1.42)]
        )
        tone = 0.42 if side > 0 else 0.14
        art.append(shaded(colour, palette.ink, collar, 60 * side, size * 0.035, tone, width=4, step=900))
    return "".join(art)


def _jacket(palette: Palette, who: Sitter, easel: Easel) -> str:
    """A jacket with lapels, and a tie under short hair."""
    size = easel.size
    colour = who.cloth_colour
    art = []
    if who.hair in ("short", "bald"):
        tie = easel.body([(-0.1, 1.78), (0.1, 1.78), (0.08, 1.96), (0.15, _DEPTH), (-0.15, _DEPTH), (-0.08, 1.96)])
        tie_colour = palette.second if colour != palette.second else palette.first
        art.append(shaded(tie_colour, palette.ink, tie, 45, size * 0.035, 0.4, step=900))
    for side, edge in ((-1, _LEFT), (1, _RIGHT)):
        front = easel.body(
            [(side * 0.56, 1.2), (side * 0.6, 1.5), (side * 0.06, _DEPTH - 0.3), (side * 0.02, _DEPTH), *edge[::-1]]
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
        tone = 0.5 if side > 0 else 0.24
        art += [
            plate(colour, palette.ink, front, width=4),
            _fabric(palette, easel, front, 90 - 12 * side, 0.5),
            shaded(colour, palette.ink, lapel, 40 * side + 90, size * 0.04, tone, width=4, step=900),
        ]
    return "".join(art)


def _scarf(palette: Palette, who: Sitter, easel: Easel) -> str:
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
