"""A strategy followed: where its indicators stand, which way they go, and what is unsure."""
