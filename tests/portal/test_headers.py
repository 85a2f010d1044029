"""What an answer's headers allow: whom it may be used by, and what it may do."""

import pytest
from flask.testing import FlaskClient

from dashboard.web import create_app

PAGES = ["/", "/status", "/finns-inte"]
OPEN = ["/data/folkmangd.csv", "/karta/medelalder.geojson", "/embed/karta?indicator=medelalder",
        "/api/v1/indicators", "/api/v1/observations?indicator=x", "/bild/norrlaget.png",
        "/robots.txt", "/manadslage/24.atom", "/revideringar.atom"]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.mark.parametrize("path", OPEN)
def test_other_pages_may_use_open_data(client: FlaskClient, path: str) -> None:
    said = client.get(path).headers
    assert said["Access-Control-Allow-Origin"] == "*"
    assert said["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", OPEN)
def test_a_script_elsewhere_may_say_which_version_it_has(client: FlaskClient, path: str) -> None:
    said = client.options(path).headers
    assert said["Access-Control-Allow-Headers"] == "If-None-Match, Range"
    assert said["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Headers" not in client.get(path).headers


@pytest.mark.parametrize("path", ["/", "/data/medelalder.csv", "/api/v1/indicators"])
def test_an_empty_tag_is_no_fault(client: FlaskClient, path: str) -> None:
    """As curl sends one where it has kept none yet."""
    tag = client.get(path).headers["ETag"]
    for sent, status in (('""', 200), ('W/""', 200), (f'"", {tag}', 304)):
        assert client.get(path, headers={"If-None-Match": sent}).status_code == status


@pytest.mark.parametrize("path", ["/", "/data/folkmangd.csv", "/api/v1/indicators"])
def test_what_can_only_be_read_says_so_in_both_languages(client: FlaskClient, path: str) -> None:
    refused = client.delete(path)
    assert refused.status_code == 405
    assert refused.mimetype == "text/plain"
    assert refused.get_data(as_text=True).splitlines() == [
        "Den här adressen kan bara läsas.",
        "This address can only be read.",
    ]
    assert "GET" in refused.headers["Allow"]


@pytest.mark.parametrize("path", [*PAGES, "/_dash-layout", "/assets/x.css"])
def test_other_pages_may_not_read_pages(client: FlaskClient, path: str) -> None:
    said = client.get(path).headers
    assert "Access-Control-Allow-Origin" not in said
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [*PAGES, *OPEN])
def test_a_document_has_no_powers_and_no_openers(client: FlaskClient, path: str) -> None:
    said = client.get(path).headers
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    allowed = dict(each.split("=") for each in said["Permissions-Policy"].split(", "))
    assert {"camera", "geolocation", "microphone", "payment", "usb"} <= set(allowed)
    assert set(allowed.values()) == {"()"}


@pytest.mark.parametrize(
    ("proxies", "scheme", "told"),
    [("0", "https", False), ("1", "http", False), ("1", "https", True)],
)
def test_that_only_tls_is_used_is_told_where_a_trusted_proxy_says_so(
    monkeypatch: pytest.MonkeyPatch, proxies: str, scheme: str, told: bool
) -> None:
    monkeypatch.setenv("NORRLAGET_PROXIES", proxies)
    asked = create_app().server.test_client().get("/health", headers={"X-Forwarded-Proto": scheme})
    assert ("Strict-Transport-Security" in asked.headers) == told
