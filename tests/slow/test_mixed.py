"""Each answer is of one release, however often another becomes the current one meanwhile."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from lxml import html

from etl.store import releases
from tests import addresses
from tests.bench import client, published, servers, visitors
from tests.bench.client import Asked
from tests.bench.visitors import Page
from tests.pages import addresses as pages

FLIPS = 0.05  # seconds between two
ROUNDS = 5  # in which each address is asked
SEVERAL = "medelalder,folkmangd,fodda,doda,flyttnetto,forvarvsinkomst,gastnatter"
MORE = [
    "/demografi?region=2480",
    "/manadslage?region=2480",
    "/indikatorer?region=2480",
    "/kartbank/karta?indicator=medelalder",
    *(
        f"/api/v1/observations?indicator={SEVERAL}&period=latest&format={each}"
        for each in ("csv", "csv-sv", "xlsx", "parquet", "json-stat")
    ),
    *(f"/karta/medelalder.{kind}?show=sweden-county" for kind in ("svg", "png", "geojson")),
    "/karta/folkmangd.svg?panels=K,M",
    "/bild/demografi.png?region=2480",
]
CHOSEN = [("/demografi", "region=2482"), ("/manadslage", "region=2421"),
          ("/indikatorer/medelalder", "region=2482&sex=K")]  # fmt: skip
NONE = "400"  # a form that figures are not given in
TABLE = "mixed | address | asked | of no one release"
LATER = "fetched later | by the page | asked | of another release"
LATER_OF = [
    "/manadslage?region=2480",
    "/demografi?region=2480",
    "/indikatorer/medelalder?region=2480",
]

pytestmark = pytest.mark.alone


def routes(issue: str) -> list[Asked]:
    """All addresses that docs/api.md tells, every page, and what a choice sends."""
    told = [addresses.asked(each, issue) for each in addresses.told()]
    plain = dict.fromkeys([*told, *pages(), *MORE])
    kept = [each for each in plain if not each.startswith(("/health", "/icon", "/robots"))]
    return [*map(Asked, kept), *(visitors.live(path, query, {}) for path, query in CHOSEN)]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, list[str]]:
    """A data folder with two releases that differ in every figure, and their names."""
    return tmp_path, [published.publish(tmp_path, number) for number in (1, 2)]


def test_no_answer_is_of_two_releases_while_the_current_one_changes_all_the_time(
    two: tuple[Path, list[str]], record_property: Callable[[str, object], None]
) -> None:
    data, names = two
    asked = routes(issue=names[0][:7])
    with servers.portal(data) as portal, flipping(data, names) as flips:
        answers = published.ask(portal.port, asked * ROUNDS)
    mixed = published.mixed(data, portal.port, names, answers)
    seen = Counter(each.asked for each in answers if each.status == 200)
    wrong = Counter(each.asked for each in mixed)
    for number, each in enumerate(asked, 1):
        row = [number, told(each), seen[each], wrong[each]]
        record_property(TABLE, [str(one) for one in row])
    row = [0, f"all, in {len(flips)} flips", seen.total(), wrong.total()]
    record_property(TABLE, [str(one) for one in row])
    assert len(flips) > len(answers) / 10
    assert [each for each in answers if each.problem not in ("", NONE)] == []
    assert sorted({told(each) for each in wrong}) == []


@contextmanager
def flipping(data: Path, names: list[str]) -> Iterator[list[str]]:
    """Another release is the current one every so often while the block runs; all that were."""
    done: list[str] = []
    ended = threading.Event()

    def flip() -> None:
        for name in cycle(names):
            if ended.wait(FLIPS):
                return
            releases.point(data, name)
            done.append(name)

    thread = threading.Thread(target=flip, daemon=True)
    thread.start()
    try:
        yield done
    finally:
        ended.set()
        thread.join()


def told(asked: Asked) -> str:
    """An address as a row tells it; of a choice what was chosen too."""
    chosen = [
        f"{path}?{query}" for path, query in CHOSEN if visitors.live(path, query, {}) == asked
    ]
    long = f"{asked.address[:50]}…{asked.address[-30:]}"
    return " ".join([asked.address if len(asked.address) < 80 else long, *chosen])


def test_what_a_page_fetches_later_is_of_the_release_that_the_page_is_of(
    two: tuple[Path, list[str]], record_property: Callable[[str, object], None]
) -> None:
    data, (first, second) = two
    releases.point(data, first)
    with servers.portal(data) as portal:
        pages = [visited(portal.port, address) for address in LATER_OF]
        later = [asked for page in pages for asked in fetched(page)]
        at_once = published.ask(portal.port, later)
        releases.point(data, second)
        at_last = published.ask(portal.port, later)
    both = list(zip(at_once, at_last, strict=True))
    other = [before for before, after in both if before.content != after.content]
    for number, page in enumerate(pages, 1):
        of_it = set(fetched(page))
        strange = sum(each.asked in of_it for each in other)
        record_property(LATER, [str(number), page.address, str(len(of_it)), str(strange)])
    assert [each.problem for each in at_once + at_last if each.problem] == []
    assert [told(each.asked) for each in other] == []


def visited(port: int, address: str) -> Page:
    """A page as a reader has it before them."""
    _, content, _ = client.ask(client.connections(port), Asked(address))
    return Page(address, html.fromstring(content))


def fetched(page: Page) -> list[Asked]:
    """What a page may fetch later: what a reader opens, and a choice."""
    path, _, query = page.address.partition("?")
    return [*map(Asked, page.cards()), visitors.live(path, f"{query}&sex=K", {}, page.release)]
