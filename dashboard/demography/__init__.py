"""Demography: how many, why, how old and how many more, of a region or the four counties."""
