"""Addresses: whole ones are the portal's own, none leads elsewhere, each is written in one way."""

import re
from collections.abc import Iterator
from dataclasses import fields
from html.parser import HTMLParser
from urllib.parse import unquote, unquote_plus, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

import app
from dashboard import choices, data, documents, origin, pages
from dashboard.demography import choices as demography
from dashboard.parameters import LISTS, Parameters
from dashboard.web import create_app
from tests.pages import addresses

HOME = origin.address()
PAGES = addresses()
FEEDS = ["/sitemap.xml", "/robots.txt", "/manadslage/24.atom", "/revideringar.atom"]
EMBEDDED = "/embed/karta?indicator=medelalder"
LIED = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_PROXIES", "1")
        yield create_app().server.test_client()


def ask(client: FlaskClient, target: str, method: str = "GET") -> TestResponse:
    """Ask for a path and query exactly as given, as no well-behaved client would."""
    path, _, query = target.partition("?")
    said = {"PATH_INFO": unquote(path, "latin-1"), "QUERY_STRING": query.encode().decode("latin-1")}
    return client.open("/", method=method, environ_overrides=said, headers=LIED)


class Links(HTMLParser):
    """Where a document leads: its links, forms, sources, whole addresses, and code to copy."""

    NAMES = ("href", "src", "action", "data-href", "data-embedded")

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._code = False
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element leads."""
        self._code = tag == "textarea"
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in self.NAMES if name in given]
        if given.get("property") in ("og:url", "og:image") or "http-equiv" in given:
            self.found.append(given["content"])

    def handle_data(self, data: str) -> None:
        """What is to be copied into another page leads as it would there."""
        if self._code:
            self.found += Links(data).found


def foreign(link: str) -> bool:
    """Whether a browser would leave the portal by a link, as the URL standard reads it."""
    read = re.sub(r"[\t\n\r]", "", link.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if read.startswith(("data:image/", "#")) or read == "data:,":
        return False
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", read):
        return not read.startswith(f"{HOME}/")
    return read.startswith("//")


@pytest.mark.parametrize("link", ["//e/", "/\\e", "\\\\e", "/\t/e", " https://e/", f"{HOME}.e/"])
def test_what_leads_elsewhere_is_known(link: str) -> None:
    assert foreign(link)


EVIL = ["/%5Cevil.example/x", "//evil.example", "///evil.example/x", "/%09/evil.example/",
        "/%2F/evil.example", "/.//evil.example", "/..//evil.example/", "/https:evil.example",
        "/%5C%5Cevil.example", "/%0D%0ALocation:%20//evil.example", "/%00//evil.example",
        "/javascript:alert(1)", "/%C3%A5%FF//evil.example?//evil.example"]  # fmt: skip
ENDS = ["//evil.example", "/%5Cevil.example/?lang=//evil.example",
        "/?q=%5C%5Ce.x&region=//e.x&release=%5Ce&caption=//e.x&year=//e.x&lang=en"]  # fmt: skip


@pytest.mark.parametrize("target", [*EVIL, *(f"{path}{end}" for path in PAGES for end in ENDS)])
def test_no_address_makes_a_page_lead_elsewhere(client: FlaskClient, target: str) -> None:
    answer = ask(client, target)
    if answer.status_code == 308:
        location = answer.headers["Location"]
        assert location.startswith("/")
        assert not foreign(location)
        answer = ask(client, location)
    assert answer.status_code in (200, 400, 404)  # a page may refuse and show the ways on
    found = Links(answer.text).found
    assert len(found) > 10 or answer.status_code == 404
    assert [link for link in found if foreign(link)] == []


@pytest.mark.parametrize("target", [EMBEDDED, f"{EMBEDDED}&release=//evil.example&caption=//evil"])
def test_an_embedded_map_leads_to_the_portal(client: FlaskClient, target: str) -> None:
    assert not any(map(foreign, Links(ask(client, target).text).found))


@pytest.mark.parametrize("path", [*FEEDS, *PAGES])
def test_whole_addresses_are_the_portals_whatever_a_request_says_of_its_host(
    client: FlaskClient, path: str
) -> None:
    said = ask(client, path).text
    assert "evil.example" not in said
    assert f"{HOME}/" in said


@pytest.mark.parametrize("target", ["//evil.example/x", "/_dash-update-component/", "/status//"])
def test_what_is_sent_is_led_nowhere(client: FlaskClient, target: str) -> None:
    assert "Location" not in ask(client, target, "POST").headers


# --- the portal's own address ---


@pytest.mark.parametrize(
    "given",
    ["norrlaget.example", "ftp://norrlaget.example", f"{HOME}/sida", f"{HOME}?x", "https://a@b",
     "https://norrläget.example", "https://", f"{HOME}\n", "javascript:alert(1)//"],
)  # fmt: skip
def test_an_address_that_is_none_is_told_at_the_start(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_URL", given)
    monkeypatch.setenv("PORT", "0")
    with pytest.raises(SystemExit, match=r"NORRLAGET_URL is .* is needed, such as https://"):
        app.serve.callback()  # type: ignore[misc]  # click says that there may be none
    with pytest.raises(ValueError, match="NORRLAGET_URL"):
        create_app()


@pytest.mark.parametrize("given", ["one", "-1", "1.5", "10"])
def test_a_number_of_proxies_that_is_none_is_told_too(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_PROXIES", given)
    with pytest.raises(ValueError, match=r"NORRLAGET_PROXIES is .* 0 to 9"):
        create_app()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", "http://127.0.0.1:8060"),
        ("https://norrlaget.example/", "https://norrlaget.example"),
        ("http://[::1]:80", "http://[::1]:80"),
    ],
)
def test_without_an_address_it_is_that_of_this_machine(
    given: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "8060")
    monkeypatch.setenv("NORRLAGET_URL", given)
    asked = create_app().server.test_client()
    for path in ("/robots.txt", "/finns-inte", "/status", "/revideringar.atom"):
        said = asked.get(path)
        assert (f"{address}/" in said.text) == (said.status_code == 200), path


# --- one way of writing ---


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("/status/?region=2480&q=a%20b", "/status?region=2480&q=a%20b"),
        ("//?lang=en", "/?lang=en"),
        ("/Indikatorer/MedelAlder?sex=K", "/indikatorer/medelalder?sex=K"),
        ("/indikatorer//medelalder", "/indikatorer/medelalder"),
        ("/data/folkmangd.csv/?sex=K", "/data/folkmangd.csv?sex=K"),
        ("/api/", "/api"),
        ("/api//v1/indicators/", "/api/v1/indicators"),
        ("/manadslage/24.atom/", "/manadslage/24.atom"),
        ("//evil.example/", "/evil.example"),
        ("/%5Cevil.example/", "/%5Cevil.example"),
        ("/%3Fa%23b/?c=%2F", "/%3Fa%23b?c=%2F"),
        ("/status/?a=\r\nX: y&å=%", "/status?a=%0D%0AX:%20y&%C3%A5=%"),
    ],
)
def test_an_address_written_otherwise_leads_to_the_one_way(
    client: FlaskClient, written: str, tidy: str
) -> None:
    answer = ask(client, written)
    assert (answer.status_code, answer.headers["Location"]) == (308, tidy)
    assert ask(client, tidy).status_code in (200, 404)


# --- parameters ---


def same(client: FlaskClient, one: str, other: str) -> bool:
    return client.get(one).headers["ETag"] == client.get(other).headers["ETag"]


@pytest.mark.parametrize("path", [*PAGES, "/finns-inte"])
def test_an_answer_is_in_one_language_the_first_that_is_asked_for(
    client: FlaskClient, path: str
) -> None:
    assert same(client, f"{path}?lang=en&lang=sv", f"{path}?lang=en")
    assert same(client, f"{path}?lang=sv&lang=en", path)
    assert same(client, f"{path}?lang=tlh&lang=en", path)
    assert '<html lang="en">' in client.get(f"{path}?lang=en,sv").text


@pytest.mark.parametrize(
    "path", [*FEEDS[2:], "/manifest.webmanifest", "/karta/medelalder.svg", EMBEDDED]
)
@pytest.mark.parametrize(
    ("asked", "one"), [("en&lang=sv", "en"), ("sv&lang=en", "sv"), ("x", "sv")]
)
def test_a_file_is_in_the_language_of_its_page(
    client: FlaskClient, path: str, asked: str, one: str
) -> None:
    mark = "&" if "?" in path else "?"
    several, single = (client.get(f"{path}{mark}lang={each}") for each in (asked, one))
    assert (several.status_code, single.status_code) == (200, 200)
    hidden = r'<input type="hidden"[^>]*>|href="[^"]*"'  # an embedded map keeps what it was asked
    assert re.sub(hidden, "", several.text) == re.sub(hidden, "", single.text)


@pytest.mark.parametrize("path", PAGES)
def test_of_a_repeated_name_the_first_counts_and_a_strange_one_is_nothing(path: str) -> None:
    for name in pages.find(path)[0].query:  # type: ignore[index]  # it is a page
        given = [("lang", "sv"), ("utm_source", "x"), ("name", "x"), ("__proto__", "x")]
        given += [(name, "a"), (name, "a"), (name, "b"), (name, " ")]
        asked = documents.asked(path, MultiDict(given))
        assert asked.query == ((name, "a"), *([(name, "b")] if name in LISTS else []))


READERS = {
    choices.Choices: lambda query: choices.parse(query, data.indicators()["medelalder"]),
    demography.Choices: demography.parse,
}


@pytest.mark.parametrize("read", READERS)
def test_what_is_read_of_a_repeated_name_is_what_its_page_is_asked(read: type) -> None:
    """Else a page's document would be kept for another question."""
    given = {"region": ["2584", "24"], "sex": ["K", "M"], "scale": ["all", "period"]}
    for name in (each.name for each in fields(read)):
        words = given.get(name, ["2010", "2011"])
        kept = Parameters({name: words}).texts(name)
        assert READERS[read]({name: words}) == READERS[read]({name: kept}), name


def test_what_stands_in_the_path_is_no_parameter(client: FlaskClient) -> None:
    for path in ("/indikatorer/medelalder", "/indikatorer/solkraft"):
        assert same(client, f"{path}?name=folkmangd&indicator=folkmangd", path)


@pytest.mark.parametrize("path", PAGES)
def test_the_address_a_page_is_known_by_has_no_strange_name(client: FlaskClient, path: str) -> None:
    said = client.get(f"{path}?utm_source=x&lang=sv&lang=en&fbclid=y").text
    known = re.search(r'<link rel="canonical" href="([^"]*)">', said)
    assert known is not None
    assert not {"utm_source", "fbclid", "lang"} & set(re.split(r"[?&=;]", unquote_plus(known[1])))
    assert urlsplit(known[1]).path == path
