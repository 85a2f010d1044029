"""Women beside men: how far apart they are, where, and whether that shrinks or grows."""
