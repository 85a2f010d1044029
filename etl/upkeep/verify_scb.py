"""The checks of an SCB entry against its table's metadata, each one function, all of them run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from etl.model import Indicator, Level, level_of
from etl.periods import can_be
from etl.sources import scb
from etl.store import cadence
from etl.upkeep import metadata
from etl.upkeep.metadata import Table

# What we say, what the agency does, what to do: "we say …, SCB …: …".
Said = tuple[str, str, str]


@dataclass(frozen=True)
class Entry:
    """What a check of an SCB entry looks at."""

    indicator: Indicator
    table: Table

    @property
    def query(self) -> scb.Query:
        """What the entry asks of the table."""
        return cast("scb.Query", self.indicator.query)

    @property
    def whole(self) -> bool:
        """Whether it promises all that it names; a part of a series gives what its table has."""
        return "." not in self.indicator.id

    def lacks(self, dimension: str, codes: list[str]) -> list[str]:
        """The codes that the table has not; of a part's sexes none, while there are others."""
        missing = [code for code in codes if code not in self.table.codes(dimension)]
        some = dimension == self.query.sex and len(missing) < len(codes) and not self.whole
        return [] if some else missing


def compare(entry: Entry) -> Iterator[Said]:
    """Everything in which the entry and the table differ, but for the table's end."""
    for check in CHECKS:
        yield from check(entry)


def ended(entry: Entry) -> str | None:
    """How the table tells that it has ended, None while it goes on; SCB itself seldom says so."""
    kind = entry.indicator.frequency
    periods = sorted(code for code in _periods(entry) if can_be(code, kind))
    if entry.table.extension.discontinued:
        return f"says that it is discontinued, with {_some(periods[-1:]) or 'no periods'}"
    due = cadence.due(periods, entry.indicator.frequency, entry.table.updated)
    if due is None or entry.table.day <= due:
        return None
    return f"has nothing after {periods[-1]}, and the next was due by {due}"


def dimensions_and_codes_are_there(entry: Entry) -> Iterator[Said]:
    """The table has every dimension and code that the entry names."""
    for dimension, codes in _named(entry).items():
        theirs, missing = entry.table.codes(dimension), entry.lacks(dimension, codes)
        if not theirs:
            others = ", ".join(entry.table.dimension)
            yield f"it has the dimension {dimension}", f"has {others}", "name another in its query"
        elif missing:
            ours = f"{dimension} has the code {_some(missing)}"
            yield ours, f"has {_some(theirs)}", "write one of these in its query"


def every_dimension_is_named(entry: Entry) -> Iterator[Said]:
    """The entry says of each dimension what is wanted of it, or that it may be left out."""
    named = {*_named(entry), *entry.query.eliminated}
    for name, dimension in entry.table.dimension.items():
        if name not in named:
            has = f"has one with {_some(dimension.codes)}"
            yield f"nothing of the dimension {name}", has, "say in `fixed` which of them is meant"
        elif name in entry.query.eliminated and not dimension.extension.elimination:
            yield f"{name} may be left out", "says that it may not", "say in `fixed` what is meant"


def unit_is_theirs(entry: Entry) -> Iterator[Said]:
    """The unit is spelt as ours, and has our decimals; those that we do not show may be there.

    Contents that are not there have no unit either, which is not told a second time.
    """
    unit, ours = entry.table.unit(entry.query.contents), entry.indicator
    if entry.lacks(entry.table.contents, [entry.query.contents]):
        return
    if unit.base.strip().casefold() != ours.source_unit.strip().casefold():
        todo = "look whether the figures are the same, then mend `source_unit`"
        yield f"the unit is “{ours.source_unit}”", f"says “{unit.base}”", todo
    if unit.decimals is not None and unit.decimals < ours.decimals:
        todo = f"write `decimals = {unit.decimals}`"
        yield f"the decimals are {ours.decimals}", f"says {unit.decimals}", todo


def sexes_are_what_we_call_them(entry: Entry) -> Iterator[Said]:
    """Women's code is labelled women; an entry by sex has both.

    A part of a series may be about the total alone, where another part has women and men. Codes
    that are not there are told as such.
    """
    sex, codes = entry.query.sex, entry.query.sexes
    labels = {ours: _label(entry, sex, code) for ours, code in codes.items()}
    for ours, label in labels.items():
        if metadata.sex(label) not in (ours, None):
            yield f"{sex} {codes[ours]} is {ours}", f"calls it “{label}”", "mend `sexes`"
    promised = entry.indicator.by_sex and entry.whole and "" not in labels.values()
    if promised and not {"K", "M"} <= {metadata.sex(label) for label in labels.values()}:
        has = _some(entry.table.codes(sex)) or "no such dimension"
        todo = "name both in `sexes`, or write `by_sex = false`"
        yield "it is split by sex", f"has {has} for it", todo


def levels_are_there(entry: Entry) -> Iterator[Said]:
    """The table has regions of each level promised; without a region dimension it is riket."""
    regions = entry.table.regions(entry.query.region) if entry.query.region else ["00"]
    there: set[Level] = {level_of(code) for code in regions}
    lacking = [level for level in entry.indicator.levels if level not in there]
    if lacking and entry.whole:
        ours = f"it has the level {', '.join(lacking)}"
        yield ours, f"has {_some(regions) or 'no regions'}", "take it out of `levels`"


def periods_are_of_the_frequency(entry: Entry) -> Iterator[Said]:
    """Months, quarters or years, as the entry says."""
    kind = entry.indicator.frequency
    strange = [code for code in _periods(entry) if not can_be(code, kind)]
    if strange:
        yield f"its periods are of a {kind}", f"has {_some(strange)}", "mend `frequency`"


CHECKS: list[Callable[[Entry], Iterator[Said]]] = [
    dimensions_and_codes_are_there,
    every_dimension_is_named,
    unit_is_theirs,
    sexes_are_what_we_call_them,
    levels_are_there,
    periods_are_of_the_frequency,
]


def _named(entry: Entry) -> dict[str, list[str]]:
    """The dimensions an entry names, each with the codes it names of it."""
    query = entry.query
    named = {entry.table.contents: [query.contents], query.period: []}
    named |= {dimension: [code] for dimension, code in query.fixed.items()}
    if query.region:
        named[query.region] = []
    if query.sex:
        named[query.sex] = list(query.sexes.values())
    if query.age:
        named[query.age] = list(query.ages.values()) if isinstance(query.ages, dict) else []
    return named


def _label(entry: Entry, dimension: str | None, code: str) -> str:
    """The table's label of a code, empty where it has no such code."""
    there = entry.table.dimension.get(dimension or "")
    return there.label_of(code) if there and code in there.codes else ""


def _some(codes: list[str]) -> str:
    """The first few codes, and how many there are when these are not all."""
    few = ", ".join(codes[:5])
    return few if len(codes) <= 5 else f"{few} … ({len(codes)})"


def _periods(entry: Entry) -> list[str]:
    return entry.table.codes(entry.query.period)
