"""Tags: what a reader keeps of one version of Norrläget is no answer of another."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

import etl
from dashboard import data, encoding, version, web
from dashboard.parts import assets
from dashboard.plan import reader
from dashboard.routes import site
from etl.net import session
from etl.store import releases
from tests.sample import sample_release

SUITES = "/_dash-component-suites"
TAGGED = {
    "/api/v1/indicators": "/api/v1/indicators",
    "/api/v1/indicators/<indicator_id>": "/api/v1/indicators/folkmangd",
    "/api/v1/observations": "/api/v1/observations?indicator=folkmangd",
    "/": "/",
    "/<path:path>": "/indikatorer",
    "/assets/<mark>/<name>": f"{assets.folder()}app.css",
    "/assets/<path:filename>": "/assets/app.css",
    "/bild/<name>.png": "/bild/demografi.png",
    "/api/openapi.json": "/api/openapi.json",
    "/api/v1/releases": "/api/v1/releases",
    "/atom": "/atom?indicator=folkmangd&region=2480",
    "/data/<indicator_id>.<kind>": "/data/folkmangd.csv",
    "/data/<indicator_id>.csv-metadata.json": "/data/folkmangd.csv-metadata.json",
    "/dcat.<kind>": "/dcat.rdf",
    "/kalender.ics": "/kalender.ics",
    "/recept/<recipe>": "/recept/medelalder.pq",
    "/kommun/<code>.<kind>": "/kommun/2480.csv",
    "/lan/<code>.<kind>": "/lan/24.csv",
    "/api/v1/regions/<code>/similar": "/api/v1/regions/2480/similar",
    "/api/v1/regions/<code>/profile": "/api/v1/regions/2480/profile",
    "/api/v1/search": "/api/v1/search?q=jobb",
    "/diagram/<indicator_id>.<kind>": "/diagram/folkmangd.svg",
    "/embed/diagram": "/embed/diagram?indicator=folkmangd",
    "/embed/karta": "/embed/karta?indicator=folkmangd",
    "/jamfor.<kind>": "/jamfor.csv?region=2480&indikator=folkmangd",
    "/karta/<indicator_id>.<kind>": "/karta/folkmangd.geojson",
    "/manadslage/<region>.atom": "/manadslage/24.atom",
    "/manadslage/<region>/<issue>.<kind>": "/manadslage/24/senaste.html",
    "/manadslage/<region>/kort/<indicator_id>": "/manadslage/24/kort/folkmangd",
    "/revideringar.atom": "/revideringar.atom",
    "/revideringar.csv": "/revideringar.csv",
    "/trender.<kind>": "/trender.json",
    **{f"/{name}": f"/{name}" for name in site.FILES},
    **{f"{plan.path}.<kind>": f"{plan.path}.json" for plan in reader.plans().served},
}
OF_A_RELEASE = {  # of which each has its own
    "/api/v1/releases/<release>": "/api/v1/releases/{}",
    "/api/v1/releases/<release>/<file>": "/api/v1/releases/{}/manifest.json",
}
# Made anew for each reader, or kept under an address that names their content.
WITHOUT = {
    f"{SUITES}/<string:package_name>/<path:fingerprinted_path>": f"{SUITES}/dash/x.js",
    "/_dash-dependencies": "/_dash-dependencies",
    "/_dash-layout": "/_dash-layout",
    "/_favicon.ico": "/_favicon.ico",
    "/_reload-hash": "/_reload-hash",
    "/api": "/api",
    "/api/<path:rest>": "/api/x",
    "/health": "/health",
    "/indikatorer/<indicator_id>.<kind>": "/indikatorer/folkmangd.csv",  # leads to the API
}  # fmt: skip
HELD = {"If-None-Match": "*"}  # then a tag is told before anything is made


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    sample_release(tmp_path)
    return web.create_app().server.test_client()


def tag(client: FlaskClient, address: str) -> str:
    made = address.startswith("/assets") or address in ("/", "/indikatorer")
    with client.get(address, headers={} if made else HELD) as answer:
        return answer.headers["ETag"]


def test_every_address_is_known_to_have_a_tag_or_none(client: FlaskClient) -> None:
    rules = {str(each) for each in client.application.url_map.iter_rules() if "GET" in each.methods}
    assert rules == {*TAGGED, *WITHOUT, *OF_A_RELEASE}
    for address in WITHOUT.values():
        assert "ETag" not in client.get(address).headers, address
    for address in OF_A_RELEASE.values():
        assert client.get(address.format(data.release().id)).headers["ETag"], address


@pytest.mark.parametrize("address", TAGGED.values())
def test_another_version_or_other_code_has_another_tag(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    tags = [tag(client, address) for _ in range(2)]
    with monkeypatch.context() as upgraded:
        upgraded.setattr(etl, "__version__", "99.0.0")
        tags.append(tag(client, address))
    monkeypatch.setattr(version, "_code", lambda: "other")
    tags.append(tag(client, address))
    assert tags[0] == tags[1]
    assert len(set(tags)) == 3


@pytest.mark.parametrize("address", ["/data/folkmangd.csv", "/assets/app.css", "/", "/status"])
def test_what_was_kept_of_an_older_version_is_sent_anew(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with client.get(address, headers={"Accept-Encoding": "br"}) as first:
        kept = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": "br"}
    with client.get(address, headers=kept) as held:
        assert (held.status_code, held.data) == (304, b"")
    monkeypatch.setattr(etl, "__version__", "99.0.0")
    with client.get(address, headers=kept) as anew:
        assert anew.status_code == 200


def test_the_code_s_hash_is_that_of_every_file_that_answers_are_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "PROJECT", tmp_path)
    found = set()
    for name in ("dashboard/a.py", "dashboard/a.js", "etl/b.py", "etl/c/d.toml", "maps/e.json"):
        for content in ("", "x"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
            found.add(version._code.__wrapped__())
    assert len(found) == 10
    (tmp_path / "etl" / "b.pyc").write_text("x")
    assert version._code.__wrapped__() in found


def test_agencies_and_releases_are_told_the_same_version(tmp_path: Path) -> None:
    sample_release(tmp_path)
    assert releases.current(tmp_path).manifest["version"] == etl.__version__
    assert session.USER_AGENT.startswith(f"norrlaget/{etl.__version__} ")
    assert version.mark().startswith(f"{etl.__version__}-")


# --- encodings ---

ASKED = {
    "": "", "identity": "", "br": "br", "gzip": "gzip", "gzip, deflate, br, zstd": "br",
    "br;q=0": "", "br;q=0, gzip": "gzip", "br;q=0, *": "gzip", "*": "br", "*;q=0": "",
    "gzip, *;q=0": "gzip", "gzip;q=0.9, br;q=0.8": "gzip", "identity, br;q=0.5": "",
    "identity;q=0, br": "br", "identity;q=0": "", "deflate, zstd": "", "GZIP": "gzip", "br;q=x": "",
}  # fmt: skip
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
KINDS = [
    "/", "/finns-inte", f"{assets.folder()}app.css", f"{SUITES}/dash/deps/react@18.v4.min.js",
    "/api/v1/indicators", "/karta/folkmangd.geojson", "/data/folkmangd.csv", "/sitemap.xml",
    "/data/nope.csv", "/revideringar.atom", "/manadslage/24/senaste.html", "/icon.svg",
]  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("data")
        patch.setenv("NORRLAGET_DATA", str(folder))
        sample_release(folder)
        yield web.create_app().server.test_client()


@pytest.mark.parametrize(("accepted", "sent"), ASKED.items())
@pytest.mark.parametrize("address", ["/", "/finns-inte", "/sitemap.xml", KINDS[2]])
def test_an_answer_is_in_the_encoding_its_reader_takes(
    shown: FlaskClient, address: str, accepted: str, sent: str
) -> None:
    with shown.get(address, headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding", "") == sent
        assert "Accept-Encoding" in answer.vary
        assert UNPACK[sent](answer.data)


@pytest.mark.parametrize("accepted", ["br", "gzip", "gzip;q=0, *;q=0.5"])
@pytest.mark.parametrize("address", KINDS)
def test_whatever_is_text_comes_packed(shown: FlaskClient, address: str, accepted: str) -> None:
    packed = {"Accept-Encoding": accepted}
    with shown.get(address) as plain, shown.get(address, headers=packed) as small:
        assert small.status_code == plain.status_code
        if len(plain.data) > 500:
            assert UNPACK[small.headers["Content-Encoding"]](small.data) == plain.data
            assert len(small.data) < 0.75 * len(plain.data)


@pytest.mark.parametrize("address", [each for each in TAGGED.values() if each != "/assets/app.css"])
def test_a_reader_of_any_encoding_is_told_that_it_has_the_answer(
    shown: FlaskClient, address: str
) -> None:
    """Each encoding is other bytes, under another strong tag; a proxy may have made it weak."""
    tags = {}
    for accepted in ("", "br", "gzip"):
        with shown.get(address, headers={"Accept-Encoding": accepted}) as first:
            tags.setdefault(first.headers["ETag"], first.data)
            assert tags[first.headers["ETag"]] == first.data
            assert first.headers["ETag"].startswith('"')
        for tag in (first.headers["ETag"], f"W/{first.headers['ETag']}"):
            kept = {"Accept-Encoding": accepted, "If-None-Match": f'"x", {tag}'}
            with shown.get(address, headers=kept) as again:
                assert (again.status_code, again.data) == (304, b"")
                assert again.headers["ETag"] == first.headers["ETag"]
                assert "Accept-Encoding" in again.vary


@pytest.mark.parametrize("into", ["br", "gzip"])
def test_what_comes_in_pieces_is_packed_as_it_comes(into: str) -> None:
    """Brotli keeps up to eight megabytes of it for itself, gzip next to nothing."""
    made: list[bytes] = []

    def pieces() -> Iterator[bytes]:
        for number in range(12):
            made.append(random.Random(number).randbytes(1_000_000))  # noqa: S311  # no secret
            yield made[-1]

    sent = encoding.compressed(pieces(), into)
    first = next(sent)
    assert len(made) < 12
    assert UNPACK[into](first + b"".join(sent)) == b"".join(made)
