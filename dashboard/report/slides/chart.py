"""A Chart as a chart of PowerPoint's own, with its figures in the sheet behind: to be edited."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.axis import CategoryAxis, ValueAxis
from pptx.chart.chart import Chart as Native
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide

from dashboard import text
from dashboard.charts import labels, scale
from dashboard.charts.chart import Chart
from dashboard.charts.paper import EDGE
from dashboard.report.slides.ends import name_ends, widest
from dashboard.report.slides.lettering import LINE, MUTED, Box, look
from dashboard.report.slides.lines import TYPE, draw, lay_ground, stroke
from dashboard.report.slides.sheet import columns, number_format, periods, sheet
from dashboard.text import say
from etl.periods import per_year

_STEPS = {1: (1, 2, 4, 5, 10), 4: (1, 2, 4, 8, 12, 20), 12: (1, 3, 6, 12, 24, 36, 60)}
_TITLE = 0.8  # of the width, that PowerPoint gives a chart's title
_EDGE = 8.0  # points between what is written and the chart's edge
_ROW = TYPE * 1.3  # the height of a row of words


def add(slide: Slide, chart: Chart, box: Box, name: str) -> None:
    """Put a chart on the slide: a line a series, a gap where there is no value.

    `name` stands in PowerPoint's list of what is on the slide; the chart's text is its
    alternative text. What was usual lies behind the lines as an area.
    """
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *box.emu, sheet(chart))
    frame.name = name
    describe(frame, chart.text)
    native: Native = frame.chart
    look(native.font, TYPE, MUTED, chart.lang)
    native.has_legend = False
    _title(native, chart)
    plot = plotted(chart, box)
    _place(native, plot, box)
    _values(native.value_axis, chart, plot)
    _times(native.category_axis, chart, plot.right - plot.left)
    lines = native.plots[0]
    draw(lines.series, chart)
    name_ends(lines.series, chart, plot, box)
    lay_ground(native, chart)


def describe(frame: Any, words: str) -> None:
    """Give a graphic frame its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _title(native: Native, chart: Chart) -> None:
    """What the chart is in, at the left over the values."""
    native.has_title = True
    title = native.chart_title
    title.include_in_layout = False
    run = title.text_frame.paragraphs[0].add_run()
    run.text = heading(chart)
    look(run.font, TYPE, MUTED, chart.lang)
    _lay(title._element, x=0.005, y=0.005)


def heading(chart: Chart) -> str:
    """The unit; what the area is; and where the source changed table or method."""
    parts = [f"{chart.unit[:1].upper()}{chart.unit[1:]}"]
    if chart.band:
        usual = f"{chart.band.label[:1].lower()}{chart.band.label[1:]}"
        parts.append(
            say(
                chart.lang,
                f"Grått fält: lägst till högst {usual}; prickat: medel",
                f"Grey area: lowest to highest, {usual}; dotted: mean",
            )
        )
    parts += [over.words for over in chart.over_seams]
    return f"{'. '.join(parts)}." if len(parts) > 1 else parts[0]


def _lay(element: Any, *, inner: bool = False, **sides: float) -> None:
    """Where a part of the chart lies, each side as a share of the chart."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    placed = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in sides.items())
    layout = parse_xml(
        f"<c:layout {nsdecls('c')}><c:manualLayout>{target}"
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{placed}</c:manualLayout></c:layout>'
    )
    empty = element.find("{*}layout")
    if empty is None:  # a line chart's area has none, where it would be the first of its parts
        element.insert(0, layout)
    else:
        element.replace(empty, layout)


def plotted(chart: Chart, box: Box) -> scale.Plot:
    """Where the lines lie in the box, in points: what is written around them has room."""
    wide, high = box.width * 72, box.height * 72
    ticks, places = scale.value_ticks(*_reach(chart), chart.decimals)
    numbers = max(labels.measure(text.number(t, places, chart.lang), TYPE) for t in ticks)
    rows = len(labels.wrap([heading(chart)], wide * _TITLE, TYPE, False))
    return scale.Plot(
        left=numbers + 2 * _EDGE,
        right=wide - widest(chart) - _EDGE,
        top=rows * _ROW + 2 * _EDGE,
        bottom=high - _ROW - 2 * _EDGE,
        first=-0.5,
        last=len(periods(chart)) - 0.5,
        ticks=ticks,
        places=places,
    )


def _place(native: Native, plot: scale.Plot, box: Box) -> None:
    wide, high = box.width * 72, box.height * 72
    _lay(
        native._chartSpace.chart.plotArea,
        inner=True,
        x=plot.left / wide,
        y=plot.top / high,
        w=(plot.right - plot.left) / wide,
        h=(plot.bottom - plot.top) / high,
    )


def _values(axis: ValueAxis, chart: Chart, plot: scale.Plot) -> None:
    """Round values as on the portal's own charts, over pale lines."""
    ticks, places = plot.ticks, plot.places
    axis.minimum_scale, axis.maximum_scale = ticks[0], ticks[-1]
    axis.major_unit = round(ticks[1] - ticks[0], places)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = number_format(places, chart.lang)
    axis.tick_labels.number_format_is_linked = False
    axis.format.line.fill.background()
    stroke(axis.major_gridlines.format.line, LINE, 0.75)


def _reach(chart: Chart) -> tuple[float, float]:
    """The values that the axis must hold."""
    values = [v for each in columns(chart) for v in each.values if v is not None]
    return min(values), max(values)


def _times(axis: CategoryAxis, chart: Chart, width: float) -> None:
    """Every so many periods, that each has room; under the values also where some are negative."""
    words = [text.period(period, chart.lang) for period in periods(chart)]
    every = stride(words, chart.periods[-1], width)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE if every == 1 else XL_TICK_MARK.NONE
    stroke(axis.format.line, EDGE, 1)
    skips = "".join(
        f'<c:{kind} {nsdecls("c")} val="{every}"/>' for kind in ("tickLblSkip", "tickMarkSkip")
    )
    last = axis._element.find("{*}noMultiLvlLbl")
    for skip in parse_xml(f"<c:all {nsdecls('c')}>{skips}</c:all>"):
        last.addprevious(skip)


def stride(words: Sequence[str], period: str, width: float) -> int:
    """How many periods from label to label: the fewest that have room, the last one labelled.

    `words` name every period of the chart, `period` is one of them, `width` in points.
    """
    each = width / len(words)
    parts = per_year(period)
    steps = [
        step
        for step in _STEPS[parts]
        if max(labels.measure(shown, TYPE) for shown in words[::step]) + 8 <= each * step
    ]
    even = [step for step in steps if (len(words) - 1) % step == 0]
    return (even[:1] or steps[:1] or [len(words)])[0]
