"""The web server: its limits, its workers, and the command that starts them."""
