"""Numbers and units: one table of cases, the same for Python and for the scripts."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dashboard import data, text
from dashboard.text import Lang
from etl import catalogue
from etl.catalogue import units
from etl.errors import CatalogueError
from etl.model import Meaning, PublishedIndicator
from tests import PROJECT
from tests.sample import POPULATION, UNITS, indicator
from tests.small import POPULATION as ENTRY
from tests.small import TOPIC, small

NB, NODE = "\u00a0", shutil.which("node")
ASSETS = PROJECT / "dashboard" / "assets"

# Unit, decimals, value: as it is written in Swedish, in English.
CASES: list[tuple[str, int, float, str, str]] = [
    ("personer", 0, 0, "0 personer", "0 people"),
    ("personer", 0, 1, "1 person", "1 person"),
    ("personer", 0, -1, "−1 person", "−1 person"),
    ("personer", 0, 0.6, "1 person", "1 person"),
    ("personer", 0, 2, "2 personer", "2 people"),
    ("personer", 2, 1.0, "1,00 personer", "1.00 people"),
    ("personer", 0, 132235, "132 235 personer", "132,235 people"),
    ("bostäder", 0, 1, "1 bostad", "1 dwelling"),
    ("företag", 0, 1, "1 företag", "1 business"),
    ("gästnätter", 0, 1, "1 gästnatt", "1 guest night"),
    ("hushåll", 0, 2, "2 hushåll", "2 households"),
    ("%", 1, 5.24, "5,2 %", "5.2%"),
    ("%", 0, 1, "1 %", "1%"),
    ("% av heltid", 1, 88.0, "88,0 % av heltid", "88.0% of full time"),
    ("procentenheter", 0, 0, "0 procentenheter", "0 percentage points"),
    ("procentenheter", 0, 1, "1 procentenhet", "1 percentage point"),
    ("procentenheter", 0, -1, "−1 procentenhet", "−1 percentage point"),
    ("procentenheter", 1, 1.0, "1,0 procentenheter", "1.0 percentage points"),
    ("procentenheter", 0, 2, "2 procentenheter", "2 percentage points"),
    ("år", 0, 1, "1 år", "1 year"),
    ("år", 1, 1.0, "1,0 år", "1.0 years"),
    ("år", 0, 2, "2 år", "2 years"),
    ("män per 100 kvinnor", 0, 1, "1 man per 100 kvinnor", "1 man per 100 women"),
    ("män per 100 kvinnor", 0, 101, "101 män per 100 kvinnor", "101 men per 100 women"),
    ("kvot", 2, 0.71, "0,71 (kvot)", "0.71 (ratio)"),
    ("index 1980 = 100", 2, 417.98, "417,98 (index 1980 = 100)", "417.98 (index 1980 = 100)"),
    ("MWh", 0, 1, "1 MWh", "1 MWh"),
    ("tkr", 0, -11, "−11 tkr", "SEK −11 thousand"),
]
# The same for what a value differs by from another.
DIFFERENCES: list[tuple[str, int, float, str, str]] = [
    ("%", 1, 1.24, "+1,2 procentenheter", "+1.2 percentage points"),
    ("%", 1, 0.04, "0,0 procentenheter", "0.0 percentage points"),
    ("%", 0, 1, "+1 procentenhet", "+1 percentage point"),
    ("%", 0, -1, "−1 procentenhet", "−1 percentage point"),
    ("% av heltid", 1, -1.0, "−1,0 procentenheter", "−1.0 percentage points"),
    ("personer", 0, 1, "+1 person", "+1 person"),
    ("personer", 0, 1238, "+1 238 personer", "+1,238 people"),
    ("index", 0, 1, "+1 enhet", "+1 unit"),
    ("index", 1, -2.5, "−2,5 enheter", "−2.5 units"),
    ("kvot", 2, 0.12, "+0,12", "+0.12"),
]  # fmt: skip
LANGS: list[Lang] = ["sv", "en"]


def plain(words: str) -> str:
    return words.replace(NB, " ")


@pytest.mark.parametrize(("unit", "decimals", "value", "sv", "en"), CASES)
def test_a_number_and_its_unit_are_written_as_one_says_them(
    unit: str, decimals: int, value: float, sv: str, en: str
) -> None:
    of = indicator(unit=unit, decimals=decimals)
    assert [plain(text.quantity(value, of, lang)) for lang in LANGS] == [sv, en]


@pytest.mark.parametrize(("unit", "decimals", "value", "sv", "en"), DIFFERENCES)
def test_a_difference_is_told_in_the_unit_s_own_word_for_it(
    unit: str, decimals: int, value: float, sv: str, en: str
) -> None:
    of = indicator(unit=unit, decimals=decimals)
    assert [plain(text.difference(value, of, lang)) for lang in LANGS] == [sv, en]


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_the_scripts_write_every_case_as_python_does() -> None:
    payloads = [
        (
            {"lang": lang, "decimals": decimals, "quantity": text.quantities(UNITS[unit], lang)},
            value,
        )
        for unit, decimals, value, _, _ in CASES
        for lang in LANGS
    ]
    script = f"""
    import {{ readFileSync }} from "fs";
    import {{ formatter, quantity }} from "{ASSETS / "map-base.mjs"}";
    const cases = JSON.parse(readFileSync(0));
    console.log(JSON.stringify(cases.map(([data, value]) =>
      quantity({{ ...data, format: formatter(data) }}, value))));
    """
    ran = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script],
        input=json.dumps(payloads), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [plain(each) for each in json.loads(ran.stdout)] == [
        words for *_, sv, en in CASES for words in (sv, en)
    ]


@pytest.mark.parametrize("unit", UNITS)
def test_a_null_is_its_status_in_words_and_has_no_unit(unit: str) -> None:
    of = indicator(unit=unit)
    assert text.quantity(None, of, "sv", "..") == text.status("..", "sv")
    assert text.quantity(float("nan"), of, "en") == ".."
    assert text.difference(None, of) == ".."


@pytest.mark.parametrize("unit", UNITS)
def test_exactly_one_has_the_singular_in_both_languages_and_every_other_number_the_plural(
    unit: str,
) -> None:
    of = UNITS[unit]
    for lang, (one, many) in (("sv", of.sv), ("en", of.en)):
        for value, decimals, form in ((1, 0, one), (-1, 0, one), (0, 0, many), (1, 1, many)):
            words = text.quantity(value, indicator(unit=unit, decimals=decimals), lang)
            if lang == "en" and of.written_en:
                number = text.number(value, decimals, lang)
                assert plain(words) == of.written_en.format(number=plain(number))
                continue
            assert form in words
            assert words.removesuffix(")").endswith(form)


def test_a_unit_by_itself_is_its_plural_or_a_word_of_its_own() -> None:
    assert [text.measured(indicator(unit="%"), lang) for lang in LANGS] == ["procent", "per cent"]
    assert [text.measured(indicator(), lang) for lang in LANGS] == ["personer", "people"]
    assert [text.unit(indicator(unit="%"), lang) for lang in LANGS] == ["%", "%"]


@pytest.mark.parametrize(
    ("words", "sv", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a och b", "a and b"),
        (["a", "b", "c"], "a, b och c", "a, b and c"),
    ],
)
def test_words_are_listed_as_one_says_them(words: list[str], sv: str, en: str) -> None:
    assert [text.listed(words, lang) for lang in LANGS] == [sv, en]


# --- the file ---


def test_every_unit_of_the_catalogue_is_in_the_file_and_every_one_there_is_used() -> None:
    entries = catalogue.load().values()
    told = {each.measure.difference.sv[1] for each in entries if each.measure.difference}
    assert {each.unit for each in entries} | told == set(UNITS)
    assert all(each.unit_en == each.measure.en[1] for each in entries)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["person", "personer"]', '["person"]', r"\[personer\]\.sv\.1: Field required"),
        ('["person", "personer"]', '["person", "folk"]', r"\[personer\]\.sv: the second is"),
        ("counted = true", "countd = true", r"\[personer\]\.countd: Extra inputs"),
        ("counted = true", 'difference = "poäng"', r"difference: 'poäng' is no unit of units"),
        ("counted = true", "counted =", "not readable as TOML"),
        ("[personer]", "procent = 1\n[personer]", "procent: stands outside any unit's table"),
    ],
)
def test_a_wrong_unit_is_told_by_file_table_and_field(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    whole = '[personer]\nsv = ["person", "personer"]\nen = ["person", "people"]\ncounted = true\n'
    (tmp_path / units.NAME).write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"^units\.toml: .*{said}"):
        catalogue.load(tmp_path)


def test_an_entry_s_unit_that_is_none_is_told_with_the_nearest(tmp_path: Path) -> None:
    entry = ENTRY.replace('unit = "personer"', 'unit = "person"')
    with pytest.raises(
        CatalogueError, match=r"^pahittat\.toml: \[invanare\]\.unit: 'person' .* are personer"
    ):
        small(tmp_path, entry)


def test_what_follows_from_a_unit_cannot_be_said_otherwise_in_an_entry(tmp_path: Path) -> None:
    entry = ENTRY.replace("decimals =", 'unit_en = "folks"\ndecimals =')
    with pytest.raises(CatalogueError, match=r"\[invanare\]\.unit_en: is given by units\.toml"):
        small(tmp_path, entry)


def test_a_unit_is_added_in_one_file(tmp_path: Path) -> None:
    shutil.copytree(catalogue.FOLDER, tmp_path / "catalogue")
    file = tmp_path / "catalogue" / units.NAME
    added = '[renar]\nsv = ["ren", "renar"]\nen = ["reindeer", "reindeer"]\ncounted = true\n'
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{added}", encoding="utf-8")
    (tmp_path / "catalogue" / "prov.toml").write_text(
        TOPIC.replace("1", "99") + ENTRY.replace('"personer"', '"renar"'), encoding="utf-8"
    )
    entry = catalogue.load(tmp_path / "catalogue")["invanare"]
    assert [plain(text.quantity(1, entry, lang)) for lang in LANGS] == ["1 ren", "1 reindeer"]


# --- what a release tells ---


def published(**changed: Any) -> PublishedIndicator:
    return PublishedIndicator.model_validate(POPULATION | changed)


def test_a_release_from_before_units_had_forms_is_written_by_its_two_words() -> None:
    older = published(unit="renar", unit_en="reindeer")
    assert [plain(text.quantity(2, older, lang)) for lang in LANGS] == ["2 renar", "2 reindeer"]
    assert older.roles == {}


def test_amounts_are_counts_and_what_is_left_of_two_counts() -> None:
    kinds = {
        ("count", "MWh"): True, ("count", "personer"): True, ("balance", "personer"): True,
        ("balance", "procentenheter"): False, ("rate", "%"): False, ("rate", "personer"): False,
    }  # fmt: skip
    for (kind, unit), amount in kinds.items():
        assert indicator(kind=kind, unit=unit).absolute is amount, (kind, unit)


def test_what_can_be_less_than_nothing_is_no_count() -> None:
    entries = catalogue.load().values()
    negative = [each.id for each in entries if each.range[0] < 0 and each.kind == "count"]
    assert negative == []


def test_every_field_that_tells_how_to_treat_an_indicator_is_in_the_release_that_ships() -> None:
    entries = catalogue.load()
    for id_, shipped in {**data.indicators(), **data.awaited()}.items():
        treated = {"measure", "kind", "seasonal", "rolling", "chance", "age_class", "roles"}
        want = Meaning.model_validate(entries[id_].model_dump(include=set(Meaning.model_fields)))
        assert shipped.model_dump(include=treated) == want.model_dump(include=treated), id_
