"""The band behind a monthly line: the same calendar month in the ten years before."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from dashboard.figures.chart import Band
from dashboard.text import Lang, say

YEARS, FEWEST = 10, 3


def usual(values: Mapping[str, float], periods: Sequence[str], lang: Lang) -> Band | None:
    """Least, mean and greatest of the same month (or quarter) in the ten years before each period.

    A period with fewer than FEWEST such years has none; None when no period has any. The label
    states how many years there are where they are fewer than ten.
    """
    before = [[values[each] for each in earlier(values, period)] for period in periods]
    counts = {len(each) for each in before if len(each) >= FEWEST}
    if not counts:
        return None
    kept = [each if len(each) >= FEWEST else [] for each in before]
    return Band(
        label=_label(min(counts), max(counts), lang),
        low=tuple(min(each) if each else None for each in kept),
        mean=tuple(fmean(each) if each else None for each in kept),
        high=tuple(max(each) if each else None for each in kept),
    )


def earlier(values: Mapping[str, float], period: str) -> list[str]:
    """The same month of the ten years before that have a value, the nearest first."""
    year, part = int(period[:4]), period[4:]
    found = (f"{year - back}{part}" for back in range(1, YEARS + 1))
    return [each for each in found if each in values]


def _label(fewest: int, most: int, lang: Lang) -> str:
    many = str(most) if fewest == most else f"{fewest}–{most}"
    return say(
        lang,
        f"Samma månad de {many} åren före",
        f"The same month in the {many} years before",
    )
