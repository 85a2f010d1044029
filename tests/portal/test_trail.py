"""The place follows the reader: into every link and form that leads on, and never another place."""

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard import address, data, documents, pages, trail
from dashboard.parameters import Parameters
from dashboard.web import create_app
from tests.pages import addresses

PAGES = [path for path in addresses() if path != "/min-kommun"]  # that leads on
KIRUNA = {"region": ["2584"], "mot": ["skr"]}
RETIRED = "Heby bytte län 2007: koden 1917 är nu 0331."


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def links(document: str) -> Iterator[str]:
    for found in re.findall(r'<a\b[^>]*? href="(/[^"]*)"', document):
        yield html.unescape(found)


def forms(document: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each form leads, and the fields that it sends."""
    for action, inside in re.findall(
        r'<form\b[^>]*? action="([^"]*)".*?>(.*?)</form>', document, re.S
    ):
        yield (
            action,
            dict.fromkeys(re.findall(r'<(?:select|input)[^>]* name="(\w+)"', inside), "")
            | dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', inside)),
        )


def leads_to_a_page(link: str) -> bool:
    return pages.find(urlsplit(link).path) is not None


def around(document: str) -> Iterator[str]:
    """The links of the header and the footer to pages that are no place's own."""
    shell = document.split("<main")[0] + document.split("</main>")[1]
    for link in links(shell):
        if leads_to_a_page(link) and not address.placed(urlsplit(link).path):
            yield link


@pytest.mark.parametrize("path", PAGES)
def test_every_link_to_a_page_keeps_the_place_and_what_it_is_compared_with(
    client: FlaskClient, path: str
) -> None:
    document = client.get(f"{path}?region=2584&mot=riket").text
    place = address.placed(path) or "2584"
    found = [link for link in links(document) if leads_to_a_page(link)]
    assert len(found) > 10
    for link in found:
        asked, at = parse_qs(urlsplit(link).query), urlsplit(link).path
        assert asked["mot"] == ["riket"], link
        assert len(asked.get("region", [])) == (0 if address.placed(at) else 1), link
    for link in around(document):
        assert parse_qs(urlsplit(link).query)["region"] == [place], link


@pytest.mark.parametrize("path", PAGES)
def test_every_form_that_leads_to_a_page_sends_the_place_on(client: FlaskClient, path: str) -> None:
    for action, sent in forms(client.get(f"{path}?region=2584&mot=skr").text):
        if leads_to_a_page(action):
            assert {"region", "mot"} - ({"region"} if address.placed(action) else set()) <= set(
                sent
            )


@pytest.mark.parametrize("path", PAGES)
def test_without_a_place_no_link_names_one_that_nobody_chose(
    client: FlaskClient, path: str
) -> None:
    document, place = client.get(path).text, address.placed(path)
    for link in around(document):
        assert parse_qs(urlsplit(link).query).get("region", []) == ([place] if place else [])


def test_files_and_data_are_asked_for_as_they_were(client: FlaskClient) -> None:
    plain = {link for link in links(client.get("/om").text) if not leads_to_a_page(link)}
    placed = {
        link for link in links(client.get("/om?region=2584").text) if not leads_to_a_page(link)
    }
    assert plain == placed


@pytest.mark.parametrize(
    "query", ["region=180", "region=1917", "region=<a>", "region=2584&mot=%22><x", "mot=skr"]
)
def test_what_is_no_place_goes_nowhere(client: FlaskClient, query: str) -> None:
    document = client.get(f"/status?{query}").text
    shell = document.split("<main")[0]
    assert "mot=" not in shell
    assert ("region=" in shell) == ("2584" in query)


def test_a_page_that_reads_no_place_is_made_and_kept_once(client: FlaskClient) -> None:
    for code in ("2480", "2584", "24"):
        wanted = documents.asked("/status", _query(f"region={code}&mot=skr"))
        assert wanted == documents.asked("/status", _query(""))
    plain, kiruna, umea = (
        client.get(f"/status{query}").headers["ETag"]
        for query in ("", "?region=2584", "?region=2480")
    )
    assert len({plain, kiruna, umea}) == 3
    again = client.get("/status?region=2584", headers={"If-None-Match": kiruna})
    assert again.status_code == 304


def _query(said: str) -> object:
    with create_app().server.test_request_context(f"/?{said}") as context:
        return context.request.args


def test_the_address_a_page_is_known_by_has_no_place_that_it_does_not_read(
    client: FlaskClient,
) -> None:
    for path in ("/status", "/om", "/"):
        known = re.search(r'rel="canonical" href="([^"]*)"', client.get(f"{path}?region=2584").text)
        assert known is not None
        assert "region" not in known[1]


def test_a_place_in_the_path_goes_before_one_in_the_query() -> None:
    assert trail.of("/kommun/2480/liknande", Parameters({"region": "2584"})) == {"region": "2480"}
    assert trail.of("/norra-sverige", Parameters({})) == {"region": data.NORTH}


@pytest.mark.parametrize("code", ["2584", "24", "00", "0180", data.NORTH])
def test_min_kommun_leads_on_to_the_place_that_is_asked_for(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/min-kommun?region={code}&mot=skr&lang=en")
    assert answer.status_code == 302
    assert answer.headers["Location"] == address.place(code, "en", mot="skr")


# --- what is no place of today ---

READING = [page.addresses()[0] for page in pages.every() if "region" in page.query]


@pytest.mark.parametrize("path", READING)
def test_a_page_tells_a_code_that_is_no_place_in_a_sentence(client: FlaskClient, path: str) -> None:
    told = {code: _told(client, f"{path}?region={code}") for code in ("180", "1917", "2480x", "99")}
    assert f'href="{path}?region=0180' in told["180"]
    assert "0180 Stockholm" in told["180"]
    assert told["1917"].startswith(RETIRED)
    assert f'href="{path}?region=0331' in told["1917"]
    assert all(told.values())
    assert _told(client, path) == ""


@pytest.mark.parametrize("path", READING)
def test_where_another_place_is_shown_it_is_told(client: FlaskClient, path: str) -> None:
    """A small place and one far from the north: its figures, or which others these are."""
    for code in ("2584", "0180"):
        page = pages.find(path)
        assert page is not None
        if page[0].leads(Parameters({"region": code})):
            continue
        shown = re.search(r'data-region="([^"]*)"', client.get(f"{path}?region={code}").text)
        told = _told(client, f"{path}?region={code}")
        assert bool(told) == (shown is not None and shown[1] != code), code


def test_manadslage_says_for_which_places_it_is_made(client: FlaskClient) -> None:
    told = _told(client, "/manadslage?region=0180")
    assert "Månadsläge görs för de fyra nordligaste länen, deras 44 kommuner och riket." in told
    assert "Stockholm" in told
    assert "Västerbottens län" in told


def _told(client: FlaskClient, at: str) -> str:
    found = re.search(r'<p id="told"[^>]*>(.*?)</p>', client.get(at).text)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("path", "said", "to"),
    [("/kommun/1917", RETIRED, "0331"), ("/kommun/umeo", "heter umeo", "2480"),
     ("/lan/11", "Kristianstads län (11)", "12"), ("/kommun/180", "koden 180", "0180"),
     ("/lan/2480/liknande", "Umeå är en kommun.", "2480"),
     ("/kommun/24/liknande", "Västerbottens län är ett län.", "24")],
)  # fmt: skip
def test_the_address_of_a_place_that_is_none_leads_to_the_one_that_is_meant(
    client: FlaskClient, path: str, said: str, to: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert said in html.unescape(answer.text)
    assert f'href="{address.place(to, "sv")}"' in answer.text
