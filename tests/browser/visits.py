"""A reader's visit to the portal under its real server, and what is seen on one."""

import csv
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from tests import PROJECT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # a tab is new to a reader; a process for each takes longer than its page
    "--renderer-process-limit=1",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 180  # seconds a server or a page may take on a machine that does much else
SPACE = "\u00a0"
DESK = {"width": 1366, "height": 900}
PHONE = pytest.mark.parametrize(
    "visit", [{"width": 320, "height": 740}], indirect=True, ids=["320"]
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = "color-contrast"  # nine tenths of axe's time, and the same in both languages
# True once the page has been still for two frames: its scripts have run, and none of its questions
# waits for an answer.
STILL = """asked => {
  const drawn = () => {
    if (document.readyState !== "complete" || !document.querySelector("h1")) return false;
    if (document.querySelector("main[aria-busy]")) return false;
    const { stored, completed, ...waiting } = window.store?.getState().callbacks ?? {};
    return Object.values(waiting).every((all) => !all.length);
  };
  const before = window.still?.asked === asked ? window.still.frames : 0;
  window.still = { asked, frames: drawn() ? before + 1 : 0 };
  return window.still.frames > 1;
}"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def serve(data: Path, *how: str) -> Iterator[str]:
    """The portal on a free port, showing the release in `data`; as `make run` starts it, or how."""
    port = free_port()
    environment = os.environ | {"PORT": str(port), "NORRLAGET_DATA": str(data)}
    command = [sys.executable, *(how or ["app.py"])]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health", process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=15)


def wait_for(url: str, server: "subprocess.Popen[bytes] | None" = None) -> None:
    """Until the address answers; a server that ends or never does is an error with its address."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and (server is None or server.poll() is None):
        try:
            if requests.get(url, timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.2)
    raise TimeoutError(f"{url} ended, or did not answer within {PATIENCE} s")


class Visit:
    """A page in its own tab, and what went over the wire or wrong while it was open."""

    def __init__(self, context: BrowserContext, portal: str, width: int, height: int) -> None:
        self.portal = portal
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._unanswered: set[Request] = set()
        self._asked = count()
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.on("request", self._sent)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _sent(self, request: Request) -> None:
        """The browser itself resolves no name: nothing foreign is reached, but it is told."""
        self.requests.append(request.url)
        self._unanswered.add(request)
        if not request.url.startswith((self.portal, "data:", "blob:")):
            self.errors.append(f"foreign request: {request.url}")

    def _answered(self, request: Request) -> None:
        self._unanswered.discard(request)

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def open(self, path: str) -> Page:
        """Open a page of the portal and wait until its content stands there."""
        self.page.goto(self.portal + path)
        return self.still()

    def still(self) -> Page:
        """The page, once all it asked for has come and it has nothing more to draw."""
        self.page.wait_for_function(STILL, arg=next(self._asked))
        while self._unanswered:
            self.page.wait_for_timeout(20)
            self.page.wait_for_function(STILL, arg=next(self._asked))
        return self.page

    def on_a_phone(self) -> Page:
        """The page as a window of 320 pixels has it, which it keeps to from now on."""
        self.page.set_viewport_size({"width": 320, "height": 740})
        return self.still()


def awake(page: Page) -> None:
    """Act as a reader does, until Dash has drawn its own small tree."""
    page.keyboard.press("Shift")
    expect(page.locator("#live-asked")).to_have_count(1)


def send(page: Page, button: str) -> None:
    """Press the button of a form, until the page that answers it stands there."""
    with page.expect_navigation():
        page.click(button)


def violations(page: Page, *but: str) -> list[str]:
    """What axe finds against WCAG 2.2 AA, one line a rule; `but` are rules that are asked later."""
    options = {
        "runOnly": RULES,
        "resultTypes": ["violations"],  # what passes is not told in full
        "rules": {rule: {"enabled": False} for rule in but},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found]


def width(page: Page) -> int:
    """How wide the page is in pixels, whatever its window is."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth")
    return pixels


@cache
def rows(portal: str, **query: str) -> list[dict[str, str]]:
    """The observations that the portal's API gives; a test that reads them changes none."""
    answer = requests.get(f"{portal}/api/v1/observations", params=query, timeout=PATIENCE)
    answer.raise_for_status()
    return list(csv.DictReader(io.StringIO(answer.text)))


def newest(portal: str, **query: str) -> dict[str, str]:
    """The observation of those asked for that is of the newest period with a value."""
    known = [row for row in rows(portal, **query) if row["value"]]
    return max(known, key=lambda row: row["period"])


@dataclass(frozen=True)
class Seen:
    """What one visit saw of a page: on a desk, and then how wide it is on a phone."""

    lang: str | None
    words: str  # of the page, without what stands on all of them
    every_word: str
    links: list[str]  # within the portal, and those of its head
    violations: list[str]
    width_on_a_phone: int  # pixels, where 320 are to be had
    errors: list[str]  # in the console, and requests to others


Ask = Callable[[str], Seen]  # by address; looked at once, however many tests ask


def look(visit: Visit, path: str) -> Seen:
    """Everything that is asked of every page, from one visit.

    An English page is asked about in Swedish too, which is where its colours are looked at.
    """
    page = visit.open(path)
    elsewhere = (CONTRAST,) if "lang=en" in path else ()
    return Seen(
        lang=page.get_attribute("html", "lang"),
        words=page.inner_text("main"),
        every_word=page.inner_text("body"),
        links=page.eval_on_selector_all(
            "main a[href^='/indikatorer'], .top nav a:not(.lang)",
            "all => all.map(a => a.getAttribute('href'))",
        ),
        violations=violations(page, *elsewhere),
        width_on_a_phone=width(visit.on_a_phone()),
        errors=visit.errors,
    )
