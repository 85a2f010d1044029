"""Made-up series drawn and judged: by the portal, and by an arrow between the last two years."""

from dashboard import text
from dashboard.about.model import Example
from dashboard.charts.spark import spark
from dashboard.claims.direction import direction
from dashboard.parts.elements import drawn, html
from dashboard.place import words
from dashboard.text import Lang, say

_ARROW = {
    1: ("har ökat", "has risen"),
    0: ("oförändrat", "unchanged"),
    -1: ("har minskat", "has fallen"),
}


def told(example: Example, lang: Lang) -> html.Figure:
    """The line, its values, what the portal says of it and what the arrow would have said."""
    values = [text.number(each, 1, lang) for each in example.values]
    last = example.first + len(values) - 1
    rows = [
        (f"{example.first}–{last}", "; ".join(values) if lang == "sv" else ", ".join(values)),
        (say(lang, "Norrläget säger", "Norrläget says"), judged(example, lang)),
        (
            say(lang, "Sista året mot det förra", "Last year against the one before"),
            arrow(example, lang),
        ),
    ]
    terms = [part for name, said in rows for part in (html.Dt(name), html.Dd(said))]
    return html.Figure([drawn(spark(example.values, 220, 60)), html.Dl(terms)], className="example")


def judged(example: Example, lang: Lang) -> str:
    """What the portal says of the series."""
    series = {str(example.first + n): value for n, value in enumerate(example.values)}
    return words.direction(direction(series, decimals=1), lang)


def arrow(example: Example, lang: Lang) -> str:
    """What a comparison of the last two years alone says."""
    before, last = example.values[-2:]
    return say(lang, *_ARROW[(last > before) - (last < before)])
