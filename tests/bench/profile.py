"""A page on Lighthouse's mobile profile through CDP: what a touch wakes, and figures without Node.

Lighthouse reckons what a slow network would do to what it saw on a quick one. Here network and
processor are slow while the page loads, so these figures are not Lighthouse's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import erfc, log
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.lighthouse import Metrics, Unmeasured

PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
SLOWER = 4
NETWORK = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
LONGEST = 120_000  # ms
MARGIN = 6  # pixels from the left side of the window

WATCH = """
const seen = window.seen = { touched: 0, awake: 0, lcp: 0, shifts: [], tasks: [] };
addEventListener('pointerdown', (event) => { seen.touched ||= event.timeStamp; }, true);
document.addEventListener('awake', () => { seen.awake ||= performance.now(); });
const each = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
  .observe({ type, buffered: true });
each('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime; });
each('longtask', (entry) => { seen.tasks.push([entry.startTime, entry.duration]); });
each('layout-shift', (entry) => {
  if (!entry.hadRecentInput) seen.shifts.push([entry.startTime, entry.value]);
});
"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# What Lighthouse 12 weighs on a phone: the weight, and the values that give 90 and 50 of 100. Its
# speed index needs a film of the page, and is left out.
CURVES = {
    "fcp": (10, 1800, 3000),
    "lcp": (25, 2500, 4000),
    "tbt": (30, 200, 600),
    "cls": (25, 0.1, 0.25),
}
FIFTH = 0.9061938024368232  # the inverse of erfc at 1/5, by which 90 of 100 is met


class Awake(NamedTuple):
    """What a first touch takes: milliseconds until Dash answers, bytes by then with all before."""

    time: float
    size: float


@dataclass
class Wire:
    """Answers as they come over the wire; Lighthouse counts none that the address itself holds."""

    sizes: list[float] = field(default_factory=list)

    def add(self, event: dict[str, Any]) -> None:
        """One that has come whole."""
        self.sizes.append(event["encodedDataLength"])


def awake(browser: Browser, url: str) -> Awake:
    """The page is opened, is still, and touched; a touch taken back follows no link."""
    with _opened(browser, url) as (page, client, wire):
        page.wait_for_load_state("networkidle", timeout=LONGEST)
        point = {"x": MARGIN, "y": PHONE["viewport"]["height"] / 2}
        touch = {"type": "touchStart", "touchPoints": [point]}
        client.send("Input.dispatchTouchEvent", touch)
        client.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})
        page.wait_for_function("() => window.seen.awake", timeout=LONGEST)
        page.wait_for_load_state("networkidle", timeout=LONGEST)
        seen = page.evaluate("() => window.seen")
    return Awake(seen["awake"] - seen["touched"], sum(wire.sizes))


def read(browser: Browser, url: str) -> Metrics:
    """What Lighthouse would measure, without it."""
    with _opened(browser, url) as (page, _, wire):
        page.wait_for_load_state("networkidle", timeout=LONGEST)
        page.wait_for_timeout(1000)  # as Lighthouse waits for what comes late
        seen, fcp = page.evaluate("() => window.seen"), page.evaluate(PAINT)
    if fcp is None:
        raise Unmeasured("nothing was painted")
    found = {
        "fcp": fcp,
        "lcp": seen["lcp"],
        "tbt": sum(length - 50 for start, length in seen["tasks"] if start + length > fcp),
        "cls": shifted(seen["shifts"]),
    }
    return Metrics(score(found), **found, size=sum(wire.sizes), requests=len(wire.sizes))


@contextmanager
def _opened(browser: Browser, url: str) -> Iterator[tuple[Page, CDPSession, Wire]]:
    """A page in a context of its own, so with an empty cache, network and processor slowed."""
    context = browser.new_context(**PHONE)
    page, wire = context.new_page(), Wire()
    client = context.new_cdp_session(page)
    client.on("Network.loadingFinished", wire.add)
    client.send("Network.enable")
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    client.send("Network.emulateNetworkConditions", {"offline": False, **NETWORK})
    page.add_init_script(WATCH)
    page.goto(url, timeout=LONGEST)
    yield page, client, wire
    context.close()


def shifted(shifts: list[tuple[float, float]]) -> float:
    """The worst window of shifts: each within a second of the one before, all within five."""
    worst = whole = 0.0
    began = last = float("-inf")
    for at, value in sorted(shifts):
        if at - last > 1000 or at - began > 5000:
            began, whole = at, 0.0
        last, whole = at, whole + value
        worst = max(worst, whole)
    return worst


def score(found: dict[str, float]) -> float:
    """Of 100, by Lighthouse's own curves."""
    points = {name: weight * _part(found[name], *rest) for name, (weight, *rest) in CURVES.items()}
    return 100 * sum(points.values()) / sum(weight for weight, *_ in CURVES.values())


def _part(value: float, good: float, middle: float) -> float:
    """From 0 to 1: a half at `middle`, nine tenths at `good`, between and beyond log-normal."""
    return erfc(log(max(value, 1e-9) / middle) * FIFTH / log(middle / good)) / 2
