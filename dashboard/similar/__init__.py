"""Which places are like a place, in what, and by how much."""
