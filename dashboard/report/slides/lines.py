"""How the lines of a chart on a slide look: told apart by colour, dash and marker together."""

import copy
from dataclasses import replace
from typing import Any

from pptx.chart.chart import Chart as Native
from pptx.chart.point import Point
from pptx.chart.series import LineSeries
from pptx.dml.line import LineFormat
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from dashboard import data, text
from dashboard.charts.chart import Chart
from dashboard.charts.series import Series, marked, stretches
from dashboard.charts.style import Style, style
from dashboard.report.slides.lettering import rgb
from dashboard.report.slides.sheet import periods
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
_USUAL = Style(token("total-beside"), token("quiet"), 1, (2, 4), "circle")  # its mean
_EQUALS = [  # the four counties, none of them the reader's own: one grey would not do
    Style(token("county-1"), token("county-1"), 2.5, (), "circle"),
    Style(token("county-2"), token("county-2"), 2.25, (6, 4), "square"),
    Style(token("county-3"), token("county-3-ink"), 2.5, (9, 3), "circle"),
    Style(token("county-4"), token("county-4-ink"), 2.25, (2, 4), "square"),
]


def draw(native: Any, chart: Chart) -> None:
    """Give each line of a chart made of the sheet its look and its markers."""
    for line, each, looks in zip(native, chart.series, styles(chart), strict=False):
        _draw(line, each, looks, chart)
    if chart.band:
        mean = native[len(chart.series) + 1]
        mean.smooth = False
        stroke(mean.format.line, _USUAL.line, _USUAL.width, _USUAL.dash)


def styles(chart: Chart) -> list[Style]:
    """Colour, width and dash of each series: no two alike, with colour and without."""
    compared = [each.label for each in chart.series if each.role == "compare"]
    named = _counties(chart.lang)
    counties = named if len(named.keys() & compared) > 1 else {}
    dashes = iter(_BESIDE)
    return [
        counties.get(each.label) or _beside(style(each), next(dashes))
        if each.role == "compare"
        else style(each)
        for each in chart.series
    ]


def _counties(lang: text.Lang) -> dict[str, Style]:
    names = [data.region_name(code, lang) for code in data.NORRLAND]
    return dict(zip(names, _EQUALS, strict=True))


def _beside(plain: Style, dash: tuple[int, ...]) -> Style:
    return replace(plain, width=1.75, dash=dash)


def _draw(line: LineSeries, each: Series, looks: Style, chart: Chart) -> None:
    line.smooth = False
    stroke(line.format.line, looks.line, looks.width, looks.dash)
    along = periods(chart)
    for period, _ in sorted(marked(list(stretches(each.gapped, chart.step)))):
        _mark(line.points[along.index(period)], looks)


def lay_ground(native: Native, chart: Chart) -> None:
    """Draw the band as columns that touch, behind the lines, of what the sheet has for them.

    Its least and greatest stay in the sheet and are no lines besides.
    """
    if not chart.band:
        return
    lines = native._chartSpace.chart.plotArea.find("{*}lineChart")
    least, _, greatest, *ground = lines.findall("{*}ser")[len(chart.series) :]
    for each in (least, greatest):
        lines.remove(each)
    columns = parse_xml(_COLUMNS)
    for n, each in enumerate(ground):
        columns.find("{*}gapWidth").addprevious(_as_column(each, seen=n > 0))
    columns.extend(copy.deepcopy(axis) for axis in lines.findall("{*}axId"))
    lines.addprevious(columns)


def _as_column(line: Any, *, seen: bool) -> Any:
    """A line's element as that of columns; the first stands unseen under the others."""
    for kind in ("marker", "smooth", "spPr"):
        for each in line.findall(f"{{*}}{kind}"):
            line.remove(each)
    fill = f'<a:solidFill><a:srgbClr val="{rgb(token("band"))}"/></a:solidFill>'
    look = f'{fill}<a:ln w="{Pt(0.5)}">{fill}</a:ln>' if seen else "<a:noFill/>"
    look = f"<c:spPr>{look}</c:spPr>" + '<c:invertIfNegative val="0"/>'
    for each in parse_xml(f"<c:all {nsdecls('c', 'a')}>{look}</c:all>"):
        line.find("{*}cat").addprevious(each)
    return line


_COLUMNS = (
    f'<c:barChart {nsdecls("c")}><c:barDir val="col"/><c:grouping val="stacked"/>'
    '<c:varyColors val="0"/><c:gapWidth val="0"/><c:overlap val="100"/></c:barChart>'
)


def _mark(point: Point, looks: Style) -> None:
    """A marker on a point without a line to a neighbour, and on the latest."""
    stroke(point.format.line, looks.line, looks.width, looks.dash)
    point.marker.style, point.marker.size = _MARKERS[looks.marker], 7
    for fill in (point.marker.format.fill, point.marker.format.line.fill):
        fill.solid()
        fill.fore_color.rgb = rgb(looks.line)


def stroke(line: LineFormat, color: str, width: float, dash: tuple[int, ...] = ()) -> None:
    """Colour as a token has it, width in points, lengths on and off."""
    line.width, line.dash_style = Pt(width), _DASHES[dash]
    line.color.rgb = rgb(color)
