"""One indicator in all regions around: the difference as a map, and women and men as a table."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from dashboard import data, prose, text
from dashboard.claims.difference import Verdict
from dashboard.gap import level, words
from dashboard.gap.choices import Choices
from dashboard.gap.level import Gaps
from dashboard.gap.map import map_of
from dashboard.gap.model import Row
from dashboard.map import component
from dashboard.map.scope import COUNTRY, scope_of
from dashboard.parts import cards, controls
from dashboard.parts.elements import html
from dashboard.plan.model import Plan
from dashboard.text import Lang, say


class Both(NamedTuple):
    """Women and men in one region, NaN where there is no figure, and what may be said of them."""

    code: str
    women: float
    men: float
    verdict: Verdict | None


def show(row: Row) -> str:
    """Which regions: those of the north where the reader is there, else of the whole country."""
    kind = "municipality" if "municipality" in row.indicator.levels else "county"
    area = data.NORTH if row.region[:2] in (*data.NORRLAND, COUNTRY) else "sweden"
    return f"{area}-{kind}"


def regions(row: Row) -> list[Both]:
    """The regions of the map by name, and then what they lie in."""
    inside = scope_of(show(row)).codes
    wholes = [*dict.fromkeys(code[:2] for code in inside if len(code) == 4), COUNTRY]
    found = level.gaps(row.pair, row.period)
    return [_region(found, code) for code in (*controls.alphabetical(inside), *wholes)]


def _region(found: Gaps, code: str) -> Both:
    at = level.place(code)
    return Both(code, float(found.women[at]), float(found.men[at]), found.verdict(code))


def card(plan: Plan, row: Row, choices: Choices) -> html.Section:
    """The view that is asked for, of the row's indicator and period."""
    lang, every = choices.lang, regions(row)
    source = cards.source(row.indicator, lang, row.period)
    lead = lead_of(row, every, lang)
    if choices.view == "tabell":
        title = html.H2(heading(row, lang))
        return cards.card(title, html.P(lead), _table(row, every, lang), source)
    _, *figure = component.figure(map_of(plan, row, show(row), lead, heading(row, lang), choices))
    return cards.card(
        html.H2(heading(row, lang), id="map-title"),
        html.P(lead, id="lead"),
        *figure,
        cards.folded(say(lang, "Visa som tabell", "Show as a table"), _table(row, every, lang)),
        source,
        className="card mapcard gapmap",
    )


def heading(row: Row, lang: Lang) -> str:
    """`Förvärvsinkomst: kvinnor minus män, 2022`."""
    women, men = words.who(row.indicator, lang)
    title, period = text.title(row.indicator, lang), text.period(row.period, lang)
    less = say(lang, "minus", "less")
    return f"{title}: {women} {less} {men}, {period}"


def lead_of(row: Row, every: list[Both], lang: Lang) -> str:
    """In how many places the difference is certain, which way, and in how many it is not."""
    inside = set(scope_of(show(row)).codes)
    known = [each.verdict for each in every if each.code in inside and each.verdict]
    up = sum(each.certain is True and each.size > 0 for each in known)
    down = sum(each.certain is True and each.size < 0 for each in known)
    unsure = sum(each.certain is False for each in known)
    women, _ = words.who(row.indicator, lang)
    if not any((up, down, unsure)):
        return _unjudged(len(known), lang)
    return say(
        lang,
        f"Siffran är högre bland {women} i {up} av {len(inside)} områden och lägre i {down}. I "
        f"{unsure} går det inte att säga om de skiljer sig åt.",
        f"The figure is higher among {women} in {up} of {len(inside)} regions and lower in {down}. "
        f"In {unsure} it cannot be told whether they differ.",
    )


def _unjudged(count: int, lang: Lang) -> str:
    return say(
        lang,
        f"Siffror om båda finns för {count} områden. Hur mycket slumpen betyder är inte känt.",
        f"There are figures of both for {count} regions. How much chance means is not known.",
    )


def _table(row: Row, every: list[Both], lang: Lang) -> html.Div:
    women, men = map(prose.opening, words.who(row.indicator, lang))
    head = [
        say(lang, "Område", "Region"),
        women,
        men,
        say(lang, "Skillnad", "Difference"),
        say(lang, "Intervall", "Interval"),
        say(lang, "Vad som kan sägas", "What can be said"),
    ]
    caption = f"{heading(row, lang)} ({text.unit(row.indicator, lang)})"
    rows = [list(_cells(row, each, lang)) for each in every]
    return cards.table(caption, head, rows, className="gaptable")


def _cells(row: Row, of: Both, lang: Lang) -> Iterator[str]:
    """A missing figure is `..`, and so is its difference: never nothing."""
    decimals, verdict = row.indicator.decimals, of.verdict
    yield data.region_name(of.code, lang)
    for value in (of.women, of.men):
        yield text.number(None if np.isnan(value) else value, decimals, lang)
    yield _signed(verdict.size, decimals, lang) if verdict else ".."
    ends = verdict.of if verdict else None
    told = [text.number(each, decimals, lang) for each in (ends.low, ends.high)] if ends else []
    yield say(lang, " till ", " to ").join(told)
    yield words.verdict(row.indicator, verdict, lang) if verdict else text.status("", lang)


def _signed(value: float, decimals: int, lang: Lang) -> str:
    words_ = text.number(value, decimals, lang)
    return f"+{words_}" if value > 0 else words_
