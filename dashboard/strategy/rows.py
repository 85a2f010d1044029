"""One indicator of a strategy: the region's row as its own page has it, and its municipalities."""

from dashboard import data, laid
from dashboard.claims.direction import Direction, trend
from dashboard.claims.series import Figures
from dashboard.place import model as place
from dashboard.place import rows
from dashboard.references import Reference
from dashboard.strategy.model import Row, Town
from etl.model import PublishedIndicator, level_of
from etl.periods import parse, year

NONE = Direction("missing", "", "", 0, 0)
RECENT = 12  # years that a direction may look at, and what tells that they were not the first
RIKET = Reference("riket", ())


def row(figures: Figures, of: PublishedIndicator, code: str, base_year: int) -> Row | None:
    """Its row; None where neither the region nor any of its municipalities has a figure."""
    own = None
    if level_of(code) in of.levels:
        own = rows.row(rows.Subject(figures, of, code, RIKET))
    towns = _towns(of, code)
    if own is None and not towns:
        return None
    since = trend(own.series, of, str(base_year)) if own else NONE
    return Row(of, own, since, _base(own, base_year) if own else None, towns)


def _base(own: place.Row, base_year: int) -> tuple[str, float] | None:
    """The first period from the base year on that is measured as the newest is, in its part."""
    now = own.now.period
    seam = max((each for each in own.indicator.seams if each < now), default="")
    alike = [each for each in sorted(own.series) if each > seam and _part(each) == _part(now)]
    period = next((each for each in alike if year(each) >= base_year), now)
    return (period, own.series[period]) if period != now else None


def _part(period: str) -> object:
    """Which month or quarter of its year a period is."""
    return parse(period).part


def _towns(of: PublishedIndicator, code: str) -> tuple[Town, ...]:
    """The municipalities of a county that have a figure of its newest period."""
    if level_of(code) != "county" or "municipality" not in of.levels:
        return ()
    table = laid.Tables().table(of.id, of.sexes[0], of.ages[0])
    every = {each: table.series(each) for each in data.municipalities_of(code)}
    newest = max((max(each) for each in every.values() if each), default="")
    return tuple(
        _town(of, each, series, newest) for each, series in every.items() if newest in series
    )


def _town(of: PublishedIndicator, code: str, series: dict[str, float], newest: str) -> Town:
    recent = {each: series[each] for each in series if year(each) > year(newest) - RECENT}
    return Town(code, newest, series[newest], recent, trend(recent, of))
