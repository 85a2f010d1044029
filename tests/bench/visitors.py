"""Visitors that click as people do: where they begin, what they read, choose, follow and take away.

Each has a browser's cache and six connections. Whoever moves a pointer wakes Dash on every page
(dashboard/assets/wake.mjs); a choice sends what assets/live.mjs sends. One seed,
the same people.
"""

import json
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from random import Random
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

from lxml import html

from etl.model import level_of
from tests.bench import client
from tests.bench.client import Answer, Asked

READS = (2.0, 8.0)  # seconds
MOVES = 0.8  # of those who open a page: the others only read
CHOOSES, TAKES, FOLLOWS = 0.25, 0.32, 0.8  # after reading; the rest go somewhere else altogether
BEGINS = {  # where people come in, of a hundred
    "/": 20, "/manadslage": 20, "/demografi": 15, "/indikatorer/": 25,
    "/kartbank": 5, "/indikatorer": 10, "/status": 5,
}  # fmt: skip
AWAKE = ("/_dash-layout", "/_dash-dependencies")  # what Dash asks for when it wakes
ASKED_LIVE = "/_dash-update-component"
TAKEN = re.compile(r"\.(csv|png|svg)$|^/api/v1/observations$")


Thing = TypeVar("Thing")


class World(NamedTuple):
    """What there is to ask for: indicators and places, the popular first."""

    indicators: Sequence[Mapping[str, Any]]
    places: Sequence[str]


class Page(NamedTuple):
    """A document that a visitor has before them, and the address it is at."""

    address: str
    tree: html.HtmlElement

    def links(self) -> list[str]:
        """Addresses within the portal that its content leads to, as often as they stand there."""
        found = self.tree.xpath("//main//a/@href")
        return [each for each in found if each.startswith("/") and not each.startswith("/api/")]

    def pages(self) -> list[str]:
        """Those of them that are pages."""
        return [each for each in self.links() if "." not in urlsplit(each).path]

    def files(self) -> list[str]:
        """Tables and pictures to take away."""
        found = self.tree.xpath("//main//a/@href")
        return [each for each in found if TAKEN.search(urlsplit(each).path)]

    def modules(self) -> list[str]:
        """What the document brings of its own."""
        return self.tree.xpath("//link[@rel='modulepreload']/@href | //script[@type='module']/@src")

    def cards(self) -> list[str]:
        """What is fetched when a reader opens it."""
        return self.tree.xpath("//@data-href")

    @property
    def release(self) -> str:
        """The release the document says it is of, where it says so."""
        return self.tree.xpath("string(//body/@data-release)")

    def asleep(self) -> list[str]:
        """What wakes with the first pointer."""
        return self.tree.xpath("//script[@data-src][not(@data-later)]/@data-src")

    def choices(self, chance: Random) -> str:
        """The query after another choice in a form that the page answers itself, perhaps none."""
        forms = self.tree.xpath("//form[@data-send='live']")
        controls = [each for form in forms for each in form.xpath(".//select[count(option) > 1]")]
        controls += [each for form in forms for each in form.xpath(".//input[@type='radio']")]
        controls = [each for each in controls if not each.xpath("ancestor::*[@data-here]")]
        if not controls:
            return ""
        changed = chance.choice(controls)
        values = changed.value_options if changed.tag == "select" else [changed.get("value")]
        sent = [(name, value) for name, value in forms[0].form_values() if name != changed.name]
        chosen = [*sent, (changed.name, chance.choice(values))]
        return urlencode([pair for pair in chosen if pair[1]])


class Visitor:
    """One person with a browser; `told` gets every answer."""

    def __init__(
        self, number: int, seed: int, port: int, world: World, told: list[Answer], hands: Executor
    ) -> None:
        self._chance = Random(f"{seed} {number}")  # noqa: S311  # no secret
        self._through, self._world, self._told = client.connections(port), world, told
        self._address = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}
        self._hands = hands  # what fetches a page's modules side by side
        self._kept: dict[str, tuple[str, bytes]] = {}  # tag and content by address
        self._forever: set[str] = set()

    def visit(self, until: float) -> None:
        """Come at some time, go from page to page, and leave when it is `until`."""
        page = None
        time.sleep(self._chance.uniform(0, READS[1]))  # nobody comes with the others
        while time.monotonic() < until:
            page = self._next(page) if page else self._open(self._begin())
            time.sleep(max(0, min(self._chance.uniform(*READS), until - time.monotonic())))
        self._through.close()

    def _next(self, page: Page) -> Page | None:
        what = self._chance.random()
        if what < CHOOSES and (query := page.choices(self._chance)):
            return self._choose(page, query)
        if what < CHOOSES and (cards := page.cards()):
            self._get(self._chance.choice(cards))
            return page
        if (files := page.files()) and CHOOSES <= what < TAKES:
            self._get(self._chance.choice(files))
            return page
        pages = page.pages() if what < FOLLOWS else []
        return self._open(self._popular(pages) if pages else self._begin())

    def _begin(self) -> str:
        """An address that a person comes in by."""
        path = self._chance.choices(list(BEGINS), BEGINS.values())[0]
        if path in ("/manadslage", "/demografi"):
            return f"{path}?region={self._place()}"
        return self._indicator() if path.endswith("/") and path != "/" else path

    def _place(self) -> str:
        return self._popular(self._world.places)

    def _popular(self, things: Sequence[Thing]) -> Thing:
        """One of some things, the first the likeliest: what people ask for, and which link."""
        return self._chance.choices(things, [1 / (1 + at) for at in range(len(things))])[0]

    def _indicator(self) -> str:
        """An indicator's page with choices such as people share."""
        one, place, query = self._popular(self._world.indicators), self._place(), {}
        if level_of(place) in one["levels"] and self._chance.random() < 0.7:
            query["region"] = place
        if one["by_sex"] and self._chance.random() < 0.4:
            query["sex"] = self._chance.choice("KM")
        if one["frequency"] == "year" and self._chance.random() < 0.3:
            years = range(int(one["first_period"]), int(one["last_period"]) + 1)
            query["period"] = str(self._chance.choice(years))
        return f"/indikatorer/{one['id']}" + (f"?{urlencode(query)}" if query else "")

    # --- the browser ---

    def _open(self, address: str) -> Page | None:
        address = address.partition("#")[0] or "/"
        content = self._get(address)
        if not content.lstrip().startswith(b"<"):
            return None
        page = Page(address, html.fromstring(content))
        wakes = self._chance.random() < MOVES
        for needed in (page.modules(), [*page.asleep(), *AWAKE] if wakes else ()):
            list(self._hands.map(self._get, needed))
        return page

    def _choose(self, page: Page, query: str) -> Page | None:
        """What a choice sends; the page stays, at another address, unless it is to be left."""
        path = urlsplit(page.address).path
        shaped = page.tree.xpath("//*[@data-shape]")
        shapes = {each.get("id"): each.get("data-shape") for each in shaped}
        _, content, _ = self._ask(live(path, query, shapes, page.release), "live")
        leaves, address = b'"leave"' in content[:400], f"{path}?{query}"
        return self._open(address) if leaves else page._replace(address=address)

    def _get(self, address: str) -> bytes:
        """A content, from the cache where that may be; of what failed, nothing."""
        tag, kept = self._kept.get(address, ("", b""))
        if address in self._forever:
            return kept
        condition = {"If-None-Match": tag} if tag else {}
        answer, content, headers = self._ask(Asked(address), kind(address), **condition)
        if answer.status == 304:
            return kept
        if answer.status == 200:
            self._kept[address] = headers.get("ETag", ""), content
            if "immutable" in headers.get("Cache-Control", ""):
                self._forever.add(address)
        return content

    def _ask(
        self, asked: Asked, of: str, **headers: str
    ) -> tuple[Answer, bytes, Mapping[str, str]]:
        answered = client.ask(self._through, asked, of, **self._address, **headers)
        self._told.append(answered[0])
        return answered


def live(path: str, query: str, shapes: Mapping[str, str], release: str = "") -> Asked:
    """A choice as Dash sends it, on a page of a release."""
    named = {"release": release} if release else {}
    value = {**named, "path": path, "query": query, "number": 1, "shapes": shapes}
    asked = {
        "output": "live-answer.data",
        "outputs": {"id": "live-answer", "property": "data"},
        "inputs": [{"id": "live-asked", "property": "data", "value": value}],
        "changedPropIds": ["live-asked.data"],
        "parsedChangedPropsIds": ["live-asked.data"],
    }
    return Asked(ASKED_LIVE, json.dumps(asked).encode())


def kind(address: str) -> str:
    """What an address is of, in a word or two: its first part, and what lies below that."""
    path = urlsplit(address).path
    if path.startswith(("/assets/", "/_dash")):
        return "static" if "." in path else "dash"
    if TAKEN.search(path):
        return "picture" if path.endswith(("png", "svg")) else "csv"
    first, _, rest = path[1:].partition("/")
    return f"/{first}/…" if rest else f"/{first}"
