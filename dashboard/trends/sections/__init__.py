"""The cards of the page, one module each."""
