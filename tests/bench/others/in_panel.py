"""The map and the chart in Panel: `panel serve` of this file."""

import panel

from tests.bench.others import figures

panel.extension("plotly")
shown = figures.read()
panel.Column(
    f"# {shown['title']}",
    panel.pane.Plotly(figures.choropleth(shown), config=figures.CONFIG),
    panel.pane.Plotly(figures.trend(shown)),
).servable()
