"""Charts, drawn on the server."""

from core.charts import Point, bar_chart, line_chart
from core.tests import markup

DAYS = [Point("1 May", 2), Point("2 May", 0), Point("3 May", 4)]


def test_bars_stand_on_zero_and_are_as_high_as_what_they_count():
    chart = markup.read(bar_chart(DAYS, title="Letters", unit="letters"))
    bars = [{name: float(bar.attributes[name]) for name in ("y", "height")} for bar in chart.all("rect")]
    assert [bar["height"] for bar in bars] == [bars[2]["height"] / 2, 0, bars[2]["height"]]
    assert len({bar["y"] + bar["height"] for bar in bars}) == 1


def test_who_does_not_see_bars_is_told_their_sum_and_the_highest():
    chart = markup.read(bar_chart(DAYS, title="Letters", unit="letters"))
    assert chart.one("svg").attributes["aria-label"] == "Letters. 6 letters, at most 4 a day."


def test_the_values_stand_in_a_table():
    for draw in (bar_chart, line_chart):
        chart = markup.read(draw(DAYS, title="Letters", unit="letters"))
        assert chart.texts("td") == ["2", "0", "4"]


def test_nothing_to_draw_is_said_in_words():
    for draw in (bar_chart, line_chart):
        chart = markup.read(draw([], title="Letters", unit="letters"))
        assert chart.one("p").text == "No letters yet."


def test_days_on_which_nothing_happened_are_a_chart_without_bars():
    chart = markup.read(bar_chart([Point("1 May", 0), Point("2 May", 0)], title="Letters", unit="letters"))
    assert [bar.attributes["height"] for bar in chart.all("rect")] == ["0.0", "0.0"]
