"""Data: every figure as a file and as an API, which releases there are, how to follow them."""

from typing import Any

from dashboard import address
from dashboard.door import asking, catalogue, following, using
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.text import Lang, say

PATH = "/data"
TITLE = ("Data", "Data")
NAV = Nav(70, TITLE)
QUERY = ("q",)
STYLES = ("list", "door")


def layout(**query: Any) -> html.Div:
    """The page: `q` searches its catalogue."""
    asked = Parameters(query)
    lang, words = asked.lang, asked.one("q")
    return live.page(
        [
            html.H1(say(lang, "Hämta data", "Get the data")),
            html.P(_lead(lang), className="lead"),
            _contents(lang),
            html.Div(
                [
                    asking.taken(lang),
                    _catalogue(words, lang),
                    asking.recipe_list(lang),
                    following.subscriptions(lang),
                    following.release_list(lang),
                    using.terms_of_use(lang),
                    using.bounds(lang),
                ],
                className="stack door",
            ),
        ],
        address=address.link(PATH, lang),
    )


def _lead(lang: Lang) -> str:
    return say(
        lang,
        "Alla siffror i Norrläget kan hämtas som fil eller av ett program, fritt och utan nyckel.",
        "Every figure of Norrläget can be fetched as a file or by a program, freely and without a key.",
    )


def _contents(lang: Lang) -> html.Nav:
    """The way to each part of a long page."""
    parts = [
        ("hamta", say(lang, "Hämta det du ser", "Take what you see")),
        (catalogue.ANCHOR, say(lang, "Katalog", "Catalogue")),
        ("recept", say(lang, "Recept", "Recipes")),
        ("prenumerera", say(lang, "Prenumerera", "Subscribe")),
        ("dataversioner", say(lang, "Dataversioner", "Releases")),
        ("villkor", say(lang, "Villkor", "Terms")),
        ("granser", say(lang, "Gränser", "Limits")),
    ]
    links = cards.buttons([(words, f"#{anchor}") for anchor, words in parts])
    label = say(lang, "På den här sidan", "On this page")
    return html.Nav(links, className="contents", **cards.attributes(aria_label=label))


def _catalogue(words: str, lang: Lang) -> html.Section:
    count = catalogue.count(words, lang)
    found = say(lang, f"{count} indikatorer", f"{count} indicators")
    nothing = say(
        lang,
        "Ingen indikator passar. Pröva ett annat ord.",
        "No indicator matches. Try another word.",
    )
    one = say(lang, "1 indikator", "1 indicator")
    return cards.card(
        html.H2(say(lang, "Katalog", "Catalogue")),
        catalogue.search(words, PATH, lang),
        html.P({0: nothing, 1: one}.get(count, found), className="muted", role="status"),
        *catalogue.topics(words, lang),
        id=catalogue.ANCHOR,
    )
