"""The same map and chart in others' tools, as their own documentation puts a page together.

Streamlit and Panel run these in a venv of their own: nothing here knows this project's modules.
"""
