"""What the drawings share: colours, type, margins, their opening, the unit, short numbers."""

from collections.abc import Sequence

from dashboard.charts import Figure, labels
from dashboard.markup import escape
from dashboard.tokens import size, token

INK, QUIET, GRID, EDGE, PAPER, ACCENT = map(
    token, ("ink", "quiet", "line", "edge", "paper", "accent")
)
FONT = token("font-chart")
PICTURE = token("font-picture")  # what the maker of a picture has too
TICK, LABEL = size("t-tick"), size("t-label")
LINE = 15.5  # the height of a line of labels
NARROW = 340  # units: a picture less wide has the names of its lines below it
TOP, BOTTOM, GAP = 34.0, 28.0, 18.0  # unit line above, ticks below, leaders to the right


def opening(
    figure: Figure, width: int, height: int, name: str, *, kind: str = "", more: str = ""
) -> str:
    """The start of a figure's `<svg>`, with its title and text alternative.

    `kind` is a class of its own beside `chart`, `more` further attributes.
    """
    look = f"chart {kind}" if kind else "chart"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{look}" role="img" lang="{figure.lang}" '
        f'viewBox="0 0 {width} {height}" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{FONT}" font-size="{tenth(TICK)}"{more and " "}{more}>'
        f'<title id="{name}-title">{escape(figure.title)}</title>'
        f'<desc id="{name}-desc">{escape(figure.text)}</desc>'
    )


def unit(words: str) -> str:
    """What the values are measured in, over their axis."""
    shown = f"{words[:1].upper()}{words[1:]}"
    return f'<text class="unit" x="1" y="14" fill="{QUIET}">{escape(shown)}</text>'


def tenth(number: float) -> str:
    """A coordinate in tenths, as short as it goes: `3`, `.5`, `-12.4`."""
    short = f"{number:.1f}".removesuffix(".0")
    return {"-0": "0"}.get(short, short.replace("0.", ".", 1) if abs(number) < 1 else short)


def placed(drawing: str, x: float, y: float, wide: float, high: float) -> str:
    """A drawing in its place on a picture, its words in the font that pictures are made with."""
    place = f'<svg x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" '
    return drawing.replace("<svg ", place, 1).replace(FONT, PICTURE)


def block(
    told: Sequence[str],
    x: float,
    y: float,
    size: float,
    fill: str,
    room: float,
    *,
    bold: bool = False,
    apart: bool = False,
) -> tuple[str, float]:
    """Words over as many lines as they need, `apart` each on its own, and where they end."""
    groups = [[each] for each in told] if apart else [told]
    lines = [line for group in groups for line in labels.wrap(group, room, size, bold)]
    look = f'font-size="{size:g}" fill="{fill}"' + (' font-weight="700"' if bold else "")
    written = (
        f'<text x="{x:.1f}" y="{y + n * size * 1.3:.1f}" {look}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return "".join(written), y + len(lines) * size * 1.3
