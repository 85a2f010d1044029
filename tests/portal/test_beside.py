"""A file beside the figures that is damaged costs its own part, which tells it, and nothing else.

Here each file meets one kind of damage, asked for by those who read it; tests/slow/test_beside.py
has every file with every damage, asked for by all.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.web import create_app
from tests import beside, flips

World = tuple[Path, dict[str, list[str]], FlaskClient]


@pytest.fixture(scope="module")
def world(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    data = tmp_path_factory.mktemp("beside") / "data"
    readers = beside.grown(made, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(data))
        beside.forget()
        yield data, readers, create_app().server.test_client()


@pytest.mark.parametrize("number", range(beside.FILES))
def test_a_damaged_file_costs_its_own_part_and_is_told_in_the_log_once(
    world: World, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    data, readers, client = world
    file = list(readers)[number]
    damage = flips.KINDS[(number + 1) % len(flips.KINDS)]
    with beside.damaged(data, file, damage):
        for address in [*readers[file], *readers[file], "/"]:
            status, _, notes = beside.answered(client, address)
            page = address.partition("?")[0] in beside.PAGES
            assert status == 200 if page else status in (200, 503), (address, file, damage)
            assert beside.tells(notes, file) or not page or address == "/", (address, file)
        logged = [each for each in caplog.messages if str(data / file) in each]
        assert len(logged) <= 1


def test_health_and_state_tell_a_damaged_part_and_what_to_do(world: World) -> None:
    data, readers, client = world
    with beside.damaged(data, next(iter(readers)), flips.torn):
        health = client.get("/health")
        assert (health.status_code, health.json["ok"]) == (200, True)
        (told,) = health.json["damaged"]
        assert "The file changes.json of release" in told
        assert told.endswith("python -m etl publish makes it anew.")
    assert client.get("/health").json["damaged"] == []
    state = client.get("/status").text
    assert "I mappen releases ligger kopia, som inte är någon dataversion" in state
