"""What changed between two releases: every cell old → new, no noise, and what a release keeps."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from etl.commands.changes import command
from etl.errors import AnswerUnreadable
from etl.model import COLUMNS, KEY, PublishedIndicator
from etl.store import changes, releases
from etl.store.changes import CELLS, Changed
from etl.store.lost import Lost
from etl.store.releases import Release
from tests.sample import apart, indicator, meanings, observations, sample_release

ID = "folkmangd"
UMEA = (ID, "2480", "T", "total", "2022")

cell_keys = st.tuples(
    st.just(ID),
    st.sampled_from(["00", "24", "2480"]),
    st.sampled_from(["T", "K", "M"]),
    st.just("total"),
    st.sampled_from(["2021", "2022", "2023"]),
)
cell_values = st.none() | st.sampled_from([0.0, 1.0, -1.5, 1e-9, 132235.0, 5e12])
figures = st.dictionaries(
    cell_keys, st.tuples(cell_values, st.sampled_from(["", "p", ".."])), max_size=12
)
Figures = dict[tuple[str, ...], tuple[float | None, str]]


@pytest.fixture(autouse=True)
def _nothing_ships(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(releases, "DEFAULT", tmp_path_factory.getbasetemp() / "none")
        yield


def frame(cells: Figures) -> pd.DataFrame:
    rows = [(*key, *cell) for key, cell in cells.items()]
    texts = dict.fromkeys([*KEY, "status"], "str")
    return pd.DataFrame(rows, columns=COLUMNS).astype({**texts, "value": "float64"})


def plain(value: float) -> float | None:
    return None if pd.isna(value) else value


def applied(old: Figures, cells: pd.DataFrame) -> Figures:
    """What the cells make of the old figures; a cell that does not fit them is an error."""
    new = dict(old)
    for row in cells.itertuples():
        key = (row.indicator, row.region, row.sex, row.age, row.period)
        if row.change == "new":
            assert key not in new
        else:
            assert new.pop(key) == (plain(row.old_value), row.old_status)
        if row.change != "withdrawn":
            new[key] = (plain(row.new_value), row.new_status)
    return new


@given(figures, figures)
def test_the_changes_applied_to_the_old_figures_give_the_new(old: Figures, new: Figures) -> None:
    cells = changes.compare(frame(old), frame(new))
    assert list(cells.columns) == CELLS
    assert applied(old, cells) == new
    assert len(cells) == sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())


def kinds(old: Figures, new: Figures) -> list[str]:
    return changes.compare(frame(old), frame(new))["change"].tolist()


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ((1.0, ""), (2.0, ""), ["revised"]),
        ((None, ".."), (2.0, ""), ["revised"]),
        ((2.0, ""), (None, ".."), ["revised"]),
        ((0.0, ""), (None, ""), ["revised"]),
        ((1.0, "p"), (1.0, ""), ["status"]),
        ((None, ".."), (None, "-"), ["status"]),
        ((0.1 + 0.2, ""), (0.3, ""), []),
        ((0.1 + 0.2, "p"), (0.3, ""), ["status"]),
        ((5e12, ""), (5e12 + 1000, ""), ["revised"]),
        ((0.0, ""), (1e-16, ""), []),
        ((None, ""), (None, ""), []),
    ],
)
def test_a_cell_is_revised_when_its_value_is_and_noise_is_none(
    old: tuple[float | None, str], new: tuple[float | None, str], change: list[str]
) -> None:
    assert kinds({UMEA: old}, {UMEA: new}) == change


def test_a_null_that_comes_is_new_and_a_null_that_goes_is_withdrawn() -> None:
    assert kinds({}, {UMEA: (None, "..")}) == ["new"]
    assert kinds({UMEA: (None, "..")}, {}) == ["withdrawn"]


def release(
    data: Path, frame: pd.DataFrame, indicators: list[PublishedIndicator] | None = None
) -> Release:
    """Publish as `etl.run.update` does: with what changed beside the figures."""
    name = releases.publish(data, apart(indicators or meanings(), frame), changes.write)
    assert name is not None
    return Release(data / "releases" / name)


def pair(
    data: Path, frame: pd.DataFrame, indicators: list[PublishedIndicator] | None = None
) -> dict[str, Changed]:
    """The sample, then a release of `frame`: what the latter says, by indicator."""
    release(data, observations())
    told = changes.told(release(data, frame, indicators))
    assert told is not None
    return {each.id: each for each in told.indicators}


def ships(monkeypatch: pytest.MonkeyPatch, folder: Path, frame: pd.DataFrame) -> Release:
    """A release of these figures is the one that ships."""
    found = release(folder / "ships", frame)
    monkeypatch.setattr(releases, "DEFAULT", found.path)
    return found


def test_a_folder_s_first_release_tells_what_changed_since_the_one_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = ships(monkeypatch, tmp_path, observations())
    rows = observations()
    rows.loc[0, "value"] += 1
    new = indicator(id="medelalder", table="N00959")
    added = rows[rows["indicator"] == ID].assign(indicator="medelalder", value=39.1)
    first = release(tmp_path, pd.concat([rows, added]), [meanings()[0], new])
    told = changes.told(first)

    assert told is not None
    assert (told.release, told.since) == (first.id, shipped.id)
    assert [(each.id, each.kind, each.cells) for each in told.indicators] == [
        (ID, "changed", {"revised": 1}), ("medelalder", "new", {}),
    ]  # fmt: skip  # utbildning, which this folder never had, is not withdrawn
    rows.loc[0, "value"] += 1
    later = changes.told(release(tmp_path, rows, meanings()[:1]))
    assert later is not None
    assert [(each.id, each.kind) for each in later.indicators] == [
        (ID, "changed"), ("medelalder", "withdrawn"),
    ]  # fmt: skip


def test_a_first_release_that_is_the_one_that_ships_has_no_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = ships(monkeypatch, tmp_path, observations())
    first = release(tmp_path, observations())
    assert first.id == shipped.id
    assert changes.told(first) is None


def test_the_first_release_after_nothing_says_nothing_of_changes(tmp_path: Path) -> None:
    first = release(tmp_path, observations())
    assert changes.told(first) is None
    assert changes.cells(first).empty
    assert not list(first.path.glob("changes*"))


def test_a_release_keeps_its_changes_from_the_one_before(tmp_path: Path) -> None:
    rows = observations()
    rows.loc[0, "value"] = 132236.0
    old = release(tmp_path, observations())
    new = release(tmp_path, rows)
    told = changes.told(new)

    assert told is not None
    assert (told.release, told.since) == (new.id, old.id)
    assert [(each.id, each.kind, each.cells) for each in told.indicators] == [
        (ID, "changed", {"revised": 1})
    ]
    assert changes.cells(new)[["old_value", "new_value"]].to_numpy().tolist() == [
        [132235.0, 132236.0]
    ]
    assert changes.cells(new, region=["24"]).empty
    assert changes.told(old) is None


def test_a_period_is_new_when_it_has_its_first_value(tmp_path: Path) -> None:
    added = [(ID, "2480", "T", "total", "2023", 133091.0, "p"),
             (ID, "24", "T", "total", "2024", None, "..")]  # fmt: skip
    rows = pd.concat([observations(), pd.DataFrame(added, columns=COLUMNS)])
    changed = pair(tmp_path, rows)[ID]
    assert changed.new_periods == ["2023"]
    assert changed.cells == {"new": 2}


def test_a_period_without_values_any_more_is_withdrawn(tmp_path: Path) -> None:
    rows = observations()
    changed = pair(tmp_path, rows[rows["period"] != "2021"])[ID]
    assert (changed.withdrawn_periods, changed.cells) == (["2021"], {"withdrawn": 1})


def test_another_unit_is_told_and_is_no_revision_of_the_figures(tmp_path: Path) -> None:
    renamed = [indicator(unit="invånare"), *meanings()[1:]]
    changed = pair(tmp_path, observations(), renamed)
    assert list(changed) == [ID]
    assert changed[ID].words == {"unit": ("personer", "invånare")}
    assert changed[ID].cells == {}


def test_another_table_is_told(tmp_path: Path) -> None:
    changed = pair(tmp_path, observations(), [indicator(table="N09999"), *meanings()[1:]])
    assert changed[ID].words == {"table": ("N01951", "N09999")}


@pytest.mark.parametrize("field", ["taken", "updated", "next_publication"])
def test_another_of_its_days_is_no_other_description(tmp_path: Path, field: str) -> None:
    revised = observations()
    revised.loc[0, "value"] += 1
    dated = indicator(**{field: date(2026, 6, 15)})
    changed = pair(tmp_path, revised, [dated, *meanings()[1:]])[ID]
    assert (changed.words, changed.cells) == ({}, {"revised": 1})


def test_figures_taken_on_another_day_are_no_change(tmp_path: Path) -> None:
    later = [each.model_copy(update={"taken": date(2027, 1, 1)}) for each in meanings()]
    rows = observations()
    rows.loc[0, "value"] += 1
    assert list(pair(tmp_path, rows, later)) == [ID]


def test_an_indicator_that_comes_or_goes_is_told_as_a_whole(tmp_path: Path) -> None:
    first, second, third = meanings()
    other = indicator(id="medelalder", table="N00959", title="Medelålder")
    rows = observations()
    rows = rows[rows["indicator"] != second.id]
    added = pd.DataFrame([("medelalder", "2480", "T", "total", "2022", 39.1, "")], columns=COLUMNS)
    changed = pair(tmp_path, pd.concat([rows, added]), [first, other, third])
    assert [(each.id, each.kind) for each in changed.values()] == [
        ("medelalder", "new"),
        ("utbildning", "withdrawn"),
    ]
    assert changed["utbildning"].title == "Eftergymnasialt utbildade"
    assert not any(each.cells for each in changed.values())


def test_an_indicator_under_another_id_is_renamed_and_its_cells_compared(tmp_path: Path) -> None:
    rows = observations().replace({"indicator": {ID: "invanare"}})
    rows.loc[rows["period"] == "2021", "status"] = ""
    changed = pair(tmp_path, rows, [indicator(id="invanare"), *meanings()[1:]])
    assert list(changed) == ["invanare"]
    assert (changed["invanare"].kind, changed["invanare"].was) == ("renamed", ID)
    assert changed["invanare"].cells == {"status": 1}


def test_another_measure_of_the_same_table_is_no_renaming(tmp_path: Path) -> None:
    rows = observations().replace({"indicator": {ID: "hushall"}})
    rows.loc[rows["indicator"] == "hushall", "value"] /= 2
    changed = pair(tmp_path, rows, [indicator(id="hushall"), *meanings()[1:]])
    assert {each.id: each.kind for each in changed.values()} == {"hushall": "new", ID: "withdrawn"}


def test_an_older_release_that_is_damaged_does_not_hinder_the_next(tmp_path: Path) -> None:
    old = release(tmp_path, observations())
    rows = observations()
    rows.loc[0, "value"] += 1
    (old.path / "observations.parquet").write_bytes(b"torn")
    new = release(tmp_path, rows)
    assert releases.current(tmp_path).id == new.id
    assert changes.told(new) is None
    assert not list(new.path.glob("changes*"))


def test_changes_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    first = release(tmp_path, observations())
    (first.path / "changes.json").write_text("{")
    found = changes.told(Release(first.path))
    assert isinstance(found, Lost)
    assert found.path.name == "changes.json"


def run(data: Path, *arguments: str) -> Any:
    return CliRunner().invoke(command, arguments, env={"NORRLAGET_DATA": str(data)})


def test_the_command_tells_the_changes_between_any_two_releases(tmp_path: Path) -> None:
    first = sample_release(tmp_path)
    rows = observations()
    rows.loc[0, "value"] += 1
    releases.publish(tmp_path, apart([indicator(unit="invånare"), *meanings()[1:]], rows))
    said = run(tmp_path, first, "current")
    assert said.exit_code == 0
    assert said.output.splitlines()[0] == (
        "folkmangd: unit 'personer' → 'invånare'; cells: 1 revised"
    )
    backwards = changes.Changes.model_validate_json(
        run(tmp_path, "current", first, "--json").output
    )
    assert backwards.indicators[0].words == {"unit": ("invånare", "personer")}


@pytest.mark.parametrize("name", ["2020-01-01-00000000", "../releases", ""])
def test_the_command_names_a_release_there_is_not(name: str, tmp_path: Path) -> None:
    sample_release(tmp_path)
    assert isinstance(run(tmp_path, name, "current").exception, AnswerUnreadable)
