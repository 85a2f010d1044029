"""How far apart places are: a metric, on scores no outlier stretches, in shares of a whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboard.numbers import Floats, Ints
from dashboard.similar import distance
from dashboard.similar.peers import FEWEST, median

COLUMNS: list[Ints] = [np.array([0, 1]), np.array([2])]
SCORES = arrays(np.float64, (6, 3), elements=st.floats(-3, 3, width=32))
WEIGHTS = arrays(np.float64, 2, elements=st.sampled_from([0.0, 0.5, 1.0, 2.0])).filter(np.any)


def table(scores: Floats, weights: Floats) -> Floats:
    """The distance of each place to each."""
    rows = [
        distance.distances(distance.by_domain(distance.squares(scores, place), COLUMNS), weights)
        for place in range(len(scores))
    ]
    return np.stack(rows)


@given(SCORES, WEIGHTS)
def test_distance_is_a_metric(scores: Floats, weights: Floats) -> None:
    far = table(scores, weights)
    assert (np.diag(far) == 0).all()
    np.testing.assert_allclose(far, far.T, atol=1e-12)
    through = (far[:, :, None] + far[None, :, :]).min(axis=1)
    assert (far <= through + 1e-9).all()


@given(SCORES, WEIGHTS)
def test_contributions_are_shares_of_one_whole(scores: Floats, weights: Floats) -> None:
    for apart in distance.by_domain(distance.squares(scores, 0), COLUMNS):
        shares = distance.contributions(apart, weights)
        assert shares.sum() == pytest.approx(1)
        assert (shares >= 0).all()
        assert (shares[weights == 0] == 0).all()


def test_what_is_extreme_or_missing_stretches_no_scale() -> None:
    scores = distance.standard(np.array([1.0, 2, 3, 4, 5, 1e9, np.nan]))
    assert scores[5] == distance.LIMIT
    assert scores[6] == 0
    assert scores[0] == pytest.approx((1 - 3.5) / (2.5 / distance.NORMAL))


def test_what_is_the_same_for_most_sets_nobody_apart() -> None:
    assert (distance.standard(np.array([1.0, 1, 1, 1, 9])) == 0).all()


def test_of_two_as_near_the_one_that_stands_first_comes_first() -> None:
    assert distance.nearest(np.array([0.5, 0.0, 0.5, 0.1]), 1, 2) == [3, 0]


@pytest.mark.parametrize("known", range(8))
def test_a_median_takes_five_published_values(known: int) -> None:
    values = [float(n) for n in range(known)] + [np.nan] * (7 - known)
    expected = np.median(range(known)) if known >= FEWEST else None
    assert median(values) == expected
