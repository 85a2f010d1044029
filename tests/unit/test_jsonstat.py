"""JSON-stat 2: any shape, dense and sparse, is read cell for cell; anything else is refused."""

import itertools
import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pxweb._internal.functions import unpack_table_data

from etl.errors import AnswerUnreadable
from etl.formats import jsonstat


def dataset(sizes: list[int], values: Any, status: Any = None) -> dict[str, Any]:
    names = [f"D{number}" for number in range(len(sizes))]
    codes = {
        name: [f"{name}{at}" for at in range(size)] for name, size in zip(names, sizes, strict=True)
    }
    document: dict[str, Any] = {
        "id": names,
        "size": sizes,
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: at for at, code in enumerate(codes[name])},
                    "label": {code: code for code in codes[name]},
                },
            }
            for name in names
        },
        "value": values,
    }
    return document | ({"status": status} if status is not None else {})


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    plain = frame.astype({name: "str" for name in frame.columns if name != "value"})
    return [
        tuple(None if isinstance(cell, float) and math.isnan(cell) else cell for cell in row)
        for row in plain.itertuples(index=False)
    ]


numbers = (
    st.none() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)
)


@st.composite
def dense(draw: st.DrawFn) -> dict[str, Any]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    cells = math.prod(sizes)
    values = draw(st.lists(numbers, min_size=cells, max_size=cells))
    status = draw(
        st.lists(st.none() | st.sampled_from(["..", ".", "-", "p"]), min_size=cells, max_size=cells)
    )
    return dataset(sizes, values, status)


@given(dense())
def test_dense_and_sparse_are_the_same_cells(document: dict[str, Any]) -> None:
    sparse = document | {
        part: {str(at): cell for at, cell in enumerate(document[part]) if cell is not None}
        for part in ("value", "status")
    }

    assert rows(jsonstat.decode(sparse)) == rows(jsonstat.decode(document))


@given(dense())
def test_a_second_reader_finds_the_same_codes_and_values(document: dict[str, Any]) -> None:
    theirs = [tuple(row.values()) for row in unpack_table_data(document, show="code")]

    ours = [row[:-1] for row in rows(jsonstat.decode(document))]

    assert [(*codes, value) for *codes, value in ours] == [
        (*codes, None if value is None else float(value)) for *codes, value in theirs
    ]


@given(dense())
def test_every_cell_has_the_codes_of_its_place(document: dict[str, Any]) -> None:
    codes = [list(part["category"]["index"]) for part in document["dimension"].values()]

    decoded = rows(jsonstat.decode(document))

    assert [row[:-2] for row in decoded] == list(itertools.product(*codes))
    assert [row[-1] for row in decoded] == [symbol or "" for symbol in document["status"]]


def test_codes_stand_by_position_not_in_the_order_they_are_written() -> None:
    document = dataset([3], [1, 2, 3])
    document["dimension"]["D0"]["category"]["index"] = {"c": 2, "a": 0, "b": 1}

    assert list(jsonstat.decode(document)["D0"]) == ["a", "b", "c"]


def test_an_index_may_be_a_list_or_absent_when_there_is_one_code() -> None:
    document = dataset([2, 1], [1, 2])
    document["dimension"]["D0"]["category"]["index"] = ["x", "y"]
    del document["dimension"]["D1"]["category"]["index"]

    assert rows(jsonstat.decode(document)) == [("x", "D10", 1.0, ""), ("y", "D10", 2.0, "")]


def test_one_status_text_holds_for_every_cell() -> None:
    assert list(jsonstat.decode(dataset([2], [1, None], "p"))["status"]) == ["p", "p"]


def test_a_null_with_a_symbol_and_a_symbol_beside_a_value_are_both_kept() -> None:
    decoded = jsonstat.decode(dataset([3], [None, 0, 5], {"0": "..", "2": "p"}))

    assert rows(decoded) == [("D00", None, ".."), ("D01", 0.0, ""), ("D02", 5.0, "p")]


def test_equal_labels_do_not_make_two_codes_one() -> None:
    document = dataset([3], [1, 2, 3])
    document["dimension"]["D0"]["category"]["label"] = dict.fromkeys(["D00", "D01", "D02"], "100+")

    assert list(jsonstat.decode(document)["D0"]) == ["D00", "D01", "D02"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": [1, 2, 3]}, "`value` should have 4 cells and has 3"),
        ({"value": None}, "`value` should have 4 cells and has NoneType"),
        ({"value": ["1", 2, 3, 4]}, "no number"),
        ({"value": [True, 2, 3, 4]}, "no number"),
        ({"value": {"4": 1}}, "outside 0…3"),
        ({"value": {"x": 1}}, "no cell number"),
        ({"value": {"1": 1, "01": 2}}, "gives a cell twice"),
        ({"value": [10**400, 2, 3, 4]}, "too large"),
        ({"value": [float("inf"), 2, 3, 4]}, "too large"),
        ({"status": ["p"]}, "`status` should have 4 cells and has 1"),
        ({"status": {"0": 5}}, "not text"),
        ({"size": [4, 1]}, "`size` says"),
        ({"id": ["D0", "D0"]}, "twice"),
        ({"id": ["D0", "D9"]}, "not a JSON-stat dataset"),
        ({"dimension": []}, "not a JSON-stat dataset"),
    ],
)
def test_what_is_not_as_the_format_says_is_refused_by_name(
    change: dict[str, Any], said: str
) -> None:
    with pytest.raises(AnswerUnreadable, match=said):
        jsonstat.decode(dataset([2, 2], [1, 2, 3, 4]) | change)


def test_positions_with_a_hole_are_refused() -> None:
    document = dataset([2], [1, 2])
    document["dimension"]["D0"]["category"]["index"] = {"a": 0, "b": 2}

    with pytest.raises(AnswerUnreadable, match="D0: the positions"):
        jsonstat.decode(document)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_json_at_all_is_refused_with_a_typed_error(value: Any) -> None:
    with pytest.raises(AnswerUnreadable):
        jsonstat.decode(value)


@given(st.sampled_from(["id", "size", "dimension", "value", "status"]), json_values)
def test_any_json_as_a_part_is_read_or_refused_with_a_typed_error(part: str, value: Any) -> None:
    try:
        decoded = jsonstat.decode(dataset([2], [1, 2], ["", "p"]) | {part: value})
    except AnswerUnreadable:
        return
    assert len(decoded) == 2
