"""A later run reads what the agencies say has changed, and once a month all there is."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from etl.model import Indicator, Kept
from etl.net.session import Session
from etl.run import update
from etl.sources import kolada, scb
from tests.replay import Emulator
from tests.runs import Ran, Run, figures, runner
from tests.small import BY_AGE, MONTHLY, POPULATION, SHARE

NOW = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # the day after, in Sweden


def asked(agencies: Emulator, source: str) -> list[str]:
    """What a source was asked for, without what follows the question mark, and forgotten."""
    paths = [seen.path.partition("?")[0] for seen in agencies.requests if seen.source == source]
    agencies.requests.clear()
    return paths


def last_read_in_full(data: Path, ago: timedelta) -> None:
    """As if all was last read in full so long ago."""
    document = json.loads((data / "status.json").read_text())
    for state in document["indicators"].values():
        state["read"] = (datetime.now(UTC) - ago).isoformat()
    (data / "status.json").write_text(json.dumps(document))


def told(ran: Ran) -> set[str]:
    """The lines of a run that fetched, but the last, which tells of the release."""
    return set(ran.output.splitlines()[:-1])


# Kolada

VALUES = "/v3/data/kpi/N01951/year/"
BOTH = "/v3/data/kpi/N01951,N90001/year/"
LISTS = ["/v3/kpi", "/v3/municipality"]


@pytest.fixture
def run(
    agencies: Emulator,  # noqa: ARG001  # it must answer
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """The command line on two KPIs, which have just been read."""
    run = runner(tmp_path, monkeypatch, POPULATION, SHARE)
    assert run("update").exit_code == 0
    return run


@pytest.fixture
def kpis(agencies: Emulator, run: Run) -> Iterator[Emulator]:  # noqa: ARG001  # it has run
    """The agencies, when all that was asked for so far is forgotten."""
    agencies.requests.clear()
    yield agencies
    agencies.heal()


def many(indicators: dict[str, Indicator], number: int, first: int) -> list[Kept]:
    """Indicators of as many KPIs, confirmed one minute after the other."""
    people = indicators["invanare"]
    return [
        Kept(
            people.model_copy(
                update={"id": f"i{at}", "query": kolada.Query(kpi=f"N{at:05d}", first=first)}
            ),
            updated=None,
            confirmed=NOW + timedelta(minutes=at),
        )
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [1, 25, 26, 60])
@pytest.mark.parametrize("years", [1, 25, 26, 40])
def test_a_question_for_changes_holds_25_kpis_and_25_years(
    number: int,
    years: int,
    agencies: Emulator,
    session: Session,
    indicators: dict[str, Indicator],
) -> None:
    kept = many(indicators, number, first=datetime.now(UTC).year - years + 1)

    assert kolada.unchanged(kept, session) == {each.indicator.id for each in kept}
    assert len(agencies.requests) == math.ceil(number / 25) * math.ceil(years / 25)
    for path in asked(agencies, "kolada"):
        _, _, _, _, ids, _, these = path.split("/")
        assert len(ids.split(",")) <= 25
        assert len(these.split(",")) <= 25


def test_changes_are_asked_for_from_the_day_before_the_oldest_was_confirmed(
    agencies: Emulator, session: Session, indicators: dict[str, Indicator]
) -> None:
    kolada.unchanged(many(indicators, 3, 2020), session)
    (seen,) = agencies.requests

    assert parse_qs(urlsplit(seen.path).query)["from_date"] == ["2026-11-22"]


def test_a_kpi_of_two_indicators_is_asked_for_once_and_both_have_changed(
    agencies: Emulator, session: Session, indicators: dict[str, Indicator]
) -> None:
    people, share = indicators["invanare"], indicators["andel"]
    both = [people, people.model_copy(update={"id": "ny"}), share]
    agencies.strike("revised")

    assert kolada.unchanged([Kept(each, None, NOW) for each in both], session) == {"andel"}
    (path,) = asked(agencies, "kolada")
    assert path.startswith(BOTH)


def test_an_unchanged_world_costs_kolada_one_request_and_no_value(run: Run, kpis: Emulator) -> None:
    ran = run("update")

    assert told(ran) == {"invanare: unchanged", "andel: unchanged", "asked 1 times"}
    (path,) = asked(kpis, "kolada")
    assert path.startswith(BOTH)


def test_a_revised_kpi_is_read_anew_and_no_other(run: Run, kpis: Emulator) -> None:
    before = figures("invanare")
    kpis.strike("revised")
    ran = run("update")

    assert {"invanare: new figures", "andel: unchanged"} <= told(ran)
    changes, *needed = asked(kpis, "kolada")
    assert changes.startswith(BOTH)
    assert sorted(needed)[1:] == LISTS
    assert sorted(needed)[0].startswith(VALUES)
    revised = {key for key, cell in figures("invanare").items() if cell != before[key]}
    assert revised == {("0180", sex, "total", "2021") for sex in "TKM"}


def test_a_withdrawn_row_is_withdrawn_here(run: Run, kpis: Emulator) -> None:
    before = figures("andel"), set(figures("invanare"))
    kpis.strike("withdrawn")
    ran = run("update", "--accept", "invanare")
    after = figures("andel"), set(figures("invanare"))

    assert "invanare: new figures" in ran.output, ran.output
    assert after[0] == before[0]
    assert before[1] - after[1] == {("0180", sex, "total", "2021") for sex in "TKM"}


@pytest.mark.parametrize("pages", [[], ["small-pages@from_date"]])
def test_a_kolada_that_knows_no_from_date_is_read_in_full_and_not_page_by_page_before(
    pages: list[str], run: Run, kpis: Emulator
) -> None:
    kpis.strike(*pages, "from-date-unknown")
    ran = run("update")

    assert {"invanare: as before", "andel: as before"} <= told(ran)
    paths = asked(kpis, "kolada")
    starts = [*LISTS, BOTH, VALUES, VALUES.replace("N01951", "N90001")]
    assert [sum(path.startswith(start) for path in paths) for start in starts] == [1] * len(starts)
    assert len(paths) == len(starts)


@pytest.mark.parametrize("fault", ["500@from_date", "html-200@from_date", "wrong-codes@from_date"])
def test_changes_that_cannot_be_told_cost_a_reading_and_nothing_else(
    fault: str, run: Run, kpis: Emulator
) -> None:
    kpis.strike(fault, "revised")
    ran = run("update")

    assert ran.exit_code == 0, ran.output
    assert {"invanare: new figures", "andel: as before"} <= told(ran)


def test_a_silent_revision_is_found_when_all_is_read_again(
    run: Run, kpis: Emulator, tmp_path: Path
) -> None:
    kpis.strike("other-values@/data")  # D18: `from_date` is silent of it
    assert "invanare: unchanged" in run("update").output
    last_read_in_full(tmp_path / "data", update.ALL_AGAIN - timedelta(hours=1))
    assert "invanare: unchanged" in run("update").output
    last_read_in_full(tmp_path / "data", update.ALL_AGAIN + timedelta(hours=1))
    before = figures("invanare")
    assert "invanare: new figures" in run("update").output

    after = figures("invanare")
    assert {key: (cell[0] or 0) - (before[key][0] or 0) for key, cell in after.items()} == (
        dict.fromkeys(before, 1)
    )


def test_a_silent_revision_is_found_when_asked_to_read_all(run: Run, kpis: Emulator) -> None:
    kpis.strike("other-values@/data")

    assert "invanare: new figures" in run("update", "--full").output


# SCB

LISTING = ["/api/v2/config", "/api/v2/tables"]
OF_TABLE = "/api/v2/tables/{}/"


@pytest.fixture
def refresh(
    agencies: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """The command line on two indicators of one of SCB's tables and one of another, just read."""
    run = runner(tmp_path, monkeypatch, BY_AGE, BY_AGE.replace("alder", "igen"), MONTHLY)
    assert run("update").exit_code == 0
    agencies.requests.clear()
    return run


def became(output: str) -> dict[str, str]:
    """What a run says of each indicator, whichever came first."""
    lines = (line.partition(": ") for line in output.splitlines())
    return {id_: said for id_, _, said in lines if id_ in ("alder", "igen", "sektor")}


def every(said: str) -> dict[str, str]:
    return dict.fromkeys(("alder", "igen", "sektor"), said)


def test_an_unchanged_world_costs_scb_two_requests(refresh: Run, agencies: Emulator) -> None:
    ran = refresh("update")

    assert (ran.exit_code, became(ran.output)) == (0, every("unchanged"))
    assert asked(agencies, "scb") == LISTING


def test_a_table_published_anew_is_read_and_no_other(refresh: Run, agencies: Emulator) -> None:
    before = figures("alder"), figures("sektor")
    agencies.publish("TAB9001")
    ran = refresh("update")

    assert ran.exit_code == 0, ran.output
    assert became(ran.output) == every("new figures") | {"sektor": "unchanged"}
    config, listing, *others = asked(agencies, "scb")
    assert [config, listing] == LISTING
    assert all(path.startswith(OF_TABLE.format("TAB9001")) for path in others)
    more = {key: None if old is None else old + 1 for key, (old, _) in before[0].items()}
    assert {key: value for key, (value, _) in figures("alder").items()} == more
    assert figures("sektor") == before[1]


def test_a_table_that_is_listed_with_the_stamp_it_had_is_not_read(
    refresh: Run, agencies: Emulator
) -> None:
    agencies.publish("TAB9001")
    refresh("update")
    agencies.requests.clear()
    ran = refresh("update")

    assert became(ran.output) == every("unchanged")
    assert asked(agencies, "scb") == LISTING


def test_a_table_published_for_the_last_time_is_read(refresh: Run, agencies: Emulator) -> None:
    agencies.publish("TAB9002", discontinued=True)

    assert became(refresh("update").output) == every("unchanged") | {"sektor": "new figures"}


def test_a_silent_revision_of_scb_s_is_found_when_all_is_read_again(
    refresh: Run, agencies: Emulator, tmp_path: Path
) -> None:
    agencies.strike("other-values@TAB9001/data")  # D18: `updated` is as it was
    last_read_in_full(tmp_path / "data", update.ALL_AGAIN - timedelta(hours=1))
    assert became(refresh("update").output) == every("unchanged")
    last_read_in_full(tmp_path / "data", update.ALL_AGAIN + timedelta(hours=1))
    before = figures("alder")["00", "T", "total", "2021"][0]
    agencies.requests.clear()
    ran = refresh("update")

    assert became(ran.output) == every("new figures") | {"sektor": "as before"}
    assert LISTING[1] not in asked(agencies, "scb")
    assert figures("alder")["00", "T", "total", "2021"][0] == (before or 0) + 1


def test_a_silent_revision_of_scb_s_is_found_when_asked_to_read_all(
    refresh: Run, agencies: Emulator
) -> None:
    agencies.strike("other-values@TAB9001/data")
    ran = refresh("update", "--full")

    assert became(ran.output) == every("new figures") | {"sektor": "as before"}


@pytest.mark.parametrize(
    "fault", ["500", "html-200", "truncated-json", "torn-list", "doubled-list"]
)
def test_a_list_of_changes_that_cannot_be_had_costs_a_reading_and_nothing_else(
    fault: str, refresh: Run, agencies: Emulator
) -> None:
    for table in ("TAB9001", "TAB9002"):
        agencies.publish(table)
    refresh("update")
    agencies.strike(f"{fault}@pastDays")
    ran = refresh("update")

    assert (ran.exit_code, became(ran.output)) == (0, every("as before"))


def test_a_list_that_was_torn_is_walked_again_once(refresh: Run, agencies: Emulator) -> None:
    agencies.strike("torn-list:1@pastDays")

    assert became(refresh("update").output) == every("unchanged")
    assert asked(agencies, "scb") == [*LISTING, LISTING[1]]


def test_a_cached_list_is_not_believed(refresh: Run, agencies: Emulator) -> None:
    """It would say for ever that nothing has changed."""
    agencies.publish("TAB9001")
    refresh("update")

    (listed,) = [seen.path for seen in agencies.requests if "pastDays" in seen.path]
    assert "_" in parse_qs(urlsplit(listed).query)


YESTERDAY = "the day before the test runs"


def kept(indicator: Indicator, updated: str | None, ago: timedelta = timedelta()) -> Kept:
    return Kept(indicator, updated, datetime.now(UTC) - ago)


@pytest.mark.parametrize(
    ("updated", "ago", "same"),
    [
        ("2024-01-15T07:00:00Z", timedelta(days=34), True),
        ("2024-01-15T07:00:00Z", timedelta(days=36), False),  # more than the list goes back to
        (None, timedelta(), False),
        ("i går", timedelta(), False),  # no moment at all
        (YESTERDAY, timedelta(), False),  # a whole list would have it
    ],
)
def test_what_scb_does_not_list_is_unchanged_only_where_the_list_would_have_it(
    updated: str | None,
    ago: timedelta,
    same: bool,
    session: Session,
    agencies: Emulator,  # noqa: ARG001  # it must answer
    indicators: dict[str, Indicator],
) -> None:
    if updated == YESTERDAY:
        updated = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    one = kept(indicators["alder"], updated, ago)

    assert scb.unchanged([one], session) == ({"alder"} if same else set())


def test_stamps_are_compared_as_moments(
    session: Session, agencies: Emulator, indicators: dict[str, Indicator]
) -> None:
    agencies.publish("TAB9001")
    answer = scb.fetch(indicators["alder"], session)
    assert answer.updated is not None
    here = (
        datetime.fromisoformat(answer.updated).astimezone(timezone(timedelta(hours=2))).isoformat()
    )
    one = kept(indicators["alder"], here)

    assert here != answer.updated
    assert scb.unchanged([one], session) == {"alder"}


def test_a_table_costs_its_metadata_twice_and_one_query_for_all_its_indicators(
    refresh: Run, agencies: Emulator
) -> None:
    refresh("update", "--full")
    paths = asked(agencies, "scb")

    assert paths.count("/api/v2/tables/TAB9001/metadata") == 1 + 1
    assert paths.count("/api/v2/tables/TAB9001/data") == 2  # as many as its cells need
    assert paths.count("/api/v2/tables/TAB9002/metadata") == 1 + 1
