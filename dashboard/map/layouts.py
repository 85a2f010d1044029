"""Where regions stand when a map is no map: as equal squares, or as circles of their population."""

from functools import lru_cache
from typing import Any

import numpy as np

from dashboard import data
from dashboard.map.boundaries import boundaries
from dashboard.map.scope import Scope
from maps.spread import spread

FILLED = 0.26  # of the extent's area, by all circles together
Layout = dict[str, list[float]]  # by code: x, y of the middle, and radius or half a side


def layout(form: str, show: str, scope: Scope) -> tuple[Layout, list[float]] | None:
    """Give places for `tiles` or `circles`, and the extent [x, y, width, height] they lie in.

    None for a map, and for circles where the release does not tell everyone's population.
    """
    if form == "tiles":
        return _tiles(show)
    return (
        _circles(data.release().path.name, show, tuple(scope.codes)) if form == "circles" else None
    )


def _tiles(show: str) -> tuple[Layout, list[float]]:
    side = 100
    squares = boundaries("tiles")[show]
    placed = {c: [x * side + 50.0, y * side + 50.0, side * 0.48] for c, (x, y) in squares.items()}
    columns, rows = (1 + max(square[axis] for square in squares.values()) for axis in (0, 1))
    return placed, [-6.0, -6.0, columns * side + 12.0, rows * side + 12.0]


@lru_cache(maxsize=32)  # a release's population does not change
def _circles(_release: str, show: str, codes: tuple[str, ...]) -> tuple[Layout, list[float]] | None:
    people = _people(codes)
    if not codes or people is None:
        return None
    level = show.rpartition("-")[2]
    regions = boundaries(level)["regions"]
    places = np.array([[regions[code]["x"], regions[code]["y"]] for code in codes], float)
    area = np.prod(np.ptp(places, axis=0) + 60)
    radii = np.sqrt(FILLED * area / np.pi * people / people.sum())
    middles = spread(places, radii + np.sqrt(area) * 0.0015)
    placed = {
        code: [*(round(float(each), 1) for each in middle), round(float(r), 2)]
        for code, middle, r in zip(codes, middles, radii, strict=True)
    }
    low = (middles - radii[:, None]).min(axis=0)
    high = (middles + radii[:, None]).max(axis=0)
    margin = 0.02 * float((high - low).max())
    extent = [*(low - margin), *(high - low + 2 * margin)]
    return placed, [round(float(each), 1) for each in extent]


def _people(codes: tuple[str, ...]) -> "np.ndarray[Any, np.dtype[np.float64]] | None":
    """The newest population of each; None where one is not told."""
    known = data.serving("population", "year")
    frame = data.observations(
        known[0].id if known else "", regions=codes, sexes=["T"], ages=["total"]
    )
    newest = frame.dropna(subset="value").sort_values("period").groupby("region")["value"].last()
    values = newest.reindex(list(codes)).to_numpy(float)
    return None if np.isnan(values).any() else values
