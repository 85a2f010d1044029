"""The faults seen in the wild, one by one, during an update of two KPIs and three tables.

Each case runs twice: from an empty data folder, and over a good release. What is published must
be the truth, cell for cell; an indicator that fails is named with its cause, left out of a first
release and kept as it was in a later one. What is not met yet is marked so, and fails as soon as
it is. The run's summary ends with the table.
"""

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from etl import catalogue
from etl.__main__ import main
from etl.model import Indicator
from etl.net.session import Patience, Session
from etl.run import join, update
from etl.store import releases
from tests.replay import Emulator, serve
from tests.replay.wire import Reply, Server
from tests.runs import FAST
from tests.small import EVERY, MONTHLY, NEW, messages, small

ADDRESS = r"https?://[\w.:]+|\?\S*(?=:)|(?<=year/)[\d,]+"  # what differs from day to day
TABLE_OF_FAULTS = "fault | injected | exit | requests | seconds | what happened"
WELL = {False: "all is true and published", True: "published, and not all is there"}
LONGEST = 15.0  # seconds a run may take, whatever happens
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


@dataclass
class Ran:
    """What came of one run."""

    output: str
    exit: int
    requests: int
    seconds: float


Tell = Callable[..., None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """A row of the table that ends the run: the fault's number, what was injected, what came."""

    def tell(number: str, injected: str, ran: Ran, lacks: str = "") -> None:
        row = [number, injected, str(ran.exit), str(ran.requests), f"{ran.seconds:.1f}"]
        record_property(TABLE_OF_FAULTS, [*row, happened(ran, lacks)])

    return tell


@pytest.fixture
def entries(
    agencies: Emulator,  # noqa: ARG001  # it must answer
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Indicator]:
    """The catalogue of every run, and nothing that ships."""
    entries = small(tmp_path / "catalogue", *EVERY, MONTHLY, NEW)
    monkeypatch.setattr(catalogue, "load", lambda: entries)
    monkeypatch.setattr(releases, "DEFAULT", tmp_path / "none")
    return entries


@pytest.fixture
def run(
    entries: dict[str, Indicator],  # noqa: ARG001  # what is run
    agencies: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Ran]:
    """`python -m etl update`, on one data folder, empty at first."""
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))

    def run(*options: str) -> Ran:
        agencies.requests.clear()
        began = time.monotonic()
        result = CliRunner().invoke(main, ["update", *options])
        seconds = time.monotonic() - began
        return Ran(messages(result.output), result.exit_code, len(agencies.requests), seconds)

    return run


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


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Figures, int]:
    """A run without faults: its data folder, its figures, and the requests it takes."""
    folder = tmp_path_factory.mktemp("clean")
    entries = small(folder / "catalogue", *EVERY, MONTHLY, NEW)
    with pytest.MonkeyPatch.context() as patch, serve(limits=False) as emulator:
        for variable, url in emulator.urls.items():
            patch.setenv(variable, url)
        patch.setattr(Session, "pace", lambda *_, **__: None)
        patch.setattr(releases, "DEFAULT", folder / "none")
        assert refreshed(folder / "data", entries, FAST) == []
        return folder / "data", figures(folder / "data"), len(emulator.requests)


def refreshed(data: Path, entries: dict[str, Indicator], patience: Patience) -> list[str]:
    """Fetch and publish without the command line; what went wrong."""
    with Session(patience) as session:
        outcomes = list(update.fetch(data, entries.values(), session))
    join.publish(data, entries.values())
    return [outcome.problem for outcome in outcomes if outcome.problem]


def parameters() -> Iterator[Any]:
    for case in CASES:
        marks = (
            [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.lacks)]
            if case.lacks
            else []
        )
        for start in case.starts:
            name = f"{case.number} {start} {case.injected}{' !' * bool(case.lacks)}".replace(
                "/", "."
            )
            yield pytest.param(case, start, marks=marks, id=name)


@pytest.mark.parametrize(("case", "start"), list(parameters()))
def test_a_fault_costs_no_observation_and_publishes_none_that_is_not_true(
    case: Case,
    start: str,
    agencies: Emulator,
    run: Callable[[], Ran],
    clean: tuple[Path, Figures, int],
    tmp_path: Path,
    tell: Tell,
) -> None:
    data = tmp_path / "data"
    if start == "released":
        a_release_before(case, data, clean[0], agencies, run)
    before = figures(data) if start == "released" else {}
    agencies.strike(*case.faults)
    ran = run()
    tell(case.number, case.injected, ran, case.lacks)

    stale = case.stale.split()
    assert lines(ran, "stale: ") == ([", ".join(stale)] if stale else []), ran.output
    assert ran.exit == (2 if stale == ALL.split() and start == "empty" else 1 if stale else 0)
    assert figures(data) == expected(case, clean[1], before)
    assert all(fault.struck for fault in agencies.faults) is not case.idle
    for id_ in stale:
        (line,) = lines(ran, f"{id_}: stale: ")
        assert re.search(case.said, line), line
    assert ran.seconds < LONGEST
    assert ran.requests <= case.most * clean[2]


def a_release_before(
    case: Case, data: Path, clean: Path, agencies: Emulator, run: Callable[[], Ran]
) -> None:
    """A good release, made in the world before the fault."""
    if not case.before:
        shutil.copytree(clean, data)
        return
    agencies.strike(*case.before)
    assert run().exit == 0
    agencies.heal()
    (data / "status.json").unlink()  # as when all was read so long ago that it is read anew


def expected(case: Case, clean: Figures, before: Figures) -> Figures:
    """The truth of every indicator that does not fail, and of those that do what was before."""
    stale = case.stale.split()
    told = {key: case.truth(key, cell) for key, cell in clean.items() if key[0] not in stale}
    old = {key: cell for key, cell in before.items() if key[0] in stale}
    return {key: cell for key, cell in told.items() if cell is not None} | old


def lines(ran: Ran, start: str) -> list[str]:
    """What the lines that begin so say after that."""
    return [line[len(start) :] for line in ran.output.splitlines() if line.startswith(start)]


def test_silent_revisions_are_told_as_new_figures_when_all_is_read(
    run: Callable[..., Ran], agencies: Emulator
) -> None:
    agencies.strike(f"other-values@{CELLS}")  # D18
    run()
    agencies.heal()
    assert lines(run(), "alder: ") == ["unchanged"]  # by its stamp
    ran = run("--full")

    assert [lines(ran, f"{id_}: ") for id_ in ("alder", "sektor")] == [
        ["new figures"],
        ["as before"],
    ]


def test_a_failed_check_names_the_source(run: Callable[[], Ran], agencies: Emulator) -> None:
    agencies.strike(f"missing-id@{KPI}")  # D29
    (line,) = lines(run(), "invanare: stale: ")

    assert re.search("Kolada.*N01951", line)


def test_the_sample_has_totals_that_are_not_the_sum_of_their_parts(
    clean: tuple[Path, Figures, int],
) -> None:
    """Else D16 and D31 would show nothing."""
    total, women, men = (
        clean[1]["alder", "00", sex, "total", "2021"][0] for sex in ("T", "K", "M")
    )

    assert None not in (total, women, men)
    assert total != (women or 0) + (men or 0)


def test_a_kpi_called_discontinued_is_told_by_verify(
    run: Callable[[], Ran],  # noqa: ARG001  # for the same world
    agencies: Emulator,
) -> None:
    agencies.strike("retyped")  # D30
    result = CliRunner().invoke(main, ["verify"])

    assert result.exit_code == 1
    assert re.search("invanare: .*Kolada ended it with 2024", result.output), result.output


def test_two_clients_that_share_an_address_both_finish(
    entries: dict[str, Indicator],
    clean: tuple[Path, Figures, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    """With SCB's real limit on, D24."""
    patience = Patience(attempts=20, first_wait=0.1, longest_wait=2.5, rounding=0.1)
    folders = [tmp_path / name for name in ("one", "other")]
    with serve() as emulator, ThreadPoolExecutor() as threads:
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        began = time.monotonic()
        problems = list(threads.map(lambda data: refreshed(data, entries, patience), folders))
        ran = Ran("", 0, len(emulator.requests), time.monotonic() - began)
        refusals = [seen for seen in emulator.requests if seen.status == 429]
    tell("D24", "two clients under SCB's limit", ran)

    assert refusals
    assert problems == [[], []]
    assert [figures(data) == clean[1] for data in folders] == [True, True]


def test_a_client_that_pxweb_v1_has_blocked_waits_and_finishes(
    entries: dict[str, Indicator],
    clean: tuple[Path, Figures, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    """Another at the same address has used its calls up, and calls refused count too, D2."""
    patience = Patience(attempts=3, first_wait=0.01, longest_wait=2.5, rounding=0.1)
    with serve() as emulator:
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        for _ in range(10):
            requests.get(f"{emulator.urls['TILLVAXTANALYS_API_URL']}?config", timeout=5)
        emulator.requests.clear()
        began = time.monotonic()
        problems = refreshed(tmp_path, entries, patience)
        ran = Ran("", 0, len(emulator.requests), time.monotonic() - began)
        asked = [seen.status for seen in emulator.requests if seen.source == "tillvaxtanalys"]
    tell("D2", "the calls of PxWeb v1 used up by another", ran)

    assert asked == [429, 200, 200, 200]
    assert problems == []
    assert figures(tmp_path) == clean[1]


@pytest.fixture
def untrusted(tmp_path: Path) -> Iterator[Server]:
    """SCB behind a certificate that it signed itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    told = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *told, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server(0, "/api/v2", lambda _: Reply(200, b"{}", "application/json"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.start()
    yield server
    server.stop()


def test_a_certificate_that_is_not_to_be_trusted_is_refused_at_once(
    untrusted: Server,
    run: Callable[[], Ran],
    clean: tuple[Path, Figures, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    """D32."""
    shutil.copytree(clean[0], tmp_path / "data")
    monkeypatch.setenv("SCB_API_URL", untrusted.url.replace("http://", "https://"))
    ran = run()
    tell("D32", "a certificate signed by itself", ran)

    assert (ran.exit, lines(ran, "stale: ")) == (1, ["alder, sektor"])
    assert "its certificate is not to be trusted" in lines(ran, "alder: stale: ")[0]
    assert figures(tmp_path / "data") == clean[1]
    asked = re.search(r"asked (\d+) times", ran.output)
    assert asked is not None
    assert int(asked[1]) - ran.requests == 1  # at SCB; the others are Kolada's


def happened(ran: Ran, lacks: str) -> str:
    """The first problem of a run, without the address of a day; and what is not met."""
    problems = [line for line in ran.output.splitlines() if ": stale: " in line]
    said = re.sub(ADDRESS, "", problems[0])[:140] if problems else WELL[bool(lacks)]
    return f"{said} [NOT YET: {lacks}]" if lacks else said
