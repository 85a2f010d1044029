"""How far apart places are: robust standard scores, and their distance by domain; pure."""

from collections.abc import Sequence

import numpy as np

from dashboard.numbers import Floats, Ints

LIMIT = 3.0  # the largest and the most remote place must not stretch the scale for all others
NORMAL = 1.349  # quartiles of a normal distribution lie so many standard deviations apart


def standard(values: Floats) -> Floats:
    """How far each place is from the median, in robust deviations of at most ±3.

    One that lacks the figure is taken to be at the median.
    """
    low, middle, high = np.nanquantile(values, [0.25, 0.5, 0.75])
    scale = (high - low) / NORMAL or np.inf  # what is the same for most sets nobody apart
    scores: Floats = np.nan_to_num(np.clip((values - middle) / scale, -LIMIT, LIMIT))
    return scores


def squares(scores: Floats, place: int) -> Floats:
    """How far one place is from each, squared: a row a place, a column a variable."""
    found: Floats = (scores - scores[place]) ** 2
    return found


def by_domain(squared: Floats, columns: Sequence[Ints]) -> Floats:
    """The mean of each domain's variables: a row a place, a column a domain."""
    return np.stack([squared[:, each].mean(axis=1) for each in columns], axis=1)


def distances(apart: Floats, weights: Floats) -> Floats:
    """The distance to each place, of how far apart they are by domain."""
    found: Floats = np.sqrt(apart @ weights / weights.sum())
    return found


def contributions(apart: Floats, weights: Floats) -> Floats:
    """Each domain's share of the squared distance to one place: they sum to 1."""
    weighted = apart * weights if (apart * weights).any() else weights
    found: Floats = weighted / weighted.sum()
    return found


def nearest(far: Floats, place: int, count: int) -> list[int]:
    """The places nearest to one, itself left out; of two as near the one that stands first."""
    order = np.argsort(far, kind="stable")
    return [int(each) for each in order if each != place][:count]
