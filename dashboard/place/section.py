"""A subject of a place's page: a row for each indicator, folded on a phone, and its sources."""

from typing import Any

from dashboard import sentences, text
from dashboard.charts.spark import spark
from dashboard.charts.strip import Axis, pair, sign, strip
from dashboard.claims.rank import Place
from dashboard.parts import cards
from dashboard.parts.elements import attributes, drawn, html
from dashboard.place import words
from dashboard.place.model import Against, Row, Section, Sexes
from dashboard.place.view import View

YEARS = 11  # that a small line shows where no direction says from when
FEWEST = 5  # that it is drawn of: fewer look like more than they are
SPARK = 92, 26  # units


def section(of: Section, view: View) -> html.Section:
    """One subject: its heading, its rows and where they are from."""
    heading = html.H2(view.say(of.title, of.title_en))
    if not of.rows:
        return cards.card(heading, html.P(_nothing(view), className="muted"), id=of.id)
    rows = [_row(row, view) for row in of.rows]
    return cards.card(heading, html.Ol(rows), _sources(of, view), id=of.id)


def _nothing(view: View) -> str:
    return view.say(
        f"För {view.name} finns inga uppgifter här.", f"There are no figures here of {view.name}."
    )


def _sources(of: Section, view: View) -> html.Div:
    lines = text.source_lines([row.indicator for row in of.rows], view.lang)
    return html.Div([cards.source_line(each) for each in lines], className="sources")


def _row(row: Row, view: View) -> html.Li:
    """A figure with its period and the first verdict; the rest opens on a phone."""
    axis, beside = _axis(row), list(row.against.values())
    named = html.Span(f" {text.title(row.indicator, view.lang)}", className="only-read")
    rest = [
        _strip(row, axis, view),
        _direction(row, view),
        *([_sexes(row, row.sexes, axis, view)] if row.sexes else []),
    ]
    return html.Li(
        [
            _figure(row, view),
            *([_against(row, beside, view)] if beside else []),
            html.Details([html.Summary([view.say("Mer", "More"), named]), html.Div(rest)]),
        ]
    )


# --- the figure ---


def _figure(row: Row, view: View) -> html.Div:
    """What it is, how much, when, how far chance may have moved it, and its rank."""
    lang, indicator = view.lang, row.indicator
    href = view.link(f"/indikatorer/{indicator.id}", region=view.code)
    notes = {
        "range": words.interval(row, lang),
        "rank" if isinstance(row.place, Place) else "rank rankless": words.rank(row, lang),
        "later": words.later(row, lang),
    }
    return html.Div(
        [
            html.H3(html.A(text.title(indicator, lang), href=href)),
            html.P(
                [
                    html.B(text.quantity(row.now.value, indicator, lang)),
                    " ",
                    html.Span([text.period(row.now.period, lang), *_status(row, view)]),
                ],
                className="value",
            ),
            *(html.P(told, className=name) for name, told in notes.items() if told),
        ],
        className="what",
    )


def _status(row: Row, view: View) -> list[str]:
    return [f", {text.status(row.now.status, view.lang)}"] if row.now.status else []


# --- beside others ---


def _marks(row: Row) -> dict[Any, float]:
    """What of those it is beside stands on its line: they are of its own period."""
    there = row.against.items()
    return {beside: each.value for beside, each in there if each.period == row.now.period}


def _strip(row: Row, axis: Axis, view: View) -> html.Div:
    """All places of the level on a line, and where that ends."""
    within = (row.interval.low, row.interval.high) if row.interval else None
    drawing = strip(
        axis, row.among.values(), row.now.value, within, _marks(row), _alternative(row, axis, view)
    )
    ends = axis.low, axis.high
    low, high = (text.number(each, row.indicator.decimals, view.lang) for each in ends)
    told = html.P(
        [
            html.Span(f"≤ {low}" if axis.cut[0] else low),
            *([html.Span(_scale(view))] if axis.magnitudes else []),
            html.Span(f"≥ {high}" if axis.cut[1] else high),
        ],
        className="ends",
    )
    return html.Div([drawn(drawing), told], className="line")


def _alternative(row: Row, axis: Axis, view: View) -> str:
    """The line in words: how many places it is of, from where to where, and what is marked."""
    lang, indicator = view.lang, row.indicator
    known = row.among.values()
    low, high = (text.number(end(known), indicator.decimals, lang) for end in (min, max))
    told = [f"{view.name} {text.number(row.now.value, indicator.decimals, lang)}"]
    told += [
        f"{words.beside(each, view.profile.reference, lang)} {words.numbers(row, each, lang)}"
        for each in row.against.values()
    ]
    where = words.places(view.code, lang)
    size = view.say(
        f"{len(row.among)} {where} från {low} till {high}",
        f"{len(row.among)} {where} from {low} to {high}",
    )
    scale = f", {_scale(view)}" if axis.magnitudes else ""
    return f"{size}{scale}. {', '.join(told)}."


def _scale(view: View) -> str:
    return view.say("logaritmisk skala", "logarithmic scale")


def _axis(row: Row) -> Axis:
    """The line that a row's places lie on."""
    return Axis.of([*row.among.values()], [row.now.value, *_marks(row).values()])


def _against(row: Row, those: list[Against], view: View) -> html.Ul:
    """A verdict beside each, with its mark on the line; on a phone the first until more opens."""
    return html.Ul([_verdict(row, each, view) for each in those], className="against")


def _verdict(row: Row, against: Against, view: View) -> html.Li:
    lang = view.lang
    good = words.better(row, against, lang)
    look = {"": None, words.judged(True, lang): "good", words.judged(False, lang): "bad"}[good]
    unsaid = [html.Span(f" ({good})", className="only-read")] if good else []
    apart, word = words.part(against, lang), html.B if against.verdict.certain else html.Span
    return html.Li(
        [
            drawn(sign(against.beside)),
            html.Span(
                [
                    word([words.verdict(row, against, lang), *unsaid], className=look),
                    f" {words.beside(against, view.profile.reference, lang)} "
                    f"({words.numbers(row, against, lang)})",
                    *([html.Small(f", {apart}")] if apart else []),
                ]
            ),
        ]
    )


# --- through the years, women and men ---


def _direction(row: Row, view: View) -> html.Div:
    """A small line, which way it goes and whether that is the right one."""
    lang, of = view.lang, row.direction
    periods = sorted(row.series)
    since = [each for each in periods if each >= of.first] if of.n > 2 else []
    values = [row.series[each] for each in (since or periods)[-max(YEARS, of.n) :]]
    right = words.is_right(row)
    glyph = words.GLYPHS.get(of.outcome, "")
    told: list[Any] = [
        *([html.Span(f"{glyph} ", **attributes(aria_hidden="true"))] if glyph else []),
        html.B(
            " ".join(filter(None, [words.direction(of, lang), words.way(row, lang)])),
            className=None if right is None else ("good" if right else "bad"),
        ),
        " ",
        words.course(of, row.indicator, lang),
    ]
    line = [drawn(spark(values, *SPARK))] if len(values) >= FEWEST else []
    return html.Div([*line, html.P(told)], className="course")


def _sexes(row: Row, of: Sexes, axis: Axis, view: View) -> html.Div:
    """Women and men on the line of the strip, in numbers, and whether they differ."""
    lang, (women, men) = view.lang, sentences.who(row.indicator, view.lang)
    numbers = [text.number(each.value, row.indicator.decimals, lang) for each in (of.women, of.men)]
    told = words.gap(row, of, lang)
    drawing = pair(axis, of.women.value, of.men.value, f"{women} {numbers[0]}, {men} {numbers[1]}")
    both = html.P(
        [
            html.Span([f"{women} ", html.B(numbers[0])], className="k"),
            " ",
            html.Span([f"{men} ", html.B(numbers[1])], className="m"),
        ]
    )
    return html.Div([drawn(drawing), both, *([html.P(told)] if told else [])], className="sexes")
