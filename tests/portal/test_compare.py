"""Places beside each other: what an address asks, what its page shows, and the same as files."""

import io
import re
from math import isfinite
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

import pandas as pd
import pytest
from flask.testing import FlaskClient
from lxml import html
from scipy import stats

from dashboard import data, groups, references, text
from dashboard.claims import judge
from dashboard.claims.series import Figures
from dashboard.compare import grammar, lines, spread, start, table, words
from dashboard.compare.figures import compared, weight
from dashboard.compare.grammar import FIGURES, PLACES, Measure
from dashboard.compare.model import RIKET
from dashboard.parameters import Parameters
from dashboard.web import create_app
from etl.model import level_of
from tests.compared import agree, asked, cells, csv, page, random_queries, told

RANDOM = 8  # addresses that page, files and API must agree on
TWO = {"region": "2480,2482", "indikator": "sysselsattningsgrad,ohalsotal"}


@pytest.fixture(scope="module", autouse=True)
def _released(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


# --- what an address asks ---


def test_an_address_is_written_in_one_way_and_read_the_same_again(client: FlaskClient) -> None:
    for query in random_queries(40):
        choices = asked(**query)
        assert choices.faults == ()
        assert grammar.parse(Parameters(choices.query())) == choices
    for query in random_queries(6):
        document = page(client, **query)
        canonical = urlsplit(document.xpath("//link[@rel='canonical']/@href")[0])
        assert canonical.path == "/jamfor"
        assert dict(parse_qsl(canonical.query)) == asked(**query).query()


def test_groups_are_read_alike_by_the_page_and_the_api(client: FlaskClient) -> None:
    for word in ["county:24", "norra-sverige", "lan", "liknande:2480", "kolada:2480",
                 "skr:landsbygdskommuner", "county:22"]:  # fmt: skip
        query = urlencode({"indicator": "folkmangd", "region": word, "period": "2022", "sex": "T"})
        rows = pd.read_csv(
            io.StringIO(client.get(f"/api/v1/observations?{query}").text), dtype={"region": str}
        )
        codes = groups.members(word)
        assert codes
        assert {*rows["region"]} == {*codes}
        assert asked(region=word, indikator="folkmangd").codes == codes
    assert groups.members("liknande:2480") == references.members("liknande", "2480")


def test_a_place_that_nobody_is_like_has_an_empty_group_and_no_wrong_word(
    client: FlaskClient,
) -> None:
    word = next(
        f"liknande:{code}" for code in data.regions() if groups.members(f"liknande:{code}") == ()
    )
    response = client.get(
        "/jamfor", query_string={"region": f"2480,{word}", "indikator": "folkmangd"}
    )
    assert response.status_code == 200
    assert "inget är tillräckligt likt" in response.text


def test_order_is_kept_doubles_are_one_and_a_place_is_left_out_of_a_group() -> None:
    found = asked(region="2482,county:24,2482,-2401", indikator="folkmangd").codes
    assert found[0] == "2482"
    assert len({*found}) == len(found) == len(data.municipalities_of("24")) - 1
    assert "2401" not in found


def test_a_name_or_a_title_is_as_good_as_a_code_whatever_its_diacritics() -> None:
    title = text.title(data.indicators()["forvarvsinkomst"])
    assert "," in title
    for given in (title, title.upper(), text.fold(title), "forvarvsinkomst"):
        choices = asked(region="umea", indikator=given)
        assert choices.query() == {"region": "2480", "indikator": "forvarvsinkomst"}
    for word in ("Västerbottens län", "vasterbottens lan", "Västerbotten County"):
        assert asked(region=word).region == ("24",)
    for word in ("liknande:2480", "county:24", "lan", data.NORTH, *groups.of_skr()):
        for lang in ("sv", "en"):
            assert asked(region=groups.called(word, lang)).region == (word,)  # type: ignore[arg-type]


def test_what_is_typed_is_added_to_what_was_chosen(client: FlaskClient) -> None:
    pairs = [
        ("region", "2480"), ("region", "Vilhelmina"), ("region", ""), ("indikator", "folkmangd"),
        ("indikator", "Medelålder"), ("matt", ""), ("utm_source", "x"),
    ]  # fmt: skip
    response = client.get("/jamfor", query_string=urlencode(pairs))
    assert response.status_code == 200
    canonical = html.fromstring(response.text).xpath("//link[@rel='canonical']/@href")[0]
    expected = {"region": "2480,2462", "indikator": "folkmangd,medelalder"}
    assert dict(parse_qsl(urlsplit(canonical).query)) == expected


@pytest.mark.parametrize(
    ("name", "word", "near"),
    [
        ("region", "Umeaa", "2480"),
        ("region", "1229", "1263"),  # Bara, which is no more
        ("region", "county:2480", ""),
        ("indikator", "sysselsatningsgrad", "sysselsattningsgrad"),
        ("indikator", "topic:arbeten", ""),
        ("kon", "X", ""),
        ("period", "20x4", ""),
        ("vy", "tabel", "tabell"),
        ("matt", "varden", "varde"),
        ("ordning", "nam", "namn"),
    ],
)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_word_that_means_nothing_is_a_400_that_names_it_and_what_may_be_meant(
    client: FlaskClient, name: str, word: str, near: str, lang: str
) -> None:
    both = name in ("region", "indikator")
    query = {**TWO, name: f"{TWO[name]},{word}" if both else word, "lang": lang}
    response = client.get("/jamfor", query_string=query)
    assert response.status_code == 400
    document = html.fromstring(response.text)
    note = document.xpath("//div[contains(@class,'wrong')]")[0]
    assert f"{name}={word}" in told(note)
    assert len(cells(document)) == 3  # the rest is shown: two places and riket
    links = note.xpath(".//a/@href")
    assert not near or any(near in each for each in links)
    for each in links:
        assert grammar.parse(Parameters(dict(parse_qsl(urlsplit(each).query)))).faults == ()
    refused = client.get("/jamfor.csv", query_string=query)
    assert refused.status_code in (400, 404)
    assert refused.json
    assert refused.json["allowed"]


def test_too_much_is_a_400_with_the_sum_and_a_way_to_less(client: FlaskClient) -> None:
    ids = list(data.indicators())[: FIGURES + 1]
    response = client.get(
        "/jamfor", query_string={"region": data.NORTH, "indikator": ",".join(ids)}
    )
    assert response.status_code == 400
    note = html.fromstring(response.text).xpath("//div[contains(@class,'wrong')]")[0]
    assert "44 områden × 31 indikatorer = 1 364 rader" in told(note)
    assert client.get(note.xpath(".//a/@href")[0]).status_code == 200
    many = f"{data.NORTH},skr:landsbygdskommuner"
    assert len(asked(region=many).codes) > PLACES
    assert (
        client.get("/jamfor", query_string={"region": many, "indikator": "folkmangd"}).status_code
        == 400
    )
    assert (
        client.get(
            "/jamfor.csv", query_string={"region": many, "indikator": "folkmangd"}
        ).status_code
        == 400
    )


def test_the_most_that_may_be_compared_can_be(client: FlaskClient) -> None:
    north = [*data.NORRLAND, *data.municipalities_of(*data.NORRLAND)]
    codes = [*north, *(code for code in data.regions() if code not in north)][:PLACES]
    query = {
        "region": ",".join(codes),
        "indikator": ",".join(list(data.indicators())[:FIGURES]),
        "kon": "T,K,M",
    }
    assert client.get("/jamfor", query_string=query).status_code == 200


# --- what is shown ---


def test_page_files_and_api_have_the_same_figures_in_the_same_order(client: FlaskClient) -> None:
    assert all(agree(client, query) for query in random_queries(RANDOM))


def test_a_figure_is_judged_beside_riket_as_one_cell_at_a_time_is() -> None:
    judged = 0
    for query in random_queries(12):
        found = compared(
            asked(**{k: v for k, v in query.items() if k in ("region", "indikator", "period")})
        )
        figures = Figures(
            data.release().indicators, lambda id_, codes=found.rows: data.rows(id_, codes)
        )
        for column in found.columns:
            for code in found.codes:
                cell = column.cells[code]
                if cell.value is None or code == RIKET:
                    continue
                series = figures.series((column.indicator.id, code, column.sex, column.age))
                whole = figures.series((column.indicator.id, RIKET, column.sex, column.age)).get(
                    cell.period
                )
                around = judge.around(figures, series[cell.period])
                assert cell.low == pytest.approx(around.low if around else None)
                if whole is None or column.indicator.absolute:
                    assert cell.relation == ""
                    continue
                verdict = judge.beyond(figures, series[cell.period], whole)
                expected = {True: verdict.relation, False: "about", None: ""}[verdict.certain]
                assert cell.relation == expected
                judged += bool(expected)
    assert judged > 50


def test_what_is_not_known_is_never_about_the_same_nor_nought() -> None:
    found = compared(
        asked(region="norra-sverige", indikator=",".join(list(data.indicators())[:FIGURES]))
    )
    for column in found.columns:
        for cell in column.cells.values():
            if cell.low is None or cell.value is None:
                assert cell.relation == ""
            if not cell.period:
                assert cell.value is None
                assert words.missing(cell, "sv")


def test_a_figure_that_is_not_of_such_places_says_so(client: FlaskClient) -> None:
    only = next(
        each for each in data.indicators().values()
        if "municipality" in each.levels and "county" not in each.levels
    )  # fmt: skip
    row = cells(page(client, region="24,2480", indikator=only.id))[0]
    assert told(row[1]) == "finns inte för län"
    assert list(csv(client, region="24", indikator=only.id)["status"]) == ["."]


def test_a_sex_that_there_is_none_of_is_told_and_is_all_instead(client: FlaskClient) -> None:
    without = next(each for each in data.indicators().values() if each.sexes == ["T"])
    found = compared(asked(region="2480", indikator=without.id, kon="K,M"))
    assert [each.sex for each in found.columns] == ["T"]
    head = page(client, region="2480", indikator=without.id, kon="K").xpath("//thead//th")[1]
    assert "finns inte efter kön" in told(head)


def test_periods_are_one_where_asked_and_else_told_in_the_cell(client: FlaskClient) -> None:
    ids = "folkmangd,sysselsattningsgrad,valdeltagande-kommunval"
    together = compared(asked(region="lan", indikator=ids, period="gemensam"))
    for column in together.columns:
        assert {
            cell.period for code, cell in column.cells.items() if code != RIKET and cell.period
        } <= {column.period}
    region = f"{data.NORTH},00"
    newest = compared(asked(region=region, indikator="folkmangd", period="senaste"))
    mixed = newest.columns[0]
    for code, cell in mixed.cells.items():
        known = [
            p
            for p in data.periods("folkmangd")
            if data.value("folkmangd", code, "T", "total", p) is not None
        ]
        assert cell.period == max(known)
    rows = cells(page(client, region=region, indikator="folkmangd", period="senaste"))
    for row in rows:
        code = next(c for c in newest.rows if data.region_name(c) == told(row[0]))
        cell = mixed.cells[code]
        assert (cell.period != mixed.period) == (cell.period in told(row[1]).split(" ")[-1:])
    heading = told(
        page(client, region=region, indikator="folkmangd", period="gemensam").xpath(
            "//p[@class='lead']"
        )[0]
    )
    assert "den senaste period som alla områden har" in heading


def test_a_year_or_a_span_bounds_every_figure() -> None:
    for period, ends in {"2021": ("2021", "2021"), "2015..2020": ("2015", "2020")}.items():
        found = compared(asked(**TWO, period=period))
        for column in found.columns:
            assert all(
                ends[0] <= each.period <= ends[1] for each in column.cells.values() if each.period
            )


def test_rows_are_ordered_by_what_is_shown_and_lack_comes_last() -> None:
    for query in random_queries(15):
        first = query["indikator"].split(",")[0]
        for order, sign in ((first, 1), (f"-{first}", -1)):
            choices = asked(**{**query, "ordning": order})
            found = compared(choices)
            column = next(each for each in found.columns if each.indicator.id == first)
            weights = [weight(column.cells[code], choices) for code in found.codes]
            known = [each * sign for each in weights if each is not None]
            assert weights[: len(known)] == [each * sign for each in known]
            assert known == sorted(known)


def test_every_control_keeps_the_others_and_comes_back_as_it_was(client: FlaskClient) -> None:
    query = {**TWO, "kon": "K,M", "period": "2015..2020", "matt": "utveckling", "ordning": "namn"}
    document = page(client, **query)
    links = document.xpath("//nav[@class='views']//a/@href")
    links += document.xpath("//a[@class='sort']/@href")
    links += document.xpath("//ul[@class='chips']//a/@href")
    links += document.xpath("//p[@class='suggested']//a/@href")
    assert len(links) > 10
    for link in links:
        given = dict(parse_qsl(urlsplit(link).query))
        choices = grammar.parse(Parameters(given))
        assert choices.faults == ()
        changed = {name for name in {*query, "vy"} if given.get(name) != query.get(name)}
        assert len(changed - {"ordning"}) <= 1
    form = document.xpath("//form[@id='controls']")[0]
    fields = {
        each.get("name"): each.get("value") for each in form.xpath(".//input[@type='hidden']")
    }
    for select in form.xpath(".//select"):
        fields[select.get("name")] = select.xpath("./option[@selected]/@value")[0]
        for value in select.xpath("./option/@value"):
            assert asked(**{**query, select.get("name"): value}).faults == ()
    assert {name: value for name, value in fields.items() if value} == query


# --- the views ---


def test_the_heat_map_is_dark_where_it_is_far_and_on_the_better_side(client: FlaskClient) -> None:
    ids = "sysselsattningsgrad,ohalsotal,medelalder"
    found = compared(asked(region=data.NORTH, indikator=ids, vy="varme"))
    shown = cells(page(client, region=data.NORTH, indikator=ids, vy="varme"))
    seen = set()
    for row, code in zip(shown, found.codes, strict=False):
        for cell, column in zip(row[1:], found.columns, strict=True):
            of = column.cells[code]
            scale, far = cell.get("class").split()[0], of.deviation or 0.0
            better = {"lower": -1, "higher": 1, "neutral": 1}[column.indicator.better]
            assert scale[0] == ("n" if column.indicator.better == "neutral" else "d")
            expected = 1 + sum(far * better > edge for edge in (-2, -1, 1, 2))
            assert int(scale[1]) == expected
            assert ("unsure" in cell.get("class")) == (of.relation not in ("higher", "lower"))
            assert re.match(r"\d", told(cell))  # the number is always there
            seen.add(scale)
    assert len(seen) > 6
    assert table.STEPS == (-2.0, -1.0, 1.0, 2.0)


def test_a_deviation_is_the_distance_from_riket_in_robust_spreads() -> None:
    found = compared(asked(region=data.NORTH, indikator="ohalsotal"))
    column = found.columns[0]
    codes = [code for code, each in data.regions().items() if each.level == "municipality"]
    values = data.observations("ohalsotal", regions=codes, sexes=["T"], periods=[column.period])[
        "value"
    ]
    spread_ = stats.median_abs_deviation(values.dropna(), scale=1 / 1.4826)
    for code in found.codes:
        cell = column.cells[code]
        assert cell.deviation == pytest.approx((cell.value - column.cells[RIKET].value) / spread_)


def test_lines_are_those_of_each_place_and_many_places_are_strips(client: FlaskClient) -> None:
    found = compared(asked(**TWO, vy="diagram"))
    chart = lines.charts(found, "sv")[0]
    assert [each.place for each in chart.series] == ["Umeå", "Riket", "Skellefteå"]
    assert [each.role for each in chart.series] == ["own", "compare", "compare"]
    for series, code in zip(chart.series, ["2480", "00", "2482"], strict=True):
        for period, value in zip(series.periods, series.values, strict=True):
            given = data.value("sysselsattningsgrad", code, "T", "total", period)
            assert value == (None if given is None else pytest.approx(given, abs=0.05))
    many = page(client, region=data.NORTH, indikator="ohalsotal", vy="diagram")
    assert len(many.xpath("//*[local-name()='svg'][@class='strip']")) == 1
    assert "Högst: Haparanda" in told(many)


def test_the_scatter_tells_how_two_figures_follow_each_other_and_draws_no_line() -> None:
    found = compared(
        asked(region="2480,2482", indikator="eftergymnasial-utbildning,ohalsotal", vy="spridning")
    )
    chart = spread.scatter(found, "sv")
    assert chart
    rho = stats.spearmanr([dot.x for dot in chart.dots], [dot.y for dot in chart.dots]).statistic
    assert f"ρ = {text.number(float(rho), 2)} (n = {len(chart.dots)})" in chart.told
    assert "Samband är inte orsak" in chart.told
    assert {dot.name for dot in chart.dots if dot.named} == {"Umeå", "Skellefteå"}
    drawing = chart.svg(640, 400, "x")
    assert "Umeå" in drawing
    assert drawing.count("<line") == 0


def test_english_is_whole(client: FlaskClient) -> None:
    for view in ("", "varme", "diagram", "spridning"):
        for measure in ("", "rang", "utveckling", "avvikelse"):
            said = told(page(client, **TWO, vy=view, matt=measure, lang="en").xpath("//main")[0])
            for swedish in (
                "riket",
                "högre",
                "Kommuner",
                "uppgift",
                "Visa",
                "områden",
                "Lägg till",
            ):
                assert swedish not in said


def test_the_start_page_has_three_comparisons_that_are_all_there(client: FlaskClient) -> None:
    assert len(start.ready()) == 3
    for each in start.ready():
        assert all(data.meaning(id_) for id_ in each.indikator)
        assert all(groups.members(word) for word in each.region)
    document = page(client)
    for link in document.xpath("//div[@class='ready']//h2/a/@href"):
        shown = client.get(link)
        assert shown.status_code == 200
        assert len(cells(html.fromstring(shown.text))) > 5
    form = document.xpath("//div[@class='ready']//form")[0]
    values = [each.get("value") for each in form.xpath(".//option[@selected]")]
    assert values == ["2480,liknande:2480"]


def test_no_measure_says_what_is_never_said(client: FlaskClient) -> None:
    for measure in get_args(Measure):
        said = told(
            page(client, region="norra-sverige", indikator="ohalsotal", matt=measure).xpath(
                "//main"
            )[0]
        )
        for word in ("signifikant", "stabilt", "snittet", "Norrland "):
            assert word not in said


def test_levels_stand_side_by_side() -> None:
    found = compared(asked(region="2480,24,00", indikator="ohalsotal"))
    assert [level_of(code) for code in found.rows] == ["municipality", "county", "country"]
    assert all(isfinite(found.columns[0].cells[code].value or 0) for code in found.rows)


def test_a_file_without_figures_has_its_columns(client: FlaskClient) -> None:
    query = {"region": "2425,2482", "indikator": "folkmangd-manad", "vy": "diagram"}
    assert len(csv(client, **query)) == 0
    assert list(csv(client, **query).columns) == list(csv(client, **TWO).columns)
