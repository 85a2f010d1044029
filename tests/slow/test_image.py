"""What the image does, done on the bare machine: install, serve, be healthy, refresh, stop.

The Dockerfile, compose.yaml and .dockerignore are read, so that these tests fail when they drift.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

import pytest
import requests

from etl.store import releases
from tests import PROJECT
from tests.killed import MORTAL
from tests.replay import serve
from tests.small import instead, messages

CI = os.environ.get("CI") == "true"
COMPOSE = (PROJECT / "compose.yaml").read_text(encoding="utf-8")
NO_REGISTRY = re.compile(r"No matching distribution|connection|timed out|resolution", re.IGNORECASE)


def instructions(word: str) -> list[str]:
    """What follows a word in the Dockerfile, each time that it is given."""
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(rf"^{word} +(.*)$", text, re.MULTILINE)


def only(word: str) -> str:
    (text,) = instructions(word)
    return text


def command(text: str) -> list[str]:
    """The words of a command in its list form."""
    found: list[str] = json.loads(text[text.index("[") :])
    return found


def seconds(name: str, text: str) -> float:
    found = re.search(rf"{name}\W+(\d+)s", text)
    assert found is not None, name
    return float(found[1])


def sent(path: PurePath) -> bool:
    """Whether the builder gets a file: the last line of .dockerignore that is about it decides."""
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = True
    for line in (line for line in lines if line and not line.startswith("#")):
        if any(_matches(part, line.removeprefix("!")) for part in (path, *path.parents)):
            kept = line.startswith("!")
    return kept


def _matches(path: PurePath, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatchcase(path.name, pattern[3:])
    parts = PurePath(pattern).parts
    return len(parts) == len(path.parts) and all(map(fnmatchcase, path.parts, parts))


def context() -> set[PurePath]:
    """Every file that the builder gets."""
    top = {part for copy in instructions("COPY") for part in copy.split()[:-1]}
    every = {path for path in PROJECT.iterdir() if path.name[0] != "."} | {PROJECT / p for p in top}
    return {
        path.relative_to(PROJECT)
        for start in every
        for path in (start.rglob("*") if start.is_dir() else [start])
        if path.is_file() and sent(path.relative_to(PROJECT))
    }


def copied(copy: str, files: set[PurePath]) -> dict[PurePath, PurePath]:
    """Where in the image each of the files goes, by one COPY."""
    *sources, target = copy.split()
    there = {
        path: PurePath(target, path.relative_to(source) if path != PurePath(source) else path.name)
        for source in sources
        for path in files
        if path.is_relative_to(source)
    }
    assert there, f"COPY {copy}: nothing is there, or .dockerignore keeps it back"
    return there


RETRIES = 3  # failing checks until a container is unhealthy, where a Dockerfile says no other


@dataclass(frozen=True)
class Image:
    """The image's folder and interpreter on this machine."""

    root: Path
    python: Path  # the folder of its programs

    def start(self, words: list[str], data: Path, **further: str) -> "subprocess.Popen[str]":
        """Start a program of the image with the volume at `data`; nothing else is inherited."""
        settings = dict(re.findall(r"(\w+)=(\S+)", only("ENV")))
        assert settings["NORRLAGET_DATA"] in instructions("VOLUME")
        environment = {
            **settings,
            "NORRLAGET_DATA": str(data),
            "PATH": f"{self.python}:{os.defpath}:/usr/sbin:/sbin",
            **further,
        }
        return subprocess.Popen(
            [*MORTAL, *words],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """Made as the Dockerfile makes it; nothing in it may be written, as compose.yaml has it."""
    if MORTAL and not shutil.which(MORTAL[0]):
        pytest.skip("root, and no setpriv to take its powers")
    assert "read_only: true" in COMPOSE
    folder = tmp_path_factory.mktemp("image")
    root, files = folder / "root", context()
    for copy in instructions("COPY"):
        for source, target in copied(copy, files).items():
            (root / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / source, root / target)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    install(folder / "venv" / "bin", root)
    closed = [root, *root.rglob("*")]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield Image(root, folder / "venv" / "bin")
    for path in closed:
        path.chmod(0o755)


def install(programs: Path, root: Path) -> None:
    """The Dockerfile's own line; hashes that do not match are a failure everywhere."""
    (line,) = [line for line in instructions("RUN") if line.startswith("pip install")]
    assert "--require-hashes" in line
    words = [str(programs / "pip"), *line.split()[1:]]
    ended = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    if ended.returncode and NO_REGISTRY.search(ended.stderr) and not CI:
        pytest.skip("pip cannot reach a registry to install the image's packages from")
    assert ended.returncode == 0, ended.stderr[-2000:]


@contextmanager
def portal(image: Image, data: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The server of the image on a free port of this machine, once its health check is well."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    inside = only("EXPOSE")
    assert f"NORRLAGET_ADDRESS=0.0.0.0 PORT={inside}" in only("ENV")
    here = {"NORRLAGET_ADDRESS": "127.0.0.1", "PORT": port}
    with image.start(command(only("CMD")), data, **here) as process:
        try:
            until_healthy(image, data, inside, port)
            yield f"http://127.0.0.1:{port}", process
        finally:  # not killed: its workers would live on
            process.terminate()
            process.wait(timeout=seconds("stop_grace_period", COMPOSE))


def until_healthy(image: Image, data: Path, inside: str, port: str) -> None:
    """The health check, as the Dockerfile gives it, before a container is called unhealthy.

    That is: after the time it gives the start, once so many checks in a row have failed.
    """
    check = only("HEALTHCHECK")
    words = [word.replace(f":{inside}/", f":{port}/") for word in command(check)]
    assert words != command(check)
    start, interval = seconds("--start-period", check), seconds("--interval", check)
    deadline = time.monotonic() + start + RETRIES * interval
    while True:
        with image.start(words, data) as asked:
            told = asked.communicate(timeout=seconds("--timeout", check) + 5)[0]
        if asked.returncode == 0:
            return
        assert time.monotonic() < deadline, told
        time.sleep(0.3)


def test_the_builder_gets_what_is_copied_and_nothing_else() -> None:
    files = context()
    taken = {path for copy in instructions("COPY") for path in copied(copy, files)}
    assert taken == files
    assert not {path for path in files if path.parts[0] in ("tests", "README.md", "design")}
    assert not {path for path in files if "__pycache__" in path.parts}
    assert {path.parts[1] for path in files if path.parts[0] == "data"} == {"default"}


def test_the_portal_serves_the_release_that_ships_when_the_volume_is_empty(
    image: Image, tmp_path: Path
) -> None:
    with portal(image, tmp_path / "volume") as (url, _):
        health = requests.get(f"{url}/health", timeout=10).json()
        assert health["release"] == releases.Release(releases.DEFAULT).id
        assert requests.get(url, timeout=30).status_code == 200
    assert not (tmp_path / "volume").exists()  # only the refresh writes


def test_the_refresh_publishes_and_the_portal_that_runs_serves_it(
    image: Image, tmp_path: Path
) -> None:
    """The catalogue is that of the emulator's figures; all the rest is the image's own."""
    data = tmp_path / "volume"
    own = with_small_catalogue(image, tmp_path / "own")
    refresh = re.search(r"^  refresh:.*?^    (command: .*?)$", COMPOSE, re.MULTILINE | re.DOTALL)
    assert refresh is not None
    first = ["python", "app.py", "etl", "update", "invanare", "andel", "alder", "--accept"]
    with portal(image, data) as (url, _), serve() as agencies:
        for step in (
            first,
            command(refresh[1].replace("$$", "$")),
        ):  # few regions, then well
            with own.start(step, data, **agencies.urls) as running:
                told = messages(running.communicate()[0])
            assert running.returncode == 0, told
            if step is first:
                new = releases.published(data)
                assert f"published {new}: " in told
        assert shown(url, str(new))
        listed = requests.get(f"{url}/api/v1/indicators", timeout=10).json()
        assert [each["id"] for each in listed] == ["invanare", "andel", "alder"]
        rows = requests.get(f"{url}/data/invanare.csv", timeout=10).text.splitlines()
        assert len(rows) == 1 + len(releases.current(data).observations("invanare"))


def shown(url: str, release: str) -> bool:
    """Whether the portal shows a release, when it has made pages of it."""
    deadline = time.monotonic() + 90
    while requests.get(f"{url}/health", timeout=10).json()["release"] != release:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True


def with_small_catalogue(image: Image, root: Path) -> Image:
    shutil.copytree(image.root, root)
    folder = root / "etl" / "catalogue"
    folder.chmod(0o755)
    instead(folder)
    return Image(root, image.python)


def test_the_portal_stops_in_time_though_a_reader_keeps_the_connection(
    image: Image, tmp_path: Path
) -> None:
    grace = seconds("stop_grace_period", COMPOSE)
    assert grace <= 10
    with portal(image, tmp_path) as (url, process), requests.Session() as session:
        assert session.get(f"{url}/health", timeout=10).ok
        process.send_signal(signal.Signals[only("STOPSIGNAL")])
        assert process.wait(timeout=grace) == 0
        with pytest.raises(requests.ConnectionError):
            session.get(f"{url}/health", timeout=10)
