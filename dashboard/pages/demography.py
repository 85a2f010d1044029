"""Demografi: how many we are, why, how old and how many more, for a region or for Norrland."""

from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.dependencies import ClientsideFunction

from dashboard.demography import choices, wording
from dashboard.demography.sections import ages, controls, drawings, equation, measures, size
from dashboard.demography.sections import ahead as section_ahead
from dashboard.demography.view import View
from dashboard.pages import Nav
from dashboard.text import say

PATH = "/demografi"
TITLE = ("Demografi", "Demography")
NAV = Nav(30, TITLE)


def layout(**query: Any) -> html.Div:
    """The page under the choices of the query."""
    view = View(choices.parse(query))
    return html.Div(
        [
            *_heading(view),
            *controls.top(view),
            *size.summed(view),
            *_cards(view),
            dcc.Store(id="demography", data=drawings.store(view)),
        ],
        id="demography-page",
        className="demography",
    )


def _cards(view: View) -> list[Any]:
    """In two columns where both are of a height: what is short stands beside what is tall."""
    months, groups = size.months(view), ages.groups(view)
    ahead = section_ahead.ahead(view)
    tall = bool(view.projection.chart())
    monthly = view.size.months() is not None
    first = months if monthly else html.Div([groups, months], className="side")
    beside = [ages.ratio(view), *([groups] if monthly else []), *([] if tall else [ahead])]
    return [
        html.Div([size.years(view), first], className="halves"),
        equation.equation(view),
        html.Div([ages.pyramid(view), html.Div(beside, className="side")], className="halves"),
        measures.measures(view),
        *([ahead] if tall else []),
        section_ahead.about(view),
    ]


def _heading(view: View) -> list[Any]:
    changed = [each for each in view.size.claims if each.comparator == "before"]
    first = wording.size(changed, view.place, view.lang)
    return [
        html.H1(
            say(view.lang, f"Befolkningen i {view.within}", f"The population of {view.within}")
        ),
        *([html.P(" ".join(first), className="lead")] if first else []),
    ]


def register(app: Dash) -> None:
    """The browser puts the drawings into place; every choice is an address, and so a page."""
    app.clientside_callback(
        ClientsideFunction("demography", "show"),
        Output("demography-page", "data-shown"),
        Input("demography", "data"),
    )
