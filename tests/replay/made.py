"""SCB tables whose figures lie in files without metadata: population by age, monthly series.

The metadata made here promises only the codes the file has figures for: no total that would have
to be summed, no variable the file was already narrowed by. What a file does not tell, `updated`,
is the day its figures were taken. Codes, labels and units are the ones SCB's table is known by.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tests.replay import taken
from tests.replay.tables import Cells, Codelist, Json, Table, efter

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Variable:
    """One dimension to make: its codes with their labels, in order."""

    code: str
    label: str
    labels: Labels
    eliminable: bool = False
    codelists: Sequence[Codelist] = ()
    extension: Json = field(default_factory=dict)
    units: Mapping[str, Json] = field(default_factory=dict)  # of contents, by code

    def document(self) -> Json:
        """As JSON-stat metadata has it."""
        index = {code: position for position, code in enumerate(self.labels)}
        category: Json = {"index": index, "label": dict(self.labels)}
        lists = [codelist.reference for codelist in self.codelists]
        extension = {"elimination": self.eliminable, "show": "value", "codelists": lists}
        if self.units:
            category["unit"] = dict(self.units)
        return {"label": self.label, "category": category, "extension": extension | self.extension}


def contents(code: str, label: str, unit: str, decimals: int, period: str) -> Variable:
    """The contents variable with its one contents."""
    told = {"refperiod": {code: period}, "alternativeText": {code: label}}
    units = {code: {"base": unit, "decimals": decimals}}
    return Variable("ContentsCode", "tabellinnehåll", {code: label}, extension=told, units=units)


def time(label: str, periods: Sequence[str]) -> Variable:
    """The time variable."""
    return Variable("Tid", label, {p: p for p in periods}, extension={"show": "code"})


def make(
    table: str,
    title: str,
    variables: Sequence[Variable],
    values: Cells,
    day: datetime,
    path: str,
    *,
    sums: Sequence[str] = (),
) -> Table:
    """A table out of its parts; `sums` are the variables whose axis ends with what all are.

    `title` is what is told, without "efter …"; `path` the subject path, `BE/BE0101/BE0101A`.
    """
    by_code = {variable.code: variable for variable in variables}
    px = {
        "tableid": table,
        "matrix": table,
        "infofile": path.split("/")[1],
        "decimals": max(each["decimals"] for each in by_code["ContentsCode"].units.values()),
        "official-statistics": True,
        "aggregallowed": True,
        "language": "sv",
        "contents": title,
        "heading": ["ContentsCode", "Tid"],
        "stub": [code for code in by_code if code not in ("ContentsCode", "Tid")],
        "subject-code": path.split("/")[0],
    }
    periods = list(by_code["Tid"].labels)
    span = f"{by_code['Tid'].label.capitalize()} {periods[0]}-{periods[-1]}"
    metadata = {
        "version": "2.0",
        "class": "dataset",
        "label": f"{efter(title, [by_code[code].label for code in px['stub']])}. {span}",
        "source": "SCB",
        "updated": day.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "id": list(by_code),
        "size": [len(variable.labels) for variable in variables],
        "dimension": {variable.code: variable.document() for variable in variables},
        "extension": {"px": px},
        "value": [],
    }
    return Table(
        metadata=metadata,
        values=values.reshape([len(each.labels) + (each.code in sums) for each in variables]),
        taken=day,
        sums=tuple(sums),
        codelists={v.code: {c.id: c for c in v.codelists} for v in variables},
        paths=[[{"id": part, "label": part, "sortCode": part} for part in path.split("/")]],
    )


def region(
    codes: Sequence[str], names: Labels, lists: Sequence[Codelist], *, eliminable: bool
) -> Variable:
    """The region variable, with the names SCB's recorded metadata gives them."""
    labels = {code: names.get(code, code) for code in codes}
    show = {"show": "code_value"}
    return Variable("Region", "region", labels, eliminable, lists, show)


def value_set(id_: str, label: str, labels: Labels, codes: Sequence[str] = ()) -> Codelist:
    """A value set of some codes (all when none are named)."""
    return Codelist(id_, label, {code: (labels[code], (code,)) for code in codes or labels})


def population(path: Path, names: Labels, ten_year: Sequence[Codelist]) -> Table:
    """TAB638: county, single age, sex, year. Marital status and totals are not in the file.

    Region, age and sex may be left out, as in SCB's own metadata; the answer is then their sum.
    """
    figures = pq.read_table(path, filters=[("measure", "=", "population")])
    regions, ages, years = (_distinct(figures, column) for column in ("region", "age", "year"))
    one_year = {age: f"{age} år" for age in ages}
    counties = value_set("vs_RegionLän07", "län", {code: names.get(code, code) for code in regions})
    lists = [value_set("vs_Ålder1årA", "ålder, 1 års-klasser", one_year), *ten_year]
    variables = [
        region(regions, names, [counties], eliminable=True),
        Variable("Alder", "ålder", one_year, True, lists),
        Variable("Kon", "kön", {"1": "män", "2": "kvinnor"}, eliminable=True),
        contents("BE0101N1", "Folkmängd", "antal personer", 0, "31 december respektive år"),
        time("år", years),
    ]
    keys = [regions, ages, ["men", "women"], years]
    cells = _placed(keys, figures, ["region", "age", "sex", "year"])
    return make("TAB638", "Folkmängden", variables, cells, taken.POPULATION, "BE/BE0101/BE0101A")


def _distinct(figures: pa.Table, column: str) -> list[str]:
    """The column's values as text, in the order they first appear."""
    return [str(value) for value in figures[column].unique().to_pylist()]


def _placed(keys: Sequence[Sequence[str]], figures: pa.Table, columns: Sequence[str]) -> Cells:
    """The figures in row-major order of the keys; a place no row names is NaN."""
    cells = np.full([len(key) for key in keys], np.nan)
    at = [
        pc.index_in(figures[column].cast(pa.string()), value_set=pa.array(key)).to_numpy()
        for key, column in zip(keys, columns, strict=True)
    ]
    cells[tuple(at)] = figures["value"].to_numpy()
    return cells


def unemployment(path: Path, names: Labels) -> Table:
    """TAB6260, contents 000006II: per cent of the labour force, 20-64 years, by county."""
    regions, periods, cells = _by_region(path)
    labels = {code: names.get(code, code) for code in regions}
    country = value_set("vs_ARiket", "riket", labels, ["00"])
    counties = value_set("vs_BLän", "län", labels, [code for code in regions if code != "00"])
    variables = [
        region(regions, names, [country, counties], eliminable=False),
        Variable("Kon", "kön", {"1+2": "totalt"}),
        Variable("Alder", "ålder", {"20-64": "20-64 år"}),
        Variable("Fodelseregion", "födelseregion", {"tot": "totalt"}),
        contents("000006II", "arbetslöshet", "procent", 1, "respektive månad"),
        time("månad", periods),
    ]
    return make("TAB6260", "Arbetslöshet", variables, cells, taken.MONTHLY, "AM/AM0210/AM0210A")


def house_prices(path: Path, names: Labels) -> Table:
    """TAB3656, contents BO0501AJ: mean price of houses sold in the three months, thousand kr."""
    regions, periods, cells = _by_region(path)
    variables = [
        region(regions, names, [], eliminable=False),
        contents("BO0501AJ", "Medelpris", "medelvärde, tusen kronor", 0, "tremånadersperiod"),
        time("månad", periods),
    ]
    return make(
        "TAB3656", "Medelpris för småhus", variables, cells, taken.MONTHLY, "BO/BO0501/BO0501B"
    )


def kpif(path: Path, _: Labels) -> Table:
    """TAB6590, contents 000007ZM: 12-month change; the file's index, 1987=100, is another's."""
    rows = [row for row in rows_of(path) if row["kpif_yoy_pct"]]
    variables = [
        contents("000007ZM", "12-månadsförändring", "procent", 1, "respektive månad"),
        time("månad", [row["period"] for row in rows]),
    ]
    cells = np.array([float(row["kpif_yoy_pct"]) for row in rows])
    title = "Konsumentprisindex med fast ränta (KPIF), 12-månadsförändring"
    return make("TAB6590", title, variables, cells, taken.MONTHLY, "PR/PR0101/PR0101G")


# Which file, by the start of its name, makes which table. Not served: GDP (the file's millions
# of kronor are contents whose codes in TAB4553 are not known) and the barometer (not SCB's).
MONTHLY: dict[str, Callable[[Path, Labels], Table]] = {
    "bas_unemployment_pct_20-64_county": unemployment,
    "house_price_tkr_county": house_prices,
    "kpif": kpif,
}


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file, by the names in its heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_region(path: Path) -> tuple[list[str], list[str], Cells]:
    """Regions, periods and the cells region by region of a file `region,period,value`."""
    figures = {(row["region"], row["period"]): row["value"] for row in rows_of(path)}
    regions = sorted({code for code, _ in figures})
    periods = sorted({period for _, period in figures})
    found = [figures.get((code, period)) or "nan" for code in regions for period in periods]
    return regions, periods, np.array([float(value) for value in found])
