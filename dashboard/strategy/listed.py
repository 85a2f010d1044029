"""The rows of a strategy: the figure now, which way it goes, beside others, in municipalities."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard import prose, sentences, text
from dashboard.address import link
from dashboard.charts.spark import spark
from dashboard.charts.strip import Axis, strip
from dashboard.parts.elements import attributes, drawn, html
from dashboard.place import model as place
from dashboard.place import words as told
from dashboard.plan.model import Plan
from dashboard.strategy import words
from dashboard.strategy.choices import Choices
from dashboard.strategy.model import WINDOWS, Judgement, Row, Window
from dashboard.strategy.rows import RIKET
from dashboard.text import Lang, say

SPARK = 92, 26  # units
FEWEST, YEARS = 5, 11  # years that a small line is drawn of, and no more
LOOKS: dict[Judgement, str] = {"right": "good", "wrong": "bad"}


def rows(every: Sequence[Row], plan: Plan, choices: Choices) -> html.Ul:
    """A list of rows."""
    return html.Ul([_row(each, plan, choices) for each in every], className="followed")


def _row(row: Row, plan: Plan, choices: Choices) -> html.Li:
    lang = choices.lang
    parts = {
        "what": _what(row, choices),
        "now": _now(row, lang) if row.own else _within(lang),
        "went": _went(row, plan, lang) if row.own else [],
        "beside": _beside(row.own, lang) if row.own else [],
        "towns": _towns(row, lang),
    }
    return html.Li(
        [html.Div([*content], className=name) for name, content in parts.items()],
        id=row.indicator.id,
    )


def _what(row: Row, choices: Choices) -> Iterator[Any]:
    """Title, unit, period and source."""
    of, lang = row.indicator, choices.lang
    href = link(f"/indikatorer/{of.id}", lang, region=choices.region)
    yield html.H3(html.A(text.title(of, lang), href=href))
    period, source = text.period(row.newest, lang), text.source_at(of, row.newest)
    yield html.P(f"{prose.opening(text.measured(of, lang))}, {period}", className="muted")
    yield html.P(say(lang, f"Källa: {source}", f"Source: {source}"), className="src")


def _now(row: Row, lang: Lang) -> Iterator[Any]:
    """The newest figure, how far chance may have moved it, and where it was in the base year."""
    own = row.own
    if own is None:
        return
    yield html.P(html.B(_figure(own, lang)), className="value")
    for note in (told.interval(own, lang), words.based(row, lang)):
        if note:
            yield html.P(note, className="muted")
    values = [own.series[each] for each in sorted(own.series)][-YEARS:]
    if len(values) >= FEWEST:
        yield drawn(spark(values, *SPARK))


def _figure(own: place.Row, lang: Lang) -> str:
    """The number with its unit, but for one of several words, which stands under the title."""
    if own.indicator.measure.compound:
        return text.number(own.now.value, own.indicator.decimals, lang)
    return text.quantity(own.now.value, own.indicator, lang)


def _within(lang: Lang) -> Iterator[html.P]:
    words_ = say(
        lang, "Länet har ingen egen siffra här.", "The county has no figure of its own here."
    )
    yield html.P(words_, className="muted")


def _went(row: Row, plan: Plan, lang: Lang) -> Iterator[html.P]:
    """Which way it goes since the base year and over ten years; once where that is the same."""
    named = [words.window(each, plan, lang) for each in WINDOWS]
    if row.direction("since") == row.direction("ten"):
        yield _way(row, "ten", text.listed(named, lang), lang)
        return
    for window, name in zip(WINDOWS, named, strict=True):
        yield _way(row, window, name, lang)


def _way(row: Row, window: Window, name: str, lang: Lang) -> html.P:
    of, judgement = row.direction(window), row.judgement(window)
    glyph, span = told.GLYPHS.get(of.outcome, ""), words.span(of, row, lang)
    word = html.Span if judgement in ("unclear", "untold") else html.B
    return html.P(
        [
            html.Small(prose.opening(name)),
            *(
                [html.Span(glyph, className="sign", **attributes(aria_hidden="true"))]
                if glyph
                else []
            ),
            word(words.went(of, judgement, lang), className=LOOKS.get(judgement)),
            *([html.Small(span)] if span else []),
        ]
    )


def _beside(own: place.Row, lang: Lang) -> Iterator[html.P]:
    """Beside riket, and a municipality beside its county; women and men."""
    for against in own.against.values():
        yield html.P(list(_verdict(own, against, lang)))
    if own.sexes:
        yield from _sexes(own, own.sexes, lang)


def _verdict(own: place.Row, against: place.Against, lang: Lang) -> Iterator[Any]:
    good = told.better(own, against, lang)
    look = LOOKS["right" if good == told.judged(True, lang) else "wrong"] if good else None
    word = html.B if against.verdict.certain else html.Span
    unsaid = [html.Span(f" ({good})", className="only-read")] if good else []
    yield word([told.verdict(own, against, lang), *unsaid], className=look)
    numbers = told.numbers(own, against, lang)
    yield f" {told.beside(against, RIKET, lang)} ({numbers})"


def _sexes(own: place.Row, of: place.Sexes, lang: Lang) -> Iterator[html.P]:
    whom = sentences.who(own.indicator, lang)
    both = [text.number(each.value, own.indicator.decimals, lang) for each in (of.women, of.men)]
    yield html.P(
        [
            html.Span(f"{whom[0]} {both[0]}", className="k"),
            " ",
            html.Span(f"{whom[1]} {both[1]}", className="m"),
        ]
    )
    if gap := told.gap(own, of, lang):
        yield html.P(gap)


def _towns(row: Row, lang: Lang) -> Iterator[Any]:
    """The municipalities on a line, from which to which, and how many go which way."""
    if not row.towns:
        return
    spread, own = words.spread(row, lang), row.own
    if own is not None:
        values = [each.value for each in row.towns]
        whole = own.against.get("riket")
        same = whole is not None and whole.period == own.now.period
        marks: dict[Any, float] = {"riket": whole.value} if whole and same else {}
        axis = Axis.of(values, [own.now.value, *marks.values()])
        yield drawn(strip(axis, values, own.now.value, None, marks, spread))
    yield html.P(spread, className="muted")
    if ways := words.towns(row, lang):
        yield html.P(ways)
