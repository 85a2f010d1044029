"""SCB's tables of newer figures, of the files in `fresh/`: what lies there, and no more.

A file is `region,measure,sex,period,value`. Which cells of a table it has its measures say; a code
that none of them has does not exist, and a cell that none has beside those that do is `..`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.replay import taken
from tests.replay.made import Labels, Variable, make, region, rows_of, time
from tests.replay.tables import Table

Cell = tuple[str, ...]  # region, the table's own dimensions, contents, period
SEXES = {"1+2": "totalt", "2": "kvinnor", "1": "män"}
BY_SEX = {"1": "män", "2": "kvinnor"}  # of both the table answers where sex is left out
KON = {"T": "1+2", "K": "2", "M": "1"}
BORN = {"tot": "totalt", "in": "inrikes född", "ut": "utrikes född"}
BRANCHES = ["A", "B+C", "D+E", "F", "G", "H", "I", "J", "K", "L", "M+N", "R+S+T+U", "A-U+US"]
MONTH, QUARTER, YEAR = "månad", "kvartal", "år"
CHANGES = ["scb_befolkningsforandringar"]
MOVES = {
    "inflyttade": ("BE0101AU", "Inflyttningar"), "utflyttade": ("BE0101AV", "Utflyttningar"),
    "invandrade": ("BE0101AX", "Invandringar"), "utvandrade": ("BE0101AY", "Utvandringar"),
    "flyttnetto": ("BE0101AZ", "Flyttningsöverskott"),
    "flyttnetto_utlandet": ("BE0101A1", "Invandringsöverskott"),
}  # fmt: skip
BAS = ["bas_manad", "bas_arbetsloshet_20-64_lan", "bas_arbetsloshet_inrikes"]


class Contents(NamedTuple):
    """What one of a table's contents is, in SCB's words."""

    label: str
    unit: str
    decimals: int = 0


class Kind(NamedTuple):
    """A table: its own dimensions, and for each measure of its files the codes of them."""

    title: str
    path: str
    time: str
    files: list[str]  # how their names begin
    dimensions: Mapping[str, tuple[str, Labels]]
    contents: Mapping[str, Contents]
    # Codes of the dimensions and contents; KON where a row's sex is, and "" for what is answered
    # where an eliminable dimension is left out.
    measures: Mapping[str, Cell]
    last: str = "9999"
    first: str = ""
    eliminable: tuple[str, ...] = ()


UNEMPLOYED, EMPLOYED, ACTIVE = "000006II", "000006IK", "000006IJ"
TABLES = {
    "TAB6260": Kind(
        "Befolkningens arbetsmarknadsstatus", "AM/AM0210/AM0210A", MONTH, BAS,
        {
            "Kon": ("kön", SEXES), "Alder": ("ålder", {"20-64": "20-64 år"}),
            "Fodelseregion": ("födelseregion", BORN),
        },
        {
            UNEMPLOYED: Contents("arbetslöshet", "procent", 1),
            EMPLOYED: Contents("sysselsättningsgrad", "procent", 1),
            ACTIVE: Contents("arbetskraftsdeltagande", "procent", 1),
            "000004YH": Contents("arbetslösa", "antal"),
            "000006HI": Contents("sysselsatta", "antal"),
        },
        {
            "": ("KON", "20-64", "tot", UNEMPLOYED),  # the file that has no measure
            "arbetsloshet_20-64": ("KON", "20-64", "tot", UNEMPLOYED),
            "arbetsloshet_20-64_utrikes_fodda": ("KON", "20-64", "ut", UNEMPLOYED),
            "arbetsloshet_20-64_inrikes_fodda": ("KON", "20-64", "in", UNEMPLOYED),
            "sysselsattningsgrad_20-64": ("KON", "20-64", "tot", EMPLOYED),
            "sysselsattningsgrad_20-64_utrikes_fodda": ("KON", "20-64", "ut", EMPLOYED),
            "sysselsattningsgrad_20-64_inrikes_fodda": ("KON", "20-64", "in", EMPLOYED),
            "arbetskraftsdeltagande_20-64": ("KON", "20-64", "tot", ACTIVE),
            "arbetslosa_20-64": ("KON", "20-64", "tot", "000004YH"),
            "sysselsatta_20-64": ("KON", "20-64", "tot", "000006HI"),
        },
    ),
    "TAB3784": Kind(
        "Sysselsatta efter arbetsställets belägenhet", "AM/AM0210/AM0210F", MONTH,
        ["bas_dagbefolkning_manad", "bas_dagbefolkning_bransch"],
        {
            "Kon": ("kön", SEXES), "SNI2007": ("näringsgren SNI 2007", {b: b for b in BRANCHES}),
            "Fodelseregion": ("födelseregion", BORN),
        },
        {"0000054D": Contents("sysselsatta", "antal")},
        {f"sysselsatta_i_omradet_{b}": ("KON", b, "tot", "0000054D") for b in BRANCHES},
    ),
    "TAB1625": Kind(
        "Folkmängden per månad", "BE/BE0101/BE0101G", MONTH, ["folkmangd_manad"],
        {"Forandringar": ("förändringar", {"100": "folkmängd"}), "Kon": ("kön", SEXES)},
        {"000003KD": Contents("folkmängd", "antal")},
        {"folkmangd_manadens_slut": ("100", "KON", "000003KD")},
        last="2024M12",
    ),
    "TAB6473": Kind(
        "Folkmängd och befolkningsförändringar per månad", "BE/BE0101/BE0101G", MONTH,
        ["folkmangd_manad"],
        {
            "Kon": ("kön", {"TotSa": "totalt"}),
            "Forandringar": ("förändringar", {"100": "folkmängd"}),
        },
        {"000007SR": Contents("antal", "antal")},
        {"folkmangd_manadens_slut": ("TotSa", "100", "000007SR")},
        first="2025M01",
    ),
    "TAB4572": Kind(
        "Påbörjade lägenheter i nybyggda hus", "BO/BO0101/BO0101A", QUARTER,
        ["paborjade_bostader"],
        {"Hustyp": ("hustyp", {"FLERBO": "flerbostadshus", "SMÅHUS": "småhus"})},
        {"BO0101A4": Contents("påbörjade lägenheter", "antal")},
        {
            "paborjade_bostader_nybyggda_flerbostadshus": ("FLERBO", "BO0101A4"),
            "paborjade_bostader_nybyggda_smahus": ("SMÅHUS", "BO0101A4"),
            "paborjade_bostader_nybyggnad": ("", "BO0101A4"),
        },
        eliminable=("Hustyp",),
    ),
    "TAB638": Kind(
        "Folkmängden", "BE/BE0101/BE0101A", YEAR, CHANGES,
        {"Alder": ("ålder", {"tot": "totalt ålder"}), "Kon": ("kön", BY_SEX)},
        {"BE0101N1": Contents("Folkmängd", "antal personer")},
        {"folkmangd": ("tot", "KON", "BE0101N1")},
        eliminable=("Kon",),
    ),
    "TAB1264": Kind(
        "Levande födda", "BE/BE0101/BE0101H", YEAR, CHANGES,
        {"AlderModer": ("moderns ålder", {"tot": "totalt"}), "Kon": ("kön", BY_SEX)},
        {"BE0101E2": Contents("levande födda", "antal")},
        {"fodda": ("tot", "KON", "BE0101E2")},
        eliminable=("Kon",),
    ),
    "TAB960": Kind(
        "Döda", "BE/BE0101/BE0101I", YEAR, CHANGES,
        {"Alder": ("ålder", {"tot": "totalt ålder"}), "Kon": ("kön", BY_SEX)},
        {"BE0101D9": Contents("döda", "antal")},
        {"doda": ("tot", "KON", "BE0101D9")},
        eliminable=("Kon",),
    ),
    "TAB1212": Kind(
        "Flyttningar", "BE/BE0101/BE0101J", YEAR, CHANGES,
        {"Alder": ("ålder", {"tot": "totalt ålder"}), "Kon": ("kön", BY_SEX)},
        {code: Contents(label, "antal") for code, label in MOVES.values()},
        {measure: ("tot", "KON", code) for measure, (code, _) in MOVES.items()},
        eliminable=("Kon",),
    ),
}  # fmt: skip


def tables(folder: Path, names: Labels) -> Iterator[Table]:
    """The tables that any file is of; `names` are the regions'."""
    paths = sorted((folder / "fresh").glob("*.csv"))
    for id_, kind in TABLES.items():
        mine = [path for path in paths if path.name.startswith(tuple(kind.files))]
        if mine:
            yield _table(id_, kind, mine, names)


def _table(id_: str, kind: Kind, paths: list[Path], names: Labels) -> Table:
    cells = dict(cell for path in paths for cell in _cells(kind, path))
    seen = [sorted({*codes} - {""}) for codes in zip(*cells, strict=True)]
    regions, *own, contents, periods = seen
    variables = [
        region(regions, names, [], eliminable=False),
        *(
            Variable(code, label, _those(labels, codes), code in kind.eliminable)
            for (code, (label, labels)), codes in zip(kind.dimensions.items(), own, strict=True)
        ),
        _contents({code: kind.contents[code] for code in contents}, kind.time),
        time(kind.time, periods),
    ]
    axes = [[*each.labels, *([""] if each.eliminable else [])] for each in variables]
    values = np.array([cells.get(place, np.nan) for place in product(*axes)])
    day = max(map(taken.fresh, paths))
    made = make(id_, kind.title, variables, values, day, kind.path, sums=kind.eliminable)
    return replace(made, missing="..")


def _those(labels: Labels, codes: list[str]) -> Labels:
    return {code: label for code, label in labels.items() if code in codes}


def _contents(those: Mapping[str, Contents], period: str) -> Variable:
    told = {
        "refperiod": dict.fromkeys(those, f"respektive {period}"),
        "alternativeText": {code: each.label for code, each in those.items()},
    }
    units = {c: {"base": each.unit, "decimals": each.decimals} for c, each in those.items()}
    labels = {code: each.label for code, each in those.items()}
    return Variable("ContentsCode", "tabellinnehåll", labels, extension=told, units=units)


def _cells(kind: Kind, path: Path) -> Iterator[tuple[Cell, float]]:
    sexes = {**KON, "T": ""} if "Kon" in kind.eliminable else KON
    for row in rows_of(path):
        codes, period = kind.measures.get(row.get("measure", "")), row.get("period") or row["year"]
        if codes and row["value"] and kind.first <= period <= kind.last:
            at = [sexes[row.get("sex", "T")] if code == "KON" else code for code in codes]
            yield (row["region"], *at, period), float(row["value"])
