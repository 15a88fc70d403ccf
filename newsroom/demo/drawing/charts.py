"""Charts turned into pictures: bold, cropped, with hairline grids and no labels."""

from __future__ import annotations

import random
from itertools import pairwise

from .palette import Palette, mix
from .shapes import HEIGHT, WIDTH, Shape, clamp, curve, disc, noise, rect, ribbon, shift, spread
from .strokes import fill, hatch, lines, plate, ramp, shaded


def _grid(palette: Palette, rows: int = 8, columns: int = 12) -> str:
    """The hairlines every chart hangs on."""
    level = [[(0, y), (WIDTH, y)] for y in spread(60, HEIGHT - 60, rows)]
    upright = [[(x, 0), (x, HEIGHT)] for x in spread(75, WIDTH - 75, columns)]
    return lines(palette.faint, 2, *level) + lines(palette.faint, 1, *upright)


def _walk(rng: random.Random, count: int, start: float, end: float, rough: float) -> list[float]:
    """Prices: a way from start to end with setbacks."""
    values = []
    swing = 0.0
    for i in range(count):
        swing = 0.55 * swing + rng.uniform(-1, 1) * rough
        values.append(start + (end - start) * i / (count - 1) + swing * (1 if 0 < i < count - 1 else 0))
    return values


def line_chart(rng: random.Random, palette: Palette) -> str:
    """One heavy line climbs or falls across the sheet, its shade cut in upright lines below it."""
    rises = rng.random() < 0.6
    start, end = (820, 300) if rises else (270, 800)
    end_x = rng.uniform(1180, 1330)
    values = _walk(rng, 13, start, end, 150)
    main: Shape = list(zip(spread(-60, end_x, 13), [clamp(v, 130, 960) for v in values], strict=True))
    other_values = _walk(rng, 16, rng.uniform(520, 700), 1130 - end, 70)
    other: Shape = list(zip(spread(-60, WIDTH + 60, 16), other_values, strict=True))

    bold = palette.light if palette.dark else palette.first
    below = [*main, (end_x, HEIGHT + 10), (-60, HEIGHT + 10)]
    body = mix(palette.ground, palette.first, 0.3)
    tip = main[-1]
    return (
        _grid(palette)
        + fill(body, below)
        + hatch(palette.first if palette.dark else palette.ink, [below], 90, 13, ramp((0, 200), (0, 1080), 0.62, 0.1))
        + lines(palette.line, 1.5, [(0, tip[1]), (WIDTH, tip[1])])
        + fill(palette.ground, ribbon(other, 26))
        + fill(palette.second, ribbon(other, 14))
        + fill(palette.ink, ribbon(shift(main, 12, 16), 34))
        + fill(bold, ribbon(main, 34))
        + lines(palette.line, 3, [(end_x, tip[1]), (end_x, HEIGHT)])
        + plate(palette.second, palette.ink, disc(*tip, 50), width=4)
        + hatch(
            palette.ink, [disc(*tip, 50)], 45, 8, ramp((tip[0] - 40, tip[1] - 40), (tip[0] + 45, tip[1] + 45), 0, 0.8)
        )
    )


def bar_chart(rng: random.Random, palette: Palette) -> str:
    """Columns stand like towers in low sun, cropped by the sheet, and throw their shadows over the floor."""
    count = rng.choice((5, 6, 7))
    base = 945
    pitch = (WIDTH + 150) / count
    width, depth, rise = pitch * 0.62, pitch * 0.25, pitch * 0.16
    heights = [clamp(h, 150, 830) for h in _walk(rng, count, *rng.choice(((240, 780), (780, 300), (480, 560))), 260)]
    marked = rng.choice((heights.index(max(heights)), heights.index(min(heights)), count // 2))
    floor = rect(0, base - 190, WIDTH, HEIGHT)
    art = [
        lines(palette.faint, 2, *[[(0, y), (WIDTH, y)] for y in spread(60, base - 190, 8)]),
        fill(palette.floor, floor),
        hatch(palette.ink, [floor], 0, 12, ramp((0, base - 190), (0, HEIGHT), 0.4, 0.06), step=500),
    ]
    bars = [(-70 + pitch * i, height) for i, height in enumerate(heights)]
    for x, height in bars:
        reach = height * 0.8
        shadow = [
            (x, base),
            (x + width, base),
            (x + width + reach, base + reach * 0.3),
            (x + reach, base + reach * 0.3),
        ]
        art += [fill(palette.ink, shadow, opacity=0.5), hatch(palette.ink, [shadow], 0, 9, 0.5, step=900)]
    for i, (x, height) in enumerate(bars):
        top, right = base - height, x + width
        front = rect(x, top, width, height)
        side = [(right, base), (right + depth, base - rise), (right + depth, top - rise), (right, top)]
        lid = [(x, top), (x + depth, top - rise), (right + depth, top - rise), (right, top)]
        colour = palette.first if i == marked else palette.second if i == (marked + 2) % count else palette.light
        art += [
            shaded(colour, palette.ink, front, 0, 13, ramp((x, top), (right, base), 0.03, 0.42), width=4, step=40),
            shaded(mix(colour, palette.ink, 0.45), palette.ink, side, 90, 10, 0.62, width=4),
            plate(mix(colour, palette.light, 0.5), palette.ink, lid, width=4),
        ]
    return "".join(art)


def candles(rng: random.Random, palette: Palette) -> str:
    """A few trading candles seen close to, cropped at both ends, with a moving average through them."""
    count = rng.choice((7, 8, 9))
    rises = rng.random() < 0.55
    closes = [rng.uniform(640, 760) if rises else rng.uniform(260, 380)]
    while len(closes) <= count:
        step = rng.uniform(110, 290) * (-1 if (rng.random() < 0.64) == rises else 1)
        if not 190 < closes[-1] + step < 850:
            step = -step
        closes.append(closes[-1] + step)
    pitch = (WIDTH + 90) / count
    width = pitch * 0.66
    middles = [-45 + pitch * (i + 0.5) for i in range(count)]
    volumes = [rect(x - width / 2, HEIGHT - rng.uniform(50, 150), width, 200) for x in middles]
    art = [_grid(palette, rows=7, columns=count), hatch(palette.line, volumes, 90, 9, 0.3)]
    for x, (opened, closed) in zip(middles, pairwise(closes), strict=True):
        top, bottom = min(opened, closed), max(opened, closed)
        high, low = top - rng.uniform(40, 150), bottom + rng.uniform(40, 150)
        body = rect(x - width / 2, top, width, bottom - top)
        rising = closed < opened
        shade = ramp((x - width / 2, 0), (x + width / 2, 0), 0.03, 0.62)
        art += [
            hatch(palette.faint, [[(px + 26, py + 30) for px, py in body]], 45, 10, 0.7, step=900),
            fill(palette.line, rect(x - 8, high, 16, low - high)),
            shaded(
                palette.light if rising else palette.first, palette.ink, body, 90 if rising else 45, 11, shade, width=5
            ),
        ]
    windows = [closes[max(0, i - 2) : i + 2] for i in range(count + 1)]
    average = [sum(window) / len(window) + 60 for window in windows]
    trend = curve(list(zip(spread(-60, WIDTH + 60, count + 1), average, strict=True)))
    return "".join(art) + fill(palette.ink, ribbon(trend, 30)) + fill(palette.second, ribbon(trend, 19))


def area_chart(rng: random.Random, palette: Palette) -> str:
    """Stacked areas that read as a landscape, each cut at its own angle."""
    colours = [palette.light, palette.first, palette.second, mix(palette.ground, palette.ink, 0.82)]
    angles = [90, 45, -45, 0]
    rises = rng.choice((-1, 1))
    art = [_grid(palette)]
    steps = spread(-20, WIDTH + 20, 24)
    for layer, (colour, angle) in enumerate(zip(colours, angles, strict=True)):
        ridge = noise(rng.uniform(0, 40), 1.25)
        base = 330 + layer * 185
        crest = [(x, base - rises * (x - 810) * 0.2 * (1 - layer / 5) + 115 * ridge(x / 230)) for x in steps]
        crest = curve(crest, detail=3)
        body = [*crest, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]

        def depth(x: float, y: float, crest: Shape = crest, rich: float = 0.2 + 0.1 * layer) -> float:
            place = clamp((x + 20) / (WIDTH + 40)) * (len(crest) - 1)
            return rich + 0.45 - 0.5 * clamp((y - crest[int(place)][1]) / 200)

        line = palette.ink if layer < 3 else palette.faint
        art += [
            plate(colour, palette.ink, body, width=4),
            hatch(line, [body], angle, 13, depth, step=26, taper=0),
            fill(palette.ink, ribbon(crest, 9)),
        ]
    return "".join(art)
