"""Riksbanken: a daily series becomes months that are over, and an odd answer becomes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.errors import AnswerUnreadable, EtlError
from etl.model import Indicator
from etl.net.reply import Reply
from etl.net.session import Session
from etl.sources import riksbank
from tests.replay import Emulator, serve
from tests.runs import Run, figures, runner
from tests.small import RATE, small

MEAN = RATE.replace("ranta", "medel").replace('"last"', '"mean"')


@pytest.fixture
def run(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    assert agencies.requests == []
    return runner(tmp_path, monkeypatch, RATE, MEAN)


@pytest.fixture
def rate(tmp_path: Path) -> Indicator:
    return small(tmp_path / "one", RATE)["ranta"]


def by_month(id_: str) -> dict[str, float | None]:
    return {period: value for (*_, period), (value, _) in figures(id_).items()}


def test_a_month_s_figure_is_its_last_day_s_or_its_days_mean(run: Run) -> None:
    result = run("update")

    assert result.exit_code == 0, result.output
    assert {key[:3] for key in figures("ranta")} == {("00", "T", "total")}
    assert by_month("ranta") == {
        "2023M10": 4.0, "2023M11": 4.25, "2023M12": 3.75, "2024M01": 3.5
    }  # fmt: skip
    assert by_month("medel") == {
        "2023M10": 4.0, "2023M11": 4.1363636364, "2023M12": 3.75, "2024M01": 3.5
    }  # fmt: skip


def test_a_month_that_is_not_over_makes_no_figure_and_no_new_release(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("update")
    answers = iter([{"date": "2024-02-06", "value": 9.0}] * 2)
    get = Session.get

    def a_day_more(self: Session, *args: Any, **named: Any) -> Reply:
        reply = get(self, *args, **named)
        return Reply([*reply.body, next(answers)], reply.date)

    monkeypatch.setattr(Session, "get", a_day_more)
    result = run("update")

    assert "ranta: as before" in result.output
    assert "nothing new" in result.output
    assert next(answers, None) is None
    assert "2024M02" not in by_month("ranta")


def test_a_series_is_one_request_a_run(run: Run, agencies: Emulator) -> None:
    run("update")
    paths = [seen.path for seen in agencies.requests]

    assert len(paths) == 2
    assert all(path.startswith("/swea/v1/Observations/SEPAHITT/2023-10-01/") for path in paths)


def test_a_low_quota_is_kept_to_from_the_first_request(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    paced: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Session, "pace", lambda _, *asked: paced.append(asked))
    run("update", "ranta", "medel")

    assert [asked[1:] for asked in paced if "/swea/" in asked[0]] == [(4, 60.0)]


@pytest.mark.parametrize("fault", ["429-int:1", "429-bare:1", "503:1", "truncated:1", "reset:1"])
def test_passing_faults_cost_no_figure(fault: str, run: Run, agencies: Emulator) -> None:
    agencies.strike(f"{fault}@SEPAHITT")

    assert run("update").exit_code == 0
    assert len(figures("ranta")) == len(figures("medel")) == 4


@pytest.mark.parametrize("fault", ["html-200", "wrong-format", "truncated-json", "500", "404"])
def test_a_series_that_does_not_come_is_named_and_keeps_its_figures(
    fault: str, run: Run, agencies: Emulator
) -> None:
    run("update")
    before = figures("ranta")
    agencies.strike(f"{fault}@SEPAHITT")
    result = run("update")

    assert result.exit_code == 1
    assert "ranta: stale: " in result.output
    assert "SEPAHITT" in result.output
    assert figures("ranta") == before


def day(date: Any = "2024-01-02", value: Any = 1.5) -> dict[str, Any]:
    return {"date": date, "value": value}


@pytest.mark.parametrize(
    "body",
    [
        {}, [7], [day(value=None)], [day(value="1")], [day(value=True)], [day(value=10**400)],
        [day(date="2024-1-2")], [day(date="2024-02-30")], [day(date=20240102)], [{"value": 1.0}],
        [day(), day()], [day(date="1999-01-04")], [day(date="2999-01-04")],
    ],
)  # fmt: skip
def test_an_observation_that_is_not_as_we_know_them_is_refused(
    body: Any, rate: Indicator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = Reply(json.loads(json.dumps(body)), riksbank.datetime.now(riksbank.UTC))
    monkeypatch.setattr(session, "get", lambda *_, **__: reply)

    with pytest.raises(AnswerUnreadable, match="Riksbanken SEPAHITT: "):
        riksbank.fetch(rate, session)


def test_an_agency_without_the_series_is_never_given_figures_for_it(
    rate: Indicator, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    other = rate.model_copy(
        update={"query": riksbank.Query(series="SECBREPOEFF", first="1994M06", month="last")}
    )
    with serve() as emulator:
        monkeypatch.setenv("RIKSBANK_API_URL", emulator.urls["RIKSBANK_API_URL"])
        with pytest.raises(EtlError, match=r"SECBREPOEFF.*404"):
            riksbank.fetch(other, session)
