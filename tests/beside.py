"""A data folder with every file that lies beside the figures, and who reads which of them."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient

from dashboard import documents, limits, shown
from dashboard.routes import exports
from etl.store import pins, releases, status
from tests import flips
from tests.addresses import asked, told
from tests.issues import second, third
from tests.pages import addresses

NAMED = re.compile(r' data-release="[^"]*"')  # which does not say what a page tells
NOTE = re.compile(r'<p class="note lost">(.*?)</p>')
LISTING = "/data"  # lists the releases that are kept, as /api/v1/releases does
MONTHLY, REVISIONS, STATE = "/manadslage?region=24", "/revideringar", "/status"
KEPT = "/manadslage/24/2026-09."
FOLLOWED = "/atom?indicator=folkmangd&region=2480"  # would say too little where one cannot be read
# By the beginning of a file's path what it may cost, besides what tells of it.
OWN = {
    "releases/": (REVISIONS, "/api/v1/releases", "/api/openapi.json", "/atom"),
    "reports/": ("/manadslage", "/sitemap.xml"),  # it says when each issue was made
    "status.json": ("/api/v1/indicators",),  # they say how fresh each is
}
PAGES = {MONTHLY.partition("?")[0], REVISIONS, STATE, "/"}
FILES = 19


def grown(made: Path, data: Path) -> dict[str, list[str]]:
    """Lay out a data folder; by file, from its root, the addresses that tell of it when damaged.

    Two more releases after the one that `made` has, an issue, an editor's words for the next, what
    runs noted, a frozen release, and two strangers among the releases.
    """
    shutil.copytree(made, data)
    first, before, current = releases.published(data), second(data), third(data)
    status.write(data, {"folkmangd": "no answer"}, ["folkmangd"], ())
    pins.freeze(data, before)
    words = data / "reports" / "24" / "2026-10" / "introduktion.md"
    words.parent.mkdir()
    words.write_text("Hösten är **här**.", encoding="utf-8")
    for name in ("kopia", "2026-08-01-aaaaaaaa"):
        (data / "releases" / name).mkdir()
        (data / "releases" / name / "manifest.json").write_text("{}")
    now = f"releases/{current}/"
    return {
        f"{now}changes.json": [REVISIONS, STATE, "/health"],
        f"{now}changes.parquet": [REVISIONS, "/revideringar.csv", FOLLOWED, STATE, "/health"],
        f"{now}awaited.json": [STATE, "/health"],
        f"releases/{before}/changes.json": [],
        f"releases/{before}/changes.parquet": [f"{REVISIONS}?release={before}", FOLLOWED],
        f"releases/{before}/catalogue.json": [f"{REVISIONS}?release={before}"],
        f"releases/{before}/observations.parquet": [],
        f"releases/{before}/manifest.json": [FOLLOWED],
        f"releases/{first}/manifest.json": [FOLLOWED],
        "releases/kopia/manifest.json": [STATE],
        "releases/2026-08-01-aaaaaaaa/manifest.json": [],
        "reports/24/2026-09/report.json": [
            MONTHLY,
            f"{KEPT}html",
            f"{KEPT}json",
            f"{KEPT}pptx",
        ],
        "reports/24/2026-09/seals.json": [],
        "reports/24/2026-09/sv.html": [f"{KEPT}html"],
        "reports/24/2026-09/sv.pptx": [f"{KEPT}pptx"],
        "reports/24/2026-09/sv.pdf": [],
        "reports/24/2026-10/introduktion.md": [MONTHLY],
        "status.json": [STATE],
        f"frozen/{before}": [],
    }


def every(data: Path) -> list[str]:
    """Every page, and every address that docs/api.md tells.

    Without PDF, slides and pictures, which take long to make, and what is another each time.
    """
    files = (asked(each, "2026-09") for each in told())
    named = (each for each in files if not each.endswith((".pdf", ".pptx", ".png", ".gpkg")))
    frozen = f"/embed/karta?indicator=folkmangd&release={releases.published(data)}"
    return [*addresses(), MONTHLY, f"{MONTHLY}&lang=en", *named, f"{KEPT}pptx", frozen]


@contextmanager
def damaged(data: Path, file: str, damage: flips.Damage) -> Iterator[None]:
    """Within the block the file is damaged, and the portal meets it as one that starts then."""
    path = data / file
    content, stat = path.read_bytes(), path.stat()
    damage(path)
    forget()
    try:
        yield
    finally:
        flips.gone(path)
        path.write_bytes(content)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        forget()


def forget() -> None:
    """What a process keeps of releases and documents."""
    shown._opened.clear()
    documents._kept.__init__(limits.KEPT_DOCUMENTS)  # type: ignore[misc]
    exports._kept.__init__(limits.KEPT_FILES)  # type: ignore[misc]


def may_differ(address: str, file: str) -> bool:
    """Whether it is the address's own part that the file holds."""
    own = next((each for begins, each in OWN.items() if file.startswith(begins)), ())
    listed = address == LISTING and file.startswith("releases/")
    return listed or address.startswith((STATE, "/health", *own))


def tells(notes: list[str], file: str) -> bool:
    """Whether one of the notes is of the file."""
    return any(Path(file).name in note or Path(file).parent.name in note for note in notes)


def answered(client: FlaskClient, address: str) -> tuple[int, str, list[str]]:
    """Status, what is said of lost files left out, and what is said of them."""
    with client.get(address) as answer:
        body = answer.get_data().decode(errors="replace")
        return answer.status_code, NAMED.sub("", NOTE.sub("", body)), NOTE.findall(body)
