"""A map of one's own: any indicator, extent, classes, form and title; then to take away."""

import re
from typing import Any

from dashboard import address, data, limits, text
from dashboard import choices as state
from dashboard.indicator import map_files, view
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
FREEZES = True
STYLES = ("map", "mapmaker")
SCRIPTS = ("map", "mapmaker")


def layout(**query: Any) -> html.Div:
    """The map page under the choices of the query."""
    asked = Parameters(query)
    lang, indicator = asked.lang, _indicator(asked.one("indicator"))
    if indicator is None:
        return html.Div(html.H1(say(lang, "Det finns inga kartor än", "There are no maps yet")))
    typed = {"limits": _numbers(asked.text("numbers"), lang)} if "numbers" in query else {}
    given = Parameters({**query, **typed})
    chosen = state.parse(given, indicator, data.periods(indicator.id))
    shown = View(indicator, chosen, unmarked=not asked.one("region"))
    box = controls.Typed(asked.text("numbers") or asked.text("limits"), _wrong(given, shown))
    fold, choices = controls.choices(shown, box)
    said = "&".join(filter(None, [f"indicator={indicator.id}", shown.of_map]))
    told = "" if shown.unmarked else shown.sentences.get(shown.map.period, "")
    lead = html.P(told, id="lead", className="lead")
    return live.page(
        [
            cards.crumbs((say(lang, "Kartbank", "Map bank"), address.link("/kartbank", lang))),
            live.part(html.H1(_heading(shown), id="m-heading")),
            live.part(lead),
            live.part(html.P(_instead(asked, shown), id="m-note", role="status", className="note")),
            fold,
            html.Div(
                [card.card(shown), html.Div([choices, _ranking(shown)], className="side")],
                className="grid2 mapmaker",
            ),
        ],
        title=" – ".join([*_place(shown), _heading(shown), say(lang, *TITLE)]),
        address=f"{PATH}?{said}",
        region="" if shown.unmarked else shown.choices.region,
        picture=shown.picture,
        figures=map_files.csv(shown),
        indicators=indicator.id,
    )


def _indicator(name: str) -> PublishedIndicator | None:
    """The indicator asked for when it can be on a map, else one that can."""
    on_map = {id_: each for id_, each in data.indicators().items() if state.shows(each)}
    first = next((each for each in data.serving("first-map") if each.id in on_map), None)
    return on_map.get(name) or first or next(iter(on_map.values()), None)


def _heading(shown: View) -> str:
    return shown.choices.caption or text.title(shown.indicator, shown.lang)


def _place(shown: View) -> list[str]:
    """The region that is marked, if any is."""
    return [] if shown.unmarked else [shown.region_name]


def _ranking(shown: View) -> html.Section:
    return cards.card(component.ranking(shown.placed), cards.source(shown.indicator, shown.lang))


def _numbers(given: str, lang: Lang) -> list[str]:
    """Numbers as a reader writes them, `1 234,5; −2`, each as Python reads it; words as they are."""
    mark = " \u00a0," if lang == "en" else " \u00a0"
    plain = re.sub(rf"(?<=\d)[{mark}](?=\d{{3}}\b)", "", given)
    return plain.replace(",", ".").replace("−", "-").replace(";", " ").split()


def _wrong(given: Parameters, shown: View) -> str:
    """What is wrong with limits of a reader's own, and what is drawn instead; else nothing."""
    typed, own, lang = given.each("limits"), given.one("method") == "own", shown.lang
    in_the_box = bool(given.one("numbers"))  # where it waits until limits are what is asked for
    if shown.indicator.absolute or shown.choices.limits or not (own or (typed and not in_the_box)):
        return ""
    wanted = say(
        lang,
        "Skriv ett till fyra stigande tal med semikolon mellan, till exempel 20; 30; 40, för "
        "klasserna Egna gränser. Tills dess visas andra klasser.",
        "Write one to four rising numbers with semicolons between, such as 20; 30; 40, for the "
        "classes Own limits. Until then other classes are shown.",
    )
    return " ".join(filter(None, [state.fault_of(typed, shown.indicator.decimals, lang), wanted]))


def _instead(asked: Parameters, shown: View) -> str:
    """What of the address cannot be shown on this map, and what is shown instead."""
    lang, told = shown.lang, []
    period, now = asked.one("period"), shown.map.period
    if period and period != now and now:
        given, here = period[: limits.SAID_BACK], text.period(now, lang)
        told.append(
            say(
                lang,
                f"Perioden {given} finns inte på den här kartan, som visar {here}.",
                f"The period {given} is not on this map, which shows {here}.",
            )
        )
    if asked.one("around") == "riket" and "country" not in shown.indicator.levels:
        told.append(
            say(
                lang,
                "Riket har inga uppgifter att jämföra med.",
                "Sweden has no figures to compare with.",
            )
        )
    return " ".join(told)
