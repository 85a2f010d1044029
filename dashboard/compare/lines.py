"""Each figure through time: a small chart an indicator, a line a place; of many places a strip."""

from collections.abc import Iterator
from math import isfinite

from dashboard import data, text
from dashboard.charts.chart import Chart
from dashboard.charts.series import Series
from dashboard.charts.strip import Axis, strip
from dashboard.compare import tables, words
from dashboard.compare.figures import Span, spans
from dashboard.compare.model import RIKET, Cell, Column, Compared
from dashboard.parts import cards, figures
from dashboard.parts.elements import drawn, html
from dashboard.text import Lang, say
from etl.model import level_of

MOST = 12  # lines that one chart can hold
HIGH = 280


def has_lines(found: Compared) -> bool:
    """Whether each place gets a line; of more than a chart can hold they are ticks on a strip."""
    return len(found.rows) * len(found.choices.sexes) <= MOST


def section(found: Compared, lang: Lang) -> html.Div:
    """A chart an indicator, or a strip a column."""
    if has_lines(found):
        return html.Div(
            [_figure(each, lang) for each in charts(found, lang)], className="multiples"
        )
    strips = html.Div([*_strips(found, lang)], className="multiples")
    return html.Div([html.P(_key(found, lang), className="muted"), strips])


def _key(found: Compared, lang: Lang) -> str:
    """What stands on a strip."""
    mine = data.region_name(found.own, lang) if found.own else ""
    if not mine or found.own == RIKET:
        return say(
            lang,
            "Varje streck är ett av områdena, cirkeln är riket.",
            "Each tick is one of the places, the circle is Sweden.",
        )
    return say(
        lang,
        f"Varje streck är ett av områdena, cirkeln är {mine} och den ihåliga kvadraten riket.",
        f"Each tick is one of the places, the circle is {mine} and the hollow square Sweden.",
    )


# --- lines ---


def charts(found: Compared, lang: Lang) -> list[Chart]:
    """One of each indicator that has any figure in the time asked for."""
    by_id: dict[str, list[Span]] = {}
    for each in spans(found.choices):
        by_id.setdefault(each.indicator.id, []).append(each)
    made = (_chart(those, found, lang) for those in by_id.values())
    return [each for each in made if each.periods]


def _figure(chart: Chart, lang: Lang) -> html.Section:
    name = f"chart-{chart.title}"
    id_ = "".join(letter if letter.isalnum() else "-" for letter in text.fold(name))
    header, rows = chart.table()
    shown = cards.table(f"{chart.title}. {chart.subtitle}", header, reversed(rows))
    table = cards.folded(say(lang, "Visa som tabell", "Show as table"), shown)
    sub = html.P(chart.subtitle, className="muted sub")
    return html.Section([html.H2(chart.title), sub, figures.figure(chart, id_, HIGH), table])


def _chart(those: list[Span], found: Compared, lang: Lang) -> Chart:
    indicator = those[0].indicator
    known = [n for n, _ in enumerate(those[0].periods) if any(_any(each, n) for each in those)]
    periods = tuple(those[0].periods[n] for n in known)
    unit = text.measured(indicator, lang)
    ends = "–".join(
        dict.fromkeys(text.period(each, lang) for each in (*periods[:1], *periods[-1:]))
    )
    return Chart(
        title=text.title(indicator, lang),
        subtitle=", ".join(filter(None, [unit, ends])),
        unit=unit,
        decimals=indicator.decimals,
        lang=lang,
        series=tuple(_series(those, periods, found, lang)),
        seams=text.seams(indicator),
    )


def _any(of: Span, row: int) -> bool:
    return any(map(isfinite, of.values[row].tolist()))


def _series(
    those: list[Span], periods: tuple[str, ...], found: Compared, lang: Lang
) -> Iterator[Series]:
    """The reader's own place first, riket's grey line next, the others as they stand."""
    for code in _comparable(those[0], found):
        for of in those:
            values = dict(zip(of.periods, of.values[:, of.codes.index(code)].tolist(), strict=True))
            symbols = tables.statuses(*of.of)
            name = data.region_name(code, lang)
            apart = of.sex != "T" and len(of.indicator.sexes) > 1
            yield Series(
                label=f"{name}, {text.sex(of.sex, lang)}" if apart else name,
                sex=None if of.sex == "T" else of.sex,
                role="own" if code == found.own else "compare",
                periods=periods,
                values=tuple(v if isfinite(v := values[each]) else None for each in periods),
                statuses=tuple(symbols.get((code, each), "") for each in periods),
                place=name,
            )


def _comparable(of: Span, found: Compared) -> list[str]:
    """Amounts only of one level: a municipality's would lie flat under the country's."""
    first = [code for code in (found.own, RIKET) if code in found.rows]
    ordered = [*dict.fromkeys([*first, *found.rows])]
    if not of.indicator.absolute:
        return ordered
    level = level_of(found.codes[0])
    return [code for code in ordered if level_of(code) == level]


# --- strips ---


def _strips(found: Compared, lang: Lang) -> Iterator[html.Section]:
    for column in found.columns:
        there = [cell for code in found.codes if (cell := column.cells[code]).value is not None]
        if there:
            yield _strip(column, there, found, lang)


def _strip(column: Column, there: list[Cell], found: Compared, lang: Lang) -> html.Section:
    """Every place as a tick, the reader's own (else riket) as a circle, and who is at the ends."""
    known = {cell.region: cell.value or 0.0 for cell in there}
    whole = column.cells[RIKET].value
    mine = known.get(found.own, whole)
    told = _told(column, known, found, lang)
    title = text.title(column.indicator, lang)
    picture = ""
    if mine is not None:
        beside = {"riket": whole} if whole is not None and found.own in known else {}
        axis = Axis.of([*known.values()], [mine, *beside.values()])
        picture = strip(axis, known.values(), mine, None, beside, f"{title}. {told}")  # type: ignore[arg-type]  # its keys are marks
    when = text.period(column.period, lang)
    sub = html.P(f"{words.unit(column, lang)}, {when}", className="muted sub")
    return html.Section([html.H2(title), sub, drawn(picture), html.P(told)])


def _told(column: Column, known: dict[str, float], found: Compared, lang: Lang) -> str:
    """`Högst: Umeå 58,7. Lägst: Sorsele 20,1. Riket: 47,0.`."""
    ordered = sorted(known, key=lambda code: known[code])
    parts = [
        (say(lang, "Högst", "Highest"), ordered[-1]),
        (say(lang, "Lägst", "Lowest"), ordered[0]),
        *([("", found.own)] if found.own in known else []),
        *([("", RIKET)] if column.cells[RIKET].value is not None else []),
    ]
    return " · ".join(
        f"{f'{head}: ' if head else ''}{data.region_name(code, lang)} "
        f"{words.value(column.cells[code], column.indicator, lang)}"
        for head, code in parts
    )
