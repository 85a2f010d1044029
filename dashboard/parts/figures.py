"""Any chart on a page: its place, its drawings for a wide screen and for a phone, its table."""

from dash import html

from dashboard.charts import Figure
from dashboard.parts import cards

PHONE = (320, 280)  # width and height of a drawing on a phone


def place_of(name: str) -> html.Figure:
    """Where the browser puts a figure's drawings, of which the screen shows the one that fits."""
    return html.Figure(
        [
            html.Div(id=f"{name}-wide", className="wide-svg"),
            html.Div(id=f"{name}-narrow", className="narrow-svg"),
        ],
        className="figure",
    )


def drawings(figure: Figure, name: str, width: int, height: int) -> dict[str, str]:
    """Its SVG by the id of the element it goes into: so large, and as a phone has room for."""
    return {
        f"{name}-wide": figure.svg(width, height, name),
        f"{name}-narrow": figure.svg(*PHONE, f"{name}-phone"),
    }


def table(figure: Figure) -> html.Div:
    """All that is drawn as words; what goes through time with the newest period first."""
    header, rows = figure.table()
    shown = reversed(rows) if figure.timed else rows
    return cards.table(f"{figure.title}. {figure.subtitle}", header, shown)
