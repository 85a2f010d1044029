"""The agencies' faults laid over each other: which can be, and what an update comes to then."""

import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations, combinations_with_replacement, islice, product
from pathlib import Path
from urllib.parse import unquote

from etl.model import Indicator, PublishedIndicator
from etl.store import releases
from tests.faults import CASES, LATER, Case, Cell, Figures, Key, as_ever, figures
from tests.flips import seeded
from tests.replay import Emulator, Seen
from tests.replay.switches import Fault
from tests.runs import FAST, Ran, Run, lines

# The world of the good release: each figure that there is, is another one today.
EARLIER = ("unrevised@TAB900", "other-values@/data/kpi", "other-values@json-stat2")
STALLED = FAST.altogether  # seconds after which no new attempt is made
OURS = re.compile("a fault of ours|Traceback")


@dataclass(frozen=True)
class Laid:
    """Some faults at once; the first stands closest to the client."""

    cases: tuple[Case, ...]

    def __str__(self) -> str:
        return " & ".join(f"{case.number} {case.injected}" for case in self.cases)

    @property
    def faults(self) -> list[str]:
        """Their switches."""
        return [fault for case in self.cases for fault in case.faults]

    @property
    def before(self) -> tuple[str, ...]:
        """What is on while the good release is made."""
        return tuple(fault for case in self.cases for fault in case.before)

    @property
    def stale(self) -> set[str]:
        """The indicators that fail under one of them alone."""
        return {id_ for case in self.cases for id_ in case.stale.split()}

    @property
    def as_ever(self) -> bool:
        """Whether none of them is a world of its own, in which other figures are true."""
        return all(case.truth is as_ever for case in self.cases)

    def truth(self, key: Key, cell: Cell) -> Cell | None:
        """What is true while they are on."""
        told: Cell | None = cell
        return reduce(
            lambda each, case: case.truth(key, each) if each else None, self.cases[::-1], told
        )


def single() -> list[Case]:
    """Every fault that can strike over a good release, once."""
    struck = [case for case in CASES if case.faults and not case.idle and LATER[0] in case.starts]
    return list({case.faults: case for case in struck}.values())


def pairs() -> list[Laid]:
    """Of every two numbers, and of each number with itself, two faults that can be on at once."""
    two = combinations_with_replacement(_by_number().values(), 2)
    laid = [_laid([(one, other) for one in ones for other in others]) for ones, others in two]
    return [each for each in laid if each]


def triples(many: int) -> list[Laid]:
    """So many times faults of three numbers."""
    three = list(combinations(_by_number().values(), 3))
    laid = (_laid(list(product(*each))) for each in seeded("three").sample(three, len(three)))
    return list(islice(filter(None, laid), many))


def _by_number() -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in single():
        found.setdefault(case.number, []).append(case)
    return found


def _laid(choices: Sequence[tuple[Case, ...]]) -> Laid | None:
    """One of the choices, by chance but the same each time, in either order: no switch twice."""
    random = seeded(" ".join(case.number for case in choices[0]))
    can_be = [each for each in choices if _different(each)]
    return Laid(tuple(random.sample(random.choice(can_be), len(can_be[0])))) if can_be else None


def _different(cases: Sequence[Case]) -> bool:
    switches = [fault for case in cases for fault in case.faults]
    return len(switches) == len(set(switches))


@dataclass
class World:
    """Where updates are run: the agencies, a data folder, and what is true."""

    run: Run
    agencies: Emulator
    indicators: dict[str, Indicator]
    folder: Path
    truth: Figures = field(init=False)
    meanings: dict[str, PublishedIndicator] = field(init=False)  # published with the truth
    asked: list[Seen] = field(init=False)  # by a run without faults
    _good: dict[tuple[str, ...], tuple[Path, Figures]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.agencies.requests.clear()
        assert self.run("update").exit_code == 0
        self.truth, self.asked = figures(self.data), list(self.agencies.requests)
        self.meanings = meanings(self.data)

    @property
    def data(self) -> Path:
        """The data folder that is updated."""
        return self.folder / "data"

    def begin(self, before: tuple[str, ...]) -> Figures:
        """A good release of an earlier day, all of which is to be read anew; its figures."""
        shutil.rmtree(self.data, ignore_errors=True)
        if before not in self._good:
            self._good[before] = self._made(before)
        folder, published = self._good[before]
        shutil.copytree(folder, self.data)
        return published

    def _made(self, before: tuple[str, ...]) -> tuple[Path, Figures]:
        self.agencies.strike(*before, *EARLIER)
        ran = self.run("update")
        assert ran.exit_code == 0, ran.output
        self.agencies.heal()
        (self.data / "status.json").unlink()
        published, folder = figures(self.data), self.folder / f"good-{len(self._good)}"
        self.data.rename(folder)
        return folder, published

    def reach(self, case: Case) -> set[str]:
        """The agencies that a fault can strike: those that are asked for what it is for."""
        matches = [Fault.parse(fault).match for fault in case.faults]
        asked = [(seen.source, f"{unquote(seen.path)} {seen.body.decode()}") for seen in self.asked]
        return {source for source, text in asked for match in matches if match in text}

    def shared(self, laid: Laid) -> set[str]:
        """The agencies that two of them can strike at once."""
        both = combinations([self.reach(case) for case in laid.cases], 2)
        return {source for one, other in both for source in one & other}


@dataclass
class Came:
    """What came of some faults at once."""

    laid: Laid
    held: set[str]  # the indicators that kept their old figures
    met: bool  # each of the faults has struck
    seconds: float
    wrong: list[str]


def tried(world: World, laid: Laid) -> Came:
    """What comes of them; once more where the machine itself stood still meanwhile."""
    came = _tried(world, laid)
    return _tried(world, laid) if came.wrong and came.seconds > STALLED else came


def _tried(world: World, laid: Laid) -> Came:
    """An update under them over a good release, and one more when the agencies are well."""
    before, began = world.begin(laid.before), time.monotonic()
    world.agencies.strike(*laid.faults)
    ran = world.run("update")
    met = all(fault.struck for fault in world.agencies.faults)
    world.agencies.heal()
    told = problems(ran, world.indicators)
    wrong = [*misnamed(world, laid, ran, told), *untrue(world, laid, before, set(told))]
    wrong += unmended(world, world.run("update", *([] if laid.as_ever else ["--full"])))
    return Came(laid, set(told), met, time.monotonic() - began, wrong)


def problems(ran: Ran, indicators: Iterable[str]) -> dict[str, str]:
    """By indicator that failed, the reason it was told with."""
    found = {id_: lines(ran.output, f"{id_}: stale: ") for id_ in indicators}
    return {id_: "; ".join(reasons) for id_, reasons in found.items() if reasons}


def misnamed(world: World, laid: Laid, ran: Ran, told: dict[str, str]) -> Iterator[str]:
    """What an update says wrongly of what failed."""
    if OURS.search(ran.output):
        yield f"a fault of ours: {ran.output}"
    named = [", ".join(sorted(told))] if told else []
    if (ran.exit_code, lines(ran.output, "stale: ")) != (bool(told), named):
        yield f"exit {ran.exit_code}, where {named} failed: {ran.output}"
    for id_, reason in told.items():
        if not re.match(f"https?://|{world.indicators[id_].agency} ", reason):
            yield f"{id_} failed, and it is not told where: {reason}"
    shared = world.shared(laid)
    may = laid.stale | {id_ for id_, each in world.indicators.items() if each.source in shared}
    if not laid.stale <= told.keys() <= may:
        yield f"failed: {sorted(told)}, not {sorted(laid.stale)}: {told}"


def untrue(world: World, laid: Laid, before: Figures, failed: set[str]) -> Iterator[str]:
    """Cells published that are not the truth, or of what failed not as they were."""
    now = {key: cell for key, cell in world.truth.items() if key[0] not in failed}
    true = {key: laid.truth(key, cell) for key, cell in now.items()}
    old = {key: cell for key, cell in before.items() if key[0] in failed}
    due = {key: cell for key, cell in true.items() if cell} | old
    came = figures(world.data)
    for key in sorted(due.keys() | came.keys()):
        if due.get(key) != came.get(key):
            yield f"{key}: {came.get(key)}, where {due.get(key)} is true; it was {before.get(key)}"


def unmended(world: World, ran: Ran) -> Iterator[str]:
    """What an update of well agencies leaves otherwise than a run that never failed."""
    if ran.exit_code or lines(ran.output, "stale: "):
        yield f"exit {ran.exit_code} of well agencies: {ran.output}"
    if (figures(world.data), meanings(world.data)) != (world.truth, world.meanings):
        yield f"not as if nothing had been wrong: {ran.output}"


def meanings(data: Path) -> dict[str, PublishedIndicator]:
    """What is published of each indicator; the day its table changed is as was said when read."""
    published = releases.current(data).indicators
    return {id_: each.model_copy(update={"updated": None}) for id_, each in published.items()}
