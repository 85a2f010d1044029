"""The start page: what this is, the way to one's own county and municipality, key figures, how fresh."""

from typing import Any

from dashboard import address, data, text
from dashboard.indicator import key_figures
from dashboard.indicator.key_figures import Figures
from dashboard.map import component
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, find
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.store import releases

PATH = "/"
TITLE = ("Läget i norra Sverige i siffror", "Northern Sweden in figures")
NAV = None
STYLES = ("home",)


def layout(**query: Any) -> html.Div:
    """The page in the language of the query."""
    lang = Parameters(query).lang
    figures = key_figures.figures()
    return html.Div(
        [
            html.Div([_welcome(figures, lang), component.links(lang)], className="hero"),
            key_figures.section(figures, lang),
            _freshness(lang),
            html.Div([_places(lang), _topics(lang)], className="stack"),
        ]
    )


def _welcome(figures: Figures, lang: Lang) -> html.Div:
    size = next(iter(data.serving("population", "year")), None)
    return html.Div(
        [
            html.H1(say(lang, "Så är läget i norra Sverige", "How northern Sweden is doing")),
            html.P(
                say(
                    lang,
                    "Öppen statistik från SCB, Kolada och andra myndigheter för Sveriges fyra nordligaste län och deras 44 kommuner, "
                    "jämförda med hela landet. Kvinnor och män var för sig där källan har det.",
                    "Open statistics from Statistics Sweden, Kolada and other agencies for the four northernmost counties and their "
                    "44 municipalities, compared with all of Sweden. Women and men apart where the source has it.",
                ),
                className="lead",
            ),
            find.box(lang, "hero-search"),
            html.Div([_county(code, figures, lang) for code in data.NORRLAND], className="four"),
            *([cards.source(size, lang, *_periods(size, figures))] if size else []),
        ]
    )


def _periods(size: PublishedIndicator, figures: Figures) -> list[str]:
    """The period of all counties' population, where that is one."""
    found = {row.period for code in data.NORRLAND if (row := figures[code].get(size.id))}
    return list(found) if len(found) == 1 else []


def _county(code: str, figures: Figures, lang: Lang) -> html.Section:
    """A county's name, its population, and the way to all its figures."""
    link = html.A(
        data.region_name(code, lang), href=address.link("/indikatorer", lang, region=code)
    )
    size = next(iter(data.serving("population", "year")), None)
    row = figures[code].get(size.id) if size else None
    population: list[Any] = []
    if size and row:
        when = text.period(row.period, lang)
        words = say(lang, f"invånare {when}", f"inhabitants {when}")
        population = [html.P([html.B(key_figures.number(size, row, lang)), " ", html.Small(words)])]
    return cards.card(html.H2(link), *population, className="card county")


def _freshness(lang: Lang) -> html.Div:
    """How old the figures are."""
    age = data.release().age
    if not age:
        return html.Div()
    newest, half = text.period(age.newest, lang), text.period(age.half, lang)
    old = say(
        lang,
        f"Nyaste uppgift: {newest}. Hälften av indikatorerna är från {half} eller äldre. Varje "
        "figur säger vilken tid den visar och vilken dag uppgifterna hämtades.",
        f"Newest figure: {newest}. Half of the indicators are from {half} or older. Each figure "
        "says the time it shows and the day it was taken.",
    )
    ships = say(
        lang,
        "Det här är de siffror som följer med portalen. Där den är i drift hämtas nya varje månad. ",
        "These are the figures that ship with the portal. Where it is in operation new ones are "
        "fetched every month. ",
    )
    state = say(lang, "Läget för data", "State of the data")
    shipped = [ships] if data.release().path == releases.DEFAULT else []
    more = html.P([*shipped, html.A(state, href=address.link("/status", lang))])
    return html.Div([html.P(old), more], className="note")


def _places(lang: Lang) -> html.Section:
    """Every municipality under its county, each a link to its figures."""
    return cards.card(
        html.H2(say(lang, "De 44 kommunerna", "The 44 municipalities")),
        html.Div([_county_places(code, lang) for code in data.NORRLAND], className="four"),
        id="kommuner",
    )


def _county_places(county: str, lang: Lang) -> html.Div:
    links = [
        html.Li(
            html.A(
                data.region_name(code, lang), href=address.link("/indikatorer", lang, region=code)
            )
        )
        for code in controls.alphabetical(data.municipalities_of(county))
    ]
    return html.Div([html.H3(data.region_name(county, lang)), html.Ul(links, className="places")])


def _topics(lang: Lang) -> html.Section:
    links = [
        html.Li(
            [
                html.A(
                    say(lang, members[0].topic_title, members[0].topic_title_en),
                    href=address.link("/indikatorer", lang) + f"#{topic}",
                ),
                html.Small(str(len(members))),
            ]
        )
        for topic, members in data.topics().items()
    ]
    heading = html.H2(say(lang, "Indikatorer efter ämne", "Indicators by topic"))
    return cards.card(heading, html.Ul(links, className="topics"))
