"""Pages on a phone by Lighthouse, beside others' tools; what a touch wakes; the server's time.

Medians of three runs. A machine that does something else meanwhile gives other figures: blocking
and waking times tell most of it, bytes and requests nothing.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import requests
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.bench import lighthouse, measure, profile, rivals, servers, waits
from tests.bench.lighthouse import Metrics, Unmeasured
from tests.browser import chromium
from tests.browser.visits import FLAGS
from tests.pages import addresses

ROUNDS = 3
EVERY_MUNICIPALITY = "show=sweden-municipality"
OF_290 = 110  # kB, where the map of all municipalities lies in the page
MORE = [
    f"/indikatorer/{rivals.INDICATOR}?{EVERY_MUNICIPALITY}",
    f"/kartbank/karta?{EVERY_MUNICIPALITY}",
    "/manadslage?region=2480",
    "/demografi?region=2480",
]
FAILED = (Unmeasured, BrowserError, requests.RequestException, OSError)
WIDTH = 58  # the longest address


class Column(NamedTuple):
    """What is told of a page, and the goal where there is one: at most, but of the score."""

    head: str
    goal: float | None = None
    digits: int = 0

    def text(self, value: float, goal: float | None) -> str:
        """The value, marked where it misses the goal."""
        if goal is None:
            return f"{value:.{self.digits}f} "
        missed = value < goal if self.head == "score" else value > goal
        return f"{value:.{self.digits}f}{'!' if missed else ' '}"


PAGE = {
    "score": Column("score", 95),
    "fcp": Column("FCP s", digits=2),
    "lcp": Column("LCP s", 1.6, 2),
    "tbt": Column("TBT ms", 100),
    "cls": Column("CLS", 0.02, 3),
    "size": Column("kB", 60),
    "requests": Column("asked"),
}
PORTAL = {
    "awake": Column("awake s", 1.5, 2),
    "whole": Column("kB then", 400),
    "cold": Column("cold ms", 400),
    "made": Column("made ms"),
    "usual": Column("p95 ms", 60),
}
COLUMNS = PAGE | PORTAL
Row = dict[str, float]


@dataclass(frozen=True)
class Tools:
    """What pages are measured with."""

    browser: Browser
    read: Callable[[str], Metrics]
    said: str


def run(chosen: Iterable[str] = ()) -> Iterator[str]:
    """A line a page, below it why where it misses a goal; the others, unless pages are chosen."""
    path = chromium()
    if path is None:
        yield "no Chromium on this machine: pages are not measured"
        return
    pages = list(asked_for([*chosen]))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        portal = stack.enter_context(servers.portal(folder)).url
        tools = stack.enter_context(_tools(path))
        yield f"{tools.said}; medians of {ROUNDS}; ! misses its goal"
        yield from _head()
        for page in pages:
            yield from _page(tools, portal, page)
        if not chosen:
            yield from _others(tools, portal, folder)
        yield f"({measure.busy()})"


def asked_for(words: list[str]) -> Iterator[str]:
    """The pages at the addresses told, whatever their query; without any, all of them."""
    known = [*addresses(), *MORE]
    if not words:
        yield from known
    for word in words:
        yield from [each for each in known if word in (each, each.partition("?")[0])] or [word]


@contextmanager
def _tools(path: str) -> Iterator[Tools]:
    command = lighthouse.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        if command:
            said = f"Lighthouse {lighthouse.version(command)}, its mobile profile"
            yield Tools(browser, partial(lighthouse.read, command, path), said)
        else:
            said = "no Lighthouse: npm or Node is not there, or npm reaches nothing. Through CDP, "
            said += "slowed as Lighthouse reckons a phone, and a score without its speed index"
            yield Tools(browser, partial(profile.read, browser), said)
        browser.close()


def _head() -> Iterator[str]:
    yield _line("", [each.head + " " for each in COLUMNS.values()])
    goals = (each.text(each.goal, None) if each.goal else "" for each in COLUMNS.values())
    yield _line(f"the goal, of a page ({OF_290} kB with the map of 290)", goals)


def _line(name: str, cells: Iterable[str]) -> str:
    return f"{name:{WIDTH}}" + "".join(f"{each:>9}" for each in cells)


# --- the portal ---


def _page(tools: Tools, portal: str, page: str) -> Iterator[str]:
    row, told, failed = _portal_row(tools, portal + page, page)
    goals = {name: column.goal for name, column in COLUMNS.items()}
    goals["size"] = OF_290 if EVERY_MUNICIPALITY in page else goals["size"]
    cells = {
        name: column.text(row[name], goals[name]) if name in row else "– "
        for name, column in COLUMNS.items()
    }
    yield _line(page, cells.values())
    missed = any("!" in cells[name] for name in PAGE)
    yield from (f"    {each}" for each in [*failed, *(told if missed else [])])


def _portal_row(tools: Tools, url: str, page: str) -> tuple[Row, list[str], list[str]]:
    """All of a page, what it is due to, and what could not be measured."""
    row: Row = {}
    told: list[str] = []
    failed: list[str] = []
    parts: dict[str, Callable[[], tuple[Row, Iterable[str]]]] = {
        "the page": lambda: _measured(tools, url),
        "a touch": lambda: (_awake(tools.browser, url), ()),
        "the server": lambda: (waits.of(page)._asdict(), ()),
    }
    for name, part in parts.items():
        try:
            found, more = part()
        except FAILED as error:
            failed.append(f"{name}: {_why(error)}")
        else:
            row |= found
            told += more
    return row, told, failed


def _measured(tools: Tools, url: str) -> tuple[Row, Iterable[str]]:
    """A page's figures, and what the run with the middle largest paint says of them."""
    for _ in range(waits.WARMING):
        requests.get(url, timeout=60).raise_for_status()
    runs = sorted((tools.read(url) for _ in range(ROUNDS)), key=lambda each: each.lcp)
    row = {name: median(getattr(each, name) for each in runs) for name in PAGE}
    scaled = {name: row[name] / 1e3 for name in ("fcp", "lcp", "size")}
    return row | scaled, runs[ROUNDS // 2].told


def _awake(browser: Browser, url: str) -> Row:
    woken = [profile.awake(browser, url) for _ in range(ROUNDS)]
    return {
        "awake": median(each.time for each in woken) / 1e3,
        "whole": median(each.size for each in woken) / 1e3,
    }


def _why(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:120] or type(error).__name__


# --- the others ---


def _others(tools: Tools, portal: str, folder: Path) -> Iterator[str]:
    """Each served only while it is measured."""
    rivals.write(portal, folder)
    there = list(rivals.every(folder))
    yield f"the same map and chart as {MORE[0]}, but for Månadsläge:"
    if not rivals.installed():
        yield "Streamlit and Panel do not install here: not measured"
    for rival in there:
        yield from _rival(tools, rival)
    if rivals.installed():
        yield f"({rivals.versions()}; figures and scripts are all local)"


def _rival(tools: Tools, rival: rivals.Rival) -> Iterator[str]:
    try:
        with rival.serve() as url:
            row, _ = _measured(tools, url)
    except FAILED as error:
        yield f"{rival.name:{WIDTH}} {_why(error)}"
        return
    yield _line(rival.name, (column.text(row[name], None) for name, column in PAGE.items()))
