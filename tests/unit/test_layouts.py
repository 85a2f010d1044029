"""Maps that are no maps: circles of population and equal tiles, for every extent there is."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import choices, data
from dashboard.map.boundaries import boundaries
from dashboard.map.layouts import _circles, layout
from dashboard.map.scope import scope_of
from maps.geometry import shapes
from maps.spread import spread

SHOWS = choices.shows(data.indicators()["medelalder"])


def placed(form: str, show: str) -> tuple[dict[str, list[float]], list[float]]:
    found = layout(form, show, scope_of(show))
    assert found is not None
    return found


@pytest.mark.parametrize("show", SHOWS)
def test_a_circles_area_is_its_population(show: str) -> None:
    circles, _ = placed("circles", show)
    year = "2025" if show.endswith("municipality") else "2024"  # the newest that all have
    people = {code: data.value("folkmangd", code, "T", "total", year) or 0 for code in circles}
    share = [circles[code][2] ** 2 / people[code] for code in circles]
    assert max(share) / min(share) == pytest.approx(1, rel=0.01)


@pytest.mark.parametrize("show", SHOWS)
def test_no_circle_lies_on_another_and_all_lie_within_the_picture(show: str) -> None:
    circles, (left, top, wide, high) = placed("circles", show)
    assert list(circles) == scope_of(show).codes
    pixel = high / 700
    for (ax, ay, ar), (bx, by, br) in combinations(circles.values(), 2):
        assert np.hypot(ax - bx, ay - by) > ar + br - pixel
    for x, y, r in circles.values():
        assert left <= x - r
        assert x + r <= left + wide
        assert top <= y - r
        assert y + r <= top + high


@pytest.mark.parametrize("show", SHOWS)
def test_each_region_has_a_tile_of_its_own_within_the_picture(show: str) -> None:
    tiles, (left, top, wide, high) = placed("tiles", show)
    assert sorted(tiles) == sorted(scope_of(show).codes)
    assert len({(x, y) for x, y, _ in tiles.values()}) == len(tiles)
    assert len({r for _, _, r in tiles.values()}) == 1
    for x, y, r in tiles.values():
        assert left <= x - r < x + r <= left + wide
        assert top <= y - r < y + r <= top + high


@pytest.mark.parametrize(
    ("show", "least"),
    [
        ("norra-sverige-municipality", 0.75),
        ("norra-sverige-county", 0.99),
        ("sweden-municipality", 0.64),
        ("sweden-county", 0.8),
        ("22-municipality", 0.5),
        *((f"{county}-municipality", 0.8) for county in ("23", "24", "25")),
    ],
)
def test_most_neighbours_are_a_kings_move_apart_on_tiles(show: str, least: float) -> None:
    steps = steps_apart(show)
    assert np.mean([each <= 1 for each in steps]) >= least
    assert np.mean([each <= 2 for each in steps]) >= 0.94


def steps_apart(show: str) -> list[int]:
    """How many moves of a chess king there are between each two regions that share a border."""
    tiles, _ = placed("tiles", show)
    codes = list(tiles)
    borders = shapes(scope_of(show).level).loc[codes]
    first, second = borders.sindex.query(borders.to_numpy(), predicate="touches")
    pairs = [(codes[a], codes[b]) for a, b in zip(first, second, strict=True) if a < b]
    assert len(pairs) >= len(codes) - 1 - (len(codes) > 200)  # Gotland has no neighbour
    return [round(max(abs(tiles[a][n] - tiles[b][n]) for n in (0, 1)) / 100) for a, b in pairs]


@pytest.mark.parametrize("show", ["norra-sverige-municipality", "sweden-county"])
def test_circles_stand_in_the_same_places_every_time(show: str) -> None:
    before = placed("circles", show)
    _circles.cache_clear()
    assert placed("circles", show) == before


@pytest.mark.parametrize("form", ["tiles", "circles"])
@pytest.mark.parametrize(
    "show", ["norra-sverige-municipality", "sweden-municipality", "sweden-county"]
)
def test_north_stays_north_and_west_west(form: str, show: str) -> None:
    found, _ = placed(form, show)
    regions = boundaries(scope_of(show).level)["regions"]
    for axis, name in enumerate("xy"):
        true = [regions[code][name] for code in found]
        drawn = [found[code][axis] for code in found]
        ranks = [np.argsort(np.argsort(each)) for each in (true, drawn)]
        assert np.corrcoef(*ranks)[0, 1] > 0.94


def test_a_release_without_population_has_no_circles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.map.layouts.data.serving", lambda *_: [])
    _circles.cache_clear()
    assert layout("circles", "22-municipality", scope_of("22-municipality")) is None
    _circles.cache_clear()


circle = st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 12))


@settings(max_examples=30)
@given(circles=st.lists(circle, min_size=1, max_size=25))
def test_circles_part_whatever_they_are(circles: list[tuple[float, float, float]]) -> None:
    given = np.array(circles)
    now = spread(given[:, :2], given[:, 2])
    assert (now == spread(given[:, :2], given[:, 2])).all()
    for a, b in combinations(range(len(circles)), 2):
        apart = np.hypot(*(now[a] - now[b]))
        assert apart > given[a, 2] + given[b, 2] - 0.03 * given[:, 2].mean()
