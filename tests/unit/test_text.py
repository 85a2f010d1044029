"""Numbers, units, periods and words as the portal writes them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import text
from dashboard.map import payload as map_payload
from tests.sample import indicator

NB = "\u00a0"
NODE = shutil.which("node")


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (12345.6, 1, f"12{NB}345,6", "12,345.6"),
        (1250, 0, f"1{NB}250", "1,250"),
        (10521556.0, 0, f"10{NB}521{NB}556", "10,521,556"),
        (-1250.5, 1, f"−1{NB}250,5", "−1,250.5"),
        (42, 1, "42,0", "42.0"),
        (999, 0, "999", "999"),
        (0.0, 0, "0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_grouped_and_pointed_as_its_language_has_it(value, decimals, swedish, english):
    assert text.number(value, decimals, "sv") == swedish
    assert text.number(value, decimals, "en") == english


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"),
        (1.005, 2, "1,01"), (2.25, 1, "2,3"),
    ],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero(value, decimals, written):
    assert text.number(value, decimals) == written


def test_what_rounds_to_zero_has_no_minus():
    assert text.number(-0.04, 1) == "0,0"
    assert text.number(-0.0, 0) == "0"


def test_a_null_is_never_a_zero():
    assert text.number(None, 0) == ".."
    assert text.number(float("nan"), 1) == ".."
    assert text.number(None, 0, "sv", "-") == "inget finns att redovisa"
    assert text.number(None, 0, "en", "Privacy") == "confidential"
    assert text.quantity(None, indicator()) == ".."


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 4))
def test_any_float_can_be_written_and_read_back(value, decimals):
    written = text.number(value, decimals, "sv")
    read = float(written.replace(NB, "").replace("−", "-").replace(",", "."))
    assert abs(read - value) <= 0.5000001 * 10**-decimals + abs(value) * 1e-15


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_python_and_the_browser_write_the_same_number():
    values = [n / 40 for n in range(-4000, 4000, 7)]
    values += [1.005, 8.345, 0.045, 1e6 + 0.15, 4_460_127, -0.04, 65.612345, 123456789.125]
    script = """
    const values = JSON.parse(require("fs").readFileSync(0));
    const write = (tag, n) => values.map(v => new Intl.NumberFormat(tag, {signDisplay: "negative",
      minimumFractionDigits: n, maximumFractionDigits: n}).format(v).replace("-", "\\u2212"));
    console.log(JSON.stringify([0, 1, 2].map(n => [write("sv-SE", n), write("en-GB", n)])));
    """
    ran = subprocess.run(
        [NODE, "-e", script], input=json.dumps(values), capture_output=True, text=True, check=True
    )  # fmt: skip
    for decimals, (swedish, english) in enumerate(json.loads(ran.stdout)):
        assert [text.number(v, decimals, "sv") for v in values] == swedish
        assert [text.number(v, decimals, "en") for v in values] == english


def test_a_quantity_keeps_its_number_and_unit_on_one_line():
    share = indicator(unit="%", unit_en="%", decimals=1)
    assert text.quantity(5.24, share, "sv") == f"5,2{NB}%"
    assert text.quantity(5.24, share, "en") == "5.2%"
    assert text.quantity(132235, indicator(), "sv") == f"132{NB}235{NB}personer"


def test_a_difference_between_percentages_is_in_percentage_points():
    share = indicator(unit="%", unit_en="%", decimals=1)
    assert text.difference(1.24, share, "sv") == f"+1,2{NB}procentenheter"
    assert text.difference(-1.24, share, "en") == f"−1.2{NB}percentage points"
    assert text.difference(0.04, share, "sv") == f"0,0{NB}procentenheter"
    assert text.difference(1.0, indicator(unit="%"), "sv") == f"+1{NB}procentenhet"
    assert text.difference(1238, indicator(), "sv") == f"+1{NB}238{NB}personer"
    assert text.difference(None, share) == ".."


@pytest.mark.parametrize(
    ("code", "swedish", "english"),
    [
        ("2024", "2024", "2024"),
        ("2024K2", "kvartal 2 2024", "Q2 2024"),
        ("2024M05", "maj 2024", "May 2024"),
        ("2024M13", "2024M13", "2024M13"),
    ],
)
def test_a_period_is_written_in_words(code, swedish, english):
    assert (text.period(code, "sv"), text.period(code, "en")) == (swedish, english)


def test_every_symbol_of_the_sources_has_words_and_an_unknown_one_is_shown_as_it_is():
    for symbol in ("..", ".", "-", "p", "r", "Missing", "Privacy"):
        assert symbol not in (text.status(symbol, "sv"), text.status(symbol, "en"))
        assert text.status(symbol, "sv") != text.status(symbol, "en")
    assert text.status("x?", "sv") == "källans beteckning: x?"


def test_what_the_map_draws_apart_is_a_symbol_with_words_and_a_look_its_script_has():
    script = (Path(map_payload.__file__).parents[1] / "assets" / "map-beside.mjs").read_text()
    for symbol, look in map_payload.LOOK.items():
        assert not text.status(symbol).startswith("källans beteckning")
        assert f"{look}: []" in script
    assert {symbol: map_payload.LOOK.get(symbol) for symbol in ("", "..", "Missing")} == {
        "": None, "..": None, "Missing": None,
    }  # fmt: skip  # unknown is hatched, never drawn as nothing to report


def test_sexes_and_ages_are_words():
    assert [text.sex(code) for code in "KMT"] == ["kvinnor", "män", "totalt"]
    assert [text.sex(code, "en") for code in "KMT"] == ["women", "men", "total"]
    assert text.age("0-9") == "0–9 år"
    assert text.age("100+") == "100 år och äldre"
    assert text.age("total") == "alla åldrar"
    assert text.age("65+", "en") == "65 years and over"


def test_the_source_line_names_source_table_and_day():
    monthly = indicator(agency="SCB", table="TAB6471", taken="2026-06-15")
    assert text.source_line(monthly, "sv") == (
        "Källa: SCB, TAB6471. Bearbetning: Norrläget. Uppgifterna hämtade 2026-06-15."
    )
    assert text.source_line(indicator(), "en") == (
        "Source: Kolada, N01951. Processing: Norrläget. Figures taken 2024-08-30."
    )


def test_a_series_of_two_tables_names_both_and_each_period_its_own():
    seamed = indicator(agency="SCB", table="TAB6473", earlier=["TAB1625"], seam="2024M12")
    assert text.source_line(seamed, "sv").startswith(
        "Källa: SCB, TAB6473; till och med december 2024 TAB1625. Bearbetning"
    )
    assert "SCB, TAB6473; until December 2024 TAB1625. Processing" in text.source_line(seamed, "en")
    assert text.source_at(seamed, "2024M12") == "SCB TAB1625"
    assert text.source_at(seamed, "2025M01") == "SCB TAB6473"
    assert text.seam_note(seamed, "sv") == (
        "Källan bytte tabell: TAB1625 till och med december 2024, därefter TAB6473."
    )
    assert text.seam_note(indicator(), "sv") == ""
    derived = indicator(seam="2024")
    assert text.seam_note(derived, "en") == (
        "The source changed table after 2024; no change is computed over that."
    )
    assert text.source_at(derived, "2020") == "Kolada N01951"


def test_a_break_in_method_is_told_under_the_figure_with_its_period():
    changed = {"period": "2021", "sv": "Hushållen räknas.", "en": "Households are counted."}
    broken = indicator(breaks=[changed])
    assert text.seam_note(broken, "sv") == "Ny metod från 2021: Hushållen räknas."
    assert text.seam_note(broken, "en") == "New method from 2021: Households are counted."
    assert text.seams(broken) == {"2020": ("metod", "method")}
    assert text.seams(indicator(seam="2019", breaks=[changed])) == {
        "2019": ("tabell", "table"), "2020": ("metod", "method")
    }  # fmt: skip


def test_money_of_its_time_is_said_to_be_so():
    money = indicator(unit="kr", nominal=True)
    assert text.measured(money, "sv") == "kr, löpande priser"
    assert text.measured(money, "en") == "SEK, current prices"
    assert text.measured(indicator(unit="index 1980 = 100", nominal=True)) == "index 1980 = 100"


def test_a_series_that_others_complete_names_each_of_them_and_its_day():
    other = {"agency": "SCB", "table": "TAB638", "taken": "2025-02-21", "same": True}
    whole = indicator(
        earlier=[
            {**other, "first": "2024", "last": "2024"},
            {**other, "first": "2023", "last": "2024"},
            {**other, "table": "TAB5557", "first": "2025", "last": "2025", "taken": "2026-09-13"},
        ]
    )
    assert text.source_line(whole, "sv") == (
        "Källa: Kolada, N01951, hämtad 2024-08-30; SCB, TAB638 för 2023–2024, hämtad 2025-02-21; "
        "SCB, TAB5557 för 2025, hämtad 2026-09-13. Bearbetning: Norrläget."
    )
    assert text.source_line(whole, "en", "2024") == (
        "Source: SCB, TAB638. Processing: Norrläget. Figures taken 2025-02-21."
    )
    assert text.source_line(whole, "sv", "2022").startswith("Källa: Kolada, N01951. ")
    assert [text.source_at(whole, year) for year in ("2022", "2024", "2025")] == [
        "Kolada N01951",
        "SCB TAB638",
        "SCB TAB5557",
    ]
    assert text.tables(whole, "en") == ("N01951; for 2023–2024 SCB TAB638; for 2025 SCB TAB5557")
    assert text.seam_note(whole) == ""
    assert len(text.source_lines([whole, indicator()], "sv")) == 3


def test_a_search_key_ignores_case_and_diacritics():
    assert text.fold("ÅÄÖ Malmö é") == "aao malmo e"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Västerbottens län", "Västerbotten County"),
        ("Uppsala län", "Uppsala County"),
        ("Västra Götalands län", "Västra Götaland County"),
        ("Riket", "Sweden"),
        ("Umeå", "Umeå"),
    ],
)
def test_regions_have_english_names(name, english):
    assert text.county_name(name, "sv") == name
    assert text.county_name(name, "en") == english
