"""The band behind a line: what was usual at each of a chart's periods, under one label."""

from collections.abc import Collection, Mapping, Sequence

from dashboard.charts.chart import Bands
from dashboard.claims.usual import band
from dashboard.text import Lang, say
from etl.periods import Frequency, frequency


def usual(
    values: Mapping[str, float], periods: Sequence[str], lang: Lang, seams: Collection[str] = ()
) -> Bands | None:
    """What `claims.usual.band` says of each period; None when it says nothing of any.

    The label states how many years there are where they are fewer than ten.
    """
    found = tuple(band(values, period, seams) for period in periods)
    years = [each.years for each in found if each]
    if not years:
        return None
    return Bands(_label(frequency(periods[-1]), min(years), max(years), lang), found)


def _label(kind: Frequency, fewest: int, most: int, lang: Lang) -> str:
    """`De 10 åren före`; `4–10 åren före` would be read as the years from the fourth on."""
    if fewest == most:
        sv, en = _SAME[kind]
        return say(lang, f"{sv} {most} åren före", f"{en} {most} years before")
    sv, en = _PART[kind]
    return say(
        lang,
        f"{sv} till {most} år före (minst {fewest})",
        f"{en} to {most} years before (at least {fewest})",
    )


_PART: dict[Frequency, tuple[str, str]] = {
    "year": ("Upp", "Up"),
    "month": ("Samma månad upp", "The same month up"),
    "quarter": ("Samma kvartal upp", "The same quarter up"),
}
_SAME: dict[Frequency, tuple[str, str]] = {
    "year": ("De", "The"),
    "month": ("Samma månad de", "The same month in the"),
    "quarter": ("Samma kvartal de", "The same quarter in the"),
}
