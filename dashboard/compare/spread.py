"""Two figures against each other: all places of a level as dots, those compared by name."""

from typing import Any

from dashboard import data, text
from dashboard.charts.scatter import Axis, Dot, Scatter
from dashboard.compare import tables, words
from dashboard.compare.model import RIKET, Column, Comparison
from dashboard.compare.pickers import changed
from dashboard.compare.tables import Tables
from dashboard.parts import cards, figures
from dashboard.parts.elements import html
from dashboard.place.standing import correlation
from dashboard.text import Lang, say
from etl.model import Level, level_of

HIGH = 420
FEWEST = 5  # dots, of which anything is told


def level(found: Comparison) -> Level:
    """Whose dots are drawn: the places of the first one's level."""
    return next((level_of(code) for code in found.codes if code != RIKET), "municipality")


def section(found: Comparison, lang: Lang) -> html.Div:
    """The chart, what is told of it, and the other pairs that can be seen."""
    if len(found.columns) < 2:
        need = say(
            lang,
            "Spridningen visar två indikatorer mot varandra. Lägg till en till.",
            "The scatter shows two indicators against each other. Add another.",
        )
        return html.Div(html.P(need))
    chart = scatter(found, lang)
    if chart is None:
        none = say(lang, "För få områden har uppgift om båda.", "Too few places have figures on both.")
        return html.Div(html.P(none))
    header, rows = chart.table()
    table = cards.table(f"{chart.title}. {chart.subtitle}", header, rows)
    shown: list[Any] = [
        html.H2(chart.title),
        html.P(chart.subtitle, className="muted sub"),
        figures.figure(chart, "scatter", HIGH),
        html.P(chart.told),
        cards.folded(say(lang, "Visa som tabell", "Show as table"), table),
        *_others(found, lang),
    ]
    return html.Div(shown, className="spread")


def pair(found: Comparison) -> tuple[Column, Column]:
    """The two columns that are drawn: the first along the axis, the second up."""
    return found.columns[0], found.columns[1]


def scatter(found: Comparison, lang: Lang) -> Scatter | None:
    """The chart of the first two columns; None where too few places have both figures."""
    across, up = pair(found)
    codes = tables.of_level(level(found))
    xs, ys = (
        Tables().table(*each.of).at(each.period, codes) for each in (across, up)
    )
    both = (xs == xs) & (ys == ys)  # noqa: PLR0124  # NaN is not itself
    if both.sum() < FEWEST:
        return None
    rho, n = correlation(xs[both], ys[both]), int(both.sum())
    dots = tuple(
        Dot(data.region_name(code, lang), x, y, code in found.codes, code == found.own)
        for code, x, y, known in zip(codes, xs.tolist(), ys.tolist(), both.tolist(), strict=True)
        if known
    )
    titles = [text.title(each.indicator, lang) for each in (up, across)]
    against = say(lang, "mot", "against")
    return Scatter(
        title=f"{titles[0]} {against} {titles[1]}",
        subtitle=_when(across, up, n, lang),
        lang=lang,
        across=_axis(across, lang),
        up=_axis(up, lang),
        dots=dots,
        told=told(rho, n, lang),
    )


def _axis(of: Column, lang: Lang) -> Axis:
    return Axis(text.title(of.indicator, lang), words.unit(of, lang), of.indicator.decimals)


def _when(across: Column, up: Column, n: int, lang: Lang) -> str:
    when = dict.fromkeys(text.period(each.period, lang) for each in (up, across))
    places = say(lang, f"{n} områden", f"{n} places")
    return ", ".join([places, say(lang, " och ", " and ").join(when)])


def told(rho: float, n: int, lang: Lang) -> str:
    """Spearman's ρ with how many it is of, and that it is no cause."""
    number = text.number(rho, 2, lang)
    return say(
        lang,
        f"Spearmans rangkorrelation ρ = {number} (n = {n}). Samband är inte orsak.",
        f"Spearman’s rank correlation ρ = {number} (n = {n}). Correlation is not causation.",
    )


def _others(found: Comparison, lang: Lang) -> list[html.P]:
    """Each other indicator of the comparison may take the second's place."""
    first, second, *rest = found.choices.ids if len(found.choices.ids) > 2 else (*found.choices.ids, "", "")[:2]
    if not rest:
        return []
    title = text.title(data.indicators()[first], lang)
    links: list[Any] = []
    for id_ in rest:
        ids = [first, id_, second, *(each for each in rest if each != id_)]
        name = text.title(data.indicators()[id_], lang)
        links += [html.A(name, href=changed(found.choices, indikator=",".join(ids))), " "]
    return [html.P([say(lang, f"{title} mot: ", f"{title} against: "), *links], className="suggested")]
