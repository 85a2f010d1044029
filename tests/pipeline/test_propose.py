"""`propose`: an entry that the catalogue takes and a source answers, with nothing made up in it."""

import json
import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.catalogue import FOLDER, load, units
from etl.commands import propose as propose_command
from etl.errors import AnswerUnreadable, CatalogueError
from etl.model import Indicator
from etl.net.reply import Reply
from etl.net.session import Session
from etl.observations import checks
from etl.observations.checks import Case
from etl.sources import SOURCES
from etl.upkeep import propose, propose_kolada
from etl.upkeep.kolada_kpis import Kpi
from etl.upkeep.kolada_values import Values
from etl.upkeep.metadata import Table, read_table, sex
from etl.upkeep.propose import of_table
from etl.upkeep.propose_kolada import of_kpi
from etl.upkeep.propose_query import query
from tests import RECORDED
from tests.replay import Emulator, serve
from tests.small import TOPIC

recorded = pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared/replay is not here")

UNITS = units.load(FOLDER)
KPI = {
    "id": "N12345", "title": "Kök  per län, antal/inv", "is_divided_by_gender": True,
    "municipality_type": "A", "description": "Två\\nrader.", "publ_period": "2026",
}  # fmt: skip


def edited(text: str) -> str:
    """The entry when an editor has answered what was left empty, and chosen one of our units."""
    english = re.sub(r'(\w+_en|subject) = ""', r'\1 = "Answered"', text)
    ranged = english.replace("range = []", "range = [0, 1e9]")
    return re.sub(r'(?m)^unit = "(?!%").*$', 'unit = "personer"', ranged)


def kpi(**changed: Any) -> str:
    """The entry that a KPI of no values yet makes."""
    return of_kpi(Kpi.model_validate(KPI | changed), Values(), UNITS).toml()


def pasted(folder: Path, text: str) -> Indicator:
    """The entry as the catalogue loads it."""
    folder.mkdir(exist_ok=True)
    (folder / "prov.toml").write_text(TOPIC + "\n" + text, encoding="utf-8")
    (indicator,) = load(folder).values()
    return indicator


def fetched(indicator: Indicator, session: Session) -> Any:
    """The figures the entry gives, which hold every check."""
    source = SOURCES[indicator.source]
    answer = source.fetch(indicator, session)
    frame = source.read(answer, indicator)
    checks.demand(Case(indicator, frame, source.unit(answer, indicator)))
    return frame


def read(document: dict[str, Any]) -> Table:
    """Recorded metadata as a table."""
    return read_table("TAB1", Reply(document, datetime(2026, 6, 12, tzinfo=UTC)))


def described(*dimensions: tuple[str, str, dict[str, str]], **fields: Any) -> Table:
    """A table with one contents `C`, two months, and these dimensions (code, label, codes)."""
    parts = [
        *dimensions,
        ("ContentsCode", "tabellinnehåll", {"C": "antal resor"}),
        ("Tid", "månad", {"2026M01": "2026M01", "2026M02": "2026M02"}),
    ]
    named = {
        code: {
            "codes": list(labels),
            "label": label,
            "category": {"label": labels, "unit": {"C": {"base": "antal", "decimals": 0}}},
            "extension": {"refperiod": {"C": "hela månaden"}},
        }
        for code, label, labels in parts
    }
    whole = {
        "day": date(2026, 3, 1), "updated": date(2026, 3, 1), "dimension": named,
        "label": "Resor efter region.  År 2026M01-2026M02", "role": {"metric": ["ContentsCode"]},
    }  # fmt: skip
    return Table.model_validate(whole | fields)


@pytest.mark.usefixtures("agencies")
@pytest.mark.parametrize(
    ("source", "table", "refused"),
    [
        ("scb", "TAB9001", r"\.title_en: String should have at least 1 character"),
        ("kolada", "N01951", r"\.title_en: String should have at least 1 character"),
    ],
)
def test_a_proposal_is_refused_until_unit_and_english_are_written_and_then_loads_and_fetches(
    source: str, table: str, refused: str, tmp_path: Path, session: Session
) -> None:
    if source == "scb":
        text = propose.scb(table, None, session, UNITS).toml()
    else:
        text = propose_kolada.kolada(table, session, UNITS).toml()

    with pytest.raises(CatalogueError, match=refused):
        pasted(tmp_path / "as-printed", text)
    assert len(fetched(pasted(tmp_path / "edited", edited(text)), session)) > 0


@recorded
@pytest.mark.parametrize(
    ("source", "table", "by_sex", "levels", "unit", "frequency"),
    [
        ("scb", "TAB6471", True, ["county"], "personer", "month"),
        ("scb", "TAB1625", False, ["country", "county"], "personer", "month"),
        ("kolada", "N01951", True, ["country", "county", "municipality"], "personer", "year"),
    ],
)
def test_a_recorded_table_is_proposed_as_an_entry_that_loads_and_fetches(
    source: str, table: str, by_sex: bool, levels: list[str], unit: str, frequency: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
    with serve(RECORDED, limits=False) as emulator, Session() as session:
        monkeypatch.setenv("SCB_API_URL", emulator.scb_url)
        monkeypatch.setenv("KOLADA_API_URL", emulator.kolada_url)
        asked = [source, table]
        printed = CliRunner().invoke(propose_command.command, asked).output
        assert "# already in the catalogue: " in printed
        indicator = pasted(tmp_path, edited(printed))
        frame = fetched(indicator, session)

    assert (indicator.by_sex, indicator.levels, indicator.unit) == (by_sex, levels, unit)
    assert (indicator.table, indicator.frequency) == (table, frequency)
    assert set(frame["sex"]) == (set("TKM") if by_sex else {"T"})


@recorded
def test_the_whole_of_tab6471_is_proposed_with_its_codes_for_all(tmp_path: Path) -> None:
    """Its recorded metadata has 134 ages that overlap, three of them labelled "100+ år"."""
    document = json.loads((RECORDED / "scb/TAB6471_metadata.json").read_text(encoding="utf-8"))
    text = of_table("TAB6471", None, read(document), None, UNITS).toml()
    indicator = pasted(tmp_path, edited(text))

    assert indicator.levels == ["country", "county", "municipality"]
    assert 'ages = { total = "TotSA" }  # ← left out: 0, -4, 0-9' in text
    assert 'sexes = { T = "TotSa", K = "2", M = "1" }' in text


@recorded
def test_the_english_is_the_source_s_own_where_there_is_some(tmp_path: Path) -> None:
    """TAB638's metadata is recorded in English; it stands for the Swedish here too."""
    document = json.loads((RECORDED / "scb/TAB638_metadata_en.json").read_text(encoding="utf-8"))
    table = read(document)
    indicator = pasted(tmp_path, edited(of_table("TAB638", "BE0101N1", table, table, UNITS).toml()))

    assert indicator.title_en == "Population"
    assert indicator.description_en == (
        "Population by region, marital status, age, sex, observations and year. "
        "31 December each year."
    )
    assert query(table, "BE0101N1")[0] == {
        "contents": "BE0101N1", "region": "Region", "sex": "Kon", "age": "Alder", "period": "Tid",
        "sexes": {"K": "2", "M": "1"}, "ages": {"total": "tot"}, "eliminated": ["Civilstand"],
    }  # fmt: skip


def test_one_of_several_contents_must_be_chosen(agencies: Emulator, session: Session) -> None:
    with pytest.raises(
        AnswerUnreadable, match=r"TAB9002: has several contents: choose one of 00000002 \(Antal\), "
    ):
        propose.scb("TAB9002", None, session, UNITS)
    with pytest.raises(AnswerUnreadable, match=r"has no contents 9: choose one of 00000002"):
        propose.scb("TAB9002", "9", session, UNITS)
    assert propose.scb("TAB9002", "00000003", session, UNITS).fields["unit"] == "%"
    assert not [seen for seen in agencies.requests if "/data" in seen.path]


@pytest.mark.usefixtures("agencies")
def test_a_table_that_is_not_there_is_told_at_once(session: Session) -> None:
    with pytest.raises(AnswerUnreadable, match=r"^SCB has no table TAB9999$"):
        propose.scb("TAB9999", None, session, UNITS)
    with pytest.raises(AnswerUnreadable, match=r"^Kolada has no KPI N99999$"):
        propose_kolada.kolada("N99999", session, UNITS)
    assert session.calls == 3


@pytest.mark.usefixtures("agencies")
def test_a_dimension_without_a_code_for_all_is_asked_about_and_refused(
    session: Session, tmp_path: Path
) -> None:
    text = propose.scb("TAB9002", "00000002", session, UNITS).toml()

    assert 'fixed = { Sektor = "" }  # ← Sektor: A Påhittad sektor A, B' in text
    with pytest.raises(CatalogueError, match=r"query\]\.fixed\.Sektor: String should have at lea"):
        pasted(tmp_path, edited(text))
    answered = text.replace('Sektor = ""', 'Sektor = "A"')
    assert len(fetched(pasted(tmp_path, edited(answered)), session)) == 12


def test_what_the_source_does_not_tell_is_asked_and_never_guessed(tmp_path: Path) -> None:
    text = kpi()
    indicator = pasted(tmp_path, edited(text))

    assert "inf" not in text.partition("range")[2].partition("\n")[0]
    asked = "title_en subject subject_en description_en decimals better range levels by_sex"
    for field in asked.split():
        assert re.search(rf"(?m)^{field} = .*  # ← ", text), field
    assert (indicator.description, indicator.kind) == ("Två rader.", "rate")
    assert re.search(
        r'(?m)^unit = ""  # ← “antal/inv”: choose one of units.toml \(.* per inv', text
    )
    with pytest.raises(CatalogueError, match=r"\.range"):
        pasted(tmp_path / "open", edited(text).replace("[0, 1e9]", "[]"))


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"title": "Utan enhet"}, r"\.source_unit: String should"),
        ({"municipality_type": "?"}, r"\.levels: List should"),
        ({"description": None}, r"\.description: String should"),
    ],
)
def test_what_kolada_lacks_the_catalogue_refuses(
    changed: dict[str, Any], refused: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueError, match=refused):
        pasted(tmp_path, edited(kpi(**changed)))


def test_what_a_table_lacks_the_catalogue_refuses(tmp_path: Path) -> None:
    bare = described()
    bare.dimension["ContentsCode"].category.unit.clear()

    with pytest.raises(CatalogueError, match=r"\.decimals: Input should be greater"):
        pasted(
            tmp_path, edited(of_table("TAB1", None, bare, None, UNITS).toml()).replace('""', '"x"')
        )


def test_an_id_is_spelt_from_the_title_and_never_one_that_is_taken() -> None:
    proposal = of_kpi(Kpi.model_validate(KPI), Values(), UNITS)

    assert "[kok-lan]" in proposal.toml()
    assert "[kok-lan-n12345]" in proposal.toml(["kok-lan"])


def test_a_table_without_regions_is_of_the_country_and_its_title_has_no_period() -> None:
    fields = of_table("TAB1", None, described(), None, UNITS).fields

    assert (fields["levels"], fields["kind"], fields["frequency"]) == (
        ["country"],
        "count",
        "month",
    )
    assert fields["title"] == "Antal resor"
    assert fields["description"] == "Resor efter region. Hela månaden."


def test_english_that_lacks_the_contents_is_no_english() -> None:
    english = described()
    english.dimension["ContentsCode"].codes.clear()

    assert of_table("TAB1", None, described(), english, UNITS).fields["title_en"] == ""


@pytest.mark.parametrize(
    ("labels", "ages"),
    [
        ({"0-4": "0-4 år", "5-9": "5-9 år", "x": "okänd"}, {"0-4": "0-4", "5-9": "5-9"}),
        ({"-4": "0-4 år", "100+10": "100+ år"}, {"0-4": "-4", "100+": "100+10"}),
        (
            {"tot16-64": "totalt 16-64 år", "16-24": "16-24 år"},
            {"16-64": "tot16-64", "16-24": "16-24"},
        ),
        ({"tot": "totalt", "0": "0 år"}, {"total": "tot"}),
        ({"0": "0 år", "1": "1 år", "100+": "100+ år"}, "*"),
    ],
)
def test_ages_are_mapped_where_they_are_known(labels: dict[str, str], ages: Any) -> None:
    known, asks = query(described(("Alder", "ålder", labels)), "C")

    assert known["ages"] == ages
    left_out = [] if ages == "*" else [code for code in labels if code not in ages.values()]
    assert asks.get("ages", "") == (f"left out: {', '.join(left_out)}" if left_out else "")


def test_a_region_is_known_by_its_name_and_never_by_codes_that_look_alike() -> None:
    table = described(
        ("Region", "region", {"00": "Riket", "2480": "Umeå"}),
        ("Bransch", "näringsgren", {"10": "livsmedel", "22": "plast"}),
    )
    known, asks = query(table, "C")

    assert (known["region"], known["fixed"]) == ("Region", {"Bransch": ""})
    assert asks["fixed"] == "Bransch: 10 livsmedel, 22 plast"


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("kvinnor", "K"), ("Flickor", "K"), ("women", "K"), ("män", "M"), ("pojkar", "M"),
        ("men", "M"), ("totalt", "T"), ("män och kvinnor", "T"), ("men and women", "T"),
        ("totalt, samtliga män och kvinnor", "T"), ("båda könen", "T"),
        ("uppgift saknas", None), ("arbetsmän", None),
    ],
)  # fmt: skip
def test_a_sex_is_known_by_its_label(label: str, meant: str | None) -> None:
    assert sex(label) == meant


@pytest.mark.usefixtures("agencies")
def test_what_is_printed_is_toml_whatever_the_words(tmp_path: Path) -> None:
    odd = KPI | {"title": 'Ett "ord" \\ två, antal', "description": "En rad.\tEn till"}
    indicator = pasted(tmp_path, edited(kpi(**odd)))

    assert indicator.title == 'Ett "ord" \\ två'
    assert tomllib.loads(CliRunner().invoke(propose_command.command, ["kolada", "N90001"]).output)
