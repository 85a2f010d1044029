"""Pictures of pages for those who link to them: a chart with its heading and its source."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from flask import request

from dashboard import data, text
from dashboard.charts import Figure, paper
from dashboard.demography import choices as demography
from dashboard.demography import wording
from dashboard.demography.view import View
from dashboard.map import png
from dashboard.map.boundaries import boundaries
from dashboard.map.picture import FONT, INK, PAPER, QUIET, line
from dashboard.parameters import Parameters
from dashboard.parts import icon, shell
from dashboard.report import charts, model, words
from dashboard.report.model import Card, Report
from dashboard.routes.ask import Refused
from dashboard.text import Lang, say
from dashboard.tokens import token
from etl.model import PublishedIndicator

WIDE, HIGH = (side / png.SHARPNESS for side in shell.FRAME)  # in units of the drawing
EDGE, FOOT = 24.0, 34.0  # the margin, and what the source needs below
TITLE, WORDS, SMALL, NAME = 20.0, 12.5, 9.0, 42.0
SIGNED = 110.0  # what the portal's name needs beside the source
FEW = 2  # periods that make no line


class Shown(NamedTuple):
    """A chart of a page, under the page's heading."""

    heading: str
    figure: Figure
    indicator: PublishedIndicator


def written(name: str) -> bytes:
    """The picture of a name, of the region asked for; raises Refused where it cannot be made.

    A page that has nothing to draw, as in an empty release, has the portal's picture.
    """
    if name not in DRAWN:
        raise Refused(404, f"There is no picture {name[:20]!r}.", list(DRAWN))
    asked = Parameters(request.args)
    shown = DRAWN[name](asked)
    drawn = framed(shown) if shown else portal(asked.lang)
    try:
        return png.png(drawn)
    except png.NoFont as error:
        raise Refused(501, str(error), []) from error


# --- what is drawn ---


def _report(asked: Parameters) -> Shown | None:
    """The figure of a report that stands out most, through time."""
    lang, report = asked.lang, model.report(asked.pick("region", model.regions(), data.NORRLAND[0]))
    for card in _telling(report):
        chart = replace(charts.whole(report, card, lang), band=None)  # of which no word would tell
        if len(chart.periods) > FEW:
            return Shown(words.headline(report, lang), chart, card.indicator)
    return None


def _telling(report: Report) -> list[Card]:
    """The cards of a report, those first that its summary tells of."""
    first = [claim.cell.indicator for claim in report.summary]
    place = {indicator: number for number, indicator in enumerate(first)}
    return sorted(report.cards, key=lambda card: place.get(card.indicator.id, len(first)))


def _population(asked: Parameters) -> Shown | None:
    """How many live in an area, year by year."""
    view = View(demography.parse(asked))
    chart, indicator = view.size.years(), view.size.yearly
    if chart is None or indicator is None:
        return None
    return Shown(wording.heading(view.within, view.lang), chart, indicator)


# The pictures by name, each of what an address asks for.
DRAWN: dict[str, Callable[[Parameters], Shown | None]] = {
    "norrlaget": lambda _: None,
    "manadslage": _report,
    "demografi": _population,
}


# --- how ---


def framed(shown: Shown) -> str:
    """A chart as a picture of the frame's size: heading, what it is of, the lines, the source."""
    figure, foot = shown.figure, HIGH - FOOT + 8
    heading = shown.heading.replace(", ", ",\n").split("\n")
    title, top = _lines(heading, EDGE + TITLE * 0.8, TITLE, INK)
    below, top = _lines([figure.title], top + 2, WORDS, QUIET)
    told = text.source_line(shown.indicator, figure.lang)
    source, _ = _lines([told], foot, SMALL, QUIET, room=WIDE - 2 * EDGE - SIGNED)
    room = (EDGE, top - 4, WIDE - 2 * EDGE, HIGH - FOOT - top)
    drawn = figure.svg(round(room[2]), round(room[3]), "picture")
    return _sheet(
        title
        + below
        + paper.placed(drawn, *room)
        + source
        + _name(WIDE - EDGE - SIGNED + 14, foot + 4, 16)
    )


def portal(lang: Lang) -> str:
    """The portal's own picture: its name beside the map of northern Sweden."""
    sentence = say(lang, *shell.DESCRIPTION).partition(":")[0] + "."
    told, _ = _lines([sentence], 176, WORDS * 1.4, QUIET, room=WIDE * 0.5)
    return _sheet(
        _name(EDGE, 90 + NAME, NAME)
        + told
        + paper.placed(_norrland(), WIDE * 0.6, 14, WIDE * 0.36, HIGH - 28)
    )


def _name(x: float, y: float, size: float) -> str:
    """The portal's name after its mark, down to y."""
    return icon.mark(x, y - size, size) + line(
        x + size * 0.8, y - size * 0.16, shell.NAME, size, INK, "700"
    )


def _norrland() -> str:
    """The municipalities of the north in the mark's colours, a county each, from south to north."""
    places, shades = boundaries("municipality"), map(token, ("c2", "c3", "c4", "c5"))
    areas = "".join(
        f'<g fill="{shade}">{"".join(map(_area, data.municipalities_of(county)))}</g>'
        for county, shade in zip(sorted(data.NORRLAND), shades, strict=True)
    )
    box = " ".join(map(str, places["extents"][data.NORTH]))
    around = f'stroke="{PAPER}" stroke-width="9" stroke-linejoin="round"'
    return f'<svg viewBox="{box}"><g {around}>{areas}</g></svg>'


def _area(code: str) -> str:
    return f'<path d="{boundaries("municipality")["regions"][code]["d"]}"/>'


def _sheet(content: str) -> str:
    """What every picture lies on."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}" '
        f'width="{WIDE:g}" height="{HIGH:g}" font-family="{FONT}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{content}</svg>'
    )


def _lines(
    told: list[str], y: float, size: float, fill: str, room: float = WIDE - 2 * EDGE
) -> tuple[str, float]:
    """Words from the margin on, over as many lines as they need, and where they end."""
    return paper.block(told, EDGE, y, size, fill, room, bold=size == TITLE)
