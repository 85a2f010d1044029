"""Finds what a comparison shows: of which period each figure is, and what it is beside riket."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from dashboard import data, laid, text
from dashboard.claims.beyond import Beyond, beyond
from dashboard.claims.direction import trend
from dashboard.claims.many import Matrix
from dashboard.claims.rank import Place
from dashboard.compare import tables
from dashboard.compare.grammar import DOWN, NAME, RULES, Choices
from dashboard.compare.model import RIKET, Cell, Column, Compared, Relation
from dashboard.laid import Tables
from dashboard.numbers import Floats
from etl.model import PublishedIndicator, Sex, level_of
from etl.periods import among

MOST = 0.8  # of the figures are of their column's common period: then all are shown of it
NOWHERE = "."  # the agencies' symbol for what cannot be: an indicator that is not of such places


@dataclass(frozen=True)
class Span:
    """An indicator's figures of one sex within the time asked for: a row a period, a column a code.

    `newest` is the period of each code's newest figure, empty where it has none; `common` the
    newest that all have who have any.
    """

    indicator: PublishedIndicator
    sex: Sex
    asked: Sex
    codes: tuple[str, ...]
    periods: tuple[str, ...]
    values: Floats
    newest: tuple[str, ...]
    common: str

    @property
    def age(self) -> str:
        """The first of its ages: that which stands for it."""
        return self.indicator.ages[0]

    @property
    def of(self) -> tuple[str, str, str]:
        """Indicator, sex and age."""
        return self.indicator.id, self.sex, self.age


def compared(choices: Choices) -> Compared:
    """All of what is chosen, of the release that is shown."""
    every = [*spans(choices)]
    together = _together(choices.period, every)
    columns = tuple(_column(each, together, choices) for each in every)
    codes = tuple(_ordered(choices, columns))
    return Compared(choices, codes, columns, together)


def spans(choices: Choices) -> Iterator[Span]:
    """Each indicator and sex within the time asked for, of the places and riket."""
    codes = (*choices.codes, *([RIKET] if RIKET not in choices.codes else []))
    for id_ in choices.ids:
        indicator = data.indicators()[id_]
        given = {_sex(indicator, each): each for each in reversed(choices.sexes)}
        for sex, asked in reversed(given.items()):
            yield span(indicator, sex, codes, choices.period, asked)


def _sex(indicator: PublishedIndicator, asked: Sex) -> Sex:
    return asked if asked in indicator.sexes else indicator.sexes[0]


def span(
    indicator: PublishedIndicator,
    sex: Sex,
    codes: tuple[str, ...],
    period: str = "",
    asked: Sex | None = None,
) -> Span:
    """Its figures of some places within a period, a span of them, or at any time."""
    table = Tables().table(indicator.id, sex, indicator.ages[0])
    periods = _within(table, period)
    values = _values(table, periods, codes)
    known = np.isfinite(values)
    any_: NDArray[np.bool_] = np.any(known, axis=0)
    newest = tuple(_last(periods, column) for column in known.T.tolist())
    all_ = np.flatnonzero(known[:, any_].all(axis=1)) if any_.any() else np.array([], int)
    common = periods[all_[-1]] if len(all_) else ""
    return Span(indicator, sex, asked or sex, codes, periods, values, newest, common)


def _last(periods: Sequence[str], known: Sequence[bool]) -> str:
    """The last of the periods in which a place has a figure, empty where it has none."""
    pairs = zip(reversed(periods), reversed(known), strict=True)
    return next((period for period, there in pairs if there), "")


def _values(table: Matrix, periods: Sequence[str], codes: Sequence[str]) -> Floats:
    """A row a period, a column a code; NaN where there is none."""
    nowhere = np.full((len(table.values), 1), np.nan)
    columns = [table.columns.get(code, -1) for code in codes]
    found: Floats = np.hstack([table.values, nowhere])[[table.rows[each] for each in periods]]
    return found[:, columns]


def _within(table: Matrix, period: str) -> tuple[str, ...]:
    if not period or period in RULES:
        return tuple(table.rows)
    first, to, last = period.partition("..")
    return tuple(among(table.rows, first, last if to else first))


def _together(rule: str, spans: Sequence[Span]) -> bool:
    """Whether each column is shown of one period: as asked, else where most figures are anyway."""
    if rule in RULES:
        return rule == RULES[1]
    pairs = [(newest, span.common) for span in spans for newest in span.newest if newest]
    return sum(newest == common for newest, common in pairs) >= MOST * len(pairs)


def _column(of: Span, together: bool, choices: Choices) -> Column:
    chosen = [of.common if together and of.common and each else each for each in of.newest]
    cells = _cells(of, chosen)
    if choices.measure == "rang":
        cells = {code: _placed(of, cell) for code, cell in cells.items()}
    if choices.measure == "utveckling":
        since = choices.period.partition("..")[0] if ".." in choices.period else ""
        cells = {
            code: _directed(of, at, cell, since) for at, (code, cell) in enumerate(cells.items())
        }
    counted = [each for each in chosen if each]
    most = max(dict.fromkeys(sorted(counted, reverse=True)), key=counted.count, default="")
    return Column(of.indicator, of.sex, of.age, of.asked, most, len({*counted}) > 1, cells)


def _cells(of: Span, chosen: Sequence[str]) -> dict[str, Cell]:
    """Each code's cell, those of one period judged at once."""
    found: dict[str, Cell] = {}
    for period in {*chosen}:
        codes = [code for code, at in zip(of.codes, chosen, strict=True) if at == period]
        found |= judged(of, period, codes) if period else {code: _none(of, code) for code in codes}
    return {code: found[code] for code in of.codes}


def _none(of: Span, code: str) -> Cell:
    """No figure: the indicator is not of such places, or what the source says in its place."""
    if level_of(code) not in of.indicator.levels:
        return Cell(code, "", None, NOWHERE)
    last = of.periods[-1] if of.periods else ""
    return Cell(code, "", None, tables.statuses(*of.of).get((code, last), ""))


def judged(of: Span, period: str, codes: Sequence[str]) -> dict[str, Cell]:
    """The cells of some codes in a period, each beside riket's of the same."""
    values = Tables().table(*of.of).at(period, codes)
    said = beyond(Tables(), *of.of, period, codes)
    far = _far(of, period, codes, said)
    symbols = tables.statuses(*of.of)
    parts = zip(
        codes, values.tolist(), said.own.low.tolist(), said.own.high.tolist(),
        said.size.tolist(), said.certain.tolist(), far, strict=True,
    )  # fmt: skip
    return {
        code: Cell(
            code, period, _known(value), symbols.get((code, period), ""), _known(low), _known(high),
            _relation(of, code, size, certain), _known(off),
        )
        for code, value, low, high, size, certain, off in parts
    }  # fmt: skip


def _known(value: float) -> float | None:
    return value if isfinite(value) else None


def _relation(of: Span, code: str, size: float, certain: float) -> Relation:
    """A rate beside riket's; the amounts of places of other sizes tell nothing."""
    if code == RIKET or of.indicator.absolute or not isfinite(certain):
        return ""
    return ("higher" if size > 0 else "lower") if certain else "about"


def _far(of: Span, period: str, codes: Sequence[str], said: Beyond) -> list[float]:
    """How far each is from riket in spreads of its level."""
    nothing = {"country": float("nan")}
    levels = {level_of(code) for code in codes} - {"country"}
    if of.indicator.absolute:
        return [float("nan")] * len(codes)
    apart = nothing | {each: tables.apart(*of.of, period, each) for each in levels}
    sizes = zip(codes, said.size.tolist(), strict=True)
    return [size / apart[level_of(code)] for code, size in sizes]


def _placed(of: Span, cell: Cell) -> Cell:
    level = level_of(cell.region)
    if not cell.period or level == "country":
        return cell
    places = laid.places(*of.of, cell.period, level)
    return replace(cell, place=places[laid.codes(level).index(cell.region)])


def _directed(of: Span, at: int, cell: Cell, since: str) -> Cell:
    """Which way the figure has gone up to the one that is shown."""
    pairs = zip(of.periods, of.values[:, at].tolist(), strict=True)
    series = {each: value for each, value in pairs if isfinite(value) and each <= cell.period}
    return replace(cell, direction=trend(series, of.indicator, since))


# --- in which order ---


def _ordered(choices: Choices, columns: Sequence[Column]) -> list[str]:
    """The codes by what a reader orders them by; those that have none of it last."""
    codes = [*choices.codes]
    if choices.order == NAME:
        names = data.region_names(choices.lang)
        return sorted(codes, key=lambda code: text.order(names[code], choices.lang))
    id_, _, sex = choices.order.removeprefix(DOWN).partition(":")
    of = [each for each in columns if each.indicator.id == id_ and sex in ("", each.sex)]
    if not of:
        return codes
    weights = {code: weight(of[0].cells[code], choices) for code in codes}
    down = choices.order.startswith(DOWN)
    return sorted(codes, key=lambda code: _key(weights[code], down=down))


def _key(weight: float | None, *, down: bool) -> tuple[bool, float]:
    return weight is None, (-weight if down else weight) if weight is not None else 0.0


def weight(cell: Cell, choices: Choices) -> float | None:
    """What a cell is ordered by: what is shown of it."""
    match choices.measure:
        case "avvikelse":
            return cell.deviation
        case "rang":
            return cell.place.best + cell.place.worst if isinstance(cell.place, Place) else None
        case "utveckling":
            return cell.direction.change if cell.direction else None
    return cell.value
