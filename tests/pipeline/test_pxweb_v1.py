"""PxWeb v1: what comes back is what was asked for, cell for cell, or nothing at all."""

import json
import math
from collections.abc import Iterator
from csv import DictReader
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from etl import catalogue
from etl.errors import AnswerUnreadable, CatalogueError, SourceUnavailable
from etl.model import Indicator
from etl.net.session import Patience, Session
from etl.sources import SOURCES, pxweb_v1
from etl.sources.pxweb_v1 import table as pxweb_table
from etl.sources.pxweb_v1.table import TableMetadata
from tests import RECORDED
from tests.replay import Emulator, limits, serve
from tests.replay.wire import Reply, Request
from tests.runs import FAST
from tests.small import FIRMS, HARVEST, HEALTH, MOOD, NEW, small

BAROMETER = {  # what the recorded figures call each of our indicators
    "barometerindikatorn": "Barometerindikatorn",
    "stamningslage-tillverkning": "Tillverkningsindustri (SNI 10-33)",
    "stamningslage-bygg": "Byggindustri (SNI 41-43)",
    "stamningslage-handel": "Detaljhandel (SNI 45 + 47)",
    "stamningslage-tjanster": "Tjänstesektorn (SNI 49-82 + 95-96)",
    "stamningslage-hushall": "Konfidensindikator hushåll",
}


@pytest.fixture
def session(agencies: Emulator) -> Iterator[Session]:
    with Session(FAST) as session:
        assert agencies.requests == []
        yield session


@pytest.fixture
def entries(tmp_path: Path) -> dict[str, Indicator]:
    return small(tmp_path, MOOD, FIRMS, NEW, HEALTH, HARVEST)


def fetched(indicator: Indicator, session: Session) -> Any:
    """The indicator's figures, by region, sex and period."""
    source = SOURCES[indicator.source]
    frame = source.read(source.fetch(indicator, session), indicator)
    assert not frame.duplicated(["region", "sex", "age", "period"]).any()
    cells = zip(frame["region"], frame["sex"], frame["period"], strict=True)
    figures = [None if math.isnan(value) else value for value in frame["value"]]
    return dict(zip(cells, zip(figures, frame["status"], strict=True), strict=True))


def posts(agencies: Emulator) -> list[Any]:
    return [seen for seen in agencies.requests if seen.method == "POST"]


def test_a_source_is_listed_by_its_own_id() -> None:
    agencies = {id_: a for id_, a in SOURCES.items() if isinstance(a, pxweb_v1.Agency)}

    assert [agency.id for agency in agencies.values()] == list(agencies)
    assert sorted(agencies) == ["fohm", "konj", "sjv", "tillvaxtanalys"]


def test_figures_of_the_whole_country_by_month(
    session: Session, entries: dict[str, Indicator]
) -> None:
    answer = pxweb_v1.KONJ.fetch(entries["lage"], session)
    figures = fetched(entries["lage"], session)

    assert len(figures) == 9
    assert figures["00", "T", "2023M07"] == (101.5, "")
    assert figures["00", "T", "2023M12"] == (None, "..")
    assert pxweb_v1.KONJ.unit(answer, entries["lage"]) == "index"
    assert (answer.updated, answer.taken.isoformat()) == (
        "2024-04-24T09:00:00Z",
        "2024-04-25T08:30:00+00:00",
    )


def test_codes_that_only_count_are_found_by_their_texts(
    session: Session, entries: dict[str, Indicator]
) -> None:
    answer = pxweb_v1.TILLVAXTANALYS.fetch(entries["nya"], session)
    figures = fetched(entries["nya"], session)

    assert {region for region, _, _ in figures} == {"22", "24", "25"}
    assert figures["24", "T", "2023K4"] == (120, "")
    assert figures["22", "T", "2023K3"] == (100, "")
    assert figures["25", "T", "2024K1"] == (None, "..")
    assert pxweb_v1.TILLVAXTANALYS.unit(answer, entries["nya"]) == "antal nya företag"


def test_an_old_half_of_a_county_is_no_county(
    session: Session, entries: dict[str, Indicator]
) -> None:
    figures = fetched(entries["skord"], session)

    assert {region for region, _, _ in figures} == {"00", "11", "24"}  # 122 is Malmöhus of old
    assert figures["24", "T", "2022"] == (311, "")
    assert figures["24", "T", "2023"] == (None, "..")


def test_women_and_men_by_region_in_as_many_parts_as_the_limit_demands(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    figures = fetched(entries["halsa"], session)

    assert len(figures) == 4 * 3 * 3
    assert len(posts(agencies)) == 2
    assert [figures["2480", sex, "2023"] for sex in "TKM"] == [(73, ""), (75, ""), (74, "")]


def test_every_dimension_is_asked_for_by_name_and_code(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    for entry in entries.values():
        fetched(entry, session)

    for seen in posts(agencies):
        asked = json.loads(seen.body)["query"]
        metadata = requests.get(agencies.urls[variable_of(seen.source)] + path(seen), timeout=5)
        variables = [variable["code"] for variable in metadata.json()["variables"]]
        assert [part["code"] for part in asked] == variables
        assert all(part["selection"]["filter"] == "item" for part in asked)
        assert all(part["selection"]["values"] for part in asked)


def variable_of(source: str) -> str:
    return f"{source.upper()}_API_URL"


def path(seen: Any) -> str:
    return unquote(seen.path.partition("?")[0].partition("/sv")[2])


def test_a_table_s_metadata_are_asked_for_once_and_each_indicator_once(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    for id_ in ("lage", "firmor"):
        fetched(entries[id_], session)

    assert [(seen.method, seen.path.partition("/sv")[2]) for seen in agencies.requests] == [
        ("GET", "?config"),
        ("GET", "/Pahittat/manad/Lage.px"),
        ("POST", "/Pahittat/manad/Lage.px"),
        ("POST", "/Pahittat/manad/Lage.px"),
    ]


def test_a_server_that_tells_no_limits_is_asked_with_care(
    agencies: Emulator,
    session: Session,
    entries: dict[str, Indicator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paces: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Session, "pace", lambda _, *pace, **__: paces.append(pace[1:]))
    agencies.strike("400-parameter@?config")
    fetched(entries["lage"], session)

    assert paces == [(9, 10)]


def test_a_server_that_allows_fewer_cells_than_it_said_is_asked_for_less(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    whole = fetched(entries["halsa"], session)
    agencies.requests.clear()
    agencies.strike("403-values")

    assert fetched(entries["halsa"], session) == whole
    assert 403 in [seen.status for seen in posts(agencies)]


@pytest.mark.parametrize(
    ("entry", "old", "new", "said"),
    [
        (MOOD, '"LAGE"', '"lage"', r"Lage\.px: Indikator has no value “lage”"),
        (MOOD, "fixed = {", 'fixed = { Bransch = "A",', r"Lage\.px: has no dimension Bransch"),
        (MOOD, 'fixed = { Indikator = "LAGE" }', "", r"Lage\.px: Indikator is left out"),
        (MOOD, '"Period"', '"Tid"', r"Lage\.px: has no dimension Tid"),
        (NEW, '= "antal nya företag" }', '= "antal nya" }', "variabel has no value “antal nya”"),
        (NEW, '["county"]', '["country"]', "Län has no value of the wanted kind"),
        (HEALTH, '"2", M', '"3", M', r"halsa\.px: Kön has no value “3”"),
    ],
)
def test_a_catalogue_that_asks_for_what_a_table_lacks_is_told_what(
    entry: str,
    old: str,
    new: str,
    said: str,
    tmp_path: Path,
    agencies: Emulator,
    session: Session,
) -> None:
    (indicator,) = small(tmp_path, entry.replace(old, new)).values()
    with pytest.raises(AnswerUnreadable, match=said):
        SOURCES[indicator.source].fetch(indicator, session)
    assert posts(agencies) == []


def test_a_text_that_two_codes_have_is_refused(entries: dict[str, Indicator]) -> None:
    counties, periods = ["24 Västerbottens län"], ["2024Q1"]
    texts = {"Tid": periods, "Län": counties, "variabel": ["antal nya företag"] * 2}
    variables = [
        {"code": code, "values": [str(i) for i in range(len(each))], "valueTexts": each}
        for code, each in texts.items()
    ]
    table = TableMetadata.model_validate({"title": "", "variables": variables})

    with pytest.raises(AnswerUnreadable, match="variabel has 2 values “antal nya företag”"):
        pxweb_table.wanted(entries["nya"], table)


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('sex = "Kön"\n', "", "sexes", "give both or neither"),
        ('K = "2"', 'K = "1"', "sexes", "two meanings"),
        ("fixed", 'texts = ["Kom"]\nfixed', "texts", "Kom is no dimension asked for"),
    ],
)
def test_a_query_that_cannot_be_is_told_at_once(
    old: str, new: str, field: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueError, match=rf"\[halsa.query\]\.{field}: .*{said}"):
        small(tmp_path, HEALTH.replace(old, new))


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ([], "metadata: "),
        ({"title": "A", "variables": [{"code": "A", "values": None, "valueTexts": []}]}, "values"),
        ({"title": "A", "variables": [{"code": "A", "values": ["1"], "valueTexts": []}]}, "pair"),
    ],
)
def test_metadata_that_are_none_are_refused(
    metadata: Any, said: str, entries: dict[str, Indicator]
) -> None:
    with pytest.raises(AnswerUnreadable, match=rf"Konjunkturinstitutet Pahittat.*{said}"):
        pxweb_table.told(entries["lage"], metadata)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("2024M05", "2024M05"),
        ("2024m5", "2024M05"),
        ("2024K2", "2024K2"),
        ("2024Q2", "2024K2"),
        ("2024 q2", "2024K2"),
        ("2024", "2024"),
        ("2020-2023", "2020-2023"),
    ],
)
def test_a_period_is_told_in_our_spelling(theirs: str, ours: str) -> None:
    assert pxweb_table.period(theirs) == ours


def test_a_unit_that_is_nowhere_said_is_the_source_s_own(
    session: Session, tmp_path: Path, entries: dict[str, Indicator]
) -> None:
    answer = pxweb_v1.KONJ.fetch(entries["lage"], session)
    other = small(tmp_path, MOOD.replace('source_unit = "index"', 'source_unit = "kr"'))["lage"]

    assert pxweb_v1.KONJ.unit(answer, other) == "index"


# What goes wrong


def test_a_table_that_is_not_there_is_told_with_what_is(
    agencies: Emulator, session: Session, tmp_path: Path
) -> None:
    for table, said in [
        ("Pahittat/manad/Borta.px", r"Pahittat/manad has Lage\.px"),
        ("Annat/manad/Lage.px", "its database has Pahittat"),
    ]:
        entry = small(tmp_path, MOOD.replace("Pahittat/manad/Lage.px", table))["lage"]
        with pytest.raises(AnswerUnreadable, match=f"has no table {table}: {said}"):
            pxweb_v1.KONJ.fetch(entry, session)
    assert len(agencies.requests) < 10


@pytest.mark.parametrize(
    "fault", ["400-parameter:2@Lage.px", "404:2@Lage.px", "400-parameter:3@query"]
)
def test_a_refusal_for_a_fault_of_the_server_s_own_is_not_believed(
    fault: str, agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    agencies.strike(fault)

    assert fetched(entries["lage"], session)["00", "T", "2023M07"] == (101.5, "")


def test_a_server_that_refuses_for_ever_is_left_for_another_time(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    agencies.strike("400-parameter")

    with pytest.raises(SourceUnavailable, match="400 Parameter error"):
        pxweb_v1.KONJ.fetch(entries["lage"], session)
    assert session.calls < 4 * FAST.attempts


def test_codes_that_shift_while_a_table_is_read_are_read_again(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    truth = fetched(entries["nya"], session)
    agencies.strike("renumbered:1@query")

    assert fetched(entries["nya"], session) == truth
    assert agencies.faults[0].struck


@pytest.mark.parametrize("fault", ["renumbered@query", "updated-flips@query"])
def test_a_table_that_never_stands_still_is_left_for_another_time(
    fault: str, agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    agencies.strike(fault)

    with pytest.raises(SourceUnavailable, match=r"halsa\.px: changed while it was read, 3 times"):
        pxweb_v1.FOHM.fetch(entries["halsa"], session)


def test_other_cells_than_those_asked_for_are_refused(
    agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    agencies.strike("query-ignored")

    with pytest.raises(AnswerUnreadable, match=r"Lage\.px: Indikator is not as asked for \(FIRM\)"):
        pxweb_v1.KONJ.fetch(entries["lage"], session)


@pytest.mark.parametrize("fault", ["bom", "windows", "nbsp-texts"])
def test_an_encoding_does_not_change_a_letter_or_a_number(
    fault: str, agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    """D20."""
    with Session(FAST) as other:
        truth = fetched(entries["nya"], other)
    agencies.strike(fault)

    assert fetched(entries["nya"], session) == truth
    assert agencies.faults[0].struck


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("windows-untold@query", "not whole JSON"),
        ("nbsp-numbers@query", r"Tillväxtanalys .*\.px: `value` holds something that is no number"),
    ],
)
def test_what_is_not_the_encoding_it_says_is_refused(
    fault: str, said: str, agencies: Emulator, session: Session, entries: dict[str, Indicator]
) -> None:
    """D20."""
    agencies.strike(fault)

    with pytest.raises((AnswerUnreadable, SourceUnavailable), match=said):
        fetched(entries["nya"], session)


def test_the_emulator_s_limit_is_prolonged_by_asking_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the next test would show nothing."""
    now = 0.0
    monkeypatch.setattr(limits.time, "monotonic", lambda: now)
    asked = Request("GET", "", "", ())
    answer = limits.Punishing(2, 10).around(lambda _: Reply(200))
    statuses = []
    for now in (0.0, 1.0, 2.0, 8.0, 11.5, 21.6):  # noqa: B007  # the clock reads it
        statuses.append(answer(asked).status)

    assert statuses == [200, 200, 429, 429, 429, 200]


def test_after_a_refusal_the_whole_window_is_waited_for(
    entries: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """D2: to ask again while blocked prolongs the block, and another here uses the calls up."""
    patience = Patience(attempts=3, first_wait=0.01, longest_wait=5.0, rounding=0.1)
    with serve() as emulator, Session(patience) as session:
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        for _ in range(8):
            requests.get(f"{emulator.urls['KONJ_API_URL']}?config", timeout=5)
        emulator.requests.clear()
        for id_ in ("lage", "firmor"):
            assert len(fetched(entries[id_], session)) == 9

    statuses = [seen.status for seen in emulator.requests]
    assert statuses == [429, 200, 200, 200, 200]
    refused, again = emulator.requests[:2]
    assert again.at - refused.at >= 1.0  # ?config of the sample: 5 calls in 1 second


def test_a_run_keeps_within_the_limit_without_a_refusal(
    entries: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample's limit is 5 calls in 1 second."""
    with serve() as emulator, Session(FAST) as session:
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        for _ in range(7):
            fetched(entries["lage"], session)

    assert [seen.status for seen in emulator.requests] == [200] * 9


selections = st.dictionaries(
    st.sampled_from("ABCD"),
    st.integers(1, 6).map(lambda n: [str(c) for c in range(n)]),
    min_size=1,
)


@given(selections, st.integers(1, 500))
def test_any_split_is_the_whole_once_and_no_part_is_over_the_limit(
    whole: pxweb_table.Selection, limit: int
) -> None:
    parts = list(pxweb_v1.split(whole, limit))

    asked = [cell for part in parts for cell in product(*part.values())]
    assert sorted(asked) == sorted(product(*whole.values()))
    assert all(math.prod(map(len, part.values())) <= limit for part in parts)


# The catalogue that ships, and the barometer's figures as they were taken


@pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared/replay is not here")
def test_the_barometer_s_recorded_figures_come_out_to_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (file,) = (RECORDED / "monthly").glob("nier_barometer*.csv")
    with file.open(encoding="utf-8", newline="") as rows:
        told = {(row["indicator"], row["period"]): float(row["value"]) for row in DictReader(rows)}
    entries = [each for each in catalogue.load().values() if each.source == "konj"]
    proven = [each for each in entries if not each.evidence]
    with serve(RECORDED, limits=False) as emulator, Session(FAST) as session:
        monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        got = {
            (BAROMETER[each.id], period): value
            for each in proven
            for (_, _, period), (value, _) in fetched(each, session).items()
            if value is not None
        }
        for each in entries:
            if each.evidence:
                with pytest.raises(AnswerUnreadable, match="Indikator has no value"):
                    fetched(each, session)

    assert got == told


@pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared/replay is not here")
def test_an_agency_without_the_table_gives_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [each for each in catalogue.load().values() if each.source == "tillvaxtanalys"]
    with serve(RECORDED, limits=False) as emulator, Session(FAST) as session:
        monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        for each in entries:
            with pytest.raises(AnswerUnreadable, match=r"Tillväxtanalys has no table .*\.px"):
                fetched(each, session)

    assert entries
