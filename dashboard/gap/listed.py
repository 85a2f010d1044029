"""The rows of a page: women and men on one line, the difference in words, how it has gone."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard import prose, text
from dashboard.address import link
from dashboard.charts import pair
from dashboard.charts.pair import Line, Mark
from dashboard.claims.interval import Interval
from dashboard.gap import level, words
from dashboard.gap.choices import Choices
from dashboard.gap.model import Row, Whole
from dashboard.parts.elements import attributes, drawn, html
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

SHARES = (0.0, 100.0)


def rows(every: Sequence[Row | Whole], choices: Choices) -> html.Ul:
    """A list of rows."""
    return html.Ul([_row(each, choices) for each in every], className="gaps")


def _row(row: Row | Whole, choices: Choices) -> html.Li:
    """One row, the same four parts whichever kind it is of."""
    is_pair, lang = isinstance(row, Row), choices.lang
    line = _line(row, lang) if isinstance(row, Row) else _whole_line(row, lang)
    said = _verdict(row, choices) if isinstance(row, Row) else _whole_verdict(row, lang)
    return html.Li(
        [
            html.Div(_what(row, choices), className="what"),
            drawn(pair.drawn(line, words.told(row, lang))),
            html.Div(list(said), className="said"),
            html.Div(list(_course(row, lang)), className="course"),
        ],
        className=None if is_pair else "whole",
        id=row.indicator.id,
        **attributes(data_certain=_certain(row)),
    )


def _certain(row: Row | Whole) -> str | None:
    return "yes" if isinstance(row, Row) and row.gap.certain else None


def _what(row: Row | Whole, choices: Choices) -> list[Any]:
    """Title, what kind of figure it is, the period and the source."""
    of, lang = row.indicator, choices.lang
    href = link(f"/indikatorer/{of.id}", lang, region=choices.region)
    period, source = text.period(row.period, lang), text.source_at(of, row.period)
    return [
        html.H3(html.A(text.title(of, lang), href=href)),
        html.P(f"{prose.opening(words.form(row, lang))}, {period}", className="muted"),
        html.P(say(lang, f"Källa: {source}", f"Source: {source}"), className="src"),
    ]


# --- women beside men ---


def _line(row: Row, lang: Lang) -> Line:
    of = row.indicator
    short = {"county": say(lang, "länet", "county"), "riket": say(lang, "riket", "Sweden")}
    return Line(
        scale=row.scale,
        words=_ends(row.scale, of, lang),
        women=_mark(row.women, row.of_women),
        men=_mark(row.men, row.of_men),
        beside=[(short[name], each.women, each.men) for name, each in row.beside.items()],
    )


def _mark(value: float, of: Interval | None) -> Mark:
    return Mark(value, (of.low, of.high) if of else None)


def _ends(scale: tuple[float, float], of: PublishedIndicator, lang: Lang) -> tuple[str, str]:
    """The scale's ends as they are written: the unit on the last."""
    whole = all(end == int(end) for end in scale)
    decimals = 0 if whole else of.decimals
    first, last = (text.number(end, decimals, lang) for end in scale)
    return first, last if _is_long(of) else text.written(last, text.quantities(of.measure, lang))


def _is_long(of: PublishedIndicator) -> bool:
    """Whether its unit is several words: it stands under the title, and on the difference."""
    return of.measure.compound


def _verdict(row: Row, choices: Choices) -> Iterator[Any]:
    of, lang = row.indicator, choices.lang
    yield html.P(
        [
            _figure("k", row.women, of, lang),
            _figure("m", row.men, of, lang),
        ],
        className="both",
    )
    yield html.P(html.B(words.size(row.gap.size, of, lang)))
    yield html.P(words.verdict(of, row.gap, lang))
    told = words.beside(row, "county" if choices.against == "lan" else "riket", lang)
    if told:
        yield html.P(told, className="muted")


def _figure(sex: str, value: float, of: PublishedIndicator, lang: Lang) -> html.Span:
    whom = words.who(of, lang)[sex == "m"]
    hidden = html.Span(f"{whom} ", className="only-read")
    shown = text.number(value, of.decimals, lang)
    written = shown if _is_long(of) else text.quantity(value, of, lang)
    return html.Span([hidden, written], className=sex)


def _course(row: Row | Whole, lang: Lang) -> Iterator[Any]:
    if isinstance(row, Row):
        series = [[each[n] for each in row.series.values()] for n in (0, 1)]
        label = say(lang, "Skillnaden", "The difference")
    else:
        series, label = [[*row.series.values()]], say(lang, "Siffran", "The figure")
    if svg := pair.spark(series):
        yield drawn(svg)
    yield html.P([html.Span(f"{label} ", className="only-read"), words.course(row, lang)])


# --- one figure that tells of both ---


def _whole_line(row: Whole, lang: Lang) -> Line:
    of = row.indicator
    share = row.indicator.form == "distribution" and of.measure.sv[1] == "%"
    own = _mark(row.value, row.interval)
    scale = SHARES if share else _around(row)
    short = {"county": say(lang, "länet", "county"), "riket": say(lang, "riket", "Sweden")}
    beside = [
        (short[name], None if row.of_men else value, value if row.of_men else None)
        for name, value in row.beside.items()
    ]
    return Line(
        scale=scale,
        words=_ends(scale, of, lang),
        women=None if row.of_men else own,
        men=own if row.of_men else None,
        beside=beside,
        band=words.EVEN if row.banded else None,
    )


def _around(row: Whole) -> tuple[float, float]:
    """Of a ratio what all regions have, with 100 in it; of a difference with 0."""
    return level.whole_scale(row.indicator)


def _whole_verdict(row: Whole, lang: Lang) -> Iterator[Any]:
    figure = text.quantity(row.value, row.indicator, lang)
    yield html.P(html.B(figure), className="both")
    if told := words.whole_verdict(row, lang):
        yield html.P(told)
