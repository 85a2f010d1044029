"""Where places stand when indicators are weighed in many ways: an interval, never a score. Pure."""

from typing import NamedTuple

import numpy as np

from dashboard.numbers import Floats

WEIGHINGS = 2000
LOW, HIGH = 0.05, 0.95


class Span(NamedTuple):
    """From the best to the worst place in nine weighings of ten, of so many places."""

    best: int
    worst: int
    of: int


def percentiles(values: Floats, *, higher: bool) -> Floats:
    """For each place how many per cent of the others it is ahead of, ties as half; NaN where none.

    `higher` says which end is ahead.
    """
    signed = values if higher else -values
    known = np.isfinite(signed)
    behind = (signed[:, None] > signed[None, :]) & known
    equal = (signed[:, None] == signed[None, :]) & known
    many = max(int(known.sum()) - 1, 1)
    found: Floats = (behind.sum(axis=1) + (equal.sum(axis=1) - 1) / 2) / many * 100
    return np.where(known, found, np.nan)


def spans(percents: Floats, seed: int) -> list[Span | None]:
    """Of each column (a place) its span over weights drawn evenly; None where a row has none.

    `percents` has a row an indicator. The same seed draws the same weights.
    """
    rows, columns = percents.shape
    whole = np.isfinite(percents).all(axis=0)
    found: list[Span | None] = [None] * columns
    if not rows or not whole.any():
        return found
    weights = np.random.default_rng(seed).dirichlet(np.ones(rows), WEIGHINGS)
    ranks = _ranks(weights @ percents[:, whole])
    ends = np.quantile(ranks, (LOW, HIGH), axis=0, method="nearest").astype(int)
    for at, best, worst in zip(np.flatnonzero(whole).tolist(), *ends.tolist(), strict=True):
        found[at] = Span(best, worst, int(whole.sum()))
    return found


def _ranks(means: Floats) -> Floats:
    """Of each weighing (a row) the place of each column, the greatest mean first."""
    order = np.argsort(-means, axis=1, kind="stable")
    found: Floats = (np.argsort(order, axis=1, kind="stable") + 1).astype(np.float64)
    return found
