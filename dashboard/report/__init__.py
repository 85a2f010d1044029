"""Månadsläge: claims found in the figures, the sentences that tell them, the report of both."""
