"""A chart says what the figures say: in the picture, the table, the words and the Plotly dict."""

import re
from itertools import pairwise
from math import nan
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import text
from dashboard.charts import explore, labels, scale
from dashboard.charts.chart import Chart
from dashboard.charts.multiples import Multiples
from dashboard.charts.paper import BOTTOM, LABEL, LINE, TICK
from dashboard.charts.series import Series
from dashboard.charts.spark import spark
from dashboard.charts.style import looks
from dashboard.charts.svg import draw
from dashboard.charts.trend import trend
from dashboard.choices import COMPARED
from dashboard.parts import figures
from etl.model import PublishedIndicator, Row
from etl.periods import between
from tests.sample import UNITS

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+")
UNSWEDISH = re.compile(r"\d\.\d|\d,\d{3}|-\d")
YEARS = tuple(str(year) for year in range(2010, 2023))
TABLE, METHOD = ("tabell", "table"), ("metod", "method")
SIZES = [(640, 300), (380, 260), (320, 280), (270, 230)]


def indicator(**changes: Any) -> PublishedIndicator:
    fields: dict[str, Any] = {
        "id": "utbildning", "title": "Utbildade", "title_en": "Educated", "description": "Andel.",
        "description_en": "Share.", "unit": "%", "unit_en": "%", "decimals": 1,
        "measure": UNITS["%"],
        "kind": "rate", "topic": "t", "topic_title": "T", "topic_title_en": "T",
        "source": "kolada", "table": "N1", "by_sex": True, "levels": ["municipality"],
        "frequency": "year", "sexes": ["T", "K", "M"], "ages": ["total"],
        "first_period": "2010", "last_period": "2022", "taken": "2024-08-30",
    }  # fmt: skip
    return PublishedIndicator.model_validate(fields | changes)


def observed(rows: list[tuple[str, str, str, float | None, str]]) -> list[Row]:
    """Observations of `region, sex, period, value, status`."""
    return [Row(r, s, "total", p, nan if v is None else v, status) for r, s, p, v, status in rows]


def chart(*values: list[float | None], lang: text.Lang = "sv", **changes: Any) -> Chart:
    """Up to six series over YEARS (or `periods`): own and compared regions by sex."""
    periods = changes.pop("periods", YEARS)
    names = changes.pop("names", ["Umeå", "Västerbottens län", "Riket"])
    series = tuple(
        Series(
            label=f"{names[i // 2]}, {text.sex('KM'[i % 2], lang)}",
            sex="M" if i % 2 else "K",
            role="compare" if i > 1 else "own",
            periods=periods[: len(v)],
            values=tuple(v),
            statuses=tuple("" for _ in v),
        )
        for i, v in enumerate(values)
    )
    fields = {
        "title": "Utbildade",
        "subtitle": "Umeå",
        "unit": text.say(lang, "procent", "per cent"),
    }
    return Chart(lang=lang, series=series, **({"decimals": 1} | fields | changes))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def runs(path: str) -> list[list[tuple[float, float]]]:
    """Follow path data `Mx yldx dy dx dy…` in tenths: one list of points for each run."""
    lines = []
    for part in path.split("M")[1:]:
        numbers = [int(n) / 10 for n in NUMBER.findall(part)]
        points = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        lines.append(points)
    return lines


def drawn(svg: str, number: int) -> list[list[tuple[float, float]]]:
    group = parsed(svg).find(f".//{SVG}g[@data-series='{number}']")
    assert group is not None
    path = group.find(f"{SVG}path")
    assert path is not None
    return runs(path.attrib["d"])


def reading(svg: str) -> tuple[float, float, float]:
    """Value at y=0, value per unit downwards and units per tenth of a value, from the ticks."""
    ticks = next(g for g in parsed(svg).iter(f"{SVG}g") if g.get("text-anchor") == "end")
    known = [(float(t.attrib["y"]) - 4, value_of(t.text or "")) for t in ticks]
    (y0, v0), (y1, v1) = known[0], known[-1]
    slope = (v1 - v0) / (y1 - y0)
    return v0 - slope * y0, slope, abs(0.1 / slope)


def value_of(swedish: str) -> float:
    return float(swedish.replace(text.SPACE, "").replace(",", ".").replace(text.MINUS, "-"))


def boxes(svg: str, kind: str = "label") -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of every line of text of a class, measured on the safe side."""
    found = []
    for element in parsed(svg).iter(f"{SVG}text"):
        if kind not in element.get("class", "").split():
            continue
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        bold = "font-weight" in element.attrib
        for words in [element.text or "", *(span.text or "" for span in element)]:
            found.append((x, y - 10, x + labels.measure(words, LABEL, bold), y + 3))
            y += LINE
    return found


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


VALUES: list[list[float | None]] = [
    [48.5 + i * 1.1 for i in range(13)],
    [41.6 + i * 0.7 for i in range(13)],
    [None, None, 44.7, 45.0, None, 46.2, 47.0, 48.0, None, 50.1, 51.3, None, 55.3],
    [34.0 + i * 0.4 for i in range(13)],
    [None] * 5 + [40.8 + i for i in range(8)],
    [33.0 + i * 0.5 for i in range(10)] + [None] * 3,
]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_drawn_points_are_the_values_within_a_pixel(width: int, height: int) -> None:
    full = chart(*VALUES)
    svg = draw(full, width, height)
    base, slope, _ = reading(svg)
    for number, series in enumerate(full.series):
        points = [point for run in drawn(svg, number) for point in run]
        assert len(points) == len(series.points)
        for (_, y), (_, value) in zip(points, series.points, strict=True):
            assert abs(base + slope * y - value) <= abs(slope)


def test_the_drawn_points_stand_at_their_period_by_the_scale_the_page_may_use() -> None:
    svg = draw(chart(*VALUES))
    root = parsed(svg).attrib
    x0, x1 = float(root["data-x0"]), float(root["data-x1"])
    assert (root["data-first"], root["data-last"]) == ("2010", "2022")
    for x, year in zip(
        [x for run in drawn(svg, 0) for x, _ in run], range(2010, 2023), strict=True
    ):
        assert abs(x - (x0 + (year - 2010) / 12 * (x1 - x0))) < 0.2


def test_a_null_is_a_gap_and_a_lone_point_is_still_seen() -> None:
    svg = draw(chart(*VALUES))
    assert [len(run) for run in drawn(svg, 2)] == [2, 3, 2, 1]
    group = parsed(svg).find(f".//{SVG}g[@data-series='2']")
    assert group is not None
    assert len(group.findall(f"{SVG}circle")) == 1
    lone = draw(chart([1.0, None, 2.0, None, 3.0], periods=YEARS[:5]))
    assert lone.count("<circle") == 3


def test_a_hole_in_time_is_a_gap_and_a_rhythm_of_four_years_is_not() -> None:
    holed = chart([1.0, 2.0, 3.0, 4.0], periods=("2010", "2011", "2014", "2015"))
    assert [len(run) for run in drawn(draw(holed), 0)] == [2, 2]
    elections = chart([80.0, 82.0, 84.0], periods=("2014", "2018", "2022"))
    assert [len(run) for run in drawn(draw(elections), 0)] == [3]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_seam_is_a_line_between_its_periods_with_words_that_stay_in_the_picture(
    width: int, height: int
) -> None:
    for seam, resumed in (("2010", "2011"), ("2015", "2016"), ("2021", "2022")):
        svg = draw(chart(*VALUES, seams={seam: TABLE}), width, height)
        found = parsed(svg).find(f".//{SVG}g[@class='seam']")
        assert found is not None
        line, words = found
        root = parsed(svg).attrib
        x0, x1 = float(root["data-x0"]), float(root["data-x1"])
        x = float(line.attrib["d"].removeprefix("M").split()[0])
        assert abs(x - (x0 + (int(seam) + 0.5 - 2010) / 12 * (x1 - x0))) < 0.2
        assert words.text == f"Ny tabell från {resumed}"
        left = float(words.attrib["x"])
        own = (left, 19.0, left + labels.measure(words.text, TICK), 31.0)
        assert own[0] >= 0
        assert own[2] <= width
        assert not any(overlap(own, label) for label in boxes(svg))


def test_a_seam_is_told_in_words_and_drawn_in_plotly_where_the_chart_goes_over_it() -> None:
    seamed = chart(*VALUES, seams={"2015": TABLE}, lang="en")
    assert seamed.text.endswith(" New table from 2016.")
    layout = explore.explore(seamed)["layout"]
    assert go.Figure(explore.explore(seamed)).layout.shapes[0].x0 == 5.5
    assert [each["text"] for each in layout["annotations"]] == ["Per cent", "New table from 2016"]
    for seam in ("", "2009", "2022", "2030"):
        whole = chart(*VALUES, seams={seam: TABLE})
        assert "tabell" not in whole.text
        assert 'class="seam"' not in draw(whole)
        assert "shapes" not in explore.explore(whole)["layout"]


def test_of_several_seams_each_is_drawn_and_the_newest_has_its_words_first() -> None:
    seams = {"2013": TABLE, "2014": METHOD, "2019": METHOD}
    for width, height in SIZES:
        found = parsed(draw(chart(*VALUES, seams=seams), width, height)).findall(
            f".//{SVG}g[@class='seam']"
        )
        told = [each.text for group in found for each in group.findall(f"{SVG}text")]
        assert len(found) == 3
        assert told[0] == "Ny metod från 2020"
        assert "Ny tabell från 2014" not in told  # it would run into the next
    seamed = chart(*VALUES, seams=seams, lang="en")
    for words in ("New table from 2014.", "New method from 2015.", "New method from 2020."):
        assert words in seamed.text
    assert len(explore.explore(seamed)["layout"]["shapes"]) == 3


def test_a_seam_in_months_names_its_month() -> None:
    months = tuple(between("2024M10", "2025M03"))
    seamed = chart([1.0] * 6, periods=months, seams={"2024M12": TABLE})
    assert [over.words for over in seamed.over_seams] == ["Ny tabell från januari 2025"]
    assert "Ny tabell från januari 2025" in draw(seamed, 320, 280)


def test_a_revised_value_carries_its_mark_beside_it_in_the_table() -> None:
    rows = observed([("2480", sex, year, 1.0, "") for sex in "KM" for year in ("2021", "2022")])
    marks = {("2480", "M", "total", "2021"): "reviderad, förut 2,0"}
    drawn_ = trend(rows, indicator(), [("2480", "Umeå")], "total", "sv", marks)
    _, cells = drawn_.table()
    found = {
        (row, column): drawn_.mark(row, column)
        for row, words in enumerate(cells)
        for column in range(len(words))
    }
    assert {place: words for place, words in found.items() if words} == {
        (0, 2): "reviderad, förut 2,0"
    }


def test_the_table_is_what_is_drawn_with_words_for_nulls() -> None:
    full = chart(*VALUES)
    header, rows = full.table()
    assert header == ["Period", *(s.label for s in full.series)]
    assert [row[0] for row in rows] == list(YEARS)
    for column, series in enumerate(full.series, start=1):
        for row, value in zip(rows, series.values, strict=True):
            expected = "uppgift saknas" if value is None else text.number(value, 1, "sv")
            assert row[column] == expected


def test_a_symbol_beside_a_value_is_told_with_it() -> None:
    series = Series("Umeå", None, "own", ("2021", "2022"), (None, 4.0), ("-", "p"))
    _, rows = Chart("T", "U", "%", 1, "sv", (series,)).table()
    assert rows == [["2021", "inget finns att redovisa"], ["2022", "4,0 (preliminär uppgift)"]]


def test_the_text_alternative_gives_latest_lowest_and_highest_as_the_data_have_them() -> None:
    full = chart(*VALUES)
    assert full.text.startswith("Linjediagram: Utbildade, procent, 2010–2022.")
    for series in full.series:
        told = re.search(rf"{series.label}: senast (\S+) \((\d+)\), lägst (\S+) \((\d+)\), "
                         r"högst (\S+) \((\d+)\)", full.text)  # fmt: skip
        assert told, full.text
        found = [(told[i + 1], text.number(value_of(told[i]), 1, "sv")) for i in (1, 3, 5)]
        by_value = sorted(series.points, key=lambda point: point[1])
        wanted = [series.points[-1], by_value[0], by_value[-1]]
        assert found == [(period, text.number(value, 1, "sv")) for period, value in wanted]


def test_what_reads_like_the_latest_value_is_not_dated_earlier() -> None:
    told = chart([80.0, 83.94, 83.90], periods=YEARS[:3]).text
    assert "högst 83,9 (2012)" in told


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    "ends",
    [[50.0] * 6, [50.0, 50.1, 50.2, 50.3, 50.4, 50.5], [0.0] * 5 + [100.0], [100.0] * 5 + [0.0]],
)
def test_labels_never_touch_and_stay_inside(ends: list[float], width: int, height: int) -> None:
    svg = draw(chart(*([40.0, 60.0, end] for end in ends), periods=YEARS[:3]), width, height)
    found = boxes(svg)
    assert len(found) >= 6
    assert not any(overlap(a, b) for i, a in enumerate(found) for b in found[:i])
    _, _, right, bottom = map(float, parsed(svg).attrib["viewBox"].split())
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= right + 0.1 and b[3] <= bottom for b in found)


@given(
    st.lists(st.tuples(st.floats(-50, 400), st.integers(1, 3)), min_size=1, max_size=8),
)
def test_spread_labels_keep_apart_in_order_and_near(wanted: list[tuple[float, int]]) -> None:
    places, heights = [y for y, _ in wanted], [15.0 * lines for _, lines in wanted]
    centres = labels.spread(places, heights, 0, 400)
    edges = sorted((c - h / 2, c + h / 2) for c, h in zip(centres, heights, strict=True))
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 400 + 1e-6
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(edges))


def test_a_long_name_is_broken_or_cut_and_never_leaves_the_picture() -> None:
    names = [
        "Södra Upplands-Väsbybergens kommunalförbund",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
        "R",
    ]
    svg = draw(chart(*([1.0, 2.0] for _ in range(6)), periods=YEARS[:2], names=names), 320, 280)
    assert max(box[2] for box in boxes(svg)) <= 320.1
    assert "…" in svg


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize(
    ("first", "last"),
    [("1968", "2022"), ("2020", "2022"), ("2022", "2022"), ("2001K3", "2024K2"),
     ("2026M01", "2026M04"), ("2000M02", "2026M01"), ("2023M11", "2026M04")],
)  # fmt: skip
def test_time_ticks_never_touch_and_the_last_period_is_named(
    first: str, last: str, width: int
) -> None:
    periods = tuple(between(first, last))
    svg = draw(chart([float(i) for i, _ in enumerate(periods)], periods=periods), width)
    ticks = next(g for g in parsed(svg).iter(f"{SVG}g") if g.get("text-anchor") == "middle")
    spans = [
        (float(t.attrib["x"]) - half, float(t.attrib["x"]) + half)
        for t in ticks
        for half in [labels.measure(t.text or "", TICK) / 2]
    ]
    assert spans[0][0] >= -0.1
    assert spans[-1][1] <= width + 0.1
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert ticks[-1].text == text.period(last, "sv")


@given(st.floats(-1e7, 1e7), st.floats(0, 1e7), st.integers(0, 3))
def test_value_ticks_are_four_to_seven_round_values_around_the_data(
    low: float, span: float, decimals: int
) -> None:
    high = low + span
    ticks, _ = scale.value_ticks(low, high, decimals)
    step = ticks[1] - ticks[0]
    assert 4 <= len(ticks) <= 7
    assert ticks[0] <= low + step * 1e-3
    assert high - step * 1e-3 <= ticks[-1]
    assert step >= 10.0**-decimals * 0.999
    assert low < 0 or ticks[0] >= 0


def test_names_with_markup_are_only_characters() -> None:
    wild = chart([1.0, 2.0], periods=YEARS[:2], names=['<b>&"x'], title='<i>"&', unit="<&")
    svg = draw(wild)
    assert '<b>&"x' in "".join(parsed(svg).itertext())
    assert "<b>" not in svg
    assert "<b>" not in str(explore.explore(wild))


def test_ids_are_unique_for_each_drawing_and_name_the_picture() -> None:
    root = parsed(draw(chart([1.0, 2.0], periods=YEARS[:2]), name="trend-1"))
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == ids == ["trend-1-title", "trend-1-desc"]


def test_the_mark_of_a_period_is_hidden_until_one_is_chosen() -> None:
    full = chart(*VALUES)
    assert 'visibility="hidden"' in draw(full)
    chosen = parsed(draw(full, now="2016")).find(f"{SVG}line[@class='now']")
    assert chosen is not None
    assert chosen.attrib["visibility"] == "visible"
    assert abs(float(chosen.attrib["x1"]) - drawn(draw(full), 0)[0][6][0]) <= 0.11
    assert 'visibility="hidden"' in draw(full, now="1999")


def test_twenty_six_years_of_months_for_six_series_are_a_small_picture() -> None:
    months = tuple(between("2000M01", "2025M12"))
    wavy = [[1000 * n + i * 3 + (i * 7919 % 41) for i in range(312)] for n in range(6)]
    svg = draw(chart(*wavy, periods=months, unit="personer", decimals=0))
    assert len(months) == 312
    assert len(svg) <= 15_000
    assert len(draw(chart(*VALUES))) <= 6_000


@pytest.mark.parametrize("values", [[], [[None, None]]])
def test_a_chart_without_values_says_so(values: list[list[float | None]]) -> None:
    empty = chart(*values, periods=YEARS[:2])
    assert "Inga uppgifter att visa" in draw(empty)
    assert explore.explore(empty)["data"] == []


def test_swedish_words_have_no_english_numbers_and_english_ones_no_swedish() -> None:
    values: list[list[float | None]] = [[-12345.6, 0.5, 23456.7], [1234.5, -0.4, None]]
    swedish, english = (chart(*values, periods=YEARS[:3], lang=lang) for lang in ("sv", "en"))
    words = " ".join(parsed(draw(swedish)).itertext()) + str(swedish.table()) + swedish.text
    assert not UNSWEDISH.search(words)
    assert not re.search(r"\d,\d(?!\d\d)|kvinnor|högst", " ".join(parsed(draw(english)).itertext()))


def test_series_of_unlike_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Series("Umeå", None, "own", ("2021", "2022"), (1.0,), ("",))
    a, b = (Series("Umeå", None, "own", (p,), (1.0,), ("",)) for p in ("2021", "2022"))
    with pytest.raises(ValueError, match="do not share their periods"):
        Chart("T", "U", "%", 1, "sv", (a, b))


def rows_of(*regions: str) -> list[tuple[str, str, str, float | None, str]]:
    return [
        (region, sex, period, 10.0 * i, "")
        for region in regions
        for i, sex in enumerate("TKM", start=1)
        for period in ("2021", "2022")
    ]


def test_a_trend_has_women_before_men_and_the_own_region_first_and_strong() -> None:
    regions = [("2480", "Umeå"), ("00", "Riket")]
    made = trend(observed(rows_of("00", "24", "2480")), indicator(), regions, "total", "sv")
    assert [(s.label, s.role) for s in made.series] == [
        ("Umeå, kvinnor", "own"),
        ("Umeå, män", "own"),
        ("Riket, kvinnor", "compare"),
        ("Riket, män", "compare"),
    ]
    assert made.series[1].values == (30.0, 30.0)
    assert made.subtitle == "Umeå och riket, kvinnor och män, procent, 2021–2022"


def test_a_trend_without_both_sexes_shows_the_total() -> None:
    made = trend(
        observed(rows_of("2480")), indicator(sexes=["T", "K"]), [("2480", "Umeå")], "total", "sv"
    )
    assert [(s.label, s.sex, s.values) for s in made.series] == [("Umeå", None, (10.0, 10.0))]


@pytest.mark.parametrize(
    ("kind", "more", "drawn"),
    [
        ("rate", "2023", ["Umeå, kvinnor", "Umeå, män", "Umeå, totalt"]),
        ("count", "2023", ["Umeå"]),  # beside it the sexes would lie flat, and end before it
        ("count", "2020", ["Umeå, kvinnor", "Umeå, män", "Umeå, totalt"]),
    ],
)
def test_the_total_is_drawn_where_it_has_periods_that_the_sexes_have_not(
    kind: str, more: str, drawn: list[str]
) -> None:
    rows = observed([*rows_of("2480"), ("2480", "T", more, 11.0, "")])
    made = trend(rows, indicator(kind=kind), [("2480", "Umeå")], "total", "sv")
    assert [each.label for each in made.series] == drawn
    assert 11.0 in made.series[-1].values


def test_a_period_one_region_lacks_is_a_null_for_it_and_a_status_is_kept() -> None:
    rows = [("2480", "T", "2022", None, ".."), *[("00", "T", y, 1.0, "") for y in ("2021", "2022")]]
    made = trend(
        observed(rows), indicator(sexes=["T"]), [("2480", "Umeå"), ("00", "Riket")], "total", "sv"
    )
    assert made.series[0].values == (None, None)
    assert made.series[0].statuses == ("", "..")


def test_a_count_is_compared_only_with_regions_of_its_own_level() -> None:
    regions = [
        ("2480", "Umeå"),
        ("2482", "Skellefteå"),
        ("24", "Västerbottens län"),
        ("00", "Riket"),
    ]
    made = trend(
        observed(rows_of("2480", "2482", "24", "00")),
        indicator(kind="count"),
        regions,
        "total",
        "sv",
    )
    assert {s.label.split(",")[0] for s in made.series} == {"Umeå", "Skellefteå"}


def test_a_trend_of_nothing_is_an_empty_chart() -> None:
    made = trend(observed([]), indicator(), [("2480", "Umeå")], "total", "en")
    assert made.series == ()
    assert made.text == "Line chart: Educated, per cent; no figures."


def test_plotly_gets_the_same_figures_gaps_and_looks_and_finds_them_valid() -> None:
    full = chart(*VALUES)
    figure = explore.explore(full)
    go.Figure(figure, skip_invalid=False)
    assert figure["layout"]["separators"] == f",{text.SPACE}"
    for trace, series in zip(figure["data"], full.series, strict=True):
        pairs = zip(trace["customdata"], trace["y"], strict=True)
        assert [pair for pair in pairs if pair[1] is not None] == series.points
        assert trace["connectgaps"] is False
        said = [words for words in trace["hovertext"] if words]
        assert said == [f"{series.label}: {full.number(v)}" for _, v in series.points]
    assert [t["line"]["dash"] for t in figure["data"][:2]] == ["solid", "6px,4px"]
    assert [t["marker"]["symbol"] for t in figure["data"][:2]] == ["circle", "square"]
    assert figure["data"][2]["y"].count(None) == 3


def test_plotly_formats_nothing_itself_and_sends_nothing_anywhere() -> None:
    words = str(explore.explore(chart(*VALUES)))
    assert "%{y" not in words
    assert "tickformat" not in words
    for config in (explore.CONFIG, explore.config("sv"), explore.config("en")):
        assert config["showSendToCloud"] is False
        assert config["plotlyServerURL"] == ""
        assert "sendChartToCloud" in config["modeBarButtonsToRemove"]
        assert "http" not in str(config)


def test_a_spark_is_decoration_with_its_last_value_marked() -> None:
    svg = spark([1.0, 3.0, None, 2.0])
    root = parsed(svg)
    path, dot = root.find(f"{SVG}path"), root.find(f"{SVG}circle")
    assert root.attrib["aria-hidden"] == "true"
    assert path is not None
    assert dot is not None
    assert [len(run) for run in runs(path.attrib["d"])] == [2, 1]
    assert float(dot.attrib["cx"]) == runs(path.attrib["d"])[-1][-1][0]
    assert spark([None]) == ""
    assert spark([5.0]).count("<circle") == 1


NAMES = ["Umeå", "Riket", "Luleå", "Boden", "Kiruna", "Piteå", "Kalix"]


def totals(number: int) -> Chart:
    """A region's line and those of so many compared with it."""
    series = tuple(
        Series(name, None, "compare" if i else "own", YEARS, tuple(40.0 + i for _ in YEARS),
               ("",) * len(YEARS))
        for i, name in enumerate(NAMES[: number + 1])
    )  # fmt: skip
    return Chart("T", "U", "procent", 1, "sv", series)


def test_as_many_as_can_be_compared_differ_in_dash_and_marker_whatever_their_colour() -> None:
    found = looks(totals(COMPARED + 1).series)
    assert len({(each.dash, each.marker, each.width) for each in found}) == COMPARED + 2
    traces = explore.explore(totals(COMPARED + 1))["data"]
    assert len({(each["line"]["dash"], each["marker"]["symbol"]) for each in traces}) == len(traces)


@pytest.mark.parametrize("sex", ["T", "K", "M", ""])
@pytest.mark.parametrize("sexes", [["T", "K", "M"], ["T"], ["K", "M"], ["T", "K"]])
def test_the_total_is_one_line_a_place_and_women_and_men_come_together(
    sex: str, sexes: list[str]
) -> None:
    regions = [("2480", "Umeå"), ("00", "Riket")]
    rows = observed([row for row in rows_of("2480", "00") if row[1] in sexes])
    made = trend(rows, indicator(sexes=sexes), regions, "total", "sv", sex=sex)
    whose = [(series.place, series.sex) for series in made.series]
    if sex == "T" or not {"K", "M"} <= set(sexes):
        assert whose == [(name, None) for _, name in regions if "T" in sexes]
    else:
        assert whose == [(name, of) for _, name in regions for of in ("K", "M")]


@pytest.mark.parametrize("width", [270, 380, 500, 900])
def test_small_multiples_have_a_place_each_on_one_scale_and_the_table_of_the_whole(
    width: int,
) -> None:
    regions = [("2480", "Umeå"), ("00", "Riket"), ("24", "Västerbottens län")]
    rows = observed([
        (code, sex, year, 10.0 * place + n, "")
        for place, (code, _) in enumerate(regions)
        for n, sex in enumerate("KM")
        for year in YEARS
    ])  # fmt: skip
    whole = trend(rows, indicator(), regions, "total", "sv", sex="K")
    root = parsed(Multiples(whole).svg(width, 300, "prov"))
    names = [each.text for each in root.iter(f"{SVG}text") if each.get("class") == "place"]
    assert names == [name for _, name in regions]
    panels = root.findall(f"{SVG}svg")
    assert [len(panel.findall(f".//{SVG}g[@data-series]")) for panel in panels] == [2, 2, 2]
    scales = [[t.text for g in panel.iter(f"{SVG}g") if g.get("text-anchor") == "end" for t in g]
              for panel in panels]  # fmt: skip
    assert scales[0] == scales[1] == scales[2]
    assert all({"data-first", "data-x1"} <= set(panel.keys()) for panel in panels)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    for panel in panels:
        x, y, w, h = (float(panel.attrib[side]) for side in ("x", "y", "width", "height"))
        assert x + w <= wide + 0.1
        assert y + h <= high + 0.1
    assert Multiples(whole).table() == whole.table()


@pytest.mark.parametrize("number", range(COMPARED + 2))
def test_on_a_phone_the_lines_have_the_width_and_every_name_its_row_below(number: int) -> None:
    width = figures.WIDTHS["narrow-svg"]
    root = parsed(draw(totals(number), width, 230))
    assert float(root.attrib["data-x1"]) - float(root.attrib["data-x0"]) >= width * 0.65
    told = [each.text for each in root.iter(f"{SVG}text") if "label" in each.get("class", "")]
    assert [words.split(" ")[0] for words in told if words] == NAMES[: number + 1]
    assert all(words for words in told)
    floor = 230 - BOTTOM
    assert all(top >= floor for _, top, *_ in boxes(draw(totals(number), width, 230)))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_newest_point_of_what_a_reader_came_for_says_its_value_and_when(
    width: int, height: int
) -> None:
    short = chart([1.0, 2.0, 3.0], [4.0, 5.0, None], periods=YEARS[:3])
    told = " ".join(parsed(draw(short, width, height)).itertext())
    assert re.search(r"kvinnor 3,0\s*\(2012\)", told)
    assert re.search(r"män 5,0\s*\(2011\)", told)


def test_explored_by_sex_no_two_places_have_lines_alike() -> None:
    regions = [("2480", "Umeå"), ("00", "Riket"), ("24", "Västerbottens län"), ("2580", "Luleå")]
    rows = observed(rows_of(*(code for code, _ in regions)))
    made = trend(rows, indicator(), regions, "total", "sv", sex="M")
    looked = {(look.line, look.dash, look.width) for look in looks(made.series)}
    assert len(looked) == len(made.series) == 2 * len(regions)
