"""The charts of a report's card: what is usual, the sexes apart, the small line beside a value."""

from dataclasses import replace

from dashboard import data, text
from dashboard.charts import band
from dashboard.charts.chart import Chart
from dashboard.charts.series import Role, Series
from dashboard.claims.series import Key
from dashboard.report.model import Card, Report
from dashboard.text import Lang, say
from etl.model import level_of
from etl.periods import per_year, step

YEARS = 10  # that a chart goes back; twice as far where there is one figure a year
SMALL = {1: 10, 4: 12, 12: 24}  # periods before the newest on the small line, by number per year


def whole(report: Report, card: Card, lang: Lang, years: int = YEARS) -> Chart:
    """The figure through time with what was usual; beside its county's and riket's where rates.

    `years` is how far it goes back; twice as far where there is one figure a year. Of the north
    the four counties, and riket. Counts of other levels are in the table only (`table`): a
    municipality's hundred lie flat on an axis of the country's million.
    """
    chart = table(report, card, lang, years, sexes=False)
    if not card.indicator.absolute:
        return chart
    level = level_of(card.cell.region)
    names = [_name(code, lang) for code in beside(card) if level_of(code) != level]
    return replace(chart, series=tuple(s for s in chart.series if s.label not in names))


def sexes(report: Report, card: Card, lang: Lang) -> Chart | None:
    """Kvinnor and män through time; None where there are not both, and of the north."""
    if len(card.figures) > 1 or card.cell.sex != "T":
        return None
    series = _by_sex(report, card, _periods(report, card), lang)
    return _chart(card, lang, tuple(series)) if all(each.points for each in series) else None


def table(
    report: Report, card: Card, lang: Lang, years: int = YEARS, *, sexes: bool = True
) -> Chart:
    """Everything that a card has through time: to be read as a table (`Chart.table`)."""
    periods = _periods(report, card, years)
    indicator, _, sex, age = card.figures[0].key
    own: Role = "own" if len(card.figures) == 1 else "compare"
    series = [
        _series(report, each.key, periods, _name(each.cell.region, lang), own)
        for each in card.figures
    ]
    if sexes and len(card.figures) == 1 and sex == "T":
        series += _by_sex(report, card, periods, lang)
    other: Role = "compare" if own == "own" else "own"  # one line of a chart is the strong one
    series += [
        _series(report, (indicator, code, sex, age), periods, _name(code, lang), other)
        for code in beside(card)
    ]
    chart = _chart(card, lang, tuple(each for each in series if each.points))
    if len(card.figures) > 1:
        return chart
    values = {
        period: cell.value for period, cell in report.figures.series(card.figures[0].key).items()
    }
    usual = band.usual(values, periods, lang, card.indicator.seams) if periods else None
    return replace(chart, band=usual)


def small(report: Report, card: Card, lang: Lang) -> Chart:
    """The figure's own newest periods with what was usual: one line, no comparison."""
    chart = table(report, card, lang, sexes=False)
    first = step(card.cell.period, -SMALL[per_year(card.cell.period)])
    from_ = sum(period < first for period in chart.periods)
    return _cut(replace(chart, series=chart.series[: len(card.figures)]), from_)


def _cut(chart: Chart, first: int) -> Chart:
    """The chart without its first so many periods."""
    series = tuple(
        replace(s, periods=s.periods[first:], values=s.values[first:], statuses=s.statuses[first:])
        for s in chart.series
    )
    usual = chart.band and replace(chart.band, of=chart.band.of[first:])
    return replace(chart, series=series, band=usual)


def _chart(card: Card, lang: Lang, series: tuple[Series, ...]) -> Chart:
    indicator, where = card.indicator, _name(card.cell.region, lang)
    place = (
        where
        if len(card.figures) == 1
        else say(lang, "länen i norra Sverige", "the counties of northern Sweden")
    )
    return Chart(
        title=f"{text.title(indicator, lang)}, {place}",
        subtitle="",
        unit=text.measured(indicator, lang),
        decimals=indicator.decimals,
        lang=lang,
        series=series,
        seams=text.seams(indicator),
    )


def _periods(report: Report, card: Card, years: int = YEARS) -> tuple[str, ...]:
    """From so many years before the newest, or from the first there is; nulls are told too."""
    of, keys = report.figures, [figure.key for figure in card.figures]
    last = max(period for key in keys for period in (*of.series(key), *of.nulls(key)))
    parts = per_year(last)
    first = step(last, -(years * parts if parts > 1 else 2 * years))
    known = {period for key in keys for period in (*of.series(key), *of.nulls(key))}
    return tuple(sorted(period for period in known if first <= period <= last))


def _by_sex(report: Report, card: Card, periods: tuple[str, ...], lang: Lang) -> list[Series]:
    indicator, region, _, age = card.figures[0].key
    keys: list[Key] = [(indicator, region, sex, age) for sex in ("K", "M")]
    return [_series(report, key, periods, text.sex(key[2], lang), "own") for key in keys]


def beside(card: Card) -> list[str]:
    """The regions a figure is set beside: its county, and riket."""
    own = {figure.cell.region for figure in card.figures}
    regions = ["00"] if len(card.figures) > 1 else [card.cell.region[:2], "00"]
    return [code for code in regions if code not in own]


def _name(region: str, lang: Lang) -> str:
    return data.region_name(region, lang)


def _series(report: Report, key: Key, periods: tuple[str, ...], label: str, role: Role) -> Series:
    series, nulls = report.figures.series(key), report.figures.nulls(key)
    cells = [series.get(period) for period in periods]
    return Series(
        label=label,
        sex="K" if key[2] == "K" else "M" if key[2] == "M" else None,
        role=role,
        periods=periods,
        values=tuple(cell.value if cell else None for cell in cells),
        statuses=tuple(
            cell.status if cell else nulls.get(period, "")
            for period, cell in zip(periods, cells, strict=True)
        ),
    )
