"""Small cards: mean age, dependency, foreign born, households, beside county and riket."""

from typing import Any

from dashboard import address, data, prose, text
from dashboard.charts.spark import spark
from dashboard.demography import structure
from dashboard.demography.sections import parts
from dashboard.demography.structure import Measure
from dashboard.demography.view import View
from dashboard.parts import cards, elements
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.model import Meaning


def measures(view: View) -> html.Section:
    """Mean age, dependency, foreign born, households: a small card each."""
    lang = view.lang
    title = say(
        lang, "Åldersstruktur, ursprung och hushåll", "Age structure, origin and households"
    )
    kinds = structure.kinds()
    lacking = [some for some in kinds if not any(data.indicator(each.id) for each in some)]
    notes = [parts.missing(some[:1], view.place, lang) for some in lacking]
    if not view.measures:
        nothing = notes or [parts.missing((), view.place, lang)]
        return parts.card(html.H2(title), *nothing, id="matt")
    header = [
        say(lang, *words)
        for words in (("Mått", "Measure"), ("Period", "Period"), ("Kvinnor", "Women"),
                      ("Män", "Men"), ("Totalt", "Total"))
    ]  # fmt: skip
    rows = [_measure_row(each, view) for each in view.measures]
    return parts.card(
        html.H2(title),
        html.P(_about(view), className="muted sub"),
        *([html.P(_each_county(view), className="says")] if view.place.summed else []),
        html.Div([_measure(each, view) for each in view.measures], className="measures"),
        *notes,
        parts.actions(
            [each.indicator for each in view.measures],
            cards.table(f"{title}. {view.name}", header, rows),
            view.place,
            lang,
        ),
        id="matt",
    )


def _about(view: View) -> str:
    """Whose the measures are; when and in which unit stands by each."""
    newest = say(view.lang, "senaste året för varje mått", "the latest year of each measure")
    return f"{prose.opening(view.within)}, {newest}"


def _shown(value: float | None, of: Meaning, lang: Lang) -> str:
    """A figure with its unit; one on a scale that the title tells is a number alone."""
    bare = of.measure.scale and value is not None
    return text.number(value, of.decimals, lang) if bare else text.quantity(value, of, lang)


def _each_county(view: View) -> str:
    return say(
        view.lang,
        "Andelar och medelvärden kan inte läggas ihop. Därför visas länen var för sig.",
        "Shares and means cannot be added, so each county is shown.",
    )


def _measure_row(each: Measure, view: View) -> list[str]:
    of, lang = each.indicator, view.lang
    values = [_shown(v, of, lang) for v in (each.women, each.men, each.total)]
    return [text.title(of, lang), text.period(each.period, lang), *values]


def _measure(each: Measure, view: View) -> html.Div:
    """Title, value, period, the line through time, kvinnor and män, county and riket."""
    of, lang = each.indicator, view.lang
    region = {} if view.place.summed else {"region": view.place.code}
    href = address.link(f"/indikatorer/{of.id}", lang, **region)
    beside = [
        html.Li([data.region_name(code, lang), html.B(_shown(v, of, lang))])
        for code, v in each.around
    ]
    return html.Div(
        [
            html.H3(html.A(text.title(of, lang), href=href)),
            _value(each, view),
            *_line(each, view),
            *_by_sex(each, view),
            *([html.Ul(beside)] if beside else []),
        ]
    )


def _value(each: Measure, view: View) -> html.P:
    """The figure and its period; a count's unit is small, for the two are wider than the card."""
    of, lang = each.indicator, view.lang
    when = text.period(each.period, lang)
    if each.total is None:
        return html.P(html.Small(when))
    if not of.absolute:
        return html.P([html.B(_shown(each.total, of, lang)), " ", html.Small(when)])
    number = text.number(each.total, of.decimals, lang)
    return html.P([html.B(number), " ", html.Small(f"{text.unit(of, lang)}, {when}")])


def _line(each: Measure, view: View) -> list[Any]:
    """Where the figure has been going, and since when."""
    if len(each.line) < 2:
        return []
    span = "–".join(text.period(period, view.lang) for period in (each.first, each.period))
    line = html.Figure(elements.drawn(spark(each.line, 132, 40)), className="sparkline")
    return [html.Div([line, html.Small(span)], className="since")]


def _by_sex(each: Measure, view: View) -> list[Any]:
    if each.women is None or each.men is None:
        return []
    of, lang = each.indicator, view.lang
    values = [
        (text.sex(sex, lang).capitalize(), value)
        for sex, value in (("K", each.women), ("M", each.men))
    ]
    items = [
        html.Li([words, html.B(_shown(value, of, lang))], className=look)
        for (words, value), look in zip(values, ("k", "m"), strict=True)
    ]
    return [html.Ul(items, className="by-sex")]
