"""A portal over a release of which one bit flips: what it serves then, and whether it tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest
from flask.testing import FlaskClient

from dashboard import shown
from dashboard.web import create_app
from etl.store import changes, releases
from tests import beside, flips
from tests.sample import apart, meanings, observations, sample_release, without_figures

FIGURES = [
    *(f"/data/{each.id}.csv" for each in meanings()),
    "/api/v1/observations?indicator=folkmangd,utbildning&format=csv-sv",
    "/api/v1/observations?indicator=folkmangd-manad&period=latest",
    "/api/v1/indicators",
    "/karta/folkmangd.geojson",
    "/revideringar.csv",
    "/indikatorer/folkmangd?region=2480",
    "/kartbank/karta?indicator=folkmangd",
    "/revideringar",
    "/",
]


@dataclass
class Tally:
    """What so many flips came to."""

    flips: int = 0
    told: int = 0  # in `/health`, by the file's or the release's name
    answers: int = 0
    unavailable: int = 0  # 503: no figures are no wrong ones
    wrong: list[str] = field(default_factory=list)  # neither the release's nor the one's before
    faults: list[str] = field(default_factory=list)  # any other status

    def __str__(self) -> str:
        return (
            f"{self.flips} flips, {self.told} told; {self.answers} answers, "
            f"{self.unavailable} × 503, {len(self.faults)} × 500, {len(self.wrong)} wrong"
        )


@contextmanager
def portal(data: Path) -> Iterator[FlaskClient]:
    """The portal on a data folder of two releases, the second with all files one can have."""
    sample_release(data)
    revised = observations()
    revised.loc[0, "value"] += 1
    releases.publish(data, apart(meanings(), revised), changes.write, [without_figures()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(data))
        beside.forget()
        yield create_app().server.test_client()
        beside.forget()


def tried(data: Path, client: FlaskClient, seed: str, number: int, asked: int) -> Tally:
    """Flip so many bits, one at a time: half before the release is opened, half of a warm portal's.

    Of those the disk tells every other to be another file. So many addresses are asked each time.
    """
    random, tally, true = flips.seeded(seed), Tally(), truths(data, client)
    files = sorted(releases.current(data).path.iterdir())
    for turn in range(number):
        path = files[turn % len(files)]
        bit, warm = flips.a_bit(random, path), turn // len(files) % 2 == 0
        beside.forget()
        if warm:
            for address in random.sample(FIGURES, 4):
                client.get(address).close()
        flips.flip(path, bit, unseen=warm and random.random() < 0.5)
        what = f"{path.name} bit {bit} {'warm' if warm else 'cold'}"
        _ask(client, tally, true, random.sample(FIGURES, asked), what)
        flips.flip(path, bit)
    return tally


def truths(data: Path, client: FlaskClient) -> dict[str, set[str]]:
    """By address what is true there: of the current release, and of the one before."""
    found: dict[str, set[str]] = {address: set() for address in FIGURES}
    current = releases.current(data).path.name
    for release in releases.kept(data):
        releases.point(data, release.path.name)
        beside.forget()
        for address in FIGURES:
            found[address].add(beside.answered(client, address)[1])
    releases.point(data, current)
    return found


def _ask(
    client: FlaskClient, tally: Tally, true: dict[str, set[str]], asked: list[str], what: str
) -> None:
    """Every address, and then whether it is told."""
    tally.flips += 1
    for address in asked:
        status, body, notes = beside.answered(client, address)
        tally.answers += 1
        tally.unavailable += status == 503
        if status not in (200, 503):
            tally.faults.append(f"{what}: {address} {status}")
        elif status == 200 and not notes and body not in true[address]:
            tally.wrong.append(f"{what}: {address}")
    with pytest.MonkeyPatch.context() as patch:  # as if it were asked for a minute later
        patch.setattr(shown, "monotonic", lambda: monotonic() + 2 * shown.RETRY)
        health = client.get("/health").get_json()
    tally.told += any(what.split()[0] in each for each in health["damaged"])
