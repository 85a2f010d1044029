"""Small cards: mean age, dependency, foreign born, households, beside county and riket."""

from typing import Any

from dash import html

from dashboard import data, sentences, shell, text
from dashboard.demography import parts, structure
from dashboard.demography.structure import Measure
from dashboard.demography.view import View
from dashboard.text import say


def measures(view: View) -> html.Section:
    """Mean age, dependency, foreign born, households: a small card each."""
    lang = view.lang
    title = say(
        lang, "Åldersstruktur, ursprung och hushåll", "Age structure, origin and households"
    )
    lacking = [ids for ids in structure.MEASURES if not any(map(data.indicator, ids))]
    notes = [parts.missing(ids[:1], view.place, lang) for ids in lacking if data.meaning(ids[0])]
    if not view.measures:
        return shell.card(html.H2(title), *notes, id="matt")
    header = [
        say(lang, *words)
        for words in (("Mått", "Measure"), ("Period", "Period"), ("Kvinnor", "Women"),
                      ("Män", "Men"), ("Totalt", "Total"))
    ]  # fmt: skip
    rows = [_measure_row(each, view) for each in view.measures]
    return shell.card(
        html.H2(title),
        *([html.P(_each_county(view), className="says")] if view.place.summed else []),
        html.Div([_measure(each, view) for each in view.measures], className="measures"),
        *notes,
        parts.actions(
            [each.indicator for each in view.measures],
            shell.table(f"{title}. {view.name}", header, rows),
            view.place,
            lang,
        ),
        id="matt",
    )


def _each_county(view: View) -> str:
    why = parts.no_sum(view.lang)
    return f"{why[:1].upper()}{why[1:]} " + say(
        view.lang, "Därför visas länen var för sig.", "So each county is shown."
    )


def _measure_row(each: Measure, view: View) -> list[str]:
    of, lang = each.indicator, view.lang
    values = [sentences.quantity(v, of, lang) for v in (each.women, each.men, each.total)]
    return [text.title(of, lang), text.period(each.period, lang), *values]


def _measure(each: Measure, view: View) -> html.Div:
    """Title, value, period, the line through time, kvinnor and män, county and riket."""
    of, lang = each.indicator, view.lang
    region = view.place.code if not view.place.summed else ""
    address = shell.link(f"/indikatorer/{of.id}", lang, **({"region": region} if region else {}))
    when = text.period(each.period, lang)
    span = say(
        lang, f"linjen: {each.first}–{each.period}", f"the line: {each.first}–{each.period}"
    )  # fmt: skip
    shown = sentences.quantity(each.total, of, lang)
    if of.kind == "count":  # a long number and its unit are wider than the card
        shown, when = text.number(each.total, of.decimals, lang), f"{text.unit(of, lang)}, {when}"
    value: list[Any] = [html.P([html.B(shown), html.Small(when)])]
    if each.total is None:
        value = [html.P(html.Small(when))]
    line = (
        [html.Figure(id=f"spark-{of.id}", title=span, className="sparkline")]
        if len(each.line) > 1
        else []
    )
    beside = [
        html.Li([data.region_name(code, lang), html.B(sentences.quantity(v, of, lang))])
        for code, v in each.around
    ]
    return html.Div(
        [
            html.H3(html.A(text.title(of, lang), href=address)),
            *value,
            *line,
            *_by_sex(each, view),
            *([html.Ul(beside)] if beside else []),
        ]
    )


def _by_sex(each: Measure, view: View) -> list[Any]:
    if each.women is None or each.men is None:
        return []
    of, lang = each.indicator, view.lang
    values = [
        (text.sex(sex, lang).capitalize(), value)
        for sex, value in (("K", each.women), ("M", each.men))
    ]
    items = [
        html.Li([words, html.B(sentences.quantity(value, of, lang))], className=look)
        for (words, value), look in zip(values, ("k", "m"), strict=True)
    ]
    return [html.Ul(items, className="by-sex")]
