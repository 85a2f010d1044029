"""The start page: what this is, the four counties, a way to one's own municipality, how fresh."""

from collections.abc import Iterator
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from dashboard import data, shell, text
from dashboard.text import Lang, say
from etl import releases
from etl.model import PublishedIndicator

PATH = "/"
# What a county's card shows, the first large: what its people ask first. Absent ones are left out.
KEY_FIGURES = [
    "folkmangd",
    "medelalder",
    "arbetsloshet-manad",
    "medianinkomst",
    "eftergymnasial-utbildning",
]


def title(**_: str) -> str:
    """The title in the browser's tab."""
    return shell.title("Läget i norra Sverige i siffror", "Northern Sweden in figures")


def layout(**query: Any) -> html.Div:
    """The page in the language of the query."""
    lang = shell.lang_of(query)
    return html.Div(
        [
            _hero(lang),
            html.Div([_county(code, lang) for code in data.NORRLAND], className="four"),
            _freshness(lang),
            html.Div([_comparison(lang), _places(lang), _topics(lang)], className="stack"),
        ]
    )


def _hero(lang: Lang) -> html.Div:
    return html.Div(
        [
            html.H1(say(lang, "Så är läget i norra Sverige", "How northern Sweden is doing")),
            html.P(
                say(
                    lang,
                    "Öppen statistik från SCB och Kolada för Norrlands fyra nordligaste län och deras 44 kommuner, "
                    "jämförda med hela landet. Kvinnor och män var för sig där källan har det.",
                    "Open statistics from Statistics Sweden and Kolada for the four northernmost counties and their "
                    "44 municipalities, compared with all of Sweden. Women and men apart where the source has it.",
                ),
                className="lead",
            ),
            _search(lang),
        ],
        className="hero",
    )


def _search(lang: Lang) -> html.Form:
    """A plain form: the list of indicators knows what to do with a region's name."""
    return html.Form(
        [
            html.Label(
                say(lang, "Din kommun eller ett ämne", "Your municipality or a subject"),
                htmlFor="hero-search",
                className="only-read",
            ),
            dbc.Input(
                id="hero-search",
                type="search",
                name="q",
                list="places",
                placeholder=say(
                    lang, "Umeå, arbetslöshet, medelålder …", "Umeå, unemployment, average age …"
                ),
            ),
            dbc.Input(type="hidden", name="lang", value=lang),
            html.Button(say(lang, "Visa", "Show"), type="submit", className="primary"),
        ],
        id="hero-form",
        action="/indikatorer",
        role="search",
    )


def _figures(region: str) -> list[tuple[PublishedIndicator, Any]]:
    known = data.indicators()
    frame = data.latest(region)
    rows: Iterator[Any] = frame[frame["indicator"].isin(KEY_FIGURES)].itertuples()
    found = {r.indicator: r for r in rows if shell.is_headline(known[r.indicator], r)}
    return [(known[name], found[name]) for name in KEY_FIGURES if name in found]


def _county(code: str, lang: Lang) -> html.Section:
    href = shell.link("/indikatorer", lang, region=code)
    figures = [
        html.Div(
            [
                html.Dt(text.title(indicator, lang)),
                html.Dd(_figure(indicator, row, lang)),
            ],
            className="first" if number == 0 else None,
        )
        for number, (indicator, row) in enumerate(_figures(code))
    ]
    return shell.card(
        html.H2(html.A(data.region_name(code, lang), href=href)),
        html.Dl(figures),
        html.A(
            say(lang, "Alla siffror för länet", "All figures for the county"),
            href=href,
            className="all",
        ),
        className="card county",
    )


def _figure(indicator: PublishedIndicator, row: Any, lang: Lang) -> list[Any]:
    """A large number, and small beside it its unit and period."""
    value = None if pd.isna(row.value) else row.value
    unit = f"{text.unit(indicator, lang)}, " if value is not None else ""
    words = text.number(value, indicator.decimals, lang, row.status)
    return [words, html.Small(unit + text.period(row.period, lang))]


def _quantity(indicator: PublishedIndicator, row: Any, lang: Lang) -> str:
    return text.quantity(None if pd.isna(row.value) else row.value, indicator, lang, row.status)


def _freshness(lang: Lang) -> html.Div:
    """How old the figures are, and which command brings new ones."""
    taken = sorted(indicator.taken for indicator in data.indicators().values())
    if not taken:
        return html.Div()
    shipped = data.release().path == releases.DEFAULT
    whose = (
        say(lang, "Siffrorna som följer med portalen", "The figures that ship with the portal")
        if shipped
        else say(lang, "Siffrorna", "The figures")
    )
    return html.Div(
        [
            html.P(
                say(
                    lang,
                    f"{whose} hämtades hos SCB och Kolada mellan {taken[0]} och {taken[-1]}. "
                    "Datumet står under varje figur.",
                    f"{whose} were taken from Statistics Sweden and Kolada between {taken[0]} and {taken[-1]}. "
                    "The date stands under each figure.",
                )
            ),
            html.P(
                [
                    say(
                        lang,
                        "Nya siffror hämtas med kommandot ",
                        "New figures are fetched with the command ",
                    ),
                    html.Code("make refresh"),
                    ". ",
                    html.A(
                        say(lang, "Läget för data", "State of the data"),
                        href=shell.link("/status", lang),
                    ),
                ]
            ),
        ],
        className="note",
    )


def _comparison(lang: Lang) -> html.Section:
    """The same key figures side by side, riket last; no sum for Norrland, for no source gives one."""
    regions = [*data.NORRLAND, "00"]
    cells = {region: {i.id: (i, row) for i, row in _figures(region)} for region in regions}
    rows = []
    for name in KEY_FIGURES:
        if name in data.indicators():
            indicator = data.indicators()[name]
            link = html.A(
                text.title(indicator, lang), href=shell.link(f"/indikatorer/{name}", lang)
            )
            rows.append([link, *(_cell(cells[region].get(name), lang) for region in regions)])
    words = say(lang, "Nyckeltal för Norrland", "Key figures for Norrland")
    header = [say(lang, "Indikator", "Indicator"), *(data.region_name(r, lang) for r in regions)]
    caption = say(
        lang, "Senaste period, som står vid varje värde", "Latest period, beside each value"
    )
    return shell.card(html.H2(words), shell.table(caption, header, rows))


def _cell(found: tuple[PublishedIndicator, Any] | None, lang: Lang) -> Any:
    if found is None:
        return text.number(None, 0, lang)
    return [
        _quantity(*found, lang),
        html.Br(),
        html.Small(text.period(found[1].period, lang), className="muted"),
    ]


def _places(lang: Lang) -> html.Section:
    links = [
        html.Li(
            html.A(data.region_name(code, lang), href=shell.link("/indikatorer", lang, region=code))
        )
        for code in shell.alphabetical(data.municipalities_of(*data.NORRLAND))
    ]
    return shell.card(
        html.H2(say(lang, "De 44 kommunerna", "The 44 municipalities")),
        html.Ul(links, className="places"),
    )


def _topics(lang: Lang) -> html.Section:
    links = [
        html.Li(
            [
                html.A(
                    say(lang, members[0].topic_title, members[0].topic_title_en),
                    href=shell.link("/indikatorer", lang) + f"#{topic}",
                ),
                f" ({len(members)})",
            ]
        )
        for topic, members in data.topics().items()
    ]
    return shell.card(html.H2(say(lang, "Ämnen", "Topics")), html.Ul(links, className="places"))
