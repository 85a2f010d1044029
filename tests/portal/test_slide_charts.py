"""Charts and words on a slide, on made-up series: gaps, holes in time, markers, sizes of type."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from dashboard import text
from dashboard.charts.chart import Bands, Chart
from dashboard.charts.series import Series
from dashboard.claims.usual import Band
from dashboard.report.slides import chart as slide_chart
from dashboard.report.slides import ends, sheet
from dashboard.report.slides.lettering import Box, Line, fits, size
from etl.periods import between


def alternative(frame: Any) -> str:
    return str(frame._element.nvGraphicFramePr.cNvPr.get("descr"))


def drawn(chart: Chart) -> Any:
    """The chart on a slide of its own, saved and opened again."""
    one = Presentation()
    slide_chart.add(one.slides.add_slide(one.slide_layouts[6]), chart, Box(1, 1, 7, 4), "figure")
    file = io.BytesIO()
    one.save(file)
    return Presentation(file).slides[0].shapes[0]


def chart_of(periods: tuple[str, ...], *values: float | None) -> Chart:
    series = Series("Umeå", None, "own", periods, values, ("",) * len(values))
    return Chart("Invånare, Umeå", "", "personer", 0, "sv", (series,))


def test_a_null_and_a_hole_in_time_are_gaps_and_never_nought() -> None:
    frame = drawn(chart_of(("2018", "2019", "2020", "2021", "2024"), 5, None, 7, 0, 9))
    (series,) = frame.chart.plots[0].series
    assert list(frame.chart.plots[0].categories) == [str(year) for year in range(2018, 2025)]
    assert list(series.values) == [5, None, 7, 0, None, None, 9]
    markers = [each.find("{*}idx").get("val") for each in series._element.iter("{*}dPt")]
    assert markers == ["0", "6"]  # without a line to a neighbour; the latest is one of them


def test_figures_of_every_other_year_are_joined() -> None:
    frame = drawn(chart_of(("2014", "2016", "2018", "2022"), 1, 2, 3, 4))
    assert list(frame.chart.plots[0].categories) == ["2014", "2016", "2018", "2020", "2022"]


def test_one_period_alone_is_a_point_with_its_value() -> None:
    frame = drawn(chart_of(("2020",), 12))
    (series,) = frame.chart.plots[0].series
    assert list(series.values) == [12]
    assert [each.find("{*}idx").get("val") for each in series._element.iter("{*}dLbl")] == ["0"]
    assert "senast 12 (2020)" in alternative(frame)


def test_a_change_of_table_is_told_over_the_values() -> None:
    chart = replace(
        chart_of(("2019", "2020", "2021"), 1, 2, 3), seams={"2019": ("tabell", "table")}
    )
    told = drawn(chart).chart.chart_title.text_frame.text
    assert told == "Personer. Ny tabell från 2020."


@pytest.mark.parametrize(
    ("low", "high", "columns"),
    [
        (1, 3, [(1, 2)]),
        (-2, 5, [(0, 5), (0, -2)]),
        (-5, -2, [(-2, 0), (-2, -3)]),
        (2, 2, [(2, 0)]),
    ],
)
def test_what_was_usual_is_an_area_of_columns_that_touch(
    low: float, high: float, columns: list[tuple[float, float]]
) -> None:
    """Where nothing is known to be usual there is none; on both sides of nought it has parts."""
    band = Bands("De 3 åren före", (None, Band(3, (low + high) / 2, low, high), None))
    chart = replace(chart_of(("2019", "2020", "2021"), 1, 2, 3), band=band)
    ground, lines = drawn(chart).chart.plots
    unseen, *seen = [list(each.values) for each in ground.series]
    assert [(unseen[1], each[1]) for each in seen] == columns
    assert {each[n] for each in (unseen, *seen) for n in (0, 2)} == {None}
    assert ground._element.find("{*}gapWidth").get("val") == "0"
    assert ground._element.find("{*}overlap").get("val") == "100"
    assert [each.name for each in lines.series] == ["Umeå", "De 3 åren före, medel"]


def test_a_chart_says_what_its_area_is() -> None:
    band = Bands("De 3 åren före", (None, None, Band(3, 2, 1, 3)))
    chart = replace(chart_of(("2019", "2020", "2021"), 1, 2, 3), band=band)
    told = drawn(chart).chart.chart_title.text_frame.text
    assert told == "Personer. Grått fält: lägst till högst de 3 åren före; prickat: medel."


def test_a_line_that_ends_before_the_others_is_named_beside_them_with_its_period() -> None:
    longer = chart_of(("2019", "2020", "2021"), 1, 2, 3)
    shorter = replace(longer.series[0], label="Riket", role="compare", values=(3, 3, None))
    names = [ends.words(each, replace(longer, series=(*longer.series, shorter)))
             for each in (*longer.series, shorter)]  # fmt: skip
    assert names == ["Umeå · 3", "Riket · 2020 · 3"]
    frame = drawn(replace(longer, series=(*longer.series, shorter)))
    moved = [float(each.find("{*}layout").find("{*}manualLayout").find("{*}x").get("val"))
             for each in frame.chart._chartSpace.iter("{*}dLbl")]  # fmt: skip
    assert moved[0] == 0
    assert moved[1] > 0.1


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("2002", "2022", 2), ("2014M03", "2024M03", 24), ("2020M01", "2024M01", 12)],
)
def test_periods_under_the_axis_have_room_and_the_last_is_one_of_them(
    first: str, last: str, expected: int
) -> None:
    names = [text.period(period) for period in between(first, last)]
    assert slide_chart.stride(names, last, 440) == expected
    assert names[::expected][-1] == names[-1]


def test_a_number_is_written_with_a_true_minus_and_its_decimals() -> None:
    assert sheet.number_format(0, "sv") == '[$-41D]#,##0;[$-41D]"−"#,##0'
    assert sheet.number_format(2, "en") == '[$-809]#,##0.00;[$-809]"−"#,##0.00'


def test_words_that_are_long_are_smaller_and_never_given_up() -> None:
    box = Box(0, 0, 4, 1)
    sizes = [size(["ord " * n], box, (30, 20, 10))[0].size for n in (4, 12, 400)]
    assert sizes == [30, 20, 10]
    assert not fits([Line("o" * 60, 10)], box)
