"""The map's places on a page, filled for its payload; the page's script brings them to life."""

from typing import Any

from dashboard import address, data
from dashboard.map import beside, inline
from dashboard.map.boundaries import boundaries
from dashboard.map.model import Payload
from dashboard.map.scope import place, scope_of
from dashboard.map.shapes import short
from dashboard.markup import escape
from dashboard.parts import live
from dashboard.parts.elements import attributes, drawn, html, stored
from dashboard.text import Lang, say

LEGEND = "map-legend"


def figure(payload: Payload) -> list[Any]:
    """Title, map, legend, the live region that reads out where a reader walks, and the payload.

    A paragraph `lead` on the page holds the sentence of the shown period, where there is one. The
    script keeps all of them to the period; another choice replaces the map only where its regions
    are others (`data-shape`).
    """
    lang = payload.lang
    keys = say(
        lang,
        "Piltangenterna går till grannen åt det hållet, Home och End till den första och sista i "
        "bokstavsordning, Enter väljer.",
        "Arrow keys go to the neighbour in that direction, Home and End to the first and last by "
        "name, Enter chooses.",
    )
    shape = "|".join([payload.level, payload.extent, payload.form, payload.kind, *_panels(payload)])
    return [
        live.part(html.H2(beside.heading(payload), id="map-title")),
        live.part(
            html.Div(
                inline.maps(payload),
                id="map",
                role="group",
                className="panels" if payload.panels else None,
                **attributes(data_shape=shape, aria_describedby="map-help"),
            )
        ),
        html.Div(keys, id="map-help", className="map-read"),
        html.Div(id="map-live", className="map-read", role="status"),
        live.part(html.Div(beside.legend(payload), id=LEGEND)),
        live.part(stored("map-data", payload.json())),
    ]


def _panels(payload: Payload) -> list[str]:
    return [each.label for each in payload.panels]


def controls(payload: Payload) -> html.Div:
    """Time: a native list and slider, play and stop, and the same scale for all periods."""
    label = say(payload.lang, "Tid och skala", "Time and scale")
    return live.part(
        html.Div(
            beside.time(payload),
            id="map-time",
            role="group",
            className=beside.time_look(payload) or None,
            **attributes(aria_label=label, data_here=""),
        )
    )


def ranking(payload: Payload) -> html.Div:
    """List the regions with the highest values, the reader's own always among them."""
    label = say(payload.lang, "Rangordning", "Ranking")
    return live.part(
        html.Div(
            beside.ranking(payload), id="ranking", role="group", **attributes(aria_label=label)
        )
    )


def table(payload: Payload) -> html.Div:
    """Every value the map shows, and what the source says of those it lacks."""
    label = say(payload.lang, "Tabell", "Table")
    return live.part(
        html.Div(
            beside.table(payload),
            id="map-table",
            className="scroll",
            role="region",
            tabIndex=0,
            **attributes(aria_label=label),
        )
    )


def links(lang: Lang) -> html.Div:
    """A map of the municipalities of the north to start from, each a link to its figures.

    It is for the pointer: the page lists the same links for everyone under `#kommuner`.
    """
    words = say(
        lang, "Välj en kommun på kartan eller i ", "Choose a municipality on the map or in "
    )
    return html.Div(
        [
            html.Div(drawn(_links(lang)), id="links", **attributes(aria_hidden="true")),
            html.P([words, html.A(say(lang, "listan", "the list"), href="#kommuner"), "."]),
        ],
        className="links",
    )


def _links(lang: Lang) -> str:
    regions, counties = boundaries("municipality"), boundaries("county")["regions"]
    areas = "".join(
        f'<a href="{escape(address.place(code, lang))}" tabindex="-1">'
        f"<title>{escape(data.region_name(code, lang))}</title>"
        f'<path d="{regions["regions"][code]["d"]}"/></a>'
        for code in data.municipalities_of(*data.NORRLAND)
    )
    borders = "".join(f'<path d="{counties[code]["d"]}"/>' for code in data.NORRLAND)
    names = "".join(
        f'<text x="{counties[code]["x"]}" y="{counties[code]["y"]}">'
        f"{escape(short(data.region_name(code, lang)))}</text>"
        for code in data.NORRLAND
    )
    box = " ".join(map(str, regions["extents"]["norra-sverige"]))
    return f'<svg viewBox="{box}">{areas}<g class="borders">{borders}</g>{names}</svg>'


def show_name(show: str, lang: Lang) -> str:
    """Name a map as it is called in a menu: `Kommuner i norra Sverige`, `Counties in Sweden`."""
    words = place(scope_of(show), lang)
    return words[:1].upper() + words[1:]
