"""The chart to take away: as a picture with its title and source, and where its figures lie."""

import re
from urllib.parse import urlencode

from dashboard import text
from dashboard.charts import paper
from dashboard.indicator.view import View
from dashboard.map import png
from dashboard.map.picture import FONT, INK, MARGIN, PAPER, QUIET, SMALL, TITLE, WIDTH, WORDS
from dashboard.markup import escape

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
ROOM, HIGH = WIDTH - 2 * MARGIN, 440  # of the lines in the picture
_TALL = re.compile(r'viewBox="0 0 \d+ (\d+)"')


def written(kind: str, asked: View) -> bytes:
    """The chart as a file of a kind of KINDS; raises png.NoFont where a PNG cannot be made."""
    drawn = picture(asked)
    return drawn.encode() if kind == "svg" else png.png(drawn)


def name(asked: View) -> str:
    """`medelalder_2480_1998-2022`: what a downloaded chart is called."""
    periods = "-".join(dict.fromkeys((*asked.trend.periods[:1], *asked.trend.periods[-1:])))
    return "_".join(filter(None, [asked.indicator.id, asked.choices.region, periods]))


def picture(asked: View) -> str:
    """Title, what it is of, the lines, what breaks the series, and the source."""
    figure, lang = asked.figure, asked.lang
    title, y = paper.block(
        [figure.title], MARGIN, MARGIN + TITLE * 0.8, TITLE, INK, ROOM, bold=True
    )
    below, y = paper.block([figure.subtitle], MARGIN, y, WORDS, QUIET, ROOM)
    drawn = figure.svg(ROOM, HIGH, "chart")
    tall = height(drawn)
    notes = [text.seam_note(asked.indicator, lang), text.source_line(asked.indicator, lang)]
    foot, end = paper.block(
        list(filter(None, notes)), MARGIN, y + tall + 2 * SMALL, SMALL, QUIET, ROOM, apart=True
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {end:.0f}" '
        f'width="{WIDTH}" height="{end:.0f}" lang="{lang}" font-family="{FONT}" role="img" '
        f'aria-label="{escape(figure.title)}"><rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{title}{below}{paper.placed(drawn, MARGIN, y, ROOM, tall)}{foot}</svg>"
    )


def height(drawn: str) -> int:
    """How tall a drawing became, in its units."""
    found = _TALL.search(drawn)
    return int(found[1]) if found else HIGH


def figures(asked: View, form: str, **more: str) -> str:
    """The address of exactly the figures that are drawn, in a form of the API's."""
    sexes = dict.fromkeys(series.sex or "T" for series in asked.trend.series)
    query = {
        "indicator": asked.indicator.id,
        "region": ",".join([asked.choices.region, *asked.compared()]),
        "sex": ",".join(sexes),
        "age": asked.choices.age,
        "format": form,
        **more,
    }
    return f"/api/v1/observations?{urlencode(query, safe=',+')}"
