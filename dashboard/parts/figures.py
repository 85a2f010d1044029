"""Any chart on a page: its drawings for the widths its place may have, its table."""

from dashboard.charts import Figure
from dashboard.parts import cards, elements
from dashboard.parts.elements import html

# Each drawing by its class with the width from which it is shown (assets/figures.css): it is never
# shown smaller than it is drawn, so that its words keep their size, and seldom half as large again.
WIDTHS = {"narrow-svg": 270, "middle-svg": 380, "wide-svg": 500}
LEAST = 230  # the height of a narrow drawing, its names below not counted


def figure(shown: Figure, name: str, height: int) -> html.Figure:
    """A chart in its place, drawn for each width that may have."""
    return html.Figure(drawn(shown, name, height), className="figure")


def drawn(shown: Figure, name: str, height: int) -> list[html.Div]:
    """Its drawings, of which the screen shows the one that fits; `height` is that of the widest."""
    return [_drawing(shown, name, height, look) for look in WIDTHS]


def _drawing(shown: Figure, name: str, height: int, look: str) -> html.Div:
    wide = WIDTHS[look]
    high = max(LEAST, height * wide // WIDTHS["wide-svg"])
    made = shown.svg(wide, high, f"{name}-{look.removesuffix('-svg')}")
    return html.Div(elements.drawn(made), className=look)


def table(figure: Figure) -> html.Div:
    """All that is drawn as words; what goes through time with the newest period first."""
    header, rows = figure.table()
    shown = reversed(rows) if figure.timed else rows
    return cards.table(f"{figure.title}. {figure.subtitle}", header, shown)
