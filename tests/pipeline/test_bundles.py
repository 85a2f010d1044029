"""Several indicators of one table: few queries, and each has its own cells, whatever the cuts."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import AnswerUnreadable
from etl.formats.jsonstat import decode
from etl.sources.scb.bundles import Share, bundles
from etl.sources.scb.table import Selection, size, split

CODES = {
    "Region": ["00", "24", "2480", "2580"],
    "Kon": ["1", "2", "T"],
    "Tid": ["2020", "2021", "2022"],
}
SYMBOLS = {0: "..", 7: "p"}

some = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from(codes), min_size=1, unique=True)
        for name, codes in CODES.items()
    }
)
wanted = st.dictionaries(st.sampled_from("abcdef"), some, min_size=1)


def number(cell: dict[str, str]) -> int:
    """A value that no other cell has, in whatever order its dimensions stand."""
    return [*product(*CODES.values())].index(tuple(cell[name] for name in CODES))


def answer(part: Selection, *, sparse: bool = False) -> dict[str, Any]:
    """What a server gives for a selection: some cells are null, some have a symbol."""
    numbers = [number(dict(zip(part, cell, strict=True))) for cell in product(*part.values())]
    values = {str(at): n for at, n in enumerate(numbers) if n % 5}
    return {
        "id": list(part),
        "size": [len(codes) for codes in part.values()],
        "dimension": {name: {"category": {"index": codes}} for name, codes in part.items()},
        "value": values if sparse else [values.get(str(at)) for at in range(len(numbers))],
        "status": {str(at): SYMBOLS[n % 9] for at, n in enumerate(numbers) if n % 9 in SYMBOLS},
        "updated": "2026-06-08T06:00:00Z",
    }


def asked(parts: dict[str, Selection], limit: int, *, sparse: bool) -> dict[str, Any]:
    """Every part's own answer, from the queries the bundles make."""
    found = {}
    for bundle in bundles(parts, limit):
        shares = {id_: Share(selection) for id_, selection in bundle.wanted.items()}
        for query in split(bundle.whole, limit):
            for share in shares.values():
                share.take(answer(query, sparse=sparse))
        found |= {id_: share.dataset() for id_, share in shares.items()}
    return found


@given(parts=wanted, limit=st.integers(1, 40), sparse=st.booleans())
def test_each_part_has_the_cells_it_would_have_had_alone(
    parts: dict[str, Selection], limit: int, sparse: bool
) -> None:
    found = asked(parts, limit, sparse=sparse)
    assert found.keys() == parts.keys()
    for id_, selection in parts.items():
        assert decode(found[id_]).astype("str").equals(decode(answer(selection)).astype("str"))


@given(parts=wanted, limit=st.integers(1, 40))
def test_no_more_is_asked_than_apart(parts: dict[str, Selection], limit: int) -> None:
    together = [query for bundle in bundles(parts, limit) for query in split(bundle.whole, limit)]
    apart = [query for selection in parts.values() for query in split(selection, limit)]
    assert len(together) <= len(apart)
    assert all(size(query) <= limit for query in together)


def test_sixteen_contents_of_one_table_are_asked_for_in_full_answers() -> None:
    codes = {"Region": [f"{n:04}" for n in range(312)], "Tid": [str(n) for n in range(300)]}
    parts = {f"i{n}": {**codes, "ContentsCode": [f"C{n}"]} for n in range(16)}
    queries = [q for bundle in bundles(parts, 150_000) for q in split(bundle.whole, 150_000)]
    assert len(queries) <= 11  # 16 × 93 600 cells need at least ten answers; apart it takes 16


def test_parts_of_other_dimensions_or_with_much_waste_stay_apart() -> None:
    ages, regions = [str(n) for n in range(100)], [f"{n:04}" for n in range(290)]
    few = {"Region": ["00"], "Alder": ages}
    many = {"Region": regions, "Alder": ["tot"]}
    assert len(bundles({"few": few, "many": many}, 150_000)) == 2
    assert len(bundles({"few": few, "other": {"Region": ["00"]}}, 150_000)) == 2


def test_a_cell_that_does_not_come_or_comes_twice_is_told() -> None:
    share = Share(CODES)
    share.take(answer({**CODES, "Tid": ["2020", "2021"]}))
    with pytest.raises(AnswerUnreadable, match="12 cells asked for are not in the answers"):
        share.dataset()
    with pytest.raises(AnswerUnreadable, match="came twice"):
        share.take(answer({**CODES, "Tid": ["2021", "2022"]}))
