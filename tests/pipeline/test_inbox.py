"""The inbox: a file is read right or refused whole, with row and column; old figures stay."""

import gzip
import json
import os
import re
import socket
from collections.abc import Callable
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.pages import status as page
from etl import catalogue
from etl.errors import AnswerUnreadable
from etl.model import Indicator
from etl.sources import inbox
from etl.sources.inbox import file
from etl.store import releases
from tests import PROJECT
from tests.replay import Emulator
from tests.runs import Run, figures, runner
from tests.shown import rows_shown, words
from tests.small import NOTICES, POPULATION, small

HEADING = "region;sex;age;period;value;unit;status;published"
GOOD = [
    HEADING,
    "00;T;total;2024M09;4 210,5;personer;;2024-10-12",
    "24;K;16-24;2024M09;0;personer;;2024-10-12",
    "0180;M;65+;2024M09;-;personer;;2024-10-12",
    "2480;T;total;2024M09;..;personer;;2024-10-13",
    "2480;T;total;2024M08;12;personer;p;2024-09-11",
]
AS_PUBLISHED = {
    ("00", "T", "total", "2024M09"): (4210.5, ""),
    ("24", "K", "16-24", "2024M09"): (0.0, ""),
    ("0180", "M", "65+", "2024M09"): (None, "-"),
    ("2480", "T", "total", "2024M09"): (None, ".."),
    ("2480", "T", "total", "2024M08"): (12.0, "p"),
}


@pytest.fixture
def run(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """One indicator of Kolada, so that there is always something to publish, and one of files."""
    assert agencies.faults == []
    return runner(tmp_path, monkeypatch, POPULATION, NOTICES)


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Indicator:
    return small(tmp_path_factory.mktemp("catalogue"), NOTICES)["varsel"]


def put(content: str | bytes | list[str]) -> Path:
    """A person puts a file into the inbox."""
    text = "\r\n".join([*content, ""]) if isinstance(content, list) else content
    path = releases.folder() / "inbox" / "varsel.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def commas(lines: list[str]) -> str:
    """The same file as the rest of the world writes it."""
    return "\n".join(line.replace(",", ".").replace(";", ",") for line in lines)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD, id="Excel in Sweden"),
        pytest.param("\ufeff" + "\r\n".join(GOOD), id="with BOM, without a last line end"),
        pytest.param("\r".join(GOOD), id="from an old Mac"),
        pytest.param("\n".join(GOOD).replace(" ", "\u00a0").encode("cp1252"), id="Windows-1252"),
        pytest.param("\n".join(GOOD).replace(" ", "\u202f"), id="narrow spaces"),
        pytest.param(commas(GOOD), id="commas and points"),
        pytest.param("\n".join(GOOD).replace("-;pers", "−;pers"), id="a minus for nothing"),
        pytest.param([GOOD[0], "", ";;;;;;;", *GOOD[1:]], id="empty rows"),
        pytest.param([line + ";;" for line in GOOD], id="empty columns"),
        pytest.param([line.replace(";", '";"').join('""') for line in GOOD], id="in quotes"),
        pytest.param("\n".join(GOOD).replace("M0", "m0").replace("K;", "k;"), id="small letters"),
        pytest.param(
            "\n".join(GOOD).replace("\n00;", "\n0;").replace("\n0180", "\n180"), id="zeros lost"
        ),
        pytest.param([HEADING.upper(), *GOOD[1:]], id="a heading in capitals"),
    ],
)
def test_a_file_is_published_however_a_spreadsheet_saved_it(
    content: str | bytes | list[str], run: Run
) -> None:
    put(content)
    result = run("update")

    assert result.exit_code == 0, result.output
    assert "varsel: new figures" in result.output
    assert figures("varsel") == AS_PUBLISHED


def test_figures_are_taken_from_the_agency_named_the_day_the_newest_was_published(run: Run) -> None:
    put(GOOD)
    run("update")
    published = releases.current(releases.folder()).indicators["varsel"]

    assert (published.agency, published.table) == ("Arbetsförmedlingen", "varsel.csv")
    assert str(published.taken) == str(published.updated) == "2024-10-13"
    assert published.last_period == "2024M09"


def test_sex_age_and_status_may_be_left_out(
    agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert agencies.faults == []
    whole = NOTICES.replace("by_sex = true", "by_sex = false")
    run = runner(tmp_path, monkeypatch, whole.replace('"municipality"', '"county"'))
    rows = ["00,2024M09,7.5,personer,2024-10-12", "24,2024M09,1,personer,2024-10-12"]
    put("\n".join(["region,period,value,unit,published", *rows]))

    assert run("update").exit_code == 0
    assert figures("varsel")["00", "T", "total", "2024M09"] == (7.5, "")


def test_the_same_file_copied_again_is_as_before(run: Run) -> None:
    put(GOOD)
    run("update")
    put(GOOD)
    result = run("update")

    assert "varsel: as before" in result.output
    assert "nothing new" in result.output


@pytest.mark.parametrize(
    ("column", "bad", "allowed"),
    [
        ("region", "Umeå", "two digits for a county or four digits for a municipality"),
        ("region", "2680", "is not a region there is: 2680"),
        ("region", "2499", "is not a region there is: 2499"),
        ("region", "26", "is not a region there is: 26"),
        ("region", "1917", "there is: 1917 Heby (until 2006, now 0331 Heby)"),
        ("region", "1229", "there is: 1229 Bara (until 1976, now 1263 Svedala)"),
        ("region", "15", "there is: 15 Älvsborgs län (until 1997, now 14 Västra Götalands län)"),
        ("region", "248", "there is: 0248"),
        ("region", "24800", "four digits for a municipality"),
        ("region", "SE32", "four digits"),
        ("region", "", "four digits"),
        ("sex", "F", "T, K or M"),
        ("age", "09-maj", "total, 0-9 or 65"),
        ("period", "2024-09", "a month from 1700 to "),
        ("period", "2024M13", "a month from 1700 to "),
        ("period", "2024", "a month from 1700 to "),
        ("period", "2034M08", "had not begun on 2024-09-11, its published"),
        ("period", "2024M10", "had not begun on 2024-09-11"),
        ("value", "", "a number such as"),
        ("value", "4.210", "a number such as 1250,5"),
        ("value", "1,2E+05", "a number such as"),
        ("value", "12 34", "a number such as"),
        ("value", "nan", "a number such as"),
        ("value", "-3", "between 0 and 1e"),
        ("value", "9" * 400, "between 0 and 1e"),
        ("unit", "tusental", "personer"),
        ("unit", "", "personer"),
        ("status", "rättad", "a symbol of the agency"),
        ("published", "12/10/2024", "a day up to today, written 2026-10-12"),
        ("published", "2024-02-30", "a day up to today"),
        ("published", "2999-01-01", "a day up to today"),
    ],
)
def test_a_bad_cell_is_told_by_file_row_and_column_and_the_old_figures_stay(
    column: str, bad: str, allowed: str, run: Run
) -> None:
    put(GOOD)
    run("update")
    before = releases.current(releases.folder()).id
    cells = GOOD[5].split(";")
    cells[HEADING.split(";").index(column)] = bad
    put([*GOOD[:3], "", *GOOD[3:5], ";".join(cells)])
    result = run("update")

    assert result.exit_code == 1
    told = next(line for line in result.output.splitlines() if line.startswith("varsel: stale: "))
    assert told.startswith(f"varsel: stale: inbox/varsel.csv: row 7, {column}: ")
    assert allowed in told
    assert "; " not in told.partition("row 7, ")[2]
    assert releases.current(releases.folder()).id == before
    assert figures("varsel") == AS_PUBLISHED


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "row 1: lacks region, period, value, unit, published"),
        ([HEADING], "row 2: there are no figures below the heading"),
        ([HEADING.replace("unit", "enhet"), *GOOD[1:]], "row 1: lacks unit"),
        ([HEADING + ";kommun", *GOOD[1:]], "row 1: has none of ours as column 9"),
        ([HEADING + ";age", *GOOD[1:]], "row 1: has twice age"),
        ([*GOOD, GOOD[1]], "row 7: is the same observation as row 2"),
        ([*GOOD[:2], GOOD[2] + ";7"], "row 3: a cell stands in a column without a name"),
        ([*GOOD[:2], "24;K"], "row 3, period: is not"),
        ([*GOOD[:2], '"24;K'], "row 3: is not CSV: "),
        ([*GOOD[:4], GOOD[4].replace("er;;", "er;p;")], "row 5, status: is not the symbol"),
        (
            [f";{HEADING}", f";{GOOD[1]}", f"9;{GOOD[2]}"],
            "row 3: a cell stands in a column without",
        ),
        ([HEADING, '"24;K'], "row 2: is not CSV: "),
        (['"' + HEADING], "row 1: is not CSV: "),
        ([*GOOD[:2], "24;F", '"24;K'], "row 3, period: "),
        (["PK\x03\x04\0\0"], "row 1: is no text but a workbook, or UTF-16: save it as “CSV"),
        (["\0".join(GOOD[0]), *GOOD[1:]], "row 1: is no text but a workbook"),
    ],
)
def test_a_file_that_is_not_whole_is_told_why(lines: list[str], said: str, run: Run) -> None:
    put(lines)
    result = run("update")

    assert result.exit_code == 1
    assert f"varsel: stale: inbox/varsel.csv: {said}" in result.output
    assert not (releases.folder() / "snapshots" / "varsel.json.gz").exists()


@pytest.mark.parametrize(
    ("period", "published", "begun"),
    [
        ("2024M10", "2024-10-01", True),
        ("2024M11", "2024-10-31", False),
        ("2024K4", "2024-10-01", True),
        ("2024K4", "2024-09-30", False),
        ("2025K1", "2024-12-31", False),
        ("2040", "2024-06-15", True),  # the region's own forecast
    ],
)
def test_a_month_or_quarter_cannot_lie_ahead_of_its_publication_and_a_year_can(
    notices: Indicator, period: str, published: str, begun: bool
) -> None:
    frequency = {"M": "month", "K": "quarter"}.get(period[4:5], "year")
    asked = notices.model_copy(update={"frequency": frequency})
    text = f"region;period;value;unit;published\n24;{period};7;personer;{published}\n"
    if begun:
        assert [row.period for row in file.rows("x", text, asked)] == [period]
        return
    with pytest.raises(AnswerUnreadable, match=rf"^x: row 2, period: '{period}' had not begun"):
        file.rows("x", text, asked)


def test_every_fault_is_told_at_once_up_to_a_number(run: Run) -> None:
    put(
        [
            HEADING,
            "x;F;total;2024M09;a;kr;;igår",
            *["y;T;total;2024M09;1;personer;;2024-10-12"] * 30,
        ]
    )
    told = run("update").output

    assert [
        f"row 2, {name}" in told for name in ("region", "sex", "value", "unit", "published")
    ] == [True] * 5
    assert len(re.findall(r"row \d+", told)) == file.TOLD
    assert f"and {5 + 30 - file.TOLD} more" in told


def test_a_file_of_nothing_but_faults_is_not_read_to_its_end(
    notices: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(file, "_row", lambda *_: seen.append(1) or [": is wrong"] * 5)
    with pytest.raises(AnswerUnreadable, match=r"and at least 980 more$"):
        file.rows("x", f"{HEADING}\n" + "x\n" * 100_000, notices)
    assert len(seen) == file.COUNTED / 5


def test_a_file_that_lost_a_region_is_refused_as_any_answer_is(run: Run) -> None:
    put(GOOD)
    run("update")
    put([line.replace("0180", "0184") for line in GOOD])
    result = run("update")

    assert result.exit_code == 1
    assert "Arbetsförmedlingen varsel.csv: region 0180 was in the last release" in result.output
    assert figures("varsel") == AS_PUBLISHED


def test_a_file_that_was_never_there_is_awaited_and_nothing_is_stale(run: Run) -> None:
    result = run("update")

    assert result.exit_code == 0, result.output
    assert "varsel: no file in the inbox" in result.output
    assert "awaited, without figures yet: varsel" in result.output
    assert run("status").exit_code == 0
    assert "varsel: no figures, taken never, awaited" in run("status").output


def test_a_file_that_is_taken_away_leaves_its_figures_and_nothing_is_stale(run: Run) -> None:
    path = put(GOOD)
    run("update")
    path.unlink()

    for arguments in (["update"], ["update", "--full"]):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        assert "varsel: no file in the inbox" in result.output
        assert figures("varsel") == AS_PUBLISHED


def states(run: Run) -> dict[str, dict[str, Any]]:
    """What `status` tells a machine of each indicator."""
    return {each["id"]: each for each in json.loads(run("status", "--json").output)}


def test_no_run_confirms_figures_that_nobody_has_renewed(run: Run) -> None:
    path = put(GOOD)
    for renew in (lambda: None, lambda: put(GOOD), path.unlink):
        renew()
        run("update")
        state = states(run)["varsel"]
        assert state["checked"] == "2024-10-13T12:00:00Z"
        assert (state["holds"], state["stale"]) == (76, True)
    told = run("status")
    assert told.exit_code == 1
    assert "varsel: 2024M09, taken 2024-10-13, stale: not confirmed within 76 days" in told.output


@pytest.mark.parametrize(("ago", "stale"), [(0, False), (76, False), (77, True)])
def test_a_file_is_current_until_the_next_one_should_have_come(
    ago: int, stale: bool, run: Run
) -> None:
    day = datetime.now(UTC).date() - timedelta(days=ago)
    put([line.replace("2024-10-13", str(day)) for line in GOOD])
    run("update")
    state, shown = states(run)["varsel"], page.layout()
    told = " ".join(words(shown).split())

    assert (state["checked"][:10], state["stale"]) == (str(day), stale)
    assert ("Ur filer: 1 väntar på en nyare fil." in told) is stale
    assert ("Ur filer: 1 aktuella." in told) is not stale
    assert ("1 indikator: 1 väntar på en nyare fil." in told) is stale
    assert "Alla 1 indikatorer är bekräftade hos källan" in told
    rows = [[" ".join(cell.split()) for cell in row] for row in rows_shown(shown)]
    row = next(row for row in rows if row[2].endswith("september 2024"))
    assert f"Bekräftad {day}" in row
    assert not any(cell.startswith("Eftersläpning") for cell in row)


def test_a_bad_file_is_a_problem_until_it_is_taken_away(run: Run) -> None:
    put(GOOD)
    run("update")
    path = put(["x"])
    run("update")
    assert "row 1: lacks" in states(run)["varsel"]["problem"]
    path.unlink()
    run("update")
    state = states(run)["varsel"]
    assert (state["problem"], state["checked"]) == (None, "2024-10-13T12:00:00Z")


def test_a_file_under_another_name_is_told_with_the_names_there_are(run: Run) -> None:
    put(GOOD).rename(releases.folder() / "inbox" / "Varsel (1).CSV")
    result = run("update")

    assert result.exit_code == 0, result.output
    assert (
        "inbox/Varsel (1).CSV is read by nothing: the names there are varsel.csv" in result.output
    )
    assert "varsel: no file in the inbox" in result.output


def socket_at(path: Path) -> None:
    """An address of a socket is short: it is bound where it is called for by name only."""
    with socket.socket(socket.AF_UNIX) as end, chdir(path.parent):
        end.bind(path.name)


PASSWORDS = "root:$6$hemligt:19000:0:99999:7:::"
IRREGULAR: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "it is a pipe, not a file"),
    "folder": (Path.mkdir, "it is a folder, not a file"),
    "link": (lambda path: path.symlink_to(path.with_name("away")), "it is a link, not a file"),
    "link to nothing": (lambda path: path.symlink_to("nowhere"), "it is a link, not a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "it is a link, not a file"),
    "socket": (socket_at, "it is a socket, not a file"),
    "large": (lambda path: os.truncate(path, inbox.LARGEST + 1), "it is greater than 20 MB"),
}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        *product(["inbox/varsel.csv"], IRREGULAR),
        *product(["snapshots/varsel.json.gz"], sorted(IRREGULAR.keys() - {"folder"})),
    ],
)
def test_what_is_no_file_is_told_unopened_and_holds_up_nobody(
    place: str, kind: str, run: Run
) -> None:
    """A pipe that is opened would hang the run, with the lock held."""
    put(GOOD)
    run("update")
    make, said = IRREGULAR[kind]
    path = releases.folder() / place
    path.with_name("away").write_text(PASSWORDS)
    if kind != "large":
        path.unlink()
    make(path)
    result = run("update")
    again = run("publish")

    assert PASSWORDS.split(":")[0] not in result.output + again.output
    if place.startswith("inbox"):
        assert result.exit_code == 1
        assert f"varsel: stale: inbox/varsel.csv cannot be read: {said}" in result.output
        assert said in states(run)["varsel"]["problem"]
    else:  # it is made anew
        assert result.exit_code == 0, result.output
        assert path.is_file()
    assert figures("varsel") == AS_PUBLISHED


def test_the_example_and_the_refusal_in_the_docs_are_true() -> None:
    readme = (PROJECT / "docs" / "inbox.md").read_text(encoding="utf-8")
    example = readme.split("```csv\n")[1].split("```")[0]
    notices = catalogue.load()["varsel-personer"]
    wrong = example.replace("\n24;", "\nUmeå;").replace(";..;", ";;")

    assert len(file.rows(notices.table, example, notices)) == 3
    with pytest.raises(AnswerUnreadable) as refusal:
        file.rows(f"inbox/{notices.table}", wrong, notices)
    assert f"varsel-personer: stale: {refusal.value}\n" in readme


def test_the_snapshot_is_the_file_as_it_was_put_there(run: Run) -> None:
    put(GOOD)
    run("update")
    packed = (releases.folder() / "snapshots" / "varsel.json.gz").read_bytes()
    body = json.loads(gzip.decompress(packed).splitlines()[1])

    assert body == {"text": "\r\n".join([*GOOD, ""])}


CELLS = st.text(st.characters(exclude_characters=';"\r\n'), max_size=8) | st.sampled_from(
    sorted({cell for line in GOOD for cell in line.split(";")})
)


@settings(max_examples=300)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@example(b"")
@example(b"\x81\x8d")
@example("\n".join(GOOD).encode("utf-16"))
def test_any_bytes_are_a_typed_error_with_a_row(notices: Indicator, content: bytes) -> None:
    with pytest.raises(AnswerUnreadable, match=r"^inbox/varsel\.csv: row \d+[,:] "):
        file.rows("inbox/varsel.csv", file.decoded(content), notices)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["00", "24", "0180", "2480"]),
            st.sampled_from("TKM"),
            st.sampled_from(["2024M08", "2024M09"]),
            st.none() | st.integers(0, 10**6) | st.decimals(0, 10**6, places=2),
        ),
        min_size=1,
        unique_by=lambda row: row[:3],
    ),
    st.sampled_from([(";", ","), (",", ".")]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_whatever_is_written_down_is_what_is_read(
    notices: Indicator,
    cells: list[tuple[str, str, str, Decimal | int | None]],
    marks: tuple[str, str],
    encoding: str,
    end: str,
) -> None:
    separator, mark = marks
    lines = [["region", "sex", "period", "value", "unit", "published"]]
    for region, sex, period, value in cells:
        written = ".." if value is None else str(value).replace(".", mark)
        lines.append([region, sex, period, written, "personer", "2024-10-12"])
    content = end.join(separator.join(line) for line in lines).encode(encoding)
    read = file.rows("x", file.decoded(content), notices)

    assert [row[:5] for row in read] == [
        (region, sex, "total", period, None if value is None else float(value))
        for region, sex, period, value in cells
    ]


@settings(max_examples=300)
@given(st.data())
def test_a_good_file_with_any_cell_overwritten_is_refused_at_that_row_or_read_with_that_value(
    notices: Indicator, data: st.DataObject
) -> None:
    lines = [line.split(";") for line in GOOD]
    row = data.draw(st.integers(1, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[0]) - 1))
    lines[row][column] = data.draw(CELLS)
    text = "\n".join(";".join(line) for line in lines)
    try:
        read = file.rows("x", text, notices)
    except AnswerUnreadable as error:
        said = str(error)
        assert re.match(rf"x: row {row + 1}[,:] |x: row \d+: is the same", said)
        return
    untouched = file.rows("x", "\n".join(GOOD), notices)
    assert len(read) == len(untouched)
    assert [a for i, a in enumerate(read, 1) if i != row] == [
        a for i, a in enumerate(untouched, 1) if i != row
    ]
    changed = [a == b for a, b in zip(read[row - 1], untouched[row - 1], strict=True)]
    assert changed.count(False) <= 2  # a value and its symbol go together
