"""The map and the chart as plotly's figures, out of a file that `tests/bench/rivals.py` writes."""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

NAME = "shown.json"
# plotly.js asks its makers' host for the world's coasts even where none are shown: here is nothing.
NOTHING = '{"type":"Topology","objects":{},"arcs":[]}'
CONFIG = {"topojsonURL": f"data:application/json,{NOTHING}#"}


def read() -> dict[str, Any]:
    """What is shown, from the folder that the server is started in."""
    told: dict[str, Any] = json.loads(Path(NAME).read_text(encoding="utf-8"))
    return told


def choropleth(shown: dict[str, Any]) -> go.Figure:
    """The map of all regions."""
    values = {"locations": shown["codes"], "z": shown["values"], "text": shown["names"]}
    figure = go.Figure(go.Choropleth(geojson=shown["shapes"], **values))
    lon, lat = ({"range": each} for each in shown["ranges"])
    geo = {"visible": False, "projection": {"type": "mercator"}, "lonaxis": lon, "lataxis": lat}
    figure.update_layout(geo=geo, height=700, title=shown["title"])
    return figure


def trend(shown: dict[str, Any]) -> go.Figure:
    """The lines over time."""
    lines = [go.Scatter(name=name, **points) for name, points in shown["lines"].items()]
    figure = go.Figure(lines)
    figure.update_layout(title=shown["title"], yaxis_title=shown["unit"])
    return figure
