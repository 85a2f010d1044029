"""A map as a page of its own to put into another's: readable without scripts, alive with them."""

import logging
from contextlib import nullcontext
from dataclasses import replace
from urllib.parse import urlencode

import flask
from flask import Response
from werkzeug.datastructures import MultiDict

from dashboard import address, data, text
from dashboard.indicator.view import View
from dashboard.map import component
from dashboard.parts import assets, prerender, shell
from dashboard.routes import maps
from dashboard.routes.ask import Refused, Strict
from dashboard.text import Lang, say
from etl.store import pins, releases
from etl.store.releases import Release

OWN = ["indicator", "release"]  # parameters besides those of a map

_log = logging.getLogger(__name__)


def page(arguments: MultiDict[str, str]) -> Response:
    """The page of the map asked for; raises Refused where it cannot be shown."""
    asked = Strict(arguments, [*maps.PARAMETERS, *OWN], maps.WHERE)
    indicator, name = asked.one("indicator"), asked.one("release")
    if not indicator:
        raise Refused(400, "The parameter indicator is needed.", [])
    release = _frozen(name) if name else None
    with data.showing(release) if release else nullcontext():
        view = maps.view(indicator, asked)
        document = _document(view, arguments, release)
    response = Response(document, mimetype="text/html")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _frozen(name: str) -> Release:
    """The release asked for, which from now on is kept for those who look at it again."""
    release = releases.named(data.folder(), name)
    if release is None:
        raise Refused(404, f"The release {name[:40]!r} is not kept here.", [data.release().id])
    if release.path != releases.DEFAULT:
        try:
            pins.freeze(data.folder(), name)
        except OSError as error:
            _log.warning("%s is shown frozen and cannot be kept from pruning: %s", name, error)
    return release


def _document(view: View, arguments: MultiDict[str, str], release: Release | None) -> str:
    lang, caption = view.lang, view.choices.caption
    chosen = [(name, text) for name, text in arguments.items(multi=True) if name not in OWN]
    query = urlencode([("indicator", view.indicator.id), *chosen], safe=",")
    opens = address.link(f"/indikatorer/{view.indicator.id}", lang, region="")
    shown = replace(view.map, opens=opens)
    return flask.render_template(
        "embed.html",
        lang=lang,
        title=caption or text.title(view.indicator, lang),
        subtitle=text.title(view.indicator, lang) if caption else "",
        gate=shell.GATE,
        figure=prerender.markup(component.figure(shown)),
        time=prerender.markup(component.controls(shown)),
        source=text.source_line(view.indicator, lang),
        kept=[each for each in arguments.items(multi=True) if each[0] not in ("period", "scale")],
        frozen=_words(release, lang),
        whole=f"/kartbank/karta?{query}",
        more=say(lang, "Större karta i Norrläget", "A larger map in Norrläget"),
        styles=assets.styles((*assets.STYLES, "map", "embed")),
        scripts=assets.scripts(["embed"]),
        imported=assets.imported(["embed"])[1:],
    )


def _words(release: Release | None, lang: Lang) -> str:
    if release is None:
        return ""
    return say(lang, f"Fryst: dataversion {release.id}.", f"Frozen: release {release.id}.")
