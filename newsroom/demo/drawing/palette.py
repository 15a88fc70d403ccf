"""The few inks the illustrator mixes: every picture is printed from one of these sets."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace


def mix(first: str, second: str, share: float) -> str:
    """The colour that lies `share` (0 to 1) of the way from the first hex colour to the second."""
    channels = (round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02X}" for channel in channels)


@dataclass(frozen=True)
class Palette:
    """The colours of one picture.

    `ground` is the paper it is printed on, `floor` a deeper tone of it for land, water and tables; `ink` shades and
    outlines things; `light` is the brightest surface; `first` and `second` are the accents.
    """

    name: str
    ground: str
    floor: str
    ink: str
    light: str
    first: str
    second: str

    @property
    def dark(self) -> bool:
        """Whether the ground is dark, so that lines on it must be light to be seen."""
        red, green, blue = (int(self.ground[i : i + 2], 16) for i in (1, 3, 5))
        return 0.3 * red + 0.59 * green + 0.11 * blue < 140

    @property
    def line(self) -> str:
        """The colour for fine lines that must show clearly on the ground."""
        return self.light if self.dark else self.ink

    @property
    def faint(self) -> str:
        """The colour for hairlines and skies that stay close to the ground."""
        return mix(self.ground, self.light, 0.26) if self.dark else mix(self.ground, self.ink, 0.32)

    @property
    def haze(self) -> str:
        """A flat tone between ground and line, for things far away."""
        return mix(self.ground, self.light, 0.15) if self.dark else mix(self.ground, self.ink, 0.16)

    @property
    def water(self) -> str:
        """The sea's own tone: a deep petrol that goes with the ground, whatever that is."""
        return mix(mix(self.ground, "#0B5C6B", 0.82), self.ink, 0.38)

    @property
    def glow(self) -> str:
        """What is hot or lit from within; never blue."""
        return "#D9B966" if self.dark else "#A4482F"

    @property
    def shade(self) -> str:
        """A dark flat tone of the ground, for walls in shadow and openings."""
        return mix(self.ground, self.ink, 0.62)


PALETTES = (
    Palette("petrol", "#0B5C6B", "#084854", "#0C171E", "#F4ECDC", "#D0AE5A", "#C4694C"),
    Palette("ink", "#1B2833", "#121B23", "#0B1218", "#EFE6D4", "#D0AE5A", "#3C8794"),
    Palette("sand", "#DDD0B4", "#C9B68E", "#16202A", "#FBF8F3", "#0B5C6B", "#A4482F"),
    Palette("sky", "#C9D8D8", "#A7BFC1", "#16202A", "#FBF8F3", "#A4482F", "#0B5C6B"),
    Palette("gold", "#D0AE5A", "#B8923C", "#16202A", "#FBF4E4", "#0B5C6B", "#8C3B27"),
    Palette("brick", "#A4482F", "#843621", "#1A1618", "#F6E9D6", "#D9B966", "#1D5460"),
    Palette("moss", "#5E6B3A", "#4A552C", "#171C14", "#F5EDDA", "#D9B966", "#A4482F"),
    Palette("plum", "#5B3A55", "#462B42", "#1A121B", "#F4E9DD", "#D0AE5A", "#8FB0B3"),
    Palette("slate", "#5B6670", "#47515A", "#141C23", "#F3ECDF", "#D9B966", "#B4553A"),
    Palette("paper", "#F1E9DA", "#DDD0B4", "#16202A", "#FFFDF8", "#A4482F", "#0B5C6B"),
)


def choose(rng: random.Random) -> Palette:
    """A palette for one picture; the two accents change places in every other picture."""
    palette = rng.choice(PALETTES)
    if rng.random() < 0.4:
        palette = replace(palette, first=palette.second, second=palette.first)
    return palette
