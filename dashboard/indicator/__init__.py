"""One indicator: the view under a reader's choices, its sentences and its files."""
