"""The demography page: its sums, its claims and its sentences, recomputed from the files."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import flask
import pytest
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import data, routes, text
from dashboard.charts import band
from dashboard.charts.pyramid import age_class, aged
from dashboard.charts.pyramid_picture import ticks_to
from dashboard.demography import ages, area, balance, choices, equation, wording
from dashboard.demography.area import NORRLAND
from dashboard.demography.projection import Projection
from dashboard.demography.size import Size
from dashboard.demography.view import View
from dashboard.pages import demography as page
from dashboard.parts import live, prerender
from tests.demography import everything, months, publish, series
from tests.sample import sample_release

PLACES = ["00", *data.NORRLAND, *data.municipalities_of(*data.NORRLAND)]
PARTS = {"fodda": 1, "inflyttade": 1, "doda": -1, "utflyttade": -1}
NUMBER = re.compile(rf"[+{text.MINUS}]?\d[\d{text.SPACE}]*")

NEWEST = {  # what the page of a municipality opens with
    "year": data.indicators()["fodda"].last_period,
    "period": data.indicators()["folkmangd-0-5"].last_period,
}

Cells = dict[tuple[str, str, str], float]  # by region, sex and period


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    return tmp_path


@cache
def cells(id_: str) -> Cells:
    """An indicator's file as an analyst reads it."""
    server = flask.Flask("test")
    routes.register(server)
    answer = server.test_client().get(f"/data/{id_}.csv").text
    rows = csv.DictReader(io.StringIO(answer))
    return {(r["region"], r["sex"], r["period"]): float(r["value"]) for r in rows if r["value"]}


def numbers(words: str) -> set[int]:
    """The whole numbers in a sentence, without their signs."""
    found = (re.sub(r"\D", "", each) for each in NUMBER.findall(words))
    return {int(each) for each in found}


def words_of(component: Any) -> str:
    """All text of a page that is neither in a drawing nor data for its script."""
    if isinstance(component, Component):
        inner = None if component._type == "Script" else getattr(component, "children", None)
        return " ".join(words_of(each) for each in (inner if isinstance(inner, list) else [inner]))
    return "" if component is None or isinstance(component, Markup) else str(component)


def drawn(layout: Component) -> set[str]:
    """The names of the charts that stand on a page, by the ids of their titles."""
    return set(re.findall(r'<title id="([a-z]+)-wide-title">', prerender.markup(layout)))


def laid_out(**query: Any) -> Component:
    """The page of the release that ships, made once; what looks at it changes nothing."""
    return _laid_out(json.dumps(query))


@cache
def _laid_out(query: str) -> Component:
    return page.layout(**json.loads(query))


def shown(**query: str) -> Component:
    """What of the page is the pyramid."""
    return by_id(page.layout(**query), "pyramid-content")


def by_id(layout: Component, id_: str) -> Component:
    found = [each for each in prerender.elements(layout) if getattr(each, "id", None) == id_]
    assert len(found) == 1, id_
    return found[0]


# --- the population equation ---


@pytest.mark.parametrize("sex", ["T", "K", "M"])
@pytest.mark.parametrize("code", PLACES)
def test_the_equation_is_what_the_files_say_in_every_year_and_tells_its_remainder(
    code: str, sex: str
) -> None:
    ledger = equation.ledger("year", area.area(code), sex)
    equations = ledger.equations
    stock = cells("folkmangd")
    assert equations
    for each in equations:
        year, before = each.period, str(int(each.period) - 1)
        change = stock[code, sex, year] - stock[code, sex, before]
        parts = sum(sign * cells(id_)[code, sex, year] for id_, sign in PARTS.items())
        assert each.change == change
        assert each.explained == parts
        assert each.remainder == change - parts
        told = balance.remainder(ledger, each, "sv")
        wanted = {abs(int(parts))} if parts not in (0, change) else set()
        assert numbers(told) == wanted
        assert ("justeringar" in told) == (parts != change)
        part = 0 < parts < change or change < parts < 0
        assert ("resten" in told) == part
        if parts and not part and parts != change:  # what the parts come to, and which way
            assert f"en {'ökning' if parts > 0 else 'minskning'} med" in told
        way = "ökade" if change > 0 else "minskade" if change else "varken ökade eller minskade"
        assert balance.changed(ledger, each, "sv").startswith(f"Under {year} {way} ")


@pytest.mark.parametrize("code", ["24", "2480", "2403", "00"])
def test_a_year_without_all_its_parts_is_left_out_and_said_to_be(code: str) -> None:
    ledger = equation.ledger("year", area.area(code), "T")
    years = {period for _, sex, period in cells("fodda") if sex == "T"}
    complete = {y for y in years if all((code, "T", y) in cells(id_) for id_ in PARTS)}
    assert {each.period for each in ledger.equations} == complete
    assert {each.period for each in ledger.left_out} <= years - complete


def test_the_columns_of_the_chart_are_its_table_and_add_up_to_the_parts() -> None:
    year = data.indicators()["fodda"].last_period
    births, moved_in, deaths, moved_out = (cells(id_)["2480", "T", year] for id_ in PARTS)
    stock = cells("folkmangd")
    change = stock["2480", "T", year] - stock["2480", "T", str(int(year) - 1)]
    left = change - (births + moved_in - deaths - moved_out)
    assert left > 0
    ledger = equation.ledger("year", area.area("2480"), "T")
    chart = ledger.chart(year, "sv")
    header, rows = chart.table()
    rest = "Justering och annat"
    assert header == ["Period", "Födda", "Inflyttade", "Döda", "Utflyttade", rest, "Förändring"]
    values = (births, moved_in, -deaths, -moved_out, left, change)
    cells_ = [text.number(value, 0) for value in values]
    assert rows[-1] == [year, *cells_]
    told = ", ".join(f"{name} {cell}" for name, cell in zip(header[1:], cells_, strict=True))
    assert chart.text.endswith(f"{year}: {told}.")
    drawn = chart.svg(640, 340, "bars")
    pieces = re.findall(r'<rect class="([a-z-]+)" [^>]*height="([^"]+)"', drawn)[-5:]
    heights = {look: float(height) for look, height in pieces}
    scale = heights["up-b"] / moved_in
    parts_ = {"up-a": births, "down-a": deaths, "down-b": moved_out, "rest": left}
    for look, value in parts_.items():
        assert heights[look] == pytest.approx(value * scale, abs=0.11)
    for column in range(len(chart.periods)):
        parts = [stack.values[column] or 0 for stack in chart.stacks]
        assert sum(parts) == chart.every[-1].values[column]


def test_moves_over_the_countrys_border_are_called_so() -> None:
    chart = equation.ledger("year", area.area("00"), "T").chart("2022", "sv")
    assert [s.label for s in chart.stacks][:4] == ["Födda", "Invandrade", "Döda", "Utvandrade"]


def test_months_have_all_parts_apart_once_they_are_there(empty: Path) -> None:
    publish(empty, everything())
    view = View(choices.parse({"region": "2480", "by": "month"}))
    assert view.frequencies == ["month"]
    ledger = equation.ledger("month", view.place, "T")
    last = ledger.equations[-1]
    assert last.period == "2026M10"
    assert last.remainder == 3
    assert len(last.parts) == 6
    assert last.after == (last.before or 0) + last.change
    told = " ".join(balance.sentences(ledger, last, "sv"))
    assert "fler flyttade in från än ut till övriga Sverige" in told
    assert "resten är justeringar och annat." in told


# --- the four counties together ---


def test_a_count_of_norrland_is_the_sum_of_the_four_counties_and_a_rate_is_none() -> None:
    place = area.area(NORRLAND)
    series = area.known(area.values("folkmangd", place, "T"))
    for period, value in series.items():
        assert value == sum(cells("folkmangd")[code, "T", period] for code in data.NORRLAND)
    assert area.rows("medelalder", place) == []
    assert not area.has("andel-65-plus", place)


def test_norrland_has_no_sum_where_a_county_has_no_figure(empty: Path) -> None:
    rows = [r for code in ("22", "23", "24") for r in series("folkmangd", code, {"2022": 10.0})]
    publish(empty, [*rows, *series("folkmangd", "25", {"2022": None})])
    assert area.known(area.values("folkmangd", area.area(NORRLAND), "T")) == {}


@pytest.mark.parametrize(("lang", "words"), [
    ("sv", "summan av de fyra länens publicerade uppgifter"),
    ("en", "the sum of the four counties’ published figures"),
])  # fmt: skip
def test_norrland_says_that_it_is_a_sum_under_every_figure(lang: str, words: str) -> None:
    layout = page.layout(region=NORRLAND, lang=lang)
    told = words_of(layout)
    assert told.count(words) >= 6
    assert (
        "ingen siffra för de fyra länen" if lang == "sv" else "no figure for the four counties"
    ) in told.lower()


# --- claims and sentences ---


def counts(id_: str, codes: tuple[str, ...], sex: str) -> dict[str, float]:
    """How many some regions have together, in the periods that each of them has a figure."""
    stock = cells(id_)
    periods = {period for code, of, period in stock if (code, of) == (codes[0], sex)}
    whole = sorted(y for y in periods if all((code, sex, y) in stock for code in codes))
    return {y: sum(stock[code, sex, y] for code in codes) for y in whole}


def test_some_are_counted_by_the_month_and_some_at_the_turn_of_the_year() -> None:
    """So that the sentences of both are looked at."""
    months = {code for code, *_ in cells("folkmangd-manadens-slut")}
    assert {code in months for code in PLACES} == {True, False}


@pytest.mark.parametrize("code", [*PLACES, NORRLAND])
def test_the_newest_count_leads_and_every_number_about_the_size_is_in_the_files(code: str) -> None:
    place = area.area(code)
    told = wording.size(Size(place, "sv").claims, place, "sv")
    years = counts("folkmangd", place.members, "T")
    people = counts("folkmangd-manadens-slut", place.members, "T") or years
    now = max(people)
    then = f"{int(now[:4]) - 1}{now[4:]}"
    change = people[now] - people[then]
    percent = text.number(abs(100 * change / people[then]), 1)
    lead = {int(people[now]), int(now[:4]), int(abs(change))} | ({31} if people is years else set())
    assert numbers(told[0].split(", en ")[0]) == lead
    assert ("procent" in told[0]) == (percent != "0,0")
    assert percent == "0,0" or f"med {percent} procent" in told[0]
    assert ("fler än ett år" in told[0]) == (change > 0)
    women, men = (counts("folkmangd", place.members, sex) for sex in "KM")
    last = max(women)
    k, m = women[last], men[last]
    assert numbers(told[-1]) == {31, int(last), int(k), int(m), int(abs(k - m))}
    assert ("fler kvinnor än män" in told[-1]) == (k > m)


@pytest.mark.parametrize("code", [*PLACES, NORRLAND])
def test_a_record_is_dated_and_no_newer_count_of_any_series_is_beyond_it(code: str) -> None:
    place = area.area(code)
    told = wording.size(Size(place, "sv").claims, place, "sv")
    records = [each for each in told if "sedan serien började" in each]
    years = counts("folkmangd", place.members, "T")
    every, last = [*years.values()], max(years)
    assert len(every) >= 10
    newer = any(m > f"{last}M12" for m in counts("folkmangd-manadens-slut", place.members, "T"))
    highest = every[-1] > max(every[:-1]) + 1.5
    lowest = every[-1] < min(every[:-1]) - 1.5
    assert bool(records) == (not newer and (highest or lowest))
    for each in records:
        assert f"den 31 december {last} var den" in each
        assert ("största" in each) == highest


# --- ages ---


def test_classes_are_read_from_their_codes() -> None:
    assert [(c.start, c.end, c.open) for c in map(age_class, ["37", "20-64", "80+", "100+"])] == [
        (37, 38, False), (20, 65, False), (80, 100, True), (100, 105, True)
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["2480", "2403", "24", "00"])
def test_the_pyramids_figures_are_those_of_the_files(code: str) -> None:
    shown = ages.pyramid(area.area(code), "sv")
    assert shown.periods == sorted(shown.periods)
    for each in shown.slices:
        if each.source in ages.alone():
            for place, id_ in enumerate(ages.alone()):
                assert each.women[place] == cells(id_).get((code, "K", each.period))
                assert each.men[place] == cells(id_).get((code, "M", each.period))


def test_each_year_has_the_finest_division_there_is() -> None:
    county = ages.pyramid(area.area("24"), "sv")
    sources = {each.period: each.source for each in county.slices}
    assert sources["2015"] == "folkmangd-ettarsklass"
    assert sources["2022"] == "folkmangd-0-5"
    assert sources["2026M04"] == "folkmangd-manad"
    frame = data.observations("folkmangd-ettarsklass", regions=["24"], periods=["2015"])
    assert county.at("2015").whole == frame["value"].sum()  # type: ignore[union-attr]


def test_single_years_of_the_awaited_table_come_before_all_else(empty: Path) -> None:
    rows = [
        ("befolkningspyramid", "24", sex, age, "2025", 100.0 + n, "")
        for sex in "TKM"
        for n, age in enumerate(["total", *map(str, range(100)), "100+"])
    ]
    publish(empty, rows)
    shown = ages.pyramid(area.area("24"), "sv")
    assert [(each.period, len(each.classes)) for each in shown.slices] == [("2025", 101)]
    assert shown.slices[0].classes[-1].open
    claim = ages.claims(shown.slices[0], area.area("24"))[0]
    assert claim.cell.age == "99"  # the open class is no age


@pytest.mark.parametrize("code", [*data.NORRLAND, NORRLAND])
def test_a_share_is_of_the_published_population_and_parts_that_differ_are_said_to(
    code: str,
) -> None:
    """The pyramid's own cells have noise, and do not add up."""
    view = View(choices.parse({"region": code, "unit": "percent"}))
    shown = view.slice
    assert shown is not None
    published = counts("folkmangd-manadens-slut", view.place.members, "T")
    assert shown.whole == shown.total == published[shown.period]
    note = words_of(by_id(laid_out(region=code, unit="percent"), "pyramid-note"))
    differ = shown.summed != shown.whole
    assert ("Delarna ger tillsammans" in note) == ("slumpmässig osäkerhet" in note) == differ
    if differ:
        assert {int(shown.summed), int(shown.whole)} <= numbers(note)
    sent = json.loads(by_id(laid_out(region=code, unit="percent"), "pyramid-data").children)
    assert sent["own"]["whole"] == [each.whole for each in view.pyramid.slices]
    assert sent["own"]["apart"][-1] in note


def test_without_a_published_population_a_share_is_of_all_in_the_picture() -> None:
    each = ages.pyramid(area.area("24"), "sv").at("1968")
    assert each is not None
    assert each.total is None
    assert each.whole == each.summed > 0


def test_women_and_men_that_are_not_as_many_as_all_are_said_not_to_be(empty: Path) -> None:
    values = {"T": 100.0, "K": 49.0, "M": 50.0}
    rows = [
        row
        for sex, value in values.items()
        for row in series("folkmangd", "2480", {"2024": value, "2025": value}, sex)
    ]
    publish(empty, rows)
    told = words_of(by_id(page.layout(region="2480"), "antal"))
    assert "Delarna ger tillsammans 99; den redovisade folkmängden är 100." in told
    assert "slumpmässig osäkerhet" in told


def test_the_ratio_is_men_to_a_hundred_women_and_none_of_a_few() -> None:
    each = ages.pyramid(area.area("2403"), "sv").at("2022")
    assert each is not None
    steps = ages.sexes(each, "Bjurholm", "sv")
    for place, id_ in enumerate(ages.alone()):
        women, men = (cells(id_)["2403", sex, "2022"] for sex in "KM")
        assert steps.steps[place].value == pytest.approx(100 * men / women)
    few = replace(each, women=(29.0, *each.women[1:]))
    assert ages.sexes(few, "", "sv").steps[0].value is None
    place = area.area("2403")
    (told,) = wording.ratio(ages.ratio_claims(each, place), place, "sv")
    values = [step.value or 0 for step in steps.steps]
    assert f"som mest {text.number(max(values), 0)} " in told
    assert f"som minst {text.number(min(values), 0)} " in told


# --- months and projection ---


def test_the_band_is_the_same_month_of_ten_years_before(empty: Path) -> None:
    rows = everything()
    publish(empty, rows, seam="", earlier=[])
    chart = Size(area.area("2480"), "sv").months()
    assert chart is not None
    assert chart.band is not None
    values = {row[4]: row[5] or 0.0 for row in rows if row[0] == "folkmangd-manadens-slut"}
    before = [values[f"{year}M10"] for year in range(2016, 2026)]
    at = chart.periods.index("2026M10")
    usual = chart.band.of[at]
    assert usual is not None
    assert (usual.years, usual.low, usual.high) == (10, min(before), max(before))
    assert usual.mean == pytest.approx(fmean(before))
    header, table = chart.table()
    assert [cell.split(", ")[-1] for cell in header[2:]] == ["lägst", "medel", "högst"]
    assert table[at][2] == text.number(min(before), 0)
    assert 'class="band"' in chart.svg(640, 300, "chart")
    assert text.number(max(before), 0) in chart.text


def test_there_is_no_band_of_two_years_and_its_years_are_counted() -> None:
    values = dict.fromkeys(months(2024, 2026, 10), 1.0)
    assert band.usual(values, ["2026M10"], "sv") is None
    values |= dict.fromkeys(months(2023, 2023), 2.0)
    found = band.usual(values, ["2026M10"], "sv")
    assert found is not None
    assert found.label == "Samma månad de 3 åren före"


def test_a_projection_is_dashed_named_and_carries_its_note(empty: Path) -> None:
    publish(empty, everything())
    model = Projection(area.area("2480"), "sv")
    chart = model.chart()
    assert chart is not None
    assert [each.role for each in chart.series] == ["own", "projected"]
    assert 'stroke-dasharray="20 40"' in chart.svg(640, 300, "chart")
    assert chart.series[0].points[-1] == ("2025", 90_000.0 + 700 * 57)
    assert chart.series[1].points[0] == ("2026", 130_000.0)
    told = words_of(page.layout(region="2480"))
    assert "Framskrivning 2026–2040, SCB TAB698, uppdaterad 2026-10-01" in told
    assert "En framskrivning, inte en prognos" in told
    assert model.sentences() == [
        f"Enligt SCB väntas Umeå ha {text.number(135_600, 0)} invånare 2040, mot "
        f"{text.number(130_000, 0)} år 2026: {text.number(5_600, 0)} fler."
    ]


def test_the_expected_change_is_the_sources_and_turns_with_it() -> None:
    for code in ("2480", "2403", "00"):
        value = cells("befolkningsframskrivning")[code, "T", "2021"]
        told, *others = Projection(area.area(code), "sv").sentences()
        way = "fler" if value > 0 else "färre"
        name = area.area(code).within("sv")
        size = text.number(abs(value), 1)
        assert told == f"Enligt SCB väntas {name} ha {size} procent {way} invånare 2031 än 2021."
        apart, riket = others if code != "00" else (*others, "")
        country = cells("befolkningsframskrivning")["00", "T", "2021"]
        assert (text.number(country, 1) in riket) == (code != "00")
        for sex in "KM":
            expected = cells("befolkningsframskrivning")[code, sex, "2021"]
            assert f"{text.number(abs(expected), 1)} procent" in apart
            assert ("öka" if expected > 0 else "minska") in apart


@pytest.mark.parametrize(("women", "men", "sv", "en"), [
    (4.9, 1.2, "öka med 4,9 procent och antalet män med 1,2 procent",
     "grow by 4.9% and the number of men by 1.2%"),
    (-4.9, 1.2, "minska med 4,9 procent och antalet män öka med 1,2 procent",
     "fall by 4.9% and the number of men to grow by 1.2%"),
    (0.01, -1.2, "vara ungefär lika stort och antalet män minska med 1,2 procent",
     "stay about the same and the number of men to fall by 1.2%"),
    (0.0, 0.0, "vara ungefär lika stort och antalet män vara ungefär lika stort",
     "stay about the same and the number of men to stay about the same"),
])  # fmt: skip
def test_what_is_expected_of_women_and_men_says_which_way_each_goes(
    empty: Path, women: float, men: float, sv: str, en: str
) -> None:
    values = {"T": women + men, "K": women, "M": men}
    rows = [
        row
        for sex, value in values.items()
        for row in series("befolkningsframskrivning", "2480", {"2021": value}, sex)
    ]
    publish(empty, rows)
    told = {lang: Projection(area.area("2480"), lang).sentences()[1] for lang in ("sv", "en")}
    assert told["sv"] == f"Antalet kvinnor väntas {sv}."
    assert told["en"] == f"The number of women is expected to {en}."


# --- the page ---


def queries() -> Iterator[dict[str, Any]]:
    yield {}
    yield {"utm_source": "x", "region": "9999", "sex": "Q", "period": "1066", "year": "-"}
    yield {"region": ["2480", "24"], "sex": ["K", "M"], "beside": ["00", "24"], "lang": ["en"]}
    for code in ("00", "norra-sverige", "24", "2403"):
        yield {"region": code, "by": "month", "then": "2000", "unit": "percent", "beside": "25"}


@pytest.mark.parametrize("query", list(queries()), ids=json.dumps)
def test_the_page_takes_any_query(query: dict[str, Any]) -> None:
    layout = laid_out(**query)
    assert "Om statistiken" in words_of(layout) or query.get("lang")
    ids = re.findall(r' id="([^"]+)"', prerender.markup(layout))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_release_without_any_of_it_gives_a_page_that_says_so(empty: Path, lang: str) -> None:
    publish(empty, series("gini", "00", {"2022": 0.3}))
    layout = page.layout(region="2480", lang=lang)
    told = words_of(layout)
    nothing = {"sv": "har inga uppgifter om detta", "en": "has no figures of this"}[lang]
    assert told.count(nothing) >= 5
    assert "<svg" not in prerender.markup(layout)
    assert by_id(layout, "pyramid-data").children == "null"


def test_the_small_sample_has_a_page(empty: Path) -> None:
    sample_release(empty)
    for code in ("2480", "24", "00", NORRLAND, "0180"):
        prerender.markup(page.layout(region=code))


def test_what_is_awaited_is_told_with_its_agency_and_never_drawn() -> None:
    layout = page.layout(region="2480")
    assert drawn(layout) == {"years", "equation", "ratio", "groups"}
    told = words_of(layout)
    assert "inte hämtade från SCB än; nya kommer varje månad" in told


def test_with_the_awaited_figures_every_section_is_drawn(empty: Path) -> None:
    publish(empty, everything())
    layout = page.layout(region="2480", by="month")
    assert drawn(layout) == {"years", "months", "equation", "projection"}


@pytest.mark.parametrize("code", ["2480", NORRLAND])
def test_every_file_the_page_offers_has_rows_of_the_area(code: str) -> None:
    server = flask.Flask("test")
    routes.register(server)
    links = {
        each.href
        for each in laid_out(region=code)._traverse()
        if str(getattr(each, "href", "")).startswith("/api/")
    }
    assert len(links) >= 12
    for link in links:
        answer = server.test_client().get(link)
        assert answer.status_code == 200
        regions = {
            line.split(";" if "csv-sv" in link else ",")[1].strip()
            for line in answer.text.splitlines()[1:]
        }
        assert regions == set(area.area(code).members)


def test_a_change_over_a_seam_says_that_the_table_was_changed(empty: Path) -> None:
    rows = series("folkmangd", "2480", {"2024": 100.0, "2025": 110.0, "2026": 120.0})
    publish(empty, [row for row in rows if row[4] < "2026"], seam="2024", earlier=["TAB638"])
    place = area.area("2480")
    (told, *_) = wording.size(Size(place, "sv").claims, place, "sv")
    assert told.endswith(
        "10 fler än ett år tidigare, en ökning med 10,0 procent, "
        "men källan bytte tabell däremellan."
    )
    publish(empty, rows, seam="2024", earlier=["TAB638"])
    (told, *_) = wording.size(Size(place, "sv").claims, place, "sv")
    assert "bytte" not in told


def test_a_choice_is_kept_and_nonsense_gives_the_default() -> None:
    chosen = choices.parse({"region": "2480", "beside": "2480", "sex": "k", "unit": "x"})
    assert (chosen.region, chosen.beside, chosen.sex, chosen.unit) == ("2480", "", "K", "")
    assert choices.parse({"region": "xx"}).region == area.HOME


def test_a_form_says_only_what_is_chosen_and_every_control_is_a_choice_of_the_page() -> None:
    """What a page opens with is an empty value, so it makes no other address."""
    for query in queries():
        layout = laid_out(**query)
        view = View(choices.parse(query))
        sent = {name: value for name, value in values(layout) if value}
        assert sent.keys() <= {*page.QUERY, "lang"}
        assert choices.parse(sent) == view.said
        assert View(choices.parse(sent)).said == view.said
        assert live.said(layout, "address") == view.said.address


def values(layout: Component) -> Iterator[tuple[str, str]]:
    """What the form of a page sends, as it stands."""
    for each in prerender.elements(layout):
        name, kind = getattr(each, "name", None), getattr(each, "type", "")
        if each._type == "Select":
            offered = re.findall(r'<option value="([^"]*)" selected>', each.children)
            yield from ((each.name, value) for value in offered)
        elif each._type == "Input" and name and (kind == "hidden" or getattr(each, "checked", 0)):
            yield name, each.value


@pytest.mark.parametrize(("query", "address"), [
    ({}, "/demografi"),
    ({"region": "24", "sex": "T", "by": "year", "lang": "sv"}, "/demografi"),
    ({"region": "2480", **NEWEST}, "/demografi?region=2480"),
    ({"region": "2480", "year": "2021", "period": "2021"},
     "/demografi?region=2480&year=2021&period=2021"),
    ({"region": "2480", "year": "1066", "period": "-", "then": "x"}, "/demografi?region=2480"),
    ({"beside": "25", "unit": "percent"}, "/demografi?beside=25"),
    ({"beside": "25", "unit": "count"}, "/demografi?beside=25&unit=count"),
    ({"unit": "percent", "then": "1970", "period": "1990", "year": "2015", "lang": "en"},
     "/demografi?year=2015&period=1990&then=1970&unit=percent&lang=en"),
])  # fmt: skip
def test_a_view_is_known_under_one_address(query: dict[str, str], address: str) -> None:
    assert live.said(laid_out(**query), "address") == address


# --- the pyramid as the server draws it ---


BAR = re.compile(
    r'data-sex="(\w+)" aria-selected="false" aria-label="([^"]+)">'
    r'<rect class="hit" [^>]*height="([\d.]+)"></rect><rect class="bar \w+" [^>]*width="([\d.]+)"'
)


@pytest.mark.parametrize("query", [
    {"region": "2480"}, {"region": "24", "period": "2015"}, {"region": "00", "period": "1994"},
    {"region": "2403", "lang": "en"},
])  # fmt: skip
def test_a_bars_area_is_its_people_and_its_words_have_their_number(query: dict[str, str]) -> None:
    view = View(choices.parse(query))
    assert view.slice is not None
    bars = BAR.findall(prerender.markup(shown(**query)))
    people = {"women": view.slice.women, "men": view.slice.men}
    each = {sex: [bar for bar in bars if bar[0] == sex] for sex in people}
    assert [len(each[sex]) for sex in people] == [len(view.slice.classes)] * 2
    areas = {sex: [float(tall) * float(wide) for *_, tall, wide in each[sex]] for sex in people}
    scale = sum(areas["women"]) / sum(value or 0 for value in people["women"])
    for sex, values_ in people.items():
        for value, area_, (_, said, tall, _) in zip(values_, areas[sex], each[sex], strict=True):
            assert area_ == pytest.approx((value or 0) * scale, rel=0.005, abs=0.6 * float(tall))
            assert f": {text.number(value, 0, view.lang)}{text.SPACE}p" in said


def test_the_server_draws_the_chosen_period_with_what_lies_over_it_in_the_chosen_unit() -> None:
    plain = prerender.markup(shown(region="24", period="2015"))
    over = prerender.markup(shown(region="24", period="2015", then="1970", unit="percent"))
    what = "Folkmängd efter ålder och kön, Västerbottens län, 2015"
    assert f"{what}, personer per åldersår</p>" in plain
    assert 'class="outline"' not in plain
    assert over.count('class="outline"') == 2
    unit = "procent av folkmängden, per åldersår"
    assert f"{what}, {unit} · Västerbottens län 1970 som streckad kontur" in over
    assert "Personer per åldersår" in plain
    assert "Procent av folkmängden, per åldersår" in over
    assert (plain.count("<caption>"), over.count("<caption>")) == (1, 2)
    beside = prerender.markup(shown(region="2480", beside="24", period="2000"))
    assert f"Umeå, 2000, {unit} · Västerbottens län 2000 som streckad kontur" in beside


def test_a_choice_in_one_card_leaves_the_others_as_they_are() -> None:
    def shapes(**query: str) -> dict[str, str]:
        parts = live.answer(page.layout(region="24", **query))["parts"]
        found = {id_: part["attributes"].get("data-shape") for id_, part in parts.items()}
        return {id_: shape for id_, shape in found.items() if shape}

    first, year = shapes(), shapes(year="2015")
    assert {id_ for id_ in first if first[id_] != year[id_]} == {"ekvationen"}
    then = shapes(then="1970")
    assert {id_ for id_ in first if first[id_] != then[id_]} == {"pyramid-content"}


def test_every_area_has_the_same_places_to_fill() -> None:
    codes = ("24", "00", "2403", "0180", NORRLAND)
    places = [live.answer(page.layout(region=code))["parts"].keys() for code in codes]
    assert all(each == places[0] for each in places)


@pytest.mark.parametrize(("most", "ticks"), [
    (0, [0, 1]), (0.9, [0, 0.5, 1.0]), (2480.0, [0, 1000, 2000, 3000]), (8, [0, 2, 4, 6, 8]),
])  # fmt: skip
def test_ticks_are_round_and_reach_the_greatest(most: float, ticks: list[float]) -> None:
    assert ticks_to(most) == ticks


def test_a_pyramid_of_nothing_but_gaps_is_drawn_and_says_so(empty: Path) -> None:
    """A period of zeros, and a class that the source has no figure of."""
    rows = [
        ("befolkningspyramid", "24", sex, age, year, value, "")
        for sex in "TKM"
        for age in ["total", *map(str, range(100)), "100+"]
        for year, value in (("2024", 0.0), ("2025", None if age == "7" else 0.0))
    ]
    publish(empty, rows)
    for unit in ("count", "percent"):
        written = prerender.markup(shown(region="24", unit=unit, then="2024"))
        assert "nan" not in written.lower()
        assert "Kvinnor, 7 år, 2025: uppgift saknas" in written
        assert written.count("<td>uppgift saknas</td>") == 4


def test_an_area_without_ages_to_compare_with_is_said_to_have_none(empty: Path) -> None:
    rows = [
        ("befolkningspyramid", "24", sex, age, "2025", 100.0, "")
        for sex in "TKM"
        for age in ["total", *map(str, range(100)), "100+"]
    ]
    publish(empty, rows)
    layout = page.layout(region="24", beside="25", lang="en")
    assert "Norrbotten County has no figures by age." in words_of(layout)
    assert 'class="outline"' not in prerender.markup(layout)
    assert "beside=25" in live.said(layout, "address")
    nothing = words_of(page.layout(region="25", beside="24", lang="en"))
    assert "the source has none for Norrbotten County" in nothing


def test_a_picture_is_outlined_by_the_nearest_year() -> None:
    view = View(choices.parse({"region": "24", "period": "1970", "beside": "00"}))
    assert view.slice is not None
    assert view.beside is not None
    words = by_id(page.layout(region="24", period="1970", beside="00"), "pyramid-sub")
    assert "Riket 1994 som streckad kontur" in words_of(words)


def test_the_pyramid_is_sent_as_what_is_left_of_those_a_year_younger_a_year_before() -> None:
    rows: list[list[float | None]] = [[10, 20, None], [11, 9, 21], [8, None, 9]]
    sent = aged(rows)
    assert sent == [[10, 20, None], [11, -1, 1], [8, None, 0]]
    back: list[list[float | None]] = [[]]
    for row in sent:
        known = [0, *(value or 0 for value in back[-1]), 0, 0]
        back.append([None if left is None else left + known[n] for n, left in enumerate(row)])
    assert back[1:] == rows
