"""Key figures: the counties and riket side by side, a card for each indicator asked for first."""

from typing import Any

import pandas as pd

from dashboard import address, data, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.parts.lengths import Lengths
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

Figures = dict[str, dict[str, Any]]  # by region and indicator: the latest headline observation


def figures() -> Figures:
    """Of each county of the north and of riket: how many live there, and the key figures."""
    shown = [*data.serving("population", "year"), *data.serving("key-figure")]
    ids = [each.id for each in shown]
    return {region: data.headlines(region, ids) for region in [*data.NORRLAND, "00"]}


def number(indicator: PublishedIndicator, row: Any, lang: Lang) -> str:
    """An observation's value as it is shown; what the source says where it has none."""
    return text.number(_value(row), indicator.decimals, lang, row.status)


def _value(row: Any) -> float | None:
    return None if pd.isna(row.value) else row.value


def section(figures: Figures, lang: Lang) -> html.Section:
    """What people ask first, a card each; those the release lacks are left out."""
    shown = [_key_figure(each, figures, lang) for each in data.serving("key-figure")]
    heading = html.H2(say(lang, "Nyckeltal för norra Sverige", "Key figures for northern Sweden"))
    return html.Section([heading, html.Div(shown, className="keys")])


def _key_figure(indicator: PublishedIndicator, figures: Figures, lang: Lang) -> html.Section:
    """The counties and riket side by side; no sum for the north, for no source gives one."""
    found = {code: row[indicator.id] for code, row in figures.items() if indicator.id in row}
    periods = {row.period for row in found.values()}
    link = html.A(
        text.title(indicator, lang), href=address.link(f"/indikatorer/{indicator.id}", lang)
    )
    common = [text.period(period, lang) for period in periods] if len(periods) == 1 else []
    words = ", ".join([text.measured(indicator, lang), *common])
    known = [value for row in found.values() if (value := _value(row)) is not None]
    lengths = Lengths.of(known)
    rows = [
        _bar(data.region_name(code, lang), indicator, row, lengths, bool(common), lang)
        for code, row in found.items()
    ]
    axis = lengths.axis(lambda value: text.number(value, indicator.decimals, lang), lang)
    return cards.card(
        html.H3(link),
        html.P(f"{words[:1].upper()}{words[1:]}", className="muted"),
        html.Ul(rows, className=" ".join(filter(None, ["bars", lengths.look]))),
        *([html.P(axis, className="axis")] if axis else []),
        cards.source(indicator, lang),
    )


def _bar(
    name: str,
    indicator: PublishedIndicator,
    row: Any,
    lengths: Lengths,
    dated: bool,
    lang: Lang,
) -> html.Li:
    """One region's value as bar or dot and number; its period too, unless the card says it.

    What has no value has neither bar nor dot.
    """
    value = _value(row)
    mark = [] if value is None else [html.I(style=lengths.place(value))]
    shown: list[Any] = [number(indicator, row, lang)]
    if not dated:
        shown += [" ", html.Small(text.period(row.period, lang))]
    return html.Li(
        [
            html.Span(name),
            html.Span(mark, className="bar", **cards.attributes(aria_hidden="true")),
            html.B(shown),
        ],
        className="riket" if row.region == "00" else None,
    )
