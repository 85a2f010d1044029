"""The same figures in others' tools, each served on 127.0.0.1: plain Dash, Streamlit and Panel.

Plain Dash shows Månadsläge too, which the others would only set as text. The figures are those
that the portal's own API gives, so that all show the same.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from tests import PROJECT
from tests.bench import maps
from tests.bench.lighthouse import TOOLS
from tests.bench.others import figures
from tests.bench.servers import dash, served
from tests.browser.visits import free_port, rows

INDICATOR = maps.RATE
COMPARED = ("2480", "00")  # Umeå and riket, as the portal's own chart has them
OTHERS = TOOLS / "others"  # a virtual environment: Streamlit and Panel are none of the project's
PAGES = PROJECT / "tests" / "bench" / "others"


class Rival(NamedTuple):
    """A tool with the same content, and how it is served."""

    name: str
    beside: str  # the portal's page of the same
    serve: Callable[[], AbstractContextManager[str]]


def every(data: Path) -> Iterator[Rival]:
    """All that can be served here; `data` is a folder with what the portal shows, and `write`'s."""
    beside = f"/indikatorer/{INDICATOR}?show=sweden-municipality"
    report, page = "tests.bench.plain_dash:by_default", "tests.bench.others.in_dash:{}"
    yield Rival("plain Dash, Månadsläge", "/manadslage", lambda: dash(report, data))
    yield Rival("plain Dash", beside, lambda: dash(page.format("by_default"), data))
    yield Rival("compressed Dash", beside, lambda: dash(page.format("compressed"), data))
    if installed():
        yield Rival("Streamlit", beside, lambda: streamlit(data))
        yield Rival("Panel", beside, lambda: panel(data))


def installed() -> bool:
    """Whether Streamlit and Panel are there, installed now where they were not."""
    found = [OTHERS / "bin" / name for name in ("streamlit", "panel")]
    if all(each.exists() for each in found):
        return True
    pip = [OTHERS / "bin" / "python", "-m", "pip", "install", "--quiet", "streamlit", "panel"]
    commands = [[sys.executable, "-m", "venv", OTHERS], [*pip, "plotly"]]
    return all(ran(command) for command in commands) and all(each.exists() for each in found)


def ran(command: list[str | Path]) -> bool:
    """Whether a command ended well; what it said is not kept."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def versions() -> str:
    """Those of the two, as pip has them."""
    pip = [OTHERS / "bin" / "python", "-m", "pip", "list", "--format=json"]
    told = subprocess.run(pip, capture_output=True, check=True).stdout
    there = {each["name"]: each["version"] for each in json.loads(told)}
    return ", ".join(f"{name} {there[name]}" for name in ("streamlit", "panel", "plotly"))


# --- what they show ---


def write(portal: str, folder: Path) -> None:
    """The figures of the portal's page, as a file in the folder that the others are started in."""
    told = rows(portal, indicator=INDICATOR)
    shown = {"unit": told[0]["unit"], **_lines(told), **_map(told)}
    (folder / figures.NAME).write_text(json.dumps(shown), encoding="utf-8")


def _lines(told: list[dict[str, str]]) -> dict[str, Any]:
    lines: dict[str, dict[str, list[Any]]] = {}
    for row in told:
        if row["region"] in COMPARED and row["sex"] in "KM" and row["value"]:
            line = lines.setdefault(f"{row['region_name']} {row['sex']}", {"x": [], "y": []})
            line["x"].append(row["period"])
            line["y"].append(float(row["value"]))
    return {"lines": lines}


def _map(told: list[dict[str, str]]) -> dict[str, Any]:
    shapes = maps.geojson()
    known = {each["id"] for each in shapes["features"]}
    last = max(row["period"] for row in told)
    kept = [row for row in told if row["region"] in known and row["sex"] == "T"]
    kept = [row for row in kept if row["period"] == last and row["value"]]
    return {
        "title": f"{INDICATOR}, {last}",
        "codes": [row["region"] for row in kept],
        "names": [row["region_name"] for row in kept],
        "values": [float(row["value"]) for row in kept],
        "shapes": shapes,
        "ranges": maps.ranges(shapes),
    }


# --- how they are served ---


def streamlit(data: Path) -> AbstractContextManager[str]:
    """Streamlit as it ships, but that it tells its makers nothing and opens no browser."""
    port = free_port()
    options = ["--browser.gatherUsageStats=false", "--server.headless=true"]
    place = ["--server.address=127.0.0.1", f"--server.port={port}"]
    command = [OTHERS / "bin" / "streamlit", "run", PAGES / "in_streamlit.py", *options, *place]
    return served(command, f"http://127.0.0.1:{port}/", data)


def panel(data: Path) -> AbstractContextManager[str]:
    """Panel as it ships."""
    port = free_port()
    place = ["--address", "127.0.0.1", "--port", str(port), "--allow-websocket-origin"]
    page = PAGES / "in_panel.py"
    command = [OTHERS / "bin" / "panel", "serve", page, *place, f"127.0.0.1:{port}"]
    return served(command, f"http://127.0.0.1:{port}/{page.stem}", data)
