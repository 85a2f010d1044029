"""A release from before units had forms, indicators roles and subjects reads as today's."""

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard import data
from etl.model import PublishedIndicator
from etl.store import changes, older, releases
from tests.demography import publish, series

SHIPS = {
    each["id"]: each
    for name in ("awaited", "catalogue")
    for each in json.loads((releases.DEFAULT / f"{name}.json").read_text(encoding="utf-8"))
}


def aged(record: dict[str, Any]) -> dict[str, Any]:
    """A record as an older release had it: balances were counts, and all else was in Python."""
    kept = {field: value for field, value in record.items() if field not in older.LATER}
    return kept | {"kind": "count"}


@pytest.mark.parametrize("id_", ["flyttnetto", "smahuspris-manad", "fodda-manad", "andel-65-plus"])
def test_what_an_older_record_lacks_it_has_of_the_release_that_ships(id_: str) -> None:
    (read,) = older.completed([aged(SHIPS[id_])], releases.DEFAULT)
    assert read == SHIPS[id_]


def test_one_in_another_unit_or_unknown_is_left_as_it_came() -> None:
    other = aged(SHIPS["flyttnetto"]) | {"unit": "hundratal", "unit_en": "hundreds"}
    unknown = aged(SHIPS["flyttnetto"]) | {"id": "okand"}
    assert older.completed([other, unknown], releases.DEFAULT) == [other, unknown]


def test_one_from_before_subjects_has_those_that_ship_and_all_else_its_own(tmp_path: Path) -> None:
    said = {"subject": "det samlade flyttnettot", "subject_en": "total net migration"}
    ships = SHIPS["flyttnetto"] | said
    (tmp_path / "catalogue.json").write_text(json.dumps([ships]), encoding="utf-8")
    before = {field: value for field, value in ships.items() if field not in said}
    before |= {"kind": "count"}
    assert older.completed([before], tmp_path) == [before | said]
    assert older.completed([before | {"subject": ""}], tmp_path) == [
        before | said | {"subject": ""}
    ]
    assert older.completed([before | {"unit": "hundratal"}], tmp_path) == [
        before | {"unit": "hundratal"}
    ]


@pytest.mark.parametrize("damaged", [None, {}, "x", [1], [[]]])
def test_what_is_no_list_of_records_is_left_to_be_refused(damaged: object) -> None:
    assert older.completed(damaged, releases.DEFAULT) == damaged


def test_a_release_tells_its_own_whatever_ships(tmp_path: Path) -> None:
    record = SHIPS["flyttnetto"] | {"roles": {"births": 7}, "kind": "rate"}
    assert older.completed([record], releases.DEFAULT) == [record]
    assert older.completed([aged(record)], tmp_path) == [aged(record)]  # nothing ships there


def test_an_older_release_serves_its_roles_and_an_upgrade_is_no_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    name = publish(tmp_path, series("flyttnetto", "24", {"2022": -9.0, "2021": 10.0}))
    path = tmp_path / "releases" / name / "catalogue.json"
    records = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([aged(each) for each in records]), encoding="utf-8")
    assert data.indicators()["flyttnetto"].kind == "balance"
    assert data.indicators()["flyttnetto"].measure.sv == ("person", "personer")

    before = PublishedIndicator.model_validate(aged(records[0]))
    after = PublishedIndicator.model_validate(records[0])
    assert before != after
    assert changes._words(before, after) == {}
