"""The page's choices as native form elements; assets/demography.js keeps them in the address."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import text
from dashboard.demography.area import NORRLAND
from dashboard.demography.view import View
from dashboard.parts import cards, controls
from dashboard.text import Lang, say

# The ids of controls are `demo-` and the name of the choice in the address.
ID = "demo-"
NONE = "none"  # an empty value is no choice to a native list


def areas(lang: Lang) -> list[controls.Option]:
    """Riket, Norrland and every region."""
    country, *rest = controls.region_options(lang)
    norrland = {
        "value": NORRLAND,
        "label": say(lang, "Norrland (fyra län)", "Norrland (four counties)"),
    }
    return [country, norrland, *rest]


def top(view: View) -> list[Any]:
    """Area and sex; on a phone they fold into one line."""
    lang, choices = view.lang, view.choices
    chosen = f"{view.name}, {text.sex(choices.sex, lang)}"
    sexes = [{"value": s, "label": text.sex(s, lang).capitalize()} for s in ("K", "M", "T")]
    return [
        html.Button(
            [html.B(chosen), html.Span(say(lang, "Ändra", "Change"))],
            type="button",
            className="fold",
            **cards.attributes(aria_expanded="false", aria_controls="controls"),
        ),
        html.Div(
            [
                select("region", say(lang, "Område", "Region"), areas(lang), choices.region),
                radios(
                    "sex",
                    say(
                        lang,
                        "Kön i ekvationen och åldersgrupperna",
                        "Sex in equation and age groups",
                    ),
                    sexes,
                    choices.sex,
                ),
            ],
            id="controls",
            className="controls",
        ),
    ]


def equation(view: View) -> html.Div:
    """The period of the equation, and years or months where there are both."""
    lang, shown = view.lang, view.equation
    periods = [each.period for each in reversed(view.ledger.equations)]
    kinds = {"year": say(lang, "År", "Years"), "month": say(lang, "Månader", "Months")}
    both = [{"value": by, "label": kinds[by]} for by in view.frequencies]
    by, chosen = view.ledger.account.frequency, shown.period if shown else ""
    return html.Div(
        [
            select("year", say(lang, "Period", "Period"), _periods(periods, lang), chosen),
            *([radios("by", say(lang, "Visa", "Show"), both, by)] if len(both) > 1 else []),
        ],
        className="choices",
    )


def pyramid(view: View) -> html.Div:
    """What lies over the pyramid, and what its bars count."""
    lang, choices = view.lang, view.choices
    none = {"value": NONE, "label": say(lang, "inget område", "no region")}
    others = [each for each in areas(lang) if each["value"] != view.place.code]
    over = view.beside or view.pyramid
    moving = (
        say(lang, "samma år", "the same year") if view.beside else say(lang, "inget år", "no year")
    )
    periods = [{"value": NONE, "label": moving}, *_periods(over.periods[::-1], lang)]
    units = [
        {"value": "count", "label": say(lang, "Antal", "Number")},
        {"value": "percent", "label": say(lang, "Procent", "Per cent")},
    ]
    region = say(lang, "Jämför med område", "Compare with region")
    year = say(lang, "Jämför med år", "Compare with year")
    unit = choices.unit or ("percent" if choices.beside else "count")
    then = choices.then if choices.then in over.periods else NONE
    return html.Div(
        [
            select("beside", region, [none, *others], choices.beside or NONE),
            select("then", year, periods, then),
            radios("unit", say(lang, "Visa", "Show"), units, unit),
        ],
        className="choices",
    )


def _periods(codes: Sequence[str], lang: Lang) -> list[controls.Option]:
    return [{"value": code, "label": text.period(code, lang)} for code in codes]


def select(name: str, words: str, options: Sequence[controls.Option], value: str) -> html.Div:
    """A labelled native list."""
    control = dbc.Select(id=f"{ID}{name}", options=list(options), value=value)
    return html.Div([html.Label(words, htmlFor=f"{ID}{name}"), control], className="field")


def radios(name: str, words: str, options: Sequence[controls.Option], value: str) -> html.Div:
    """A labelled row of buttons of which one is pressed."""
    label = f"{ID}{name}-label"
    row = dbc.RadioItems(id=f"{ID}{name}", options=list(options), value=value, className="choice")
    group = html.Div(row, role="group", **cards.attributes(aria_labelledby=label))
    return html.Div([html.Span(words, id=label, className="label"), group], className="field")
