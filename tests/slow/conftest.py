"""Every test in this folder is slow: `make test-all` runs it, `make test` does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import servers
from tests.bench.servers import Server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Server]:
    """The portal as `make run` starts it, with the release that ships; what it says is in `log`."""
    data = tmp_path / "data"
    data.mkdir()
    with servers.portal(data, log=tmp_path / "log") as server:
        yield server
