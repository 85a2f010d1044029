"""Row groups kept in codes: what is told of them is what the file says while it lies there."""

from pathlib import Path

import pandas as pd
import pytest

from etl.errors import ReleaseDamaged
from etl.model import COLUMNS, Row
from etl.store import parquet, seals

ONE = [
    ("a", "00", "K", "total", "2020", 1.5, ""),
    ("a", "00", "M", "total", "2020", None, ".."),
    ("a", "24", "T", "0-9", "2020", 3.0, "p"),
    ("a", "24", "T", "total", "2021", 4.0, ""),
    ("b", "24", "T", "total", "2021", 5.0, ""),
]
OTHER = [
    ("a", "2480", "T", "total", "2020", 6.0, None),  # no symbol, not an empty one
    ("a", "24", "T", "total", "2019", 7.0, ""),  # the region stands in two places
]


def frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "observations.parquet"
    with parquet.writing(path) as write:
        write(frame(ONE))
        write(frame(OTHER))
    return path


def asked(path: Path, **among: list[str]) -> pd.DataFrame:
    return parquet.some(path, None, among)


@pytest.mark.parametrize("regions", [["24"], ["00", "2480"], ["2480", "24", "24"], ["99"], []])
def test_some_regions_are_those_of_the_whole(file: Path, regions: list[str]) -> None:
    whole = parquet.rows(file, None, "indicator", "a")
    expected = whole[whole["region"].isin(regions)].reset_index(drop=True)
    found = asked(file, indicator=["a"], region=regions)
    pd.testing.assert_frame_equal(found, expected)
    told = parquet.told(file, None, {"indicator": ["a"], "region": regions})
    assert repr(told) == repr(list(map(Row, *(expected[each].tolist() for each in Row._fields))))


def test_the_whole_is_what_its_pieces_are(file: Path) -> None:
    for id_ in ("a", "b", "c"):
        pieces = [*parquet.pieces(file, None, "indicator", id_), asked(file, indicator=["c"])]
        expected = pd.concat([each for each in pieces if len(each)] or pieces, ignore_index=True)
        assert parquet.rows(file, None, "indicator", id_).equals(expected)


def test_other_columns_are_limited_too(file: Path) -> None:
    among = {"indicator": ["a"], "region": ["24"]}
    found = parquet.some(file, None, among, {"age": ["total"], "sex": None, "period": ["2021"]})
    assert found["value"].tolist() == [4.0]


def test_a_frame_is_the_callers_own(file: Path) -> None:
    mine = asked(file, indicator=["b"])
    mine.loc[:, "value"] = 0.0
    assert asked(file, indicator=["b"])["value"].tolist() == [5.0]


def test_another_file_in_its_place_is_read_anew(file: Path) -> None:
    assert len(asked(file, indicator=["a"], region=["2480"])) == 1
    file.unlink()
    with parquet.writing(file) as write:
        write(frame(ONE))
    assert asked(file, indicator=["a"], region=["2480"]).empty
    assert parquet.told(file, None, {"indicator": ["a"], "region": ["2480"]}) == []


def test_a_file_that_is_not_what_was_sealed_is_not_read(file: Path) -> None:
    seal = seals.of([file])[file.name]
    assert parquet.told(file, seal, {"indicator": ["b"], "region": ["24"]})
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)
    with pytest.raises(ReleaseDamaged):
        parquet.told(file, seal, {"indicator": ["b"], "region": ["24"]})
    with pytest.raises(ReleaseDamaged):
        parquet.some(file, seal, {"indicator": ["b"]})


def test_more_texts_than_a_byte_can_tell_apart(tmp_path: Path) -> None:
    path = tmp_path / "many.parquet"
    rows = [("a", f"{n:04}", "T", "total", "2020", float(n), "") for n in range(300)]
    with parquet.writing(path) as write:
        write(frame([*rows]))
    found = parquet.told(path, None, {"indicator": ["a"], "region": ["0127", "0128", "0299"]})
    assert [(row.region, row.value) for row in found] == [
        ("0127", 127.0), ("0128", 128.0), ("0299", 299.0),
    ]  # fmt: skip
