"""The map bank: which maps it has, and each drawn small."""
