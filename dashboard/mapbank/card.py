"""A map of a reader's own as a card: the map, its table, and what can be taken of it."""

from dataclasses import replace
from typing import Any

from dashboard import address, data, origin, text
from dashboard.indicator.cards import FRAMES, map_table
from dashboard.indicator.view import OF_MAP, View
from dashboard.map import component
from dashboard.map.model import Payload
from dashboard.markup import escape
from dashboard.parts import cards, controls, live
from dashboard.parts.elements import attributes, html
from dashboard.text import say

FILES = {
    "svg": ("Bild, SVG", "Picture, SVG"),
    "png": ("Bild, PNG", "Picture, PNG"),
    "geojson": ("Karta med siffror, GeoJSON", "Map with figures, GeoJSON"),
    "gpkg": ("Karta med siffror, GeoPackage", "Map with figures, GeoPackage"),
}
HEIGHT = 1000  # of a frame whose page does not let it grow: on a phone all but the source fits
# The frame asks the map in it how high it is, and hears from that map alone (assets/embed.mjs).
GROWS = (
    "var f=this;window.addEventListener('message',function(e){if(e.source==f.contentWindow)"
    "f.style.height=e.data.norrlaget+'px'});f.contentWindow.postMessage('norrlaget','*')"
)


def card(view: View) -> html.Section:
    """The map, what can be taken of it, and the way to its figures."""
    lang = view.lang
    heading, *figure = component.figure(payload(view))
    return cards.card(
        heading,
        component.controls(view.map),
        *figure,
        live.part(html.P(link(view), id="m-open", className="src")),
        cards.actions(view.indicator, map_table(view), lang),
        live.part(html.Div([_files(view), _embed(view)], className="acts", id="m-take", **names())),
        className="card mapcard",
    )


def names() -> dict[str, Any]:
    """What of an address a map's files and its code are asked with, for the page's script."""
    return attributes(data_names=" ".join(OF_MAP))


def payload(view: View) -> Payload:
    """The map's figures; Enter on a region opens the indicator for it."""
    opens = address.link(f"/indikatorer/{view.indicator.id}", view.lang, region="")
    return replace(view.placed, opens=opens)


def link(view: View) -> html.A:
    """The way to all the figures of the indicator."""
    path = f"/indikatorer/{view.indicator.id}"
    if view.unmarked:
        words = say(view.lang, "Mer om siffrorna", "More on the figures")
        return html.A(words, href=address.link(path, view.lang))
    words = say(view.lang, "Mer om {} i siffror", "More on {} in figures").format(view.region_name)
    return html.A(words, href=address.link(path, view.lang, region=view.choices.region))


def _files(view: View) -> html.Details:
    """The map as it is shown; the page's script keeps the addresses to the choices made."""
    lang, path = view.lang, f"/karta/{view.indicator.id}"
    rows = [
        (say(lang, *words), "?".join(filter(None, [f"{path}.{kind}", view.of_map])))
        for kind, words in FILES.items()
    ]
    files = cards.files(rows, className="m-file")
    return cards.panel(say(lang, "Ladda ner kartan", "Download the map"), files, "files")


def _embed(view: View) -> html.Details:
    """Code for another page: always the newest figures, or today's as long as they are kept."""
    lang = view.lang
    kinds = {
        "m-live": (say(lang, *FRAMES[0]), None),
        "m-frozen": (say(lang, *FRAMES[1]), data.release().id),
    }
    boxes = [
        part
        for name, (words, release) in kinds.items()
        for part in controls.labelled(words, _code(name, view, release))
    ]
    return cards.panel(say(lang, "Bädda in", "Embed"), html.Div(boxes), "embed")


def _code(name: str, view: View, release: str | None) -> html.Textarea:
    """A box to copy from; the page's script keeps it to the choices made."""
    asked = [f"indicator={view.indicator.id}", view.of_map, f"release={release}" * bool(release)]
    embedded = f"{origin.address()}/embed/karta"
    src = f"{embedded}?{'&'.join(filter(None, asked))}"
    title = view.choices.caption or text.title(view.indicator, view.lang)
    code = (
        f'<iframe src="{escape(src)}" title="{escape(title)}" width="100%" height="{HEIGHT}" '
        f'style="border:0" loading="lazy" onload="{GROWS}"></iframe>'
    )
    return html.Textarea(
        code,
        id=name,
        readOnly="readOnly",
        className="code",
        **attributes(data_release=release or "", data_embedded=embedded),
    )
