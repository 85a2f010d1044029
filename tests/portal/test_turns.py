"""What takes long is made in turn: who finds no place is told to come again; nothing is lost."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import flask
import pytest

from dashboard import data, documents, limits, shared
from dashboard.routes import exports, files
from dashboard.turns import Full, Turns
from dashboard.web import create_app
from etl.store.kept import Kept
from tests import beside

CSV = "/data/folkmangd.csv"


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[flask.Flask]:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    beside.forget()
    yield create_app().server
    beside.forget()


class Held:
    """Something slow, which goes on when it is let; how often it was begun."""

    def __init__(self, real: Callable[..., object]) -> None:
        self.real, self.begun, self.let, self.first = real, 0, Event(), Event()

    def __call__(self, *arguments: object) -> object:
        """Do it, when it is let."""
        self.begun += 1
        self.first.set()
        assert self.let.wait(20)
        return self.real(*arguments)


def asked(portal: flask.Flask, address: str, client: str) -> int:
    with portal.test_client().get(address, environ_base={"REMOTE_ADDR": client}) as answer:
        return answer.status_code


def test_many_who_ask_for_one_file_wait_for_one_writing(
    portal: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(files.written)
    monkeypatch.setattr(files, "written", held)
    with ThreadPoolExecutor(8) as several:
        going = [several.submit(asked, portal, CSV, f"10.0.0.{n}") for n in range(8)]
        held.first.wait(20)
        held.let.set()
    assert [each.result() for each in going] == [200] * 8
    assert held.begun <= limits.WRITING


@pytest.mark.parametrize(("places", "share"), [(2, 2), (9, 1)], ids=["in all", "one client's"])
def test_who_finds_no_place_is_told_when_to_ask_again(
    portal: flask.Flask, monkeypatch: pytest.MonkeyPatch, places: int, share: int
) -> None:
    monkeypatch.setattr(exports, "_turns", Turns(places, share, 1))
    held = Held(files.written)
    monkeypatch.setattr(files, "written", held)
    with ThreadPoolExecutor(2) as several:
        going = [several.submit(asked, portal, f"{CSV}?sex={sex}", "a") for sex in "KM"[:share]]
        while sum(exports._turns._clients.values()) < share:
            held.first.wait(0.01)
        answer = portal.test_client().get(f"{CSV}?sex=T", environ_base={"REMOTE_ADDR": "a"})
        held.let.set()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(limits.AGAIN))
    assert "ask again" in answer.get_json()["detail"]
    assert [each.result() for each in going] == [200] * share
    assert asked(portal, f"{CSV}?sex=T", "a") == 200


def test_a_page_for_which_there_is_no_place_says_so_and_kept_ones_are_there(
    portal: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(portal, "/status", "a") == 200
    monkeypatch.setattr(documents, "_turns", Turns(0, 0, 1))
    answer = portal.test_client().get("/indikatorer")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(limits.AGAIN))
    assert asked(portal, "/status", "a") == 200


def test_without_room_a_file_is_refused_and_told_and_with_room_it_comes(
    portal: flask.Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(exports.tempfile, "TemporaryFile", full)
        assert asked(portal, CSV, "a") == 503
    assert "No space left on device" in caplog.text
    monkeypatch.setattr(limits, "OPEN_FILES", -1)
    assert asked(portal, CSV, "a") == 429
    monkeypatch.undo()
    assert asked(portal, CSV, "a") == 200


def test_what_workers_share_is_made_anew_where_it_is_torn_or_gone(
    portal: flask.Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    monkeypatch.setattr(shared, "_folder", folder)
    client = portal.test_client()
    first = client.get("/status").data
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    for damage in (b"", whole[:-1], b"x" + whole[1:]):
        file.write_bytes(damage)
        documents._kept = Kept(limits.KEPT_DOCUMENTS)
        assert client.get("/status").data == first
    content = documents.content
    monkeypatch.setattr(documents, "content", lambda _: pytest.fail("made again"))
    file.write_bytes(whole)
    documents._kept = Kept(limits.KEPT_DOCUMENTS)
    assert client.get("/status").data == first
    monkeypatch.setattr(documents, "content", content)
    file.unlink()
    folder.rmdir()
    documents._kept = Kept(limits.KEPT_DOCUMENTS)
    assert client.get("/status").data == first
    shared.clear()


def test_a_turn_is_given_back_when_what_is_made_fails() -> None:
    turns = Turns(1, 1, 1)
    with flask.Flask("x").test_request_context("/"):
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), turns.turn():
                raise ZeroDivisionError
        with turns.turn(), pytest.raises(Full), turns.turn():
            pass


def test_two_questions_that_share_the_letters_of_a_tag_are_two_files(
    portal: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.routes._tag", lambda: "the-same")
    client = portal.test_client()
    frame = data.observations("folkmangd", sexes=["K"])
    year = frame["period"].max()  # the newest of all is not by sex
    women, men = (client.get(f"{CSV}?sex={sex}&period={year}").text for sex in "KM")
    assert ",K," in women
    assert ",K," not in men
    assert ",M," in men
