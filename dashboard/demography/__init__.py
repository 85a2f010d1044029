"""Demography: how many, why, how old and how many more, for a region or for Norrland."""
