"""A map of a reader's own as a card: the map, its table, and what can be taken of it."""

from dataclasses import replace
from typing import Any

from dash import dcc, html

from dashboard import address, data
from dashboard.indicator.cards import map_table
from dashboard.indicator.view import OF_MAP, View
from dashboard.map import component
from dashboard.parts import cards, controls
from dashboard.text import say

FILES = {
    "svg": ("Bild, SVG", "Picture, SVG"),
    "png": ("Bild, PNG", "Picture, PNG"),
    "geojson": ("Karta med siffror, GeoJSON", "Map with figures, GeoJSON"),
    "gpkg": ("Karta med siffror, GeoPackage", "Map with figures, GeoPackage"),
}


def card(view: View) -> html.Section:
    """The map, what can be taken of it, and the way to its figures."""
    lang = view.lang
    heading, *figure = component.figure(lang)
    return cards.card(
        heading,
        component.controls(lang),
        *figure,
        dcc.Store(id="map-data", data=payload(view)),
        html.P(link(view), id="m-open", className="src"),
        cards.actions(view.indicator, map_table(view), lang),
        html.Div([_files(view), _embed(view)], className="acts", id="m-take"),
        dcc.Store(id="m-address", data=chosen(view)),
        className="card mapcard",
    )


def payload(view: View) -> dict[str, Any]:
    """The map's figures; Enter on a region opens the indicator for it."""
    opens = address.link(f"/indikatorer/{view.indicator.id}", view.lang, region="")
    return replace(view.map, opens=opens).json()


def link(view: View) -> html.A:
    """The way to all the figures of the indicator."""
    words = say(view.lang, "Mer om {} i siffror", "More on {} in figures").format(view.region_name)
    path = f"/indikatorer/{view.indicator.id}"
    return html.A(words, href=address.link(path, view.lang, region=view.choices.region))


def _files(view: View) -> html.Details:
    """The map as it is shown; the page's script keeps the addresses to the choices made."""
    lang, path = view.lang, f"/karta/{view.indicator.id}"
    rows = [(say(lang, *words), f"{path}.{kind}") for kind, words in FILES.items()]
    files = cards.files(rows, className="m-file")
    return cards.panel(say(lang, "Ladda ner kartan", "Download the map"), files, "files")


def _embed(view: View) -> html.Details:
    """Code for another page: always the newest figures, or these ones for ever."""
    lang = view.lang
    kinds = {
        "m-live": say(lang, "Med de senaste siffrorna", "With the latest figures"),
        "m-frozen": say(lang, "Fryst: alltid dagens siffror", "Frozen: always today's figures"),
    }
    boxes = [
        part for name, words in kinds.items() for part in controls.labelled(words, _code(name))
    ]
    release = dcc.Store(id="m-release", data=data.release().id)
    content = html.Div([*boxes, release])
    return cards.panel(say(lang, "Bädda in", "Embed"), content, "embed")


def chosen(view: View) -> dict[str, Any]:
    """What the page's script keeps the address and the files to."""
    return {"indicator": view.indicator.id, **view.address(OF_MAP)}


def _code(name: str) -> dcc.Textarea:
    """A box to copy from; the page's script fills it."""
    return dcc.Textarea(id=name, readOnly=True, className="code")
