"""The map's places on a page. The browser fills them (assets/map.js) from the store `map-data`."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard import address, data
from dashboard.map import boundaries
from dashboard.map.scope import place, scope_of
from dashboard.text import Lang, say


def figure(lang: Lang) -> list[html.Div | html.H2]:
    """Title, map, legend, and the live region that reads out where a reader walks.

    The page places the store `map-data` beside it, holding `payload.payload(…)`, and a paragraph
    `lead` where it wants the sentence of the shown period.
    """
    keys = say(
        lang,
        "Piltangenterna går till grannen åt det hållet, Home och End till den första och sista i "
        "bokstavsordning, Enter väljer.",
        "Arrow keys go to the neighbour in that direction, Home and End to the first and last by "
        "name, Enter chooses.",
    )
    return [
        html.H2(id="map-title"),
        html.Div(id="map", role="group", **_aria(describedby="map-help")),
        html.Div(keys, id="map-help", className="map-read"),
        html.Div(id="map-live", className="map-read", role="status"),
        html.Div(id="map-legend"),
    ]


def controls(lang: Lang) -> html.Div:
    """Time: a native slider, play and stop, and the same scale for all periods."""
    label = say(lang, "Tid och skala", "Time and scale")
    return html.Div(id="map-time", role="group", **_aria(label=label))


def ranking(lang: Lang) -> html.Div:
    """List the regions with the highest values, the reader's own always among them."""
    return html.Div(id="ranking", role="group", **_aria(label=say(lang, "Rangordning", "Ranking")))


def table(lang: Lang, below: Component) -> html.Div:
    """Every value the map shows, what the source says of those it lacks, and words `below`."""
    label = say(lang, "Tabell", "Table")
    host = html.Div(
        id="map-table", className="scroll", role="region", tabIndex=0, **_aria(label=label)
    )
    return html.Div([host, below])


def links(lang: Lang) -> html.Div:
    """A map of Norrland's municipalities to start from, each a link to its figures.

    It is for the pointer: the page lists the same links for everyone under `#kommuner`.
    """
    municipalities = data.municipalities_of(*data.NORRLAND)
    content = {
        "paths": boundaries.urls(),
        "names": {code: data.region_name(code, lang) for code in municipalities},
        "href": address.link("/indikatorer", lang, region=""),
        "counties": {code: data.region_name(code, lang) for code in data.NORRLAND},
    }
    words = say(
        lang, "Välj en kommun på kartan eller i ", "Choose a municipality on the map or in "
    )
    return html.Div(
        [
            html.Div(id="links", **_aria(hidden="true")),
            html.P([words, html.A(say(lang, "listan", "the list"), href="#kommuner"), "."]),
            dcc.Store(id="links-data", data=content),
        ],
        className="links",
    )


def show_name(show: str, lang: Lang) -> str:
    """Name a map as it is called in a menu: `Kommuner i Norrland`, `Counties in Sweden`."""
    words = place(scope_of(show), lang)
    return words[:1].upper() + words[1:]


def register(app: Dash) -> None:
    """Draw each payload in the browser; a step in time needs no callback at all.

    Dash runs a callback without output for its first layout only, not for a page put in later:
    so the map tells which period it drew first.
    """
    show = ClientsideFunction("map", "show")
    app.clientside_callback(show, Output("map", "data-drawn"), Input("map-data", "data"))
    links = ClientsideFunction("links", "show")
    app.clientside_callback(links, Output("links", "data-drawn"), Input("links-data", "data"))


def _aria(**words: str) -> dict[str, Any]:
    return {f"aria-{name}": value for name, value in words.items()}
