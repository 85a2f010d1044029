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
# The very first drawing: from the moment both levels' borders have been read.
WATCH = (
    PAINTED
    + """
const json = Response.prototype.json;
Response.prototype.json = async function () {
  const read = await json.call(this);
  if (this.url.includes('/maps/')) window.there = performance.now();
  return read;
};
new MutationObserver(async (_, observer) => {
  if (!document.querySelector('#map path[data-class]')) return;
  observer.disconnect();
  await painted();
  window.cold = performance.now() - window.there;
}).observe(document, { childList: true, subtree: true, attributes: true });
"""
)
OURS_FIRST = (
    "async () => {"
    + PAINTED
    + """
  const { state, show } = window.norrlaget.map, data = state.data, times = [];
  for (let i = 0; i < 9; i++) {
    document.querySelector('#map').replaceChildren();
    state.maps = [];
    await painted();
    const start = performance.now();
    show(data);
    while (!document.querySelector('#map path[data-class]')) await Promise.resolve();
    await painted();
    times.push(performance.now() - start);
  }
  return median(times);
}"""
)
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
DATA = """() => {
  const { codes, values } = window.norrlaget.map.state.data;
  return { codes, values };
}"""
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
SCROLL = """async () => {
  const all = [...document.querySelectorAll('[data-thumb]')], start = performance.now();
  const left = () => all.some((host) => !host.querySelector('svg'));
  let longest = 0, frames = 0, last = start;
  const before = all.filter((host) => host.querySelector('svg')).length;
  while (left() && frames < 600) {
    window.scrollBy(0, window.innerHeight);
    await new Promise(requestAnimationFrame);
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    frames++;
  }
  const paths = document.querySelectorAll('[data-thumb] path').length;
  return { all: all.length, before, frames, longest, paths, time: performance.now() - start };
}"""


def run() -> Iterator[str]:
    """Ours on its whole page, theirs alone; the very first drawing, then the later's median."""
    path = chromium()
    if path is None:
        yield "no Chromium on this machine: maps are not measured"
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = serve(Path(folder))
        portal = next(server)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield from _maps(browser, portal)
        yield from _thumbnails(browser, portal)
        browser.close()
        server.close()


def _maps(browser: Browser, portal: str) -> Iterator[str]:
    page = browser.new_page(viewport=VIEW)
    page.add_init_script(WATCH)
    page.goto(f"{portal}/kartbank/karta?indicator={RATE}&show=sweden-municipality")
    page.wait_for_selector("#map path[data-class]")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("window.cold")
    data, cold = page.evaluate(DATA), page.evaluate("window.cold")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    first, step = page.evaluate(OURS_FIRST), page.evaluate(OURS_STEP)
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
    return f"the very first paint {cold:.0f} ms, later {first:.0f} ms, a year's step {step:.1f} ms"


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


def _thumbnails(browser: Browser, portal: str) -> Iterator[str]:
    page = browser.new_page(viewport=VIEW)
    page.goto(f"{portal}/kartbank")
    page.wait_for_selector("[data-thumb] svg")
    page.wait_for_load_state("networkidle")
    found = page.evaluate(SCROLL)
    page.close()
    parts = f"{found['paths']} paths, {found['before']} drawn in the first view"
    yield f"/kartbank: {found['all']} thumbnails of {parts}"
    frames = f"{found['frames']} frames, the longest {found['longest']:.0f} ms"
    yield f"the others drawn while scrolling through: {found['time']:.0f} ms, {frames}"
