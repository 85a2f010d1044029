"""A map as a page of its own to put into another's: readable without scripts, alive with them.

Maps and charts (charts.py) can be frozen to a release, and say so.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

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
from etl.store import releases
from etl.store.releases import Release

OWN = ["indicator", "release"]  # parameters besides those of a map


def page(arguments: MultiDict[str, str]) -> Response:
    """The page of the map asked for; raises Refused where it cannot be shown.

    Nothing is written: how long a release can be shown frozen is said by `etl.store.prune`.
    """
    asked = Strict(arguments, [*maps.PARAMETERS, "indicator"], maps.WHERE)
    indicator, name = asked.one("indicator"), asked.one("release")
    if not indicator:
        raise Refused(400, "The parameter indicator is needed.", [])
    release = frozen(name)
    if name and release is None:
        return gone(address.of("/kartbank/karta", _chosen(indicator, arguments)), asked.lang)
    with shown(release):
        view = maps.shown(indicator, asked)
        document = _document(view, arguments, release)
    return Response(document, mimetype="text/html")


def frozen(name: str) -> Release | None:
    """The release that a frame is fixed to; None where none is named, or it is not kept."""
    return releases.named(data.folder(), name) if name else None


def shown(release: Release | None) -> AbstractContextManager[None]:
    """Answer with that release's figures, else with the newest."""
    return data.showing(release) if release else nullcontext()


def gone(newest: str, lang: Lang) -> Response:
    """What stands in the frame where the release it froze has been pruned, or never was."""
    document = flask.render_template(
        "gone.html",
        lang=lang,
        title=say(lang, "De frysta siffrorna finns inte kvar", "The frozen figures are gone"),
        told=say(
            lang,
            "Bilden är låst till en dataversion som inte sparas längre.",
            "The figure is fixed to a release that is no longer kept.",
        ),
        newest=newest,
        more=say(lang, "Bilden med de senaste siffrorna", "The figure with the latest data"),
        styles=assets.styles((*assets.STYLES, "embed")),
    )
    return Response(document, 404, mimetype="text/html")


def _chosen(indicator: str, arguments: MultiDict[str, str]) -> list[tuple[str, str]]:
    """The choices of the same map on the portal's own page, where nothing is frozen."""
    given = arguments.items(multi=True)
    return [("indicator", indicator), *((name, text) for name, text in given if name not in OWN)]


def _document(view: View, arguments: MultiDict[str, str], release: Release | None) -> str:
    lang, caption = view.lang, view.choices.caption
    opens = address.link(f"/indikatorer/{view.indicator.id}", lang, region="")
    shown = replace(view.placed, opens=opens)
    return flask.render_template(
        "embed.html",
        lang=lang,
        title=caption or text.title(view.indicator, lang),
        subtitle=text.title(view.indicator, lang) if caption else "",
        gate=shell.GATE,
        figure=prerender.markup(_legend_first(component.figure(shown))),
        time=prerender.markup(component.controls(shown)),
        source=text.source_line(view.indicator, lang),
        kept=[each for each in arguments.items(multi=True) if each[0] not in ("period", "scale")],
        frozen=words(release, lang),
        whole=address.of("/kartbank/karta", _chosen(view.indicator.id, arguments)),
        more=say(lang, "Större karta i Norrläget", "A larger map in Norrläget"),
        styles=assets.styles((*assets.STYLES, "map", "embed")),
        scripts=assets.scripts(["embed"]),
        imported=assets.imported(["embed"])[1:],
    )


def _legend_first(figure: list[Any]) -> list[Any]:
    """The figure with its legend above the map: a frame that is too low does not cut it off."""
    legend = next(each for each in figure if each.id == component.LEGEND)
    heading, *rest = (each for each in figure if each is not legend)
    return [heading, legend, *rest]


def words(release: Release | None, lang: Lang) -> str:
    """That the figures are frozen, and to which release."""
    if release is None:
        return ""
    return say(lang, f"Fryst: dataversion {release.id}.", f"Frozen: release {release.id}.")
