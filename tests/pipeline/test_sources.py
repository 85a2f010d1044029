"""The sources: what comes back is what was asked for, cell for cell, or nothing at all."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from pxweb import PxApi

from etl.errors import AnswerUnreadable, EtlError, SourceUnavailable
from etl.formats import jsonstat
from etl.model import Answer, Indicator
from etl.net.reply import Reply
from etl.net.session import Session
from etl.sources import kolada, scb
from tests import RECORDED
from tests.replay import SAMPLE, Emulator, serve
from tests.runs import FAST
from tests.small import BY_AGE, small

FOLDERS = [
    pytest.param(SAMPLE, id="sample"),
    pytest.param(
        RECORDED,
        id="real",
        marks=pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared/replay is not here"),
    ),
]


@pytest.fixture
def session(agencies: Emulator) -> Iterator[Session]:
    with Session(FAST) as session:
        assert agencies.requests == []
        yield session


@pytest.fixture
def people(indicators: dict[str, Indicator]) -> Indicator:
    """Of Kolada, by sex."""
    return indicators["invanare"]


@pytest.fixture
def by_age(indicators: dict[str, Indicator]) -> Indicator:
    """Of SCB, by sex and age; 180 cells where 100 are allowed."""
    return indicators["alder"]


def value(frame: Any, **key: str) -> tuple[float, str]:
    for column, wanted in key.items():
        frame = frame[frame[column] == wanted]
    (row,) = frame.itertuples()
    return row.value, row.status


# SCB


def test_scb_s_cells_are_told_in_our_words(session: Session, by_age: Indicator) -> None:
    answer = scb.fetch(by_age, session)
    frame = scb.read(answer, by_age)

    assert len(frame) == 5 * 3 * 3 * 4
    assert set(frame["sex"]) == {"T", "K", "M"}
    assert set(frame["age"]) == {"total", "0-99", "100+"}
    assert value(frame, region="00", sex="T", age="total", period="2021") == (6000, "")
    assert value(frame, region="00", sex="M", age="total", period="2021") == (3001, "")
    assert scb.unit(answer, by_age) == "antal personer"
    assert (answer.updated, answer.taken.isoformat()) == (
        "2024-01-15T07:00:00Z",
        "2024-01-16T08:30:00+00:00",
    )


def test_scb_s_symbols_are_kept_beside_a_null_and_beside_a_value(
    session: Session, by_age: Indicator
) -> None:
    frame = scb.read(scb.fetch(by_age, session), by_age)
    marked = frame[frame["status"] != ""]

    assert sorted(marked["status"]) == ["-", ".", "..", "p"]
    assert list(marked["value"].isna()) == list(marked["status"] != "p")


def test_a_query_over_the_cell_limit_is_split_and_the_parts_are_the_whole(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    answer = scb.fetch(by_age, session)

    assert [seen.status for seen in posts(agencies)] == [200, 200]
    assert not scb.read(answer, by_age).duplicated(["region", "sex", "age", "period"]).any()


def test_every_dimension_is_asked_for_by_name_and_code(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    scb.fetch(by_age, session)

    bodies = [json.loads(seen.body) for seen in posts(agencies)]
    for body in bodies:
        names = [part["variableCode"] for part in body["selection"]]
        assert names == ["Region", "Alder", "Kon", "ContentsCode", "Tid"]
        assert all(
            part["valueCodes"] and "*" not in part["valueCodes"] for part in body["selection"]
        )


def test_only_the_levels_promised_are_asked_for(tmp_path: Path, session: Session) -> None:
    text = BY_AGE.replace('["country", "county", "municipality"]', '["county"]')
    county = small(tmp_path, text)["alder"]

    assert set(scb.read(scb.fetch(county, session), county)["region"]) == {"24", "25"}


def test_a_server_that_allows_fewer_cells_than_it_said_is_asked_for_less(
    agencies: Emulator, session: Session, by_age: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = scb.read(scb.fetch(by_age, session), by_age)
    monkeypatch.setattr(scb, "config_of", lambda _: {"maxDataCells": 100_000})

    halved = scb.read(scb.fetch(by_age, session), by_age)

    assert [seen.status for seen in posts(agencies)[2:]] == [400, 200, 200]
    assert in_order(halved).equals(in_order(whole))


def test_a_query_too_heavy_for_the_server_is_cut_along_time_until_it_can_answer(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    whole = scb.read(scb.fetch(by_age, session), by_age)
    agencies.requests.clear()
    agencies.strike("500-long@/data")  # for more than one period
    cut = scb.read(scb.fetch(by_age, session), by_age)

    of_two, of_one = [2] * FAST.attempts, [1] * 4  # learned once, for both chunks of two periods
    assert [len(chosen(seen)["Tid"]) for seen in posts(agencies)] == of_two + of_one
    assert in_order(cut).equals(in_order(whole))


def test_a_server_that_cannot_answer_for_one_cell_is_not_asked_for_all_the_others(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike("500@/data")

    with pytest.raises(SourceUnavailable, match=r"TAB9001/data.*500"):
        scb.fetch(by_age, session)
    asked = [[*map(len, chosen(seen).values())] for seen in posts(agencies)]
    first, smaller = asked[: FAST.attempts], [math.prod(part) for part in asked[FAST.attempts :]]
    assert first == [[5, 3, 3, 1, 2]] * FAST.attempts
    assert smaller == [45, 27, 18, 12, 8, 4, 2, 1]  # each once; of time, then of the longest


def test_a_server_that_fails_again_after_it_was_cut_is_left_for_another_time(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike("500-long@/data", "500+1@/data")  # it manages one period, and then nothing

    with pytest.raises(SourceUnavailable, match=r"TAB9001/data.*500"):
        scb.fetch(by_age, session)
    assert len(posts(agencies)) == FAST.attempts + 1 + FAST.attempts


@pytest.mark.parametrize("fault", ["400-cached", "unrevised-cached"])
def test_an_answer_that_a_cache_has_kept_too_long_costs_one_request_more(
    fault: str, agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike(f"{fault}@/data")
    answer = scb.fetch(by_age, session)

    assert {chunk["updated"] for chunk in answer.body["chunks"]} == {answer.updated}
    assert len(posts(agencies)) == 2 * 2
    assert len(agencies.requests) == 1 + 1 + 4 + 1  # limits, metadata, cells, metadata


def test_a_refusal_is_believed_when_it_comes_twice(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike("400-variable@/data")

    with pytest.raises(AnswerUnreadable, match="Non-existent variable"):
        scb.fetch(by_age, session)
    assert ["_=" in seen.path for seen in posts(agencies)] == [False, True]


def test_a_table_published_anew_between_two_indicators_of_it_is_read_again_for_the_second(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    """The first one's last metadata, which the second goes by, are old by then."""
    first = scb.fetch(by_age, session)
    agencies.publish("TAB9001")
    second = scb.fetch(by_age, session)

    assert second.updated != first.updated
    assert {chunk["updated"] for chunk in second.body["chunks"]} == {second.updated}
    assert value(scb.read(second, by_age), region="00", sex="T", age="total", period="2021") == (
        6001,
        "",
    )


def test_a_code_that_a_table_loses_between_two_indicators_of_it_is_missed(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    scb.fetch(by_age, session)
    agencies.strike("renamed-code@TAB9001")

    with pytest.raises(AnswerUnreadable, match="SCB TAB9001"):
        scb.fetch(by_age, session)


@pytest.mark.parametrize("fault", ["default-selection@/data", "wrong-codes@/data"])
def test_other_cells_than_those_asked_for_are_refused(
    fault: str, agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike(fault)

    with pytest.raises(AnswerUnreadable, match=r"TAB9001: .* is not as asked for"):
        scb.fetch(by_age, session)


def test_sparse_values_are_the_same_figures(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    dense = scb.read(scb.fetch(by_age, session), by_age)
    agencies.strike("sparse@/data")

    assert scb.read(scb.fetch(by_age, session), by_age).equals(dense)


def test_a_table_published_anew_while_it_is_read_is_read_again(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike("updated-later+2@TAB9001")  # after the metadata and the first chunk

    answer = scb.fetch(by_age, session)

    assert answer.updated == "2024-01-16T07:00:00Z"
    assert {chunk["updated"] for chunk in answer.body["chunks"]} == {answer.updated}


def test_a_table_that_never_stands_still_is_left_for_another_time(
    agencies: Emulator, session: Session, by_age: Indicator
) -> None:
    agencies.strike("updated-flips@TAB9001")

    with pytest.raises(SourceUnavailable, match="TAB9001: changed while it was read"):
        scb.fetch(by_age, session)
    assert session.calls < 20


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"00000001"', '"00000009"', "ContentsCode has no code 00000009"),
        ('"0-99" = "0-99"', '"0-99" = "0-98"', "Alder has no code 0-98"),
        ('region = "Region"', 'region = "Kommun"', "has no dimension Kommun"),
        ('sexes = { T = "TotSa", K = "2", M = "1" }', "", "Kon is left out"),
    ],
)
def test_a_catalogue_that_asks_for_what_a_table_lacks_is_told_what(
    old: str, new: str, said: str, tmp_path: Path, agencies: Emulator, session: Session
) -> None:
    text = BY_AGE.replace(old, new)
    if said.startswith("Kon"):
        text = text.replace('sex = "Kon"\n', "")
    indicator = small(tmp_path, text)["alder"]
    with pytest.raises(AnswerUnreadable, match=f"TAB9001: {said}"):
        scb.fetch(indicator, session)
    assert posts(agencies) == []


@pytest.mark.parametrize(
    ("eliminated", "may_be", "said"),
    [
        ('eliminated = ["Kon"]', True, None),
        ('eliminated = ["Kon"]', False, "Kon is left out"),
        ('eliminated = ["Kon", "Civilstand"]', True, None),  # a table without it needs no code
        ("", True, "Kon is left out"),
    ],
)
def test_a_dimension_without_a_code_for_all_is_left_out_only_where_it_may_be(
    eliminated: str, may_be: bool, said: str | None, tmp_path: Path, session: Session
) -> None:
    text = BY_AGE.replace('sex = "Kon"\n', "")
    text = text.replace('sexes = { T = "TotSa", K = "2", M = "1" }', eliminated)
    indicator = small(tmp_path, text)["alder"]
    metadata = session.get(f"{scb.base_url()}/tables/TAB9001/metadata", {"lang": "sv"}).body
    metadata["dimension"]["Kon"]["extension"]["elimination"] = may_be

    if said:
        with pytest.raises(AnswerUnreadable, match=said):
            scb.selection(indicator, metadata)
    else:
        assert "Kon" not in scb.selection(indicator, metadata)


@pytest.mark.parametrize("limits", [{}, {"maxDataCells": 0}, {"maxDataCells": "many"}, []])
def test_limits_that_are_none_are_refused(
    limits: Any, session: Session, by_age: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = limits and {"maxCallsPerTimeWindow": 3, "timeWindow": 1, **limits}
    reply = Reply(told, datetime.now(UTC))
    monkeypatch.setattr(session, "get", lambda *_, **__: reply)

    with pytest.raises(AnswerUnreadable, match="does not tell its limits"):
        scb.fetch(by_age, session)


def test_a_table_that_is_not_there_is_told_by_name(tmp_path: Path, session: Session) -> None:
    indicator = small(tmp_path, BY_AGE.replace("TAB9001", "TAB4040"))["alder"]

    with pytest.raises(EtlError, match="TAB4040"):
        scb.fetch(indicator, session)


selections = st.dictionaries(
    st.sampled_from("ABCD"),
    st.integers(1, 6).map(lambda n: [str(c) for c in range(n)]),
    min_size=1,
)


@given(selections, st.integers(1, 500))
def test_any_split_is_the_whole_once_and_no_part_is_over_the_limit(
    whole: scb.Selection, limit: int
) -> None:
    parts = list(scb.split(whole, limit))

    asked = [cell for part in parts for cell in product(*part.values())]
    assert sorted(asked) == sorted(product(*whole.values()))
    assert all(math.prod(map(len, part.values())) <= limit for part in parts)


def test_a_selection_too_great_for_any_computer_word_is_split_all_the_same() -> None:
    codes = [str(code) for code in range(100_000)]
    parts = scb.split({"A": codes, "B": codes, "C": codes, "D": codes}, 150_000)

    assert math.prod(map(len, next(iter(parts)).values())) <= 150_000


LARGE = 300_000  # cells: of more the last two periods are read


@pytest.mark.parametrize("folder", FOLDERS)
def test_pxwebpy_reads_the_same_rows_as_we_do_of_every_table(folder: Path) -> None:
    with serve(folder, limits=False) as emulator, Session(FAST) as session:
        theirs = PxApi(emulator.scb_url, language="sv", disable_cache=True)
        limit = theirs.get_config()["maxDataCells"]
        tables = list(tables_with_figures(emulator))
        for table, codes in tables:
            url = f"{emulator.scb_url}/tables/{table}/data"
            ours = {}
            for part in scb.split(codes, limit):
                chosen = [{"variableCode": d, "valueCodes": c} for d, c in part.items()]
                body = session.post(url, {"selection": chosen}, scb.FORM).body
                ours |= cells(jsonstat.decode(body), list(codes))
            rows = theirs.get_table_data(table, value_codes=dict(codes), show="code")
            assert ours == {tuple(row.values())[:-1]: row["value"] for row in rows}, table
            assert len(ours) == len(rows) == math.prod(map(len, codes.values())), table
        theirs._client.session.close()
    assert tables


def tables_with_figures(emulator: Emulator) -> Iterator[tuple[str, scb.Selection]]:
    listing = requests.get(f"{emulator.scb_url}/tables", {"pageSize": 10_000}, timeout=5).json()
    for row in listing["tables"]:
        url = f"{emulator.scb_url}/tables/{row['id']}/metadata"
        metadata = requests.get(url, {"lang": "sv"}, timeout=5)
        if metadata.status_code == 200:
            codes = jsonstat.dimensions(metadata.json())
            if math.prod(map(len, codes.values())) > LARGE:
                codes["Tid"] = codes["Tid"][-2:]
            yield row["id"], codes


def cells(frame: Any, names: list[str]) -> dict[tuple[str, ...], float | None]:
    values = [None if math.isnan(value) else value for value in frame["value"]]
    keys = zip(*(frame[name].astype("str") for name in names), strict=True)
    return dict(zip(keys, values, strict=True))


def posts(agencies: Emulator) -> list[Any]:
    return [seen for seen in agencies.requests if seen.method == "POST"]


def chosen(seen: Any) -> dict[str, list[str]]:
    """What a POST selects of each dimension."""
    return {part["variableCode"]: part["valueCodes"] for part in json.loads(seen.body)["selection"]}


def in_order(frame: Any) -> Any:
    return frame.sort_values(["region", "sex", "age", "period"], ignore_index=True)


# Kolada


def test_kolada_s_units_become_our_regions(session: Session, people: Indicator) -> None:
    answer = kolada.fetch(people, session)
    frame = kolada.read(answer, people)

    assert set(frame["region"]) <= {"00", "24", "25", "0180", "2480", "2580"}
    assert value(frame, region="00", sex="T", period="2020") == (90_000, "")
    assert value(frame, region="24", sex="K", period="2020") == (1350, "")
    assert kolada.unit(answer, people) == "antal"


def test_a_missing_value_is_a_null_with_kolada_s_own_word(
    session: Session, indicators: dict[str, Indicator]
) -> None:
    frame = kolada.read(kolada.fetch(indicators["andel"], session), indicators["andel"])
    missing = frame[frame["value"].isna()]

    assert list(missing["status"]) == ["Missing"]


@pytest.mark.parametrize(
    ("preliminary", "final", "next_"),
    [
        (None, "2024-03-01", date(2024, 3, 1)),
        ("2024-02-01", "2024-03-01", date(2024, 2, 1)),
        ("2024-01-15", "2024-03-01", date(2024, 3, 1)),  # the preliminary figures are here
        ("2023-02-01", "2023-03-01", date(2023, 3, 1)),  # both were let pass
        (None, None, None),
        (None, "våren 2024", None),
        (0, 2024, None),
    ],
)
def test_kolada_publishes_next_on_the_first_day_ahead_of_its_answer(
    people: Indicator, preliminary: Any, final: Any, next_: date | None
) -> None:
    record = {"prel_publication_date": preliminary, "publication_date": final}
    body = {"kpi": record, "values": []}
    answer = Answer(kolada.asked(people), datetime(2024, 1, 15, 7, tzinfo=UTC), None, body)
    assert kolada.next_publication(answer) == next_


def test_a_kpi_that_kolada_leaves_out_is_missed(session: Session, people: Indicator) -> None:
    gone = people.model_copy(update={"query": kolada.Query(kpi="N99998")})

    with pytest.raises(AnswerUnreadable, match="Kolada has no KPI N99998"):
        kolada.fetch(gone, session)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("cycle", "its next pages come to no end"),
        ("endless", "its next pages come to no end"),
        ("other-host", "its next page is on another host"),
    ],
)
def test_a_chain_of_pages_that_cannot_be_is_refused(
    fault: str, said: str, agencies: Emulator, session: Session, people: Indicator
) -> None:
    agencies.strike(f"{fault}@/data")

    with pytest.raises(AnswerUnreadable, match=said):
        kolada.fetch(people, session)


def test_values_of_another_kpi_are_refused(
    agencies: Emulator, session: Session, people: Indicator
) -> None:
    agencies.strike("wrong-codes@/data")

    with pytest.raises(AnswerUnreadable, match=r"N01951: answered with .*N99999"):
        kolada.fetch(people, session)


def test_a_kpi_costs_one_request_a_sixteen_years_and_two_a_run(
    agencies: Emulator, session: Session, indicators: dict[str, Indicator]
) -> None:
    for id_ in ("invanare", "andel"):
        kolada.fetch(indicators[id_], session)

    paths = [seen.path.split("?")[0] for seen in agencies.requests]
    assert sorted(path.split("/")[2] for path in paths) == ["data", "data", "kpi", "municipality"]
    assert all(len(path.rsplit("/", 1)[1].split(",")) <= 25 for path in paths if "/data/" in path)


def row(**changes: Any) -> dict[str, Any]:
    cell = {"gender": "T", "value": 1.5, "status": "", "count": 1, "isdeleted": False}
    given = {"kpi": "N01951", "period": 2022, "municipality": "2480", "values": [cell]}
    return {**given, **{k: v for k, v in changes.items() if k in given}} | (
        {"values": [{**cell, **{k: v for k, v in changes.items() if k in cell}}]}
        if changes.keys() & cell.keys()
        else {}
    )


def read(people: Indicator, *rows: Any) -> list[tuple[Any, ...]]:
    body = {"kpi": {"title": "antal"}, "values": list(rows)}
    answer = Answer(kolada.asked(people), datetime.now(UTC), None, body)
    frame = kolada.read(answer, people)[["region", "sex", "period", "value", "status"]]
    return [tuple(cell for cell in line) for line in frame.itertuples(index=False)]


def test_a_period_is_a_year_whether_number_or_text(people: Indicator) -> None:
    assert read(people, row(period=2022)) == read(people, row(period="2022"))


@pytest.mark.parametrize("deleted", [True, 1])
def test_a_withdrawn_cell_is_left_out(deleted: Any, people: Indicator) -> None:
    assert read(people, row(), row(period=2021, isdeleted=deleted)) == [
        ("2480", "T", "2022", 1.5, "")
    ]


def test_a_zero_is_a_value(people: Indicator) -> None:
    assert read(people, row(value=0)) == [("2480", "T", "2022", 0.0, "")]


def test_groups_of_municipalities_are_left_out(people: Indicator) -> None:
    assert read(people, row(municipality="G900001")) == []


def test_gotland_is_a_county_and_a_municipality(people: Indicator) -> None:
    regions = [line[0] for line in read(people, row(municipality="0009"), row(municipality="0980"))]

    assert regions == ["09", "0980"]


@pytest.mark.parametrize(
    "bad", [row(gender="F"), row(value="12"), row(value=True), {"kpi": "N01951"}, row(values=3), 7]
)
def test_a_row_not_as_the_api_says_is_refused(bad: Any, people: Indicator) -> None:
    with pytest.raises(AnswerUnreadable, match="N01951"):
        read(people, bad)
