"""How often what is told of a figure is chance, or turned by the two years that follow."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from dashboard.claims.direction import direction
from dashboard.report import model
from etl.model import PublishedIndicator
from etl.store.releases import DEFAULT, Release
from maps import regions

YEARS, AFTER = 10, 2  # of a window, and after it
LEAST = 13  # unbroken years that a series must have
GROWTH = 1.0  # per cent a year: Eurostat's threshold

Window = tuple[list[float], float]  # the years, and the mean of those after them
Rule = Callable[[Sequence[float]], int]  # of the window's values: 1 up, -1 down, 0 silent


def run() -> Iterator[str]:
    """A line a rule, over all rates of the release that ships and the places of the north."""
    told, windows = measured()
    yield f"{told} rates of Kolada, {len(windows)} series of the north's places and riket"
    yield row("", "speaks", "wrong")
    for name, rule in RULES.items():
        spoken, wrong = tried(rule, windows)
        yield row(name, _share(spoken, len(windows)), _share(wrong, spoken))
    yield from _claims()


def measured() -> tuple[int, list[Window]]:
    """How many rates have series that are long enough, and the windows of all these."""
    release = Release(DEFAULT)
    rates = [e for e in release.indicators.values() if e.source == "kolada" and e.kind == "rate"]
    found = [list(_windows(release, each)) for each in rates]
    return sum(map(bool, found)), [window for each in found for window in each]


def tried(rule: Rule, windows: Sequence[Window]) -> tuple[int, int]:
    """How often a rule speaks, and how often of these what follows goes against it."""
    calls = [(rule(window[-YEARS:]), after - window[-YEARS]) for window, after in windows]
    spoken = [(call, later) for call, later in calls if call]
    return len(spoken), sum(call * later < 0 for call, later in spoken)


def _windows(release: Release, indicator: PublishedIndicator) -> Iterator[Window]:
    """The latest unbroken years of each place but the last two, and the mean of these."""
    frame = release.rows(indicator.id, _places())
    for series in _series(frame):
        run = _unbroken(series, indicator)
        if len(run) >= LEAST:
            yield run[:-AFTER], sum(run[-AFTER:]) / AFTER


def _places() -> list[str]:
    known = regions.read()
    return known["code"][known["code"].str[:2].isin([*regions.NORRLAND, "00"])].tolist()


def _series(rows: Sequence[object]) -> Iterator[Mapping[str, float]]:
    frame = pd.DataFrame(rows, columns=["region", "sex", "age", "period", "value", "status"])
    frame = frame[(frame["sex"] == "T") & frame["value"].notna()]
    for _, own in frame.groupby(["region", "age"]):
        yield dict(zip(own["period"], own["value"], strict=True))


def _unbroken(series: Mapping[str, float], indicator: PublishedIndicator) -> list[float]:
    found: list[float] = []
    year, since = int(max(series)), max(indicator.seams, default="")
    while str(year) in series and str(year) > since:
        found.append(series[str(year)])
        year -= 1
    return found[::-1]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _growth(window: Sequence[float]) -> float:
    first, last = window[-6], window[-1]
    return 100 * ((last / first) ** 0.2 - 1) if first > 0 and last > 0 else 0.0


def _ours(window: Sequence[float]) -> int:
    outcome = direction({str(2000 + n): value for n, value in enumerate(window)}).outcome
    return {"up": 1, "down": -1}.get(outcome, 0)


RULES: dict[str, Rule] = {
    "last against the year before": lambda window: _sign(window[-1] - window[-2]),
    "growth of five years, its sign": lambda window: _sign(_growth(window)),
    "growth of five years, 1 % or more": lambda window: (
        _sign(_growth(window)) if abs(_growth(window)) >= GROWTH else 0
    ),
    "ours: Mann and Kendall, ten years": _ours,
}


def _claims() -> Iterator[str]:
    """Of the comparisons of all reports: what is told, and what the numbers alone would tell."""
    found: Counter[tuple[str, bool | None]] = Counter()
    for region in model.regions():
        for section in model.report(region).sections:
            for card in section.cards:
                if len(card.figures) == 1:
                    found.update(
                        (claim.comparator, claim.certain)
                        for claim in card.claims
                        if claim.size and claim.relation != "unchanged"
                    )
    yield row("differences of all reports", "told", "chance", "not judged")
    for comparator in dict.fromkeys(name for name, _ in sorted(found, key=str)):
        sure, chance, untold = (found[comparator, each] for each in (True, False, None))
        of = sure + chance + untold
        yield row(comparator, sure + untold, _share(chance, of), _share(untold, of))


def row(name: str, *cells: object) -> str:
    """A line of the table."""
    return f"{name:34}" + "".join(f"{cell!s:>12}" for cell in cells)


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:.1f} %" if of else "–"
