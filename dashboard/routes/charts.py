"""A chart to take away: as a picture, or as a page of its own to put into another's."""

import flask
from flask import Response
from werkzeug.datastructures import MultiDict

from dashboard import address, data, text
from dashboard import choices as state
from dashboard.indicator import chart_files
from dashboard.indicator.view import OF_TREND, View
from dashboard.map.png import NoFont
from dashboard.parts import assets, prerender
from dashboard.routes import ask, embed
from dashboard.routes.ask import Refused, Strict
from dashboard.text import say
from etl.model import PublishedIndicator

PARAMETERS = [*OF_TREND, "lang", "release"]
WHERE = "in this chart"


def view(indicator_id: str, asked: Strict) -> View:
    """The chart asked for; raises Refused where a word of the question means nothing for it."""
    indicator = ask.meaning(indicator_id)
    if not isinstance(indicator, PublishedIndicator):
        raise Refused(404, f"There are no figures of {indicator_id} to draw.", [*data.indicators()])
    shown = View(indicator, state.parse(asked, indicator, data.periods(indicator.id)))
    if not any(series.points for series in shown.trend.series):
        raise Refused(404, f"There are no figures of {shown.region_name} to draw.", [])
    return shown


def written(kind: str, asked: View) -> bytes:
    """The chart as a file; raises Refused where this machine cannot make one of that kind."""
    try:
        return chart_files.written(kind, asked)
    except NoFont as error:
        raise Refused(501, str(error), ["svg"]) from error


def page(arguments: MultiDict[str, str]) -> Response:
    """The page of the chart asked for, which needs no script; with `release` of that release."""
    asked = Strict(arguments, [*PARAMETERS, "indicator"], WHERE)
    indicator, name = asked.one("indicator"), asked.one("release")
    if not indicator:
        raise Refused(400, "The parameter indicator is needed.", [])
    release = embed.frozen(name)
    if name and release is None:
        given = [each for each in arguments.items(multi=True) if each[0] not in embed.OWN]
        return embed.gone(address.of(f"/indikatorer/{indicator}", given), asked.lang)
    with embed.shown(release):
        document = _document(view(indicator, asked), embed.words(release, asked.lang))
    return Response(document, mimetype="text/html")


def _document(shown: View, frozen: str) -> str:
    lang = shown.lang
    whole = "?".join(filter(None, [f"/indikatorer/{shown.indicator.id}", shown.of_trend]))
    return flask.render_template(
        "embed_chart.html",
        lang=lang,
        title=text.title(shown.indicator, lang),
        subtitle=shown.trend.subtitle,
        figure=prerender.markup(shown.drawings()),
        note=text.seam_note(shown.indicator, lang),
        source=" ".join(filter(None, [text.source_line(shown.indicator, lang), frozen])),
        whole=address.of(whole, []),
        more=say(lang, "Mer i Norrläget", "More in Norrläget"),
        styles=assets.styles((*assets.STYLES, "figures", "embed")),
    )
