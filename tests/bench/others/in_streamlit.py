"""The map and the chart in Streamlit: `streamlit run` of this file."""

import streamlit

from tests.bench.others import figures

shown = figures.read()
streamlit.title(shown["title"])
streamlit.plotly_chart(figures.choropleth(shown), config=figures.CONFIG)
streamlit.plotly_chart(figures.trend(shown))
