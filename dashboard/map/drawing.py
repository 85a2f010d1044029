"""A map as one SVG that stands alone: title, map, legend, source; for a file, a page, a report."""

from collections.abc import Iterator

from dashboard import text
from dashboard.charts import labels
from dashboard.map.legend import legend
from dashboard.map.model import Payload
from dashboard.map.picture import (
    FONT,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    SMALL,
    TITLE,
    WIDTH,
    WORDS,
    Box,
    Panel,
    line,
    patterns,
)  # fmt: skip
from dashboard.map.shapes import drawn, whole
from dashboard.map.words import ends
from dashboard.markup import escape
from etl.model import PublishedIndicator


def draw(payload: Payload, indicator: PublishedIndicator, caption: str = "") -> str:
    """The map of the payload's period, or its panels side by side, as a picture WIDTH wide.

    `caption` is a title of the reader's own; the indicator's stands below it then.

    Raises ValueError where the payload has no figures at all.
    """
    panels = list(panels_of(payload))
    if not panels:
        raise ValueError(f"{indicator.id} has no figures to draw a map of")
    all_periods = every(payload)
    title = text.title(indicator, payload.lang)
    heading, top = _heading(caption or title, _subtitle(panels, title if caption else ""))
    boxes = list(_boxes(payload, len(panels), top))
    place = _place_of_legend(boxes, beside=len(panels) == 1)
    key, tall = legend(panels, place, every=all_periods)
    bottom = max(boxes[-1].y + boxes[-1].height, place[1] + tall)
    source, height = _source(payload, indicator, bottom + 26)
    maps = "".join(drawn(p, box, every=all_periods) for p, box in zip(panels, boxes, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'width="{WIDTH}" height="{height:.0f}" role="img" aria-labelledby="map-t map-d" '
        f'lang="{payload.lang}" '
        f'font-family="{FONT}"><title id="map-t">{escape(caption or title)}</title>'
        f'<desc id="map-d">{escape(told(panels))}</desc>{patterns()}'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{heading}{maps}{key}{source}</svg>'
    )


def every(payload: Payload) -> bool:
    """Whether one scale is in force for all periods: it is for panels, which are compared."""
    return payload.scale == "all" or bool(payload.panels)


def panels_of(payload: Payload) -> Iterator[Panel]:
    """The maps that stand side by side; one where none are chosen. None at all without figures."""
    if payload.period not in payload.periods:
        return
    at = payload.periods.index(payload.period)
    if not payload.panels:
        yield Panel(payload, at, "")
    for each in payload.panels:
        yield Panel(payload.of(each), at if each.at is None else each.at, each.label)


def told(panels: list[Panel]) -> str:
    """The picture in words, with its numbers: highest, lowest, riket, how many lack a figure."""
    return " ".join(filter(None, (_alternative(panel) for panel in panels)))


def _alternative(panel: Panel) -> str:
    shown, at = panel.payload, panel.at
    said = ends(shown, at, lambda value: text.number(value, shown.decimals, shown.lang))
    if not said:
        return shown.words.nothing
    lead = f"{panel.heading}: " if panel.heading else ""
    missing = shown.values[at].count(None)
    less = text.say(shown.lang, f" {missing} utan uppgift.", f" {missing} without a figure.")
    return f"{lead}{said}.{less if missing else ''}"


# --- words above and below ---


def _subtitle(panels: list[Panel], title: str) -> str:
    """Who, where, unit and when; after the indicator's own title, where the map has another."""
    payload, at, _ = panels[0]
    period = payload.words.some_periods or payload.period_words[at]
    said = payload.words.title.replace("{period}", period)
    return f"{title}. {said}" if title else said


def _heading(title: str, subtitle: str) -> tuple[str, float]:
    """Title and subtitle, and where they end."""
    room = WIDTH - 2 * MARGIN
    y, parts = MARGIN + TITLE * 0.8, []
    for words in labels.wrap([title], room, TITLE, True):
        parts.append(line(MARGIN, y, words, TITLE, INK, "700"))
        y += TITLE * 1.2
    for words in labels.wrap([subtitle], room, WORDS, False):
        parts.append(line(MARGIN, y, words, WORDS, QUIET))
        y += WORDS * 1.4
    return "".join(parts), y + 6


def _source(payload: Payload, indicator: PublishedIndicator, y: float) -> tuple[str, float]:
    lines = labels.wrap(
        [text.source_line(indicator, payload.lang)], WIDTH - 2 * MARGIN, SMALL, False
    )
    parts = [
        line(MARGIN, y + n * SMALL * 1.5, words, SMALL, QUIET) for n, words in enumerate(lines)
    ]
    return "".join(parts), y + SMALL * 1.5 * len(lines) + MARGIN * 0.5


def _boxes(payload: Payload, count: int, top: float) -> Iterator[Box]:
    """One map leaves room for the legend beside it; several stand in rows of at most three."""
    _, _, wide, high = whole(payload)
    columns = 2 if count in (2, 4) else min(count, 3)
    room = (WIDTH - 2 * MARGIN - 20 * (columns - 1)) / columns if count > 1 else 560
    most = 470 if count > 1 else 780
    width = min(room, most * wide / high)
    height = width * high / wide
    for number in range(count):
        row, column = divmod(number, columns)
        x = MARGIN + column * (room + 20) + (room - width) / 2
        yield Box(x, top + (24 if count > 1 else 0) + row * (height + 36), width, height)


def _place_of_legend(boxes: list[Box], *, beside: bool) -> tuple[float, float]:
    if beside:
        return 620, boxes[0].y + 12
    return MARGIN, boxes[-1].y + boxes[-1].height + 24
