"""A map to take away: as a picture, or as geometry with its figures."""

import tempfile
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import vl_convert
from werkzeug.datastructures import MultiDict

from dashboard import choices as state
from dashboard import data, text
from dashboard.choices import Choices
from dashboard.indicator.view import View
from dashboard.map import drawing
from dashboard.routes import ask
from dashboard.routes.ask import Refused
from etl.model import PublishedIndicator
from maps.geometry import shapes

PARAMETERS = [each.name for each in fields(Choices) if each.name != "compare"]
SHARPNESS = 2  # pixels of a PNG to a unit of the drawing
KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


def view(indicator_id: str, arguments: MultiDict[str, str]) -> View:
    """The map asked for; raises Refused where a word of the question means nothing for it.

    A page falls back to what it can show; a file must not be another map than was asked for.
    """
    indicator = _indicator(indicator_id)
    asked = arguments.to_dict(flat=False)
    for name in asked:
        if name not in PARAMETERS:
            raise Refused(400, f"There is no parameter {name[:60]!r}.", PARAMETERS)
    choices = state.parse(asked, indicator, data.periods(indicator.id))
    for name, given in asked.items():
        if not _understood(getattr(choices, name), ",".join(given), name):
            sentence = f"A map of {indicator_id} has no {name} {','.join(given)[:60]!r}."
            raise Refused(400, sentence, _allowed(name, indicator))
    return View(indicator, choices)


def _indicator(indicator_id: str) -> PublishedIndicator:
    meaning = ask.meaning(indicator_id)
    if not isinstance(meaning, PublishedIndicator) or not state.shows(meaning):
        sentence = f"There are no figures of {indicator_id} to draw a map of."
        raise Refused(
            404, sentence, [i for i, each in data.indicators().items() if state.shows(each)]
        )
    return meaning


def _understood(chosen: Any, given: str, name: str) -> bool:
    """Whether the choice is what was given; a caption may be shortened, a region be its county."""
    if not given.strip() or name in ("caption", "region"):
        return name != "region" or data.region(given.strip()) is not None or not given.strip()
    if name == "limits":
        return bool(chosen)
    return state.one_text(chosen) == (state.age_code(given) if name == "age" else given.strip())


def _allowed(name: str, indicator: PublishedIndicator) -> list[str]:
    known: Mapping[str, list[str]] = {
        "sex": list(indicator.sexes),
        "age": indicator.ages,
        "period": data.periods(indicator.id),
        "show": state.shows(indicator),
        "method": ["natural", "quantile", "equal", "own (with limits)"],
        "limits": ["one to four rising numbers, with method=own"],
        "around": ["riket", "zero"],
        "form": ["map", "tiles", "circles"],
        "panels": ["K,M", "two to six periods"],
        "scale": ["period", "all"],
        "lang": ["sv", "en"],
    }
    return known.get(name, [])


def written(kind: str, asked: View) -> bytes:
    """The map as a file of a kind of KINDS."""
    if kind in ("svg", "png"):
        picture = drawing.draw(asked.map(), asked.indicator)
        return picture.encode() if kind == "svg" else _png(picture)
    frame = figures(asked)
    if kind == "geojson":
        return str(frame.to_crs(epsg=4326).to_json(drop_id=True, ensure_ascii=False)).encode()
    return _geopackage(frame, name(asked))


def name(asked: View) -> str:
    """`medelalder_norrland-municipality_2022`: what a downloaded map is called."""
    period = asked.map()["period"]
    return f"{asked.indicator.id}_{asked.choices.show}_{period}"


@lru_cache(maxsize=64)
def _png(picture: str) -> bytes:
    return bytes(vl_convert.svg_to_png(picture, scale=SHARPNESS))


def figures(asked: View) -> gpd.GeoDataFrame:
    """The shown regions with their borders (EPSG:3006) and the shown period's figures.

    Columns: code, name, value (null where there is none), status, unit, sex, age, period,
    indicator, source, taken.
    """
    shown, indicator = asked.map(), asked.indicator
    period = shown["period"]
    frame = data.observations(
        indicator.id,
        regions=shown["codes"],
        sexes=[asked.choices.sex],
        ages=[asked.choices.age],
        periods=[period],
    ).set_index("region")
    rows = frame.reindex(shown["codes"])
    return gpd.GeoDataFrame(
        {
            "code": shown["codes"],
            "name": shown["names"],
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
        geometry=shapes(shown["level"]).loc[shown["codes"]].to_numpy(),
        crs=shapes(shown["level"]).crs,
    )


def _geopackage(frame: gpd.GeoDataFrame, layer: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        frame.to_file(path, layer=layer, driver="GPKG")
        return path.read_bytes()
