"""Depth: from places in a room or on a table to places on the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .palette import Palette
from .shapes import Point, Shape
from .strokes import plate, shaded

Projection = Callable[[float, float, float], Point]


@dataclass(frozen=True)
class View:
    """A camera that looks straight ahead: `x` to the right, `y` up from the ground, `z` away from the eye.

    The vanishing point is (cx, horizon); `eye` is the height of the eye above the ground.
    """

    cx: float
    horizon: float
    eye: float
    focal: float = 1000

    def __call__(self, x: float, y: float, z: float) -> Point:
        scale = self.focal / max(z, 0.05)
        return (self.cx + x * scale, self.horizon + (self.eye - y) * scale)

    def quad(self, *corners: tuple[float, float, float]) -> Shape:
        """The outline of a flat thing given by its corners."""
        return [self(*corner) for corner in corners]


@dataclass(frozen=True)
class Table:
    """An oblique view from above without vanishing points: `x` runs down to the right, `y` down to the left,
    `z` up."""

    cx: float
    cy: float
    scale: float = 1
    flat: float = 0.5

    def __call__(self, x: float, y: float, z: float = 0) -> Point:
        return (self.cx + (x - y) * 0.866 * self.scale, self.cy + (x + y) * self.flat * self.scale - z * self.scale)

    def quad(self, *corners: tuple[float, float, float]) -> Shape:
        return [self(*corner) for corner in corners]

    def patch(self, x: float, y: float, width: float, depth: float, z: float = 0) -> Shape:
        """A level rectangle."""
        return self.quad((x, y, z), (x + width, y, z), (x + width, y + depth, z), (x, y + depth, z))

    def box(
        self,
        palette: Palette,
        corner: tuple[float, float, float],
        size: tuple[float, float, float],
        colours: tuple[str, str, str],
        *,
        gap: float = 9,
        tones: tuple[float, float] = (0.18, 0.55),
    ) -> str:
        """A block with its top, left and right face in three colours, the sides hatched."""
        x, y, z = corner
        width, depth, height = size
        left = self.quad(
            (x, y + depth, z), (x + width, y + depth, z), (x + width, y + depth, z + height), (x, y + depth, z + height)
        )
        right = self.quad(
            (x + width, y, z), (x + width, y + depth, z), (x + width, y + depth, z + height), (x + width, y, z + height)
        )
        return (
            plate(colours[0], palette.ink, self.patch(x, y, width, depth, z + height))
            + shaded(colours[1], palette.ink, left, 90, gap, tones[0])
            + shaded(colours[2], palette.ink, right, 90, gap, tones[1])
        )
