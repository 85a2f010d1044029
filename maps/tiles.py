"""Equal-area tile maps: every region one square, near its true neighbours, north up.

Squares are found in two steps: regions of equal size are spread until none overlaps, then each
takes a square of a grid over them so that all together move as little as they can.
"""

import json
from collections.abc import Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

from maps import regions
from maps.spread import Floats, spread

Places = Mapping[str, tuple[float, float]]  # a point in each region, by code
STRETCH = 1.45  # the land is long and narrow: squares are found on a map a little broader
SIDE = 0.85  # of the side that squares filling the map would have: most neighbours still touch
SIDE_FEW, FEW = 1.2, 25  # so few regions leave holes between them, unless they are pushed closer


def to_json(municipalities: Places, counties: Places) -> str:
    """Write `{map: {code: [column, row]}}` for each map, named as the portal names them."""
    found = {name: tiles(those) for name, those in _maps(municipalities, counties).items()}
    return json.dumps(found, separators=(",", ":")) + "\n"


def _maps(municipalities: Places, counties: Places) -> dict[str, Places]:
    north = regions.NORRLAND
    return {
        "sweden-municipality": municipalities,
        "sweden-county": counties,
        "norra-sverige-municipality": {c: p for c, p in municipalities.items() if c[:2] in north},
        "norra-sverige-county": {code: counties[code] for code in north},
        **{
            f"{county}-municipality": {c: p for c, p in municipalities.items() if c[:2] == county}
            for county in north
        },
    }


def tiles(places: Places) -> dict[str, list[int]]:
    """Give each region a column and a row, both from 0, no two the same."""
    points = np.array(list(places.values()), float) * [STRETCH, 1.0]
    full = np.sqrt(np.prod(np.ptp(points, axis=0) + 1) / len(points))
    side = full * (SIDE_FEW if len(points) <= FEW else SIDE)
    apart = spread(points, np.full(len(points), side / 2)) / side
    cells = _cells(apart)
    cost = ((apart[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(cost)
    taken = cells[chosen] - cells[chosen].min(axis=0)
    return {code: [int(x), int(y)] for code, (x, y) in zip(places, taken, strict=True)}


def _cells(points: Floats) -> Floats:
    """Every square of the grid that the points lie on, and one more around."""
    low, high = np.floor(points.min(axis=0)) - 1, np.ceil(points.max(axis=0)) + 1
    x, y = (np.arange(low[axis], high[axis] + 1) for axis in (0, 1))
    return np.array([(column, row) for row in y for column in x])
