"""A map as a file: a picture, or geometry with its figures."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import geopandas as gpd

from dashboard import address, data, text
from dashboard.indicator.view import View
from dashboard.map import drawing, png
from dashboard.map.scale import BESIDE
from maps.geometry import shapes

KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


def written(kind: str, asked: View) -> bytes:
    """The map as a file of a kind of KINDS; raises png.NoFont where a PNG cannot be made."""
    if kind in ("svg", "png"):
        picture = drawing.draw(asked.map, asked.indicator, asked.choices.caption)
        return picture.encode() if kind == "svg" else png.png(picture)
    frame = figures(asked)
    if kind == "geojson":
        return str(frame.to_crs(epsg=4326).to_json(drop_id=True, ensure_ascii=False)).encode()
    return _geopackage(frame, name(asked), asked.indicator.taken.isoformat())


def name(asked: View) -> str:
    """`medelalder_norra-sverige-municipality_2022`: what a downloaded map is called."""
    period = asked.map.period
    return f"{asked.indicator.id}_{asked.choices.show}_{period}"


def csv(asked: View) -> str:
    """The address of the figures that are shown, on all maps beside each other, as CSV."""
    shown, choices = asked.map, asked.choices
    beside = choices.panels == BESIDE
    query = {
        "indicator": asked.indicator.id,
        "region": ",".join(shown.codes),
        "sex": ",".join(BESIDE) if beside else choices.sex,
        "age": choices.age,
        "period": shown.period if beside or not choices.panels else ",".join(choices.panels),
    }
    return address.of("/api/v1/observations", query)


def figures(asked: View) -> gpd.GeoDataFrame:
    """The shown regions with their borders (EPSG:3006) and the shown period's figures.

    Columns: code, name, value (null where there is none), status, unit, sex, age, period,
    indicator, source, taken.
    """
    shown, indicator = asked.map, asked.indicator
    period = shown.period
    frame = data.observations(
        indicator.id,
        regions=shown.codes,
        sexes=[asked.choices.sex],
        ages=[asked.choices.age],
        periods=[period],
    ).set_index("region")
    rows = frame.reindex(shown.codes)
    return gpd.GeoDataFrame(
        {
            "code": shown.codes,
            "name": shown.names,
            "value": rows["value"].to_numpy(float),
            "status": rows["status"].fillna("").to_numpy(str),
            "unit": text.unit(indicator, asked.lang),
            "sex": asked.choices.sex,
            "age": asked.choices.age,
            "period": period,
            "indicator": indicator.id,
            "source": text.source_at(indicator, period),
            "taken": indicator.taken.isoformat(),
        },
        geometry=shapes(shown.level).loc[shown.codes].to_numpy(),
        crs=shapes(shown.level).crs,
    )


def _geopackage(frame: gpd.GeoDataFrame, layer: str, day: str) -> bytes:
    """The same bytes whenever they are made: it is of the day its figures were taken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        frame.to_file(path, layer=layer, driver="GPKG")
        with closing(sqlite3.connect(path)) as file, file:  # else the clock of its making
            file.execute("UPDATE gpkg_contents SET last_change = ?", [f"{day}T00:00:00.000Z"])
        return path.read_bytes()
