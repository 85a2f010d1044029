"""The band behind a monthly line: the same calendar month in the ten years before."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from dashboard.charts.chart import Band
from dashboard.claims.usual import FEWEST, earlier
from dashboard.text import Lang, say


def usual(
    values: Mapping[str, float], periods: Sequence[str], lang: Lang, seam: str = ""
) -> Band | None:
    """Least, mean and greatest of the same month (or quarter) in the ten years before each period.

    A period with fewer than FEWEST such years has none; None when no period has any. The label
    states how many years there are where they are fewer than ten. What is from before the agency
    changed its table, after `seam`, says nothing of what is usual since.
    """
    before = [[values[each] for each in earlier(values, period, seam)] for period in periods]
    counts = {len(each) for each in before if len(each) >= FEWEST}
    if not counts:
        return None
    kept = [each if len(each) >= FEWEST else [] for each in before]
    return Band(
        label=_label(periods[-1], min(counts), max(counts), lang),
        low=tuple(min(each) if each else None for each in kept),
        mean=tuple(fmean(each) if each else None for each in kept),
        high=tuple(max(each) if each else None for each in kept),
    )


def _label(period: str, fewest: int, most: int, lang: Lang) -> str:
    """`De 10 åren före`; `4–10 åren före` would be read as the years from the fourth on."""
    letter = period[4:5]
    if fewest == most:
        sv, en = _SAME.get(letter, ("De", "The"))
        return say(lang, f"{sv} {most} åren före", f"{en} {most} years before")
    sv, en = _PART.get(letter, ("Upp", "Up"))
    return say(
        lang,
        f"{sv} till {most} år före (minst {fewest})",
        f"{en} to {most} years before (at least {fewest})",
    )


_PART = {
    "M": ("Samma månad upp", "The same month up"),
    "K": ("Samma kvartal upp", "The same quarter up"),
}
_SAME = {
    "M": ("Samma månad de", "The same month in the"),
    "K": ("Samma kvartal de", "The same quarter in the"),
}
