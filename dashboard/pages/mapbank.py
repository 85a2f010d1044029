"""The map bank: thematic maps to browse by topic and to search, each leading to its full map."""

import re
from typing import Any

from dashboard import address, text
from dashboard.mapbank import thumbnails
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live
from dashboard.parts.elements import Input, drawn, html
from dashboard.search.words import hold
from dashboard.text import Lang, say

PATH = "/kartbank"
TITLE = ("Kartbank", "Map bank")
NAV = Nav(30, ("Kartor", "Maps"))
QUERY = ("q",)
STYLES = ("mapbank",)
SCRIPTS = ("filter",)


def layout(**query: Any) -> html.Div:
    """All maps of the bank, those hidden that do not hold the words of `q`."""
    asked = Parameters(query)
    lang, words = asked.lang, asked.one("q")
    every = thumbnails.thumbnails(lang)
    hidden = {n for n, each in enumerate(every) if not hold(each.find, words)}
    topics: dict[str, list[int]] = {}
    for number, each in enumerate(every):
        topics.setdefault(each.indicator.topic, []).append(number)
    return live.page(
        [
            html.H1(say(lang, *TITLE)),
            html.P(_lead(len(every), lang), className="lead"),
            drawn(thumbnails.shapes()),
            _make(lang),
            _search(words, len(every) - len(hidden), lang),
            *[_topic(members, hidden, lang) for members in topics.values()],
            html.P(
                say(lang, "Ingen karta innehåller orden.", "No map holds the words."),
                id="none-found",
                className="none",
                hidden=len(hidden) < len(every),
            ),
        ],
        address=address.link(PATH, lang),
    )


def _lead(count: int, lang: Lang) -> str:
    return say(
        lang,
        f"{count} kartor över norra Sveriges kommuner, ritade ur de senaste siffrorna. Öppna en för att se "
        "den stor, byta år, område och klasser och ta den med dig.",
        f"{count} maps of the municipalities of northern Sweden, drawn from the latest figures. Open one to "
        "see it large, change year, area and classes, and take it with you.",
    )


def _make(lang: Lang) -> html.P:
    words = say(lang, "Gör en egen karta", "Make a map of your own")
    return html.P(
        html.A(words, href=address.link("/kartbank/karta", lang), className="button primary")
    )


def _search(words: str, count: int, lang: Lang) -> html.Form:
    box = Input(id="filter", type="search", name="q", value=words)
    counted = controls.found(count, say(lang, "# kartor", "# maps"), say(lang, "1 karta", "1 map"))
    return html.Form(
        [
            controls.field(say(lang, "Sök karta", "Search maps"), box),
            *controls.language(lang),
            controls.send(lang),
            counted,
        ],
        action=PATH,
        id="filter-form",
        className="filter",
        role="search",
    )


def _topic(members: list[int], hidden: set[int], lang: Lang) -> html.Section:
    first = thumbnails.thumbnails(lang)[members[0]].indicator
    return html.Section(
        [
            html.H2(say(lang, first.topic_title, first.topic_title_en)),
            html.Ul([_card(n, n in hidden, lang) for n in members], className="thumbs"),
        ],
        id=first.topic,
        className="topic",
        hidden=hidden.issuperset(members),
    )


def _card(number: int, hidden: bool, lang: Lang) -> html.Li:
    each = thumbnails.thumbnails(lang)[number]
    href = f"/kartbank/karta?indicator={each.indicator.id}"
    chosen = each.choices.query_string(each.indicator)
    measured = f"{text.measured(each.indicator, lang)}, {each.period}"
    return html.Li(
        [
            drawn(each.picture),
            html.H3(html.A(_whole(each.title), href=f"{href}&{chosen}" if chosen else href)),
            html.P(_whole(measured), className="what"),
            html.P(_whole(f"{each.ends}."), className="what"),
            html.P(say(lang, "Källa: ", "Source: ") + text.source(each.indicator), className="src"),
        ],
        className="card",
        hidden=hidden,
        **cards.attributes(data_find=each.find),
    )


def _whole(words: str) -> str:
    """Words whose numbers do not break over lines in a narrow card: `per 1 000 invånare`."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", words)
