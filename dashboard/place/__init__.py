"""A place and how it goes there, beside places it is like, in figures that can be judged."""
