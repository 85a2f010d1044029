"""The counties and riket side by side, a card for each figure that is asked for first."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import address, data, prose, sentences, text
from dashboard.claims import find
from dashboard.claims.direction import trend
from dashboard.claims.series import Case, Figures
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.parts.lengths import Lengths
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.periods import after

MANY = 6  # cards: what fills two rows of three


def section(lang: Lang) -> html.Section:
    """What people ask first, a card each; those the release lacks are left out."""
    regions, shown = [*data.NORRLAND, "00"], _shown()
    known = Figures(data.release().indicators, lambda each: data.rows(each, regions))
    latest = {code: data.headlines(code, [each.id for each in shown]) for code in regions}
    heading = html.H2(say(lang, "De fyra länen och riket", "The four counties and Sweden"))
    found = [
        _card(
            _Compared(
                each, [row[each.id] for row in latest.values() if each.id in row], known, lang
            )
        )
        for each in shown
    ]
    return html.Section([heading, html.Div(found, className="keys")], id="lanen")


def _shown() -> list[PublishedIndicator]:
    """How many live there by the newest count, and the key figures in their order."""
    size = sorted(data.serving("population"), key=lambda each: after(each.last_period))
    return [*size[-1:], *data.serving("key-figure")][:MANY]


@dataclass(frozen=True)
class _Compared:
    """An indicator's newest figure in each of the regions, and all that is known of its series."""

    indicator: PublishedIndicator
    rows: list[Any]
    known: Figures
    lang: Lang

    @property
    def period(self) -> str:
        """The period of all of them; empty where they differ."""
        periods = {row.period for row in self.rows}
        return periods.pop() if len(periods) == 1 else ""

    @property
    def drawn(self) -> list[Any]:
        """What stands beside each other as lengths: of counts the country's would hide the rest."""
        rows = [row for row in self.rows if not pd.isna(row.value)]
        return [row for row in rows if row.region != "00" or not self.indicator.absolute]

    def number(self, value: float) -> str:
        """A value as the card writes it."""
        return text.number(value, self.indicator.decimals, self.lang)


def _card(shown: _Compared) -> html.Section:
    """The regions below each other; no sum for the north, for no source gives one."""
    indicator, lang = shown.indicator, shown.lang
    lengths = Lengths.of(row.value for row in shown.drawn)
    when = [text.period(shown.period, lang)] if shown.period else []
    words = ", ".join([text.measured(indicator, lang), *when])
    href = address.link(f"/indikatorer/{indicator.id}", lang)
    axis = lengths.axis(shown.number, lang)
    rows = [_row(shown, row, lengths) for row in shown.rows]
    return cards.card(
        html.H3(html.A(text.title(indicator, lang), href=href)),
        html.P(prose.opening(words), className="muted"),
        html.Ul(rows, className=" ".join(filter(None, ["bars", lengths.look]))),
        *([html.P(axis, className="axis")] if axis else []),
        cards.source(indicator, lang, shown.period),
    )


def _row(shown: _Compared, row: Any, lengths: Lengths) -> html.Li:
    """One region's value as bar or dot and number, and what is said of it below.

    Its period too, unless the card says it. What has no value has neither bar nor dot.
    """
    lang = shown.lang
    mark = [html.I(style=lengths.place(row.value))] if row in shown.drawn else []
    value: list[Any] = [text.number(row.value, shown.indicator.decimals, lang, row.status)]
    if not shown.period:
        value += [" ", html.Small(text.period(row.period, lang))]
    name = html.A(data.region_name(row.region, lang), href=address.place(row.region, lang))
    said = _said(shown, row)
    return html.Li(
        [
            html.Span(name),
            html.Span(mark, className="bar", **cards.attributes(aria_hidden="true")),
            html.B(value),
            *([html.Small(said)] if said else []),
        ],
        className="riket" if row.region == "00" else None,
    )


def _said(shown: _Compared, row: Any) -> str:
    """Which way it has gone, and how it stands to riket, as far as chance lets it be told."""
    indicator, key = shown.indicator, (shown.indicator.id, row.region, row.sex, row.age)
    if row.period not in shown.known.series(key):
        return ""
    case = Case(shown.known, key, row.period, indicator.steady)
    riket = find.riket(case) if row.region != "00" and not indicator.absolute else None
    beside = sentences.shortly(riket, indicator, shown.lang) if riket else ""
    return prose.opening("; ".join(filter(None, [_went(case, shown.lang), beside])))


def _went(case: Case, lang: Lang) -> str:
    """Its direction in ten years; else, and of money in fixed prices, its change in a year."""
    of, change = case.indicator, find.year(case) or find.before(case)
    if of.nominal:
        return sentences.really(change, lang) if change else ""
    values = {period: cell.value for period, cell in case.series.items()}
    told = sentences.went(trend(values, of), of, lang)
    return told or (sentences.briefly(change, of, lang) if change else "")
