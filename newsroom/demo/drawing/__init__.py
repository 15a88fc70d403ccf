"""The pictures of the demo newsroom: one illustrator, forty motifs, any number of variations.

Everything is drawn by program from a seed, so the repository holds no picture files and every installation shows the
same front page. `draw` makes a scene for an article, `draw_portrait` the likeness of an author; both give a PNG.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from .bridges import bridge
from .buildings import colonnade, houses, skyline
from .charts import area_chart, bar_chart, candles, line_chart
from .clothing import CLOTHING
from .glassware import glass
from .hair import HAIR
from .industry import pipeline, steelworks
from .instruments import clock, compass, dial, globe
from .machines import chip, microphone, network, phone
from .money import card, coins, guilloche, scales
from .nature import fields, sea
from .palette import Palette, choose
from .paper import document, ledger
from .portraits import author, portrait
from .protection import keyhole, umbrella, vault
from .render import png
from .renewables import solar_field, wind_turbines
from .rooms import boardroom, screen, server_hall, staircase
from .shapes import HEIGHT, WIDTH
from .sitters import SKIN
from .transport import port, railway, ship

__all__ = ["CLOTHING", "CREDIT", "HAIR", "MOTIFS", "SKIN", "draw", "draw_portrait"]

CREDIT = "Illustration: Meridian"

MOTIFS: dict[str, Callable[[random.Random, Palette], str]] = {
    "area-chart": area_chart,
    "bar-chart": bar_chart,
    "boardroom": boardroom,
    "bridge": bridge,
    "candles": candles,
    "card": card,
    "chip": chip,
    "clock": clock,
    "coins": coins,
    "colonnade": colonnade,
    "compass": compass,
    "dial": dial,
    "document": document,
    "fields": fields,
    "glass": glass,
    "globe": globe,
    "guilloche": guilloche,
    "houses": houses,
    "keyhole": keyhole,
    "ledger": ledger,
    "line-chart": line_chart,
    "microphone": microphone,
    "network": network,
    "phone": phone,
    "pipeline": pipeline,
    "port": port,
    "portrait": portrait,
    "railway": railway,
    "scales": scales,
    "screen": screen,
    "sea": sea,
    "server-hall": server_hall,
    "ship": ship,
    "skyline": skyline,
    "solar-field": solar_field,
    "staircase": staircase,
    "steelworks": steelworks,
    "umbrella": umbrella,
    "vault": vault,
    "wind-turbines": wind_turbines,
}
"""Every motif by its name, with the function that draws its SVG."""


def draw(motif: str, seed: str) -> bytes:
    """A scene as a PNG of 1620 x 1080 pixels; the same motif and seed always give the same picture.

    Raises ValueError for a motif that nobody draws.
    """
    if motif not in MOTIFS:
        raise ValueError(f"There is no motif '{motif}'. Use one of: {', '.join(sorted(MOTIFS))}.")
    rng = random.Random(f"{motif}/{seed}")  # noqa: S311 (chance, not secrecy)
    palette = choose(rng)
    return png(MOTIFS[motif](rng, palette), WIDTH, HEIGHT, palette.ground)


def draw_portrait(seed: str, *, hair: str, glasses: bool, beard: bool, clothing: str, skin: str = "pale") -> bytes:
    """An author's likeness as a PNG of 1080 x 1080 pixels.

    Raises ValueError for hair not in `HAIR`, clothing not in `CLOTHING` or skin not in `SKIN`.
    """
    if hair not in HAIR:
        raise ValueError(f"Nobody wears the hair '{hair}'. Use one of: {', '.join(HAIR)}.")
    if clothing not in CLOTHING:
        raise ValueError(f"Nobody wears the clothing '{clothing}'. Use one of: {', '.join(CLOTHING)}.")
    if skin not in SKIN:
        raise ValueError(f"Nobody has the skin '{skin}'. Use one of: {', '.join(SKIN)}.")
    rng = random.Random(f"author/{seed}")  # noqa: S311 (chance, not secrecy)
    palette = choose(rng)
    return png(author(rng, palette, HEIGHT, hair, glasses, beard, clothing, skin), HEIGHT, HEIGHT, palette.ground)
