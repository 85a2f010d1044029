"""A Chart as a chart of PowerPoint's own, with its figures in the sheet behind: to be edited."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.axis import CategoryAxis, ValueAxis
from pptx.chart.chart import Chart as Native
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from dashboard import text
from dashboard.charts import labels, scale
from dashboard.charts.chart import Chart
from dashboard.charts.paper import EDGE
from dashboard.report.slides.lettering import LINE, MUTED, Box, look
from dashboard.report.slides.lines import TYPE, above, draw, stroke
from dashboard.report.slides.sheet import columns, number_format, periods, sheet
from etl.periods import per_year

_AROUND = 95.0  # points of a chart's height that unit, periods and legend take
_STEPS = {1: (1, 2, 4, 5, 10), 4: (1, 2, 4, 8, 12, 20), 12: (1, 3, 6, 12, 24, 36, 60)}


def add(slide: Slide, chart: Chart, box: Box, name: str) -> None:
    """Put a chart on the slide: a line a series, a gap where there is no value.

    `name` stands in PowerPoint's list of what is on the slide; the chart's text is its
    alternative text. What was usual comes as three thin lines after the series.
    """
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *box.emu, sheet(chart))
    frame.name = name
    describe(frame, chart.text)
    native: Native = frame.chart
    look(native.font, TYPE, MUTED, chart.lang)
    _title(native, chart)
    _legend(native)
    _values(native.value_axis, chart, box.height)
    _times(native.category_axis, chart, box.width)
    draw(native.plots[0].series, chart)


def describe(frame: Any, words: str) -> None:
    """Give a graphic frame its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _title(native: Native, chart: Chart) -> None:
    """The unit, and where the source changed table or method: at the left, over the values."""
    words, seams = f"{chart.unit[:1].upper()}{chart.unit[1:]}", chart.over_seams
    told = " ".join([f"{words}.", *(f"{over.words}." for over in seams)]) if seams else words
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


def _values(axis: ValueAxis, chart: Chart, height: float) -> None:
    """Round values as on the portal's own charts, over pale lines."""
    ticks, places = scale.value_ticks(*_reach(chart, height * 72 - _AROUND), chart.decimals)
    axis.minimum_scale, axis.maximum_scale = ticks[0], ticks[-1]
    axis.major_unit = round(ticks[1] - ticks[0], places)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = number_format(places, chart.lang)
    axis.tick_labels.number_format_is_linked = False
    axis.format.line.fill.background()
    stroke(axis.major_gridlines.format.line, LINE, 0.75)


def _reach(chart: Chart, height: float) -> tuple[float, float]:
    """The values that the axis must hold, room for those written at points included."""
    values = [v for each in columns(chart) for v in each.values if v is not None]
    low, high = min(values), max(values)
    room = (high - low) * 1.5 * TYPE / height
    for each in chart.series:
        if each.role == "own" and each.points:
            latest, over = each.points[-1][1], above(each, chart)
            low, high = min(low, latest - room * (not over)), max(high, latest + room * over)
    return (max(low, 0.0) if min(values) >= 0 else low), high


def _times(axis: CategoryAxis, chart: Chart, width: float) -> None:
    """Every so many periods, that each has room; under the values also where some are negative."""
    words = [text.period(period, chart.lang) for period in periods(chart)]
    every = stride(words, chart.periods[-1], width * 72 - 60)
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
