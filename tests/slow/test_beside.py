"""Every file beside the figures with every damage, asked for by every page and address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.web import create_app
from tests import beside, flips

World = tuple[Path, dict[str, list[str]], FlaskClient, dict[str, str]]


@pytest.fixture(scope="module")
def world(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    data = tmp_path_factory.mktemp("beside") / "data"
    readers = beside.grown(made, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(data))
        beside.forget()
        client = create_app().server.test_client()
        whole = {each: beside.answered(client, each)[1] for each in beside.every(data)}
        yield data, readers, client, whole


@pytest.mark.parametrize("damage", flips.KINDS)
@pytest.mark.parametrize("number", range(beside.FILES))
def test_a_damaged_file_changes_no_address_but_those_that_tell_it(
    world: World, number: int, damage: flips.Damage
) -> None:
    data, readers, client, whole = world
    file = list(readers)[number]
    with beside.damaged(data, file, damage):
        for address, before in whole.items():
            status, body, _ = beside.answered(client, address)
            assert status in (200, 303, 503), (address, status)
            if status == 503:
                assert address.partition("?")[0] not in beside.PAGES
                assert address in readers[file]
            if body != before:
                assert beside.may_differ(address, file), address
