"""Tillväxtverket: the lines asked for and no others, nothing summed, and a text that is whole."""

from pathlib import Path
from socket import socket

import pandas as pd
import pytest

from etl.errors import AnswerUnreadable, SourceUnavailable
from etl.model import Indicator
from etl.net.session import Session
from etl.sources import tillvaxtverket
from tests.replay import SAMPLE, Emulator
from tests.replay.wire import Reply, Send, Server, whole
from tests.runs import Run, figures, runner
from tests.small import NIGHTS, small

TABLE = "GuestNights_Capacity_Revenue_Month"
FIXED = 'ANLAGGNINGSTYP_NAMN = "Hotell"'
FOREIGN = NIGHTS.replace("natter", "utlandska").replace("ANTAL_GASTNATTER", "ANKOMSTER_UTL")
TEXT = next((SAMPLE / "tillvaxtverket").glob("*.txt")).read_bytes()


@pytest.fixture
def run(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    assert agencies.requests == []
    return runner(tmp_path, monkeypatch, NIGHTS, FOREIGN)


@pytest.fixture
def nights(tmp_path: Path) -> Indicator:
    return small(tmp_path / "one", NIGHTS)["natter"]


def fetched(
    text: bytes, nights: Indicator, session: Session, kind: str = "text/plain", send: Send = whole
) -> pd.DataFrame:
    """What comes of a text that Tillväxtverket might give."""
    server = Server(0, "", lambda _: Reply(200, text, kind, send=send))
    server.start()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TILLVAXTVERKET_API_URL", server.url)
            patch.setattr(Session, "pace", lambda *_, **__: None)
            return tillvaxtverket.read(tillvaxtverket.fetch(nights, session), nights)
    finally:
        server.stop()


def test_the_lines_asked_for_become_observations_and_nothing_is_summed(run: Run) -> None:
    result = run("update")

    assert result.exit_code == 0, result.output
    nights, foreign = figures("natter"), figures("utlandska")
    assert len(nights) == len(foreign) == 5 * 3
    assert nights["00", "T", "total", "2023M11"] == (9011, "")
    assert nights["0180", "T", "total", "2024M01"] == (3013, "")
    assert nights["24", "T", "total", "2023M12"] == (512, "")
    assert foreign["2480", "T", "total", "2023M12"] == (53, "")


def test_a_line_of_secret_places_is_no_regions(run: Run) -> None:
    run("update")

    assert b"\tKommun\t24\tV\xe4sterbottens l\xe4n\t\tSekretesskyddad\tHotell\t51\t" in TEXT
    assert {key[0] for key in figures("natter")} == {"00", "24", "2480", "0180", "2404"}


def test_a_municipality_that_is_withheld_is_a_null_with_its_symbol(run: Run) -> None:
    run("update")

    assert figures("utlandska")["2404", "T", "total", "2023M12"] == (None, "..")
    assert figures("natter")["2404", "T", "total", "2024M01"] == (None, "")


def test_a_table_is_one_request_a_run_whatever_is_read_of_it(run: Run, agencies: Emulator) -> None:
    run("update")

    assert [seen.path for seen in agencies.requests] == [f"/data/inkvartering/{TABLE}.txt"]


@pytest.mark.parametrize(
    "fault", ["429-int:1", "503:1", "truncated:2", "truncated-json:2", "reset:1"]
)
def test_passing_faults_cost_no_figure(fault: str, run: Run, agencies: Emulator) -> None:
    agencies.strike(f"{fault}@GuestNights")

    assert run("update").exit_code == 0
    assert len(figures("natter")) == 15


@pytest.mark.parametrize("fault", ["html-200", "wrong-format", "truncated-json", "500", "hang"])
def test_a_table_that_does_not_come_is_named_and_keeps_its_figures(
    fault: str, run: Run, agencies: Emulator
) -> None:
    run("update")
    before = figures("natter")
    agencies.strike(f"{fault}@GuestNights")
    result = run("update")

    assert result.exit_code == 1
    assert "natter: stale: " in result.output
    assert TABLE in result.output
    assert figures("natter") == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Hotell"', '"Totalt"', "ANLAGGNINGSTYP_NAMN has no Totalt but Hotell, Sek"),
        ("ANLAGGNINGSTYP_NAMN", "ANLAGGNINGSTYP", "has no column ANLAGGNINGSTYP"),
        ('measure = "ANTAL', 'measure = "SUMMA', "has no column SUMMA_GASTNATTER"),
        ("fixed =", 'levels = { country = "Hela" }\nfixed =', "NIVA_NAMN has no Hela but"),
    ],
)
def test_a_name_that_the_table_does_not_have_is_told_with_those_it_has(
    old: str, new: str, said: str, tmp_path: Path, agencies: Emulator, session: Session
) -> None:
    assert agencies.faults == []
    indicator = small(tmp_path, NIGHTS.replace(old, new))["natter"]
    with pytest.raises(AnswerUnreadable, match=f"{TABLE}: {said}"):
        tillvaxtverket.fetch(indicator, session)


def test_a_column_left_unfixed_is_refused_and_not_summed(
    agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert agencies.faults == []
    run = runner(tmp_path, monkeypatch, NIGHTS.replace(FIXED, ""))
    result = run("update")

    assert result.exit_code == 2
    assert f"Tillväxtverket {TABLE}: 30 observations come twice" in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace(b"\t9\xa0011", b""), "line 2 has 9 cells, the heading 10"),
        (TEXT.replace(b"9\xa0011", b"9.011"), "a number such as"),
        (TEXT.replace(b"2023\t11", b"2023\tnov"), "MANAD_NUMMER is no number"),
        (TEXT.replace(b"Ume\xe5", b'"Ume\xe5'), f"{TABLE}: "),
        (b"\r\n", "has no column NIVA_NAMN"),
    ],
)
def test_a_text_that_is_not_as_we_know_it_is_refused(
    text: bytes, said: str, nights: Indicator, session: Session
) -> None:
    with pytest.raises(AnswerUnreadable, match=said):
        fetched(text, nights, session)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (TEXT[:-1] + b"7", "text/plain", "ends within a line"),
        (TEXT[:-3], "text/plain", "ends within a line"),
        (TEXT, "text/html", "not text but text/html"),
        (TEXT, "text/plain; charset=utf-8", "not the text it says"),
        (TEXT, "text/plain; charset=klingon", "not the text it says"),
    ],
)
def test_a_text_that_may_not_be_whole_is_asked_for_again_and_never_believed(
    text: bytes, kind: str, said: str, nights: Indicator, session: Session
) -> None:
    with pytest.raises(SourceUnavailable, match=said):
        fetched(text, nights, session, kind)
    assert session.calls == session.patience.attempts


def test_a_text_that_does_not_tell_its_length_is_not_known_to_be_whole(
    nights: Indicator, session: Session
) -> None:
    def untold(connection: socket, head: bytes, body: bytes) -> None:
        connection.sendall(head.replace(b"Content-Length", b"X-Length") + body)

    with pytest.raises(SourceUnavailable, match="does not tell how long it is"):
        fetched(TEXT, nights, session, send=untold)


def test_a_text_that_says_it_is_utf_8_is_read_as_that(nights: Indicator, session: Session) -> None:
    text = b"\xef\xbb\xbf" + TEXT.decode("latin-1").encode()

    assert len(fetched(text, nights, session, "text/plain; charset=utf-8")) == 15
