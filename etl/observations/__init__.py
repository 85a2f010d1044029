"""Figures in the one shape: what they must hold, and what is computed from them."""
