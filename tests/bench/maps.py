"""Maps in the browser: 290 regions against go.Choropleth, and the bank's thumbnails."""

import json
import re
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import plotly
from playwright.sync_api import Browser, Page, sync_playwright

from tests import PROJECT
from tests.browser import chromium
from tests.browser.visits import FLAGS, serve

RATE = "eftergymnasial-utbildning"
REGIONS = 290
VIEW = {"width": 1366, "height": 900}
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
UNITS = 500  # of our boundaries a degree: small enough round the equator to be as flat as a map

# Until the frame after the drawing is on its way to the screen; and the median of what was timed.
PAINTED = """
const painted = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done();
  port2.postMessage(0);
}));
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
"""
# The page's own first paint, which has the map in it; then the same map put in anew.
OURS_FIRST = (
    "async () => {"
    + PAINTED
    + """
  const host = document.querySelector('#map'), drawn = host.innerHTML, times = [];
  for (let i = 0; i < 9; i++) {
    host.replaceChildren();
    await painted();
    const start = performance.now();
    host.innerHTML = drawn;
    await painted();
    times.push(performance.now() - start);
  }
  return median(times);
}"""
)
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
OURS_STEP = (
    "async () => {"
    + PAINTED
    + """
  const slider = document.querySelector('#map-period'), times = [], count = +slider.max + 1;
  for (let i = 0; i < 40; i++) {
    slider.value = i % count;
    const start = performance.now();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
    await painted();
  }
  return median(times);
}"""
)
DATA = "() => JSON.parse(document.querySelector('#map-data').textContent)"
THEIR_PAGE = """<!doctype html><div id="map" style="width:640px;height:860px"></div><script>
const nothing = { type: 'Topology', objects: {}, arcs: [] };
window.PlotlyGeoAssets = { topojson: new Proxy({}, { get: () => nothing }) };
</script>"""
THEIRS = (
    "async ({ codes, values, shapes, ranges }) => {"
    + PAINTED
    + """
  const div = document.querySelector('#map'), first = [], steps = [];
  for (let i = 0; i < 10; i++) {
    Plotly.purge(div);
    await painted();
    const trace = { type: 'choropleth', geojson: shapes, locations: codes, z: values.at(-1) };
    const [lon, lat] = ranges.map((range) => ({ range }));
    const projection = { type: 'mercator' };
    const geo = { visible: false, projection, lonaxis: lon, lataxis: lat };
    const start = performance.now();
    await Plotly.newPlot(div, [trace], { geo, margin: { l: 0, r: 0, t: 0, b: 0 } });
    await painted();
    first.push(performance.now() - start);
  }
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    await Plotly.restyle(div, { z: [values[i % values.length]] });
    document.body.getBoundingClientRect();
    steps.push(performance.now() - start);
    await painted();
  }
  const drawn = div.querySelectorAll('path.choroplethlayer, .choropleth path').length;
  return { drawn, cold: first[0], first: median(first.slice(1)), step: median(steps) };
}"""
)


def run() -> Iterator[str]:
    """Ours with its whole page, theirs alone; the first paint, a later one, a step in time."""
    path = chromium()
    if path is None:
        yield "no Chromium on this machine: maps are not measured"
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = serve(Path(folder))
        portal = next(server)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield from _maps(browser, portal)
        browser.close()
        server.close()


def _maps(browser: Browser, portal: str) -> Iterator[str]:
    page = browser.new_page(viewport=VIEW)
    page.goto(f"{portal}/kartbank/karta?indicator={RATE}&show=sweden-municipality")
    page.wait_for_selector(".map-svg.fitted")
    data, cold = page.evaluate(DATA), page.evaluate(FIRST_PAINT)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    step, first = page.evaluate(OURS_STEP), page.evaluate(OURS_FIRST)
    page.close()
    name = f"our map, {len(data['codes'])} regions"
    yield f"{name}: {_times(cold, first, step)}, {len(asked)} requests"
    theirs, refused = _theirs(browser, data)
    if theirs["drawn"] != REGIONS:
        yield f"go.Choropleth drew {theirs['drawn']} regions of {REGIONS}: {refused}"
        return
    name = f"go.Choropleth, plotly {version('plotly')}"
    times = [theirs[name] for name in ("cold", "first", "step")]
    ratios = (t / o for t, o in zip(times, (cold, first, step), strict=True))
    ratio = ", ".join(f"{ratio:.1f}" for ratio in ratios) + " × ours"
    yield f"{name}, the same: {_times(*times)}, {ratio}"
    size = f"{PLOTLY.stat().st_size / 1e6:.1f} MB before compression"
    yield f"(its script, {size}, was there and read before the time was taken)"


def _times(cold: float, first: float, step: float) -> str:
    return f"first paint {cold:.0f} ms, again {first:.0f} ms, a year's step {step:.1f} ms"


def _theirs(browser: Browser, data: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What plotly.js did, and what it asked others for or complained of."""
    page = browser.new_page(viewport=VIEW)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_content(THEIR_PAGE)
    page.add_script_tag(path=PLOTLY)
    found: dict[str, Any] = _timed(page, data)
    page.close()
    return found, said


def _timed(page: Page, data: dict[str, Any]) -> dict[str, Any]:
    shapes = geojson()
    shown = {**data, "shapes": shapes, "ranges": ranges(shapes)}
    found: dict[str, Any] = page.evaluate(THEIRS, shown)
    return found


def ranges(shapes: dict[str, Any]) -> list[list[float]]:
    """Where the shapes lie: their least and greatest longitude, and latitude."""
    parts = (part for f in shapes["features"] for part in f["geometry"]["coordinates"])
    points = [point for part in parts for point in part[0]]
    return [[min(axis), max(axis)] for axis in zip(*points, strict=True)]


def geojson() -> dict[str, Any]:
    """Our municipalities' boundaries, point by point, as plotly wants them."""
    regions = json.loads((PROJECT / "maps" / "municipality.json").read_text())["regions"]
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[ring] for ring in rings(region["d"])],
            },
        }
        for code, region in regions.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def rings(d: str) -> Iterator[list[list[float]]]:
    """A path's closed rings as degrees, each clockwise: the other way is the rest of the globe."""
    for part in re.findall(r"M([^z]*)z", d):
        numbers = [int(n) for n in re.findall(r"-?\d+", part)]
        xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
        ring = [[x / UNITS, (3200 - y) / UNITS] for x, y in zip(xs, ys, strict=True)]
        yield _clockwise([*ring, ring[0]])


def _clockwise(ring: list[list[float]]) -> list[list[float]]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if area < 0 else ring[::-1]
