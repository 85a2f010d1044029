"""`make bench`: figures about speed and size, each beside a named reference in the same run."""
