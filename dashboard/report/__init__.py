"""Månadsläge: what is claimed of a region’s figures, in sentences, on cards and as a document."""
