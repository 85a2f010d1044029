"""The page's charts: what was counted, what is expected, and the fan around that."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from dashboard import data, prose, text
from dashboard.charts.chart import Bands, Chart
from dashboard.charts.series import Role, Series
from dashboard.text import Lang, say
from dashboard.trends import words
from dashboard.trends.contents import Expected
from dashboard.trends.outlook import Miss, Outlook
from etl.periods import between, step

HISTORY = 20  # years before the projection
SIDES = (
    ("nedre gräns", "lower limit"),
    ("framskrivningen", "the projection"),
    ("övre gräns", "upper limit"),
)


class Reach(NamedTuple):
    """The fan at a year; its middle is what is expected."""

    low: float
    mean: float
    high: float


def ahead(view: Outlook) -> Chart | None:
    """Solid for what was counted, dashed for what is expected, a fan where misses are known."""
    if not view.ahead or not view.counted:
        return None
    first = max(min(view.counted), step(view.made, -HISTORY))
    last = max(view.ahead[-1].year, max(view.counted))
    periods = between(first, last)
    base = {view.made: view.counted[view.made]} if view.made in view.counted else {}
    expected = base | {each.year: each.value for each in view.ahead}
    return _chart(
        view,
        periods,
        _series(_named(view, ("folkmängd", "population")), "own", periods, view.counted),
        _series(_named(view, ("framskrivning", "projection")), "projected", periods, expected),
        *_forecasts(view, periods),
        band=_fan(view, periods, base),
    )


def past(view: Outlook, of: Expected, misses: Sequence[Miss]) -> Chart | None:
    """What was expected so many years before, beside what came."""
    if len(misses) < 2:
        return None
    periods = between(misses[0].year, misses[-1].year)
    expected = {each.year: each.expected for each in misses}
    long = prose.spelled(of.years, view.lang)
    before = f"väntades {long} år tidigare", f"expected {long} years earlier"
    return _chart(
        view,
        periods,
        _series(_named(view, ("utfall", "outcome")), "own", periods, view.counted),
        _series(_named(view, before), "projected", periods, expected),
    )


def _chart(
    view: Outlook, periods: Sequence[str], *series: Series, band: Bands | None = None
) -> Chart:
    lang = view.lang
    whom = words.people(view.group, view.choices.sex, lang)
    return Chart(
        title=f"{whom[:1].upper()}{whom[1:]}",
        subtitle=f"{view.name}, {periods[0]}–{periods[-1]}",
        unit=say(lang, "personer", "people"),
        decimals=0,
        lang=lang,
        series=series,
        band=band,
    )


def _named(view: Outlook, what: tuple[str, str]) -> str:
    return f"{view.place.name(view.lang)}, {say(view.lang, *what)}"


def _series(label: str, role: Role, periods: Sequence[str], values: Mapping[str, float]) -> Series:
    found = tuple(values.get(each) for each in periods)
    return Series(label, None, role, tuple(periods), found, ("",) * len(periods))


def _forecasts(view: Outlook, periods: Sequence[str]) -> list[Series]:
    """Those of others, each under its maker's name: a forecast is no projection."""
    found = ((data.indicator(each), view.known(each)) for each in view.forecasts)
    return [
        _series(_maker(text.agency(of), view.lang), "compare", periods, values)
        for of, values in found
        if of and values
    ]


def _maker(agency: str, lang: Lang) -> str:
    return say(lang, f"prognos, {agency}", f"forecast, {agency}")


def _fan(view: Outlook, periods: Sequence[str], base: Mapping[str, float]) -> Bands | None:
    """From what was counted to the spread of the misses: between the two it is drawn straight."""
    if not view.fans:
        return None
    value = {each.year: each.value for each in view.ahead}
    starts = {year: Reach(each, each, each) for year, each in base.items()}
    ends = {year: Reach(fan.low, value[year], fan.high) for year, fan in view.fans.items()}
    at = dict(chain(starts.items(), ends.items()))
    label = say(view.lang, "Åtta av tio", "Eight of ten")
    return Bands(label, tuple(at.get(each) for each in periods), SIDES)
