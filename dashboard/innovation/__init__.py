"""How able a place is to innovate: figures by dimension, and the whole only as an interval."""
