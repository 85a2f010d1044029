"""The start page: the question and the ways to a place, what is new, what stands out, the counties."""

from typing import Any

from dashboard import address, data
from dashboard.home import counties, fresh, standouts
from dashboard.map import component
from dashboard.parameters import Parameters
from dashboard.parts import cards, find, place
from dashboard.parts.elements import attributes, html
from dashboard.text import Lang, say

PATH = "/"
TITLE = ("Hur går det i norra Sverige?", "How is northern Sweden doing?")
NAV = None
STYLES = ("home",)


def layout(**query: Any) -> html.Div:
    """The page in the language of the query."""
    lang = Parameters(query).lang
    return html.Div(
        [
            html.Div([_welcome(lang), component.links(lang)], className="hero"),
            fresh.section(lang),
            standouts.section(lang),
            counties.section(lang),
            html.Div([_places(lang), _topics(lang)], className="stack"),
        ]
    )


def _welcome(lang: Lang) -> html.Div:
    return html.Div(
        [
            html.H1(say(lang, "Hur går det för …?", "How is it going for …?")),
            find.box(lang, "hero-search"),
            _remembered(lang),
            html.P(
                say(
                    lang,
                    "Öppen statistik om de fyra nordligaste länen och deras 44 kommuner, jämförda med "
                    "hela landet. Kvinnor och män var för sig där källan har det.",
                    "Open statistics on the four northernmost counties and their 44 municipalities, "
                    "compared with all of Sweden. Women and men apart where the source has it.",
                ),
                className="lead",
            ),
            html.Ul([html.Li(each) for each in _counties(lang)], className="ways"),
        ]
    )


def _counties(lang: Lang) -> list[html.A]:
    """The ways to the counties, the four together, and riket."""
    names = {code: data.region_name(code, lang) for code in (*data.NORRLAND, "00")}
    names |= {data.NORTH: say(lang, "Norra Sverige", "Northern Sweden")}
    ordered = (*data.NORRLAND, data.NORTH, "00")
    return [
        html.A(names[code], href=address.place(code, lang), className="button") for code in ordered
    ]


def _remembered(lang: Lang) -> html.P:
    """The way to the place that this device remembers; filled by assets/place.mjs."""
    words = attributes(data_words=say(lang, "Till #", "To #"))
    link = html.A("", id="remembered", href=address.link("/min-kommun", lang), hidden=True, **words)
    return html.P(link, className="own")


def _places(lang: Lang) -> html.Section:
    """Every municipality under its county, each a link to its page."""
    return cards.card(
        html.H2(say(lang, "De 44 kommunerna", "The 44 municipalities")),
        html.Div([_county_places(code, lang) for code in data.NORRLAND], className="four"),
        html.P(
            html.A(
                say(lang, "Kommuner i resten av landet", "Municipalities in the rest of Sweden"),
                href=f"{address.link('/min-kommun', lang)}#ovriga",
            )
        ),
        id="kommuner",
    )


def _county_places(county: str, lang: Lang) -> html.Div:
    name = html.H3(data.region_name(county, lang))
    return html.Div([name, place.listed(data.municipalities_of(county), lang)])


def _topics(lang: Lang) -> html.Section:
    """The topics that have figures, each with how many of its indicators have."""
    there = data.indicators()
    counted = {
        topic: [each for each in members if each.id in there]
        for topic, members in data.topics().items()
    }
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
        for topic, members in counted.items()
        if members
    ]
    heading = html.H2(say(lang, "Indikatorer efter ämne", "Indicators by topic"))
    return cards.card(heading, html.Ul(links, className="topics"))
