"""Values in a list are bars from zero, or dots with an axis where the bars would look equal."""

import pytest

from dashboard.parts.lengths import Lengths


@pytest.mark.parametrize(
    ("values", "dots"),
    [
        ([44.3, 43.5, 42.0, 44.4, 41.7], True),
        ([-10.3, -9.9], True),
        ([2.0, 3.0], True),  # two thirds
        ([1.9, 3.0], False),
        ([-0.28, 0.86], False),
        ([0.0, 0.0], False),
        ([5.0, 5.0], False),  # equal bars are what equal values look like
        ([5.0], False),
        ([], False),
    ],
)
def test_values_far_from_zero_and_near_each_other_are_dots(values: list[float], dots: bool) -> None:
    lengths = Lengths.of(values)
    assert lengths.dots is dots
    assert lengths.look == ("dots" if dots else "")
    assert bool(lengths.axis(str, "sv")) is dots


def test_a_dot_stands_where_its_value_lies_between_the_ends_that_the_axis_tells() -> None:
    lengths = Lengths.of([40.0, 42.0, 44.0])
    assert [lengths.place(v)["marginLeft"] for v in (40.0, 42.0, 44.0)] == ["0%", "50%", "100%"]
    told = lengths.axis("{:.1f}".format, "sv")
    assert told == "Skalan går från 40.0 till 44.0, inte från noll."


def test_a_bar_begins_at_zero_wherever_that_lies() -> None:
    lengths = Lengths.of([-1.0, 3.0])
    assert lengths.place(-1.0) == {"marginLeft": "0%", "width": "25%"}
    assert lengths.place(3.0) == {"marginLeft": "25%", "width": "75%"}
