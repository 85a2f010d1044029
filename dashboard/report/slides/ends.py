"""What stands at the end of each line of a chart on a slide: its name and its latest value."""

from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from dashboard import text
from dashboard.charts import labels, scale
from dashboard.charts.chart import Chart
from dashboard.charts.series import Series
from dashboard.report.slides.lettering import Box, look
from dashboard.report.slides.lines import TYPE, styles
from dashboard.report.slides.sheet import periods

_BESIDE = 12.0  # points from a line's end to its name, and after it
_HIGH = TYPE * 1.4  # of a row of words, apart from the next
_BETWEEN = " · "


def widest(chart: Chart) -> float:
    """Points that the longest name at the end of a line takes."""
    measured = (
        labels.measure(words(each, chart), TYPE, each.role == "own")
        for each in chart.series
        if each.points
    )
    return max(measured) + _BESIDE


def words(each: Series, chart: Chart) -> str:
    """`Umeå · 7,3`; of a line that ends before the others with its period."""
    period, value = each.points[-1]
    when = [text.period(period, chart.lang)] if _earlier(each, chart) else []
    return _BETWEEN.join([each.label, *when, chart.number(value)])


def _earlier(each: Series, chart: Chart) -> bool:
    return each.points[-1][0] != chart.periods[-1]


def name_ends(native: Any, chart: Chart, plot: scale.Plot, box: Box) -> None:
    """Label every line's last point, moved to the right of all lines and clear of the others."""
    along = periods(chart)
    ending = [
        (line, each, looks)
        for line, each, looks in zip(native, chart.series, styles(chart), strict=False)
        if each.points
    ]
    for (line, each, looks), down in zip(ending, shifts(chart, plot), strict=True):
        at = along.index(each.points[-1][0])
        right = plot.x(len(along) - 1) - plot.x(at)
        label = line.points[at].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        look(label.font, TYPE, looks.ink, chart.lang, bold=each.role == "own")
        _tell(label._dLbl, when=_earlier(each, chart))
        _move(label._dLbl, right / (box.width * 72), down / (box.height * 72))


def shifts(chart: Chart, plot: scale.Plot) -> list[float]:
    """How far down each name stands from its line's end, that none lies on another."""
    wanted = [plot.y(each.points[-1][1]) for each in chart.series if each.points]
    placed = labels.spread(wanted, [_HIGH] * len(wanted), plot.top, plot.bottom)
    return [there - here for there, here in zip(placed, wanted, strict=True)]


def _tell(label: Any, *, when: bool) -> None:
    """The series' name, its period where that is another, and the value, on one row."""
    label.find("{*}showSerName").set("val", "1")
    label.find("{*}showCatName").set("val", str(int(when)))
    label.find("{*}txPr").find("{*}bodyPr").set("wrap", "none")
    separator = parse_xml(f"<c:separator {nsdecls('c')}>{_BETWEEN}</c:separator>")
    label.find("{*}showBubbleSize").addnext(separator)


def _move(label: Any, right: float, down: float) -> None:
    """By shares of the chart from where PowerPoint would put it."""
    moved = f'<c:manualLayout><c:x val="{right:.4f}"/><c:y val="{down:.4f}"/></c:manualLayout>'
    label.find("{*}idx").addnext(parse_xml(f"<c:layout {nsdecls('c')}>{moved}</c:layout>"))
