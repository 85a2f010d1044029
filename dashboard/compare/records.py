"""A comparison as data: exactly what its view shows, a row a figure, in the order it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from dashboard import data, text
from dashboard.claims.rank import Place
from dashboard.compare import lines, spread, tables
from dashboard.compare.figures import Span, judged, span, spans
from dashboard.compare.model import RIKET, Cell, Column, Compared
from etl.model import PublishedIndicator

Given = Mapping[tuple[str, str], float]  # the release's own values by region and period
Row = dict[str, Any]


FIRST = (
    "indicator", "title", "region", "region_name", "sex", "age", "period", "value", "unit",
    "status", "low", "high", "riket", "verdict",
)  # fmt: skip


def columns(found: Compared) -> list[str]:
    """What a row tells, also where there is none."""
    return [*FIRST, *_measured(Cell("", "", None, ""), found), "source"]


def rows(found: Compared) -> list[Row]:
    """Each figure of the view: the table's, all dots of the scatter, every period of the lines."""
    match found.choices.view:
        case "diagram" if lines.has_lines(found):
            return list(_through_time(found))
        case "spridning" if len(found.columns) > 1:
            return list(_dots(found))
    return list(_table(found))


def _table(found: Compared) -> Iterator[Row]:
    given = {column.of: _given(column.of, found.codes) for column in found.columns}
    for code in found.codes:
        for column in found.columns:
            whole = column.cells[RIKET]
            cell = column.cells[code]
            beside = whole if whole.period == cell.period else None
            yield _row(column.indicator, column.of, cell, beside, given[column.of], found)


def _through_time(found: Compared) -> Iterator[Row]:
    """An indicator and sex at a time, a place at a time, the oldest period first."""
    for of in spans(found.choices):
        given = _given(of.of, found.codes)
        periods = {period: judged(of, period, of.codes) for period in of.periods}
        for code in found.codes:
            for period in _told(of, code):
                cells = periods[period]
                yield _row(of.indicator, of.of, cells[code], cells[RIKET], given, found)


def _told(of: Span, code: str) -> list[str]:
    """The periods of which the source says anything of a place."""
    symbols, column = tables.statuses(*of.of), of.values[:, of.codes.index(code)].tolist()
    pairs = zip(of.periods, column, strict=True)
    return [period for period, value in pairs if isfinite(value) or (code, period) in symbols]


def count(found: Compared) -> int:
    """How many rows there are."""
    match found.choices.view:
        case "diagram" if lines.has_lines(found):
            every = spans(found.choices)
            return sum(len(_told(of, code)) for of in every for code in found.codes)
        case "spridning" if len(found.columns) > 1:
            return sum(len(spread.dots(found, column)) for column in spread.pair(found))
    return found.size


def _dots(found: Compared) -> Iterator[Row]:
    for column in spread.pair(found):
        codes = (*spread.dots(found, column), RIKET)
        of = span(column.indicator, column.sex, codes)
        given, cells = _given(of.of, codes), judged(of, column.period, codes)
        for code in codes[:-1]:
            yield _row(column.indicator, of.of, cells[code], cells[RIKET], given, found)


def _given(of: tuple[str, str, str], codes: Sequence[str]) -> Given:
    """The values as the agency gave them: what is shown is rounded."""
    id_, sex, age = of
    frame = data.observations(id_, regions=codes, sexes=[sex], ages=[age])
    keys = zip(frame["region"].astype(str), frame["period"].astype(str), strict=True)
    values = zip(keys, frame["value"].tolist(), strict=True)
    return {key: value for key, value in values if isfinite(value)}


def _row(
    indicator: PublishedIndicator,
    of: tuple[str, str, str],
    cell: Cell,
    whole: Cell | None,
    given: Given,
    found: Compared,
) -> Row:
    return {
        "indicator": indicator.id,
        "title": indicator.title,
        "region": cell.region,
        "region_name": data.region_name(cell.region),
        "sex": of[1],
        "age": of[2],
        "period": cell.period,
        "value": given.get((cell.region, cell.period)),
        "unit": indicator.unit,
        "status": cell.status,
        "low": cell.low,
        "high": cell.high,
        "riket": whole.value if whole else None,
        "verdict": cell.relation,
        **_measured(cell, found),
        "source": text.source_at(indicator, cell.period) if cell.period else "",
    }


def _measured(cell: Cell, found: Compared) -> Row:
    """What is asked for besides the value."""
    choices = found.choices
    match choices.measure:
        case "rang":
            of = cell.place if isinstance(cell.place, Place) else None
            ends = (of.best, of.worst, of.of) if of else (None, None, None)
            return dict(zip(("place_best", "place_worst", "place_of"), ends, strict=True))
        case "utveckling":
            return _course(cell)
    far = choices.measure == "avvikelse" or choices.view == "varme"
    return {"deviation": cell.deviation} if far else {}


def _course(cell: Cell) -> Row:
    went = cell.direction
    return {
        "direction": went.outcome if went else "",
        "direction_first": went.first if went else "",
        "direction_last": went.last if went else "",
        "direction_change": went.change if went else None,
    }


def grid(found: Compared, columns: Iterable[Column]) -> Iterator[list[Any]]:
    """The table as it stands on the page: a row a place, numbers as numbers."""
    for code in found.rows:
        cells = (column.cells[code].value for column in columns)
        yield [data.region_name(code, found.choices.lang), *cells]
