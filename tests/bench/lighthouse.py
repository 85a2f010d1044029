"""Lighthouse's figures of an address, on its mobile profile, and what it says they are due to.

Lighthouse comes from npm into a folder outside the project, and is kept there between runs.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tests.browser.visits import FLAGS

TOOLS = Path(tempfile.gettempdir()) / "norrlaget-bench"
PACKAGE = "lighthouse@12"
LONGEST = 300  # seconds for one page, on a machine that does much else
# The names of its audits are those of its report.
NUMBERS = {
    "fcp": "first-contentful-paint",
    "lcp": "largest-contentful-paint",
    "tbt": "total-blocking-time",
    "cls": "cumulative-layout-shift",
    "size": "total-byte-weight",
}


class Unmeasured(Exception):
    """Lighthouse had nothing to say of an address; the message says why."""


@dataclass(frozen=True)
class Metrics:
    """One reading: milliseconds, a share of the window that shifted, bytes over the wire."""

    score: float  # 0–100
    fcp: float
    lcp: float
    tbt: float
    cls: float
    size: float
    requests: float
    told: tuple[str, ...] = ()  # what these are due to


def find() -> Path | None:
    """Lighthouse's command, fetched now where it was not; None where there is no Node or npm."""
    if not (shutil.which("node") and (npm := shutil.which("npm"))):
        return None
    folder = TOOLS / "lighthouse"
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", folder, "--no-audit", "--no-fund", PACKAGE]
        subprocess.run(install, check=False, capture_output=True)
    return command if command.exists() else None


def version(command: Path) -> str:
    """Its version, as it says it."""
    asked = [command, "--version"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def read(command: Path, chromium: str, url: str) -> Metrics:
    """One run, with an empty cache and a profile of its own."""
    flags = " ".join(_quoted(each) for each in ("--headless", *FLAGS))
    options = ["--only-categories=performance", "--output=json", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"  # it ends before a pipe has taken all of a long one
        ran = subprocess.run(
            [command, url, *options, f"--output-path={report}", f"--chrome-flags={flags}"],
            env=os.environ | {"CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        if not report.exists():
            raise Unmeasured((ran.stderr.strip().splitlines() or ["it said nothing"])[-1])
        return metrics(json.loads(report.read_text(encoding="utf-8")))


def _quoted(flag: str) -> str:
    """As Lighthouse splits one string into flags: only a value may stand in quotation marks."""
    name, _, value = flag.partition("=")
    return f'{name}="{value}"' if value else flag


def metrics(report: dict[str, Any]) -> Metrics:
    """A report's figures."""
    if error := report.get("runtimeError"):
        raise Unmeasured(error["message"])
    audits = report["audits"]
    numbers = {name: audits[audit]["numericValue"] for name, audit in NUMBERS.items()}
    score = 100 * report["categories"]["performance"]["score"]
    requests = len(_items(audits, "network-requests"))
    return Metrics(score=score, requests=requests, told=tuple(_told(audits)), **numbers)


# --- what they are due to ---


def _told(audits: dict[str, Any]) -> Iterator[str]:
    yield f"largest paint: {', '.join(_largest(audits))}"
    for each in islice(_items(audits, "layout-shifts"), 4):
        yield f"shifts by {each['score']:.3f}: {_node(each)}{''.join(_causes(each))}"
    for each in islice(_items(audits, "long-tasks"), 3):
        yield f"blocks {each['duration']:.0f} ms: {_short(each['url'])}"
    held = [_sized(each, "totalBytes") for each in _items(audits, "render-blocking-resources")]
    if held:
        yield f"holds the first paint: {', '.join(held)}"
    items = _items(audits, "network-requests")
    largest = sorted(items, key=lambda each: -each.get("transferSize", 0))[:4]
    yield f"largest: {', '.join(_sized(each, 'transferSize') for each in largest)}"
    failed = [_short(e["url"]) for e in items if e.get("statusCode", 200) >= 400]
    if failed:
        yield f"refused: {', '.join(failed)}"


def _items(audits: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (audits[name].get("details") or {}).get("items", [])
    return found


def _largest(audits: dict[str, Any]) -> Iterator[str]:
    """The element, and the parts of the time until it is there."""
    for table in _items(audits, "largest-contentful-paint-element"):
        for each in table.get("items", []):
            yield _node(each) if "node" in each else f"{each['phase']} {each['timing']:.0f} ms"


def _causes(each: dict[str, Any]) -> Iterator[str]:
    for cause in each.get("subItems", {}).get("items", []):
        yield f" ({cause['cause']}: {_node(cause, 'extra')})"


def _node(each: dict[str, Any], name: str = "node") -> str:
    node = each.get(name) or {}
    return str(node.get("selector") or node.get("value") or "unknown")[-70:]


def _short(url: str) -> str:
    return url.partition("?")[0].removesuffix("/").rpartition("/")[2] or url


def _sized(each: dict[str, Any], name: str) -> str:
    return f"{_short(each['url'])} {each.get(name, 0) / 1e3:.1f} kB"
