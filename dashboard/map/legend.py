"""The legend of a map's picture: classes, circles and nulls in words, and which scale it is."""

from collections import Counter
from collections.abc import Iterator

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
    panel: Panel, place: tuple[float, float], *, every: bool, counted: bool
) -> tuple[str, float]:
    """Classes with ranges (and counts), nulls, and the scale's words; and its height."""
    x, y = place
    rows = list(_rows(panel, every, counted))
    parts = [
        _swatch(look, x, y + n * ROW) + line(x + 32, y + n * ROW + 11.5, words, 14, INK)
        for n, (look, words) in enumerate(rows)
    ]
    height = ROW * len(rows) + 14
    room = 252 if x > MARGIN else 800
    for words in labels.wrap(scale_words(panel, every), room, SMALL, False):
        parts.append(line(x, y + height, words, SMALL, QUIET))
        height += SMALL * 1.45
    return "".join(parts), height


def _rows(panel: Panel, every: bool, counted: bool) -> Iterator[tuple[str, str]]:
    found = classes(panel.payload, panel.at, every=every)
    counts = Counter(looks(panel.payload, panel.at, every=every))
    described = [*zip(found.looks, ranges(panel.payload, panel.at, found), strict=False)]
    if panel.payload.kind == "count":
        yield from _sizes(panel, every)
    for look, words in [*described, *((look, said) for look, said, _ in nulls(panel))]:
        yield look, f"{words} ({counts[look]})" if counted else words


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
    found = classes(payload, panel.at, every=every)
    one = words.scale.replace("{period}", payload.period_words[panel.at])
    centre = payload.around if "".join(found.looks[:1]).startswith("d") else None
    around = words.around.replace("{centre}", centre.words) if centre else ""
    said = [words.scale_all if every else one, some(payload, panel.at), words.method, around]
    return [each for each in said if each]


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
