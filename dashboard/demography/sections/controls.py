"""The page's choices as native form elements; assets/demography.js keeps them in the address."""

from typing import Any

from dash import html

from dashboard import text
from dashboard.demography.view import View
from dashboard.parts import controls
from dashboard.text import say

# The ids of controls are `demo-` and the name of the choice in the address.
NONE = "none"  # an empty value is no choice to a native list


def top(view: View) -> list[Any]:
    """Area and sex; on a phone they fold into one line."""
    lang, choices = view.lang, view.choices
    chosen = f"{view.name}, {text.sex(choices.sex, lang)}"
    of = say(lang, "Kön i ekvationen och åldersgrupperna", "Sex in equation and age groups")
    region, areas = say(lang, "Område", "Region"), controls.areas(lang)
    return [
        controls.fold(html.B(chosen), lang),
        html.Div(
            [
                controls.select("demo-region", region, areas, choices.region),
                controls.radios("demo-sex", of, controls.sexes("KMT", lang), choices.sex),
            ],
            id="controls",
            className="controls",
        ),
    ]


def equation(view: View) -> html.Div:
    """The period of the equation, and years or months where there are both."""
    lang, shown = view.lang, view.equation
    periods = [each.period for each in reversed(view.ledger.equations)]
    kinds = {"year": ("År", "Years"), "month": ("Månader", "Months")}
    both = controls.named({by: kinds[by] for by in view.frequencies}, lang)
    by, chosen = view.ledger.account.frequency, shown.period if shown else ""
    return html.Div(
        [
            controls.select(
                "demo-year", say(lang, "Period", "Period"), controls.periods(periods, lang), chosen
            ),
            *(
                [controls.radios("demo-by", say(lang, "Visa", "Show"), both, by)]
                if len(both) > 1
                else []
            ),
        ],
        className="choices",
    )


def pyramid(view: View) -> html.Div:
    """What lies over the pyramid, and what its bars count."""
    lang, choices = view.lang, view.choices
    none = {"value": NONE, "label": say(lang, "inget område", "no region")}
    others = [each for each in controls.areas(lang) if each["value"] != view.place.code]
    over = view.beside or view.pyramid
    moving = (
        say(lang, "samma år", "the same year") if view.beside else say(lang, "inget år", "no year")
    )
    periods = [{"value": NONE, "label": moving}, *controls.periods(over.periods[::-1], lang)]
    units = controls.named({"count": ("Antal", "Number"), "percent": ("Procent", "Per cent")}, lang)
    region = say(lang, "Jämför med område", "Compare with region")
    year = say(lang, "Jämför med år", "Compare with year")
    unit = choices.unit or ("percent" if choices.beside else "count")
    then = choices.then if choices.then in over.periods else NONE
    return html.Div(
        [
            controls.select("demo-beside", region, [none, *others], choices.beside or NONE),
            controls.select("demo-then", year, periods, then),
            controls.radios("demo-unit", say(lang, "Visa", "Show"), units, unit),
        ],
        className="choices",
    )
