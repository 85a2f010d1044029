"""What a page's document says of itself to those who index it, install it or show a link to it."""

import json
import re
import struct
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from dash import html
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from dashboard import data, documents, limits, origin, pages
from dashboard.map import png
from dashboard.parameters import Parameters
from dashboard.parts import shell
from dashboard.report import archive, model
from dashboard.routes import exports
from dashboard.web import create_app
from etl.model import COLUMNS
from etl.store import releases
from etl.store.kept import Kept
from tests.pages import addresses
from tests.sample import apart

HOST = origin.address()
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
KIRUNA = [
    f"{page.addresses()[0]}?region=2584"
    for page in pages.every()
    if "region" in page.query and not page.leads(Parameters({"region": "2584"}))
]
SWEDISH = [*addresses(), "/indikatorer/solkraft", "/manadslage?region=norra-sverige", *KIRUNA]
PAGES = [*SWEDISH, *(f"{path}{'&' if '?' in path else '?'}lang=en" for path in SWEDISH)]
PICTURES = ["norrlaget", "manadslage?region=2584", "demografi?region=norra-sverige&lang=en"]


class Head(HTMLParser):
    """The title, and what `meta` and `link` say, by name; an address without this host."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        head, _, self.body = document.partition("</head>")
        self.feed(head)
        self.said["title"] = unescape(re.findall("<title>(.*?)</title>", head)[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element of the head says."""
        given = {name: value or "" for name, value in attrs}
        name = (
            given.get("name") or given.get("property") or given.get("hreflang") or given.get("rel")
        )
        if tag in ("meta", "link") and name:
            self.said[name] = (given.get("content") or given.get("href", "")).removeprefix(HOST)

    @property
    def words(self) -> str:
        """What a reader reads."""
        return unescape(re.sub(r"<[^>]+>", "", self.body))


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def asked(client: FlaskClient, address: str) -> Head:
    answer = client.get(address)
    assert answer.status_code == 200
    return Head(answer.get_data(as_text=True))


def xml(client: FlaskClient, path: str = "/sitemap.xml", **more: str) -> ET.Element:
    return ET.fromstring(client.get(path, **more).data)  # type: ignore[arg-type]  # noqa: S314 - our own


def pixels(picture: bytes) -> tuple[int, int]:
    wide, high = struct.unpack(">II", picture[16:24])
    return wide, high


@pytest.mark.parametrize("address", PAGES)
def test_a_title_ends_in_the_portals_name_and_begins_with_the_place(
    client: FlaskClient, address: str
) -> None:
    title = asked(client, address).said["title"]
    assert title.endswith(" – Norrläget")
    assert title.startswith("Kiruna") == ("region=2584" in address)


def test_the_title_of_a_place_is_as_the_issue_has_it(client: FlaskClient) -> None:
    title = asked(client, "/manadslage?region=2584").said["title"]
    assert title == "Kiruna – Månadsläge – Norrläget"


@pytest.mark.parametrize("address", PAGES)
def test_a_description_is_the_pages_own_sentence(client: FlaskClient, address: str) -> None:
    head = asked(client, address)
    # The shortest there is: a place, a year and how many, where the newest count is not by sex.
    assert len("Umeå 2025: 135,273 people.") <= len(head.said["description"]) <= 300
    assert head.said["description"].endswith(".")
    assert head.said["description"] in head.words
    assert head.said["og:description"] == head.said["description"]


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("Kort. Men helt.", "Kort. Men helt."),
        (f"{'En mening. ' * 27}Sista.", "En mening. " * 26 + "En mening."),
        (f"Kiruna hade {'många ' * 60}år. Slut.", f"Kiruna hade {'många ' * 47}många…"),
    ],
)
def test_a_long_lead_is_cut_where_a_sentence_ends_or_else_a_word(lead: str, told: str) -> None:
    page = html.Div([html.P("Inte den här."), html.P(lead, className="lead")])
    with create_app().server.test_request_context():
        said = documents.head(documents.asked("/status", MultiDict()), page, 200)
    assert said.description == told
    assert len(told) <= 300


@pytest.mark.parametrize("address", PAGES)
def test_the_address_a_page_is_known_by_is_its_own(client: FlaskClient, address: str) -> None:
    known = asked(client, address).said["canonical"]
    again = asked(client, known).said
    assert (again["canonical"], again["og:url"]) == (known, known)


@pytest.mark.parametrize("address", PAGES)
def test_the_languages_of_a_page_point_at_each_other(client: FlaskClient, address: str) -> None:
    said = asked(client, address).said
    english, swedish = asked(client, said["en"]).said, asked(client, said["sv"]).said
    assert said["canonical"] == said["en" if "lang=en" in address else "sv"]
    assert [each["sv"] for each in (english, swedish)] == [said["sv"]] * 2
    assert [each["en"] for each in (english, swedish)] == [said["en"]] * 2
    assert (english["canonical"], swedish["canonical"]) == (said["en"], said["sv"])
    assert (english["og:locale"], swedish["og:locale"]) == ("en_GB", "sv_SE")


def test_what_is_searched_for_or_strange_is_no_page_of_its_own(client: FlaskClient) -> None:
    for address, known in {
        "/indikatorer?q=bil&utm_source=x": "/indikatorer",
        "/indikatorer?q=kiruna": "/indikatorer?region=2584",
        "/kartbank?q=bil": "/kartbank",
        "/manadslage": "/manadslage?region=24",
        "/revideringar?release=x&region=2584": "/revideringar?region=2584",
    }.items():
        assert asked(client, address).said["canonical"] == known


@pytest.mark.skipif(not png.available(), reason="no font")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_picture_that_is_there(client: FlaskClient, address: str) -> None:
    said = asked(client, address).said
    picture = client.get(said["og:image"])
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert len(picture.data) < 600_000
    assert said["og:image:alt"]
    assert said["og:image"].startswith(("/karta/", "/bild/"))
    if "og:image:width" in said:
        assert pixels(picture.data) == shell.FRAME
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")


def test_a_page_that_is_not_there_has_no_address_and_no_picture(client: FlaskClient) -> None:
    head = Head(client.get("/finns-inte").get_data(as_text=True))
    assert head.said["robots"] == "noindex"
    assert not {"canonical", "sv", "og:image", "og:url"} & set(head.said)


def test_without_a_font_no_page_names_a_picture_and_the_icons_are_there(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(png, "available", lambda: False)
    monkeypatch.setattr(documents, "_kept", Kept(limits.KEPT_DOCUMENTS))
    monkeypatch.setattr(exports, "_kept", Kept(limits.KEPT_FILES))
    png.png.cache_clear()
    for address in ("/", "/manadslage", "/indikatorer/medelalder"):
        assert not [name for name in asked(client, address).said if name.startswith("og:image")]
    assert client.get("/bild/norrlaget.png").status_code == 501
    assert client.get("/icon-192.png").status_code == 200


@pytest.mark.skipif(not png.available(), reason="no font")
def test_pictures_differ_and_a_strange_one_is_told_which_there_are(client: FlaskClient) -> None:
    drawn = [client.get(f"/bild/{each.replace('?', '.png?')}").data for each in PICTURES[1:]]
    drawn.append(client.get("/bild/norrlaget.png").data)
    assert len(set(drawn)) == len(PICTURES)
    answer = client.get("/bild/annan.png")
    assert answer.status_code == 404
    assert json.loads(answer.text)["allowed"] == ["norrlaget", "manadslage", "demografi"]


def test_an_empty_release_has_the_portals_picture_and_a_sitemap(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.publish(tmp_path, apart([], pd.DataFrame(columns=COLUMNS)))
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    assert "/indikatorer" in "".join(listed(client))
    if png.available():
        plain, drawn = (client.get(f"/bild/{name}.png") for name in ("norrlaget", "manadslage"))
        assert drawn.status_code == 200
        assert drawn.data == plain.data


# --- the sitemap ---


def listed(client: FlaskClient) -> list[str]:
    """The addresses of the sitemap, without the host."""
    found = [str(each.text) for each in xml(client).iterfind("s:url/s:loc", NAMES)]
    assert all(each.startswith(f"{HOST}/") for each in found)
    return [each.removeprefix(HOST) for each in found]


def test_the_sitemap_has_every_page_in_both_languages(client: FlaskClient) -> None:
    found = listed(client)
    assert len(found) == len(set(found))
    expected = [path for page in pages.every() for path in page.addresses()]
    expected += [path for page in pages.every() for path in page.of_places()]
    assert {f"/manadslage?region={region}" for region in model.regions()} < set(expected)
    english = [f"{path}{'&' if '?' in path else '?'}lang=en" for path in expected]
    assert {*expected, *english} <= set(found)


def test_what_the_sitemap_lists_is_there(client: FlaskClient) -> None:
    found = listed(client)
    some = [each for each in found if not each.startswith("/indikatorer/")]
    for address in (*some[::41], *found[::200]):
        assert client.get(address).status_code == 200, address


def test_each_language_of_the_sitemap_names_both(client: FlaskClient) -> None:
    urls = xml(client).findall("s:url", NAMES)
    for one, other in zip(urls[::2], urls[1::2], strict=True):
        both = [each.findtext("s:loc", namespaces=NAMES) for each in (one, other)]
        for url in (one, other):
            links = url.findall("x:link", NAMES)
            assert [link.get("hreflang") for link in links] == ["sv", "en"]
            assert [link.get("href") for link in links] == both


def test_an_indicator_is_as_new_as_its_figures(client: FlaskClient) -> None:
    days = {
        url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", "", NAMES)
        for url in xml(client).iterfind("s:url", NAMES)
    }
    taken = data.indicators()["medelalder"].taken.isoformat()
    assert days[f"{HOST}/indikatorer/medelalder"] == taken
    assert days[f"{HOST}/"] == data.release().id[:10]
    assert all(date.fromisoformat(day) <= date.today() for day in days.values())  # noqa: DTZ011


def test_issues_that_are_kept_are_listed(client: FlaskClient, issued: Path) -> None:
    assert issued.exists()
    issue = archive.issues("24")[0]
    for address in (f"/manadslage/24/{issue}.html", f"/manadslage/2480/{issue}.html?lang=en"):
        assert address in listed(client)
        assert client.get(address).status_code == 200


# --- the rest ---


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_manifest_names_icons_that_are_there(client: FlaskClient, lang: str) -> None:
    head = asked(client, "/" if lang == "sv" else "/?lang=en")
    answer = client.get(head.said["manifest"])
    assert answer.mimetype == "application/manifest+json"
    said = json.loads(answer.text)
    assert (said["short_name"], said["lang"]) == ("Norrläget", lang)
    assert asked(client, said["start_url"]).said["canonical"] == said["start_url"]
    for icon in said["icons"]:
        picture = client.get(icon["src"])
        assert (picture.status_code, picture.mimetype) == (200, icon["type"])
        if icon["type"] == "image/png":
            assert icon["sizes"] == "{}x{}".format(*pixels(picture.data))


def test_a_page_holds_the_icon(client: FlaskClient) -> None:
    kind, _, drawn = asked(client, "/").said["icon"].partition(",")
    icon = client.get("/icon.svg")
    assert kind == f"data:{icon.mimetype}"
    assert unquote(drawn) == icon.text.replace('"', "'")
    assert ET.fromstring(icon.text).tag.endswith("svg")  # noqa: S314 - our own


def test_robots_may_read_pages_and_pictures_and_need_no_files(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    assert answer.mimetype == "text/plain"
    assert robots.site_maps() == [f"{HOST}/sitemap.xml"]
    open_ = [*PAGES, "/karta/medelalder.png?lang=en", "/bild/norrlaget.png", "/icon.svg"]
    assert all(robots.can_fetch("*", each) for each in [*open_, "/manadslage/24/2026-09.html"])
    closed = ["/data/folkmangd.csv", "/api/v1/observations?region=24", "/_dash-update-component"]
    assert not any(robots.can_fetch("*", each) for each in closed)


SITE = ["/icon.svg", "/icon-512.png", "/manifest.webmanifest", "/robots.txt", "/sitemap.xml"]


@pytest.mark.parametrize("path", SITE)
def test_such_files_are_kept_for_an_hour_and_asked_for_again(
    client: FlaskClient, path: str
) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("address", [*PAGES, *(path for path in SITE if ".png" not in path)])
def test_nothing_foreign_is_named(client: FlaskClient, address: str) -> None:
    said = client.get(address).get_data(as_text=True).partition("</head>")[0]
    hosts = set(re.findall(r"https?://[^/\"'<\s]+", said))
    assert hosts <= {HOST, "http://www.sitemaps.org", "http://www.w3.org"}  # names of vocabularies


# --- what a browser may fetch before it is asked ---


def test_pages_may_be_fetched_when_a_reader_rests_on_their_link_and_files_may_not(
    client: FlaskClient,
) -> None:
    for path in PAGES:
        assert client.get(path).headers["Speculation-Rules"] == '"/speculation.json"'
    assert "Speculation-Rules" not in client.get("/data/folkmangd.csv").headers
    rules = client.get("/speculation.json")
    assert rules.mimetype == "application/speculationrules+json"
    (rule,) = rules.get_json(force=True)["prefetch"]
    assert rule["eagerness"] == "moderate"
    *_, never = rule["where"]["and"]
    closed = json.dumps(never)
    for kind in ("/api/*", "/data/*", "/karta/*", "[download]"):
        assert kind in closed
