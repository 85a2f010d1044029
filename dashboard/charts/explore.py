"""The same Chart for Plotly, to zoom and hover in: a plain dict, and a config that uploads nothing.

Every number and period is written in Python (`text.py`); Plotly formats only the value axis.
"""

from typing import Any

from dashboard import text
from dashboard.charts.chart import Chart, Over
from dashboard.charts.paper import EDGE, GRID, INK, PAPER, QUIET
from dashboard.charts.series import Series, marked, stretches
from dashboard.charts.style import Style, looks
from etl.periods import between

# For dcc.Graph. plotly.js 4 offers "Share chart…", which uploads the figures to a cloud: its
# button is `sendChartToCloud`, shown by `showSendToCloud`, sent to `plotlyServerURL`.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": True,
    "responsive": True,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": [
        "sendChartToCloud",
        "toImage",
        "select2d",
        "lasso2d",
        "autoScale2d",
    ],
}

_SWEDISH = {
    "Zoom": "Zooma in ett område",
    "Pan": "Flytta",
    "Zoom in": "Zooma in",
    "Zoom out": "Zooma ut",
    "Reset axes": "Visa allt",
    "Double-click to zoom back out": "Dubbelklicka för att visa allt",
}


def config(lang: text.Lang) -> dict[str, Any]:
    """CONFIG with the toolbar's words in the reader's language; Plotly's own are English."""
    if lang == "en":
        return CONFIG
    return {**CONFIG, "locale": "sv", "locales": {"sv": {"dictionary": _SWEDISH, "format": {}}}}


def explore(chart: Chart) -> dict[str, Any]:
    """The chart as a Plotly figure (`data`, `layout`), the same lines, dashes, marks and gaps."""
    return {
        "data": [
            _trace(series, look, chart)
            for series, look in zip(chart.series, looks(chart.series), strict=True)
            if series.points
        ],
        "layout": _layout(chart),
    }


def _trace(series: Series, look: Style, chart: Chart) -> dict[str, Any]:
    """One line; `customdata` holds the period codes. A null between two runs keeps them apart."""
    runs = list(stretches(series.gapped, chart.step))
    marks = marked(runs)
    points = [point for run in runs for point in (*run, (run[-1][0], None))][:-1]
    size = round(2 * (1.75 + look.width * 0.8), 1)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _plain(series.label),
        "x": [text.period(period, chart.lang) for period, _ in points],
        "y": [value for _, value in points],
        "customdata": [period for period, _ in points],
        "hovertext": [_hover(series, value, chart) for _, value in points],
        "hovertemplate": "%{hovertext}<extra></extra>",  # under the period, which heads the box
        "connectgaps": False,
        "line": {
            "color": look.line,
            "width": look.width,
            "dash": ",".join(f"{length}px" for length in look.dash) or "solid",
        },
        "marker": {
            "color": look.line,
            "symbol": look.marker,
            "size": [size if point in marks else 0 for point in points],
            "line": {"width": 0},
            "opacity": 1,
        },
        "cliponaxis": False,
    }


def _hover(series: Series, value: float | None, chart: Chart) -> str:
    return "" if value is None else f"{_plain(series.label)}: {chart.number(value)}"


def _layout(chart: Chart) -> dict[str, Any]:
    """White and calm; periods as words, evenly spaced, none left out, so that time is to scale."""
    periods = between(chart.periods[0], chart.periods[-1]) if chart.periods else []
    grid = {"gridcolor": GRID, "zeroline": False, "automargin": True, "fixedrange": False}
    return {
        "separators": text.say(chart.lang, f",{text.SPACE}", ".,"),
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": "system-ui, 'Segoe UI', sans-serif", "size": 13, "color": INK},
        "height": 460,
        "margin": {"l": 56, "r": 24, "t": 36, "b": 48, "pad": 4},
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": GRID, "align": "left"},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": -0.14, "yanchor": "top"},
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [text.period(period, chart.lang) for period in periods],
            "range": [-0.5, len(periods) - 0.5],
            "nticks": 10
            if set(map(len, periods)) == {4}
            else 5,  # months and quarters are long words
            "showgrid": False,
            "automargin": True,
        },
        "yaxis": {**grid, "exponentformat": "none", "separatethousands": True, "nticks": 7},
        **_over_it(chart, periods),
    }


def _over_it(chart: Chart, periods: list[str]) -> dict[str, Any]:
    """The unit, and a thin line at each seam; on an axis of words places are counted from 0."""
    marks = [_seam(over, periods) for over in chart.over_seams]
    over_it: dict[str, Any] = {"annotations": [_unit(chart), *(words for words, _ in marks)]}
    return over_it | ({"shapes": [shape for _, shape in marks]} if marks else {})


def _seam(over: Over, periods: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Its words, and its line."""
    x = (periods.index(over.before) + periods.index(over.after)) / 2
    late = x > len(periods) / 2
    words = {
        "text": over.words,
        "x": x,
        "y": 1,
        "yref": "paper",
        "xanchor": "right" if late else "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"color": QUIET, "size": 12},
    }
    line = {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    return words, {**line, "line": {"color": EDGE, "width": 1}}


def _unit(chart: Chart) -> dict[str, Any]:
    """The unit stands above the value axis, as in the drawing to read."""
    return {
        "text": _plain(chart.unit[:1].upper() + chart.unit[1:]),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 8,
        "showarrow": False,
        "font": {"color": QUIET},
    }


def _plain(words: str) -> str:
    """Plotly reads `<b>` and entities in its texts; here they are only characters."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
