"""Each newer figure that was found lies in the release that ships, or a reason says why not.

Read by another way than the emulator's: a file's rows as they are, and what each should be called.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from etl.model import level_of
from etl.store.releases import DEFAULT, Release
from tests import RECORDED

FRESH = RECORDED / "fresh"
pytestmark = pytest.mark.skipif(not FRESH.is_dir(), reason="../shared/replay/fresh is not here")

Row = dict[str, str]
Cell = tuple[str, str, str, str, str, float]  # indicator, region, sex, age, period, value
KPI = re.compile(r"[NU]\d{5}$")

BAS = {
    "arbetsloshet_20-64": "arbetsloshet-manad",
    "arbetsloshet_20-64_utrikes_fodda": "arbetsloshet-utrikes-fodda-manad",
    "sysselsattningsgrad_20-64": "sysselsattningsgrad-manad",
    "sysselsattningsgrad_20-64_inrikes_fodda": "sysselsattningsgrad-inrikes-fodda-manad",
    "sysselsattningsgrad_20-64_utrikes_fodda": "sysselsattningsgrad-utrikes-fodda-manad",
    "arbetskraftsdeltagande_20-64": "arbetskraftsdeltagande-manad",
    "arbetslosa_20-64": "arbetslosa-manad",
    "sysselsatta_20-64": "sysselsatta-manad",
}
BRANCHES = {
    "A": "jordbruk-och-skogsbruk", "B+C": "tillverkning-och-utvinning", "D+E": "energi-och-miljo",
    "F": "byggverksamhet", "G": "handel", "H": "transport", "I": "hotell-och-restaurang",
    "J": "information", "K": "finans-och-forsakring", "L": "fastigheter",
    "M+N": "foretagstjanster", "R+S+T+U": "kultur-och-personliga-tjanster",
}  # fmt: skip
CHANGES = ["folkmangd", "fodda", "doda", "inflyttade", "utflyttade"]
STARTS = {
    "paborjade_bostader_nybyggnad": "paborjade-bostader-kvartal",
    "paborjade_bostader_nybyggda_flerbostadshus": "paborjade-flerbostadshus-kvartal",
    "paborjade_bostader_nybyggda_smahus": "paborjade-smahus-kvartal",
}
NIGHTS = {
    "gastnatter_manad": "gastnatter-manad",
    "gastnatter_svenska": "gastnatter-svenska-manad",
    "gastnatter_utlandska": "gastnatter-utlandska-manad",
    "gastnatter_ar": "gastnatter-antal",
}

TABLE = "fresh | file | cells in the release | left, and why"
# Whole files that are not shipped, and why.
LEFT = {
    "bas_arbetsloshet_inrikes": "no entry is of the unemployed born in Sweden",
    "riket_manad": "a compilation: konkurser and varsel in it are unchecked",
    "umea_riket": "a compilation by a municipality",
    "scb_kpi_skuggindex": "a shadow index, for deflating; no entry is of it",
    "smhi_": "a later revision of the whole of N07702, whose earlier years Kolada has",
}


@cache
def release() -> Release:
    return Release(DEFAULT)


@cache
def cells(indicator: str) -> "pd.Series[float]":
    frame = release().observations(indicator)
    values: pd.Series[float] = frame.set_index(["region", "sex", "age", "period"])["value"]
    return values.dropna()


def rows(start: str) -> Iterator[tuple[Path, Row]]:
    for path in sorted(FRESH.glob(f"{start}*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from ((path, row) for row in csv.DictReader(file))


def kolada(row: Row) -> Iterator[Cell | str]:
    named = "kpi" in row
    found = KPI.search(row["kpi"] if named else row["measure"])
    assert found
    unit = row["municipality" if named else "region"]
    region = unit.removeprefix("00") if len(unit) == 4 and unit[:2] == "00" else unit
    sex = row["gender" if named else "sex"]
    every = release().indicators.values()
    entries = [each for each in every if (each.source, each.table) == ("kolada", found[0])]
    if found[0] == "U79029":
        yield "U79029 differs from what Kolada gave throughout"
        return
    if (found[0], row["period"]) == ("N45913", "2024"):
        yield "N45913 of 2024 is by another method"
        return
    if not entries:
        yield "no entry is of the KPI"
    for each in entries:
        if level_of(region) not in each.levels or sex not in each.sexes:
            yield "the entry has not that level or sex"
        else:
            yield each.id, region, sex, each.ages[0], row["period"], float(row["value"])


def bas(row: Row) -> Iterator[Cell | str]:
    id_ = BAS[row.get("measure") or "arbetsloshet_20-64"]
    yield id_, row["region"], row.get("sex", "T"), "20-64", row["period"], float(row["value"])


def branch(row: Row) -> Iterator[Cell | str]:
    code = row["measure"].rpartition("_")[2]
    id_ = "sysselsatta-i-omradet" if code == "A-U+US" else f"bransch-{BRANCHES[code]}"
    yield f"{id_}-manad", row["region"], "T", "total", row["period"], float(row["value"])


def change(row: Row) -> Iterator[Cell | str]:
    if row["measure"] not in CHANGES:
        yield "computed of others here, or TAB1212's part of an entry that awaits TAB6640"
    else:
        value = float(row["value"])
        yield row["measure"], row["region"], row["sex"], "total", row["year"], value


def panel(row: Row) -> Iterator[Cell | str]:
    if row["measure"] != "population":
        yield "entries of dwellings and prices have them of Kolada; the rate is unchecked"
    elif row["value"]:
        yield "folkmangd", row["region"], "T", "total", row["year"], float(row["value"])


def cars(row: Row) -> Iterator[Cell | str]:
    for column, id_ in {"personbilar": "personbilar", "el": "personbilar-el"}.items():
        yield id_, row["region"], "T", "total", row["year"], float(row[column])


def as_(ids: dict[str, str]) -> Callable[[Row], Iterator[Cell | str]]:
    """Rows whose measure, or the file's name, says the indicator."""

    def of(row: Row) -> Iterator[Cell | str]:
        id_ = ids.get(row["measure"]) or ids[row["file"]]
        yield id_, row["region"], "T", "total", row["period"], float(row["value"])

    return of


def december(row: Row) -> Iterator[Cell | str]:
    yield "folkmangd", row["region"], "T", "total", row["period"][:4], float(row["value"])


FILES: dict[str, Callable[[Row], Iterator[Cell | str]]] = {
    "kolada_": kolada,
    "sysselsattningsgrad_ar": kolada,
    "utbildning_ar": kolada,
    "bas_manad": bas,
    "bas_arbetsloshet_20-64": bas,
    "bas_dagbefolkning": branch,
    "folkmangd_manad": as_({"folkmangd_manadens_slut": "folkmangd-manadens-slut"}),
    "paborjade_bostader": as_(STARTS),
    **{start: as_({start: id_}) for start, id_ in NIGHTS.items()},
    "scb_befolkningsforandringar": change,
    "scb_folkmangd_2025M12": december,
    "scb_kolada_panel": panel,
    "trafa_personbilar": cars,
}


def test_every_file_is_looked_at_or_left_with_a_reason() -> None:
    names = [path.name for path in FRESH.glob("*.csv")]
    assert [name for name in names if not name.startswith((*FILES, *LEFT))] == []


@pytest.mark.parametrize("start", FILES)
def test_each_of_its_cells_is_in_the_release_or_has_a_reason(
    start: str, record_property: Callable[[str, object], None]
) -> None:
    reasons: Counter[str] = Counter()
    found, wrong = 0, []
    for path, row in rows(start):
        if path.name.startswith(tuple(LEFT)) or not row.get("value", "-"):
            continue
        for said in FILES[start]({**row, "file": start}):
            if isinstance(said, str):
                reasons[said] += 1
                continue
            id_, *key, value = said
            shipped = cells(id_).get(tuple(key))
            if shipped == pytest.approx(value, abs=0.0051):
                found += 1
            else:
                wrong.append((path.name, id_, *key, value, shipped))
    told = "; ".join(f"{many} {reason}" for reason, many in reasons.items())
    number = str(list(FILES).index(start) + 1)
    record_property(TABLE, [number, start, str(found), told])
    assert found
    assert wrong == []
