"""Moves circles apart until none lies on another, each staying as near its own place as it can."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HOMEWARD = 0.08  # of the way back to its own place, at each of the first rounds
ROUNDS, MOST = 60, 1500  # rounds with a pull home; rounds at the most
TOUCH = 0.02  # of the mean radius: what may still overlap


def spread(places: Floats, radii: Floats) -> Floats:
    """Give each circle (n × 2 places, n radii) a place of its own; the same each time."""
    now, reach = places.astype(float).copy(), radii[:, None] + radii[None, :]
    np.fill_diagonal(reach, 0)
    now += _apart(len(now)) * radii.min() * 1e-3  # two in one place need a way to part
    for turn in range(MOST):
        push, worst = _push(now, reach, radii)
        if turn >= ROUNDS and worst < TOUCH * radii.mean():
            break
        now += push
        if turn < ROUNDS:
            now += HOMEWARD * (1 - turn / ROUNDS) * (places - now)
    return now


def _push(now: Floats, reach: Floats, radii: Floats) -> tuple[Floats, float]:
    """What parts every pair that overlaps, the smaller moving further; and the worst overlap."""
    between = now[:, None, :] - now[None, :, :]
    distance = np.sqrt((between**2).sum(axis=2))
    overlap = np.maximum(reach - distance, 0)
    share = radii[None, :] ** 2 / (radii[:, None] ** 2 + radii[None, :] ** 2)
    step = overlap * share / np.maximum(distance, 1e-9)
    return 0.9 * (between * step[:, :, None]).sum(axis=1), float(overlap.max(initial=0))


def _apart(count: int) -> Floats:
    """A small step in a direction of its own for each, on the golden angle."""
    angles = np.arange(count) * 2.399963
    return np.column_stack([np.cos(angles), np.sin(angles)])
