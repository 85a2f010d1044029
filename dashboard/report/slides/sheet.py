"""What lies behind a chart on a slide: its figures by period, in the sheet PowerPoint edits."""

from typing import Any

from pptx.chart.data import CategoryChartData

from dashboard import text
from dashboard.charts.chart import Chart, Side
from dashboard.charts.series import Series
from dashboard.text import say
from etl.periods import between, ordinal

_EXACT = 9  # decimals of a height: subtracting leaves 1.2000000000000002


def sheet(chart: Chart) -> Any:
    """Every period by its words, every column by its name; None where there is no value."""
    untyped: Any = CategoryChartData
    filled = untyped(number_format=number_format(chart.decimals, chart.lang))
    along = periods(chart)
    filled.categories = [text.period(period, chart.lang) for period in along]
    for each in [*columns(chart), *ground(chart)]:
        values = dict(zip(each.periods, each.values, strict=True))
        filled.add_series(each.label, [values.get(period) for period in along])
    return filled


def periods(chart: Chart) -> list[str]:
    """The chart's periods, and those that a hole in it jumps over: a line must not cross it."""
    if not chart.step:
        return list(chart.periods)
    first, known = chart.periods[0], set(chart.periods)
    return [
        period
        for period in between(first, chart.periods[-1])
        if period in known or (ordinal(period) - ordinal(first)) % chart.step == 0
    ]


def columns(chart: Chart) -> list[Series]:
    """The chart's series, then least, mean and greatest of what was usual, each as a series."""
    names, band = chart.table()[0][1:], chart.band
    usual = band.sides if band else ()
    return [
        *chart.series,
        *(
            _column(name, chart, values)
            for name, values in zip(names[len(chart.series) :], usual, strict=True)
        ),
    ]


def ground(chart: Chart) -> list[Series]:
    """What the band's area is drawn of: columns that stand on each other, the first unseen.

    PowerPoint draws an area from a missing value down to nought, and a column not at all. Columns
    on each other part at nought, so what reaches below it is a column of its own.
    """
    if not chart.band:
        return []
    low, _, high = chart.band.sides
    parts = [_parts(*ends) for ends in zip(low, high, strict=True)]
    under, over, below = (tuple(part) for part in zip(*parts, strict=True))
    names = [
        say(chart.lang, "Fältets början", "Where the area begins"),
        say(chart.lang, "Fältets höjd", "Height of the area"),
        say(chart.lang, "Fältets höjd under noll", "Height of the area below zero"),
    ]
    drawn = [under, over, *([below] if any(each is not None for each in below) else [])]
    return [_column(name, chart, values) for name, values in zip(names, drawn, strict=False)]


def _parts(low: float | None, high: float | None) -> Side:
    """From where the area goes, how far up and how far down, on either side of nought."""
    if low is None or high is None:
        return (None, None, None)
    up, down = max(high, 0.0) - max(low, 0.0), min(low, 0.0) - min(high, 0.0)
    return max(low, 0.0) or min(high, 0.0), round(up, _EXACT), round(down, _EXACT) or None


def _column(name: str, chart: Chart, values: Side) -> Series:
    return Series(name, None, "compare", chart.periods, values, ("",) * len(values))


def number_format(decimals: int, lang: text.Lang) -> str:
    """PowerPoint's code for a number with so many decimals, as the language writes it."""
    places = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    country = text.say(lang, "[$-41D]", "[$-809]")
    return f'{country}{places};{country}"{text.MINUS}"{places}'
