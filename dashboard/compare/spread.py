"""Two figures against each other: all places of a level as dots, those compared by name."""

from typing import Any

import numpy as np

from dashboard import data, laid, text
from dashboard.charts.scatter import Axis, Dot, Scatter
from dashboard.compare import words
from dashboard.compare.model import RIKET, Column, Compared
from dashboard.compare.pickers import changed
from dashboard.laid import Tables
from dashboard.parts import cards, figures
from dashboard.parts.elements import html
from dashboard.place.standing import correlation
from dashboard.similar.words import many
from dashboard.text import Lang, say
from etl.model import Level, level_of

HIGH = 420
FEWEST = 5  # dots, of which anything is told


def level(found: Compared) -> Level:
    """Whose dots are drawn: the places of the first one's level."""
    return next((level_of(code) for code in found.codes if code != RIKET), "municipality")


def section(found: Compared, lang: Lang) -> html.Div:
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
        none = say(
            lang, "För få områden har uppgift om båda.", "Too few places have figures on both."
        )
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


def pair(found: Compared) -> tuple[Column, Column]:
    """The two columns that are drawn: the first along the axis, the second up."""
    return found.columns[0], found.columns[1]


def dots(found: Compared, column: Column) -> list[str]:
    """The codes of the places of the level that have a figure of a column's period."""
    codes = laid.codes(level(found))
    values = Tables().table(*column.of).at(column.period, codes)
    return [code for code, there in zip(codes, np.isfinite(values).tolist(), strict=True) if there]


def scatter(found: Compared, lang: Lang) -> Scatter | None:
    """The chart of the first two columns; None where too few places have both figures."""
    across, up = pair(found)
    codes = laid.codes(level(found))
    xs, ys = (Tables().table(*each.of).at(each.period, codes) for each in (across, up))
    both = np.isfinite(xs) & np.isfinite(ys)
    if both.sum() < FEWEST:
        return None
    rho, n = correlation(xs[both], ys[both]), int(both.sum())
    dots = tuple(
        Dot(data.region_name(code, lang), x, y, code in found.codes, code == found.own)
        for code, x, y, known in zip(codes, xs.tolist(), ys.tolist(), both.tolist(), strict=True)
        if known
    )
    return Scatter(
        title=_title(across, up, lang),
        subtitle=_when(found, n, lang),
        lang=lang,
        across=_axis(across, lang),
        up=_axis(up, lang),
        dots=dots,
        told=told(rho, n, lang),
    )


def _axis(of: Column, lang: Lang) -> Axis:
    return Axis(text.title(of.indicator, lang), words.unit(of, lang), of.indicator.decimals)


def _title(across: Column, up: Column, lang: Lang) -> str:
    first, second = (text.title(each.indicator, lang) for each in (up, across))
    inside = f"{second[:1].lower()}{second[1:]}" if second[1:2].islower() else second
    return say(lang, f"{first} mot {inside}", f"{first} against {inside}")


def _when(found: Compared, n: int, lang: Lang) -> str:
    """`290 kommuner, 2024 och 2022`."""
    across, up = pair(found)
    when = dict.fromkeys(text.period(each.period, lang) for each in (up, across))
    return f"{n} {many(level(found), lang)}, {text.listed(when, lang)}"


def told(rho: float, n: int, lang: Lang) -> str:
    """Spearman's ρ with how many it is of, and that it is no cause."""
    number = text.number(rho, 2, lang)
    return say(
        lang,
        f"Spearmans rangkorrelation ρ = {number} (n = {n}). Samband är inte orsak.",
        f"Spearman’s rank correlation ρ = {number} (n = {n}). Correlation is not causation.",
    )


def _others(found: Compared, lang: Lang) -> list[html.P]:
    """Each other indicator of the comparison may take the second's place."""
    if len(found.choices.ids) < 3:
        return []
    first, second, *rest = found.choices.ids
    title = text.title(data.indicators()[first], lang)
    links: list[Any] = []
    for id_ in rest:
        ids = [first, id_, second, *(each for each in rest if each != id_)]
        name = text.title(data.indicators()[id_], lang)
        links += [html.A(name, href=changed(found.choices, indikator=",".join(ids))), " "]
    return [
        html.P([say(lang, f"{title} mot: ", f"{title} against: "), *links], className="suggested")
    ]
