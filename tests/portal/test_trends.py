"""Trends: the span is what past misses were, as other code reckons it, and nothing is invented."""

import csv
import io
import re
from functools import cache
from pathlib import Path
from statistics import fmean, quantiles

import pytest
from flask.testing import FlaskClient

from dashboard import data, text
from dashboard.trends import chart, choices, expectation, hindsight, labour, words
from dashboard.trends.contents import contents
from dashboard.trends.outlook import Outlook
from etl.model import level_of
from tests.demography import Row, everything, publish, series
from tests.shown import page

PATH = "/trender"
FIVE = contents().group[0].expected[0]  # of all ages, five years ahead
SIZES = ((0, 5_000), (5_000, 10_000), (10_000, 30_000), (30_000, 10**9))

Figures = dict[tuple[str, str], float]  # by region and year
Values = dict[str, float | None]


pytestmark = pytest.mark.usefixtures("released")


@cache
def figures(client: FlaskClient, id_: str, sex: str) -> Figures:
    """An indicator's file as an analyst reads it, in whole people."""
    rows = csv.DictReader(io.StringIO(client.get(f"/data/{id_}.csv").text))
    kept = (row for row in rows if row["sex"] == sex and row["value"])
    return {(row["region"], row["period"]): float(f"{float(row['value']):.0f}") for row in kept}


def errors(client: FlaskClient, code: str, made: str, sex: str = "T") -> list[float]:
    """What came, in per cent above what was expected, of all places like one, reckoned anew."""
    expected = figures(client, "framskrivning-om-fem-ar", sex)
    counted, people = (figures(client, "folkmangd", each) for each in (sex, "T"))
    low, high = next(pair for pair in SIZES if pair[0] <= people[code, made] < pair[1])
    found = []
    for (region, year), value in expected.items():
        came = counted.get((region, str(int(year) + 5)))
        like = level_of(region) == level_of(code)
        if level_of(code) == "municipality":
            like = like and low <= people[region, year] < high
        if came is not None and like:
            found.append((came - value) / value * 100)
    return found


def plain(html: str) -> str:
    """A row's words, and its minus as programs write it."""
    return re.sub(r"<[^>]+>", " ; ", html).replace(text.MINUS, "-").replace(text.SPACE, "")


def numbers(row: str) -> list[float]:
    """The numbers of a row's words, as they are written."""
    return [float(each.replace(",", ".")) for each in re.findall(r"-?\d+(?:,\d+)?", row)]


def view(**query: str) -> Outlook:
    return Outlook(choices.parse(query))


def says(code: str = "2480", **query: str) -> str:
    """All that is said of what was expected five years before."""
    of = view(region=code, **query)
    past = of.past(FIVE)
    lacking = hindsight.lacking([each.made for each in past], of.lang)
    return " ".join(filter(None, [*hindsight.past(past, FIVE, of), lacking]))


# --- the span ---


def test_the_span_is_where_eight_of_ten_like_it_have_been(client: FlaskClient) -> None:
    for code, sex in (("2482", "T"), ("2403", "T"), ("2506", "K"), ("24", "T"), ("2480", "M")):
        of = view(region=code, sex=sex)
        expected = figures(client, "framskrivning-om-fem-ar", sex)[code, of.made]
        tenths = quantiles(errors(client, code, of.made, sex), n=10, method="inclusive")
        fan = of.fans[str(int(of.made) + 5)]
        assert fan.low == pytest.approx(expected * (1 + tenths[0] / 100), abs=2)
        assert fan.high == pytest.approx(expected * (1 + tenths[-1] / 100), abs=2)
        assert fan.of.cases == len(errors(client, code, of.made, sex))


def test_the_span_is_told_with_what_it_rests_on(client: FlaskClient) -> None:
    of = view(region="2482")
    count = len(errors(client, "2482", of.made))
    shown = page(client, PATH, "?region=2482").replace("\u00a0", " ")
    assert f"Av {count} framskrivningar för kommuner med minst 30 000 invånare" in shown
    assert f"räknar från folkmängden i slutet av {of.made}" in shown
    (fan,) = of.fans.values()
    assert (
        f"mellan {words.number(fan.low, 'sv')} och {words.number(fan.high, 'sv')}".replace(
            "\u00a0", " "
        )
        in shown
    )


def test_the_table_of_misses_is_that_of_the_figures(client: FlaskClient) -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", page(client, PATH, "?region=2482"), re.DOTALL)
    shown = [numbers(plain(row))[-5:] for row in rows]
    for code in ("2403", "2482", "24"):
        found = errors(client, code, view().made)
        tenths = quantiles(found, n=10, method="inclusive")
        told = [len(found), fmean(found), fmean(map(abs, found)), tenths[0], tenths[-1]]
        assert any(row == pytest.approx(told, abs=0.051) for row in shown)


def test_of_the_country_there_is_no_span_and_it_is_said(client: FlaskClient) -> None:
    assert view(region="00").fans == {}
    assert "finns för få utfall att jämföra med" in page(client, PATH, "?region=00")


def test_no_span_is_shown_so_far_ahead_that_nothing_has_come() -> None:
    of = view(region="2480")
    drawn = chart.ahead(of)
    assert drawn is not None
    assert drawn.band is not None
    last = of.ahead[-1]
    assert last.year not in of.fans
    assert drawn.band.of[drawn.periods.index(last.year)] is None
    assert f"För {last.year} visas inget spann" in " ".join(expectation.span(of))


# --- sentences at their edges ---


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    return tmp_path


def released(folder: Path, expected: Values, counted: Values) -> None:
    rows = series("framskrivning-om-fem-ar", "2480", expected)
    publish(folder, rows + series("folkmangd", "2480", counted))


COUNTED: Values = {str(year): 1_000.0 for year in range(2014, 2022)}


def test_one_outcome_is_told_by_itself(empty: Path) -> None:
    released(empty, {"2014": 1_100, "2017": 1_200}, COUNTED)
    assert says() == (
        "Framskrivningen från 2014 väntade 1\u00a0100 invånare 2019, och det blev 1\u00a0000, "
        "9,1 procent färre."
    )
    assert says(lang="en").startswith("The projection from 2014 expected 1,100 residents in 2019")


def test_a_projection_that_is_missing_is_told(empty: Path) -> None:
    released(empty, {"2014": 900, "2016": 990}, COUNTED)
    told = says()
    assert "Två framskrivningar" in told
    assert "fler än väntat båda gångerna" in told
    assert told.endswith("Framskrivningar från 2015 saknas i dataversionen.")


def test_what_came_true_is_neither_more_nor_fewer(empty: Path) -> None:
    released(empty, {"2014": 1_000, "2015": 1_000, "2016": 990}, COUNTED)
    assert "Det blev fler än väntat en gång;" in says()


def test_where_nothing_has_come_it_is_said_and_no_span_is_drawn(empty: Path) -> None:
    released(empty, {"2019": 1_100, "2020": 1_200, "2021": 1_300}, COUNTED)
    assert says() == (
        "Ingen framskrivning fem år framåt för Umeå kan jämföras med ett utfall än: "
        "den äldsta gäller 2024."
    )
    assert view(region="2480").fans == {}


def test_a_projection_year_by_year_leads_once_it_is_there(empty: Path) -> None:
    publish(empty, everything("2480"))
    of = view(region="2480")
    assert (of.made, of.ahead[0].year, of.ahead[-1].year) == ("2025", "2026", "2040")
    assert "Enligt framskrivningen från 2025 väntas Umeå ha" in " ".join(expectation.expected(of))
    assert {each.id for each in of.projections} == {"framskrivning-folkmangd"}


def test_too_few_outcomes_are_told_apart_from_none(empty: Path) -> None:
    expected = series("framskrivning-om-fem-ar", "2480", {"2014": 900, "2021": 990})
    later = series("framskrivning-om-tio-ar", "2480", {"2021": 990})
    publish(empty, expected + later + series("folkmangd", "2480", COUNTED))
    told = " ".join(expectation.span(view(region="2480")))
    assert "För 2026 finns för få utfall" in told
    assert "För 2031 visas inget spann" in told


def labour_force(ages: range, years: dict[str, float]) -> list[Row]:
    """So many women of each age, one man more, of whom 80 and 90 per cent take part."""
    people: list[Row] = [
        ("framskrivning-alder", "24", sex, str(age), year, many + (sex == "M"), "")
        for sex in "KM" for age in ages for year, many in years.items()
    ]  # fmt: skip
    women, men = (
        series("arbetskraftsdeltagande", "24", {"2024": rate}, sex)
        for sex, rate in (("K", 80.0), ("M", 90.0))
    )
    return [*people, *women, *men]


def test_the_worked_example_is_those_expected_times_those_who_take_part(empty: Path) -> None:
    publish(empty, labour_force(range(18, 70), {"2026": 100, "2031": 105}))
    found = {(each.sex, each.year): each.taking for each in labour.example(view(region="24").place)}
    women = {("K", "2026"): 45 * 100 * 0.8, ("K", "2031"): 45 * 105 * 0.8}
    men = {("M", "2026"): 45 * 101 * 0.9, ("M", "2031"): 45 * 106 * 0.9}
    assert found == pytest.approx(women | men)


def test_the_worked_example_has_every_age_or_is_not_there(empty: Path) -> None:
    publish(empty, labour_force(range(20, 64), {"2026": 100}))  # 64 is missing
    assert labour.example(view(region="24").place) == []


# --- the page ---


def test_the_page_tells_what_is_expected_and_no_more(client: FlaskClient) -> None:
    for query in (
        "",
        "?region=2482&sex=K",
        "?region=25&grupp=80",
        "?region=00",
        "?region=2506&sex=M&grupp=80",
    ):
        shown = page(client, PATH, query)
        assert "väntas" in shown
        assert "kommer att" not in shown
        assert "Norrläget har ingen fil med talen" in shown
        english = page(client, PATH, f"{query}{'&' if query else '?'}lang=en")
        assert "is expected to have" in english
        assert "väntas" not in english


def test_the_files_say_what_the_page_does(client: FlaskClient) -> None:
    asked = "region=2482&sex=M"
    whole = client.get(f"{PATH}.json?{asked}").json
    shown = page(client, PATH, f"?{asked}")
    assert all(each in shown for each in whole["sentences"])
    table = [*csv.DictReader(io.StringIO(client.get(f"{PATH}.csv?{asked}").text))]
    assert [float(row["expected"]) for row in table] == [row["expected"] for row in whole["rows"]]
    (newest,) = (row for row in whole["rows"] if row["low"] is not None and row["sex"] == "M")
    assert newest["low"] < newest["expected"] < newest["high"]
    assert newest["counted"] is None
    assert client.get(f"{PATH}.csv?region=9999").status_code == 404
    assert client.get(f"{PATH}.csv?grupp=7").status_code == 400


def test_a_place_that_is_none_is_told_and_another_is_shown(client: FlaskClient) -> None:
    assert "Ingen kommun och inget län har koden 9999." in page(client, PATH, "?region=9999")
    assert "Sidan har inga siffror för norra Sverige" in page(client, PATH, "?region=norra-sverige")


def test_every_indicator_that_the_page_names_is_in_the_catalogue() -> None:
    of = contents()
    named = [of.burden.everyone, of.burden.working, of.labour.people, *of.labour.rates]
    for group in of.group:
        named += [group.counted, group.whole, *(each.indicator for each in group.expected)]
        named += [each.indicator for each in group.forecasts]
    assert [each for each in named if each and data.meaning(each) is None] == []
