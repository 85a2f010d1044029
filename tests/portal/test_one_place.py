"""One place to add an indicator, a source, a check: each is then in every place at once."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard import data
from dashboard.web import create_app
from tests import PROJECT
from tests.replay import Emulator, serve
from tests.shown import page
from tests.trial import TABLE, TOPIC

SOURCE = '''"""A bureau of the trial: one figure a year, of the country."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from etl import model
from etl.model import Answer, Indicator, Kept
from etl.net.session import Session

NAME = "Provbyrån"
TABLE = r"SEPAHITT"


class Query(model.Query):
    """Nothing is to be chosen."""


def base_url() -> str:
    """Where the API is."""
    return os.environ["RIKSBANK_API_URL"]


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator."""
    return {"source": "prov", "table": indicator.table}


def fetch(indicator: Indicator, session: Session, **_: object) -> Answer:
    """The series, day by day."""
    today = datetime.now(UTC).date()
    reply = session.get(f"{base_url()}/Observations/{indicator.table}/2020-01-01/{today}")
    return Answer(asked(indicator), reply.date, None, reply.body)


def unchanged(_: Sequence[Kept], __: Session) -> set[str]:
    """None."""
    return set()


def read(answer: Answer, _: Indicator) -> pd.DataFrame:
    """The last day of each year."""
    years = {row["date"][:4]: float(row["value"]) for row in answer.body}
    rows = [("00", "T", "total", year, value, "") for year, value in years.items()]
    return pd.DataFrame(rows, columns=["region", "sex", "age", "period", "value", "status"])


def unit(_: Answer, __: Indicator) -> str:
    """The bureau's own word."""
    return "prov"
'''
OF_SOURCE = (
    TABLE.partition("[provtal.query]")[0]
    .replace('"kolada"', '"prov"')
    .replace("N01951", "SEPAHITT")
    .replace("by_sex = true", "by_sex = false")
    .replace('["country", "county", "municipality"]', '["country"]')
    .replace('source_unit = "antal"', 'source_unit = "prov"')
)
CHECK = '''def is_no_trial(case: Case) -> Iterator[str]:
    """No figure is a trial's."""
    if case.indicator.id == "provtal":
        yield "it is only a trial"


'''


@dataclass
class Copy:
    """A copy of the project to add to, with a data folder of its own, and the agencies."""

    folder: Path
    agencies: Emulator

    def add(self, path: str, text: str, *, at: str = "") -> None:
        """Write a file, or put the text into one before the first place that reads `at`."""
        file = self.folder / path
        old = file.read_text(encoding="utf-8") if at else ""
        before, found, after = old.partition(at) if at else ("", "", "")
        assert found == at, path
        file.write_text(before + text + found + after, encoding="utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """What a person at the copy would type, with what is told on either stream."""
        own = {"NORRLAGET_DATA": str(self.folder / "figures")}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | self.agencies.urls | own,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def etl(self, *words: str) -> str:
        """`python -m etl` with these words: what it tells."""
        return self.run(sys.executable, "-m", "etl", *words).stdout

    def differing(self) -> set[str]:
        """The files of the copy that the project has not, or has otherwise."""
        found = set()
        for path in (each for each in self.folder.rglob("*") if each.is_file()):
            name = path.relative_to(self.folder).as_posix()
            there = PROJECT / name
            if not re.search(r"__pycache__|_cache/|^figures/", name) and not (
                there.exists() and there.read_bytes() == path.read_bytes()
            ):
                found.add(name)
        return found


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Copy]:
    """The project without what ships; the portal that a test makes shows the copy's figures."""
    for name in ("etl", "dashboard", "maps"):
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=skip)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "figures"))
    with serve(limits=False) as agencies:
        yield Copy(tmp_path, agencies)


@pytest.fixture
def release(copy: Copy) -> None:
    """A release fetched by the project with one more TOML table, from the emulator's sample."""
    copy.add("etl/catalogue/prov.toml", TOPIC + TABLE)
    copy.etl("update", "provtal")


@pytest.mark.usefixtures("release")
def test_one_more_table_is_in_the_menu_the_page_the_file_and_the_status(copy: Copy) -> None:
    assert copy.differing() == {"etl/catalogue/prov.toml"}
    assert "provtal" in data.indicators()
    client = create_app().server.test_client()

    assert "Provtal i norr" in page(client, "/indikatorer")
    assert "Prov" in page(client, "/")
    shown = page(client, "/indikatorer/provtal")
    assert "Provtal i norr" in shown
    assert "Källa: Kolada, N01951" in shown
    assert "Trial figure in the north" in page(client, "/indikatorer/provtal", "?lang=en")
    assert "Provtal i norr" in page(client, "/status")
    assert client.get("/data/provtal.csv").text.count("provtal,2480,Umeå") > 0
    listed = {each["id"] for each in client.get("/api/v1/indicators").get_json()}
    assert "provtal" in listed
    assert client.get("/api/v1/observations?indicator=provtal&region=2480").status_code == 200


def test_one_more_source_is_its_module_and_its_line(copy: Copy) -> None:
    copy.add("etl/sources/prov.py", SOURCE)
    copy.add("etl/sources/__init__.py", "prov, ", at="pxweb_v1, riksbank")
    copy.add("etl/sources/__init__.py", '    "prov": prov,\n', at='    "riksbank": ')
    assert copy.differing() == {"etl/sources/prov.py", "etl/sources/__init__.py"}
    copy.add("etl/catalogue/prov.toml", TOPIC + OF_SOURCE)

    assert "provtal: new figures" in copy.etl("update", "provtal")
    client = create_app().server.test_client()
    (listed,) = [e for e in client.get("/api/v1/indicators").get_json() if e["id"] == "provtal"]
    assert (listed["source"], listed["agency"]) == ("prov", "Provbyrån")
    assert "Källa: Provbyrån, SEPAHITT" in page(client, "/indikatorer/provtal")
    assert "Provbyrån" in page(client, "/status")
    assert client.get("/data/provtal.csv").text.count("provtal,00,") > 0


def test_a_source_that_imports_another_breaks_the_contract(copy: Copy) -> None:
    contracts = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    copy.add("etl/sources/prov.py", SOURCE)
    assert copy.run(*map(str, contracts)).returncode == 0
    copy.add("etl/sources/prov.py", "from etl.sources import kolada\n", at="from etl import model")
    told = copy.run(*map(str, contracts))
    assert told.returncode == 1
    assert re.search(r"sources do not know each other\s+BROKEN", told.stdout), told.stdout
    assert "etl.sources.prov -> etl.sources.kolada" in told.stdout


def test_one_more_check_is_its_function(copy: Copy) -> None:
    copy.add("etl/catalogue/prov.toml", TOPIC + TABLE)
    assert "provtal: new figures" in copy.etl("update", "provtal")
    checks = "etl/observations/checks.py"
    copy.add(checks, CHECK, at="OF_FIGURES: ")
    copy.add(checks, "    is_no_trial,\n", at="    has_figures,\n")
    assert copy.differing() == {"etl/catalogue/prov.toml", checks}

    ran = copy.etl("update", "provtal", "--full")
    assert "provtal: stale: Kolada N01951: it is only a trial" in ran
    client = create_app().server.test_client()
    assert "it is only a trial" in page(client, "/status")
    assert "provtal" in client.get("/health").get_json()["stale"]
