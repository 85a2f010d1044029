"""A release that is not what it was made as is shown no more: the newest whole one is, and told."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient

from dashboard import data, documents, limits, shared, shown, web
from dashboard.web import create_app
from etl.store import releases
from etl.store.kept import Kept
from etl.store.release import NEEDED
from tests import beside, flips
from tests.sample import apart, meanings, observations, sample_release

CSV = "/data/folkmangd.csv?region=2480&sex=T&period=2022"
OLD, NEW = "132235", "132236"
PAGES = ["/", "/indikatorer/folkmangd?region=2480", "/indikatorer", "/status", "/revideringar"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two releases: the current one says NEW where the one before said OLD."""
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    sample_release(tmp_path)
    publish(tmp_path)
    yield tmp_path
    beside.forget()


def publish(folder: Path) -> str | None:
    revised = observations()
    revised.loc[0, "value"] += 1
    return releases.publish(folder, apart(meanings(), revised))


def figure(client: FlaskClient) -> str:
    """What a file says Umeå's population was."""
    return client.get(CSV).text.splitlines()[1].split(",")[6]


def a_minute_passes(folder: Path) -> None:
    """Since the release was looked through."""
    data.release()
    shown._opened[folder] = shown._opened[folder]._replace(looked_at=-1e9)


def damages(folder: Path) -> Iterator[str]:
    """Each way to be without the current release, undone again: what it is, while it lasts."""
    path = releases.current(folder).path
    aside = shutil.copytree(path, folder / "aside")
    for file in NEEDED:
        for damage in [*flips.KINDS, flips.gone]:
            damage(path / file)
            yield f"{file} {damage.__name__}"
            shutil.rmtree(path)
            shutil.copytree(aside, path)
    shutil.rmtree(path)
    yield "the folder is gone"
    shutil.copytree(aside, path)
    (folder / "releases" / "current").write_text("2020-01-01-00000000\n")
    yield "the pointer is wrong"
    releases.point(folder, path.name)


@pytest.mark.parametrize("warm", [True, False])
def test_whatever_is_damaged_the_newest_whole_release_is_served_and_health_tells(
    client: FlaskClient, folder: Path, *, warm: bool
) -> None:
    for damage in damages(folder):
        if not warm:
            beside.forget()
        a_minute_passes(folder)
        state = client.get("/health")
        assert (state.status_code, state.json["ok"]) == (200, True), damage
        assert len(state.json["damaged"]) == 1, damage
        assert f"{state.json['release']} is shown instead" in state.json["damaged"][0], damage
        assert state.json["release"] == data.release().id, damage
        assert figure(client) == (NEW if "pointer" in damage else OLD), damage
    beside.forget()
    assert figure(client) == NEW
    assert client.get("/health").json["damaged"] == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("unseen", [True, False])
def test_the_very_request_that_meets_a_flipped_bit_is_answered_of_another_release(
    client: FlaskClient, *, unseen: bool
) -> None:
    whole = data.release()
    flips.flip(whole.path / "observations.parquet", 8 * 20, unseen=unseen)
    assert figure(client) == OLD
    assert data.release().id != whole.id
    state = client.get("/status").text
    assert f"Dataversion {whole.id} är skadad (observations.parquet)" in state
    assert f"I stället visas {data.release().id}. Driftansvarig gör om" in state


@pytest.mark.usefixtures("folder")
def test_a_choice_that_meets_a_flipped_bit_leaves_for_a_page_of_another_release(
    client: FlaskClient,
) -> None:
    """Dash catches what a callback raises; parts of two releases on a page would be worse."""
    whole = data.release()
    flips.flip(whole.path / "observations.parquet", 8 * 20)
    asked = {"path": "/indikatorer/folkmangd", "query": "region=2480", "number": 1, "shapes": {}}
    asked["release"] = whole.id
    question = {
        "output": "live-answer.data",
        "outputs": {"id": "live-answer", "property": "data"},
        "inputs": [{"id": "live-asked", "property": "data", "value": asked}],
        "changedPropIds": ["live-asked.data"],
    }
    answer = client.post("/_dash-update-component", json=question)
    assert answer.status_code == 200
    assert answer.json["response"]["live-answer"]["data"] == {"number": 1, "leave": True}
    page = client.get("/indikatorer/folkmangd?region=2480").get_data(as_text=True)
    assert "132 235" in page.replace("\u00a0", " ")


@pytest.mark.parametrize("newest", [True, False], ids=["newest", "before"])
def test_an_explored_chart_is_of_its_page_s_release(
    client: FlaskClient, folder: Path, newest: bool
) -> None:
    both = zip(releases.kept(folder), (NEW, OLD), strict=True)
    kept = {each.id: said for each, said in both}
    release, told = list(kept.items())[0 if newest else 1]
    asked = {"path": "/indikatorer/folkmangd", "query": "region=2480", "release": release}
    question = {
        "output": "explored.children",
        "outputs": {"id": "explored", "property": "children"},
        "inputs": [{"id": "live-explore", "property": "data", "value": asked}],
        "changedPropIds": ["live-explore.data"],
    }
    answer = client.post("/_dash-update-component", json=question).get_data(as_text=True)
    assert told in answer
    assert ({OLD, NEW} - {told}).pop() not in answer


def test_a_release_made_anew_under_our_feet_is_served_without_a_restart(
    client: FlaskClient, folder: Path
) -> None:
    path = data.release().path
    assert figure(client) == NEW
    flips.flip(path / "latest.parquet", 99)
    assert publish(folder) == path.name
    assert figure(client) == NEW
    assert data.latest("2480")["value"].max() == int(NEW)
    assert client.get("/health").json["damaged"] == []


def test_a_folder_of_releases_that_goes_while_the_portal_runs_is_told(
    client: FlaskClient, folder: Path
) -> None:
    """Not mounted, say: what ships is shown, as on the first day, but not as if it were that."""
    name = data.release().path.name
    (folder / "releases").rename(folder / "elsewhere")
    for _ in range(2):
        state = client.get("/health").json
        assert (state["ok"], state["release"]) == (True, releases.Release(releases.DEFAULT).id)
        assert f"Release {name} is damaged" in state["damaged"][0]
        a_minute_passes(folder)
    (folder / "elsewhere").rename(folder / "releases")
    assert figure(client) == NEW
    assert client.get("/health").json["damaged"] == []


def test_where_nothing_is_whole_every_page_and_file_says_so_and_nothing_fails(
    client: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "DEFAULT", folder / "none")
    for release in releases.kept(folder):
        flips.flip(release.path / "observations.parquet", 99)
        flips.flip(release.path / "catalogue.json", 99)
    starting = create_app().server.test_client()
    for asked in (client, starting):
        health = asked.get("/health")
        assert (health.status_code, health.json["ok"]) == (503, False)
    assert "No other is whole" in health.json["damaged"][0]
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 503, page
        assert "Hellre inga siffror än fel" in answer.text
    assert "Better no figures than wrong ones" in client.get("/?lang=en").text
    for file in (CSV, "/api/v1/indicators", "/revideringar.csv", "/manadslage/24/senaste.html"):
        assert client.get(file).status_code == 503, file
    assert client.get("/robots.txt").status_code in (200, 503)


@pytest.mark.parametrize("lacking", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_a_machine_at_its_end_is_no_damage(
    client: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch, lacking: int
) -> None:
    """A moment without a file to open must not put yesterday's figures in today's place."""
    shown_before = data.release()

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(lacking, os.strerror(lacking), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        a_minute_passes(folder)
        assert client.get("/health").json["damaged"] == []
        assert client.get("/data/utbildning.csv").status_code == 503
    assert data.release().path == shown_before.path
    assert figure(client) == NEW


def test_what_is_found_once_is_told_to_the_log_once(
    client: FlaskClient, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flips.flip(data.release().path / "catalogue.json", 99)
    for _ in range(3):
        a_minute_passes(folder)
        client.get("/health")
        client.get("/status")
    assert sum("is not as it was made" in each for each in caplog.messages) == 1


def test_a_server_turns_to_a_new_release_when_what_readers_asked_for_is_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    monkeypatch.setattr(shown, "_followed", Event())
    monkeypatch.setattr(shown, "_prepared", {})
    monkeypatch.setattr(documents, "_kept", Kept(limits.KEPT_DOCUMENTS))
    monkeypatch.setattr(web, "sleep", lambda _: None)
    first = releases.publish(tmp_path, apart(meanings(), observations()))
    portal = create_app()
    shown._followed.set()
    shown.turn(portal.prepare)
    client = portal.server.test_client()
    assert client.get("/indikatorer/folkmangd?sex=K").status_code == 200

    second = releases.publish(tmp_path, apart(meanings(), observations().iloc[1:]))
    assert client.get("/health").get_json()["release"] == first
    during: list[str] = []
    shown.turn(lambda: during.append(shown.release().id) or portal.prepare())
    assert during == [second]
    assert client.get("/health").get_json()["release"] == second
    made: list[object] = []
    monkeypatch.setattr(documents, "content", lambda wanted: made.append(wanted))
    for address in ("/", "/?lang=en", "/demografi", "/indikatorer/folkmangd?sex=K"):
        assert second in client.get(address).get_data(as_text=True)
    assert not made


def test_what_may_be_asked_for_is_made_before_it_is_and_others_go_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_kept", Kept(limits.KEPT_DOCUMENTS))
    monkeypatch.setattr(shared, "_folder", tmp_path)
    monkeypatch.setattr(web, "sleep", lambda _: None)
    portal = create_app()
    portal.prepare()
    awaited = list(portal._unasked)
    monkeypatch.setattr(documents, "_loaded", lambda: True)
    portal.make_ahead(0.1)
    assert portal._unasked == awaited
    monkeypatch.setattr(documents, "_loaded", lambda: False)
    addresses = {each.address for each in awaited}
    assert {"/demografi?region=2480", "/manadslage?region=2480"} < addresses
    assert "/indikatorer/folkmangd" in addresses
    made: list[str] = []
    make = documents.content
    monkeypatch.setattr(
        documents, "content", lambda wanted: made.append(wanted.address) or make(wanted)
    )
    with portal.server.test_request_context("/"), documents._turns.turn():
        portal.make_ahead(0.1)
    assert not made
    portal.make_ahead(1.0)
    assert made
    assert len(portal._unasked) == len(awaited) - len(made)
    monkeypatch.setattr(documents, "_kept", Kept(limits.KEPT_DOCUMENTS))
    for address in made[:3]:  # as another worker, that finds them where this one laid them
        assert portal.server.test_client().get(address).status_code == 200
    portal._unasked[:] = [each for each in awaited if each.address in made]
    before = len(made)
    portal.make_ahead(1.0)
    assert (len(made), portal._unasked) == (before, [])


def test_what_cannot_be_prepared_is_shown_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    monkeypatch.setattr(shown, "_followed", Event())
    monkeypatch.setattr(shown, "_prepared", {})
    second = releases.publish(tmp_path, apart(meanings(), observations()))

    def rest(_: float) -> None:
        raise KeyboardInterrupt  # it would look again for ever

    monkeypatch.setattr(shown, "sleep", rest)
    with pytest.raises(KeyboardInterrupt):
        shown.follow(lambda: 1 / 0, rest)
    assert shown.release().id == second
    assert "could not be prepared" in caplog.text
