"""The regions: one table of codes and names, one SVG map a level. Imports nothing of ours."""
