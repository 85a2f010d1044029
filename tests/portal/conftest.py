"""What tests of the portal share: the release that ships, served with an empty data folder."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.web import create_app


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The release that ships is the one shown, whatever lies in the project's data folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="module")
def client(released: None) -> FlaskClient:  # noqa: ARG001  # what it serves
    """Whoever asks the portal."""
    return create_app().server.test_client()
