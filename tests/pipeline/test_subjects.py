"""What a sentence calls each indicator: whole, short, without the unit, and like no other's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from etl import catalogue
from etl.errors import CatalogueError
from etl.model import Indicator
from tests.small import POPULATION, small

LONGEST = 70
ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2}")  # the one way to begin with a capital: `BNP`


def test_every_listed_indicator_has_a_subject_that_keeps_the_rules() -> None:
    entries = listed()
    assert len(entries) > 600
    assert {each.id: told for each in entries if (told := [*faults(each)])} == {}


def test_a_subject_tells_its_indicator_from_every_other_of_the_topic() -> None:
    assert alike(listed()) == []


def test_two_of_one_subject_are_found_unless_unit_or_frequency_tells_them_apart() -> None:
    entry = by_id("fodda")
    for field in ("subject", "subject_en"):
        twin = by_id("doda").model_copy(update={field: getattr(entry, field)})
        assert alike([entry, twin]) == [{"fodda", "doda"}]
        assert alike([entry, twin.model_copy(update={"unit": "barn"})]) == []
        assert alike([entry, twin.model_copy(update={"frequency": "month"})]) == []
        assert alike([entry, twin.model_copy(update={"topic": "halsa"})]) == []


@pytest.mark.parametrize("field", ["subject", "subject_en"])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "is missing"),
        (" ", "is missing"),
        ("a" * (LONGEST + 1), "is too long"),
        ("folkmängden.", "ends in a full stop"),
        ("Folkmängden", "begins with a capital"),
        ("folkmängden i Norrland", "calls the four counties Norrland"),
    ],
)
def test_a_subject_that_breaks_a_rule_is_found(field: str, wrong: str, told: str) -> None:
    entry = by_id("folkmangd").model_copy(update={field: wrong})
    assert [*faults(entry)] == [f"{field} {told}"]


@pytest.mark.parametrize(
    ("id_", "field", "wrong"),
    [
        ("andel-20-64", "subject", "andelen i procent"),
        ("andel-20-64", "subject_en", "the share in per cent"),
        ("folkmangd", "subject", "folkmängden i personer"),
        ("folkmangd", "subject_en", "the number of people"),
        ("fodda-per-1000", "subject", "antalet födda per 1 000 invånare"),
    ],
)
def test_a_subject_that_says_its_own_unit_is_found(id_: str, field: str, wrong: str) -> None:
    entry = by_id(id_)
    assert [*faults(entry)] == []
    assert [*faults(entry.model_copy(update={field: wrong}))] == [f"{field} says its unit"]


def test_a_subject_may_begin_with_an_abbreviation_and_name_its_scale() -> None:
    assert by_id("bnp-kvartal").subject.startswith("BNP")
    assert by_id("kpif-index-manad").measure.scale
    named = by_id("kpif-index-manad").model_copy(update={"subject": "index för priserna"})
    assert [*faults(named)] == []


@pytest.mark.parametrize("line", ['subject = "det påhittade"', 'subject_en = "the made-up figure"'])
@pytest.mark.parametrize("empty", [True, False])
def test_an_entry_without_its_subject_is_refused(line: str, empty: bool, tmp_path: Path) -> None:
    assert f"\n{line}\n" in POPULATION
    instead = f'{line.partition(" ")[0]} = ""\n' if empty else ""
    with pytest.raises(CatalogueError, match=r"\[invanare\].*`subject` and `subject_en` are need"):
        small(tmp_path, POPULATION.replace(f"{line}\n", instead))


def listed() -> list[Indicator]:
    """Those that stand in lists: a margin of error is shown with its figure only."""
    return [each for each in catalogue.load().values() if not each.margin_of]


def by_id(id_: str) -> Indicator:
    return catalogue.load()[id_]


def alike(entries: Iterable[Indicator]) -> list[set[str]]:
    """The ids that a sentence in one of the languages could not tell apart."""
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for each in entries:
        for subject in (each.subject, each.subject_en):
            found[each.topic, each.unit, each.frequency, subject].add(each.id)
    return [ids for ids in found.values() if len(ids) > 1]


def faults(entry: Indicator) -> Iterator[str]:
    """Each rule that its subject breaks, in either language."""
    unit = entry.measure
    words = unit.word or ("", "")
    for field, subject, said in (
        ("subject", entry.subject, {unit.sv[1], words[0]}),
        ("subject_en", entry.subject_en, {unit.en[1], words[1]}),
    ):
        # What is a number on a scale is named so: `index för hälsa`.
        said = set() if unit.scale else said - {""}
        yield from (f"{field} {told}" for told in broken(subject, said))


def broken(subject: str, unit_words: set[str]) -> Iterator[str]:
    if not subject.strip():
        yield "is missing"
        return
    if len(subject) > LONGEST:
        yield "is too long"
    if subject.endswith("."):
        yield "ends in a full stop"
    if subject[0].isupper() and not ABBREVIATION.match(subject):
        yield "begins with a capital"
    if "norrland" in subject.casefold():
        yield "calls the four counties Norrland"
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", subject) for word in unit_words):
        yield "says its unit"
