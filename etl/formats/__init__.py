"""How agencies write figures: JSON-stat, and a number or a symbol in a cell."""
