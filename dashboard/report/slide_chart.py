"""A Chart as a chart of PowerPoint's own, with its figures in the sheet behind: to be edited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.chart.axis import CategoryAxis, ValueAxis
from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData
from pptx.chart.point import Point
from pptx.chart.series import LineSeries
from pptx.dml.line import LineFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from dashboard import data, text
from dashboard.figures import labels, scale
from dashboard.figures.chart import Chart, Series, between, marked, ordinal, stretches
from dashboard.figures.style import Style, style
from dashboard.report.slide_text import LINE, MUTED, Box, look, rgb

TYPE = 12.0  # points of the chart's words
_DASHES = {
    (): MSO_LINE.SOLID,
    (6, 4): MSO_LINE.DASH,
    (4, 3): MSO_LINE.SQUARE_DOT,
    (2, 4): MSO_LINE.ROUND_DOT,
    (9, 3): MSO_LINE.LONG_DASH,
}
_MARKERS = {"circle": XL_MARKER_STYLE.CIRCLE, "square": XL_MARKER_STYLE.SQUARE}
_BESIDE = ((), (4, 3))  # the dashes of the county and of riket beside a region's own line
_USUAL = [Style("#85919c", "#52606d", 1, dash, "circle") for dash in ((2, 4), (9, 3), (2, 4))]
_EQUALS = [  # Norrland's counties, none of them the reader's own: one grey would not do
    Style("#0b5d66", "#0b5d66", 2.5, (), "circle"),
    Style("#16202a", "#16202a", 2.25, (6, 4), "square"),
    Style("#3f8f94", "#17636b", 2.5, (9, 3), "circle"),
    Style("#8a6d4f", "#5d4a3a", 2.25, (2, 4), "square"),
]
_STEPS = {1: (1, 2, 4, 5, 10), 4: (1, 2, 4, 8, 12, 20), 12: (1, 3, 6, 12, 24, 36, 60)}


def add(slide: Slide, chart: Chart, box: Box, name: str) -> None:
    """Put a chart on the slide: a line a series, a gap where there is no value.

    `name` stands in PowerPoint's list of what is on the slide; the chart's text is its
    alternative text. What was usual comes as three thin lines after the series.
    """
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *box.emu, _sheet(chart))
    frame.name = name
    describe(frame, chart.text)
    native: Native = frame.chart
    look(native.font, TYPE, MUTED, chart.lang)
    _title(native, chart)
    _legend(native)
    _values(native.value_axis, chart)
    _times(native.category_axis, chart, box.width)
    for line, each, look_ in zip(
        native.plots[0].series, columns(chart), _looks(chart), strict=True
    ):
        _draw(line, each, look_, chart)


def describe(frame: Any, words: str) -> None:
    """Give a graphic frame its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


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
    usual = (band.low, band.mean, band.high) if band else ()
    return [
        *chart.series,
        *(
            Series(name, None, "compare", chart.periods, values, ("",) * len(values))
            for name, values in zip(names[len(chart.series) :], usual, strict=True)
        ),
    ]


def _sheet(chart: Chart) -> Any:
    untyped: Any = CategoryChartData
    sheet = untyped(number_format=number_format(chart.decimals, chart.lang))
    along = periods(chart)
    sheet.categories = [text.period(period, chart.lang) for period in along]
    for each in columns(chart):
        values = dict(zip(each.periods, each.values, strict=True))
        sheet.add_series(each.label, [values.get(period) for period in along])
    return sheet


def number_format(decimals: int, lang: text.Lang) -> str:
    """PowerPoint's code for a number with so many decimals, as the language writes it."""
    places = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    country = text.say(lang, "[$-41D]", "[$-809]")
    return f'{country}{places};{country}"{text.MINUS}"{places}'


def _title(native: Native, chart: Chart) -> None:
    """The unit, and where the source changed its table: at the left, over the values."""
    words = f"{chart.measured[:1].upper()}{chart.measured[1:]}"
    told = f"{words}. {chart.seam_words}." if chart.seam_words else words
    native.has_title = True
    title = native.chart_title
    title.include_in_layout = False
    run = title.text_frame.paragraphs[0].add_run()
    run.text = told
    look(run.font, TYPE, MUTED, chart.lang)
    layout = title._element.find("{*}layout")
    layout.append(
        parse_xml(
            f'<c:manualLayout {nsdecls("c")}><c:xMode val="edge"/><c:yMode val="edge"/>'
            '<c:x val="0.005"/><c:y val="0.005"/></c:manualLayout>'
        )
    )


def _legend(native: Native) -> None:
    native.has_legend = True
    native.legend.position = XL_LEGEND_POSITION.BOTTOM
    native.legend.include_in_layout = False
    native.legend.font.size = Pt(TYPE - 1)


def _values(axis: ValueAxis, chart: Chart) -> None:
    """Round values as on the portal's own charts, over pale lines."""
    values = [v for each in columns(chart) for v in each.values if v is not None]
    ticks, places = scale.value_ticks(min(values), max(values), chart.decimals)
    axis.minimum_scale, axis.maximum_scale = ticks[0], ticks[-1]
    axis.major_unit = round(ticks[1] - ticks[0], places)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = number_format(places, chart.lang)
    axis.tick_labels.number_format_is_linked = False
    axis.format.line.fill.background()
    _color(axis.major_gridlines.format.line, LINE, 0.75)


def _times(axis: CategoryAxis, chart: Chart, width: float) -> None:
    """Every so many periods, that each has room; under the values also where some are negative."""
    every = stride([text.period(p, chart.lang) for p in periods(chart)], chart, width * 72 - 60)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.size = Pt(TYPE)
    axis._element.find("{*}txPr").find("{*}bodyPr").set("rot", "0")  # level, never aslant
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE if every == 1 else XL_TICK_MARK.NONE
    _color(axis.format.line, "#75828e", 1)
    skips = "".join(
        f'<c:{kind} {nsdecls("c")} val="{every}"/>' for kind in ("tickLblSkip", "tickMarkSkip")
    )
    last = axis._element.find("{*}noMultiLvlLbl")
    for skip in parse_xml(f"<c:all {nsdecls('c')}>{skips}</c:all>"):
        last.addprevious(skip)


def stride(words: Sequence[str], chart: Chart, width: float) -> int:
    """How many periods from label to label: the fewest that have room, the last one labelled."""
    parts = {"M": 12, "K": 4}.get(chart.periods[-1][4:5], 1)
    room = width / (max(labels.measure(each, TYPE) for each in words) + 8)
    steps = [step for step in _STEPS[parts] if len(words) / step <= room]
    even = [step for step in steps if (len(words) - 1) % step == 0]
    return (even[:1] or steps[:1] or [len(words)])[0]


def _looks(chart: Chart) -> list[Style]:
    """Colour, width and dash of each column: no two alike, with colour and without."""
    own = any(each.role == "own" for each in chart.series)
    counties = {} if own else _counties(chart.lang)
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
    _color(line.format.line, looks.line, looks.width, looks.dash)
    runs = list(stretches(each.gapped, chart.step))
    if looks in _USUAL or not runs:
        return
    along = periods(chart)
    for period, _ in marked(runs):
        _mark(line.points[along.index(period)], looks)
    if each.role == "own":
        latest = line.points[along.index(runs[-1][-1][0])]
        _label(latest, looks, chart, above=_above(each, chart))


def _above(each: Series, chart: Chart) -> bool:
    """Whether the latest value stands over its point: out of the way of the line and other labels."""
    own = [s for s in chart.series if s.role == "own" and s.points]
    if len(own) > 1:
        return each is max(own, key=lambda s: s.points[-1][1])
    values = [value for _, value in each.points]
    return len(values) < 2 or values[-1] >= values[-2]


def _mark(point: Point, looks: Style) -> None:
    """A marker on a point without a line to a neighbour, and on the latest."""
    _color(point.format.line, looks.line, looks.width, looks.dash)
    point.marker.style, point.marker.size = _MARKERS[looks.marker], 7
    for fill in (point.marker.format.fill, point.marker.format.line.fill):
        fill.solid()
        fill.fore_color.rgb = rgb(looks.line)


def _label(point: Point, looks: Style, chart: Chart, *, above: bool) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
    look(label.font, TYPE, looks.ink, chart.lang, bold=True)


def _color(line: LineFormat, color: str, width: float, dash: tuple[int, ...] = ()) -> None:
    line.width, line.dash_style = Pt(width), _DASHES[dash]
    line.color.rgb = rgb(color)
