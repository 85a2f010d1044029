"""Figures: a frame goes in, a `Chart` comes out; `svg` draws it to read, `explore` to zoom."""
