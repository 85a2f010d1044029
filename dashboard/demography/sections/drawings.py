"""What the page's script gets: the drawings by the place they go into, and the pyramid to draw."""

from typing import Any

from dashboard import text
from dashboard.charts import Figure
from dashboard.charts.bars import Bars
from dashboard.charts.pyramid import Pyramid
from dashboard.charts.spark import spark
from dashboard.demography import ages, area, wording
from dashboard.demography.sections.parts import Drawings
from dashboard.demography.view import View
from dashboard.parts import figures
from dashboard.text import say

HALF, WHOLE = (560, 300), (760, 340)  # width and height of a drawing on a wide screen


def store(view: View) -> dict[str, Any]:
    """Everything, as one store of the page."""
    return {"drawings": drawings(view), "pyramid": pyramid(view)}


def drawings(view: View) -> Drawings:
    """Each figure that has figures, wide and narrow."""
    found: Drawings = {}
    shown: list[tuple[str, Figure | None, tuple[int, int]]] = [
        ("years", view.size.years(), HALF),
        ("months", view.size.months(), HALF),
        ("equation", _equation(view), WHOLE),
        ("ratio", view.sexes, HALF),
        ("groups", view.groups, HALF),
        ("projection", view.projection.chart(), WHOLE),
    ]
    for name, figure, size in shown:
        if figure:
            found |= figures.drawings(figure, name, *size)
    for each in view.measures:
        if len(each.line) > 1:
            found[f"spark-{each.indicator.id}"] = spark(each.line, 132, 40)
    return found


def _equation(view: View) -> Bars | None:
    chosen = view.equation
    return view.ledger.chart(chosen.period, view.lang) if chosen else None


def pyramid(view: View) -> dict[str, Any] | None:
    """The pyramid's figures, its sentences, and its words."""
    if not view.pyramid.slices:
        return None
    lang, own = view.lang, view.pyramid
    return {
        "lang": lang,
        "decimals": 0,
        "quantity": text.quantities(ages.indicators(own)[0].measure, lang),
        "own": own.payload() | {"sentences": _sentences(view)},
        "beside": _beside(view.beside),
        "default": own.periods[-1],
        "sexes": {"women": text.sex("K", lang), "men": text.sex("M", lang)},
        "words": _words(view),
    }


def _beside(other: Pyramid | None) -> dict[str, Any] | None:
    return other.payload() if other and other.slices else None


def _sentences(view: View) -> list[str]:
    return [
        " ".join(wording.ages(ages.claims(each, view.place), view.place, view.lang))
        for each in view.pyramid.slices
    ]


def _words(view: View) -> dict[str, str]:
    lang = view.lang
    note = f", {area.summed_words(lang)}" if view.place.summed else ""
    return {
        "title": f"{view.name}{note}, {{period}}",
        "count": say(lang, "Personer per åldersår", "People per year of age"),
        "percent": say(
            lang,
            "Procent av alla i diagrammet, per åldersår",
            "Per cent of all in the picture, per year of age",
        ),
        "share": say(
            lang,
            f"{{share}}{text.SPACE}% av alla i diagrammet",
            "{share}% of all in the picture",
        ),
        "missing": text.status("", lang),
        "age": say(lang, "Ålder", "Age"),
        "women": text.sex("K", lang).capitalize(),
        "men": text.sex("M", lang).capitalize(),
        "play": say(lang, "Spela upp", "Play"),
        "stop": say(lang, "Stoppa", "Stop"),
        "period": say(lang, "År", "Year"),
        "label": say(
            lang,
            "Befolkningspyramid, {name}: {women} till höger, {men} till vänster",
            "Population pyramid, {name}: {women} to the right, {men} to the left",
        ),
        "outline": say(
            lang,
            "{name} {period} som streckad kontur",
            "{name} {period} as a dashed outline",
        ),
        "open": say(
            lang,
            "{age} har ingen övre gräns och ritas som {from}–{to} år.",
            "{age} has no upper limit and is drawn as {from}–{to} years.",
        ),
    }
