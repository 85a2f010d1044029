"""`verify`: each way a catalogue entry can drift from its agency is told, and nothing else is."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl import catalogue
from etl.commands import verify as verify_command
from etl.model import Indicator
from etl.net.session import Session
from etl.store import cadence
from etl.upkeep.verify import verify
from tests import RECORDED
from tests.replay import SAMPLE, Emulator, serve
from tests.runs import FAST
from tests.small import BY_AGE, EVERY, FIRMS, MOOD, NEW, POPULATION, SHARE, small

KPIS = "kolada/kpi_2024-01-15.json"
TABLE = "scb/TAB9001.json"
ENDED = SHARE.replace('"N90001"', '"N90002"').replace('"(%)"', '"nyckeltal"')
FOLLOWED = 'notes = "Från 2022 finns {}."\n[andel.query]'

Change = Callable[[Any], object]


def told(folder: Path, session: Session, *entries: str) -> list[str]:
    """What is found of a small catalogue of these entries, a sentence each."""
    return [str(finding) for finding in verify(small(folder, *entries).values(), session)]


@contextmanager
def other_world(folder: Path, file: str, change: Change) -> Iterator[Emulator]:
    """The agencies answering from the sample with one file of it changed."""
    world = folder / "world"
    shutil.copytree(SAMPLE, world)
    document = json.loads((world / file).read_text(encoding="utf-8"))
    change(document)
    (world / file).write_text(json.dumps(document), encoding="utf-8")
    with serve(world, limits=False) as emulator, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCB_API_URL", emulator.scb_url)
        patch.setenv("KOLADA_API_URL", emulator.kolada_url)
        patch.setattr(Session, "pace", lambda *_, **__: None)
        yield emulator


def test_a_catalogue_that_says_what_the_agencies_say_gives_no_findings(
    agencies: Emulator, session: Session, indicators: dict[str, Indicator]
) -> None:
    assert list(verify(indicators.values(), session)) == []
    assert [seen.path for seen in agencies.requests] == [
        "/v3/kpi",
        "/api/v2/config",
        "/api/v2/tables/TAB9001/metadata?lang=sv",
    ]


def test_what_could_not_be_asked_is_told_the_same_each_time(
    agencies: Emulator, indicators: dict[str, Indicator]
) -> None:
    agencies.strike("503")
    told = []
    for _ in range(2):
        with Session(FAST) as session:
            told.append([str(finding) for finding in verify(indicators.values(), session)])
    assert any("_=" in seen.path for seen in agencies.requests)
    assert len(told[0]) >= 2
    assert told[0] == told[1]
    assert not any("_=" in sentence for sentence in told[0])


@pytest.mark.usefixtures("agencies")
def test_entries_of_one_table_cost_one_request(session: Session, tmp_path: Path) -> None:
    again = BY_AGE.replace("[alder", "[igen")

    assert told(tmp_path, session, POPULATION, SHARE, BY_AGE, again) == []
    assert session.calls == 3


@pytest.mark.usefixtures("agencies")
@pytest.mark.parametrize(
    ("ours", "other", "sentence"),
    [
        (
            'table = "N90001"',
            'table = "N99999"',
            "it exists, Kolada has no such KPI: name another, or take the entry out",
        ),
        (
            '"(%)"',
            '"kr"',
            "the unit is “kr”, Kolada says “Påhittad andel, (%)”: look whether the figures are the "
            "same, then mend `source_unit`",
        ),
        (
            '"(%)"',
            '"andel"',
            "the unit is “andel”, Kolada says “Påhittad andel, (%)”: look whether the figures are "
            "the same, then mend `source_unit`",
        ),
        (
            "by_sex = false",
            "by_sex = true",
            "it is split by sex, Kolada says that it is not, and gives no women and men: write "
            "`by_sex = false`",
        ),
        ('"year"', '"month"', "its periods are of a month, Kolada has years only: write year"),
    ],
)
def test_an_entry_that_says_other_than_kolada_is_told_in_one_sentence(
    ours: str, other: str, sentence: str, tmp_path: Path, session: Session
) -> None:
    (found,) = told(tmp_path, session, SHARE.replace(ours, other))

    assert found.startswith("andel: Kolada N9")
    assert found.endswith(f": we say {sentence}")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("id", "N90009", "it exists, Kolada has no such KPI"),
        ("title", "Påhittad andel, (%) (- 2024)", "it goes on, Kolada ended it with 2024; no"),
        ("publ_period", None, "it goes on, Kolada plans no next period (publ_period); no"),
        ("municipality_type", "L", "it has municipalities, Kolada says that it is for regions"),
        ("is_divided_by_gender", [], "it can be read, Kolada gave what cannot: Kolada N90001: is_"),
    ],
)
def test_a_kpi_that_kolada_changes_is_told_in_one_sentence(
    field: str, value: object, sentence: str, tmp_path: Path, session: Session
) -> None:
    with other_world(tmp_path, KPIS, lambda kpis: kpis[1].update({field: value})):
        (found,) = told(tmp_path / "catalogue", session, SHARE)

    assert found.startswith(f"andel: Kolada N90001: we say {sentence}")


def test_values_that_are_split_by_sex_count_for_more_than_a_record_that_says_they_are_not(
    tmp_path: Path, session: Session
) -> None:
    def unsplit(kpis: Any) -> None:
        kpis[0]["is_divided_by_gender"] = False

    with other_world(tmp_path, KPIS, unsplit) as emulator:
        assert told(tmp_path / "catalogue", session, POPULATION) == []
        emulator.strike("html-200@/data")
        with Session(FAST) as another:
            (found,) = told(tmp_path / "catalogue", another, POPULATION)
    assert found.startswith("Kolada: could not be asked, 1 entries not compared: ")


@pytest.mark.parametrize(
    "value", [{"publ_period": 2024, "is_divided_by_gender": 0}, {"publ_period": "2031"}]
)
def test_a_kpi_told_in_other_types_is_no_drift(
    value: dict[str, object], tmp_path: Path, session: Session
) -> None:
    with other_world(tmp_path, KPIS, lambda kpis: kpis[1].update(value)):
        assert told(tmp_path / "catalogue", session, SHARE) == []


@pytest.mark.parametrize(
    "value",
    [
        {"title": "Påhittat nyckeltal som upphört"},
        {"description": "Ersätter tidigare nyckeltal (N90002)."},
    ],
)
def test_what_may_come_after_a_kpi_that_ended_is_told(
    value: dict[str, str], tmp_path: Path, session: Session
) -> None:
    with other_world(tmp_path, KPIS, lambda kpis: kpis[1].update(value)):
        assert told(tmp_path / "catalogue", session, ENDED) == [
            "andel: Kolada N90002: we say it goes on, Kolada ended it with 2021; "
            "instead it may be N90001: name what follows it in `notes`, or that it ended"
        ]


@pytest.mark.usefixtures("agencies")
def test_an_end_that_the_notes_tell_is_no_news_while_what_follows_is_there(
    tmp_path: Path, session: Session
) -> None:
    there, gone = (FOLLOWED.format(id_) for id_ in ("N90001", "N90009"))

    assert told(tmp_path, session, ENDED.replace("[andel.query]", there)) == []
    assert told(tmp_path, session, ENDED.replace("[andel.query]", gone)) == [
        "andel: Kolada N90002: we say N90009 follows it, Kolada has no N90009: mend `notes`"
    ]


@pytest.mark.usefixtures("agencies")
@pytest.mark.parametrize(
    ("ours", "other", "sentence"),
    [
        ('"00000001"', '"00000009"', "ContentsCode has the code 00000009, SCB has 00000001"),
        ('region = "Region"', 'region = "Lan"', "it has the dimension Lan, SCB has Region, Alder"),
        ('"TotSa"', '"TOT"', "Kon has the code TOT, SCB has TotSa, 1, 2"),
        ('"100+" }', '"100-" }', "Alder has the code 100-, SCB has TotSA, 0-99, 100+, 100+5"),
        ("[alder.query]\n", "[alder.query]\nfixed = { Civil = 'X' }\n", "it has the dimension Civ"),
        ('"antal personer"', '"antal"', "the unit is “antal”, SCB says “antal personer”"),
        ("decimals = 0", "decimals = 1", "the decimals are 1, SCB says 0"),
        ('K = "2", M = "1"', 'K = "1", M = "2"', "Kon 1 is K, SCB calls it “män”"),
        (', K = "2", M = "1"', "", "it is split by sex, SCB has TotSa, 1, 2 for it"),
        ('"year"', '"quarter"', "its periods are of a quarter, SCB has 2021, 2022, 2023, 2024"),
        ('age = "Alder"', "", "nothing of the dimension Alder, SCB has one with TotSA, 0-99, 100"),
        ('period = "Tid"', "eliminated = ['Alder']", "Alder may be left out, SCB says that it may"),
    ],
)
def test_an_entry_that_says_other_than_scb_is_told_in_a_sentence(
    ours: str, other: str, sentence: str, tmp_path: Path, session: Session
) -> None:
    entry = BY_AGE + 'period = "Tid"\n'
    if "Alder" in ours + other:
        entry = "\n".join(line for line in entry.splitlines() if not line.startswith("ages = "))
        entry = entry.replace('age = "Alder"', "") + "\n"

    found = told(tmp_path, session, entry.replace(ours, other))

    assert f"alder: SCB TAB9001: we say {sentence}" in "\n".join(found)


@pytest.mark.usefixtures("agencies")
def test_a_level_that_a_table_lacks_is_told(tmp_path: Path, session: Session) -> None:
    entry = BY_AGE.replace('region = "Region"\n', "fixed = { Region = '00' }\n")

    assert told(tmp_path, session, entry) == [
        "alder: SCB TAB9001: we say it has the level county, municipality, SCB has 00: "
        "take it out of `levels`"
    ]


def _late(envelope: Any) -> None:
    envelope["fetchedAt"] = "2026-06-01T08:30:00Z"


def _late_with_a_link(envelope: Any) -> None:
    _late(envelope)
    envelope["response"]["note"] = ["Nyare finns [här](https://www.scb.se/START__BE/BefolkNy/)"]


def test_a_table_whose_next_period_does_not_come_is_told_with_what_its_notes_lead_to(
    tmp_path: Path, session: Session
) -> None:
    with other_world(tmp_path, TABLE, _late_with_a_link):
        assert told(tmp_path / "catalogue", session, BY_AGE) == [
            "alder: SCB TAB9001: we say it goes on, SCB has nothing after 2024, and the next "
            "was due by 2026-05-02; instead it may be “här” (BefolkNy): "
            "name what follows it in `notes`, or that it ended"
        ]


@pytest.mark.parametrize(
    ("following", "found"),
    [
        ("TAB9002", []),
        (
            "TAB9003",
            ["alder: SCB TAB9001: we say TAB9003 follows it, SCB has no TAB9003: mend `notes`"],
        ),
    ],
)
def test_a_table_s_successor_must_be_there(
    following: str, found: list[str], tmp_path: Path, session: Session
) -> None:
    entry = BY_AGE.replace("[alder.query]", f'notes = "Sedan {following}."\n[alder.query]')
    with other_world(tmp_path, TABLE, _late):
        assert told(tmp_path / "catalogue", session, entry) == found


@pytest.mark.parametrize(
    ("periods", "frequency", "updated", "due"),
    [
        (["2026M03", "2026M04"], "month", date(2026, 6, 8), date(2026, 8, 23)),
        (["2025K3", "2025K4"], "quarter", date(2026, 2, 28), date(2026, 7, 30)),
        (["2014", "2018", "2022"], "year", date(2022, 9, 30), date(2027, 5, 1)),  # elections
        (["2023", "2024"], "year", date(2031, 1, 1), date(2027, 12, 23)),  # touched much later
    ],
)
def test_the_next_period_is_due_as_the_last_ones_came(
    periods: list[str], frequency: Any, updated: date, due: date
) -> None:
    assert cadence.due(periods, frequency, updated) == due
    assert cadence.due([], frequency, updated) is None


def test_a_table_that_is_not_there_is_told_and_a_fault_of_the_server_is_not_taken_for_it(
    tmp_path: Path, agencies: Emulator, session: Session
) -> None:
    absent = BY_AGE.replace("TAB9001", "TAB9999")
    assert told(tmp_path, session, absent) == [
        "alder: SCB TAB9999: we say it exists, SCB has no such table: "
        "name another, or take the entry out"
    ]

    agencies.strike("500@TAB9001/metadata")
    (found,) = told(tmp_path, session, BY_AGE)
    assert found.startswith("alder: SCB TAB9001: we say it exists, SCB lists it and does not give")


@pytest.mark.parametrize("fault", ["503", "hang", "html-200", "truncated", "reset"])
def test_a_source_that_is_down_is_told_once_and_the_other_is_still_compared(
    fault: str, tmp_path: Path, agencies: Emulator, session: Session
) -> None:
    drifted = SHARE.replace('"(%)"', '"kr"')
    more = [BY_AGE.replace("[alder", f"[alder{n}").replace("TAB9001", f"TAB900{n}") for n in (1, 2)]

    agencies.strike(f"{fault}@/api/v2")
    down, drift = sorted(told(tmp_path, session, drifted, *more))

    assert down.startswith("SCB: could not be asked, 2 entries not compared: http://127.0.0.1")
    assert drift.startswith("andel: Kolada N90001: we say the unit")


def test_a_source_that_goes_down_on_the_way_is_told_with_how_many_are_left(
    tmp_path: Path, agencies: Emulator, session: Session
) -> None:
    more = [BY_AGE.replace("[alder", f"[alder{n}").replace("TAB9001", f"TAB900{n}") for n in (1, 2)]

    agencies.strike("503+2@/api/v2")
    (found,) = told(tmp_path, session, *more)

    assert found.startswith("SCB: could not be asked, 1 entries not compared: ")


@pytest.mark.parametrize("fault", ["cycle", "other-host"])
def test_a_list_of_kpis_that_leads_astray_is_a_source_that_cannot_be_asked(
    fault: str, tmp_path: Path, agencies: Emulator, session: Session
) -> None:
    agencies.strike(f"{fault}@/kpi")
    (found,) = told(tmp_path, session, *EVERY)

    assert found.startswith("Kolada: could not be asked, 2 entries not compared: ")


def test_metadata_that_cannot_be_read_is_told_of_its_own_entry_only(
    tmp_path: Path, session: Session
) -> None:
    def broken(envelope: Any) -> None:
        envelope["response"]["role"] = "none"

    with other_world(tmp_path, TABLE, broken):
        assert told(tmp_path / "catalogue", session, SHARE, BY_AGE) == [
            "alder: SCB TAB9001: we say it can be read, SCB gave what cannot: "
            "SCB TAB9001: role is not as the API says: Input should be a valid dictionary: "
            "try again later, and look at it when it stays so"
        ]


@pytest.mark.usefixtures("agencies")
def test_tables_of_pxweb_v1_are_compared_too(session: Session, tmp_path: Path) -> None:
    assert told(tmp_path, session, MOOD, FIRMS, NEW) == []
    assert session.calls == 4  # limits and a table, of each of two agencies


@pytest.mark.usefixtures("agencies")
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '"LAGE"',
            '"BORTA"',
            "Konjunkturinstitutet Pahittat/manad/Lage.px: Indikator has no value “BORTA”",
        ),
        (
            "Lage.px",
            "Borta.px",
            "Konjunkturinstitutet has no table Pahittat/manad/Borta.px: Pahittat/manad has Lage.px",
        ),
    ],
)
def test_a_table_of_pxweb_v1_that_lacks_what_we_ask_for_is_told(
    old: str, new: str, sentence: str, session: Session, tmp_path: Path
) -> None:
    (found,) = told(tmp_path, session, MOOD.replace(old, new))

    assert found.endswith(
        f"we say it has what we ask for, Konjunkturinstitutet says otherwise: {sentence}: "
        "mend the entry's query"
    )


@pytest.mark.usefixtures("agencies")
def test_each_table_of_a_split_series_is_compared_and_what_is_derived_is_not(
    session: Session, tmp_path: Path
) -> None:
    split = BY_AGE + (
        """[[alder.earlier]]
table = "TAB4040"
last = "2020"
[alder.earlier.query]
contents = "00000001"
"""
    )
    gap = SHARE.replace("[andel", "[gap").replace('source = "kolada"\ntable = "N90001"\n', "")
    gap = gap.replace('source_unit = "(%)"\n', 'source = "derived"\n').partition("[gap.query]")[0]
    gap += '[gap.query]\nhow = "gap"\nof = ["invanare"]\n'

    assert told(tmp_path, session, POPULATION, split, gap) == [
        "alder.1: SCB TAB4040: we say it exists, SCB has no such table: "
        "name another, or take the entry out"
    ]


@pytest.mark.usefixtures("agencies")
def test_a_part_may_be_about_the_total_where_another_has_women_and_men(
    session: Session, tmp_path: Path
) -> None:
    total = """[[alder.earlier]]
table = "TAB9001"
last = "2020"
[alder.earlier.query]
contents = "00000001"
region = "Region"
fixed = { Kon = "TotSa", Alder = "TotSA" }
"""
    assert told(tmp_path, session, BY_AGE + total) == []


def part(*lines: str) -> str:
    """An older table of `alder`, which promises what the whole series does."""
    return "\n".join(
        [
            "[[alder.earlier]]",
            'table = "TAB9001"',
            *lines,
            "[alder.earlier.query]",
            'contents = "00000001"',
            'sex = "Kon"',
            'sexes = { T = "TotSa", K = "gone", M = "1" }',
            'fixed = { Region = "00", Alder = "TotSA" }',
            "",
        ]
    )


def test_a_part_gives_what_its_table_has_and_has_ended_where_the_entry_says_so(
    tmp_path: Path, session: Session
) -> None:
    newest = BY_AGE.replace("[alder.query]", 'notes = "Sedan TAB9002."\n[alder.query]')
    old = newest.partition("[alder.query]")
    with other_world(tmp_path, TABLE, _late):
        assert told(tmp_path / "closed", session, newest + part('last = "2020"')) == []
        elsewhere = old[0].replace("TAB9002", "2020") + old[1] + old[2]
        found = told(tmp_path / "open", session, elsewhere + part("same = true"))
    assert [each.partition(": SCB TAB9001: we say it goes on, ")[0] for each in found] == [
        "alder",
        "alder.1",
    ]


def test_what_is_not_there_is_told_once(
    agencies: Emulator, tmp_path: Path, session: Session
) -> None:
    assert agencies
    for change in (('"00000001"', '"00000009"'), ('K = "2"', 'K = "gone"')):
        (found,) = told(tmp_path / change[1].strip('K= "'), session, BY_AGE.replace(*change))
        assert found.endswith("write one of these in its query")


def command(monkeypatch: pytest.MonkeyPatch, found: dict[str, Indicator], *words: str) -> Any:
    monkeypatch.setattr(catalogue, "load", lambda: found)
    return CliRunner().invoke(verify_command.command, words)


@pytest.mark.usefixtures("agencies")
def test_the_command_ends_with_0_when_nothing_drifted(
    indicators: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    result = command(monkeypatch, indicators)

    assert (result.exit_code, result.output) == (0, "3 entries, 0 differences, asked 3 times\n")


@pytest.mark.usefixtures("agencies")
def test_only_the_entries_named_are_compared_and_one_that_is_not_there_is_told_with_its_like(
    indicators: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    result = command(monkeypatch, indicators, "alder", "alder")
    assert (result.exit_code, result.output) == (0, "1 entries, 0 differences, asked 2 times\n")

    result = command(monkeypatch, indicators, "alder", "invånare", "x")
    assert result.exit_code == 2
    assert "no indicator invånare (the nearest are invanare), x (none is like it)" in result.output


@pytest.mark.usefixtures("agencies")
def test_the_command_ends_with_1_and_a_line_for_each_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drifted = small(tmp_path, SHARE.replace('"(%)"', '"kr"').replace('"year"', '"month"'))
    result = command(monkeypatch, drifted)

    assert result.exit_code == 1
    assert result.output.count("andel: Kolada N90001: we say ") == 2
    assert result.output.endswith("\n1 entries, 2 differences, asked 1 times\n")


def test_the_unproven_entries_are_listed_without_a_request(
    agencies: Emulator, indicators: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    unproven = indicators["alder"].model_copy(update={"evidence": "R"})
    result = command(monkeypatch, indicators | {"alder": unproven}, "--unproven")

    assert (result.exit_code, agencies.requests) == (0, [])
    assert result.output == (
        "alder: SCB TAB9001: never seen in an answer; the table's metadata was recorded\n"
    )


@pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared/replay is not here")
def test_the_catalogue_that_ships_does_not_drift_from_the_recorded_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proven = [each for each in catalogue.load().values() if not each.evidence]
    tables = {part.table for each in proven for part in each.parts if part.source == "scb"}
    others = {(each.source, each.table) for each in proven if each.source == "konj"}
    with serve(RECORDED, limits=False) as emulator, Session(FAST) as session:
        for variable, url in emulator.urls.items():
            monkeypatch.setenv(variable, url)
        monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
        found = list(verify(proven, session))
        disputed = [seen for seen in emulator.requests if "/data/" in seen.path]

    assert [str(finding) for finding in found] == []
    kpis = 2 * 2  # two pages, read twice
    assert session.calls == kpis + 1 + len(tables) + 1 + len(others) + len(disputed)
    assert len(disputed) < len(proven) / 10
