"""The drawn borders as geometry: the path data of `maps/<level>.json` to polygons."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

GRID = 250  # metres a unit; the four northern counties on a 700 px map are 1 200 m a pixel
WEST, NORTH = 250_000, 7_700_000  # metres; a round corner outside the country
CRS = "EPSG:3006"  # SWEREF 99 TM


@cache
def shapes(level: str) -> gpd.GeoSeries:
    """Every region's borders by code, as they are drawn, in SWEREF 99 TM."""
    drawn = json.loads(Path(__file__).with_name(f"{level}.json").read_bytes())["regions"]
    return gpd.GeoSeries({code: _shape(each["d"]) for code, each in drawn.items()}, crs=CRS)


def _shape(path: str) -> Any:
    """A region's rings, outer and inner told apart by the even-odd rule that SVG fills them by."""
    rings = [shapely.Polygon(_ring(part)) for part in path.split("z") if part]
    whole = rings[0]
    for ring in rings[1:]:
        whole = whole.symmetric_difference(ring)
    return shapely.normalize(whole)


def _ring(path: str) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """`M x y l dx dy …` as eastings and northings."""
    start, _, steps = path[1:].partition("l")
    numbers = np.array([*_numbers(start), *_numbers(steps)], float).reshape(-1, 2)
    return numbers.cumsum(axis=0) * (GRID, -GRID) + (WEST, NORTH)


def _numbers(text: str) -> list[str]:
    return re.findall(r"-?\d+", text)
