"""The portal over HTTP and in the browser: downloads, and a step in time."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import requests
from playwright.sync_api import Browser, sync_playwright

from tests.bench.measure import seconds
from tests.browser import chromium
from tests.browser.visits import FLAGS, serve

INDICATOR = "folkmangd"
RATE = "eftergymnasial-utbildning"

STEP = """async () => {
  const slider = document.querySelector('#map-period'), times = [];
  for (let i = 0; i < 40; i++) {
    slider.value = Number(slider.min) + (i % (Number(slider.max) - Number(slider.min) + 1));
    const start = performance.now();
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times.sort((a, b) => a - b)[20];
}"""


def run() -> Iterator[str]:
    """Against the real server, with the release that ships."""
    with tempfile.TemporaryDirectory() as folder:
        server = serve(Path(folder))
        portal = next(server)
        yield from _downloads(portal)
        if path := chromium():
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                yield from _steps(browser, portal)
                browser.close()
        else:
            yield "no Chromium on this machine: steps are not measured"
        server.close()


def _downloads(portal: str) -> Iterator[str]:
    whole = f"{portal}/api/v1/observations?indicator={INDICATOR}"
    health = seconds(lambda: requests.get(f"{portal}/health", timeout=30))
    body = requests.get(whole, timeout=30)
    time = seconds(lambda: requests.get(whole, timeout=30))
    yield f"/health                            {health * 1e3:7.1f} ms (the reference)"
    rows = len(body.text.splitlines()) - 1
    yield f"/api/v1/observations, {rows} rows  {time * 1e3:7.1f} ms, {len(body.content)} bytes"
    yield f"ratio                              {time / health:7.1f} ×"


def _steps(browser: Browser, portal: str) -> Iterator[str]:
    for show, regions in (("norra-sverige-municipality", 44), ("sweden-municipality", 290)):
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{portal}/indikatorer/{RATE}?show={show}")
        page.wait_for_selector("#map path")
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        median = page.evaluate(STEP)
        frame = f"{median:.1f} ms (a frame: 16.7)"
        yield f"a year's step, {regions} regions: median {frame}, {len(asked)} requests"
        page.close()
