"""What lies behind a chart on a slide: its figures by period, in the sheet PowerPoint edits."""

from typing import Any

from pptx.chart.data import CategoryChartData

from dashboard import text
from dashboard.charts.chart import Chart
from dashboard.charts.series import Series
from etl.periods import between, ordinal


def sheet(chart: Chart) -> Any:
    """Every period by its words, every column by its name; None where there is no value."""
    untyped: Any = CategoryChartData
    filled = untyped(number_format=number_format(chart.decimals, chart.lang))
    along = periods(chart)
    filled.categories = [text.period(period, chart.lang) for period in along]
    for each in columns(chart):
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
            Series(name, None, "compare", chart.periods, values, ("",) * len(values))
            for name, values in zip(names[len(chart.series) :], usual, strict=True)
        ),
    ]


def number_format(decimals: int, lang: text.Lang) -> str:
    """PowerPoint's code for a number with so many decimals, as the language writes it."""
    places = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    country = text.say(lang, "[$-41D]", "[$-809]")
    return f'{country}{places};{country}"{text.MINUS}"{places}'
