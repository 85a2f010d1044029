"""What pages are made of: the shell around them, cards, controls, and their HTML."""
