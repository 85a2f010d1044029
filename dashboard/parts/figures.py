"""Any chart on a page: its drawings for a wide screen and for a phone, its table."""

from dashboard.charts import Figure
from dashboard.parts import cards, elements
from dashboard.parts.elements import html

PHONE = (320, 280)  # width and height of a drawing on a phone


def figure(shown: Figure, name: str, width: int, height: int) -> html.Figure:
    """A chart in its place, as a wide screen and a phone have room for it."""
    return html.Figure(drawn(shown, name, width, height), className="figure")


def drawn(shown: Figure, name: str, width: int, height: int) -> list[html.Div]:
    """Its drawings, of which the screen shows the one that fits."""
    wide = elements.drawn(shown.svg(width, height, f"{name}-wide"))
    narrow = elements.drawn(shown.svg(*PHONE, f"{name}-phone"))
    return [html.Div(wide, className="wide-svg"), html.Div(narrow, className="narrow-svg")]


def table(figure: Figure) -> html.Div:
    """All that is drawn as words; what goes through time with the newest period first."""
    header, rows = figure.table()
    shown = reversed(rows) if figure.timed else rows
    return cards.table(f"{figure.title}. {figure.subtitle}", header, shown)
