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
from tests.faults import ALL, CASES, CELLS, KPI, Case, Figures, figures
from tests.replay import Emulator, serve
from tests.replay.wire import Reply, Server
from tests.runs import FAST, lines
from tests.small import EVERY, MONTHLY, NEW, messages, small

ADDRESS = r"https?://[\w.:]+|\?\S*(?=:)|(?<=year/)[\d,]+"  # what differs from day to day
TABLE_OF_FAULTS = "fault | injected | exit | requests | seconds | what happened"
WELL = {False: "all is true and published", True: "published, and not all is there"}
LONGEST = 15.0  # seconds a run may take, whatever happens


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
            later = [pytest.mark.slow] if start != case.starts[-1] else []  # most are met alike
            name = f"{case.number} {start} {case.injected}{' !' * bool(case.lacks)}".replace(
                "/", "."
            )
            yield pytest.param(case, start, marks=[*marks, *later], id=name)


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
    assert lines(ran.output, "stale: ") == ([", ".join(stale)] if stale else []), ran.output
    assert ran.exit == (2 if stale == ALL.split() and start == "empty" else 1 if stale else 0)
    assert figures(data) == expected(case, clean[1], before)
    assert all(fault.struck for fault in agencies.faults) is not case.idle
    for id_ in stale:
        (line,) = lines(ran.output, f"{id_}: stale: ")
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


def test_silent_revisions_are_told_as_new_figures_when_all_is_read(
    run: Callable[..., Ran], agencies: Emulator
) -> None:
    agencies.strike(f"other-values@{CELLS}")  # D18
    run()
    agencies.heal()
    assert lines(run().output, "alder: ") == ["unchanged"]  # by its stamp
    ran = run("--full")

    assert [lines(ran.output, f"{id_}: ") for id_ in ("alder", "sektor")] == [
        ["new figures"],
        ["as before"],
    ]


def test_a_failed_check_names_the_source(run: Callable[[], Ran], agencies: Emulator) -> None:
    agencies.strike(f"missing-id@{KPI}")  # D29
    (line,) = lines(run().output, "invanare: stale: ")

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

    assert (ran.exit, lines(ran.output, "stale: ")) == (1, ["alder, sektor"])
    assert "its certificate is not to be trusted" in lines(ran.output, "alder: stale: ")[0]
    assert figures(tmp_path / "data") == clean[1]
    asked = re.search(r"asked (\d+) times", ran.output)
    assert asked is not None
    assert int(asked[1]) - ran.requests == 1  # at SCB; the others are Kolada's


def happened(ran: Ran, lacks: str) -> str:
    """The first problem of a run, without the address of a day; and what is not met."""
    problems = [line for line in ran.output.splitlines() if ": stale: " in line]
    said = re.sub(ADDRESS, "", problems[0])[:140] if problems else WELL[bool(lacks)]
    return f"{said} [NOT YET: {lacks}]" if lacks else said
