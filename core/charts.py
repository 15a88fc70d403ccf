"""Charts drawn on the server as SVG: no script, readable without colour, in light and dark."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 10, 24
"""Margins for the words at the axes."""
STEPS = 4  # about so many horizontal lines
LABELS = 4  # at most so many words under the chart
WIDEST_BAR = 40


class Point(NamedTuple):
    """One moment of a chart."""

    label: str
    """What stands under it and in the table: '12 Mar'."""
    value: float


class Line(NamedTuple):
    """A level of the vertical axis."""

    y: float
    label: str


class Bar(NamedTuple):
    """One bar, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Label(NamedTuple):
    """A word under the chart."""

    x: float
    text: str
    anchor: str


def line_chart(points: Sequence[Point], *, title: str, unit: str, tone: str = "accent") -> SafeString:
    """A line with its area: `title` says what it shows, `unit` what is counted ('subscribers').

    Those who do not see it are told where it begins and ends; all values stand in a table that can be opened.
    `tone` names a colour of tokens.css that `charts.css` knows.
    """
    bottom, levels = _levels([point.value for point in points])
    across = WIDTH - LEFT - RIGHT

    def x(number: int) -> float:
        return round(LEFT + across * (number / (len(points) - 1) if len(points) > 1 else 0.5), 1)

    y = _heights(bottom, levels)
    places = [(x(number), y(point.value)) for number, point in enumerate(points)]
    path = " ".join(f"{across},{down}" for across, down in places)
    drawn = {
        "path": path,
        "area": f"{places[0][0]},{HEIGHT - BOTTOM} {path} {places[-1][0]},{HEIGHT - BOTTOM}" if places else "",
        "last": places[-1] if places else None,
    }
    return _draw(points, title, unit, tone, _summary(points, unit), levels, y, x, drawn)


def bar_chart(points: Sequence[Point], *, title: str, unit: str, tone: str = "accent") -> SafeString:
    """A bar from zero up for each point: for what is counted day by day. Otherwise as `line_chart`."""
    values = [point.value for point in points]
    levels = _levels([0, *values])[1] if points else []
    room = (WIDTH - LEFT - RIGHT) / (len(points) or 1)  # for a bar and the space beside it

    def x(number: int) -> float:
        return round(LEFT + room * (number + 0.5), 1)

    y = _heights(0, levels)
    wide = round(min(room * 0.7, WIDEST_BAR), 1)
    bars = [
        Bar(round(x(number) - wide / 2, 1), y(value), wide, round(HEIGHT - BOTTOM - y(value), 1))
        for number, value in enumerate(values)
    ]
    summary = f"{_number(sum(values))} {unit}, at most {_number(max(values))} a day." if points else f"No {unit} yet."
    return _draw(points, title, unit, tone, summary, levels, y, x, {"bars": bars})


def _draw(
    points: Sequence[Point],
    title: str,
    unit: str,
    tone: str,
    summary: str,
    levels: list[float],
    y: Callable[[float], float],
    x: Callable[[int], float],
    drawn: dict[str, Any],
) -> SafeString:
    """What every chart has: title, levels, words under it, the table; with what is drawn into it."""
    context = {
        "title": title,
        "unit": unit,
        "tone": tone,
        "points": points,
        "summary": summary,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "words_at": HEIGHT - 6,
        "lines": [Line(y(level), _number(level)) for level in levels],
        "labels": _labels(points, x),
    }
    return render_to_string("components/chart.html", context | drawn)


def _heights(bottom: float, levels: list[float]) -> Callable[[float], float]:
    """Where a value stands between the lowest level and the highest."""
    top = levels[-1] if levels else 1
    down = HEIGHT - TOP - BOTTOM
    return lambda value: round(TOP + down * (1 - (value - bottom) / ((top - bottom) or 1)), 1)


def _levels(values: Sequence[float]) -> tuple[float, list[float]]:
    """Round levels that hold all values between them; the lowest is zero unless all lie far above it."""
    if not values:
        return 0, []
    low, high = min(values), max(values)
    bottom = 0.0 if low < high * 0.6 or low == high else low
    span = (high - bottom) or 1
    step = 10 ** math.floor(math.log10(span / STEPS)) if span / STEPS > 1 else 1
    step = next(step * factor for factor in (1, 2, 5, 10) if span / (step * factor) <= STEPS)
    first, last = math.floor(bottom / step), max(math.ceil(high / step), math.floor(bottom / step) + 1)
    return first * step, [number * step for number in range(first, last + 1)]


def _labels(points: Sequence[Point], x: Callable[[int], float]) -> list[Label]:
    """Some of the points' words, evenly spread, the last among them."""
    every = max(1, math.ceil((len(points) - 1) / (LABELS - 1)))
    chosen = [number for number in range(len(points)) if (len(points) - 1 - number) % every == 0]
    anchors = {0: "start", len(points) - 1: "end"} if len(points) > 1 else {}
    return [Label(x(number), points[number].label, anchors.get(number, "middle")) for number in chosen]


def _summary(points: Sequence[Point], unit: str) -> str:
    if not points:
        return f"No {unit} yet."
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{last.label}: {_number(last.value)} {unit}."
    return f"From {_number(first.value)} ({first.label}) to {_number(last.value)} {unit} ({last.label})."


def _number(value: float) -> str:
    return f"{value:,.0f}"
