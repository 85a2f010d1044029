"""Demografi: how many we are, why, how old and how many more, for a region or for Norrland."""

from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.dependencies import ClientsideFunction

from dashboard import shell
from dashboard.demography import choices, controls, drawings, sections, wording
from dashboard.demography.view import View
from dashboard.text import say

PATH = "/demografi"


def title(**_: str) -> str:
    """The title in the browser's tab."""
    return shell.title("Demografi", "Demography")


def layout(**query: Any) -> html.Div:
    """The page under the choices of the query."""
    view = View(choices.parse(query))
    return html.Div(
        [
            *_heading(view),
            *controls.top(view),
            *sections.summed(view),
            html.Div([sections.years(view), sections.months(view)], className="halves"),
            sections.equation(view),
            html.Div(
                [
                    sections.pyramid(view),
                    html.Div([sections.ratio(view), sections.groups(view)], className="side"),
                ],
                className="halves",
            ),
            sections.measures(view),
            sections.ahead(view),
            sections.about(view),
            dcc.Store(id="demography", data=drawings.store(view)),
        ],
        id="demography-page",
        className="demography",
    )


def _heading(view: View) -> list[Any]:
    changed = [each for each in view.size.claims if each.comparator == "period"]
    first = wording.size(changed, view.place, view.lang)
    return [
        html.H1(say(view.lang, f"Befolkningen i {view.name}", f"The population of {view.name}")),
        *([html.P(" ".join(first), className="lead")] if first else []),
    ]


def register(app: Dash) -> None:
    """The browser puts the drawings into place; every choice is an address, and so a page."""
    app.clientside_callback(
        ClientsideFunction("demography", "show"),
        Output("demography-page", "data-shown"),
        Input("demography", "data"),
    )
