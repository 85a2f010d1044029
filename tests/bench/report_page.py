"""Månadsläge in the browser: how soon it can be read, against a plain Dash app of the same."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import requests
from playwright.sync_api import Browser, CDPSession, Page, Request, sync_playwright

from tests.bench import servers
from tests.bench.maps import PAINTED
from tests.bench.plain_dash import REGION
from tests.browser import chromium
from tests.browser.visits import FLAGS, serve

OURS, DOCUMENT, PLAIN, COMPRESSED = "this portal", "its document", "plain Dash", "compressed Dash"
PLAIN_PAGE = "tests.bench.plain_dash:{}"
SENTENCES = ".topic .claims, article > ul"  # of a card, on a page or in a document
WARMING = 6  # the kernel deals connections out to two workers at random
LONGEST = 180_000  # ms: seven megabytes on a phone take most of a minute


class Reader(NamedTuple):
    """What a reader has in hand: the window, and how slow the processor and the network are."""

    name: str
    width: int
    height: int
    rounds: int
    slower: int = 1
    network: dict[str, float] | None = None


FAST_3G = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
READERS = [
    Reader("a desk", 1366, 900, rounds=5),
    Reader("a phone: processor 4 × slower, 150 ms and 1.6 Mbit/s", 390, 844, 3, 4, FAST_3G),
]

# `first`: the frame in which the heading and a card's sentence stand; `last`: the frame after the
# latest change, which is when all is there once nothing changes any more.
WATCH = (
    PAINTED
    + """
const watch = window.watch = { first: 0, last: 0 };
let waiting = false;  // of a frame's changes the first is enough: the frame shows them all
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  let there;
  requestAnimationFrame(() => {
    waiting = false;
    there = document.querySelector('h1') && document.querySelector('SENTENCES')?.firstChild;
  });
  painted().then(() => {
    watch.last = performance.now();
    if (there) watch.first ||= watch.last;
  });
}).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
""".replace("SENTENCES", SENTENCES)
)
THERE = """([sentences, cards]) => window.watch.first
  && document.querySelectorAll(sentences).length >= cards
  && [...document.querySelectorAll('.dash-graph')].every((g) => g.querySelector('.trace'))"""
STILL = "() => performance.now() - window.watch.last > 1000"
TOLD = "lists => lists.flatMap((list) => [...list.children].map((item) => item.textContent))"


class Visit(NamedTuple):
    """What one visit with an empty cache came to: milliseconds, kB over the wire, MB in use."""

    first: float
    whole: float
    size: float
    requests: float
    script: float
    heap: float


HEAD = ("first ms", "all ms", "kB", "requests", "script ms", "heap MB")


def run() -> Iterator[str]:
    """Each round visits all of them in turn, so that what disturbs one disturbs the others."""
    path = chromium()
    if path is None:
        yield "no Chromium on this machine: the page is not measured"
        return
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        portal = stack.enter_context(contextmanager(serve)(data))
        addresses = {
            OURS: f"{portal}/manadslage?region={REGION}",
            DOCUMENT: f"{portal}/manadslage/{REGION}/senaste.html",
            PLAIN: stack.enter_context(servers.dash(PLAIN_PAGE.format("by_default"), data)),
            COMPRESSED: stack.enter_context(servers.dash(PLAIN_PAGE.format("compressed"), data)),
        }
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        stack.callback(browser.close)
        yield from _compared(browser, addresses)


def _compared(browser: Browser, addresses: dict[str, str]) -> Iterator[str]:
    record = requests.get(addresses[DOCUMENT].replace(".html", ".json"), timeout=60).json()
    cards = sum(len(section["cards"]) for section in record["sections"])
    told = {name: _warm(browser, address, cards) for name, address in addresses.items()}
    differs = [name for name, sentences in told.items() if sentences != told[OURS]]
    same = f"not the same: {', '.join(differs)}" if differs else "the same in each"
    yield f"{cards} cards with {len(told[OURS])} sentences, {same}"
    for reader in READERS:
        visits: dict[str, list[Visit]] = {name: [] for name in addresses}
        for _ in range(reader.rounds):
            for name, address in addresses.items():
                visits[name].append(_visit(browser, address, cards, reader))
        yield from _table(reader, {name: _median(each) for name, each in visits.items()})


def _warm(browser: Browser, address: str, cards: int) -> list[str]:
    """The sentences there; and each file asked for so often that both workers have it ready."""
    page = browser.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    _open(page, address, cards)
    told: list[str] = page.eval_on_selector_all(SENTENCES, TOLD)
    encodings = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    for each in (each for each in asked if each.method == "GET" and each.url.startswith("http")):
        for _ in range(WARMING):
            requests.get(each.url, headers=encodings, timeout=60)
    page.close()
    return told


def _open(page: Page, address: str, cards: int) -> None:
    """Until all cards are there with their graphs and nothing has changed for a second."""
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function(THERE, arg=[SENTENCES, cards], polling=200, timeout=LONGEST)
    page.wait_for_load_state("networkidle", timeout=LONGEST)
    page.wait_for_function(STILL, polling=200, timeout=LONGEST)


def _visit(browser: Browser, address: str, cards: int, reader: Reader) -> Visit:
    """In a context of its own, so with an empty cache."""
    context = browser.new_context(viewport={"width": reader.width, "height": reader.height})
    page = context.new_page()
    client = context.new_cdp_session(page)
    sizes = _slowed(client, reader)
    _open(page, address, cards)
    found = page.evaluate("window.watch")
    client.send("HeapProfiler.collectGarbage")
    told = client.send("Performance.getMetrics")["metrics"]
    metrics = {each["name"]: each["value"] for each in told}
    context.close()
    script, heap = metrics["ScriptDuration"] * 1e3, metrics["JSHeapUsedSize"] / 1e6
    return Visit(found["first"], found["last"], sum(sizes) / 1e3, len(sizes), script, heap)


def _slowed(client: CDPSession, reader: Reader) -> list[float]:
    """As slow as the reader's; the bytes of each answer, filled as they come over the wire."""
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.send("Network.enable")
    client.send("Performance.enable")
    client.send("Emulation.setCPUThrottlingRate", {"rate": reader.slower})
    if reader.network:
        client.send("Network.emulateNetworkConditions", {"offline": False, **reader.network})
    return sizes


def _median(visits: list[Visit]) -> Visit:
    return Visit(*map(median, zip(*visits, strict=True)))


def _table(reader: Reader, found: dict[str, Visit]) -> Iterator[str]:
    yield f"{reader.name}; medians of {reader.rounds}"
    yield f"  {'':32}" + "".join(f"{name:>11}" for name in HEAD)
    for name, visit in found.items():
        yield f"  {name:32}" + "".join(f"{_short(value):>11}" for value in visit)
    for name in (PLAIN, COMPRESSED):
        for ours in (OURS, DOCUMENT):
            ratios = (t / o for t, o in zip(found[name], found[ours], strict=True))
            ratio = "".join(f"{_short(ratio):>9} ×" for ratio in ratios)
            yield f"  {f'{name} / {ours}':32}{ratio}"


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}"
