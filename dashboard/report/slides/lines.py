"""How the lines of a chart on a slide look: told apart by colour, dash and marker together."""

from dataclasses import replace
from typing import Any

from pptx.chart.point import Point
from pptx.chart.series import LineSeries
from pptx.dml.line import LineFormat
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard import data, text
from dashboard.charts.chart import Chart
from dashboard.charts.series import Series, marked, stretches
from dashboard.charts.style import Style, style
from dashboard.report.slides.lettering import look, rgb
from dashboard.report.slides.sheet import columns, periods
from dashboard.tokens import token

TYPE = 12.0  # points of a chart's words
_DASHES = {
    (): MSO_LINE.SOLID,
    (6, 4): MSO_LINE.DASH,
    (4, 3): MSO_LINE.SQUARE_DOT,
    (2, 4): MSO_LINE.ROUND_DOT,
    (9, 3): MSO_LINE.LONG_DASH,
}
_MARKERS = {"circle": XL_MARKER_STYLE.CIRCLE, "square": XL_MARKER_STYLE.SQUARE}
_BESIDE = ((), (4, 3))  # the dashes of the county and of riket beside a region's own line
_USUAL = [
    Style(token("total-beside"), token("quiet"), 1, dash, "circle")
    for dash in ((2, 4), (9, 3), (2, 4))
]
_EQUALS = [  # the four counties, none of them the reader's own: one grey would not do
    Style(token("county-1"), token("county-1"), 2.5, (), "circle"),
    Style(token("county-2"), token("county-2"), 2.25, (6, 4), "square"),
    Style(token("county-3"), token("county-3-ink"), 2.5, (9, 3), "circle"),
    Style(token("county-4"), token("county-4-ink"), 2.25, (2, 4), "square"),
]


def draw(native: Any, chart: Chart) -> None:
    """Give each line of a chart made of the sheet its look, its markers and its latest value."""
    for line, each, looks in zip(native, columns(chart), _looks(chart), strict=True):
        _draw(line, each, looks, chart)


def _looks(chart: Chart) -> list[Style]:
    """Colour, width and dash of each column: no two alike, with colour and without."""
    compared = [each.label for each in chart.series if each.role == "compare"]
    named = _counties(chart.lang)
    counties = named if len(named.keys() & compared) > 1 else {}
    dashes = iter(_BESIDE)
    looks = [
        counties.get(each.label) or _beside(style(each), next(dashes))
        if each.role == "compare"
        else style(each)
        for each in chart.series
    ]
    return looks + (_USUAL if chart.band else [])


def _counties(lang: text.Lang) -> dict[str, Style]:
    names = [data.region_name(code, lang) for code in data.NORRLAND]
    return dict(zip(names, _EQUALS, strict=True))


def _beside(plain: Style, dash: tuple[int, ...]) -> Style:
    return replace(plain, width=1.75, dash=dash)


def _draw(line: LineSeries, each: Series, looks: Style, chart: Chart) -> None:
    line.smooth = False
    stroke(line.format.line, looks.line, looks.width, looks.dash)
    runs = list(stretches(each.gapped, chart.step))
    if looks in _USUAL or not runs:
        return
    along = periods(chart)
    for period, _ in sorted(marked(runs)):
        _mark(line.points[along.index(period)], looks)
    if each.role == "own":
        latest = line.points[along.index(runs[-1][-1][0])]
        _label(latest, looks, chart, over=above(each, chart))


def above(each: Series, chart: Chart) -> bool:
    """Whether the latest value stands over its point: not on the line, nor on another's value."""
    own = [s for s in chart.series if s.role == "own" and s.points]
    if len(own) > 1:
        return each is max(own, key=lambda s: s.points[-1][1])
    values = [value for _, value in each.points]
    return len(values) < 2 or values[-1] >= values[-2]


def _mark(point: Point, looks: Style) -> None:
    """A marker on a point without a line to a neighbour, and on the latest."""
    stroke(point.format.line, looks.line, looks.width, looks.dash)
    point.marker.style, point.marker.size = _MARKERS[looks.marker], 7
    for fill in (point.marker.format.fill, point.marker.format.line.fill):
        fill.solid()
        fill.fore_color.rgb = rgb(looks.line)


def _label(point: Point, looks: Style, chart: Chart, *, over: bool) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.ABOVE if over else XL_LABEL_POSITION.BELOW
    look(label.font, TYPE, looks.ink, chart.lang, bold=True)


def stroke(line: LineFormat, color: str, width: float, dash: tuple[int, ...] = ()) -> None:
    """Colour as a token has it, width in points, lengths on and off."""
    line.width, line.dash_style = Pt(width), _DASHES[dash]
    line.color.rgb = rgb(color)
