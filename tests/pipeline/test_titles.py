"""Each Kolada entry's title and unit beside its KPI's: the ages, sexes and unit of the figures."""

import json
import re
from collections.abc import Iterator

import pytest

from etl import catalogue
from etl.model import Indicator
from tests import RECORDED

KPIS = next(iter(sorted((RECORDED / "kolada").glob("kpi_*.json"))), None)
SPAN = re.compile(r"(?<![\d/,])(\d{1,2})\s*[-–]\s*(\d{1,3})(?![\d,])")
FROM = re.compile(r"(?<!\d)(\d{1,3})\s*(?:\+| år (?:och|eller) äldre)")
WHO = {
    "women": re.compile(r"\bkvinn", re.IGNORECASE),
    "men": re.compile(r"\bm[äa]n(s|nen|nens)?\b", re.IGNORECASE),
    "girls": re.compile(r"\bflick", re.IGNORECASE),
    "boys": re.compile(r"\bpojk", re.IGNORECASE),
}
LEFT: dict[str, str] = {}  # by id what may differ, and why

pytestmark = pytest.mark.skipif(KPIS is None, reason="../shared/replay/kolada is not here")


def test_an_entry_says_the_ages_sexes_and_unit_that_its_kpi_says() -> None:
    records, found = kpis(), {}
    for entry in catalogue.load().values():
        for part in entry.parts:
            if part.source == "kolada" and not entry.margin_of:
                said = records[part.table]
                found[entry.id] = [*differences(entry, part.source_unit, *said)]
    assert len(found) > 300
    assert {id_: told for id_, told in found.items() if told and id_ not in LEFT} == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("20–64", "20–65", {"20–64 is theirs alone", "20–65 is ours alone"}),
        ("Invånare", "Kvinnor", {"women is ours alone"}),
    ],
)
def test_what_differs_is_found(old: str, new: str, told: set[str]) -> None:
    entry = catalogue.load()["andel-20-64"]
    title, words = entry.title.replace(old, new), entry.description.replace(old, new)
    assert "20–64" in entry.title + entry.description
    other = entry.model_copy(update={"title": f"{new} {title}", "description": words})
    assert told <= set(differences(other, entry.source_unit, *kpis()[entry.table]))
    assert "the unit is not theirs" in set(differences(entry, "kr", *kpis()[entry.table]))


def kpis() -> dict[str, tuple[str, str]]:
    """By id title and description, as Kolada's list had them."""
    assert KPIS is not None
    content = json.loads(KPIS.read_text(encoding="utf-8"))
    records = content if isinstance(content, list) else content["values"]
    return {each["id"]: (each["title"], each["description"] or "") for each in records}


def differences(entry: Indicator, unit: str, title: str, described: str) -> Iterator[str]:
    """What only one of the two says; what is in either's title must be somewhere in the other."""
    ours = f"{entry.title} {entry.description} {entry.notes}"
    theirs = f"{title} {described}"
    for what in (ages, sexes):
        yield from (f"{each} is theirs alone" for each in sorted(what(title) - what(ours)))
        yield from (f"{each} is ours alone" for each in sorted(what(entry.title) - what(theirs)))
    if unit.casefold() not in title.casefold():
        yield "the unit is not theirs"


def ages(text: str) -> set[str]:
    """`20–64`, `80+`."""
    spans = {f"{low}–{high}" for low, high in SPAN.findall(text)}
    return spans | {f"{low}+" for low in FROM.findall(text)}


def sexes(text: str) -> set[str]:
    """Which of them a text names."""
    return {who for who, word in WHO.items() if word.search(text)}
