"""The legend of a map's picture: classes, circles and nulls in words, and which scale it is."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard import text
from dashboard.charts import labels
from dashboard.map.look import classes, looks, ranges
from dashboard.map.model import Payload
from dashboard.map.picture import (
    ACCENT,
    CIRCLE,
    COLOURS,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    RIM,
    SMALL,
    Panel,
    line,
)  # fmt: skip
from dashboard.map.shapes import top_of

ROW = 25.0


def legend(
    panels: Sequence[Panel], place: tuple[float, float], *, every: bool
) -> tuple[str, float]:
    """Classes with ranges (and counts), nulls, and the scale's words; and its height."""
    x, y = place
    rows = list(_rows(panels, every))
    parts = [
        _swatch(look, x, y + n * ROW) + line(x + 32, y + n * ROW + 11.5, words, 14, INK)
        for n, (look, words) in enumerate(rows)
    ]
    height = ROW * len(rows) + 14
    room = 252 if x > MARGIN else 800
    for words in labels.wrap(scale_words(panels[0], every), room, SMALL, False):
        parts.append(line(x, y + height, words, SMALL, QUIET))
        height += SMALL * 1.45
    return "".join(parts), height


def _rows(panels: Sequence[Panel], every: bool) -> Iterator[tuple[str, str]]:
    """What each colour means; of one map also how many regions have it."""
    panel, counted = panels[0], len(panels) == 1
    if panel.payload.kind == "count":
        yield from _sizes(panel, every)
    for look, words, count in [*described(panels, every), *nulls(panel)]:
        yield look, f"{words} ({count})" if counted else words


def described(panels: Sequence[Panel], every: bool) -> Iterator[tuple[str, str, int]]:
    """Each class's look, its range in words, and how many regions of the maps are in it.

    A class that none is in is not told: a reader would look for its colour.
    """
    payload, at, _ = panels[0]
    found = classes(payload, at, every=every)
    counts = Counter(look for each in panels for look in looks(each.payload, each.at, every=every))
    for look, words in zip(found.looks, ranges(payload, at, found), strict=False):
        if counts[look]:
            yield look, words, counts[look]


def _sizes(panel: Panel, every: bool) -> Iterator[tuple[str, str]]:
    payload, lang = panel.payload, panel.payload.lang
    top = text.number(top_of(payload, panel.at, every=every), payload.decimals, lang)
    words = text.say(lang, "den största cirkeln:", "the largest circle:")
    yield "circle", f"{words} {text.written(top, payload.quantity)}"
    if any((value or 0) < 0 for value in payload.values[panel.at]):
        yield "hollow", payload.words.negative


def nulls(panel: Panel) -> Iterator[tuple[str, str, int]]:
    """How each kind of null looks, in words, and how many there are.

    Missing always, so that none is told as well; the other nulls where there are any.
    """
    payload = panel.payload
    symbols = payload.symbols.get(str(panel.at), {})
    words: dict[str, list[str]] = {"hatch": []}
    for n, value in enumerate(payload.values[panel.at]):
        if value is None:
            symbol = symbols.get(str(n), "")
            look = payload.look.get(symbol, "hatch")
            words.setdefault(look, []).append(payload.symbol_words[symbol])
    for look, said in words.items():
        yield look, ", ".join(sorted(set(said))) or payload.words.missing, len(said)


def scale_words(panel: Panel, every: bool) -> list[str]:
    """Which scale is in force, of how many, how its classes are found, and what it is round."""
    payload, words = panel.payload, panel.payload.words
    one = words.scale.replace("{period}", payload.period_words[panel.at])
    said = [
        words.scale_all if every else one,
        some(payload, panel.at),
        words.method,
        _centre(panel),
    ]
    return [each for each in said if each]


def _centre(panel: Panel) -> str:
    """What a diverging scale is round, or that there is nothing of the period to be round."""
    around = panel.payload.around
    if around is None or around.at[panel.at] is not None:
        return around.words if around else ""
    return around.missing.replace("{period}", panel.payload.period_words[panel.at])


def some(payload: Payload, at: int) -> str:
    """How many of the regions shown a period has figures of, where that is not all."""
    values = payload.values[at]
    known = len(values) - values.count(None)
    if not 0 < known < len(values):
        return ""
    return payload.words.some.replace("{some}", f"{known}").replace("{count}", f"{len(values)}")


def _swatch(look: str, x: float, y: float) -> str:
    if look in ("circle", "hollow"):
        dashed = ' stroke-dasharray="4 2"' if look == "hollow" else ""
        fill = PAPER if dashed else CIRCLE
        return f'<circle cx="{x + 11}" cy="{y + 7}" r="8" fill="{fill}" stroke="{ACCENT}"{dashed}/>'
    return f'<rect x="{x}" y="{y}" width="22" height="14" fill="{COLOURS[look]}" stroke="{RIM}"/>'
