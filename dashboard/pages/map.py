"""A map of one's own: any indicator, extent, classes, form and title; then to take away."""

import re
from typing import Any

from dashboard import address, data, text
from dashboard import choices as state
from dashboard.indicator import view
from dashboard.indicator.view import View
from dashboard.map import component
from dashboard.mapbank import card, controls
from dashboard.parameters import Parameters
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

PATH = "/kartbank/karta"
TITLE = ("Gör en karta", "Make a map")
NAV = None
QUERY = ("indicator", "numbers", *view.OF_MAP)
STYLES = ("map", "mapmaker")
SCRIPTS = ("map", "mapmaker")


def layout(**query: Any) -> html.Div:
    """The map page under the choices of the query."""
    asked = Parameters(query)
    lang, indicator = asked.lang, _indicator(asked.one("indicator"))
    if indicator is None:
        return html.Div(html.H1(say(lang, "Det finns inga kartor än", "There are no maps yet")))
    typed = {"limits": _numbers(asked.text("numbers"), lang)} if "numbers" in query else {}
    shown = View(indicator, state.parse({**query, **typed}, indicator, data.periods(indicator.id)))
    wrong = asked.one("method") == "own" and not shown.choices.limits
    fold, choices = controls.choices(shown, _wrong(lang) if wrong else "")
    said = "&".join(filter(None, [f"indicator={indicator.id}", shown.address]))
    lead = html.P(shown.sentences.get(shown.map.period, ""), id="lead", className="lead")
    return live.page(
        [
            cards.crumbs((say(lang, "Kartbank", "Map bank"), address.link("/kartbank", lang))),
            live.part(html.H1(_heading(shown), id="m-heading")),
            live.part(lead),
            fold,
            html.Div(
                [card.card(shown), html.Div([choices, _ranking(shown)], className="side")],
                className="grid2 mapmaker",
            ),
        ],
        title=" – ".join([*_place(shown), _heading(shown), say(lang, *TITLE)]),
        address=f"{PATH}?{said}",
        picture=shown.picture,
    )


def _indicator(name: str) -> PublishedIndicator | None:
    """The indicator asked for when it can be on a map, else one that can."""
    on_map = {id_: each for id_, each in data.indicators().items() if state.shows(each)}
    first = next((each for each in data.serving("first-map") if each.id in on_map), None)
    return on_map.get(name) or first or next(iter(on_map.values()), None)


def _heading(shown: View) -> str:
    return shown.choices.caption or text.title(shown.indicator, shown.lang)


def _place(shown: View) -> list[str]:
    """The region chosen, where that is another than the map opens with."""
    opens = state.defaults(shown.indicator).region
    return [shown.region_name] if shown.choices.region != opens else []


def _ranking(shown: View) -> html.Section:
    return cards.card(component.ranking(shown.map), cards.source(shown.indicator, shown.lang))


def _numbers(given: str, lang: Lang) -> list[str]:
    """Numbers as a reader writes them, `1 234,5; −2`, each as Python reads it; words as they are."""
    mark = " \u00a0," if lang == "en" else " \u00a0"
    plain = re.sub(rf"(?<=\d)[{mark}](?=\d{{3}}\b)", "", given)
    return plain.replace(",", ".").replace("−", "-").replace(";", " ").split()


def _wrong(lang: Lang) -> str:
    return say(
        lang,
        "Skriv ett till fyra stigande tal med semikolon mellan, till exempel 20; 30; 40.",
        "Write one to four rising numbers with semicolons between, such as 20; 30; 40.",
    )
