"""Small releases with known changes, and issues of Månadsläge made of them by the command."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pypdf import PdfReader

from dashboard.report import making
from dashboard.report.__main__ import main
from etl.model import COLUMNS, KEY
from etl.periods import step
from etl.store import changes, releases
from tests import PROJECT
from tests.runs import Ran
from tests.small import messages

IDS = ["folkmangd", "medelalder", "arbetsloshet-manad"]
REGIONS = ["00", "24", "2480"]
AGE, JOBLESS = 42.3, 3.4  # the average age as revised, the unemployment of the months that come
COMMAND = [sys.executable, "-m", "dashboard.report"]
SPACE = "\u00a0"

Frames = dict[str, pd.DataFrame]


@cache
def ships(id_: str, region: str = "24") -> dict[str, float]:
    """The series of all people of what ships, by period: one of `IDS`, of one region."""
    rows = _frames()[id_]
    whole = rows[(rows["region"] == region) & (rows["sex"] == "T")].dropna(subset="value")
    return dict(sorted(zip(whole["period"], whole["value"], strict=True)))


def revised() -> str:
    """The year whose average age is another in the second release."""
    return max(ships("medelalder"))


def withdrawn() -> str:
    """The year whose population is withdrawn in it: the one that the newest is compared with."""
    return step(max(ships("folkmangd")), -1)


def came(after: int) -> str:
    """The months that come in the second release and in the third: 1 and 2 after the newest."""
    return step(max(ships("arbetsloshet-manad")), after)


def first(data: Path) -> str:
    """Three indicators of the release that ships, as a release of their own; its id."""
    return _publish(data, "2026-09-14", _frames())


def second(data: Path) -> str:
    """The same with a figure revised, a period come and a cell withdrawn, of Västerbotten."""
    return _publish(data, "2026-09-28", _changed(came(1)))


def third(data: Path) -> str:
    """The month after: all of that again, and one period more."""
    return _publish(data, "2026-10-12", _changed(came(1), came(2)))


def _frames() -> Frames:
    ships = releases.Release(releases.DEFAULT)
    every = {id_: ships.observations(id_) for id_ in IDS}
    return {id_: frame[frame["region"].isin(REGIONS)].copy() for id_, frame in every.items()}


def _changed(*new: str) -> Frames:
    frames = _frames()
    population, age, jobless = (frames[id_] for id_ in IDS)
    older = _at(age, "medelalder", "24", "T", "total", revised())
    age.loc[older, "value"] = AGE
    gone = _at(population, "folkmangd", "24", "T", "total", withdrawn())
    assert (older.sum(), gone.sum()) == (1, 1)
    frames["folkmangd"] = population[~gone]
    more = [("arbetsloshet-manad", "24", "T", "20-64", period, JOBLESS, "") for period in new]
    frames["arbetsloshet-manad"] = pd.concat([jobless, pd.DataFrame(more, columns=COLUMNS)])
    return frames


def _at(rows: pd.DataFrame, *key: str) -> pd.Series:
    return (rows[KEY] == list(key)).all(axis=1)


def _publish(data: Path, taken: str, frames: Frames) -> str:
    meanings = releases.Release(releases.DEFAULT).indicators
    dated = {"taken": date.fromisoformat(taken)}
    parts = [(meanings[id_].model_copy(update=dated), frame) for id_, frame in frames.items()]
    name = releases.publish(data, parts, changes.write)
    assert name is not None
    assert name.startswith(taken)
    return name


def command(
    data: Path, *arguments: str, before: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command as cron starts it, to its end; `before` stands before it."""
    return subprocess.run(
        [*before, *COMMAND, *arguments],
        cwd=PROJECT,
        env=os.environ | {"NORRLAGET_DATA": str(data)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class _Here(ThreadPoolExecutor):
    """In place of processes of their own: a thread of this one, which has imported all by now."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__(1)


def within(data: Path, *arguments: str) -> Ran:
    """The command within this process, where that it is one of its own is not what is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(data))
        patch.setattr(making, "ProcessPoolExecutor", _Here)
        result = CliRunner().invoke(main, arguments)
    told = result.output if "Usage:" in result.output else messages(result.output)
    return Ran(result.exit_code, told)


def kept(data: Path) -> dict[str, bytes]:
    """Content by path of every file of the issues, hidden ones too."""
    folder = data / "reports"
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def got(client: FlaskClient, address: str) -> Any:
    """What an address answers, which is all well."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer


def printed(content: bytes) -> str:
    """The words of a PDF, however its lines were broken."""
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def tagged(reader: Any) -> Iterator[Any]:
    """The elements of a PDF's structure as they are read aloud; `reader` is pypdf's."""

    def below(node: Any) -> Iterator[Any]:
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                yield from below(each)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from below(node["/K"])

    yield from below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
