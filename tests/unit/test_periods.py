"""Periods: parsed, ordered, stepped, spanned and named by one module, whatever their frequency."""

import ast
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import periods
from tests import PROJECT

CASES = json.loads(Path(__file__).with_name("periods.json").read_text(encoding="utf-8"))["cases"]

years = st.integers(1000, 9000)
codes = st.one_of(
    years.map(str),
    st.builds(lambda year, part: f"{year}K{part}", years, st.integers(1, 4)),
    st.builds(lambda year, part: f"{year}M{part:02}", years, st.integers(1, 12)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["period"])
def test_what_is_true_of_periods(case: dict[str, Any]) -> None:
    period = case["period"]
    found = periods.parse(period)

    assert (found.year, found.part, found.ordinal) == (case["year"], case["part"], case["ordinal"])
    assert periods.step(period, 1) == case["next"]
    assert periods.step(case["next"], -1) == period
    assert (periods.name(period, "sv"), periods.name(period, "en")) == (case["sv"], case["en"])


@pytest.mark.parametrize(
    "text", ["", "24", "2024M13", "2024M5", "2024K5", "2024 ", "２０２４", "2024T01"]
)
def test_what_is_no_period_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no period such as 2024"):
        periods.parse(text)
    assert periods.name(text) == text


@given(codes, st.integers(-400, 400), st.integers(-400, 400))
def test_two_steps_in_time_are_one(period: str, some: int, more: int) -> None:
    once = periods.step(period, some)
    assert periods.step(once, more) == periods.step(period, some + more)
    assert periods.ordinal(once) - periods.ordinal(period) == some
    assert (once > period) == (some > 0)


@given(codes, st.integers(0, 40))
def test_a_span_leaves_none_out(period: str, long: int) -> None:
    last = periods.step(period, long)
    span = periods.between(period, last)

    assert (span[0], span[-1], len(span)) == (period, last, long + 1)
    assert [periods.step(each, 1) for each in span[:-1]] == span[1:]
    assert all(periods.within(each, period, last) for each in span)
    assert not periods.within(periods.step(last, 1), period, last)
    assert not periods.within(periods.step(period, -1), period, last)


@given(codes)
def test_a_period_s_days_are_those_between_its_start_and_the_next_one_s(period: str) -> None:
    kind, first, after = periods.frequency(period), periods.start(period), periods.after(period)

    assert periods.of(first, kind) == period == periods.of(after - timedelta(1), kind)
    assert periods.of(after, kind) == periods.step(period, 1)
    assert periods.last_month(period) == periods.of(after - timedelta(1), "month")
    assert periods.begins_year(period) == (first == date(first.year, 1, 1))


@given(codes, st.integers(0, 30))
def test_the_same_part_of_an_earlier_year(period: str, years: int) -> None:
    then = periods.before(period, years)

    assert periods.year(then) == periods.year(period) - years
    assert then[4:] == period[4:]
    assert periods.step(then, years * periods.per_year(period)) == period


@given(codes, codes)
def test_a_year_bounds_any_period_and_others_only_their_own_kind(end: str, period: str) -> None:
    comparable = periods.frequency(end) in ("year", periods.frequency(period))
    inside = periods.within(period, end) or periods.within(period, last=end)

    assert inside == comparable
    assert periods.within(period)


def test_nothing_else_takes_a_period_apart() -> None:
    """No slice of a name that is a period, and no pattern of one, outside etl/periods.py."""
    found = []
    for folder in ("etl", "dashboard", "maps"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            if path.name == "periods.py":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Subscript) and _is_slice_of_a_period(node):
                    found.append(f"{path.relative_to(PROJECT)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []


def _is_slice_of_a_period(node: ast.Subscript) -> bool:
    if not isinstance(node.slice, ast.Slice):
        return False
    names = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
    names |= {each.attr for each in ast.walk(node.value) if isinstance(each, ast.Attribute)}
    cut = ast.unparse(node.slice)
    last = ast.unparse(node.value).split(".")[-1]
    return cut in (":4", "4:", "5:", "4:5") and ("period" in last or bool({"period"} & names))
