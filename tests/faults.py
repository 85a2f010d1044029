"""The faults seen in the wild, one by one, as data: what is injected, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.store import releases

MOST = 4  # times the requests of a run without faults: each asked as often as patience allows

Key = tuple[str, str, str, str, str]  # indicator, region, sex, age, period
Cell = tuple[float | None, str]  # value, status
Figures = dict[Key, Cell]
Told = Callable[[Key, Cell], Cell | None]


def as_ever(_: Key, cell: Cell) -> Cell | None:
    return cell


def men_unknown(key: Key, cell: Cell) -> Cell | None:
    return (None, "..") if key[0] == "alder" and key[2] == "M" else cell


def other_symbols(key: Key, cell: Cell) -> Cell | None:
    value, status = cell
    return (value, {"..": ".......", "": "r"}.get(status, status)) if key[0] == "alder" else cell


def totals_off(key: Key, cell: Cell) -> Cell | None:
    value, status = cell
    return (value and value + 8, status) if key[0] == "alder" and key[2] == "T" else cell


def first_row_gone(key: Key, cell: Cell) -> Cell | None:
    return None if (key[0], key[1], key[4]) == ("invanare", "00", "2020") else cell


@dataclass(frozen=True)
class Case:
    """A fault, and what must come of it."""

    number: str
    faults: tuple[str, ...]
    stale: str = ""  # the indicators that fail, if any
    said: str = ""  # what the line about it must hold
    before: tuple[str, ...] = ()  # on while the release before is made
    truth: Told = as_ever  # the world with the fault, where it is no error
    most: int = MOST
    starts: tuple[str, ...] = ("empty", "released")
    idle: bool = False  # the fault has nothing to strike, by how we ask
    lacks: str = ""  # what today's code does not do yet

    @property
    def injected(self) -> str:
        """The switches, as tests/replay writes them."""
        before = [f"(before: {' '.join(self.before)})"] if self.before else []
        return " ".join([*self.faults, *before])


def well(number: str, *faults: str, **more: Any) -> Case:
    """The run ends well, and all that is true is published."""
    return Case(number, faults, **more)


def kept(number: str, fault: str, stale: str, said: str, **more: Any) -> Case:
    """One indicator fails with these words; its old figures and all the others stay."""
    return Case(number, tuple(fault.split()), stale, said, **more)


TABLE, MONTHS, KPI = "TAB9001", "TAB9002", "/data/kpi/N01951"
V1, V1_CELLS = "kvartal_lan.px", 'json-stat2"}}'  # PxWeb v1: all of the table, or its cells
CELLS, META = f"{TABLE}/data", f"{TABLE}/metadata"
ALL = "alder andel invanare nya sektor"
DATA = "alder andel invanare sektor"  # of SCB and Kolada
UNITS = "v3/municipality"
UNITS_PAGED = f"small-pages@{UNITS}"
KPIS = "v3/kpi"
KPIS_PAGED = f"small-pages@{KPIS}"
FIRST, LATER = ("empty",), ("released",)

CASES = [
    # too many calls
    well("D1", f"429-int:1@{CELLS}", f"429-bare:2@{KPI}"),
    well("D1", f"429-date:1@{MONTHS}/data"),
    kept("D1", f"429-bare@{CELLS}", "alder", "429"),
    # too many cells
    well("D3", "few-cells-400@/data"),
    well("D3", "few-cells-403@/data"),
    kept("D3", f"no-cells@{CELLS}", "alder", "Too many cells selected"),
    well("D4", "few-cells-400@TAB9002/data", "few-cells-403@TAB9001/data"),
    # a world that changes while it is read
    well("D5", f"wrong-codes:1@{META}"),
    kept("D5", f"wrong-codes@{META}", "alder", "region 2580 was in .* is gone", starts=LATER),
    kept("D5", f"renamed-code@{META}", "alder", "SCB TAB9001: .* has no code"),
    well("D6", f"earlier:1@{TABLE}"),
    well("D6", f"earlier:2@{TABLE}"),
    well("D6", f"earlier:3@{TABLE}"),
    well("D6", f"earlier:1@{MONTHS}"),
    well("D6", f"unrevised:2@{TABLE}"),
    well("D6", f"updated-later+2@{TABLE}"),
    kept("D6", f"updated-flips@{TABLE}", "alder", "SCB TAB9001: changed while it was read"),
    # other answers than asked for
    kept("D7", f"default-selection@{CELLS}", "alder", "SCB TAB9001: .* is not as asked for"),
    kept("D7", f"wrong-codes@{CELLS}", "alder", "SCB TAB9001: .* is not as asked for"),
    kept("D7", f"wrong-codes@{KPI}", "invanare", "Kolada N01951: answered with .*N99999"),
    kept("D8", f"eliminated@{CELLS}", "alder", "SCB TAB9001: Kon is not as asked for"),
    kept("D9", f"400-variable@{CELLS}", "alder", "TAB9001.*Non-existent variable", most=2),
    # servers that fail
    well("D10", f"500:3@{CELLS}", f"500:3@{KPI}"),
    kept("D10", f"500@{CELLS}", "alder", "TAB9001/data.*500"),
    kept("D10", f"500@{KPI}", "invanare", "N01951.*500"),
    kept("D10", "500@/data", DATA, "(N01951|N90001|TAB9001|TAB9002).*500"),
    well("D10", f"500-long@{CELLS}"),
    well("D10", "500-long@/data"),
    well("D11", f"404:2@{META}", f"404:2@{MONTHS}/metadata"),
    well("D11", f"404-cached@{META}"),
    kept("D11", f"404@{META}", "alder", "TAB9001/metadata.*404 Non-existent table"),
    well("D12", "503:3@/data", "html-200:3@metadata", "html-200:2@/v3/kpi"),
    kept("D12", "503", ALL, r"/(kpi|config|kvartal_lan\.px).*503"),
    kept("D12", f"503@{CELLS}", "alder", "TAB9001/data.*503"),
    kept("D12", f"html-200@{CELLS}", "alder", "TAB9001/data.*not JSON but text/html"),
    kept("D12", f"html-200@{KPI}", "invanare", "N01951.*not JSON but text/html"),
    well("D13", f"wrong-format:2@{CELLS}"),
    kept("D13", f"wrong-format@{CELLS}", "alder", "TAB9001/data.*not JSON but application/octet"),
    well("D14", f"reset:2@{CELLS}", f"hang:1@{KPI}", f"drip:1@{MONTHS}/data"),
    kept("D14", f"reset@{CELLS}", "alder", "TAB9001/data"),
    kept("D14", f"hang@{CELLS}", "alder", "TAB9001/data.*no answer in time"),
    kept("D14", f"drip@{KPI}", "invanare", "N01951.*no answer in time"),
    well("D15", f"truncated:2@{CELLS}", f"truncated-chunks:2@{KPI}"),
    well("D15", f"truncated-json:2@{CELLS}", f"truncated-gzip:2@{KPI}"),
    kept("D15", f"truncated@{CELLS}", "alder", "TAB9001/data.*cut short"),
    kept("D15", f"truncated-chunks@{CELLS}", "alder", "TAB9001/data.*cut short"),
    kept("D15", f"truncated-json@{CELLS}", "alder", "TAB9001/data.*not whole JSON"),
    kept("D15", f"truncated-gzip@{KPI}", "invanare", "N01951"),
    # figures that are not what they seem
    well("D16", f"dots-in-parts@{CELLS}", before=(f"dots-in-parts@{CELLS}",), truth=men_unknown),
    well("D17", f"other-symbols@{CELLS}", truth=other_symbols),
    well("D18", before=(f"other-values@{CELLS}", f"other-values@{KPI}")),
    well("D19", f"same-labels@{TABLE}"),
    well("D21", "no-codelist"),
    well("D22", "no-codelist"),
    kept("D23", f"400-text@{CELLS}", "alder", "TAB9001/data.*400 Bad Request", most=2),
    # PxWeb v1
    well("D3", f"403-values@{V1}"),
    well("D5", f"renumbered:1@{V1_CELLS}"),
    kept("D5", f"renumbered@{V1_CELLS}", "nya", "Tillväxtanalys .*changed while it was read"),
    kept("D7", f"query-ignored@{V1_CELLS}", "nya", "Tillväxtanalys .* is not as asked for"),
    well("D11", f"400-parameter:3@{V1}"),
    kept("D11", f"400-parameter@{V1_CELLS}", "nya", "kvartal_lan.px.*400 Parameter error"),
    well("D20", f"bom@{V1}"),
    well("D20", f"windows@{V1}"),
    well("D20", f"nbsp-texts@{V1}"),
    kept("D20", f"windows-untold@{V1}", "nya", "kvartal_lan.px.*not whole JSON"),
    kept("D20", f"nbsp-numbers@{V1_CELLS}", "nya", "Tillväxtanalys .*: `value` holds something"),
    # pages and caches
    well("D25", UNITS_PAGED, f"reordered+1@{UNITS}"),
    well("D25", UNITS_PAGED, f"inserted:1+1@{UNITS}"),
    well("D25", KPIS_PAGED, f"reordered+1@{KPIS}"),
    well("D25", KPIS_PAGED, f"deleted:1+1@{KPIS}"),
    kept("D25", f"{UNITS_PAGED} inserted@{UNITS}", "andel invanare", "/municipality: changed"),
    kept("D25", f"{KPIS_PAGED} inserted@{KPIS}", "andel invanare", "/kpi: changed"),
    well("D26", f"earlier-cached@{TABLE}"),
    well("D26", f"unrevised-cached@{CELLS}"),
    well("D26", f"earlier-cached@{META}"),
    well("D26", f"earlier-cached@{CELLS}"),
    well("D26", f"400-cached@{CELLS}"),
    well("D27", f"small-pages@{KPI}", f"500:2@{KPI}", most=8),
    well("D27", "small-pages", "500:3@page=2", most=8),
    kept("D27", f"small-pages@{KPI} 500@page=2", "invanare", "N01951.*page=2.*500"),
    kept("D27", f"cycle@{KPI}", "invanare", "N01951.*its next pages come to no end"),
    kept("D27", f"endless@{KPI}", "invanare", "N01951.*its next pages come to no end", most=8),
    kept("D27", f"other-host@{KPI}", "invanare", "N01951.*its next page is on another host"),
    well("D28", f"deleted+1@{KPI}", idle=True),  # all values of a question come on one page
    well(
        "D28", f"small-pages@{KPI}", f"deleted+1@{KPI}", truth=first_row_gone, most=8, starts=FIRST
    ),
    well("D28", f"small-pages@{KPI}", f"deleted:1+1@{KPI}", most=8),
    well("D28", f"small-pages@{KPI}", f"deleted-cached+1@{KPI}", most=8),
    kept(
        "D28", f"small-pages@{KPI} inserted@{KPI}", "invanare",
        "Kolada N01951: changed while it was read", most=8,
    ),
    # Kolada's ids
    kept("D29", f"missing-id@{KPI}", "invanare", "there is no value"),
    kept("D29", f"missing-unit@{KPI}", "invanare", "region 2580 was in .* is gone", starts=LATER),
    well("D30", "retyped"),
    well("D31", f"perturbed@{CELLS}", truth=totals_off),
]  # fmt: skip


def figures(data: Path) -> Figures:
    """Every published observation by its key, if any is; none may come twice."""
    if releases.published(data) is None:
        return {}
    release = releases.current(data)
    rows: list[Any] = [
        row for id_ in release.indicators for row in release.observations(id_).itertuples()
    ]
    told = {
        (row.indicator, row.region, row.sex, row.age, row.period): (
            None if row.value != row.value else row.value,
            row.status,
        )
        for row in rows
    }
    assert len(told) == len(rows)
    return told
