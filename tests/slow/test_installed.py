"""`pip install .`: what is in the package, and that its command works from any folder."""

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

import etl
from etl.store import releases
from tests import PROJECT

PACKED = ("app.py", "dashboard", "etl", "maps", "data/default")
PATIENCE = 180  # seconds for the portal to start on a busy machine


def sources() -> set[str]:
    """What the package is to hold: everything in its folders but what a working copy makes."""
    return {
        str(path.relative_to(PROJECT))
        for top in PACKED
        for path in [PROJECT / top, *(PROJECT / top).rglob("*")]
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built of a copy without what an earlier build may have left."""
    folder = tmp_path_factory.mktemp("package")
    for name in [*sources(), "pyproject.toml", "README.md", "LICENSE"]:
        (folder / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / "tree" / name)
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, "."]
    subprocess.run([sys.executable, "-m", "pip", *words], cwd=folder / "tree", check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment's programs, with the package installed beside this one's dependencies."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "ours.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin"


def environment(**further: str) -> dict[str, str]:
    """The machine's own, without the checkout and its data folder."""
    theirs = ("NORRLAGET_", "PYTHON")
    return {k: v for k, v in os.environ.items() if not k.startswith(theirs)} | further


def test_the_package_holds_every_file_of_ours_and_no_other(wheel: Path) -> None:
    assert wheel.name == f"norrlaget-{etl.__version__}-py3-none-any.whl"
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == sources()


def test_the_pipeline_knows_the_release_that_ships_and_keeps_nothing_among_the_packages(
    programs: Path, tmp_path: Path
) -> None:
    asked = [programs / "norrlaget", "etl", "status"]
    told = subprocess.run(
        asked, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert not told.stderr
    lines = told.stdout.splitlines()
    assert {line.partition(":")[0] for line in lines} >= set(
        releases.Release(releases.DEFAULT).indicators
    )
    emptied = subprocess.run([programs / "norrlaget", "etl", "publish"], cwd=tmp_path,
                             env=environment(), capture_output=True, check=False)  # fmt: skip
    assert emptied.returncode in (1, 2)  # there are no snapshots, and it says so
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    (site,) = programs.parent.glob("lib/python*/site-packages")
    assert [path.name for path in (site / "data").iterdir()] == ["default"]


@pytest.fixture
def portal(programs: Path, tmp_path: Path) -> Iterator[str]:
    """The installed portal, run from another folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    running = subprocess.Popen(
        [programs / "norrlaget", "run"], cwd=tmp_path, env=environment(PORT=port)
    )
    try:
        until_well(f"{url}/health")
        yield url
    finally:
        running.terminate()
        running.wait(timeout=30)


def until_well(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=30).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.3)
    raise TimeoutError(url)


def test_the_portal_serves_pages_styles_maps_and_reports(portal: str) -> None:
    health = requests.get(f"{portal}/health", timeout=30).json()
    assert health["release"] == releases.Release(releases.DEFAULT).id
    for path in ("/", "/assets/app.css", "/karta/folkmangd.svg", "/manadslage/24/senaste.html"):
        assert requests.get(portal + path, timeout=60).status_code == 200, path
