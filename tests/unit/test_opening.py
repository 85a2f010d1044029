"""Which period a map opens at: the newest that can stand for the regions shown and one's own."""

import numpy as np
import pytest

from dashboard.map.payload import _opening

N = np.nan
YEARS = ["2021", "2022", "2023", "2024"]
WHOLE = [1.0, 2.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("rows", "mine", "opens"),
    [
        ([WHOLE, WHOLE, WHOLE, WHOLE], 0, "2024"),
        ([WHOLE, WHOLE, WHOLE, [1.0, N, N, N]], 0, "2023"),  # of one in four it says too little
        ([WHOLE, WHOLE, WHOLE, [1.0, 2.0, N, N]], 0, "2024"),  # half are enough
        ([WHOLE, WHOLE, WHOLE, [1.0, 2.0, N, N]], 3, "2023"),  # but not without the reader's own
        ([WHOLE, WHOLE, WHOLE, [1.0, 2.0, N, N]], None, "2024"),
        ([WHOLE, WHOLE, [1.0, N, N, N], [N, N, N, N]], 1, "2022"),
        ([[1.0, 2.0, 3.0, N]] * 4, 3, "2024"),  # one that never has a value
        ([[N, N, N, N], [1.0, N, N, N], [N, N, N, N], [N, N, N, N]], 0, "2022"),
        ([[N, N, N, N]] * 4, 0, "2024"),
    ],
)
def test_a_map_opens_at_the_newest_period_that_most_have(
    rows: list[list[float]], mine: int | None, opens: str
) -> None:
    assert _opening(YEARS, np.array(rows), 4, mine, "") == (opens, opens)


def test_a_period_that_is_asked_for_is_shown_though_few_or_no_regions_have_it() -> None:
    rows = np.array([WHOLE, WHOLE, WHOLE, [1.0, N, N, N]])
    assert _opening(YEARS, rows, 4, 0, "2024") == ("2024", "2023")
    assert _opening(YEARS, rows * [[1], [N], [1], [1]], 4, 0, "2022") == ("2022", "2023")


def test_a_region_beside_those_shown_counts_as_the_reader_s_own() -> None:
    rows = np.array([[*WHOLE, 9.0], [*WHOLE, 9.0], [*WHOLE, 9.0], [*WHOLE, N]])
    assert _opening(YEARS, rows, 4, 4, "") == ("2023", "2023")
    assert _opening([], np.zeros((0, 5)), 4, 4, "") == ("", "")
